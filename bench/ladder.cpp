#include "ladder.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <utility>

namespace prospect::bench {
namespace {

using model::Opcode;
using model::Operand;

bool is_one_of(Opcode op, std::initializer_list<Opcode> list) {
  return std::find(list.begin(), list.end(), op) != list.end();
}

/// Without indicators there is nothing to search for faults.
model::Program without_indicators(model::Program program) {
  for (auto& variable : program.variables) variable.indicator = false;
  return program;
}

model::Program with_only(const model::Program& program, std::initializer_list<Opcode> list) {
  return cut(program, [&](const auto& x) { return !is_one_of(x.op, list); });
}

model::Program without(const model::Program& program, std::initializer_list<Opcode> list) {
  return cut(program, [&](const auto& x) { return is_one_of(x.op, list); });
}

/// A row of 0.5 in every year, filled once.
Operand filled_row(model::Program& program) {
  const auto row = static_cast<std::uint32_t>(program.kept_depth.size());
  program.kept_depth.push_back(static_cast<std::uint32_t>(program.horizon() + 1 + program.years_back));
  const Operand constant{Operand::Space::path, program.path_rows++, 0};
  program.path_code.push_back({Opcode::fill, constant, {}, {}, {}, 0.5});
  for (int year = program.base_year + 1; year <= program.end_year; ++year) {
    program.path_code.push_back({Opcode::copy, {Operand::Space::kept, row, year}, constant, {}, {}, 0});
  }
  return {Operand::Space::kept, row, 0};
}

}  // namespace

model::Program cut(model::Program program, const std::function<bool(const model::Instruction&)>& goes) {
  std::vector<model::Instruction> left;
  std::map<std::uint32_t, Operand> instead;  // by scratch row
  for (model::Instruction x : program.year_code) {
    for (Operand* operand : {&x.a, &x.b, &x.c}) {
      const auto at = instead.find(operand->row);
      if (operand->space == Operand::Space::scratch && at != instead.end()) *operand = at->second;
    }
    const bool gone = goes(x);
    if (x.out.space == Operand::Space::scratch) {
      instead.erase(x.out.row);
      if (gone) instead.emplace(x.out.row, filled_row(program));
    }
    if (!gone) left.push_back(x);
  }
  program.year_code = std::move(left);
  return program;
}

model::Program without_draws(const model::Program& program) { return without(program, {Opcode::word, Opcode::score}); }

std::vector<Rung> ladder(const model::Program& whole) {
  const auto quiet = without_indicators(whole);
  auto parameters = with_only(quiet, {});
  parameters.path_code.clear();
  const auto counts = {Opcode::binomial, Opcode::beta_binomial, Opcode::poisson};
  return {
      {"draws of the parameters", parameters},
      {"path stage: base year, constants", with_only(quiet, {})},
      {"random words of the years", with_only(quiet, {Opcode::word})},
      {"their normal scores", with_only(quiet, {Opcode::word, Opcode::score})},
      {"quantile tables", with_only(quiet, {Opcode::word, Opcode::score, Opcode::table})},
      {"equations of the years", without(quiet, counts)},
      {"counts", quiet},
      {"search for faults", whole},
  };
}

}  // namespace prospect::bench
