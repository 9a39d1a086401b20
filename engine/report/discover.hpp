#pragma once
/// In which worlds goals are missed, in words and as tables.

#include <string>
#include <vector>

#include "analyse/answer.hpp"
#include "analyse/discover.hpp"
#include "model/program.hpp"
#include "report/options.hpp"

namespace prospect::report {

/// A goal with what was found and the features it was found in.
struct GoalRegions {
  analyse::Goal goal;
  std::vector<analyse::Feature> features;
  analyse::Discovered found;
};

[[nodiscard]] std::string discover(const model::Program& program, const std::vector<GoalRegions>& goals,
                                   const VerdictOptions& options);

/// Tables "goals", "regions" and "conditions" (a row a bound); question and text are left empty.
[[nodiscard]] analyse::Answer discover_answer(const model::Program& program,
                                              const std::vector<GoalRegions>& goals);

}  // namespace prospect::report
