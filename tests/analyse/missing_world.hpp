#pragma once
/// Small models with a target on one of their indicators.

#include <limits>
#include <string>

#include "analyse/goals.hpp"
#include "model/small_world.hpp"

namespace prospect::analyse {

/// A model, its fit and one goal: the indicator `y` is at least `wanted` in the last year.
struct MissingWorld {
  MissingWorld(const std::string& body, double wanted, int end_year = 2021) {
    auto equations = model::equations(model::inputs_of({.body = body, .end_year = end_year}));
    for (auto& variable : equations.program.variables) {
      // What the commands do to count events.
      if (variable.kind == model::Variable::Kind::event) variable.indicator = true;
    }
    program = model::compile(std::move(equations));
    model::Target target;
    target.code = "t";
    target.variable = model::variable_named(program, "y");
    target.from = target.year = end_year;
    target.value = target.low_bound = wanted;
    target.high_bound = std::numeric_limits<double>::infinity();
    target.unit = "1";
    program.targets.push_back(target);
    estimate = calibrate::fit(program);
    goal = {"t", {"t", "t"}, {0}};
  }

  model::Program program;
  calibrate::Estimate estimate;
  Goal goal;
};

}  // namespace prospect::analyse
