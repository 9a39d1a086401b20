#include "report/json.hpp"
#include "report/sweep.hpp"
#include "report/sweep_points.hpp"

namespace prospect::report {
namespace {

using SweepFields = std::vector<std::pair<std::string, std::string>>;

std::string sweep_scenario_object(const analyse::Sweep& sweep, const analyse::SweepScenario& scenario) {
  SweepFields present;
  for (std::size_t lever = 0; lever < sweep.levers.size(); ++lever) {
    present.emplace_back(sweep.levers[lever].name,
                         lever < scenario.present.size() ? json::real(scenario.present[lever]) : "null");
  }
  return json::object({{"name", json::quoted(scenario.name)},
                       {"label", json::label(scenario.label)},
                       {"present", json::object(present)}});
}

std::string sweep_lever_object(const analyse::SweepLever& lever) {
  std::vector<std::string> values;
  for (const double value : lever.values) values.push_back(json::real(value));
  return json::object({{"name", json::quoted(lever.name)},
                       {"label", json::label(lever.label)},
                       {"unit", json::quoted(lever.unit)},
                       {"decimals", std::to_string(lever.decimals)},
                       {"spread", json::real(lever.spread)},
                       {"values", json::array(values)}});
}

std::string sweep_point_object(const SweepPoints& points, std::size_t point) {
  const analyse::Sweep& sweep = points.sweep();
  SweepFields settings, goals;
  for (std::size_t lever = 0; lever < sweep.levers.size(); ++lever) {
    settings.emplace_back(sweep.levers[lever].name, json::real(points.setting(point, lever)));
  }
  for (std::size_t goal = 0; goal < sweep.goals.size(); ++goal) {
    const SweepCount count = points.count(point, goal);
    const auto [low, high] = count.interval();
    goals.emplace_back(sweep.goals[goal].name,
                       json::object({{"hits", std::to_string(count.hits)},
                                     {"probability", json::real(count.share())},
                                     {"interval", json::array({json::real(low), json::real(high)})}}));
  }
  return json::object(
      {{"scenario", json::quoted(sweep.scenarios[static_cast<std::size_t>(sweep.scenario[point])].name)},
       {"settings", json::object(settings)},
       {"counted", std::to_string(sweep.counted[point])},
       {"failed", std::to_string(sweep.failed[point])},
       {"goals", json::object(goals)}});
}

}  // namespace

std::string to_json(const analyse::Sweep& sweep, std::uint64_t seed) {
  const SweepPoints looked(sweep);
  std::vector<std::string> scenarios, levers, goals, points;
  for (const auto& scenario : sweep.scenarios) scenarios.push_back(sweep_scenario_object(sweep, scenario));
  for (const auto& lever : sweep.levers) levers.push_back(sweep_lever_object(lever));
  for (const auto& goal : sweep.goals) {
    goals.push_back(json::object({{"name", json::quoted(goal.name)}, {"label", json::label(goal.label)}}));
  }
  for (std::size_t point = 0; point < sweep.points(); ++point) points.push_back(sweep_point_object(looked, point));
  const bool full = sweep.design == analyse::SweepDesign::full;
  return json::object({{"name", json::quoted(sweep.name)},
                       {"label", json::label(sweep.label)},
                       {"file", json::quoted(sweep.file)},
                       {"asked", json::quoted(sweep.asked)},
                       {"seed", std::to_string(seed)},
                       {"design", json::quoted(full ? "full" : "latin_hypercube")},
                       {"paths", std::to_string(sweep.paths)},
                       {"scenarios", json::array(scenarios)},
                       {"levers", json::array(levers)},
                       {"goals", json::array(goals)},
                       {"points", json::array(points)}}) +
         "\n";
}

}  // namespace prospect::report
