#include "summarise/range.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace prospect::summarise {
namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();
constexpr std::size_t percent = 100;
/// Share of the distance between the percentiles added on either side.
constexpr double margin = 0.25;
constexpr int inner_bins = bin_count - 2;
/// Bins narrower than this many ulp of the values could not tell them apart.
constexpr double least_ulp = 16;
/// Stands for zero where a width is measured by the size of a value; its inverse stays finite.
constexpr double least_size = 1e-280;
/// Whole numbers beyond are not told from their halves when rounded by addition (lanes/bits.hpp).
constexpr double greatest_whole = 0x1p51;

bool is_whole(double x) { return std::fabs(x) < greatest_whole && std::nearbyint(x) == x; }

Range atom_at(double value) {
  Range range;
  range.centre = value;
  range.width = std::max(std::fabs(value), least_size) * (least_ulp * epsilon);
  range.bins_per_unit = 1 / range.width;
  return range;
}

Range spread_over(double centre, double width) {
  Range range;
  range.centre = centre;
  range.width = width;
  range.bins_per_unit = 1 / width;
  range.centre_bin = bin_count / 2;
  range.last = bin_count - 1;
  range.atom = false;
  return range;
}

}  // namespace

Range fit_range(std::vector<double> sample) {
  std::erase_if(sample, [](double x) { return !std::isfinite(x); });
  if (sample.empty()) {
    return {};
  }
  const std::size_t outside = sample.size() / percent;
  const auto at = [&](std::size_t rank) {
    const auto place = sample.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(sample.begin(), place, sample.end());
    return *place;
  };
  const double lower = at(outside), upper = at(sample.size() - 1 - outside);
  const double distance = (upper - lower) * (1 + 2 * margin);
  if (lower == upper || !std::isfinite(distance)) {
    return atom_at(lower);
  }
  const double middle = lower + (upper - lower) / 2;
  if (distance < inner_bins && std::all_of(sample.begin(), sample.end(), is_whole)) {
    Range range = spread_over(std::nearbyint(middle), 1);
    range.whole = true;
    return range;
  }
  const double least = least_ulp * epsilon * std::max(std::fabs(lower), std::fabs(upper));
  return spread_over(middle, std::max({distance / inner_bins, least, least_size}));
}

}  // namespace prospect::summarise
