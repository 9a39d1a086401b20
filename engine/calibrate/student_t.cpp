#include "calibrate/student_t.hpp"

#include "base/check.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>

namespace prospect::calibrate {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// Doubles are enough: the library would go by way of long double, ten times slower.
using Doubles = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Law = boost::math::students_t_distribution<double, Doubles>;

/// Up to so many whole degrees of freedom the finite sum is shorter than the library's way.
constexpr double most_summed = 64;

/// P(|T| <= t) of whole degrees of freedom n, t >= 0, with tan(angle) = t / sqrt(n).
/// Source  Abramowitz and Stegun (1964), 26.7.3 (odd n) and 26.7.4 (even n).
double central_share(double n, double t) {
  const double length = std::sqrt(n + t * t);
  const double sine = t / length, cosine_square = n / (n + t * t);
  const bool even = std::fmod(n, 2) == 0;
  double term = 1, sum = 1;
  for (double k = even ? 2 : 3; k <= n - 2; k += 2) {
    term *= cosine_square * (k - 1) / k;
    sum += term;
  }
  if (even) return sine * sum;
  const double angle = std::atan2(t, std::sqrt(n));
  const double rest = n > 1 ? sine * std::sqrt(cosine_square) * sum : 0;
  return boost::math::constants::two_div_pi<double>() * (angle + rest);
}

}  // namespace

double StudentT::mean() const { return df > 1 || scale == 0 ? location : none; }

double StudentT::sd() const {
  if (scale == 0) return 0;
  return df > 2 ? scale * std::sqrt(df / (df - 2)) : none;
}

double StudentT::cdf(double x) const {
  if (scale == 0) return x < location ? 0 : 1;
  const double t = (x - location) / scale;
  if (df <= most_summed && df == std::floor(df) && std::isfinite(t)) {
    const double outside = 1 - central_share(df, std::abs(t));
    constexpr double tails = 1e-4;  // further out the difference would lose digits
    if (outside > tails) return t < 0 ? outside / 2 : 1 - outside / 2;
  }
  return boost::math::cdf(Law(df), t);
}

double StudentT::quantile(double p) const {
  PROSPECT_EXPECT(p > 0 && p < 1);
  if (scale == 0) return location;
  return location + scale * boost::math::quantile(Law(df), p);
}

}  // namespace prospect::calibrate
