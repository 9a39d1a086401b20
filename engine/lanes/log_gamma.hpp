#pragma once
/// The logarithm of the gamma function for any thread.

#include <cmath>

namespace prospect::lanes {

/// log |gamma(x)|, bit for bit std::lgamma, which writes the sign into a variable that all threads share.
[[nodiscard]] inline double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

}  // namespace prospect::lanes
