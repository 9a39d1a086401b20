#pragma once
/// Which scenario is better for which goal, by running all of them over the same worlds.
///
/// Worlds    path number p draws the same words in every scenario, so two scenarios are compared world by
///           world: where both meet a goal, or both miss it, the draw of worlds moves them alike and drops out.
/// Cut       each scenario runs only what the goals need; a path on which only something else goes wrong
///           therefore counts here, and not in a run of the whole model.
/// Figures   under new figures the worlds that agree with them in every scenario are compared; how many agree
///           in some scenarios only is told.
/// Exact     counts only: the same for any number of threads and lanes to a block.

#include <cstdint>
#include <string>
#include <vector>

#include "analyse/goals.hpp"
#include "calibrate/estimate.hpp"
#include "model/program.hpp"
#include "simulate/plan.hpp"
#include "summarise/paired.hpp"

namespace prospect::analyse {

/// A scenario to be compared; seed, paths and threads of the plans are the same.
struct Contender {
  const model::Program* program = nullptr;
  const calibrate::Estimate* estimate = nullptr;
  simulate::Plan plan;
};

/// One scenario less another.
struct GoalDifference {
  std::uint64_t only_a = 0, only_b = 0;   ///< worlds on which only the one, or only the other, meets the goal
  double value = 0;                       ///< P_a - P_b
  summarise::Interval interval;           ///< 95 %, Tango's
};

/// The scenario that meets a goal on most worlds.
struct Best {
  std::size_t scenario = 0;               ///< of several with as many worlds the first
  /// Chance, by scenario, that it would look so much better than that one although it is not: exact one-sided
  /// tests of all ordered pairs of scenarios, Holm's correction over all of them, since the best is picked by
  /// the same worlds. Its own is 0.
  std::vector<double> chance;
  /// 1 less the largest of them: how sure it is that it is better than every other.
  double confidence = 0;
  std::vector<std::size_t> not_told_apart;   ///< scenarios it cannot be told from at 95 %
};

/// The mean number of goals' targets met, one scenario less another.
struct MetDifference {
  double value = 0;
  summarise::Interval interval;           ///< 95 %
};

class Comparison {
 public:
  /// Runs the contenders, two or more, over the worlds of their plans. `words` name goals as find_goals takes
  /// them; none: its own choice, and "all". Throws base::Rejected when scenarios do not share those goals.
  Comparison(const std::vector<Contender>& contenders, const std::vector<std::string>& words, int threads);

  [[nodiscard]] std::size_t scenarios() const { return programs_.size(); }
  [[nodiscard]] const model::Program& program(std::size_t scenario) const { return *programs_[scenario]; }
  /// As the first scenario has them; every scenario has the same.
  [[nodiscard]] const std::vector<Goal>& goals() const { return goals_; }
  /// Worlds compared; of those simulated, worlds left out as they count in some scenarios only.
  [[nodiscard]] std::uint64_t worlds() const { return counts_.worlds; }
  [[nodiscard]] std::uint64_t left_out() const { return counts_.left_out; }
  /// Targets that some goal names, each once.
  [[nodiscard]] std::size_t targets() const { return targets_; }

  [[nodiscard]] std::uint64_t hits(std::size_t goal, std::size_t scenario) const;
  [[nodiscard]] GoalDifference difference(std::size_t goal, std::size_t a, std::size_t b) const;
  [[nodiscard]] Best best(std::size_t goal) const;
  /// Mean number of targets met, of `targets()`.
  [[nodiscard]] double met(std::size_t scenario) const;
  [[nodiscard]] MetDifference met_difference(std::size_t a, std::size_t b) const;

 private:
  /// What a thread counts; [pair] is a * scenarios + b.
  struct Counts {
    std::uint64_t worlds = 0, left_out = 0;
    std::vector<std::uint64_t> both;        ///< [goal][pair]: worlds on which both meet it; a = b: hits
    std::vector<std::uint64_t> met_products;   ///< [pair]: sum of the products of numbers met
    std::vector<std::uint64_t> met_sums;    ///< [scenario]
    std::vector<std::uint64_t> met_differs; ///< [pair]: worlds on which the numbers differ, a < b
    void add(const Counts& other);
  };
  struct Worker;

  [[nodiscard]] std::size_t place(std::size_t goal, std::size_t a, std::size_t b) const {
    return (goal * scenarios() + a) * scenarios() + b;
  }

  std::vector<const model::Program*> programs_;
  std::vector<Goal> goals_;
  std::size_t targets_ = 0;
  Counts counts_;
};

}  // namespace prospect::analyse
