#include <cmath>
#include <optional>
#include <utility>

#include <boost/math/special_functions/gamma.hpp>

#include "lanes/distribution.hpp"
#include "lanes/distribution_tails.hpp"
#include "lanes/functions.hpp"

namespace prospect::lanes {
namespace {

using Kind = Distribution::Kind;
using Form = QuantileTable::Form;
using Knot = QuantileTable::Knot;
using detail::infinity;
using detail::not_a_number;

/// E[X^k] of the chi distribution, k = 1 or -1: sqrt(2)^k Gamma((df+k)/2) / Gamma(df/2).
double chi_moment(double df, double power) {
  return std::pow(2.0, power / 2) / boost::math::tgamma_delta_ratio(df / 2, power / 2);
}

/// E[logistic(centre + width z)^power] by the trapezoidal rule, which is exact to rounding for a
/// smooth integrand that has died out at both ends.
double logistic_moment(double centre, double width, int power) {
  constexpr int steps = 2400;
  constexpr double reach = 12, step = 2 * reach / steps;
  double sum = 0;
  for (int i = 0; i <= steps; ++i) {
    const double z = -reach + i * step;
    sum += std::pow(logistic_lane(centre + width * z), power) * normal_pdf_lane(z);
  }
  return sum * step;
}

double student_t_variance(double df) {
  if (df > 2) {
    return df / (df - 2);
  }
  return df > 1 ? infinity : not_a_number;
}

double inverse_chi_mean(const Distribution& d) {
  return d.a > 1 ? d.b * std::sqrt(d.a) * chi_moment(d.a, -1) : infinity;
}

double inverse_chi_variance(const Distribution& d) {
  return d.a > 2 ? d.b * d.b * d.a / (d.a - 2) - std::pow(inverse_chi_mean(d), 2) : infinity;
}

double variance(const Distribution& d) {
  const auto [kind, a, b, c] = d;
  switch (kind) {
    case Kind::fixed: return 0;
    case Kind::normal: return b * b;
    case Kind::lognormal: return std::pow(d.mean(), 2) * std::expm1(b * b);
    case Kind::uniform: return (b - a) * (b - a) / 12;
    case Kind::triangular: return ((b - a) * (b - a) + (c - b) * (c - b) + (b - a) * (c - b)) / 18;
    case Kind::student_t: return c * c * student_t_variance(a);
    case Kind::beta: return a * b / ((a + b) * (a + b) * (a + b + 1));
    case Kind::gamma: return a * b * b;
    case Kind::exponential: return a * a;
    case Kind::chi: return a - std::pow(d.mean(), 2);
    case Kind::inverse_chi: return inverse_chi_variance(d);
    case Kind::logit_normal:
      return logistic_moment(logit_lane(a), b, 2) - std::pow(d.mean(), 2);
  }
  return not_a_number;
}

}  // namespace

double Distribution::mean() const {
  switch (kind) {
    case Kind::fixed:
    case Kind::normal:
    case Kind::exponential: return a;
    case Kind::lognormal: return a * std::exp(b * b / 2);
    case Kind::uniform: return (a + b) / 2;
    case Kind::triangular: return (a + b + c) / 3;
    case Kind::student_t: return a > 1 ? b : not_a_number;
    case Kind::beta: return a / (a + b);
    case Kind::gamma: return a * b;
    case Kind::chi: return chi_moment(a, 1);
    case Kind::inverse_chi: return inverse_chi_mean(*this);
    case Kind::logit_normal: return logistic_moment(logit_lane(a), b, 1);
  }
  return not_a_number;
}

double Distribution::sd() const { return std::sqrt(variance(*this)); }

namespace {

/// What is done to g of a tabulated kind; the only part of its table that location and scale are in.
QuantileTable::Finish finish_of(const Distribution& d) {
  switch (d.kind) {
    case Kind::student_t: return {Form::stretched, d.b, d.c};
    case Kind::beta: return {Form::logistic};
    case Kind::gamma: return {Form::exponential, d.b};
    case Kind::exponential: return {Form::exponential, d.a};
    case Kind::chi: return {Form::exponential, std::sqrt(2.0)};
    case Kind::inverse_chi: return {Form::exponential, d.b * std::sqrt(d.a / 2)};
    case Kind::fixed:
    case Kind::normal:
    case Kind::lognormal:
    case Kind::uniform:
    case Kind::triangular:
    case Kind::logit_normal: break;
  }
  return {};
}

/// The arguments that g of a tabulated kind depends on; nothing where g is a line.
std::optional<std::pair<double, double>> curve_of(const Distribution& d) {
  switch (d.kind) {
    case Kind::student_t:
    case Kind::gamma:
    case Kind::chi:
    case Kind::inverse_chi: return {{d.a, 0}};
    case Kind::beta: return {{d.a, d.b}};
    case Kind::exponential: return {{0, 0}};
    case Kind::fixed:
    case Kind::normal:
    case Kind::lognormal:
    case Kind::uniform:
    case Kind::triangular:
    case Kind::logit_normal: break;
  }
  return std::nullopt;
}

}  // namespace

QuantileTable Distribution::table() const {
  const double first = a, second = b;
  const QuantileTable::Finish finish = finish_of(*this);
  switch (kind) {
    case Kind::fixed: return {{}, a, 0};
    case Kind::normal: return {{}, a, b};
    case Kind::lognormal: return {{Form::exponential, a}, 0, b};
    case Kind::uniform: return {{Form::uniform, a, b}, 0, 0};
    case Kind::triangular: return {{Form::triangular, a, b, c}, 0, 0};
    case Kind::logit_normal: return {{Form::logistic}, logit_lane(a), b};
    case Kind::student_t: return {finish, [=](double z) { return stretch_of_t_knot(first, z); }};
    case Kind::beta: return {finish, [=](double z) { return logit_beta_knot(first, second, z); }};
    case Kind::gamma: return {finish, [=](double z) { return log_gamma_knot(first, z); }};
    case Kind::exponential: return {finish, [](double z) { return log_gamma_knot(1, z); }};
    case Kind::chi:
      // x = sqrt(2 G), G gamma(df/2, 1); the inverse of G runs against z.
      return {finish, [=](double z) {
                const Knot g = log_gamma_knot(first / 2, z);
                return Knot{g.value / 2, g.slope / 2};
              }};
    case Kind::inverse_chi:
      return {finish, [=](double z) {
                const Knot g = log_gamma_knot(first / 2, -z);
                return Knot{-g.value / 2, g.slope / 2};
              }};
  }
  return {{}, not_a_number, 0};
}

QuantileTable Tables::make(const Distribution& distribution) {
  const auto arguments = curve_of(distribution);
  if (!arguments) return distribution.table();
  const std::tuple key(distribution.kind, arguments->first, arguments->second);
  const auto at = curves_.find(key);
  if (at != curves_.end()) return {finish_of(distribution), at->second};
  return curves_.emplace(key, distribution.table()).first->second;
}

}  // namespace prospect::lanes
