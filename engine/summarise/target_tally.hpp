#pragma once
/// Counts of each target by itself: when it is first met, and how far off the paths are that miss.
///
/// Rules    failed paths meet nothing, and their distances do not count.
/// Arrival  `at`: the first simulated year whose level lies within the bounds, also before or after
///          the target's own year, so the counts need not add up to the hits. `ever`: the first
///          such year of `from..year`; the counts add up to the hits, less the paths that arrive
///          in the base year, which is no simulated one.
/// Exact    a chunk's distances are summed by themselves, and joined without rounding: in any order.
/// Threads  `TargetTally`: one a thread. `TargetTotals`: one thread at a time.

#include <vector>

#include "base/archive.hpp"
#include "lanes/exact_sum.hpp"
#include "summarise/row_loops.hpp"
#include "summarise/summary.hpp"
#include "summarise/target_test.hpp"

namespace prospect::summarise {

/// What one thread has gathered.
class TargetTally {
 public:
  TargetTally(const model::Program& program, const std::vector<TargetTest>& tests);

  /// Adds a block's figures of a test; returns the sound lanes that meet it.
  LaneSet add(std::size_t test, const double* figure, const SoundLanes& sound);
  /// Adds the years in which a test is first met; nothing to do for tests that never arrive.
  void add_arrivals(std::size_t test, const simulate::PathBlock& block, const SoundLanes& sound);

 private:
  friend class TargetTotals;

  int first_year_;
  std::size_t years_;
  const std::vector<TargetTest>* tests_;
  std::vector<Stripes> distances_;          ///< of the chunk at work
  std::vector<std::uint64_t> first_met_;    ///< [test][simulated year]
  lanes::Rows scratch_{1};
};

/// What all threads have gathered.
class TargetTotals {
 public:
  TargetTotals(const model::Program& program, const std::vector<TargetTest>& tests);

  /// Joins the distances of the chunk that `tally` has worked on.
  void close(TargetTally& tally);
  /// Takes over the counts, which the tally then has no more; between chunks.
  void finish(TargetTally& tally);
  void merge(const TargetTotals& other);
  /// Hands all that was taken over to an archive.
  void exchange(base::Archive& archive);

  /// Mean distance to the nearer bound over `misses` paths, NaN if there are none.
  [[nodiscard]] double shortfall(std::size_t test, std::uint64_t misses) const;
  [[nodiscard]] std::vector<std::uint64_t> first_met(std::size_t test) const;

 private:
  std::size_t years_;
  const std::vector<TargetTest>* tests_;
  std::vector<lanes::ExactSum> distances_;
  std::vector<std::uint64_t> first_met_;
};

}  // namespace prospect::summarise
