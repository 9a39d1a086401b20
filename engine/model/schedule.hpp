#pragma once
/// The order in which a program's yearly instructions run: which through all years at once, which year by year.
///
/// Why      year by year, what one indicator needs next year has left the near caches when the others are done. An
///          indicator that does not wait for others runs through all years in one go: its scores, its state and its
///          figures stay near, and scores of all its years are made together.
/// Method   instructions that need each other over the years, the strongly connected components of what reads
///          what, stay together and go year by year; every other one joins the last of those it needs. Loop
///          distribution and fusion: Allen and Kennedy (2001), Optimizing Compilers for Modern Architectures,
///          chapters 5 and 6; components: Tarjan (1972), doi:10.1137/0201010.
/// Contract every operand is what it is when years run one after the other: the same operations on the same numbers.

#include <cstdint>
#include <vector>

#include "model/program.hpp"

namespace prospect::model {

struct Schedule {
  /// An instruction of the program in one year; its scratch rows are those of the schedule.
  struct Item {
    Instruction instruction;
    int year = 0;
    std::size_t source = 0;   ///< which of the program's yearly instructions it is
  };
  std::vector<Item> items;
  /// Scratch rows hold what passes between instructions and, of what is kept for its lags alone, from year to year: of
  /// that, kept rows have the history only. So no kept row is written twice.
  std::uint32_t scratch_rows = 0;
};

/// Rows of scores that may be made before the years begin: what fits the nearest cache beside other rows.
inline constexpr std::size_t most_score_rows = 12;

[[nodiscard]] Schedule schedule(const Program& program);

}  // namespace prospect::model
