#include "calibrate/mixture.hpp"

#include "calibrate/student_t.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace prospect::calibrate {

Mixture::Mixture(std::vector<Part> parts) : parts_(std::move(parts)) {}

double Mixture::cdf(double x) const {
  double sum = 0;
  for (const Part& p : parts_) sum += p.weight * StudentT{p.df, p.location, p.scale}.cdf(x);
  return sum;
}

double Mixture::quantile(double p) const {
  double low = 1e300, high = -1e300;
  for (const Part& part : parts_) {
    const double at = StudentT{part.df, part.location, part.scale}.quantile(p);
    low = std::min(low, at);
    high = std::max(high, at);
  }
  for (int k = 0; k < 200 && low < high; ++k) {
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high) break;
    (cdf(middle) < p ? low : high) = middle;
  }
  return high;
}

double Mixture::log_density(double x) const {
  double sum = 0;
  for (const Part& p : parts_) {
    const boost::math::students_t law(p.df);
    sum += p.weight * boost::math::pdf(law, (x - p.location) / p.scale) / p.scale;
  }
  return std::log(sum);
}

double Mixture::mean() const {
  double sum = 0;
  for (const Part& p : parts_) sum += p.weight * p.location;
  return sum;
}

double Mixture::sd() const {
  double sum = 0;
  const double centre = mean();
  for (const Part& p : parts_) {
    const double away = p.location - centre, sd = StudentT{p.df, p.location, p.scale}.sd();
    sum += p.weight * (away * away + sd * sd);
  }
  return std::sqrt(sum);
}

}  // namespace prospect::calibrate
