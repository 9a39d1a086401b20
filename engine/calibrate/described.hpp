#pragma once
/// A law in a few numbers.

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace prospect::calibrate {

struct Described {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();

  double mean = none, sd = none, q05 = none, median = none, q95 = none;

  bool operator==(const Described&) const = default;
};

/// Of equally weighted draws, two or more: the sd divides by one less, quantiles are draws.
[[nodiscard]] inline Described describe(std::vector<double> draws) {
  std::sort(draws.begin(), draws.end());
  const auto count = static_cast<double>(draws.size());
  Described law{0, 0, draws[draws.size() / 20], draws[draws.size() / 2],
                draws[draws.size() - 1 - draws.size() / 20]};
  for (const double x : draws) law.mean += x / count;
  for (const double x : draws) law.sd += (x - law.mean) * (x - law.mean) / (count - 1);
  law.sd = std::sqrt(law.sd);
  return law;
}

}  // namespace prospect::calibrate
