#pragma once
/// Whole numbers of real ones that a file may have brought: no value is undefined.

#include <algorithm>
#include <cstdint>

namespace prospect::base {

/// Cut towards nought and held within 0 and 2^53; no number is 0.
[[nodiscard]] inline std::uint64_t whole(double value) {
  constexpr double most = 9007199254740992.0;   // up to it every whole number is a double
  return value > 0 ? static_cast<std::uint64_t>(std::min(value, most)) : 0;
}

/// Cut towards nought and held within two bounds; no number is the lower one.
[[nodiscard]] inline int whole_within(double value, int low, int high) {
  return value >= low ? static_cast<int>(std::min(value, static_cast<double>(high))) : low;
}

}  // namespace prospect::base
