#pragma once
/// Two scenarios on the same worlds: what the worlds on which only one of them meets a goal say.
///
/// Words     n worlds in all; `only_a` of them meet the goal in the first scenario alone, `only_b` in the
///           second alone. Worlds on which both or neither meet it tell nothing of which is better.

#include <cstdint>
#include <vector>

#include "summarise/interval.hpp"

namespace prospect::summarise {

/// Interval of P_a - P_b. Tango (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B:
/// all d that the score test, with the chance of `only_b` at its likeliest under d, does not turn down. Has
/// a width even when no world tells them apart: z^2 / (n + z^2) to both sides. n = 0 gives [-1, 1].
[[nodiscard]] Interval difference_interval(std::uint64_t only_a, std::uint64_t only_b, std::uint64_t n,
                                           double level = 0.95);

/// Chance of `only_a` or more out of only_a + only_b if neither scenario meets the goal more often: the
/// exact one-sided test of McNemar's table (McNemar 1947, doi:10.1007/BF02295996; binomial with 1/2).
[[nodiscard]] double chance_if_no_better(std::uint64_t only_a, std::uint64_t only_b);

/// Chances adjusted for their number, so that those under alpha are all right with probability 1 - alpha:
/// Holm (1979), Scand. J. Stat. 6, 65-70. In the order given.
[[nodiscard]] std::vector<double> holm(const std::vector<double>& chances);

/// What is known of the mean of a difference of whole numbers over the worlds.
struct DifferenceSums {
  std::uint64_t n = 0, differs = 0;   ///< worlds; worlds on which it is not 0
  std::int64_t sum = 0;
  std::uint64_t squares = 0;          ///< sum of squares
};

/// Interval of the mean: normal, from the worlds' own spread. With fewer than `few_differ` worlds that differ
/// a spread is no guide; then the most that Clopper and Pearson's bound on their share allows, `largest`
/// being the largest difference on one world. n = 0 gives [-largest, largest].
inline constexpr std::uint64_t few_differ = 20;
[[nodiscard]] Interval mean_interval(const DifferenceSums& sums, double largest, double level = 0.95);

}  // namespace prospect::summarise
