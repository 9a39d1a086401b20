#pragma once
/// Scores of probability forecasts against what came: the smaller the better, unless said otherwise.
///
/// Contract  pure functions; the same arguments give the same bits on every machine of a class.
/// Proper    all scores here are proper: a forecaster who says what he believes expects the best
///           score (Gneiting and Raftery 2007, doi:10.1198/016214506000001437).
/// Clusters  forecasts of one series share its luck. What takes each case as one is too sure of itself;
///           so differences are resampled by whole series, and tests of evenness are toned down.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "calibrate/mixture.hpp"
#include "summarise/interval.hpp"

namespace prospect::analyse {

/// (p - 1)^2 if it came, p^2 if not. Brier (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.
[[nodiscard]] double brier(double probability, bool came);

/// A probability in a log score is not taken for less than this: one wrong certainty would count
/// for more than all the rest.
inline constexpr double least_probability = 0.01;

/// Natural logarithm of the probability given to what came, at least ln 0.01; larger is better.
/// Good (1952), doi:10.1111/j.2517-6161.1952.tb00104.x.
[[nodiscard]] double log_score(double probability, bool came);

/// 1 - score / reference, the share of the reference's loss that is saved; NaN if that is 0.
[[nodiscard]] double skill(double score, double reference);

/// Continuous ranked probability score of an ensemble as if it had infinitely many members,
/// sum |X_i - y| / M - sum_ij |X_i - X_j| / (2 M (M - 1)); unit of the figure. Ferro, Richardson and
/// Weigel (2008), doi:10.1002/met.45. Sorts: O(M log M). Expects two draws or more.
[[nodiscard]] double fair_crps(std::vector<double> draws, double outcome);

/// The same score of a law, integral of (F(x) - [x >= outcome])^2: Matheson and Winkler (1976),
/// doi:10.1287/mnsc.22.10.1087. Exists for every degree of freedom above 1/2, without a mean too.
/// By adaptive Gauss-Kronrod quadrature over both tails and what lies between the outcome and the
/// law's middle; error below 1e-6 of the score for laws a planner meets (tested against closed
/// forms). Expects scales above 0.
[[nodiscard]] double crps(const calibrate::Mixture& law, double outcome);

/// Energy score of draws of several figures at once, with the fair correction of the CRPS:
/// sum |X_i - y| / M - sum_ij |X_i - X_j| / (2 M (M - 1)) with Euclidean distances; of one figure it
/// is the fair CRPS. Gneiting and Raftery (2007), section 4.3. `draws` holds a row of M values for
/// each figure. O(M^2) distances.
[[nodiscard]] double fair_energy_score(std::span<const std::vector<double>> draws,
                                       std::span<const double> outcome);

/// Returns M draws of a law, one from each stratum of [0, 1) in random order. A word u picks the
/// part whose weights hold it and, by its place in the part, the part's own quantile (composition;
/// Devroye 1986, chapter II.4), so that each part is stratified too. Words belong to `name`.
[[nodiscard]] std::vector<double> stratified_draws(const calibrate::Mixture& law, std::size_t count,
                                                   std::string_view name);

/// Fewer clusters than this hold too few arrangements to learn anything from their spread.
inline constexpr std::size_t least_clusters = 5;

/// Where the outcomes fell in their laws: counts of the probability integral transform in fifths.
/// Even if the laws are right (Dawid 1984, doi:10.2307/2981683).
struct PitHistogram {
  static constexpr std::size_t bins = 5;
  std::array<int, bins> counts{};
  double chi_square = 0;     ///< against even counts, each case taken as one
  /// How much wider the counts spread than with independent cases, at least 1: the mean design effect,
  /// from the spread of the clusters; 1 with fewer than `least_clusters`.
  double design_effect = 1;
  double p_value = 1;  ///< of a larger chi_square / design_effect, 4 degrees of freedom, were the laws right
};
/// Rao and Scott (1981), doi:10.1080/01621459.1981.10477633, first-order correction. `cluster` names
/// the cluster of each case.
[[nodiscard]] PitHistogram pit_histogram(std::span<const double> pit,
                                         std::span<const std::size_t> cluster);

/// How often a central interval held the outcome.
struct Coverage {
  double level = 0;                ///< promised
  std::size_t hits = 0, cases = 0;
  summarise::Interval interval;    ///< 95 %, Wilson (1927), each case taken as one
  summarise::Interval by_cluster;  ///< 95 %, resampling clusters; as `mean_difference`

  /// Whether the promise stands outside both intervals: the second has no width when all cases, or
  /// none, were held.
  [[nodiscard]] bool is_broken() const;
};
[[nodiscard]] Coverage coverage(std::span<const double> pit, std::span<const std::size_t> cluster,
                                double level);

/// A mean difference with its doubt.
struct Difference {
  double mean = 0;
  double low = 0, high = 0;  ///< 95 % interval; NaN with fewer than `least_clusters`
  std::size_t cases = 0, clusters = 0;
};

/// Percentile interval of a mean by resampling whole clusters (series, targets): 2000 resamples of as
/// many clusters as there are. Davison and Hinkley (1997), Bootstrap Methods, sections 3.8 and 5.3.
/// Covers a little less than 95 % with few clusters (about 93 % with 25). Words are fixed: the same
/// numbers give the same interval. `cluster` names the cluster of each value.
[[nodiscard]] Difference mean_difference(std::span<const double> values,
                                         std::span<const std::size_t> cluster);

}  // namespace prospect::analyse
