#include "lanes/distribution_tails.hpp"

#include <cmath>

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "lanes/functions.hpp"
#include "lanes/log_gamma.hpp"

namespace prospect::lanes {
namespace {

using Kind = Distribution::Kind;
using Knot = QuantileTable::Knot;
namespace policies = boost::math::policies;

using Quiet = policies::policy<policies::domain_error<policies::ignore_error>,
                               policies::pole_error<policies::ignore_error>,
                               policies::overflow_error<policies::ignore_error>,
                               policies::evaluation_error<policies::ignore_error>,
                               policies::promote_double<false>>;
constexpr Quiet quiet{};

/// Below this a quantile is taken from the leading term of its distribution function instead, which
/// is then exact to the last place and cannot underflow.
constexpr double leading_term_below = 1e-100;

/// log x with x f(x), the steepness of the distribution function on the log scale.
struct LogQuantile {
  double log_x, steepness;
};

/// From the upper probability where that is the smaller one.
double gamma_quantile(double shape, double below, double above) {
  return below <= above ? boost::math::gamma_p_inv(shape, below, quiet)
                        : boost::math::gamma_q_inv(shape, above, quiet);
}

LogQuantile log_gamma_quantile(double shape, double below, double above) {
  const double x = gamma_quantile(shape, below, above);
  if (x < leading_term_below) {
    // P(x) = x^shape / Gamma(shape + 1) (1 + O(x)).
    const double log_x = (std::log(below) + log_gamma(shape + 1)) / shape;
    return {log_x, shape * below};
  }
  return {std::log(x), x * boost::math::gamma_p_derivative(shape, x, quiet)};
}

/// x and 1 - x of a beta quantile, each to full relative accuracy.
struct Share {
  double x, rest;
};

Share beta_share(double a, double b, double below, double above) {
  Share share{};
  share.x = below <= above ? boost::math::ibeta_inv(a, b, below, &share.rest, quiet)
                           : boost::math::ibetac_inv(a, b, above, &share.rest, quiet);
  return share;
}

/// log x of beta(a, b) where x is tiny: I_x = x^a / (a B(a, b)) (1 + O(x)).
double leading_log_beta(double a, double b, double below) {
  const double log_beta = log_gamma(a) + log_gamma(b) - log_gamma(a + b);
  return (std::log(below) + std::log(a) + log_beta) / a;
}

double t_quantile(double df, double below, double above) {
  const boost::math::students_t_distribution<double, Quiet> t(df);
  return below <= above ? boost::math::quantile(t, below)
                        : boost::math::quantile(boost::math::complement(t, above));
}

double triangular_quantile(const Distribution& d, double below, double above) {
  const double width = d.c - d.a;
  return below * width < d.b - d.a ? d.a + std::sqrt(below * width * (d.b - d.a))
                                   : d.c - std::sqrt(above * width * (d.c - d.b));
}

}  // namespace

Knot log_gamma_knot(double shape, double z) {
  const LogQuantile q = log_gamma_quantile(shape, normal_cdf_lane(z), normal_cdf_lane(-z));
  // P(x(z)) = Phi(z), so dlog(x)/dz = phi(z) / (x f(x)); likewise below.
  return {q.log_x, normal_pdf_lane(z) / q.steepness};
}

Knot logit_beta_knot(double a, double b, double z) {
  const double below = normal_cdf_lane(z), above = normal_cdf_lane(-z);
  const Share share = beta_share(a, b, below, above);
  if (share.x < leading_term_below) {
    return {leading_log_beta(a, b, below), normal_pdf_lane(z) / (a * below)};
  }
  if (share.rest < leading_term_below) {
    return {-leading_log_beta(b, a, above), normal_pdf_lane(z) / (b * above)};
  }
  // The density at the end it is nearer to, where the smaller of x and 1 - x is exact.
  const double density = share.x < share.rest
                             ? boost::math::ibeta_derivative(a, b, share.x, quiet)
                             : boost::math::ibeta_derivative(b, a, share.rest, quiet);
  return {std::log(share.x) - std::log(share.rest),
          normal_pdf_lane(z) / (density * share.x * share.rest)};
}

Knot stretch_of_t_knot(double df, double z) {
  const boost::math::students_t_distribution<double, Quiet> t(df);
  if (z == 0) {
    return {std::log(detail::density_at_zero / boost::math::pdf(t, 0.0)), 0};
  }
  const double size = std::fabs(z);
  const double x = -boost::math::quantile(t, normal_cdf_lane(-size));
  const double slope = normal_pdf_lane(size) / (x * boost::math::pdf(t, x)) - 1 / size;
  return {std::log(x / size), z > 0 ? slope : -slope};
}

double tail_quantile(const Distribution& d, const TailPlace& place) {
  const auto [below, above, z] = place;
  switch (d.kind) {
    case Kind::fixed: return d.a;
    case Kind::normal: return d.a + d.b * z;
    case Kind::lognormal: return d.a * std::exp(d.b * z);
    case Kind::uniform: return d.a + (d.b - d.a) * below;
    case Kind::triangular: return triangular_quantile(d, below, above);
    case Kind::student_t: return d.b + d.c * t_quantile(d.a, below, above);
    case Kind::beta: return beta_share(d.a, d.b, below, above).x;
    case Kind::gamma: return d.b * gamma_quantile(d.a, below, above);
    case Kind::exponential:
      return -d.a * (below <= above ? std::log1p(-below) : std::log(above));
    case Kind::chi: return std::sqrt(2 * gamma_quantile(d.a / 2, below, above));
    case Kind::inverse_chi:
      return d.b * std::sqrt(d.a / (2 * gamma_quantile(d.a / 2, above, below)));
    case Kind::logit_normal: return logistic_lane(logit_lane(d.a) + d.b * z);
  }
  return detail::not_a_number;
}

}  // namespace prospect::lanes
