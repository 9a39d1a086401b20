#include "summarise/interval.hpp"

#include "base/check.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace prospect::summarise {
namespace {

/// Wilson (1927): the p for which |k/n - p| = z sqrt(p (1 - p) / n), solved for p. With q = z^2/n,
/// p = (k/n + q/2 -+ sqrt(q k/n (1 - k/n) + q^2/4)) / (1 + q).
Interval wilson(double k, double n, double z) {
  const double share = k / n, q = z * z / n;
  const double half = std::sqrt(q * share * (1 - share) + q * q / 4);
  return {(share + q / 2 - half) / (1 + q), (share + q / 2 + half) / (1 + q)};
}

}  // namespace

Interval probability_interval(std::uint64_t hits, std::uint64_t n, double level) {
  PROSPECT_EXPECT(hits <= n && level > 0 && level < 1);
  if (n == 0) {
    return {};
  }
  const auto paths = static_cast<double>(n);
  // Clopper and Pearson (1934): with no hit the bound p solves (1 - p)^n = (1 - level) / 2.
  const double edge = -std::expm1(std::log((1 - level) / 2) / paths);
  if (hits == 0) {
    return {0, edge};
  }
  if (hits == n) {
    return {1 - edge, 1};
  }
  // The two-sided normal score: P(|Z| < z) = erf(z / sqrt 2) = level.
  const double z = std::numbers::sqrt2 * boost::math::erf_inv(level);
  const Interval interval = wilson(static_cast<double>(hits), paths, z);
  return {std::max(interval.low, 0.0), std::min(interval.high, 1.0)};
}

Interval exact_interval(std::uint64_t hits, std::uint64_t n, double level) {
  PROSPECT_EXPECT(hits <= n && level > 0 && level < 1);
  if (n == 0) return {};
  const double tail = (1 - level) / 2;
  const auto k = static_cast<double>(hits), misses = static_cast<double>(n - hits);
  // P(X >= k) at p is the incomplete beta function I(p; k, n - k + 1): the bounds are its quantiles.
  const double low = hits == 0 ? 0 : boost::math::ibeta_inv(k, misses + 1, tail);
  const double high = hits == n ? 1 : boost::math::ibetac_inv(k + 1, misses, tail);
  return {low, high};
}

Interval share_interval(double share, double n, double level) {
  PROSPECT_EXPECT(level > 0 && level < 1);
  if (!(n > 0) || std::isnan(share)) {
    return {};
  }
  const double edge = -std::expm1(std::log((1 - level) / 2) / n);
  if (share <= 0) {
    return {0, edge};
  }
  if (share >= 1) {
    return {1 - edge, 1};
  }
  const double z = std::numbers::sqrt2 * boost::math::erf_inv(level);
  const Interval interval = wilson(share * n, n, z);
  return {std::max(interval.low, 0.0), std::min(interval.high, 1.0)};
}

Interval scrambled_interval(std::span<const std::uint64_t> hits, std::span<const std::uint64_t> paths,
                            double level) {
  PROSPECT_EXPECT(hits.size() == paths.size() && hits.size() > 1 && level > 0 && level < 1);
  const auto met = std::accumulate(hits.begin(), hits.end(), std::uint64_t{0});
  const auto all = std::accumulate(paths.begin(), paths.end(), std::uint64_t{0});
  const Interval plain = probability_interval(met, all, level);
  if (std::min(met, all - met) < few_a_scrambling * hits.size()) return plain;
  const auto n = static_cast<double>(all), count = static_cast<double>(hits.size());
  const double share = static_cast<double>(met) / n;
  double squares = 0;
  for (std::size_t r = 0; r < hits.size(); ++r) {
    const double off = static_cast<double>(hits[r]) - share * static_cast<double>(paths[r]);
    squares += off * off;
  }
  const double variance = count / (count - 1) * squares / (n * n);
  if (!(variance > 0)) return plain;
  const double t = boost::math::quantile(boost::math::students_t(count - 1), (1 + level) / 2);
  const double effective = share * (1 - share) / variance;
  const Interval interval = wilson(share * effective, effective, t);
  return {std::max(interval.low, 0.0), std::min(interval.high, 1.0)};
}

}  // namespace prospect::summarise
