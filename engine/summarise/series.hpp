#pragma once
/// Moments, extremes and histograms of many series: one value a path each.
///
/// Shape    a series is an indicator in a year, or the tested figure of a target; memory grows with
///          series and threads (4 KiB a series and thread, 8 KiB a series), never with paths.
/// Exact    counts and extremes do not care for order, so they are kept by thread. A chunk's sums about the centre are
///          rounded by themselves, and joined without rounding: chunks may be closed, and totals merged, in any order.
/// Threads  `SeriesTally`: one a thread. `SeriesTotals`: `close` by one thread at a time.
/// Cost     about half a nanosecond a value, most of it the counting into bins.

#include <cstdint>
#include <vector>

#include "base/archive.hpp"
#include "lanes/exact_sum.hpp"
#include "simulate/plan.hpp"
#include "summarise/row_loops.hpp"
#include "summarise/summary.hpp"

namespace prospect::summarise {

/// What one thread has gathered.
class SeriesTally {
 public:
  explicit SeriesTally(const std::vector<Range>& ranges);

  /// Begins a block; expects at most 4096 lanes between two closings.
  void begin(const SoundLanes& sound) {
    sound_ = &sound;
    lanes_ += sound.count();
  }
  /// Adds the sound lanes of the block begun last.
  void add(std::size_t series, const double* row);

 private:
  friend class SeriesTotals;

  /// Counts what is left to count.
  void settle();

  struct One {
    RowSums sums;
    bool whole = true;  ///< no fraction has been seen; looked at where the range is whole
  };

  const std::vector<Range>* ranges_;
  const SoundLanes* sound_ = nullptr;
  std::uint64_t lanes_ = 0;          ///< sound, in the chunk at work
  std::uint64_t lanes_in_bins_ = 0;  ///< in chunks closed since the bins were emptied
  std::vector<One> series_;
  std::vector<std::uint16_t> bins_;  ///< small, so that all of them stay in the cache
  lanes::Rows rows_{3};              ///< places twice, in turn, and a row with its unsound lanes replaced
  std::size_t turn_ = 0;             ///< which row of places comes next
  Uncounted uncounted_;              ///< of the row added last
};

/// What all threads have gathered.
class SeriesTotals {
 public:
  explicit SeriesTotals(std::vector<Range> ranges);

  [[nodiscard]] const std::vector<Range>& ranges() const { return ranges_; }

  /// Joins the moments of the chunk that `tally` has worked on, and begins its next.
  void close(SeriesTally& tally);
  /// Takes over extremes and counts, which the tally then has no more; between chunks.
  void finish(SeriesTally& tally);
  /// Adds totals over the same ranges, and hands all that was taken over to an archive.
  void merge(const SeriesTotals& other);
  void exchange(base::Archive& archive);
  /// Whether every series is of so many paths.
  [[nodiscard]] bool hold(std::uint64_t sound) const;

  /// All NaN if there is no sound path, sd NaN if there is one only.
  /// Quantiles: the value of rank ceil(p n) is put at its place among the values of its bin, which
  /// are taken to lie evenly; the rank lies in the same bin, so the bin's width bounds the error.
  [[nodiscard]] Spread spread(std::size_t series) const;

 private:
  struct One {
    std::uint64_t count = 0;
    lanes::ExactSum sum, squares;   ///< about the centre of the range
    double least = 0, greatest = 0;
    bool whole = true;
    std::vector<std::uint64_t> bins;
  };
  struct Found {
    double value, error;
  };

  void empty_bins(SeriesTally& tally);
  [[nodiscard]] Found quantile(const One& one, const Range& range, std::uint64_t rank) const;

  std::vector<Range> ranges_;
  std::vector<One> series_;
};

}  // namespace prospect::summarise
