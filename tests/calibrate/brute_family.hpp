#pragma once
/// The posterior of a family by plain quadrature over the volatility of each member, with the dense twin's
/// joint normal of its figures: slow, and shares no formula with fit_family.

#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include "calibrate/dense_trend.hpp"

namespace prospect::calibrate {

/// One way a member may have come to its figures: rule, df, scale and breaks.
struct BrutePart {
  DenseTrend trend;
  int innovations = 0;
  double chance = 1;  ///< of the breaks
};

/// Sets of up to two years of first .. last.
inline std::vector<std::vector<int>> brute_sets(int first, int last) {
  std::vector<std::vector<int>> sets = {{}};
  for (int a = first; a <= last; ++a) {
    sets.push_back({a});
    for (int b = a + 1; b <= last; ++b) sets.push_back({a, b});
  }
  return sets;
}

/// The parts of a member under a rule: breaks in up to two of its years, if they happen at all.
inline std::vector<BrutePart> brute_parts(const model::Family& family, const Rule& rule,
                                          const std::vector<model::Observation>& figures, int year) {
  const double p = family.break_probability;
  const int first = figures.front().year + 1;
  const auto sets = p > 0 ? brute_sets(first, year) : std::vector<std::vector<int>>{{}};
  std::vector<BrutePart> parts;
  double sum = 0;
  for (const auto& set : sets) {
    const auto k = static_cast<double>(set.size());
    parts.push_back({dense_trend(rule, figures, year, set), static_cast<int>(figures.size()) - 1,
                     std::pow(p, k) * std::pow(1 - p, year - first + 1 - k)});
    sum += parts.back().chance;
  }
  for (auto& part : parts) part.chance /= sum;
  return parts;
}

/// Integrates f(sigma) against the prior of sigma and the density of the figures given sigma:
/// trapezoids in log sigma, which converge geometrically for a smooth bell.
inline double brute_integral(const BrutePart& part, double df, double scale,
                             const std::function<double(double)>& f) {
  constexpr double step = 0.04, reach = 14;
  double sum = 0;
  for (double u = -reach; u < reach; u += step) {
    const double sigma = scale * std::exp(u), c = df * std::exp(-2 * u);  // df scale^2 / sigma^2
    const double log_prior =
        std::log(2.0) + df / 2 * std::log(c / 2) - c / 2 - std::lgamma(df / 2);
    const double n = part.innovations;
    const double log_figures = -n / 2 * std::log(2 * std::numbers::pi * sigma * sigma) -
                               part.trend.log_determinant / 2 -
                               part.trend.quadratic / (2 * sigma * sigma);
    sum += step * std::exp(log_prior + log_figures) * f(sigma);
  }
  return part.chance * sum;
}

inline double brute_evidence(const std::vector<BrutePart>& parts, double df, double scale) {
  double sum = 0;
  for (const auto& part : parts) {
    sum += brute_integral(part, df, scale, [](double) { return 1.0; });
  }
  return sum;
}

inline double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

/// P(value <= x and the figures), the value given sigma normal with these moments over sigma.
inline double brute_below(const BrutePart& part, double df, double scale, double x, double mean,
                          double variance) {
  return brute_integral(part, df, scale, [&](double sigma) {
    return variance > 0 ? normal_cdf((x - mean) / (sigma * std::sqrt(variance))) : x >= mean;
  });
}

}  // namespace prospect::calibrate
