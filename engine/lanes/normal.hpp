#pragma once
/// Density, probability and quantile of the standard normal distribution, one lane.
///
/// Contract  lane functions are branch-free; accuracy in the table of functions.hpp.
/// Source    quantile: Wichura (1988), algorithm AS 241 (PPND16), doi:10.2307/2347330;
///           probability: Mills' ratio as one polynomial of (t-k)/(t+k), after Shepherd and
///           Laframboise (1981), doi:10.1090/S0025-5718-1981-0595058-X.

#include <span>

#include "lanes/elementary.hpp"
#include "lanes/threefry.hpp"

namespace prospect::lanes {

[[gnu::always_inline]] inline double normal_pdf_lane(double x);
/// Returns Phi(x), with full relative accuracy in the lower tail (take -x for the upper one).
[[gnu::always_inline]] inline double normal_cdf_lane(double x);
/// Returns the z with Phi(z) = p; infinite at 0 and 1, NaN outside [0, 1].
[[gnu::always_inline]] inline double normal_quantile_lane(double p);
/// Fills a row with the quantiles of another, or of itself; the bits of `normal_quantile_lane` in
/// about half its time, since the 15 % of lanes in the tails are gathered and done together.
void normal_quantile_row(const double* p, double* out);
/// Fills rows with the normal scores of the words of one stream, a row a step, from `first_step` on. The bits of
/// `uniforms` and `normal_quantile_row`, in less time: an even step and the one after it share their counters,
/// words are integer work and scores are not, and the tails of several rows are done together.
void score_rows(const Stream& stream, std::uint64_t first_path, std::int64_t first_step,
                std::span<double* const> rows);

namespace detail {

/// 1 / sqrt(2 pi).
inline constexpr double density_at_zero = 0.3989422804014327;

/// Phi(-39) is below the smallest number; a cap keeps an infinite argument out of the ratio.
inline constexpr double normal_farthest = 40.0;

/// (t + k) (1 - Phi(t)) exp(t^2/2) for 0 <= t <= 40 in powers of (t-k)/(t+k), k = 5, interpolated
/// at the Chebyshev nodes in 60 digits; relative error 5e-17.
inline constexpr double mills_centre = 5.0;
inline constexpr double mills_series[] = {
    0.769193049750063,       -0.6653825028900567,     0.49530561596997386,
    -0.31353315667129955,    0.16502036617051113,     -0.06911863870640436,
    0.020795066797416595,    -0.0029933767701593532,  -0.0007978693739469138,
    0.0005448990707733159,   -5.937586780212169e-05,  -4.976288868029808e-05,
    1.6681694446690882e-05,  3.981274923141603e-06,   -2.770264894685992e-06,
    -3.376318795644607e-07,  4.343124300104718e-07,   4.385236079192329e-08,
    -6.65400740125251e-08,   -1.0623937439932971e-08, 7.573702456952603e-09,
    2.2061860857956886e-09};

/// AS 241: |p - 1/2| <= 0.425 in powers of 0.425^2 - (p - 1/2)^2; beyond, of r - 1.6 and r - 5,
/// r = sqrt(-log(min(p, 1-p))). Names are the paper's: A to F, two a region.
inline constexpr double central_half_width = 0.425;
inline constexpr double central_square = 0.180625;
inline constexpr double near_centre = 1.6;
inline constexpr double far_begin = 5.0;
inline constexpr double quantile_a[] = {
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
    1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
    3.3430575583588128105e4, 2.5090809287301226727e3};
inline constexpr double quantile_b[] = {
    1.0,                     4.2313330701600911252e1, 6.8718700749205790830e2,
    5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4,
    2.8729085735721942674e4, 5.2264952788528545610e3};
inline constexpr double quantile_c[] = {
    1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,
    3.64784832476320460504e0, 1.27045825245236838258e0,  2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4};
inline constexpr double quantile_d[] = {
    1.0,                       2.05319162663775882187e0,  1.67638483018380384940e0,
    6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
    5.47593808499534494600e-4, 1.05075007164441684324e-9};
inline constexpr double quantile_e[] = {
    6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7};
inline constexpr double quantile_f[] = {
    1.0,                       5.99832206555887937690e-1, 1.36929880922735805310e-1,
    1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
    1.42151175831644588870e-7, 2.04426310338993978564e-15};

/// Returns exp(-t^2/2), the rounding of the square carried along; expects |t| <= 40.
[[gnu::always_inline]] inline double bell(double t) {
  const double square = t * t;
  return exp_with_tail(-0.5 * square, -0.5 * std::fma(t, t, -square));
}

/// Returns |x|, at most `normal_farthest`; NaN stays.
[[gnu::always_inline]] inline double capped_magnitude(double x) {
  const double size = magnitude(x);
  return select(size > normal_farthest, normal_farthest, size);
}

}  // namespace detail

inline double normal_pdf_lane(double x) {
  return detail::density_at_zero * detail::bell(detail::capped_magnitude(x));
}

inline double normal_cdf_lane(double x) {
  const double t = detail::capped_magnitude(x);
  const double inverse = 1.0 / (t + detail::mills_centre);
  const double ratio = polynomial((t - detail::mills_centre) * inverse, detail::mills_series);
  const double tail = detail::bell(t) * (ratio * inverse);
  return select(x > 0.0, 1.0 - tail, tail);
}

namespace detail {

struct Ratio {
  double numerator, denominator;
};

/// AS 241 for |q| <= 0.425, q = p - 1/2.
[[gnu::always_inline]] inline Ratio quantile_centre(double q) {
  const double inner = std::fma(-q, q, central_square);
  return {q * polynomial(inner, quantile_a), polynomial(inner, quantile_b)};
}

/// AS 241 beyond, from `least`, the smaller of p and 1 - p; the magnitude of the score.
[[gnu::always_inline]] inline Ratio quantile_tail(double least) {
  const double r = std::sqrt(-log_with_tail(least, 0.0));
  const bool far = r > far_begin;
  const double outer = r - select(far, far_begin, near_centre);
  return {select(far, polynomial(outer, quantile_e), polynomial(outer, quantile_c)),
          select(far, polynomial(outer, quantile_f), polynomial(outer, quantile_d))};
}

/// Gives the magnitude of a score the sign of q, and answers at and beyond 0 and 1.
[[gnu::always_inline]] inline double quantile_edges(double least, double q, double size) {
  const double edge = select(least == 0.0, infinity, magnitude(size));
  return select(least >= 0.0, with_sign(edge, q), not_a_number);
}

}  // namespace detail

inline double normal_quantile_lane(double p) {
  const double q = p - 0.5;
  const double least = select(q < 0.0, p, 1.0 - p);
  const bool central = magnitude(q) <= detail::central_half_width;
  const detail::Ratio centre = detail::quantile_centre(q);
  const detail::Ratio tail = detail::quantile_tail(least);
  const double size = select(central, centre.numerator, tail.numerator) /
                      select(central, centre.denominator, tail.denominator);
  return detail::quantile_edges(least, q, size);
}

}  // namespace prospect::lanes
