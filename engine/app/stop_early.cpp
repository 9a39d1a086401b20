#include "app/stop_early.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/problem.hpp"

namespace prospect::app {
namespace {

/// Hits of a goal: of one target, of a group with the same targets, or of all.
std::uint64_t hits_of(const analyse::Goal& goal, const ScenarioRun& run, const summarise::HitsSoFar& hits) {
  const auto& assessed = run.assessed();
  if (goal.targets.size() == 1) {
    const auto at = std::find(assessed.begin(), assessed.end(), goal.targets.front());
    return hits.targets[static_cast<std::size_t>(at - assessed.begin())];
  }
  for (std::size_t g = 0; g < run.groups().size(); ++g) {
    std::vector<std::size_t> targets;
    for (const auto member : run.groups()[g].targets) targets.push_back(assessed[member]);
    if (targets == goal.targets) return hits.groups[g];
  }
  return hits.all;
}

void count(const std::vector<ScenarioRun>& runs, analyse::Stopped& stopped) {
  std::vector<summarise::HitsSoFar> hits;
  for (const auto& run : runs) hits.push_back(run.so_far());
  for (auto& figure : stopped.figures) {
    figure.hits = hits_of(figure.goal, runs[figure.scenario], hits[figure.scenario]);
    figure.paths = hits[figure.scenario].paths;
  }
}

}  // namespace

void check_stopping(const RunRequest& request) {
  constexpr double widest = 50;   // points: every probability is known to that
  base::Problems problems;
  if (request.precision != 0 && !(request.precision > 0 && request.precision <= widest)) {
    problems.add("bad-argument", {}, fmt::format("--precision {} is not a half-width in points", request.precision),
                 "above 0 and at most 50, as in --precision 0.2");
  }
  if (request.decide != 0 && !(request.decide > 0 && request.decide < 1)) {
    problems.add("bad-argument", {}, fmt::format("--decide {} is not a probability", request.decide),
                 "between 0 and 1, as in --decide 0.8");
  }
  if (!request.targets.empty() && !stops_early(request)) {
    problems.add("bad-argument", {}, "--target says what a run waits for, and nothing tells it to wait",
                 "add --precision 0.2 or --decide 0.8, or leave --target out");
  }
  base::reject_if_errors(problems);
}

analyse::Stopped waited_for(const RunRequest& request, const store::RunRecord& record) {
  analyse::Stopped stopped;
  stopped.precision = request.precision / 100;
  stopped.threshold = request.decide;
  stopped.most = request.paths;
  const std::vector<std::string> all = {"each", "all"};
  for (const auto& scenario : record.scenarios) {
    for (auto& goal : analyse::find_goals(scenario.program, request.targets.empty() ? all : request.targets)) {
      // A scenario that assesses nothing has nothing to wait for.
      if (!goal.targets.empty()) stopped.figures.push_back({stopped.programs.size(), std::move(goal)});
    }
    stopped.programs.push_back(&scenario.program);
  }
  return stopped;
}

void run_until_clear(const RunRequest& request, std::vector<ScenarioRun>& runs, analyse::Stopped& stopped,
                     const GoOn& go_on) {
  const auto looks = summarise::looks_up_to(request.paths);
  stopped.looks = looks.size();
  std::uint64_t before = 0;
  for (const auto& run : runs) {
    before = std::max({before, run.done(), run.ranges().empty() ? 0 : run.ranges().back().last});
  }
  for (std::size_t look = 0; look < looks.size(); ++look) {
    if (looks[look] < before) continue;   // it was not clear then, or no run would have gone beyond
    for (std::size_t number = 0; number < runs.size(); ++number) {
      go_on(number, looks[look]);
      if (runs.size() > 1) runs[number].crew().disband();   // memory does not grow with scenarios
    }
    stopped.look = look + 1;
    stopped.paths = looks[look];
    count(runs, stopped);
    if (stopped.clear()) return;
  }
}

}  // namespace prospect::app
