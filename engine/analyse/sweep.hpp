#pragma once
/// Probabilities over a design of lever settings: many scenarios that differ in a few levers, on the same worlds.
///
/// Design   full: every combination of the values of each lever; latin_hypercube: as many points as asked for, each
///          lever's range cut into as many strata, one point in each (McKay, Beckman, Conover 1979). The same settings
///          for every scenario.
/// Counts   of a point the paths that count, those of them with a fault (which miss every goal), and those that meet
///          each goal: what `run` counts of the scenario that sets the levers so, under the same seed.

#include <cstdint>
#include <string>
#include <vector>

#include "base/label.hpp"

namespace prospect::analyse {

enum class SweepDesign { full, latin_hypercube };

struct SweepLever {
  std::string name;
  base::Label label;
  std::string unit;
  int decimals = 0;              ///< of its settings
  std::vector<double> values{};  ///< full: its settings, in order; latin_hypercube: the ends of its range
  double spread = 0;             ///< set to normal(value, spread) a path; 0: certain
};

struct SweepScenario {
  std::string name;
  base::Label label;
  std::vector<double> present{};  ///< by lever: its mean over worlds and years as the scenario has it
};

struct SweepGoal {
  std::string name;              ///< code of a target, name of a joint, "all"
  base::Label label;
};

struct Sweep {
  std::string name;              ///< unique in a file: that of the grid file
  base::Label label;
  std::string file;              ///< the grid file among the inputs
  std::string asked{};           ///< the command line, without the program
  SweepDesign design = SweepDesign::full;
  std::uint64_t paths = 0;       ///< worlds of each point
  std::vector<SweepScenario> scenarios;
  std::vector<SweepLever> levers;
  std::vector<SweepGoal> goals;

  std::vector<std::int32_t> scenario;  ///< [point]: index into `scenarios`
  std::vector<double> setting;         ///< [point][lever]
  std::vector<std::int64_t> counted, failed;  ///< [point]
  std::vector<std::int64_t> hits;      ///< [point][goal]

  [[nodiscard]] std::size_t points() const { return scenario.size(); }
};

}  // namespace prospect::analyse
