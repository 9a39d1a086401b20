#pragma once
/// Targets put on a compiled program by hand.

#include <string>

#include "model/small_world.hpp"

namespace prospect::model {

/// Adds the target that an indicator is at least `bound` in a year.
inline void aim(Program& program, const std::string& indicator, int year, double bound) {
  Target target;
  target.code = indicator + "_" + std::to_string(year);
  target.number = static_cast<int>(program.targets.size()) + 1;
  target.label = {target.code, target.code};
  target.indicator = indicator;
  target.variable = variable_named(program, indicator);
  target.direction = Target::Direction::at_least;
  target.from = target.year = year;
  target.value = target.high = target.low_bound = bound;
  target.high_bound = std::numeric_limits<double>::infinity();
  target.unit = program.variables[target.variable->value].unit;
  program.variables[target.variable->value].tested = true;
  program.targets.push_back(std::move(target));
}

}  // namespace prospect::model
