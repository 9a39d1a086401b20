#pragma once
/// Exponential, logarithm, logistic, logit, power and floor of one lane.
///
/// Contract  branch-free, so that a counted loop over lanes becomes vector code where it stands.
/// Accuracy  in units of the last place; see the table in functions.hpp, which the tests hold.
/// Source    the logarithm's reduction and constants: fdlibm, e_log.c (Sun Microsystems, 1993).

#include <limits>

#include "lanes/bits.hpp"

namespace prospect::lanes {

[[gnu::always_inline]] inline double exp_lane(double x);
[[gnu::always_inline]] inline double log_lane(double x);
/// Returns 1 / (1 + exp(-x)), with full relative accuracy in the lower tail.
[[gnu::always_inline]] inline double logistic_lane(double x);
/// Returns log(p / (1 - p)), with full relative accuracy near 1/2; NaN outside [0, 1].
[[gnu::always_inline]] inline double logit_lane(double p);
/// Returns a to the power b, in every case of C's `pow`.
[[gnu::always_inline]] inline double pow_lane(double a, double b);
/// Returns the greatest whole number not above x, exactly; `std::floor` would keep a loop scalar.
[[gnu::always_inline]] inline double floor_lane(double x);

/// Up to this magnitude exp neither overflows nor becomes subnormal.
inline constexpr double ordinary_limit = 700.0;

namespace detail {

/// log 2 = high + low; the last 21 bits of high are zero, so a small integer times it is exact.
inline constexpr double log_two_high = 6.93147180369123816490e-01;
inline constexpr double log_two_low = 1.90821492927058770002e-10;
inline constexpr double log_two_inverse = 0x1.71547652b82fep0;

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Beyond these exp is infinite or zero: 1024 log 2 = 709.8, 1075 log 2 = 745.1.
inline constexpr double exp_highest = 710.0;
inline constexpr double exp_lowest = -746.0;

/// (exp(r) - 1 - r - r^2/2) / r^3 on |r| <= log(2)/2, interpolated at the Chebyshev nodes in 60
/// digits; relative error of exp 1e-18.
inline constexpr double exp_series[] = {
    0.16666666666666669,    0.041666666666666664,   0.008333333333330062,
    0.0013888888888886552,  0.00019841269863053618, 2.4801587317144498e-05,
    2.7557268459997064e-06, 2.755728296954995e-07,  2.510038549551032e-08,
    2.0911236630261545e-09};

/// (log(1+f) - 2s) / s^3 in powers of s^2, s = f / (2+f); error of the logarithm below 2^-58.
inline constexpr double log_series[] = {
    6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
    2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01,
    1.479819860511658591e-01};

/// Smallest normal number; what lies below is first multiplied by 2^54.
inline constexpr double smallest_normal = std::numeric_limits<double>::min();
inline constexpr double subnormal_scale = 0x1p54;
inline constexpr double subnormal_exponent = 54;
/// 2^52: doubles from here on are whole numbers.
inline constexpr double whole_from = 0x1p52;
/// Bits of sqrt(1/2), where the reduced argument of the logarithm begins.
inline constexpr std::uint64_t root_half_bits = 0x3fe6a09e667f3bcdU;

/// y = n log 2 + r, |r| <= log(2)/2; `shifted` = n + rounding_shift.
struct ExpParts {
  double shifted, r;
};

[[gnu::always_inline]] inline ExpParts reduce_for_exp(double y) {
  const double shifted = std::fma(y, log_two_inverse, rounding_shift);
  const double n = shifted - rounding_shift;
  return {shifted, std::fma(-n, log_two_low, std::fma(-n, log_two_high, y))};
}

[[gnu::always_inline]] inline double exp_reduced(double r) {
  const double curve = std::fma(r, polynomial(r, exp_series), 0.5);
  return 1.0 + std::fma(r * r, curve, r);
}

/// exp_lane where |x| <= ordinary_limit: with a normal result, the factor 2^n is an addition to the exponent.
[[gnu::always_inline]] inline double exp_ordinary(double x) {
  const auto [shifted, r] = reduce_for_exp(x);
  // The shift's own low bits are zero: what is left of `shifted` up there is n.
  return from_bits(bits_of(exp_reduced(r)) + (bits_of(shifted) << fraction_bits));
}

/// Returns exp(x + tail), where |tail| is below an ulp of x.
[[gnu::always_inline]] inline double exp_with_tail(double x, double tail) {
  const double capped = select(x > exp_highest, exp_highest, x);
  const double y = select(capped < exp_lowest, exp_lowest, capped);
  const auto [shifted, rest] = reduce_for_exp(y);
  const double value = exp_reduced(rest + tail);
  // Two factors reach the subnormal numbers and infinity, which 2^n alone cannot.
  const std::int64_t whole = shifted_integer(shifted);
  const std::int64_t half = whole >> 1;
  return value * power_of_two(half) * power_of_two(whole - half);
}

/// x = 2^exponent (1 + fraction), with 1 + fraction in [sqrt(1/2), sqrt(2)).
struct Reduced {
  double exponent, fraction;
};

/// Reduces a positive finite number; anything else gives finite numbers without meaning.
[[gnu::always_inline]] inline Reduced reduce(double x) {
  const bool small = x < smallest_normal;
  const std::uint64_t bits = bits_of(x * select(small, subnormal_scale, 1.0));
  const std::int64_t k = static_cast<std::int64_t>(bits - root_half_bits) >> fraction_bits;
  const double mantissa = from_bits(bits - (static_cast<std::uint64_t>(k) << fraction_bits));
  return {to_double(k) - select(small, subnormal_exponent, 0.0), mantissa - 1.0};
}

/// Returns log(x) + tail for a positive finite x, |tail| below an ulp of 1.
[[gnu::always_inline]] inline double log_with_tail(double x, double tail) {
  const auto [k, f] = reduce(x);
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double half_square = 0.5 * f * f;
  // log(1+f) = f - f^2/2 + s (f^2/2 + R), all terms but the first small.
  const double rest = s * (half_square + z * polynomial(z, log_series));
  const double low = std::fma(k, log_two_low, tail);
  return k * log_two_high - ((half_square - (rest + low)) - f);
}

/// Completes a logarithm of x >= 0 at the arguments `reduce` cannot take.
[[gnu::always_inline]] inline double log_edges(double x, double value) {
  const double at_top = select(x < infinity, value, x);  // infinity and NaN stand for themselves
  const double at_zero = select(x == 0.0, -infinity, at_top);
  return select(x < 0.0, not_a_number, at_zero);
}

/// An unevaluated sum, |low| below an ulp of high.
struct Pair {
  double high, low;
};

/// Returns log(x) of a positive finite x to about 2^-59, relative.
[[gnu::always_inline]] inline Pair log_pair(double x) {
  const auto [k, f] = reduce(x);
  const double sum = 2.0 + f;
  const double inverse = 1.0 / sum;
  const double s = f * inverse;
  // What the division and the sum 2 + f lost, carried to first order.
  const double lost = std::fma(-s, sum, f) - s * (f - (sum - 2.0));
  const double z = s * s;
  const double rest = s * (z * polynomial(z, log_series)) + 2.0 * (lost * inverse);
  const double whole = k * log_two_high;
  const double high = whole + 2.0 * s;
  const double low = ((whole - high) + 2.0 * s) + std::fma(k, log_two_low, rest);
  const double top = high + low;
  return {top, (high - top) + low};
}

}  // namespace detail

inline double exp_lane(double x) { return detail::exp_with_tail(x, 0.0); }

inline double log_lane(double x) {
  return detail::log_edges(x, detail::log_with_tail(x, 0.0));
}

namespace detail {

/// The logistic of x, given e = exp(-|x|), which never overflows: above zero it joins the 1, below it is the
/// numerator.
[[gnu::always_inline]] inline double logistic_of(double x, double e) {
  return select(x < 0.0, e, 1.0) / (1.0 + e);
}

}  // namespace detail

inline double logistic_lane(double x) { return detail::logistic_of(x, exp_lane(-magnitude(x))); }

inline double logit_lane(double p) {
  const double rest = 1.0 - p;
  const double ratio = p / rest;
  // p / (1 - p) = ratio + residue / (1 - p), where residue gathers both roundings.
  const double lost = (1.0 - rest) - p;
  const double residue = std::fma(-ratio, rest, p) - ratio * lost;
  const double inside = detail::log_with_tail(ratio, residue / p);
  const double lower = select(p > 0.0, inside, select(p == 0.0, -detail::infinity, p));
  const double upper = select(p < 1.0, lower, select(p == 1.0, detail::infinity, p));
  return select((p < 0.0) | (p > 1.0), detail::not_a_number, upper);
}

inline double floor_lane(double x) {
  const double size = magnitude(x);
  const double nearest = (size + detail::whole_from) - detail::whole_from;
  const double rounded = with_sign(nearest, x);
  const double below = rounded - select(rounded > x, 1.0, 0.0);
  // A zero keeps the sign of x; from 2^52 on every number is whole, NaN stays NaN.
  return select(size < detail::whole_from, with_sign(magnitude(below), x), x);
}

inline double pow_lane(double a, double b) {
  using detail::infinity;
  const double size = magnitude(a);
  const auto [log_high, log_low] = detail::log_pair(size);
  const double exact = detail::log_edges(size, log_high);
  const double product = b * exact;
  const double tail = std::fma(b, exact, -product) + b * log_low;
  // Conditions meet by `&`: a `&&` would be a branch.
  const bool ordinary = (magnitude(product) < -detail::exp_lowest) & (size < infinity);
  const double power = detail::exp_with_tail(product, select(ordinary, tail, 0.0));

  const bool whole = floor_lane(b) == b;
  const bool odd = whole & (floor_lane(0.5 * b) != 0.5 * b);
  const double signed_power = select(odd, with_sign(power, a), power);
  const bool no_root = (a < 0.0) & (size < infinity) & !whole;
  const double value = select(no_root, detail::not_a_number, signed_power);
  // Exactly 1: anything to the power 0, 1 to any power, -1 to an infinite one.
  const bool one = (b == 0.0) | (a == 1.0) | ((a == -1.0) & (magnitude(b) == infinity));
  return select(one, 1.0, value);
}

}  // namespace prospect::lanes
