#include "model/split.hpp"

#include <algorithm>
#include <utility>

#include "model/reads.hpp"

namespace prospect::model {
namespace {

using Space = Operand::Space;

class Splitting {
 public:
  Splitting(Program program, const std::vector<ParameterId>& moved)
      : program_(std::move(program)),
        reads_(program_),
        path_(program_.path_rows),
        kept_(program_.kept_depth.size()),
        once_(program_.path_code.size()),
        yearly_(program_.year_code.size()) {
    for (const auto id : moved) moved_.push_back(static_cast<double>(id.value));
    // A kept row that moves takes all that writes it along, what reads it in whatever year too: until nothing is added.
    do {
      grown_ = false;
      mark_once();
      mark_yearly();
    } while (grown_);
    keep_what_passes();
  }

  [[nodiscard]] SplitProgram parts() const { return {part(false), part(true)}; }

 private:
  [[nodiscard]] bool moves(const Operand& operand) const {
    if (operand.space == Space::path) return path_[operand.row];
    return operand.space == Space::kept && kept_[operand.row];
  }

  void mark(std::vector<bool>::reference instruction, const Operand& out) {
    if (instruction) return;
    instruction = grown_ = true;
    if (out.space == Space::path) path_[out.row] = true;
    if (out.space == Space::kept) kept_[out.row] = true;
  }

  void mark_once() {
    for (std::size_t k = 0; k < once_.size(); ++k) {
      const auto& x = program_.path_code[k];
      const bool is_moved =
          x.op == Opcode::parameter && std::find(moved_.begin(), moved_.end(), x.i) != moved_.end();
      if (is_moved || moves(x.a) || moves(x.b) || moves(x.c) || moves(x.out)) mark(once_[k], x.out);
    }
  }

  void mark_yearly() {
    for (std::size_t k = 0; k < yearly_.size(); ++k) {
      const auto& x = program_.year_code[k];
      const bool passed_on = std::any_of(reads_.scratch[k].begin(), reads_.scratch[k].end(),
                                         [&](auto from) { return from != Reads::none && yearly_[from]; });
      if (passed_on || moves(x.a) || moves(x.b) || moves(x.c) || moves(x.out)) mark(yearly_[k], x.out);
    }
  }

  /// Gives what the moving part reads of the fixed one a kept row, and kept rows all their years.
  void keep_what_passes() {
    const auto all_years = static_cast<std::uint32_t>(program_.horizon() + 1 + program_.years_back);
    std::vector<Operand> place(yearly_.size());
    for (std::size_t k = 0; k < yearly_.size(); ++k) {
      if (!yearly_[k]) continue;
      const auto& x = program_.year_code[k];
      for (const Operand* operand : {&x.a, &x.b, &x.c}) {
        if (operand->space == Space::kept && !kept_[operand->row]) program_.kept_depth[operand->row] = all_years;
      }
      for (const std::size_t from : reads_.scratch[k]) {
        if (from == Reads::none || yearly_[from] || place[from].space == Space::kept) continue;
        place[from] = {Space::kept, static_cast<std::uint32_t>(program_.kept_depth.size()), 0};
        program_.kept_depth.push_back(all_years);
        kept_.push_back(false);
      }
    }
    for (std::size_t k = 0; k < yearly_.size(); ++k) {
      auto& x = program_.year_code[k];
      Operand* operands[] = {&x.a, &x.b, &x.c};
      for (std::size_t o = 0; o < 3; ++o) {
        const std::size_t from = reads_.scratch[k][o];
        if (from != Reads::none && place[from].space == Space::kept) *operands[o] = place[from];
      }
      if (place[k].space == Space::kept) x.out = place[k];
    }
  }

  [[nodiscard]] Program part(bool moving) const {
    Program part = program_;
    const auto take = [moving](std::vector<Instruction>& code, const std::vector<bool>& marked) {
      std::size_t k = 0;
      std::erase_if(code, [&](const Instruction&) { return marked[k++] != moving; });
    };
    take(part.path_code, once_);
    take(part.year_code, yearly_);
    for (auto& variable : part.variables) {
      if (!variable.kept_row || kept_[*variable.kept_row] == moving) continue;
      variable.indicator = variable.tested = false;
    }
    return part;
  }

  Program program_;
  Reads reads_;                      ///< of the program as it was
  std::vector<double> moved_;        ///< parameters, as instructions name them
  std::vector<bool> path_, kept_;    ///< by row: whether it moves
  std::vector<bool> once_, yearly_;  ///< by instruction
  bool grown_ = false;
};

}  // namespace

SplitProgram split(Program program, const std::vector<ParameterId>& moved) {
  return Splitting(std::move(program), moved).parts();
}

}  // namespace prospect::model
