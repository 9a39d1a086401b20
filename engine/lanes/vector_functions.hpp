#pragma once
/// Exponential and logistic of a vector that is already in registers.
///
/// Contract  the bits of exp_lane and logistic_lane for |x| <= ordinary_limit; beyond, no promise.

#include "lanes/elementary.hpp"
#include "lanes/vector.hpp"

namespace prospect::lanes {

/// exp_ordinary, a vector at a time.
[[gnu::always_inline]] inline Vector exponential(Vector x) {
  using namespace detail;  // NOLINT(google-build-using-namespace): constants by name
  const Vector shifted = multiply_add(x, all(log_two_inverse), all(rounding_shift));
  const Vector n = shifted - rounding_shift;
  const Vector r = multiply_add(-n, all(log_two_low), multiply_add(-n, all(log_two_high), x));
  const Vector value = 1.0 + multiply_add(r * r, multiply_add(r, polynomial(r, exp_series), all(0.5)), r);
  return from_words(words_of(value) + (words_of(shifted) << fraction_bits));
}

[[gnu::always_inline]] inline Vector logistic(Vector x) {
  const Vector e = exponential(-magnitude(x));
  return choose(x < 0.0, e, all(1.0)) / (1.0 + e);
}

}  // namespace prospect::lanes
