#include "analyse/distance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"

namespace prospect::analyse {
namespace {

/// Draws that have paths, their probabilities and their weights as they are.
struct Tilt {
  std::vector<std::size_t> draws;
  std::vector<double> p, prior;

  /// Weights under t, adding to 1.
  [[nodiscard]] std::vector<double> weights(double t) const {
    const auto [low, high] = std::minmax_element(p.begin(), p.end());
    const double most = t > 0 ? *high : *low;
    std::vector<double> w(p.size());
    double sum = 0;
    for (std::size_t k = 0; k < p.size(); ++k) sum += w[k] = prior[k] * std::exp(t * (p[k] - most));
    for (double& x : w) x /= sum;
    return w;
  }
};

double mean(const std::vector<double>& values, const std::vector<double>& w) {
  return std::inner_product(values.begin(), values.end(), w.begin(), 0.0);
}

double effective(const std::vector<double>& w) {
  return 1 / std::inner_product(w.begin(), w.end(), w.begin(), 0.0);
}

double divergence(const std::vector<double>& w, const std::vector<double>& prior) {
  double sum = 0;
  for (std::size_t k = 0; k < w.size(); ++k) {
    if (w[k] > 0) sum += w[k] * std::log(w[k] / prior[k]);
  }
  return std::max(sum, 0.0);
}

Tilt tilt_of(const DrawCounts& counts, std::size_t goal, const DrawLaw& law) {
  Tilt tilt;
  double paths = 0;
  for (const auto n : counts.paths) paths += n;
  for (std::size_t a = 0; a < counts.paths.size(); ++a) {
    if (counts.paths[a] == 0) continue;
    tilt.draws.push_back(a);
    tilt.p.push_back(law.given(counts.hits[goal][a], counts.paths[a]));
    tilt.prior.push_back(counts.paths[a] / paths);
  }
  return tilt;
}

/// The t of least size at which the mean reaches `wanted`, or the draws run out.
double solve(const Tilt& tilt, double wanted, bool& out_of_reach) {
  const double sign = wanted > mean(tilt.p, tilt.prior) ? 1 : -1;
  const auto enough = [&](double t) { return effective(tilt.weights(sign * t)) >= least_draws; };
  const auto there = [&](double t) { return sign * (mean(tilt.p, tilt.weights(sign * t)) - wanted) >= 0; };
  double low = 0, high = 1;
  constexpr double most = 1e6;
  while (high < most && enough(high) && !there(high)) high *= 2;
  constexpr int halvings = 60;
  for (int k = 0; k < halvings; ++k) {
    const double middle = (low + high) / 2;
    (enough(middle) && !there(middle) ? low : high) = middle;
  }
  out_of_reach = !there(high);
  return sign * (out_of_reach ? low : high);
}

double quantile(std::vector<double> values, double level) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(level * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

std::optional<Shift> shift_of(const std::vector<double>& all, const Tilt& tilt, const std::vector<double>& w) {
  std::vector<double> values;
  for (const auto a : tilt.draws) values.push_back(all[a]);
  Shift shift;
  shift.before = mean(values, tilt.prior);
  shift.after = mean(values, w);
  double variance = 0;
  for (std::size_t k = 0; k < values.size(); ++k) {
    variance += tilt.prior[k] * (values[k] - shift.before) * (values[k] - shift.before);
  }
  if (!(variance > 0)) return {};
  shift.sds = (shift.after - shift.before) / std::sqrt(variance);
  // What does not matter scatters by 1 / sqrt(effective draws) of its sd.
  if (!(std::abs(shift.sds) * std::sqrt(effective(w)) > least_errors)) return {};
  shift.low = quantile(values, 0.05);
  shift.high = quantile(values, 0.95);
  return shift;
}

}  // namespace

std::optional<Distance> distance_to(const DrawCounts& counts, std::size_t goal, double wanted) {
  PROSPECT_EXPECT(wanted > 0 && wanted < 1);
  const auto law = law_of(counts.hits[goal], counts.paths);
  if (!(law.variance > 0)) return std::nullopt;
  const auto tilt = tilt_of(counts, goal, law);
  Distance found;
  found.now = law.mean;
  found.wanted = wanted;
  const auto w = tilt.weights(solve(tilt, wanted, found.out_of_reach));
  found.reached = mean(tilt.p, w);
  found.distance = std::sqrt(2 * divergence(w, tilt.prior));
  found.draws = effective(w);
  for (std::size_t p = 0; p < counts.parameters.size(); ++p) {
    if (counts.parameters[p].empty()) continue;
    if (auto shift = shift_of(counts.parameters[p], tilt, w)) {
      shift->parameter = model::ParameterId(p);
      found.shifts.push_back(*shift);
    }
  }
  std::stable_sort(found.shifts.begin(), found.shifts.end(),
                   [](const Shift& a, const Shift& b) { return std::abs(a.sds) > std::abs(b.sds); });
  return found;
}

}  // namespace prospect::analyse
