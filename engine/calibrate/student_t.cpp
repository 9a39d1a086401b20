#include "calibrate/student_t.hpp"

#include "base/check.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>

namespace prospect::calibrate {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// Doubles are enough: the library would go by way of long double, ten times slower.
using Doubles = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Law = boost::math::students_t_distribution<double, Doubles>;

}  // namespace

double StudentT::mean() const { return df > 1 || scale == 0 ? location : none; }

double StudentT::sd() const {
  if (scale == 0) return 0;
  return df > 2 ? scale * std::sqrt(df / (df - 2)) : none;
}

double StudentT::cdf(double x) const {
  if (scale == 0) return x < location ? 0 : 1;
  return boost::math::cdf(Law(df), (x - location) / scale);
}

double StudentT::quantile(double p) const {
  PROSPECT_EXPECT(p > 0 && p < 1);
  if (scale == 0) return location;
  return location + scale * boost::math::quantile(Law(df), p);
}

}  // namespace prospect::calibrate
