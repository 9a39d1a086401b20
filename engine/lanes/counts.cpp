#include "lanes/counts.hpp"

#include <algorithm>

#include "lanes/block.hpp"

namespace prospect::lanes {
namespace {

/// A weight this far below the greatest is left out: some 10.5 standard deviations away, where the
/// tail left out is below a millionth of the least word, 2^-53.
constexpr double negligible = 0x1p-80;

/// How far a whole number may be missed by the arithmetic that made it.
constexpr double whole_tolerance = 1e-9;

/// Room for the weights on one side of the peak, the peak included.
constexpr std::size_t most_weights = static_cast<std::size_t>(most_trials) + 1;
static_assert(most_mean <= most_trials, "10.5 sd above the mean must fit too");

/// A law is the ratios of its neighbouring weights: up(k) = w(k+1) / w(k), down(k) = w(k-1) / w(k),
/// each with one division, since they are all the time there is.
struct Binomial {
  double n, odds, inverse_odds;

  [[nodiscard]] double last() const { return n; }
  [[nodiscard]] double up(double k) const { return (n - k) * odds / (k + 1); }
  [[nodiscard]] double down(double k) const { return k * inverse_odds / (n - k + 1); }
  [[nodiscard]] bool one_peak() const { return true; }
};

struct BetaBinomial {
  double n, a, b;

  [[nodiscard]] double last() const { return n; }
  [[nodiscard]] double up(double k) const {
    return ((n - k) * (a + k)) / ((k + 1) * (b + (n - k - 1)));
  }
  [[nodiscard]] double down(double k) const {
    return (k * (b + (n - k))) / ((n - k + 1) * (a + (k - 1)));
  }
  [[nodiscard]] bool one_peak() const { return a >= 1 || b >= 1; }
};

struct Poisson {
  double mean, inverse_mean;

  [[nodiscard]] double last() const { return detail::infinity; }
  [[nodiscard]] double up(double k) const { return mean / (k + 1); }
  [[nodiscard]] double down(double k) const { return k * inverse_mean; }
  [[nodiscard]] bool one_peak() const { return true; }
};

/// The weights that matter, outwards from w(peak) = 1: no weight overflows, and none needs a
/// special function. `below[i]` is w(peak - 1 - i), `above[i]` is w(peak + i).
struct Weights {
  std::size_t below_count = 0, above_count = 0;
  double total = 0;
  double below[most_weights], above[most_weights];
};

template <class Law>
void weigh(const Law& law, double peak, Weights& w) {
  const double least = law.one_peak() ? negligible : 0.0;
  double weight = 1;
  for (double k = peak; weight > least && w.above_count < most_weights; k += 1) {
    w.above[w.above_count++] = weight;
    w.total += weight;
    weight = k < law.last() ? weight * law.up(k) : 0;
  }
  weight = peak > 0 ? law.down(peak) : 0;
  for (double k = peak - 1; weight > least && w.below_count < most_weights; k -= 1) {
    w.below[w.below_count++] = weight;
    w.total += weight;
    weight = k > 0 ? weight * law.down(k) : 0;
  }
}

/// Returns the least k with P(K <= k) >= u, counting from the end that is nearer in probability:
/// small weights come before large ones and both tails keep their relative accuracy.
template <class Law>
double invert(const Law& law, double peak, double u) {
  Weights w;
  weigh(law, peak, w);
  double sum = 0;
  if (u <= 0.5) {
    const double enough = u * w.total;
    for (std::size_t i = w.below_count; i-- > 0;) {
      sum += w.below[i];
      if (sum >= enough) {
        return peak - 1 - static_cast<double>(i);
      }
    }
    std::size_t i = 0;
    for (; i + 1 < w.above_count && (sum += w.above[i]) < enough; ++i) {
    }
    return peak + static_cast<double>(i);
  }
  // The same k from above: the greatest with P(K >= k) > 1 - u.
  const double enough = (1 - u) * w.total;
  for (std::size_t i = w.above_count; i-- > 0;) {
    sum += w.above[i];
    if (sum > enough) {
      return peak + static_cast<double>(i);
    }
  }
  std::size_t i = 0;
  for (; i + 1 < w.below_count && (sum += w.below[i]) <= enough; ++i) {
  }
  return w.below_count == 0 ? peak : peak - 1 - static_cast<double>(i);
}

/// Returns n without its fraction; NaN outside [0, most_trials].
double whole_trials(double n) {
  const double whole = std::floor(n + whole_tolerance);
  return whole >= 0 && whole <= most_trials ? whole : detail::not_a_number;
}

bool inside_unit(double u, double p) { return u > 0 && u < 1 && p >= 0 && p <= 1; }

}  // namespace

double binomial_quantile(double u, double n, double p) {
  const double trials = whole_trials(n);
  if (!inside_unit(u, p) || std::isnan(trials)) {
    return detail::not_a_number;
  }
  if (trials == 0 || p == 0 || p == 1) {
    return p == 1 ? trials : 0;
  }
  const double mode = std::min(std::floor((trials + 1) * p), trials);
  return invert(Binomial{trials, p / (1 - p), (1 - p) / p}, mode, u);
}

double beta_binomial_quantile(double u, double n, double p, double concentration) {
  const double trials = whole_trials(n);
  if (!inside_unit(u, p) || std::isnan(trials) || !(concentration > 0)) {
    return detail::not_a_number;
  }
  if (std::isinf(concentration)) {
    return binomial_quantile(u, n, p);
  }
  const double a = p * concentration, b = (1 - p) * concentration;
  if (trials == 0 || a == 0 || b == 0) {
    return p > 0.5 ? trials : 0;
  }
  const BetaBinomial law{trials, a, b};
  if (a < 1 || b < 1) {
    return invert(law, a < b ? 0 : trials, u);
  }
  // The ratio passes 1 where (n-k)(a+k) = (k+1)(b+n-k-1); for a = b = 1 every k is a peak.
  const double steepness = a + b - 2;
  const double mode = steepness > 0 ? std::floor((trials + 1) * (a - 1) / steepness) : 0;
  return invert(law, std::clamp(mode, 0.0, trials), u);
}

double poisson_quantile(double u, double mean) {
  if (!inside_unit(u, 0.5) || !(mean >= 0 && mean <= most_mean)) {
    return detail::not_a_number;
  }
  return mean == 0 ? 0 : invert(Poisson{mean, 1 / mean}, std::floor(mean), u);
}

void binomial_row(const double* u, const double* n, const double* p, double* out) {
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    out[lane] = binomial_quantile(u[lane], n[lane], p[lane]);
  }
}

void beta_binomial_row(const double* u, const double* n, const double* p, double concentration,
                       double* out) {
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    out[lane] = beta_binomial_quantile(u[lane], n[lane], p[lane], concentration);
  }
}

void poisson_row(const double* u, const double* mean, double* out) {
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    out[lane] = poisson_quantile(u[lane], mean[lane]);
  }
}

}  // namespace prospect::lanes
