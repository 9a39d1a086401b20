#include "model/prune.hpp"

#include <utility>

#include "base/check.hpp"

namespace prospect::model {
namespace {

using Space = Operand::Space;

/// What is needed so far: rows by space.
class Needs {
 public:
  explicit Needs(const Program& program)
      : scratch_(program.scratch_rows), path_(program.path_rows), kept_(program.kept_depth.size()) {}

  void add(const Operand& operand) {
    if (operand.space == Space::none) return;
    auto&& row = place(operand);
    grown_ = grown_ || (!row && operand.space != Space::scratch);
    row = true;
  }
  /// Whether the row an instruction writes is needed; a scratch row is no longer before that.
  [[nodiscard]] bool takes(const Operand& out) {
    auto&& row = place(out);
    const bool needed = row;
    if (out.space == Space::scratch) row = false;
    return needed;
  }
  [[nodiscard]] bool has_kept(std::uint32_t row) const { return kept_[row]; }
  /// Whether a path or kept row was added since it was last asked.
  [[nodiscard]] bool has_grown() { return std::exchange(grown_, false); }

 private:
  std::vector<bool>::reference place(const Operand& operand) {
    if (operand.space == Space::scratch) return scratch_[operand.row];
    return operand.space == Space::path ? path_[operand.row] : kept_[operand.row];
  }

  std::vector<bool> scratch_, path_, kept_;
  bool grown_ = false;
};

/// Goes backward through a stage and marks the instructions that make what is needed.
std::vector<bool> mark(const std::vector<Instruction>& code, Needs& needs) {
  std::vector<bool> marked(code.size(), false);
  for (std::size_t k = code.size(); k-- > 0;) {
    if (!needs.takes(code[k].out)) continue;
    marked[k] = true;
    for (const Operand* operand : {&code[k].a, &code[k].b, &code[k].c}) needs.add(*operand);
  }
  return marked;
}

void keep(std::vector<Instruction>& code, const std::vector<bool>& marked) {
  std::size_t to = 0;
  for (std::size_t k = 0; k < code.size(); ++k) {
    if (marked[k]) code[to++] = code[k];
  }
  code.resize(to);
}

std::vector<bool> read_by(const Program& program, Opcode op, std::size_t count) {
  std::vector<bool> used(count, false);
  for (const auto* code : {&program.path_code, &program.year_code}) {
    for (const auto& x : *code) {
      if (x.op == op) used[static_cast<std::size_t>(x.i)] = true;
    }
  }
  return used;
}

/// The code that is needed, and what that needs.
Program pruned(const Program& program, Needs& needs) {
  // What a year reads of an earlier one makes more of the year needed: until nothing is added.
  std::vector<bool> yearly, once;
  do {
    yearly = mark(program.year_code, needs);
    once = mark(program.path_code, needs);
  } while (needs.has_grown());
  Program part = program;
  keep(part.year_code, yearly);
  keep(part.path_code, once);
  return part;
}

}  // namespace

Program only_rows(const Program& program, const std::vector<Operand>& wanted) {
  Needs needs(program);
  for (const auto& operand : wanted) needs.add(operand);
  return pruned(program, needs);
}

Program only(const Program& program, const std::vector<VariableId>& wanted) {
  Needs needs(program);
  for (const auto id : wanted) {
    const auto row = program.variables[id.value].kept_row;
    PROSPECT_EXPECT(row.has_value());
    needs.add({Space::kept, *row, 0});
  }
  Program part = pruned(program, needs);
  for (auto& variable : part.variables) {
    if (variable.kept_row && needs.has_kept(*variable.kept_row)) continue;
    variable.indicator = variable.tested = false;
  }
  return part;
}

std::vector<bool> parameters_in_use(const Program& program) {
  return read_by(program, Opcode::parameter, program.parameters.size());
}

std::vector<bool> streams_in_use(const Program& program) {
  return read_by(program, Opcode::word, program.streams.size());
}

}  // namespace prospect::model
