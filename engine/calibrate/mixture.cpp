#include "calibrate/mixture.hpp"

#include "base/check.hpp"
#include "lanes/log_gamma.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace prospect::calibrate {

Mixture::Mixture(std::vector<Part> parts) : parts_(std::move(parts)) {
  std::erase_if(parts_, [](const Part& part) { return !(part.weight > 0); });
  PROSPECT_EXPECT(!parts_.empty());
  double sum = 0;
  for (const Part& part : parts_) sum += part.weight;
  for (Part& part : parts_) part.weight /= sum;
}

double Mixture::cdf(double x) const {
  double sum = 0;
  for (const Part& part : parts_) {
    sum += part.weight * StudentT{part.df, part.location, part.scale}.cdf(x);
  }
  return sum;
}

double Mixture::quantile(double p) const {
  PROSPECT_EXPECT(p > 0 && p < 1);
  double low = std::numeric_limits<double>::infinity(), high = -low;
  std::map<double, double> scores;  // of the standard law, by df
  for (const Part& part : parts_) {
    const auto [at, fresh] = scores.try_emplace(part.df);
    if (fresh) at->second = StudentT{part.df, 0, 1}.quantile(p);
    const double own = part.location + part.scale * at->second;
    low = std::min(low, own);
    high = std::max(high, own);
  }
  if (!(low < high)) return low;
  const auto beyond = [&](double x) { return cdf(x) - p; };
  // The mixture's quantile lies between those of its parts; rounding may put an end past it.
  const double at_low = beyond(low), at_high = beyond(high);
  if (at_low >= 0) return low;
  if (at_high <= 0) return high;
  const double enough = 1e-8 * (high - low);
  std::uintmax_t steps = 200;
  const auto [a, b] = boost::math::tools::toms748_solve(
      beyond, low, high, at_low, at_high,
      [enough](double from, double to) { return to - from <= enough; }, steps);
  return a + (b - a) / 2;
}

double Mixture::log_density(double x) const {
  // The largest term is taken out, so that a figure far out has a logarithm all the same.
  std::vector<double> logs;
  double most = -std::numeric_limits<double>::infinity();
  for (const Part& part : parts_) {
    const double z = (x - part.location) / part.scale;
    logs.push_back(std::log(part.weight) + lanes::log_gamma((part.df + 1) / 2) - lanes::log_gamma(part.df / 2) -
                   0.5 * std::log(part.df * boost::math::constants::pi<double>()) -
                   std::log(part.scale) - (part.df + 1) / 2 * std::log1p(z * z / part.df));
    most = std::max(most, logs.back());
  }
  double sum = 0;
  for (const double log : logs) sum += std::exp(log - most);
  return most + std::log(sum);
}

double Mixture::mean() const {
  double sum = 0;
  for (const Part& part : parts_) {
    sum += part.weight * StudentT{part.df, part.location, part.scale}.mean();
  }
  return sum;
}

double Mixture::sd() const {
  const double centre = mean();
  double sum = 0;
  for (const Part& part : parts_) {
    const StudentT law{part.df, part.location, part.scale};
    const double away = law.mean() - centre, spread = law.sd();
    sum += part.weight * (away * away + spread * spread);
  }
  return std::sqrt(sum);
}

Mixture Mixture::condensed() const {
  constexpr double step = 0.05;
  using Cell = std::tuple<double, double, double>;  // df, rung of the scale, place of the location
  constexpr double alone = -std::numeric_limits<double>::infinity();  // of laws without spread
  std::map<Cell, Part> cells;  // weights, and weighted sums of locations and squared scales
  for (const Part& part : parts_) {
    const double rung = std::floor(std::log(part.scale) / step);
    const double width = step * std::exp(step * rung);
    const Cell cell = part.scale > 0 ? Cell{part.df, rung, std::floor(part.location / width)}
                                     : Cell{part.df, alone, part.location};
    Part& sum = cells.try_emplace(cell, Part{0, part.df, 0, 0}).first->second;
    sum.weight += part.weight;
    sum.location += part.weight * part.location;
    sum.scale += part.weight * part.scale * part.scale;
  }
  std::vector<Part> parts;
  for (const auto& [cell, sum] : cells) {
    const auto [df, rung, place] = cell;
    // Of equal locations the location itself, not their rounded mean.
    parts.push_back({sum.weight, df, rung == alone ? place : sum.location / sum.weight,
                     std::sqrt(sum.scale / sum.weight)});
  }
  return Mixture(std::move(parts));
}

}  // namespace prospect::calibrate
