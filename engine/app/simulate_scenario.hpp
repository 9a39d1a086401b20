#pragma once
/// Runs the pilot and the plan of one scenario into its summary.

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/kept_paths.hpp"
#include "calibrate/estimate.hpp"
#include "simulate/simulate.hpp"
#include "summarise/gather.hpp"
#include "summarise/summary.hpp"

namespace prospect::app {

/// Paths from the first to before the last.
struct PathRange {
  std::uint64_t first = 0, last = 0;
};

/// The paths that a tally (ScenarioRun::tally) counts, in order and apart; nothing if the bytes are no tally.
[[nodiscard]] std::optional<std::vector<PathRange>> ranges_of(std::string_view tally);

/// What is left of the paths from `first` to before `last` without those of `taken`, which are in order and apart.
[[nodiscard]] std::vector<PathRange> gaps_in(const std::vector<PathRange>& taken, std::uint64_t first,
                                             std::uint64_t last);

/// Sorts ranges and joins those that touch, without empty ones; false if two share a path.
[[nodiscard]] bool put_in_order(std::vector<PathRange>& ranges);

/// Where the whole chunks end that have the first `keep` paths.
[[nodiscard]] std::uint64_t own_until(std::uint64_t keep);

/// A scenario's run that can be gone on with: the same summary, bit by bit, as a run that was planned for
/// that many paths at once.
/// Pilot     the first chunk; of it only the paths that are looked at, where all count and words are plain ones. Where
///           paths are held against figures, as many chunks as bring enough paths that count, up to a limit: the same
///           whatever is run.
class ScenarioRun {
 public:
  /// Program and estimate must outlive it. The first `keep` paths are kept as they are drawn: with a sink, which
  /// must outlive it too, in the file (of a run of the whole plan, without conditions), else in memory.
  ScenarioRun(const model::Program& program, const calibrate::Estimate& estimate, simulate::Plan plan,
              std::uint64_t keep = 0, store::PathSink* sink = nullptr);
  /// Nothing is kept; tables are made with the curves of runs before, and every block counted is shown to `watch` as a
  /// Receiver's `take` is.
  ScenarioRun(const model::Program& program, const calibrate::Estimate& estimate, simulate::Plan plan,
              lanes::Tables& curves, std::function<void(const simulate::PathBlock&, int thread)> watch);

  /// Begins at the first path of a whole chunk, where the paths from there on are to be counted.
  void begin_at(std::uint64_t first_path);
  /// Begins anew, with nothing counted.
  void start_over();
  /// Takes in what was counted elsewhere of whole chunks (`tally`), none of them counted here. False, and nothing is
  /// taken in, if it is of another program, seed, machine or place, or damaged.
  [[nodiscard]] bool take_in(std::string_view tally);
  /// Runs the paths that are left until `paths` are run in all. Expects no fewer than before, and whole chunks before.
  /// Once `stop` is true no chunk is begun. False if paths are left. `seen` is told, one call at a time, how many are
  /// done.
  bool go_on(std::uint64_t paths, const std::atomic<bool>* stop = nullptr,
             const std::function<void(std::uint64_t done)>& seen = {});
  /// Runs whole chunks of which none is counted; false if it was stopped among them: the first ones are run.
  bool run_range(PathRange range, const std::atomic<bool>* stop = nullptr,
                 const std::function<void(std::uint64_t done)>& seen = {});
  /// All that was counted of whole chunks, for another `take_in`; equal counts make equal bytes.
  [[nodiscard]] std::string tally();
  /// Paths run or taken in, and those before where it begins.
  [[nodiscard]] std::uint64_t done() const { return done_; }
  /// Whole chunks run or taken in.
  [[nodiscard]] const std::vector<PathRange>& ranges() const { return ranges_; }
  /// Where it begins.
  [[nodiscard]] std::uint64_t from() const { return from_; }
  /// Where the whole chunks end whose paths, or some of them, are kept: they must be run here.
  [[nodiscard]] std::uint64_t own_until() const { return app::own_until(keep_); }
  [[nodiscard]] summarise::HitsSoFar so_far() const { return gatherer_->so_far(); }
  /// The assessed targets, as indices into Program::targets, and the groups whose hits are counted.
  [[nodiscard]] const std::vector<std::size_t>& assessed() const { return assessed_; }
  [[nodiscard]] const std::vector<summarise::GroupCount>& groups() const { return groups_; }
  /// The plan, for the paths run so far.
  [[nodiscard]] const simulate::Plan& plan() const { return plan_; }
  /// For more runs under the plan's seed and conditions.
  [[nodiscard]] simulate::Crew& crew() { return *crew_; }

  [[nodiscard]] summarise::Summary finish() { return gatherer_->finish(); }
  [[nodiscard]] store::KeptPaths finish_kept() { return streamed_ ? streamed_->finish() : kept_->finish(done_); }
  /// Runs the paths to be kept among those that were taken in; false if these are not the first ones.
  [[nodiscard]] bool keep_taken_in();

 private:
  ScenarioRun(std::unique_ptr<simulate::Prepared> prepared, simulate::Plan plan);
  void look_ahead();

  std::unique_ptr<simulate::Prepared> prepared_;
  std::unique_ptr<simulate::Crew> crew_;
  simulate::Plan plan_;
  std::unique_ptr<summarise::Gatherer> gatherer_;
  std::unique_ptr<KeptPathsReceiver> kept_;   ///< in memory
  std::unique_ptr<StreamedPaths> streamed_;   ///< or on the way to the file
  std::vector<std::size_t> assessed_;
  std::vector<summarise::GroupCount> groups_;
  std::function<void(const simulate::PathBlock&, int thread)> watch_;
  std::uint64_t keep_ = 0;                 ///< paths to be kept
  std::uint64_t from_ = 0, done_ = 0;
  std::vector<PathRange> ranges_;          ///< whole chunks that are counted, in order and apart
  std::string tally_;                      ///< of these
};

/// Counts alone, without a pilot: those of `ScenarioRun`, while quantiles are of no use.
[[nodiscard]] summarise::Summary simulate_counts(const model::Program& program,
                                                 const calibrate::Estimate& estimate,
                                                 const simulate::Plan& plan);

}  // namespace prospect::app
