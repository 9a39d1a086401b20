#pragma once
/// When a run may stop because the answer is clear, and intervals that stay valid although it looked often.
///
/// Rule      looks are taken after 16384 * 2^k paths, the last at the most paths. With K looks possible each
///           uses the exact interval of Clopper and Pearson (1934, doi:10.1093/biomet/26.4.404) at level
///           1 - alpha / K. By Bonferroni all K intervals of a figure hold together with probability
///           1 - alpha at the least, so the one at which the run stops holds too, whatever made it stop:
///           repeated confidence intervals, Jennison and Turnbull (1989), J. R. Stat. Soc. B 51, 305-361.
/// Together  each figure's interval holds with 1 - alpha; of several figures nothing is said at once.
/// Decision  "is P above p?" is answered yes when the whole interval lies above p, no when it lies below:
///           either is wrong with probability alpha at the most.

#include <cstdint>
#include <vector>

#include "summarise/counted.hpp"
#include "summarise/interval.hpp"

namespace prospect::summarise {

inline constexpr std::uint64_t first_look = 16'384;

/// Paths after which a run looks: 16384, 32768, ... and `most` last. Expects most > 0.
[[nodiscard]] std::vector<std::uint64_t> looks_up_to(std::uint64_t most);

/// The level of each of `looks` intervals that hold together at `level`: 1 - (1 - level) / looks.
[[nodiscard]] double level_of_look(double level, std::size_t looks);

enum class Decision { no, not_yet, yes };

/// Whether a probability is above `threshold`, by the interval of a look.
[[nodiscard]] Decision decide(Interval interval, double threshold);

[[nodiscard]] inline double half_width(Interval interval) { return (interval.high - interval.low) / 2; }

/// How the intervals of a run's probabilities are made: Wilson's (`probability_interval`) at `level` for a run
/// of a number of paths settled before it, of scrambled Sobol' points that of their spread (`scrambled_interval`);
/// the exact ones of a look for a run that stopped when it was clear.
struct IntervalRule {
  bool looked = false;
  double level = 0.95;   ///< of the look, where `looked`

  [[nodiscard]] Interval operator()(std::uint64_t hits, std::uint64_t n) const {
    return looked ? exact_interval(hits, n, level) : probability_interval(hits, n, level);
  }
  [[nodiscard]] Interval operator()(const Counted& of) const {
    return of.hits_by.empty() ? (*this)(of.hits, of.paths) : scrambled_interval(of.hits_by, of.paths_by, level);
  }
};

}  // namespace prospect::summarise
