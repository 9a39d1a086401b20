#pragma once
/// Paths of a run shared out among the ranks of a job; on rank 0, where the result is made.
///
/// Shares   this rank runs a scenario's paths from the front, the others take theirs from the back: large shares first,
///          smaller ones towards the end, so that all are ready at about the same time. Who is ready with a scenario
///          goes on with the next one.
/// Bits     counts and exact sums join without rounding, whoever counted them: the result of one process alone.
/// Stops    what has come of other ranks is saved with the run's own (`waiting`).
/// Damage   messages are sealed; what came of a share and is of no use is counted again.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/request.hpp"
#include "app/simulate_scenario.hpp"
#include "ranks/foreman.hpp"

namespace prospect::app {

/// What a rank is told of the run it helps with.
struct RankJob {
  RunRequest request;
  std::map<std::string, std::string> texts{};   ///< every input file by name
  std::string fits{};                           ///< KeptFits::handed_on
  std::string maker{};                          ///< whose bits they are (maker_of_fits)
};
[[nodiscard]] std::string bytes_of(const RankJob& job);
/// Throws base::Failure for what is no job, or damaged.
[[nodiscard]] RankJob job_from(const std::string& bytes);

/// Whole chunks of a scenario, or points of a sweep.
struct RankUnit {
  enum class Kind : std::uint64_t { paths, points };
  Kind kind = Kind::paths;
  std::uint64_t scenario = 0;
  PathRange range{};
  std::string result{};   ///< what came of it
};
[[nodiscard]] std::string bytes_of(const RankUnit& unit);
/// Throws base::Failure for what is no unit, or damaged.
[[nodiscard]] RankUnit unit_from(const std::string& bytes);

class SweepRun;

class SharedRun {
 public:
  /// `ranks` must outlive it.
  SharedRun(ranks::Ranks& ranks, const Patience& patience);
  ~SharedRun();

  /// Lets the other ranks make themselves ready.
  void begin(const RankJob& job, int own_threads);
  /// Paths of a scenario that are to be run, by anyone; those below `own_until` by this rank.
  void plan(std::size_t scenario, const std::vector<PathRange>& paths, std::uint64_t own_until);
  /// Points of the sweep that are to be counted.
  void plan_points(const std::vector<PathRange>& points);
  /// `run.go_on(paths)`, with the help of the other ranks.
  bool go_on(ScenarioRun& run, std::size_t scenario, std::uint64_t paths, const std::atomic<bool>* stop,
             const std::function<void(std::uint64_t done)>& seen);
  /// Counts all points, with their help. False if it was stopped.
  bool go_on(SweepRun& sweep, const std::atomic<bool>* stop, const std::function<void(std::uint64_t done)>& seen);
  /// Tallies of a scenario, and of points, that have come and are in no run yet.
  [[nodiscard]] std::vector<std::string> waiting(std::size_t scenario) const;
  [[nodiscard]] std::vector<std::string> waiting_points() const;
  /// The ranks that work, in a phrase.
  [[nodiscard]] std::string told() const;

 private:
  /// Of paths by scenario, or the sweep's; paths come first.
  using Key = std::pair<RankUnit::Kind, std::uint64_t>;
  static constexpr Key points_key{RankUnit::Kind::points, 0};
  struct Share {
    std::vector<PathRange> open;           ///< nobody's yet, in order and apart
    std::vector<RankUnit> come;            ///< of other ranks, with their tallies
    std::uint64_t come_items = 0, planned = 0, own_until = 0;
  };
  /// What is shared out, as the loop over its shares sees it.
  struct Shared {
    std::function<bool(const std::string& tally)> take_in;
    std::function<bool()> is_complete;
    std::function<std::uint64_t()> done;
    std::function<bool(PathRange range, const std::function<void(std::uint64_t)>& seen)> run;
  };

  bool share(Key key, const Shared& what, const std::atomic<bool>* stop,
             const std::function<void(std::uint64_t done)>& seen);
  [[nodiscard]] std::optional<std::string> next_unit(int threads, bool ahead);
  void take(const std::string& result);
  void take_in_come(Key key, const Shared& what);
  /// Paths or points that a share of so many threads is to have.
  [[nodiscard]] std::uint64_t size_of(Key key, const Share& share, int threads) const;
  [[nodiscard]] std::optional<PathRange> own_share(Key key);
  void give_back(Key key, PathRange range);
  [[nodiscard]] std::vector<std::string> waiting_of(Key key) const;

  ranks::Ranks& ranks_;
  std::chrono::duration<double> stalled_after_;
  int own_threads_ = 1;
  std::atomic<int> all_threads_{1};
  mutable std::mutex turn_;
  std::condition_variable came_;
  bool warned_ = false;
  std::map<Key, Share> shares_;
  std::unique_ptr<ranks::Foreman> foreman_;   ///< last: its thread uses all the others
};

}  // namespace prospect::app
