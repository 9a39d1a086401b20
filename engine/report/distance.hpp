#pragma once
/// The report of the command `distance`.

#include <string>
#include <vector>

#include "analyse/answer.hpp"
#include "analyse/distance.hpp"
#include "report/options.hpp"

namespace prospect::report {

/// What a goal's verdict hangs on: the smallest joint shift of assumptions that turns it.
struct GoalDistance {
  analyse::Goal goal;
  analyse::DrawLaw law;                        ///< of its probability over the draws
  std::optional<analyse::Distance> distance;   ///< none where assumptions do not matter
};

[[nodiscard]] std::string distance(const model::Program& program, const std::vector<GoalDistance>& goals,
                                   double wanted, const VerdictOptions& options);

[[nodiscard]] analyse::Answer distance_answer(const model::Program& program, const std::vector<GoalDistance>& goals,
                                              double wanted);

}  // namespace prospect::report
