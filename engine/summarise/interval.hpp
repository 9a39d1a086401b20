#pragma once
/// Intervals for a probability counted as hits out of paths.

#include <cstdint>

namespace prospect::summarise {

struct Interval {
  double low = 0, high = 1;
};

/// Wilson's score interval (1927, doi:10.1080/01621459.1927.10502953) at `level`; at 0 and n hits the
/// exact bound of Clopper and Pearson (1934, doi:10.1093/biomet/26.4.404) takes over, which never
/// has zero width. n = 0 gives [0, 1].
[[nodiscard]] Interval probability_interval(std::uint64_t hits, std::uint64_t n, double level = 0.95);

/// The exact interval of Clopper and Pearson at `level`: it holds with that probability or more for every n.
/// n = 0 gives [0, 1].
[[nodiscard]] Interval exact_interval(std::uint64_t hits, std::uint64_t n, double level = 0.95);

/// `probability_interval` of a weighted share over `n` paths' worth of weight, which need not be whole (Kish 1965,
/// Survey Sampling, section 8.2: the effective size).
[[nodiscard]] Interval share_interval(double share, double n, double level = 0.95);

}  // namespace prospect::summarise
