#include "app/distance.hpp"

#include "app/refuse.hpp"
#include "model/prune.hpp"
#include "report/distance.hpp"

namespace prospect::app {

int distance_command(const DistanceRequest& request) {
  // The command line lets a NaN through its range.
  if (!(request.probability >= 1 && request.probability <= 99)) {
    refuse("--probability should be a number from 1 to 99, in %", "as in --probability 50");
  }
  auto about = questioned(request, 1);
  const Case& one = about.cases.front();
  const auto goals = analyse::find_goals(one.program, request.targets);
  auto plan = plan_of(request, about, one);
  auto variables = analyse::variables_of(one.program, goals);
  for (const auto& condition : plan.conditions) variables.push_back(condition.variable);
  const auto part = model::only(one.program, variables);
  const auto counts = analyse::count_draws(part, one.estimate, goals, plan, analyse::distance_draws,
                                           analyse::distance_replicates);
  const double wanted = request.probability / 100;
  std::vector<report::GoalDistance> found;
  for (std::size_t g = 0; g < goals.size(); ++g) {
    found.push_back({goals[g], analyse::law_of(counts.hits[g], counts.paths), analyse::distance_to(counts, g, wanted)});
  }
  const model::Program program = one.program;
  return finish(request, std::move(about), report::distance_answer(program, found, wanted),
                [&](const report::VerdictOptions& options) {
                  return report::distance(program, found, wanted, options);
                });
}

}  // namespace prospect::app
