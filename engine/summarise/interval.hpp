#pragma once
/// Intervals for a probability counted as hits out of paths.

#include <cstdint>
#include <span>

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

/// Interval of a share from independent scramblings of Sobol' points: `hits` and `paths` of each. The variance of
/// the share is that of the scramblings about it, taken as a ratio of sums (Cochran 1977, Sampling Techniques,
/// section 6.3), with paths as many as an independent draw would need for it (Kish's effective size); then
/// Wilson's interval of that many, with Student's quantile of one degree of freedom fewer than scramblings in
/// the place of the normal one.
/// Where there are fewer than `few_a_scrambling` hits, or misses, to a scrambling their spread is no guide, and
/// where all scramblings agree there is none: then `probability_interval`, as if paths were independent, which is
/// rather too wide.
inline constexpr std::uint64_t few_a_scrambling = 8;
[[nodiscard]] Interval scrambled_interval(std::span<const std::uint64_t> hits, std::span<const std::uint64_t> paths,
                                          double level = 0.95);

}  // namespace prospect::summarise
