#include "analyse/one_world.hpp"

#include <algorithm>
#include <cmath>

#include "model/prune.hpp"
#include "simulate/routed_words.hpp"
#include "simulate/simulate.hpp"

namespace prospect::analyse {
namespace {

double median(std::vector<double> values) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

/// Tested figures of all assessed targets on the paths of one fate.
struct Sample {
  std::vector<std::uint64_t> paths;
  std::vector<std::vector<double>> figures;   ///< [target]
};

Sample sample_of(const model::Program& program, const calibrate::Estimate& estimate,
                 const std::vector<Goal>& singles, const Goal& goal, bool met, const simulate::Plan& plan) {
  Sample sample;
  sample.figures.resize(singles.size());
  GoalTest fate(program, {goal}), figures(program, singles);
  lanes::Rows scratch(1);
  simulate::Plan first = plan;
  first.first_path = 0;
  first.paths = typical_paths;
  first.threads = 1;
  const auto take = [&](const simulate::PathBlock& block, int) {
    const auto& set = fate.met(block).front();
    std::vector<std::size_t> lanes_taken;
    for (std::size_t l = 0; l < block.lanes_used(); ++l) {
      const bool sound = block.counts(l) && block.faults()[l] == simulate::Fault::none;
      if (sound && summarise::contains(set, l) == met) lanes_taken.push_back(l);
    }
    for (const auto l : lanes_taken) sample.paths.push_back(block.first_path() + l);
    for (std::size_t t = 0; t < singles.size(); ++t) {
      const double* row = figures.figure(t, block, scratch.row(0));
      for (const auto l : lanes_taken) sample.figures[t].push_back(row[l]);
    }
  };
  simulate::run(program, estimate, first, {take, [](auto, int) {}});
  return sample;
}

}  // namespace

std::optional<std::uint64_t> typical_world(const model::Program& program, const calibrate::Estimate& estimate,
                                           const Goal& goal, bool met, const simulate::Plan& plan) {
  std::vector<Goal> singles;
  for (std::size_t t = 0; t < program.targets.size(); ++t) {
    if (program.targets[t].variable) singles.push_back({"", {}, {t}});
  }
  const auto sample = sample_of(program, estimate, singles, goal, met, plan);
  if (sample.paths.empty()) return std::nullopt;
  std::vector<double> off(sample.paths.size(), 0);
  const double own = static_cast<double>(goal.targets.size());
  const double others = std::max(1.0, static_cast<double>(singles.size()) - own);
  for (std::size_t t = 0; t < singles.size(); ++t) {
    const double middle = median(sample.figures[t]);
    std::vector<double> away;
    for (const double x : sample.figures[t]) away.push_back(std::abs(x - middle));
    const double scale = median(away);
    const bool asked = std::find(goal.targets.begin(), goal.targets.end(), singles[t].targets[0]) != goal.targets.end();
    const double weight = asked ? 1 / own : 1 / others;
    for (std::size_t k = 0; k < off.size(); ++k) off[k] += scale > 0 ? weight * away[k] / scale : 0;
  }
  return sample.paths[static_cast<std::size_t>(std::min_element(off.begin(), off.end()) - off.begin())];
}

std::vector<Push> pushes(const model::Program& program, const calibrate::Estimate& estimate, std::size_t target,
                         std::uint64_t world, std::uint64_t seed, const simulate::WordsFactory& words_of) {
  const std::vector<Goal> goals = {{"", {}, {target}}};
  const auto part = model::only(program, variables_of(program, goals));
  const auto inputs = simulate::inputs_of(part, estimate);
  const model::Draws draws(part, seed);
  const simulate::ParameterDraws laws(part, estimate, seed);
  const std::vector<simulate::Condition> none;
  auto made = std::make_unique<simulate::RoutedWords>(part, inputs, seed, 1, words_of());
  auto& words = *made;
  simulate::PathRunner runner(part, estimate, draws, laws, none, seed, std::move(made));
  GoalTest test(part, goals);
  lanes::Rows scratch(1);
  const std::uint64_t lane = world % lanes::lane_count;
  const auto figure = [&](const std::vector<simulate::Route>& routes) {
    words.route(routes);
    return test.figure(0, runner.run(world - lane, lanes::lane_count), scratch.row(0))[lane];
  };
  std::vector<simulate::Route> routes(inputs.size(), simulate::Route::own);
  const double own = figure(routes);
  std::vector<Push> found;
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    routes[k] = simulate::Route::middle;
    const double without = figure(routes);
    routes[k] = simulate::Route::own;
    if (std::isfinite(without) && without != own) found.push_back({inputs[k], without});
  }
  std::stable_sort(found.begin(), found.end(), [own](const Push& a, const Push& b) {
    return std::abs(own - a.without) > std::abs(own - b.without);
  });
  return found;
}

}  // namespace prospect::analyse
