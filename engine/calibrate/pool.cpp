#include "calibrate/pool.hpp"

#include "base/check.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace prospect::calibrate {
namespace {

/// Mean of the logarithm of a chi-square variable over its df (Smyth 2004, section 6.2).
double mean_log(double df) { return boost::math::digamma(df / 2) - std::log(df / 2); }

/// Returns y with trigamma(y) = x > 0. Newton's method on 1 / trigamma, which is convex and nearly
/// straight, rises to the root from this start without overshooting (Smyth 2004, appendix).
double inverse_trigamma(double x) {
  constexpr int most_steps = 50;
  constexpr double enough = 1e-12;
  double y = 0.5 + 1 / x;
  for (int step = 0; step < most_steps; ++step) {
    const double value = boost::math::trigamma(y);
    const double change = value * (1 - value / x) / boost::math::polygamma(2, y);
    y += change;
    if (std::abs(change) < enough * y) break;
  }
  return y;
}

struct Moments {
  double mean = 0;    ///< of e
  double excess = 0;  ///< of their variance over what chance explains
};

Moments moments_of(std::span<const Residual> residuals) {
  const auto count = static_cast<double>(residuals.size());
  std::vector<double> logs;
  Moments moments;
  double chance = 0;
  for (const Residual& residual : residuals) {
    PROSPECT_EXPECT(residual.innovations > 0 && residual.mean_square > 0);
    logs.push_back(std::log(residual.mean_square) - mean_log(residual.innovations));
    moments.mean += logs.back() / count;
    chance += boost::math::trigamma(0.5 * residual.innovations) / count;
  }
  double squares = 0;
  for (const double e : logs) squares += (e - moments.mean) * (e - moments.mean);
  moments.excess = squares / (count - 1) - chance;
  return moments;
}

double df_of(const Moments& moments) {
  return moments.excess > 0 ? 2 * inverse_trigamma(moments.excess)
                            : std::numeric_limits<double>::infinity();
}

/// Returns s; as df grows, mean_log goes to 0.
double scale_of(const Moments& moments, double df) {
  return std::exp((moments.mean + (std::isfinite(df) ? mean_log(df) : 0)) / 2);
}

/// Median of the residual variances above 0; 0 if there are none.
double median_variance(std::span<const Residual> residuals) {
  std::vector<double> values;
  for (const Residual& residual : residuals) {
    if (residual.mean_square > 0) values.push_back(residual.mean_square);
  }
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

Volatility moment_estimate(std::span<const Residual> residuals) {
  PROSPECT_EXPECT(residuals.size() >= 2);
  const Moments moments = moments_of(residuals);
  const double df = df_of(moments);
  return {df, scale_of(moments, df)};
}

FamilyFit pool_family(const model::Family& family, std::span<const Residual> members) {
  FamilyFit fit{family.name, static_cast<int>(members.size()), family.sigma,
                static_cast<int>(family.df[0]), false};
  std::vector<Residual> used;
  for (const Residual& member : members) {
    if (member.innovations >= least_innovations) used.push_back(member);
  }
  if (used.size() < least_members) return fit;
  const double least = std::max(least_share_of_median * median_variance(used),
                                least_share_of_guess * family.sigma * family.sigma);
  for (Residual& member : used) member.mean_square = std::max(member.mean_square, least);
  const Moments moments = moments_of(used);
  fit.df = static_cast<int>(std::clamp<double>(df_of(moments), least_df, most_df));
  fit.sigma = scale_of(moments, fit.df);
  fit.from_data = true;
  return fit;
}

}  // namespace prospect::calibrate
