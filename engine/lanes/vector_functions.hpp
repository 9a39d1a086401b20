#pragma once
/// Exponential and logistic of many lanes: of a vector in registers, and of a row.
///
/// Contract  the bits of exp_lane and logistic_lane; of a vector, for |x| <= ordinary_limit and no promise beyond.

#include <iterator>

#include "lanes/elementary.hpp"
#include "lanes/vector.hpp"

namespace prospect::lanes {

/// Replaces `count` vectors, from number `begin` on, by their exponentials, or by the logistic of them. They go
/// through it side by side: each step waits for the one before, and the others fill the time.
template <std::size_t begin, std::size_t count, std::size_t all_of_them>
[[gnu::always_inline]] inline void exponentials(Vector (&x)[all_of_them]);
template <std::size_t begin, std::size_t count, std::size_t all_of_them>
[[gnu::always_inline]] inline void logistics(Vector (&x)[all_of_them]);
/// Whether these may take them all: none is beyond ordinary_limit.
template <std::size_t vectors>
[[gnu::always_inline]] inline bool all_ordinary(const Vector (&x)[vectors]);
/// How many the registers hold with what is needed on the way.
inline constexpr std::size_t side_by_side = vector_bytes == 64 ? 8 : 4;

/// Returns the exponentials and logistic values of `count` numbers: the bits of exp_lane and logistic_lane, for
/// two thirds of the time where no number is beyond `ordinary_limit`. `out` may be `x`.
template <std::size_t count>
[[gnu::always_inline]] inline void exponentials(const double* x, double* out);
template <std::size_t count>
[[gnu::always_inline]] inline void logistics(const double* x, double* out);

namespace detail {

/// Whether all numbers are at most ordinary_limit in magnitude; a NaN is not.
template <std::size_t count>
[[gnu::always_inline]] inline bool row_is_ordinary(const double* x) {
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

/// `polynomial` of some vectors side by side.
template <std::size_t index, std::size_t vectors, std::size_t count>
[[gnu::always_inline]] inline void horner(Vector (&sum)[vectors], const Vector (&x)[vectors],
                                          const double (&c)[count]) {
  if constexpr (index + 1 == count) {
#pragma GCC unroll 8
    for (std::size_t k = 0; k < vectors; ++k) sum[k] = all(c[index]);
  } else {
    horner<index + 1>(sum, x, c);
#pragma GCC unroll 8
    for (std::size_t k = 0; k < vectors; ++k) sum[k] = multiply_add(sum[k], x[k], all(c[index]));
  }
}

}  // namespace detail

template <std::size_t vectors>
inline bool all_ordinary(const Vector (&x)[vectors]) {
  WordVector most{};   // as detail::row_is_ordinary
#pragma GCC unroll 16
  for (std::size_t k = 0; k < vectors; ++k) {
    const WordVector size = words_of(magnitude(x[k]));
    most = size > most ? size : most;
  }
  std::uint64_t greatest = 0;
  for (std::size_t k = 0; k < vector_width; ++k) greatest = most[k] > greatest ? most[k] : greatest;
  return greatest <= bits_of(ordinary_limit);
}

template <std::size_t begin, std::size_t count, std::size_t all_of_them>
inline void exponentials(Vector (&x)[all_of_them]) {
  using detail::exp_series;
  Vector shifted[count], r[count], sum[count];
#pragma GCC unroll 8
  for (std::size_t k = 0; k < count; ++k) {
    shifted[k] = multiply_add(x[begin + k], all(detail::log_two_inverse), all(rounding_shift));
  }
#pragma GCC unroll 8
  for (std::size_t k = 0; k < count; ++k) {
    r[k] = multiply_add(-(shifted[k] - rounding_shift), all(detail::log_two_high), x[begin + k]);
  }
#pragma GCC unroll 8
  for (std::size_t k = 0; k < count; ++k) {
    r[k] = multiply_add(-(shifted[k] - rounding_shift), all(detail::log_two_low), r[k]);
  }
  detail::horner<0>(sum, r, exp_series);
#pragma GCC unroll 8
  for (std::size_t k = 0; k < count; ++k) sum[k] = multiply_add(r[k], sum[k], all(0.5));
#pragma GCC unroll 8
  for (std::size_t k = 0; k < count; ++k) {
    const Vector value = 1.0 + multiply_add(r[k] * r[k], sum[k], r[k]);
    x[begin + k] = from_words(words_of(value) + (words_of(shifted[k]) << fraction_bits));
  }
}

template <std::size_t begin, std::size_t count, std::size_t all_of_them>
inline void logistics(Vector (&x)[all_of_them]) {
  Vector e[count];
#pragma GCC unroll 8
  for (std::size_t k = 0; k < count; ++k) e[k] = -magnitude(x[begin + k]);
  exponentials<0, count>(e);
#pragma GCC unroll 8
  for (std::size_t k = 0; k < count; ++k) {
    x[begin + k] = choose(x[begin + k] < 0.0, e[k], all(1.0)) / (1.0 + e[k]);
  }
}

template <std::size_t count>
inline void exponentials(const double* x, double* out) {
  if (detail::row_is_ordinary<count>(x)) {
    detail::apply<count>(x, out, [](double at) { return detail::exp_ordinary(at); });
  } else {
    detail::apply<count>(x, out, [](double at) { return exp_lane(at); });
  }
}

template <std::size_t count>
inline void logistics(const double* x, double* out) {
  if (detail::row_is_ordinary<count>(x)) {
    detail::apply<count>(x, out,
                         [](double at) { return detail::logistic_of(at, detail::exp_ordinary(-magnitude(at))); });
  } else {
    detail::apply<count>(x, out, [](double at) { return logistic_lane(at); });
  }
}

}  // namespace prospect::lanes
