#pragma once
/// Where a region stands among others in the last year: its rank on every path.
///
/// Ties      share the middle of their ranks: a rank may be a half.

#include <cstdint>
#include <string>
#include <vector>

#include "calibrate/estimate.hpp"
#include "model/program.hpp"
#include "simulate/plan.hpp"
#include "summarise/interval.hpp"

namespace prospect::analyse {

/// The rank of `own` among `others` and itself, times two; 2 is the best.
[[nodiscard]] std::size_t twice_rank(double own, const std::vector<double>& others, bool high_is_better);

/// Counts of one ranking.
struct RankCount {
  std::size_t ranking = 0;                 ///< index into Program::rankings
  std::size_t now = 2;                     ///< twice the rank of the table's figures
  std::vector<std::uint64_t> paths;        ///< by twice the rank
  std::uint64_t n = 0;                     ///< sound paths that count

  /// The smallest rank that at least this share of the paths is not above.
  [[nodiscard]] double quantile(double share) const;
  /// Paths whose rank is at the most `rank`.
  [[nodiscard]] std::uint64_t within(double rank) const;
  /// Paths with a better rank than the table's.
  [[nodiscard]] std::uint64_t better() const;
};

/// Runs the plan's paths and counts every ranking of the program.
[[nodiscard]] std::vector<RankCount> rank(const model::Program& program, const calibrate::Estimate& estimate,
                                          const simulate::Plan& plan);

}  // namespace prospect::analyse
