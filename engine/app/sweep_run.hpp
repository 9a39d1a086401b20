#pragma once
/// A sweep's points on their way: counted here or elsewhere, in any order.

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/scenario_runs.hpp"
#include "app/sweep_grid.hpp"
#include "app/sweep_points.hpp"

namespace prospect::app {

class SweepRun {
 public:
  /// Of the request's grid, whose scenarios are fitted. Throws base::Rejected.
  explicit SweepRun(const ScenarioRuns& all);

  [[nodiscard]] const std::string& name() const { return sweep_.name; }
  [[nodiscard]] std::uint64_t size() const { return sweep_.points(); }
  [[nodiscard]] std::uint64_t done() const;
  /// Points that nobody has counted, in order and apart.
  [[nodiscard]] std::vector<PathRange> gaps() const;
  /// Counts points, none of which is counted. False if it was stopped among them: the first ones are. `seen` is told
  /// how many are done in all.
  bool run_range(PathRange points, const std::atomic<bool>* stop, const std::function<void(std::uint64_t)>& seen);
  /// Counts the points that are left; false if it was stopped.
  bool go_on(const std::atomic<bool>* stop, const std::function<void(std::uint64_t)>& seen);
  /// All that is counted, as bytes: equal counts make equal bytes.
  [[nodiscard]] std::string tally() const;
  /// Takes in what was counted elsewhere, of points not counted here. False, and nothing is taken in, if it is of
  /// another sweep, or damaged.
  [[nodiscard]] bool take_in(std::string_view tally);
  /// What is counted goes.
  void start_over() { done_.clear(); }

  /// All points counted.
  [[nodiscard]] analyse::Sweep finish(const std::string& asked) const;

 private:
  void put(std::size_t point, const PointCount& count);

  std::uint64_t seed_, paths_;
  SweepPoints points_;
  analyse::Sweep sweep_;
  std::vector<PathRange> done_;   ///< in order and apart
};

}  // namespace prospect::app
