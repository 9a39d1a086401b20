#pragma once
/// plan-40 by hand: the limit that the engine is held against.
///
/// What      the arithmetic that the engine does for plan-40, fused by hand: the same words (Threefry by
///           address), normal scores by AS 241, a table for the Student t, link, exponential or logistic; hits
///           by bits, mean, sd and a histogram of 512 bins for each of 200 series. What the engine counts
///           besides (pairs of misses, distances, extremes, faults) it does not.
/// Method    a block of lanes takes one indicator through all five years before the next, so that its state,
///           scores and bins stay in the first cache level; scores in the tails are gathered and done together;
///           the bins of one year are counted while the vectors of the next are computed. A matrix of
///           correlations is a register tile of 5 rows by 4 vectors.
/// Equality  in double the hits are the engine's but for paths within rounding of a target (products and sums
///           are fused here, and the t table is interpolated to 1e-9).
/// Threads   OpenMP, chunks of 4096 paths in any order; counts are integers, moments differ in last digits.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "workload.hpp"

namespace prospect::bench {

/// How much of the work is done.
enum class Extent {
  all,
  simulation,  ///< no statistics
  equations,   ///< scores drawn once and used in every block: mixing, links and states alone
  exchanged,   ///< simulation with the engine's own scores and tables: the equations alone are fused by hand
};

/// Seconds by part, on one thread.
struct KernelSplit {
  double words_and_centres = 0, tails = 0, drifts = 0, mixing = 0, years = 0, targets = 0;
};

struct KernelCounts {
  std::uint64_t paths = 0, joint = 0;
  std::array<std::uint64_t, indicator_count> hits{};
  /// [indicator][year] on the natural scale.
  std::array<std::array<double, year_count>, indicator_count> mean{}, sd{};
  /// [indicator][year]: the median, from the histogram on the link scale.
  std::array<std::array<double, year_count>, indicator_count> median{};
  KernelSplit split;
};

struct KernelPlan {
  std::uint64_t seed = 2020, paths = 1'000'000;
  int threads = 1;
  Extent extent = Extent::all;
  bool split = false;  ///< also time the parts; one thread
};

/// Runs in double or float; expects paths to be a multiple of 4096. In float the words are the same,
/// and all that follows them is single precision.
template <class Real>
[[nodiscard]] KernelCounts run_kernel(const Workload& workload, const KernelPlan& plan);

}  // namespace prospect::bench
