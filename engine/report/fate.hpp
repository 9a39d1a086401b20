#pragma once
/// What a summary's counts say of all targets: how many, which bind, which fail together.

#include <cstdint>
#include <optional>
#include <vector>

#include "summarise/summary.hpp"

namespace prospect::report {

/// How many targets a path meets.
struct MetRange {
  std::size_t low = 0, median = 0,
              high = 0;  ///< 10 %, 50 % and 90 % of the paths meet at most so many
  double mean = 0;       ///< NaN without paths
};
[[nodiscard]] MetRange met_range(const summarise::Summary& summary);

/// Paths that meet at least `k` targets.
[[nodiscard]] std::uint64_t at_least(const summarise::Summary& summary, std::size_t k);

/// A round number of targets not above the median: a multiple of five among ten or more.
[[nodiscard]] std::size_t round_number(std::size_t median, std::size_t targets);

/// Indices into Summary::targets, fewest hits first, at most `most`; ties in their order.
[[nodiscard]] std::vector<std::size_t> weakest(const summarise::Summary& summary,
                                               std::size_t most);

/// The target that is most often the only one missed; nothing if none ever is.
[[nodiscard]] std::optional<std::size_t> most_alone(const summarise::Summary& summary);

/// Two targets missed together. Shares are of the sound paths: a failed draw misses everything
/// and would make every pair look related.
struct Pair {
  std::size_t a = 0, b = 0;
  double both = 0;    ///< share that misses both
  double chance = 0;  ///< that share if the two were independent
  double phi = 0;     ///< correlation of the two misses
};

/// The pairs most beyond chance, largest phi first: 0.1 or more and over three standard errors.
[[nodiscard]] std::vector<Pair> pairs_beyond_chance(const summarise::Summary& summary,
                                                    std::size_t most);

}  // namespace prospect::report
