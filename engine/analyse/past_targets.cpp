#include "analyse/past_targets.hpp"

#include "analyse/baselines.hpp"
#include "analyse/count_law.hpp"
#include "analyse/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospect::analyse {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Bounds {
  double low = -infinity, high = infinity;
};

/// What the figure must lie within, in the target's unit.
Bounds bounds_of(const model::Target& target) {
  using Direction = model::Target::Direction;
  const double low = target.value - target.tolerance;
  switch (target.direction) {
    case Direction::at_least: return {low, infinity};
    case Direction::at_most: return {-infinity, target.value + target.tolerance};
    case Direction::between: break;
  }
  const double top = std::isfinite(target.high) ? target.high : target.value;
  return {low, top + target.tolerance};
}

bool holds(const Bounds& bounds, double figure) {
  return figure >= bounds.low && figure <= bounds.high;
}

double up_to(const calibrate::Mixture& law, double linked) {
  return std::isinf(linked) ? (linked > 0 ? 1 : 0) : law.cdf(linked);
}

/// A law on the link scale within bounds in the history's unit.
double probability_within(const Bounds& bounds, const model::History& history,
                          const calibrate::Mixture& law) {
  const double within =
      up_to(law, to_link(history, bounds.high)) - up_to(law, to_link(history, bounds.low));
  return std::clamp(within, 0.0, 1.0);
}

/// Which targets can be scored, and by which history; the reasons of the others.
class Resolving {
 public:
  Resolving(const model::Program& program, const std::vector<int>& origins)
      : program_(program), origins_(origins) {
    for (std::size_t t = 0; t < program.targets.size(); ++t) {
      const auto& target = program.targets[t];
      if (target.year > 0 && target.year <= program.base_year) resolve(t, target);
    }
  }

  std::vector<ResolvedTarget> resolved;
  std::vector<std::size_t> histories;  ///< of the resolved ones
  std::vector<UnresolvedTarget> unresolved;

 private:
  void leave(std::size_t t, base::Label reason) {
    unresolved.push_back({program_.targets[t].code, t, program_.targets[t].label, std::move(reason)});
  }

  void resolve(std::size_t t, const model::Target& target) {
    if (target.indicator.empty()) return leave(t, target.reason);
    if (target.test != model::Target::Test::at) {
      return leave(t, {"it is tested over several years, not by the figure of one",
                       "được đánh giá qua nhiều năm, không phải bằng số liệu của một năm"});
    }
    std::size_t h = 0;
    while (h < program_.histories.size() && program_.histories[h].series != target.indicator) ++h;
    if (h == program_.histories.size()) {
      return leave(t, {fmt::format("no series '{}' is fitted to its figures", target.indicator),
                       fmt::format("không có chuỗi '{}' được ước lượng từ số liệu", target.indicator)});
    }
    const auto& history = program_.histories[h];
    if (history.unit != target.unit) {
      return leave(t, {fmt::format("it is in '{}', its series in '{}'", target.unit, history.unit),
                       fmt::format("chỉ tiêu tính bằng '{}', chuỗi số liệu tính bằng '{}'", target.unit,
                                   history.unit)});
    }
    if (history.link == model::Link::log_ratio) {
      return leave(t, {"its series moves relative to another, so its own law is not known",
                       "chuỗi số liệu biến động theo tỷ lệ với chuỗi khác nên không có phân phối riêng"});
    }
    const auto* figure = figure_of(history, target.year);
    if (figure == nullptr) {
      return leave(t, {fmt::format("no figure of {} is printed", target.year),
                       fmt::format("không có số liệu năm {}", target.year)});
    }
    const bool is_forecast = std::any_of(origins_.begin(), origins_.end(), [&](int origin) {
      return origin < target.year && known_figures(history, origin).size() >= 2;
    });
    if (!is_forecast) {
      return leave(t, {"fewer than two figures were known at every origin",
                       "ở mọi mốc dự báo chỉ biết chưa đến hai số liệu"});
    }
    const Bounds bounds = bounds_of(target);
    resolved.push_back({target.code, history.series, target.unit, t, target.label, target.year,
                        bounds.low, bounds.high, figure->value, holds(bounds, figure->value)});
    histories.push_back(h);
  }

  const model::Program& program_;
  const std::vector<int>& origins_;
};

TargetForecast forecast(const model::Program& program, const ResolvedTarget& target,
                        std::size_t history_index, int origin, const LawOfFigure& law) {
  const auto& history = program.histories[history_index];
  const Bounds bounds{target.low, target.high};
  const bool estimate = figure_of(history, target.year)->estimate;
  TargetForecast made;
  const auto at = [&](TargetMethod method) -> std::optional<double>& {
    return made.probability[static_cast<std::size_t>(method)];
  };
  at(TargetMethod::ours) =
      probability_within(bounds, history, law(history_index, origin, target.year, estimate));
  at(TargetMethod::constant) = share_reported_met;
  at(TargetMethod::plan) = plan_is_right;
  if (const auto line = extrapolated(history, origin, target.year)) {
    at(TargetMethod::extrapolation) = holds(bounds, *line) ? extrapolated_met : extrapolated_missed;
  }
  if (const auto walk = drift_walk(history, origin, target.year)) {
    at(TargetMethod::drift_walk) = probability_within(bounds, history, *walk);
  }
  return made;
}

TargetScore score_of(TargetMethod method, const TargetRound& round,
                     const std::vector<ResolvedTarget>& targets) {
  TargetScore score;
  score.method = method;
  std::vector<double> differences;
  std::vector<std::size_t> clusters;
  double ours = 0;
  for (const auto& made : round.forecasts) {
    const auto probability = made.probability[static_cast<std::size_t>(method)];
    if (!probability) continue;
    const bool met = targets[made.target].met;
    const double own = brier(*probability, met), other = brier(*made.probability[0], met);
    score.brier += own;
    ours += other;
    score.log_score += log_score(*probability, met);
    differences.push_back(other - own);
    clusters.push_back(made.target);
  }
  score.targets = differences.size();
  if (differences.empty()) return score;
  score.skill = skill(ours, score.brier);
  score.brier /= static_cast<double>(score.targets);
  score.log_score /= static_cast<double>(score.targets);
  score.to_ours = mean_difference(differences, clusters);
  return score;
}

MetCount met_count(const TargetRound& round, const std::vector<ResolvedTarget>& targets) {
  MetCount count;
  std::vector<double> probabilities;
  for (const auto& made : round.forecasts) {
    probabilities.push_back(*made.probability[0]);
    count.met += targets[made.target].met;
  }
  count.law = count_law(probabilities);
  count.expected = mean_count(count.law);
  count.low = count_quantile(count.law, 0.05);
  count.high = count_quantile(count.law, 0.95);
  count.pit = count_pit(count.law, count.met);
  return count;
}

}  // namespace

PastTargets past_targets(const model::Program& program, const std::vector<int>& origins,
                         const LawOfFigure& law) {
  Resolving resolving(program, origins);
  PastTargets past;
  past.resolved = std::move(resolving.resolved);
  past.unresolved = std::move(resolving.unresolved);
  for (const int origin : origins) {
    TargetRound round;
    round.origin = origin;
    for (std::size_t k = 0; k < past.resolved.size(); ++k) {
      const std::size_t h = resolving.histories[k];
      const bool is_ahead = origin < past.resolved[k].year;
      if (!is_ahead || known_figures(program.histories[h], origin).size() < 2) continue;
      round.forecasts.push_back(forecast(program, past.resolved[k], h, origin, law));
      round.forecasts.back().target = k;
    }
    using enum TargetMethod;
    for (const TargetMethod method : {ours, constant, plan, extrapolation, drift_walk}) {
      TargetScore score = score_of(method, round, past.resolved);
      if (score.targets > 0) round.scores.push_back(score);
    }
    round.count = met_count(round, past.resolved);
    past.rounds.push_back(std::move(round));
  }
  return past;
}

}  // namespace prospect::analyse
