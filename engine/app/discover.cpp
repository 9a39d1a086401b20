#include "app/discover.hpp"

#include "analyse/discover.hpp"
#include "base/problem.hpp"
#include "model/prune.hpp"
#include "report/discover.hpp"
#include "simulate/inputs.hpp"

namespace prospect::app {
namespace {

/// The part of the program that a goal needs, with the events in it kept to be counted.
model::Program part_for(const Case& one, const analyse::Goal& goal) {
  auto wanted = analyse::variables_of(one.program, {goal});
  const auto inputs = simulate::inputs_of(model::only(one.program, wanted), one.estimate);
  for (const auto id : analyse::events_of(one.program, inputs)) wanted.push_back(id);
  return model::only(one.program, wanted);
}

}  // namespace

int discover_command(const QuestionRequest& request) {
  if (request.paths > most_kept_worlds) {
    base::Problems problems;
    problems.add("bad-argument", {}, "discover takes 4,000,000 --paths at the most", "give fewer");
    base::reject_if_errors(problems);
  }
  QuestionRequest asked = request;
  asked.show_events = true;
  auto about = questioned(asked, 1);
  const Case one = std::move(about.cases.front());
  const auto plan = plan_of(request, about, one);
  std::vector<report::GoalRegions> said;
  for (const auto& goal : analyse::find_goals(one.program, request.targets)) {
    // New figures may be of indicators that the goal itself does not need.
    const auto program = plan.conditions.empty() ? part_for(one, goal) : one.program;
    const auto inputs = simulate::inputs_of(program, one.estimate);
    auto table = analyse::world_table(program, one.estimate, inputs, {goal}, plan);
    auto found = analyse::discover(table, 0);
    said.push_back({goal, std::move(table.features), std::move(found)});
  }
  return finish(request, std::move(about), report::discover_answer(one.program, said),
                [&](const report::VerdictOptions& how) { return report::discover(one.program, said, how); });
}

}  // namespace prospect::app
