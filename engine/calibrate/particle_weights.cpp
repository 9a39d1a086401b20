#include "calibrate/particle_weights.hpp"

#include "base/check.hpp"
#include "lanes/functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospect::calibrate {
namespace {

/// Largest log likelihood of the particles that count.
double largest(std::span<const double> weights, std::span<const double> log_likelihood) {
  double most = -std::numeric_limits<double>::infinity();
  for (std::size_t p = 0; p < weights.size(); ++p) {
    if (weights[p] > 0) most = std::max(most, log_likelihood[p]);
  }
  PROSPECT_EXPECT(std::isfinite(most));
  return most;
}

/// The incremental weight over that of the likeliest particle, so that it cannot overflow.
double increment(double weight, double log_likelihood, double most, double step) {
  return weight > 0 ? lanes::exp_lane(step * (log_likelihood - most)) : 0;
}

}  // namespace

double drop_impossible(std::span<const double> log_likelihood, std::vector<double>& weights) {
  const auto possible =
      std::count_if(log_likelihood.begin(), log_likelihood.end(),
                    [](double value) { return std::isfinite(value); });
  const auto count = static_cast<double>(possible);
  weights.assign(log_likelihood.size(), 0.0);
  for (std::size_t p = 0; p < weights.size(); ++p) {
    if (std::isfinite(log_likelihood[p])) weights[p] = 1 / count;
  }
  return count / static_cast<double>(weights.size());
}

double effective_size(std::span<const double> weights) {
  double squares = 0;
  for (const double weight : weights) squares += weight * weight;
  return 1 / squares;
}

double conditional_share(std::span<const double> weights, std::span<const double> log_likelihood,
                         double step) {
  const double most = largest(weights, log_likelihood);
  double sum = 0, squares = 0;
  for (std::size_t p = 0; p < weights.size(); ++p) {
    const double factor = increment(weights[p], log_likelihood[p], most, step);
    sum += weights[p] * factor;
    squares += weights[p] * factor * factor;
  }
  return sum * sum / squares;
}

double longest_step(std::span<const double> weights, std::span<const double> log_likelihood,
                    double share, double most) {
  if (conditional_share(weights, log_likelihood, most) >= share) return most;
  // A temperature need not be exact; a likelihood of any size needs relative precision.
  constexpr double enough = 1e-3;
  constexpr int most_halvings = 1000;
  double low = 0, high = most;
  for (int k = 0; k < most_halvings && high - low > enough * high; ++k) {
    const double middle = low + (high - low) / 2;
    const bool fits = conditional_share(weights, log_likelihood, middle) >= share;
    (fits ? low : high) = middle;
  }
  return low;
}

double reweight(std::span<double> weights, std::span<const double> log_likelihood, double step) {
  const double most = largest(weights, log_likelihood);
  double sum = 0;
  for (std::size_t p = 0; p < weights.size(); ++p) {
    weights[p] *= increment(weights[p], log_likelihood[p], most, step);
    sum += weights[p];
  }
  for (double& weight : weights) weight /= sum;
  return step * most + lanes::log_lane(sum);
}

std::vector<std::uint32_t> resample_systematically(std::span<const double> weights,
                                                   double uniform) {
  const auto count = weights.size();
  std::vector<std::uint32_t> chosen;
  chosen.reserve(count);
  double sum = 0;
  std::uint32_t last = 0;
  for (std::size_t p = 0; p < count; ++p) {
    if (!(weights[p] > 0)) continue;
    last = static_cast<std::uint32_t>(p);
    sum += weights[p];
    while (chosen.size() < count &&
           (static_cast<double>(chosen.size()) + uniform) / static_cast<double>(count) < sum) {
      chosen.push_back(last);
    }
  }
  // Rounding may leave the sum below the last point.
  chosen.resize(count, last);
  return chosen;
}

double effective_draws(std::span<const double> values, std::span<const std::uint32_t> ancestors) {
  const auto count = static_cast<double>(values.size());
  double mean = 0, variance = 0;
  for (const double value : values) mean += value / count;
  std::vector<double> sums(values.size()), sizes(values.size());
  for (std::size_t p = 0; p < values.size(); ++p) {
    variance += (values[p] - mean) * (values[p] - mean) / count;
    sums[ancestors[p]] += values[p] - mean;
    sizes[ancestors[p]] += 1;
  }
  double together = 0, independent = count;
  for (std::size_t e = 0; e < sums.size(); ++e) {
    together += sums[e] * sums[e];
    independent -= sizes[e] * sizes[e] / count;
  }
  if (!(independent > 0)) return 1;
  const double draws = count * variance * independent / together;
  return std::clamp(draws, 1.0, count);
}

}  // namespace prospect::calibrate
