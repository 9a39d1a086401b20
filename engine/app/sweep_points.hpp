#pragma once
/// Counts the points of a sweep in this process.
///
/// Contract  of each point the counts of `run`, bit for bit, of the scenario file that sets the levers so (`text`),
///           under the same seed and paths, for any number of threads and however the points are cut into ranges.
/// Method    a scenario is compiled and fitted once, its moved levers as parameters: a setting changes what stands in
///           their rows and nothing else (sweep_case.hpp).
/// None      of the worlds agrees with new figures, at a point: its counts are 0, and nothing is known of it.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "analyse/sweep.hpp"
#include "app/question.hpp"
#include "app/sweep_grid.hpp"

namespace prospect::app {

struct PointCount {
  std::int64_t counted = 0, failed = 0;   ///< worlds that count, and those of them with a fault
  std::vector<std::int64_t> hits;         ///< by goal
};

class SweepCase;

class SweepPoints {
 public:
  /// The cases of `about` are the grid's scenarios in its order, compiled and fitted (`questioned`). Throws
  /// base::Rejected if the levers cannot be set so, with the setting in words.
  SweepPoints(const SweepGrid& grid, Questioned about, std::uint64_t paths, int threads);
  SweepPoints(const SweepPoints&) = delete;
  SweepPoints& operator=(const SweepPoints&) = delete;
  ~SweepPoints();

  /// Names, labels, levers, goals and settings; counts all 0.
  [[nodiscard]] analyse::Sweep empty() const { return sweep_; }
  [[nodiscard]] std::size_t size() const { return sweep_.points(); }
  /// The scenario file of a point, beside that of its scenario.
  [[nodiscard]] std::string text(std::size_t point) const;

  /// Counts the points from `first` to before `last`. `seen` is told of every point done, one call at a time, in order.
  /// `alive` is called many times on the way to each, one call at a time, by any thread.
  /// Once `stop` is set no more are begun: those returned are the first ones of the range.
  [[nodiscard]] std::vector<PointCount> count(std::size_t first, std::size_t last,
                                              const std::atomic<bool>* stop = nullptr,
                                              const std::function<void()>& seen = {},
                                              const std::function<void()>& alive = {});

 private:
  Questioned about_;
  analyse::Sweep sweep_;
  int threads_;
  std::size_t together_ = 64;                       ///< points counted together
  std::vector<std::unique_ptr<SweepCase>> cases_;   ///< by scenario
};

}  // namespace prospect::app
