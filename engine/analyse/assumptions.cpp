#include "analyse/assumptions.hpp"

#include <algorithm>
#include <bit>
#include <boost/math/distributions/beta.hpp>
#include <cmath>
#include <limits>

#include "base/check.hpp"
#include "lanes/ordered_for.hpp"
#include "model/prune.hpp"
#include "simulate/routed_words.hpp"
#include "simulate/simulate.hpp"

namespace prospect::analyse {
namespace {

using simulate::chunk_paths;

/// Routes that let the replicates of a draw share every assumption.
std::vector<simulate::Route> shared_assumptions(const std::vector<simulate::Input>& inputs) {
  std::vector<simulate::Route> routes;
  for (const auto& input : inputs) {
    routes.push_back(input.is_assumption() ? simulate::Route::shared : simulate::Route::own);
  }
  return routes;
}

/// Notes the parameters of the draws that begin in a block.
void note_parameters(simulate::PathRunner& runner, std::uint64_t first_path, std::size_t used, DrawCounts& counts) {
  for (std::size_t l = 0; l < used; ++l) {
    if ((first_path + l) % counts.replicates != 0) continue;
    const auto draw = (first_path + l) / counts.replicates;
    for (std::size_t p = 0; p < counts.parameters.size(); ++p) {
      if (!counts.parameters[p].empty()) counts.parameters[p][draw] = runner.parameter(model::ParameterId(p), l);
    }
  }
}

using Beta = boost::math::beta_distribution<double>;

double quantile_of(const Beta& beta, double p) {
  try {
    return boost::math::quantile(beta, p);
  } catch (const boost::math::evaluation_error&) {
    // Of parameters in the ten billions, where the law is all but one number, the library's way has no end; halves do.
    double low = 0, high = 1;
    for (double middle = 0.5; low < middle && middle < high; middle = (low + high) / 2) {
      (boost::math::cdf(beta, middle) < p ? low : high) = middle;
    }
    return high;
  }
}

double nothing() { return std::numeric_limits<double>::quiet_NaN(); }

}  // namespace

DrawCounts count_draws(const model::Program& program, const calibrate::Estimate& estimate,
                       const std::vector<Goal>& goals, const simulate::Plan& plan, std::uint64_t draws,
                       std::uint64_t replicates) {
  const simulate::Prepared prepared(program, estimate, plan.seed);
  simulate::Crew crew(prepared, plan.conditions, plan.threads);
  return count_draws(crew, goals, plan, draws, replicates);
}

DrawCounts count_draws(simulate::Crew& crew, const std::vector<Goal>& goals, const simulate::Plan& plan,
                       std::uint64_t draws, std::uint64_t replicates) {
  PROSPECT_EXPECT(chunk_paths % replicates == 0 && plan.seed == crew.prepared().seed);
  const model::Program& program = crew.prepared().program;
  const auto inputs = simulate::inputs_of(program, crew.prepared().estimate);
  const auto routes = shared_assumptions(inputs);
  const auto used = model::parameters_in_use(program);
  DrawCounts counts;
  counts.replicates = replicates;
  counts.paths.resize(draws);
  counts.hits.assign(goals.size(), std::vector<std::uint32_t>(draws));
  for (std::size_t p = 0; p < used.size(); ++p) counts.parameters.emplace_back(used[p] ? draws : 0);

  std::vector<std::unique_ptr<GoalTest>> tests(static_cast<std::size_t>(crew.threads()));
  crew.begin([&]() -> std::unique_ptr<lanes::WordSource> {
    auto words = std::make_unique<simulate::RoutedWords>(program, inputs, plan.seed, replicates);
    words->route(routes);
    return words;
  });
  const std::uint64_t paths = draws * replicates;
  // A draw's paths lie in one piece of work, so no two threads count for one draw; a small count makes pieces enough
  // for all threads.
  const std::uint64_t piece = std::max<std::uint64_t>(replicates, std::bit_floor(lanes::lane_count));
  const auto work = [&](std::uint64_t chunk, int thread) {
    simulate::PathRunner& runner = crew.of(thread);
    auto& test = tests[static_cast<std::size_t>(thread)];
    if (!test) test = std::make_unique<GoalTest>(program, goals);
    const std::uint64_t end = std::min((chunk + 1) * piece, paths);
    for (std::uint64_t at = chunk * piece; at < end; at += lanes::lane_count) {
      const auto in_use = static_cast<std::size_t>(std::min<std::uint64_t>(lanes::lane_count, end - at));
      const auto& block = runner.run(at, in_use);
      const auto& met = test->met(block);
      for (std::size_t l = 0; l < in_use; ++l) {
        const auto draw = (at + l) / replicates;
        counts.paths[draw] += block.counts(l) ? 1U : 0U;
        for (std::size_t g = 0; g < goals.size(); ++g) {
          counts.hits[g][draw] += summarise::contains(met[g], l) ? 1U : 0U;
        }
      }
      note_parameters(runner, at, in_use, counts);
    }
  };
  lanes::ordered_for((paths + piece - 1) / piece, plan.threads, work, [](auto, int) {});
  crew.begin(simulate::plain_words());   // ours know of what is gone with us
  return counts;
}

DrawLaw law_of(const std::vector<std::uint32_t>& hits, const std::vector<std::uint32_t>& paths) {
  double n = 0, squares = 0, met = 0;
  std::size_t draws = 0;
  for (std::size_t a = 0; a < paths.size(); ++a) {
    const double size = paths[a];
    n += size;
    squares += size * size;
    met += hits[a];
    draws += paths[a] > 0 ? 1U : 0U;
  }
  DrawLaw law;
  law.mean = n > 0 ? met / n : nothing();
  law.a = law.b = std::numeric_limits<double>::infinity();
  const double groups = static_cast<double>(draws);
  if (draws < 2 || !(n > groups)) return law;
  double between = 0, within = 0;
  for (std::size_t a = 0; a < paths.size(); ++a) {
    if (paths[a] == 0) continue;
    const double size = paths[a], share = hits[a] / size;
    between += size * (share - law.mean) * (share - law.mean);
    within += size * share * (1 - share);
  }
  const double size = (n - squares / n) / (groups - 1);
  law.variance = (between / (groups - 1) - within / (n - groups)) / size;
  // A share cannot vary more than one that is 0 or 1; a variance below 0 is noise about none.
  const double most = law.mean * (1 - law.mean);
  law.variance = std::clamp(law.variance, 0.0, most * (1 - 1e-6));
  if (law.variance > 0) {
    const double total = most / law.variance - 1;
    law.a = law.mean * total;
    law.b = (1 - law.mean) * total;
  }
  return law;
}

summarise::AssumptionRange DrawLaw::range() const {
  if (std::isnan(mean) || std::isinf(a)) return {mean, mean, 0};
  const Beta beta(a, b);
  return {quantile_of(beta, 0.05), quantile_of(beta, 0.95), std::sqrt(variance)};
}

double DrawLaw::given(std::uint32_t hits, std::uint32_t paths) const {
  if (std::isinf(a)) return mean;
  return (a + hits) / (a + b + paths);
}

std::uint64_t range_draws(std::uint64_t paths) {
  constexpr std::uint64_t least = 40, most = 400, paths_a_draw = 500;
  return std::clamp(paths / paths_a_draw, least, most);
}

void add_assumption_ranges(simulate::Crew& crew, const simulate::Plan& plan, summarise::Summary& summary) {
  std::vector<Goal> goals;
  Goal all;
  for (const auto& count : summary.targets) {
    goals.push_back({"", {}, {count.target}});
    all.targets.push_back(count.target);
  }
  for (const auto& group : summary.groups) {
    Goal goal;
    for (const auto t : group.targets) goal.targets.push_back(summary.targets[t].target);
    goals.push_back(goal);
  }
  goals.push_back(all);
  const auto counts = count_draws(crew, goals, plan, range_draws(plan.paths), range_replicates);
  std::size_t g = 0;
  const auto next = [&] { return law_of(counts.hits[g++], counts.paths).range(); };
  for (auto& count : summary.targets) count.assumptions = next();
  for (auto& group : summary.groups) group.assumptions = next();
  summary.all_assumptions = next();
}

}  // namespace prospect::analyse
