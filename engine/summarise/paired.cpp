#include "summarise/paired.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "base/check.hpp"

namespace prospect::summarise {
namespace {

double normal_score(double level) { return std::numbers::sqrt2 * boost::math::erf_inv(level); }

/// Tango's score of d, equation (6): (b - c - n d) / sqrt(n (2 p + d (1 - d))), p the likeliest chance of
/// `c` under d: the larger root of 2n p^2 + ((2n - b + c) d - b - c) p - c d (1 - d) = 0.
double score(double b, double c, double n, double d) {
  const double linear = (2 * n - b + c) * d - b - c, constant = -c * d * (1 - d);
  const double root = std::sqrt(std::max(0.0, linear * linear - 8 * n * constant));
  // Of the two forms of the root the one in which nothing cancels.
  const double p = linear > 0 ? -2 * constant / (linear + root) : (root - linear) / (4 * n);
  const double variance = n * (2 * p + d * (1 - d));
  const double distance = b - c - n * d;
  if (!(variance > 0)) return distance == 0 ? 0 : std::copysign(HUGE_VAL, distance);
  return distance / std::sqrt(variance);
}

/// The largest d that is not turned down: the score falls as d grows.
double upper(double b, double c, double n, double z) {
  double inside = (b - c) / n, outside = 1;
  // Bisection down to neighbouring doubles; some 60 steps.
  for (int step = 0; step < 200; ++step) {
    const double middle = inside + (outside - inside) / 2;
    if (middle <= inside || middle >= outside) break;
    (score(b, c, n, middle) >= -z ? inside : outside) = middle;
  }
  return inside;
}

}  // namespace

Interval difference_interval(std::uint64_t only_a, std::uint64_t only_b, std::uint64_t n, double level) {
  PROSPECT_EXPECT(only_a <= n && only_b <= n - only_a && level > 0 && level < 1);
  if (n == 0) return {-1, 1};
  const auto b = static_cast<double>(only_a), c = static_cast<double>(only_b), worlds = static_cast<double>(n);
  const double z = normal_score(level);
  return {-upper(c, b, worlds, z), upper(b, c, worlds, z)};
}

double chance_if_no_better(std::uint64_t only_a, std::uint64_t only_b) {
  if (only_a == 0) return 1;
  // P(X >= a), X binomial of a + b and 1/2, is the incomplete beta function I(1/2; a, b + 1).
  return boost::math::ibeta(static_cast<double>(only_a), static_cast<double>(only_b) + 1, 0.5);
}

std::vector<double> holm(const std::vector<double>& chances) {
  std::vector<std::size_t> order(chances.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t j) { return chances[i] < chances[j]; });
  std::vector<double> adjusted(chances.size());
  double so_far = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    so_far = std::max(so_far, static_cast<double>(order.size() - k) * chances[order[k]]);
    adjusted[order[k]] = std::min(1.0, so_far);
  }
  return adjusted;
}

Interval mean_interval(const DifferenceSums& sums, double largest, double level) {
  if (sums.n == 0) return {-largest, largest};
  const auto n = static_cast<double>(sums.n);
  if (sums.differs < few_differ) {
    const double most = largest * exact_interval(sums.differs, sums.n, level).high;
    return {-most, most};
  }
  const double mean = static_cast<double>(sums.sum) / n;
  const double variance = std::max(0.0, static_cast<double>(sums.squares) / n - mean * mean);
  const double half = normal_score(level) * std::sqrt(variance / n);
  return {mean - half, mean + half};
}

}  // namespace prospect::summarise
