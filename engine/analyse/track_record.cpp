#include "analyse/track_record.hpp"

#include "analyse/figure_laws.hpp"
#include "analyse/figures.hpp"
#include "base/check.hpp"
#include "lanes/ordered_for.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace prospect::analyse {
namespace {

constexpr std::size_t least_figures = 2;

const std::vector<Method> all_methods = {Method::ours, Method::random_walk, Method::own_mean,
                                         Method::damped, Method::drift_walk};

std::size_t index(Method method) { return static_cast<std::size_t>(method); }

std::vector<int> origins_of(const model::Program& program, const TrackOptions& options) {
  std::vector<int> origins = options.origins;
  if (origins.empty()) {
    for (int year = program.base_year - 3; year < program.base_year; ++year) origins.push_back(year);
  }
  std::sort(origins.begin(), origins.end());
  origins.erase(std::unique(origins.begin(), origins.end()), origins.end());
  PROSPECT_EXPECT(origins.back() < program.base_year);
  return origins;
}

/// Figures to forecast, by series, origin and year, not yet forecast.
std::vector<Case> cases_of(const model::Program& program, const std::vector<int>& origins) {
  std::vector<Case> cases;
  for (std::size_t s = 0; s < program.histories.size(); ++s) {
    for (const int origin : origins) {
      const auto& history = program.histories[s];
      const std::size_t known = known_figures(history, origin).size();
      if (known < least_figures) continue;
      for (std::size_t k = known; k < history.figures.size(); ++k) {
        const auto& figure = history.figures[k];
        cases.push_back({s, origin, figure.year, figure.estimate, figure.value, figure.linked, 1, {}});
      }
    }
  }
  return cases;
}

/// Half the width of the central interval that holds one half.
double half_width(const calibrate::Mixture& law) {
  return (law.quantile(0.75) - law.quantile(0.25)) / 2;
}

void forecast(const FigureLaws& laws, Case& one) {
  for (const Method method : all_methods) {
    const auto law = laws.law(method, one.series, one.origin, one.year, one.estimate);
    if (!law) continue;
    if (method == Method::random_walk) one.scale = half_width(*law);
    one.by[index(method)] = Forecast{law->quantile(0.05), law->quantile(0.5), law->quantile(0.95),
                                     law->log_density(one.linked), law->cdf(one.linked),
                                     crps(*law, one.linked)};
  }
}

using Cases = std::vector<const Case*>;

MethodScore score_of(Method method, const Cases& cases) {
  MethodScore score;
  score.method = method;
  std::vector<double> pit, differences;
  std::vector<std::size_t> series;
  double own_crps = 0, walk_crps = 0;
  for (const Case* one : cases) {
    const auto& forecast = one->by[index(method)];
    if (!forecast) continue;
    ++score.cases;
    score.log_score += forecast->log_density;
    pit.push_back(forecast->pit);
    differences.push_back(forecast->log_density - one->by[index(Method::ours)]->log_density);
    series.push_back(one->series);
    own_crps += forecast->crps / one->scale;
    walk_crps += one->by[index(Method::random_walk)]->crps / one->scale;
  }
  if (score.cases == 0) return score;
  score.log_score /= static_cast<double>(score.cases);
  score.to_ours = mean_difference(differences, series);
  score.series = score.to_ours.clusters;
  score.crps = own_crps / walk_crps;
  constexpr std::array<double, 4> levels = {0.5, 0.8, 0.9, 0.95};
  for (std::size_t k = 0; k < levels.size(); ++k) score.covers[k] = coverage(pit, series, levels[k]);
  score.pit = pit_histogram(pit, series);
  return score;
}

class Pooling {
 public:
  explicit Pooling(const std::vector<Case>& cases) : cases_(cases) {}

  void add(Pool::By by, std::string name, base::Label label,
           const std::function<bool(const Case&)>& belongs) {
    Cases chosen;
    for (const Case& one : cases_) {
      if (belongs(one)) chosen.push_back(&one);
    }
    if (chosen.empty()) return;
    Pool pool{by, std::move(name), std::move(label), {}};
    for (const Method method : all_methods) {
      MethodScore score = score_of(method, chosen);
      if (score.cases > 0) pool.methods.push_back(score);
    }
    pools.push_back(std::move(pool));
  }

  std::vector<Pool> pools;

 private:
  const std::vector<Case>& cases_;
};

std::vector<Pool> pools_of(const model::Program& program, const TrackRecord& record) {
  Pooling pooling(record.cases);
  pooling.add(Pool::By::all, "", {}, [](const Case&) { return true; });
  for (const auto& family : program.families) {
    pooling.add(Pool::By::family, family.name, family.label, [&](const Case& one) {
      return record.series[one.series].family == family.name;
    });
  }
  for (int ahead = 1; ahead <= record.base_year - record.origins.front(); ++ahead) {
    pooling.add(Pool::By::horizon, std::to_string(ahead), {},
                [&](const Case& one) { return one.year - one.origin == ahead; });
  }
  for (const int origin : record.origins) {
    pooling.add(Pool::By::origin, std::to_string(origin), {},
                [&](const Case& one) { return one.origin == origin; });
  }
  return std::move(pooling.pools);
}

/// All series' figures of the base year at once, each in its own scale; draws of different series are
/// independent, as the fits are.
EndValues end_values_at(int origin, const TrackRecord& record, const FigureLaws& laws) {
  constexpr std::size_t draw_count = 500;
  EndValues end{origin, 0, {}};
  Cases ends;
  for (const Case& one : record.cases) {
    if (one.origin == origin && one.year == record.base_year) ends.push_back(&one);
  }
  end.series = ends.size();
  if (ends.empty()) return end;
  for (const Method method : {Method::ours, Method::random_walk, Method::own_mean, Method::damped}) {
    std::vector<std::vector<double>> draws;
    std::vector<double> outcome;
    for (const Case* one : ends) {
      const auto law = laws.law(method, one->series, origin, one->year, one->estimate);
      // The same words for each method: what differs are the laws.
      draws.push_back(stratified_draws(
          *law, draw_count, fmt::format("{}.{}", record.series[one->series].name, origin)));
      for (double& x : draws.back()) x /= one->scale;
      outcome.push_back(one->linked / one->scale);
    }
    end.methods.push_back({method, fair_energy_score(draws, outcome), 0});
  }
  const double reference = end.methods[index(Method::random_walk)].score;
  for (EnergyScore& score : end.methods) score.skill = skill(score.score, reference);
  return end;
}

}  // namespace

TrackRecord track_record(const model::Program& program, const TrackOptions& options) {
  TrackRecord record;
  record.base_year = program.base_year;
  record.origins = origins_of(program, options);
  record.rules = options.rules;
  for (const auto& history : program.histories) {
    record.series.push_back({history.series, history.unit, history.family, history.label});
  }
  const FigureLaws laws(program, record.origins, options.rules, options.threads);
  record.cases = cases_of(program, record.origins);
  lanes::ordered_for(
      record.cases.size(), options.threads,
      [&](std::uint64_t k, int) { forecast(laws, record.cases[k]); }, [](auto, int) {});
  record.pools = pools_of(program, record);
  for (const int origin : record.origins) {
    record.end_values.push_back(end_values_at(origin, record, laws));
  }
  record.targets = past_targets(
      program, record.origins, [&](std::size_t history, int origin, int year, bool estimate) {
        return *laws.law(Method::ours, history, origin, year, estimate);
      });
  return record;
}

}  // namespace prospect::analyse
