#pragma once
/// The loops over one row that statistics spend their time in. Whole rows, no branches a lane.

#include <cstdint>
#include <limits>
#include <vector>

#include "summarise/lane_set.hpp"
#include "summarise/range.hpp"
#include "summarise/stripes.hpp"

namespace prospect::summarise {

/// Sums of a chunk about the centre of the range, and extremes, by stripe.
struct RowSums {
  Stripes sums, squares;
  Stripes least = filled(std::numeric_limits<double>::infinity());
  Stripes greatest = filled(-std::numeric_limits<double>::infinity());

  [[nodiscard]] static Stripes filled(double x) { return {{x, x, x, x, x, x, x, x}}; }
};

/// Places of a row that are still to be counted, and where to.
struct Uncounted {
  const double* places = nullptr;
  std::uint16_t* bins = nullptr;   ///< null: nothing is to be counted
};

/// Adds a row to sums and extremes and finds the bin of each lane, whose number is then in the low
/// 16 bits of `places[lane]`. A NaN goes into bin 0 and spoils the sums. Counts another row's places on the way:
/// counting waits for memory and keeps no vector unit busy.
void add_row(const double* row, const Range& range, RowSums& to, double* places, Uncounted other = {});

/// Adds a row to the extremes alone.
void add_extremes(const double* row, RowSums& to);

/// Counts each lane into its bin. Cost: one cycle a lane, which is what a histogram costs.
void count_places(const double* places, std::uint16_t* bins);

/// True if every lane holds a whole number below 2^51 in magnitude.
[[nodiscard]] bool all_whole(const double* row);

/// Returns the lanes with low <= x <= high; a NaN is outside.
[[nodiscard]] LaneSet lanes_within(const double* row, double low, double high);

/// Adds, lane by lane, how far x lies outside [low, high]: max(low - x, x - high, 0).
void add_distances(const double* row, double low, double high, Stripes& sums);

/// to[i] += from[i].
inline void add_counts(const std::vector<std::uint64_t>& from, std::vector<std::uint64_t>& to) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

}  // namespace prospect::summarise
