#include "ladder.hpp"

#include <algorithm>
#include <initializer_list>

namespace prospect::bench {
namespace {

using model::Opcode;

bool is_one_of(Opcode op, std::initializer_list<Opcode> list) {
  return std::find(list.begin(), list.end(), op) != list.end();
}

/// Without indicators there is nothing to search for faults.
model::Program without_indicators(model::Program program) {
  for (auto& variable : program.variables) variable.indicator = false;
  return program;
}

model::Program with_only(model::Program program, std::initializer_list<Opcode> list) {
  std::erase_if(program.year_code, [&](const auto& x) { return !is_one_of(x.op, list); });
  return program;
}

model::Program without(model::Program program, std::initializer_list<Opcode> list) {
  std::erase_if(program.year_code, [&](const auto& x) { return is_one_of(x.op, list); });
  return program;
}

}  // namespace

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
