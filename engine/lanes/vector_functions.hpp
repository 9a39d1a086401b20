#pragma once
/// Exponential and logistic of many lanes: of a vector in registers, and of a row.
///
/// Contract  the bits of exp_lane and logistic_lane; of a vector, for |x| <= ordinary_limit and no promise beyond.

#include "lanes/elementary.hpp"
#include "lanes/vector.hpp"

namespace prospect::lanes {

/// exp_ordinary, a vector at a time.
[[gnu::always_inline]] inline Vector exponential(Vector x);
[[gnu::always_inline]] inline Vector logistic(Vector x);

/// Returns the exponentials and logistic values of `count` numbers: the bits of exp_lane and logistic_lane, for
/// two thirds of the time where no number is beyond `ordinary_limit`. `out` may be `x`.
template <std::size_t count>
[[gnu::always_inline]] inline void exponentials(const double* x, double* out);
template <std::size_t count>
[[gnu::always_inline]] inline void logistics(const double* x, double* out);

namespace detail {

/// Whether all numbers are at most ordinary_limit in magnitude; a NaN is not.
template <std::size_t count>
[[gnu::always_inline]] inline bool all_ordinary(const double* x) {
  // As integers, magnitudes keep their order, and a NaN is greater than all numbers.
  std::int64_t most = 0;
  for (std::size_t l = 0; l < count; ++l) {
    const auto size = static_cast<std::int64_t>(bits_of(magnitude(x[l])));
    most = size > most ? size : most;
  }
  return most <= static_cast<std::int64_t>(bits_of(ordinary_limit));
}

/// out[l] = function(x[l]).
template <std::size_t count, class Function>
[[gnu::always_inline]] inline void apply(const double* x, double* out, Function function) {
#ifndef __clang__
#pragma GCC ivdep
#endif
  for (std::size_t l = 0; l < count; ++l) {
    out[l] = function(x[l]);
  }
}

}  // namespace detail

inline Vector exponential(Vector x) {
  const Vector shifted = multiply_add(x, all(detail::log_two_inverse), all(rounding_shift));
  const Vector n = shifted - rounding_shift;
  const Vector high = multiply_add(-n, all(detail::log_two_high), x);
  const Vector r = multiply_add(-n, all(detail::log_two_low), high);
  const Vector curve = multiply_add(r, polynomial(r, detail::exp_series), all(0.5));
  const Vector value = 1.0 + multiply_add(r * r, curve, r);
  return from_words(words_of(value) + (words_of(shifted) << fraction_bits));
}

inline Vector logistic(Vector x) {
  const Vector e = exponential(-magnitude(x));
  return choose(x < 0.0, e, all(1.0)) / (1.0 + e);
}

template <std::size_t count>
inline void exponentials(const double* x, double* out) {
  if (detail::all_ordinary<count>(x)) {
    detail::apply<count>(x, out, [](double at) { return detail::exp_ordinary(at); });
  } else {
    detail::apply<count>(x, out, [](double at) { return exp_lane(at); });
  }
}

template <std::size_t count>
inline void logistics(const double* x, double* out) {
  if (detail::all_ordinary<count>(x)) {
    detail::apply<count>(x, out,
                         [](double at) { return detail::logistic_of(at, detail::exp_ordinary(-magnitude(at))); });
  } else {
    detail::apply<count>(x, out, [](double at) { return logistic_lane(at); });
  }
}

}  // namespace prospect::lanes
