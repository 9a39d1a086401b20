#pragma once
/// Whether a value agrees with a figure: by chance, as often as an error of such a size would be made.

#include "lanes/functions.hpp"

namespace prospect::simulate {

/// `word` is uniform. No number agrees with nothing: the comparison is false.
[[nodiscard]] [[gnu::always_inline]] inline bool agrees(double value, double word, double figure, double error) {
  const double off = (value - figure) / error;
  return word < lanes::exp_lane(-0.5 * off * off);
}

}  // namespace prospect::simulate
