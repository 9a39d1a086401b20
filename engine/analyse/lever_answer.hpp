#pragma once
/// What `seek` found, in the levers' own units: for the report.

#include <limits>
#include <string>
#include <vector>

#include "analyse/goals.hpp"
#include "analyse/seek.hpp"
#include "base/label.hpp"

namespace prospect::analyse {

/// One lever of the question.
struct LeverAnswer {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();

  std::string name;
  base::Label label;
  std::string unit;
  double low = 0, high = 0;          ///< what it may be set to
  bool fixed = true;                 ///< whether its present value is one number, in every year of every path
  double present = 0;                ///< that number, or its mean over the first paths and all years
  double value = 0;                  ///< the answer
  /// Ends of the interval in order of size, of a single lever; none: as far as it may be moved.
  double from = none, to = none;
  int decimals = 0;                  ///< of the values it was tried at
};

/// Values of the levers and what they give.
struct LeverTrial {
  std::vector<double> values;        ///< in the order of the levers
  Hits hits;
};

struct SeekAnswer {
  std::string scenario;
  base::Label label;                 ///< of the scenario
  std::vector<Goal> goals;           ///< what must be met, all of it
  double wanted = 0.8;
  std::uint64_t paths = 0, seed = 0;
  double spread = 0;                 ///< of the lever about its value; 0: none
  bool least_effort = false;
  int rounds = 0;
  enum class Outcome : std::uint8_t { met_already, found, out_of_reach, no_effect } outcome = Outcome::found;
  Hits before;                       ///< of the scenario as it is
  Hits at_present;                   ///< with the levers set to their present values
  Hits after;                        ///< at the answer
  double effort = 0;                 ///< root of the sum of squared shares of ranges
  std::vector<LeverAnswer> levers;
  std::vector<LeverTrial> trials;    ///< of the grid, in order
  std::string written;               ///< the scenario file; empty: none
};

}  // namespace prospect::analyse
