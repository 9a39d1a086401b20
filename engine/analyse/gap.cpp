#include "analyse/gap.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <memory>
#include <numeric>

#include "analyse/explain.hpp"
#include "base/check.hpp"
#include "lanes/ordered_for.hpp"
#include "model/prune.hpp"
#include "simulate/simulate.hpp"

namespace prospect::analyse {
namespace {

constexpr std::uint64_t batch_paths = 256;
static_assert(batch_paths % lanes::lane_count == 0 && simulate::chunk_paths % batch_paths == 0);

/// One switch of a setting: what is added to its effect, with a weight.
struct Switch {
  std::size_t setting, before, after;   ///< before, after: places among the mixtures
  double weight;
};

std::size_t place_of(std::vector<Mixture>& mixtures, const Mixture& mixture) {
  const auto there = std::find(mixtures.begin(), mixtures.end(), mixture);
  if (there != mixtures.end()) return static_cast<std::size_t>(there - mixtures.begin());
  mixtures.push_back(mixture);
  return mixtures.size() - 1;
}

/// All switches of all sets, weighted |S|! (n - |S| - 1)! / n!.
void switch_all(std::size_t n, std::vector<Mixture>& mixtures, std::vector<Switch>& switches) {
  for (std::size_t set = 0; set < std::size_t{1} << n; ++set) {
    Mixture before(n);
    for (std::size_t k = 0; k < n; ++k) before[k] = set >> k & 1;
    const auto size = static_cast<double>(std::count(before.begin(), before.end(), true));
    const auto all = static_cast<double>(n);
    const double weight = std::tgamma(size + 1) * std::tgamma(all - size) / std::tgamma(all + 1);
    for (std::size_t k = 0; k < n; ++k) {
      if (before[k]) continue;
      Mixture after = before;
      after[k] = true;
      const auto at = place_of(mixtures, before);
      switches.push_back({k, at, place_of(mixtures, after), weight});
    }
  }
}

void switch_in_orders(std::size_t n, std::uint64_t seed, std::vector<Mixture>& mixtures,
                      std::vector<Switch>& switches) {
  for (std::uint64_t pair = 0; pair < sampled_orders / 2; ++pair) {
    auto order = order_of(seed, pair, n);
    for (int half = 0; half < 2; ++half) {
      Mixture now(n, false);
      for (const auto k : order) {
        const auto before = place_of(mixtures, now);
        now[k] = true;
        switches.push_back({k, before, place_of(mixtures, now), 1.0 / sampled_orders});
      }
      std::reverse(order.begin(), order.end());
    }
  }
}

std::vector<Switch> switches_of(std::size_t n, std::uint64_t seed, std::vector<Mixture>& mixtures) {
  std::vector<Switch> switches;
  mixtures = {Mixture(n, false)};
  if (n == 0) return switches;
  mixtures.emplace_back(n, true);
  if (n <= most_exact_settings) {
    switch_all(n, mixtures, switches);
  } else {
    switch_in_orders(n, seed, mixtures, switches);
  }
  return switches;
}

/// Mean and interval of a sum over batches, divided by all paths.
GapPart part_of(const std::vector<double>& batches, std::uint64_t paths) {
  const auto n = static_cast<double>(batches.size());
  const double sum = std::accumulate(batches.begin(), batches.end(), 0.0);
  const double mean = sum / n;
  double squares = 0;
  for (const double x : batches) squares += (x - mean) * (x - mean);
  const auto all = static_cast<double>(paths);
  GapPart part{sum / all, sum / all, sum / all};
  if (batches.size() < 2) return {sum / all, -1, 1};
  constexpr double upper = 0.975;
  const double half = boost::math::quantile(boost::math::students_t(n - 1), upper) *
                      std::sqrt(squares / (n - 1) * n) / all;
  part.low -= half;
  part.high += half;
  return part;
}

std::uint64_t sum_of(const std::vector<std::uint32_t>& batches) {
  return std::accumulate(batches.begin(), batches.end(), std::uint64_t{0});
}

}  // namespace

Misses count_misses(const model::Program& whole, const calibrate::Estimate& estimate,
                    const std::vector<Goal>& goals, const simulate::Plan& plan) {
  const auto program = model::only(whole, variables_of(whole, goals));
  const std::size_t batches = (plan.paths + batch_paths - 1) / batch_paths;
  Misses misses(goals.size(), std::vector<std::uint32_t>(batches, 0));
  std::vector<std::unique_ptr<GoalTest>> tests(static_cast<std::size_t>(std::max(1, plan.threads)));
  simulate::run(program, estimate, plan,
                {[&](const simulate::PathBlock& block, int thread) {
                   auto& test = tests[static_cast<std::size_t>(thread)];
                   if (!test) test = std::make_unique<GoalTest>(program, goals);
                   const auto& met = test->met(block);
                   const std::size_t batch = (block.first_path() - plan.first_path) / batch_paths;
                   for (std::size_t g = 0; g < goals.size(); ++g) {
                     misses[g][batch] += static_cast<std::uint32_t>(block.lanes_used() - summarise::size_of(met[g]));
                   }
                 },
                 [](std::uint64_t, int) {}});
  return misses;
}

std::vector<Mixture> mixtures_of(std::size_t settings, std::uint64_t seed) {
  std::vector<Mixture> mixtures;
  const auto switches = switches_of(settings, seed, mixtures);
  PROSPECT_EXPECT(settings == 0 || !switches.empty());
  return mixtures;
}

std::vector<Gap> share_gap(std::size_t settings, std::uint64_t seed, std::uint64_t paths,
                           const std::vector<Misses>& of, const Misses& first, const Misses& second) {
  std::vector<Mixture> mixtures;
  const auto switches = switches_of(settings, seed, mixtures);
  PROSPECT_EXPECT(of.size() == mixtures.size());
  std::vector<Gap> gaps;
  for (std::size_t g = 0; g < first.size(); ++g) {
    const std::size_t batches = first[g].size();
    Gap gap{sum_of(first[g]), sum_of(second[g]), paths, {}, {}};
    std::vector<double> rest(batches);
    const auto& none = of.front()[g];
    const auto& all = of[std::min<std::size_t>(1, of.size() - 1)][g];
    for (std::size_t b = 0; b < batches; ++b) {
      rest[b] = (static_cast<double>(second[g][b]) - first[g][b]) - (static_cast<double>(all[b]) - none[b]);
    }
    gap.rest = part_of(rest, paths);
    for (std::size_t k = 0; k < settings; ++k) {
      std::vector<double> effect(batches, 0);
      for (const auto& step : switches) {
        if (step.setting != k) continue;
        const auto& before = of[step.before][g];
        const auto& after = of[step.after][g];
        for (std::size_t b = 0; b < batches; ++b) {
          effect[b] += step.weight * (static_cast<double>(after[b]) - static_cast<double>(before[b]));
        }
      }
      gap.parts.push_back(part_of(effect, paths));
    }
    gaps.push_back(std::move(gap));
  }
  return gaps;
}

}  // namespace prospect::analyse
