#pragma once
/// Turns the finished blocks of a run into its summary.
///
/// Use      `pilot` with the blocks of paths 0 to 4095 of the same seed, or where every path counts `pilot_chosen`
///          with those of them it would look at, then `fix_ranges`; for
///          each chunk its blocks in order through `add`, then `close_chunk`; last `finish`.
/// Threads  `add` for different thread numbers at once; `close_chunk` one at a time,
///          by the thread that worked on the chunk or after it (ordered_for.hpp does both); the
///          others by one thread alone.
/// Bits     the summary is the same, bit by bit, for any number of threads and lanes to a block, and however a run was
///          cut into parts of whole chunks. Counts are integers and do not care for order; a chunk's sums are joined
///          without rounding; the pilot is the same whatever is run.
/// Memory   grows with indicators, years, targets and threads; not with paths.
/// Failed   paths with a fault miss every target in all counts (hits, met_count, only_miss,
///          both_missed, all_met); moments, quantiles, shortfall and first_met are over sound
///          paths.
/// Paths    only whole blocks are seen; of the last, the lanes in use. Where the plan has conditions (of
///          the program's observed figures those not fitted, in their order) only paths that agree with
///          all of them count, in the pilot too; the summary tells how many were simulated.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "simulate/path_block.hpp"
#include "simulate/plan.hpp"
#include "summarise/summary.hpp"

namespace prospect::summarise {

/// What a run has counted so far.
struct HitsSoFar {
  std::uint64_t paths = 0;                 ///< that count
  std::vector<std::uint64_t> targets;      ///< hits, in the order of Summary::targets
  std::vector<std::uint64_t> groups;       ///< paths that meet all of a group, in the order of Summary::groups
  std::uint64_t all = 0;                   ///< paths that meet every assessed target
};

/// Of a pilot in which every path counts the paths that are looked at: all of the first ones, then one in so many.
inline constexpr std::uint64_t pilot_dense = 64, pilot_stride = 8;

class Gatherer {
 public:
  /// One a run of one scenario; the program must outlive it. Expects at least one thread.
  Gatherer(const model::Program& program, const simulate::Plan& plan, int threads);
  ~Gatherer();
  Gatherer(const Gatherer&) = delete;
  Gatherer& operator=(const Gatherer&) = delete;

  /// Looks at a block of the pilot: every path of the first 64, then every eighth.
  void pilot(const simulate::PathBlock& block);
  /// Looks at every path of a block.
  void pilot_chosen(const simulate::PathBlock& block);
  /// Ends the pilot. A pilot without a sound path leaves quantiles between the extremes of the run,
  /// with an error that says so.
  void fix_ranges();

  /// Adds a block to the counters of a thread, 0 to threads - 1.
  void add(const simulate::PathBlock& block, int thread);
  /// Closes the chunk that `thread` has just worked on.
  void close_chunk(int thread);
  /// Forgets all that was counted, not the pilot.
  void forget();

  /// Counts of the chunks closed; at any time between chunks, and more may follow.
  [[nodiscard]] HitsSoFar so_far() const;
  /// Returns the summary of the chunks closed; more may follow.
  [[nodiscard]] Summary finish();

  /// All that was counted of the chunks closed, as bytes: equal counts make equal bytes. Between chunks.
  [[nodiscard]] std::string state();
  /// Adds the state of a gatherer of the same program, plan (but for paths) and pilot, that was shown so many paths.
  /// False, and nothing is added, if it is of others, damaged or contradicts itself.
  [[nodiscard]] bool add_state(std::string_view bytes, std::uint64_t paths);

 private:
  struct Series;
  struct Counts;
  struct Worker;
  struct Parts;

  std::unique_ptr<Parts> parts_;
};

}  // namespace prospect::summarise
