#include "model/program.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <tuple>

namespace prospect::model {
namespace {

struct OpcodeInfo {
  std::string_view name, meaning;
};

constexpr OpcodeInfo opcodes[] = {
#define PROSPECT_OPCODE_ROW(name, meaning) {#name, meaning},
    PROSPECT_OPCODES(PROSPECT_OPCODE_ROW)
#undef PROSPECT_OPCODE_ROW
};

std::string row_text(const Program& program, const Operand& operand) {
  switch (operand.space) {
    case Operand::Space::none: return "";
    case Operand::Space::scratch: return fmt::format("s{}", operand.row);
    case Operand::Space::path: return fmt::format("p{}", operand.row);
    case Operand::Space::kept: break;
  }
  std::string name = fmt::format("k{}", operand.row);
  for (const auto& variable : program.variables) {
    if (variable.kept_row == operand.row) name = variable.name;
  }
  return operand.year == 0 ? name : fmt::format("{}[{}]", name, operand.year);
}

std::string instruction_text(const Program& program, const Instruction& x) {
  std::string text = fmt::format("{:<28} = {}", row_text(program, x.out), opcode_name(x.op));
  for (const Operand& operand : {x.a, x.b, x.c}) {
    if (operand.space != Operand::Space::none) text += " " + row_text(program, operand);
  }
  const auto index = [&] { return static_cast<std::size_t>(x.i); };
  if (x.op == Opcode::parameter) return text + " " + program.parameters[index()].name;
  if (x.op == Opcode::word) return text + " " + program.streams[index()].name;
  if (x.op == Opcode::table || x.op == Opcode::year_value) return text + fmt::format(" #{}", index());
  const std::string_view meaning = opcode_meaning(x.op);
  const bool has_constant = meaning == "i" || meaning.find(" i") != std::string_view::npos ||
                            meaning.starts_with("i ");
  return has_constant ? text + fmt::format(" {}", x.i) : text;
}

}  // namespace

std::string_view opcode_name(Opcode op) { return opcodes[static_cast<std::size_t>(op)].name; }
std::string_view opcode_meaning(Opcode op) { return opcodes[static_cast<std::size_t>(op)].meaning; }

std::vector<VariableId> Program::indicators() const {
  std::vector<VariableId> ids;
  for (std::size_t v = 0; v < variables.size(); ++v) {
    if (variables[v].indicator) ids.emplace_back(v);
  }
  return ids;
}

std::string Program::unit_text(const std::string& unit, base::Language language) const {
  const auto at = unit_labels.find(unit);
  return at == unit_labels.end() ? unit : at->second.in(language);
}

std::string listing(const Program& program) {
  std::string text = fmt::format(
      "program '{}': {} indicators, {} parameters, {} streams, years {} to {}\n"
      "rows: {} path, {} scratch, {} kept\n",
      program.scenario, program.indicators().size(), program.parameters.size(),
      program.streams.size(), program.base_year + 1, program.end_year, program.path_rows,
      program.scratch_rows, program.kept_depth.size());
  text += fmt::format("\npath stage, once a path ({} instructions)\n", program.path_code.size());
  for (const auto& x : program.path_code) text += "  " + instruction_text(program, x) + "\n";
  text += fmt::format("\nyear stage, each year ({} instructions)\n", program.year_code.size());
  for (const auto& x : program.year_code) text += "  " + instruction_text(program, x) + "\n";
  if (!program.tables.empty()) text += "\ndistributions\n";
  for (std::size_t t = 0; t < program.tables.size(); ++t) {
    text += fmt::format("  #{} {}\n", t, program.tables[t].distribution.describe());
  }
  return text;
}

bool Family::same_rule(const Family& other) const {
  const auto numbers = [](const Family& f) {
    return std::tie(f.name, f.damping, f.drift_change, f.drift_sd, f.drift_mean, f.estimate_error, f.df,
                    f.sigma, f.sigma_spread, f.break_probability, f.break_size);
  };
  return numbers(*this) == numbers(other);
}

}  // namespace prospect::model
