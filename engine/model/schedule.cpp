#include "model/schedule.hpp"

#include <algorithm>
#include <set>

#include "base/check.hpp"
#include "model/grouping.hpp"
#include "model/mix.hpp"
#include "model/reads.hpp"

namespace prospect::model {
namespace {

using Space = Operand::Space;

constexpr std::size_t none = Reads::none;

/// Writes the items of groups, then finds rows for what passes between them and from year to year.
class Writer {
 public:
  Writer(const Program& program, const Reads& reads, const std::vector<SharedTerms>& shared)
      : program_(program), reads_(reads), together_(program.year_code.size(), nullptr) {
    for (const auto& sums : shared) {
      for (const auto& terms : sums) {
        for (const std::size_t k : terms) together_[k] = &sums;
      }
    }
  }

  Schedule write(const std::vector<std::vector<std::size_t>>& groups) {
    for (const auto& group : groups) write_group(group);
    share_rows();
    return std::move(schedule_);
  }

 private:
  [[nodiscard]] bool is_word_of_score(std::size_t k) const {
    const auto& by = reads_.needed_by[k];
    return program_.year_code[k].op == Opcode::word && by.size() == 1 &&
           program_.year_code[*by.begin()].op == Opcode::score;
  }

  void put(std::size_t k, int year) {
    schedule_.items.push_back({program_.year_code[k], year, k});
  }

  void write_group(const std::vector<std::size_t>& group) {
    const auto words = std::count_if(group.begin(), group.end(), [this](auto k) { return is_word_of_score(k); });
    const bool first = static_cast<std::size_t>(words * program_.horizon()) <= most_score_rows;
    std::set<std::size_t> done;
    for (const std::size_t k : group) {
      if (!first || !is_word_of_score(k)) continue;
      const std::size_t score = *reads_.needed_by[k].begin();
      for (int year = program_.base_year + 1; year <= program_.end_year; ++year) {
        put(k, year);
        put(score, year);
      }
      done.insert({k, score});
    }
    for (int year = program_.base_year + 1; year <= program_.end_year; ++year) {
      for (const std::size_t k : group) {
        if (done.contains(k)) continue;
        if (together_[k] == nullptr) {
          put(k, year);
        } else if (k == together_[k]->front().back()) {
          put_sums(*together_[k], year);
        }
      }
    }
  }

  /// The last shared term of the first sum comes after all rows that are multiplied and before all that reads a sum.
  void put_sums(const SharedTerms& sums, int year) {
    for (const auto& terms : sums) {
      for (const std::size_t k : terms) put(k, year);
    }
  }

  /// A value: what an instruction gives in a year.
  [[nodiscard]] std::size_t value_of(std::size_t instruction, int year) const {
    const auto years = static_cast<std::size_t>(program_.horizon());
    return instruction * years + static_cast<std::size_t>(year - program_.base_year - 1);
  }

  /// Whether a row is kept for its lags alone; only its history has a place of its own then.
  [[nodiscard]] bool passes(const Operand& operand) const {
    const auto all_years = static_cast<std::uint32_t>(program_.horizon() + 1 + program_.years_back);
    return operand.space == Space::kept && program_.kept_depth[operand.row] < all_years;
  }

  /// Calls `visit(operand, value)` for the operands of an item that are to be read from scratch rows.
  template <class Visit>
  void each_read(Schedule::Item& item, Visit visit) const {
    Operand* operands[] = {&item.instruction.a, &item.instruction.b, &item.instruction.c};
    for (std::size_t o = 0; o < 3; ++o) {
      Operand& operand = *operands[o];
      if (operand.space == Space::scratch) {
        PROSPECT_EXPECT(reads_.scratch[item.source][o] != none);
        visit(operand, value_of(reads_.scratch[item.source][o], item.year));
      } else if (passes(operand) && item.year + operand.year > program_.base_year &&
                 reads_.keeper[operand.row] != none) {
        visit(operand, value_of(reads_.keeper[operand.row], item.year + operand.year));
      }
    }
  }

  /// Gives each value a scratch row until it is read last; the row given back last is taken first, since it is near.
  void share_rows() {
    std::vector<std::size_t> last(program_.year_code.size() * static_cast<std::size_t>(program_.horizon()), none);
    for (std::size_t at = 0; at < schedule_.items.size(); ++at) {
      each_read(schedule_.items[at], [&](const Operand&, std::size_t value) { last[value] = at; });
    }
    std::vector<std::uint32_t> row_of(last.size(), 0), free;
    for (std::size_t at = 0; at < schedule_.items.size(); ++at) {
      auto& item = schedule_.items[at];
      std::set<std::uint32_t> ended;
      each_read(item, [&](Operand& operand, std::size_t value) {
        operand = {Space::scratch, row_of[value], 0};
        if (last[value] == at) ended.insert(operand.row);
      });
      free.insert(free.end(), ended.begin(), ended.end());
      Operand& out = item.instruction.out;
      if (out.space != Space::scratch && !passes(out)) continue;
      const std::size_t value = value_of(item.source, item.year);
      if (free.empty()) free.push_back(schedule_.scratch_rows++);
      row_of[value] = free.back();
      out = {Space::scratch, row_of[value], 0};
      if (last[value] != none) free.pop_back();  // else never read
    }
  }

  const Program& program_;
  const Reads& reads_;
  std::vector<const SharedTerms*> together_;   ///< by instruction: the sums it is a shared term of; null: none
  Schedule schedule_;
};

}  // namespace

Schedule schedule(const Program& program) {
  const Reads reads(program);
  const auto shared = find_shared_terms(program, reads);
  return Writer(program, reads, shared).write(groups(program, reads, shared));
}

}  // namespace prospect::model
