#pragma once
/// In which worlds a goal is missed: a few conditions on what was drawn, found on one half of the paths and
/// judged on the other.
///
/// Search    patient rule induction (Friedman and Fisher 1999, doi:10.1023/A:1008894516817): from all worlds
///           a twentieth or so at a time is cut off one end of one feature, the cut that raises the share of
///           misses most for each world it costs; at most three features are cut. Then what does not pay is
///           dropped. Its use for plans: Bryant and Lempert 2010, doi:10.1016/j.techfore.2009.08.002.
/// Halves    even chunks of 4096 paths to find, odd ones to judge: the figures told are not those that the
///           search made look good.
/// Contract  a function of the table alone: the same for any number of threads.

#include <cstdint>
#include <vector>

#include "analyse/world_table.hpp"

namespace prospect::analyse {

/// Values a feature may take: its bins `low` to `high`.
struct Bound {
  std::size_t feature = 0;
  std::size_t low = 0, high = 0;
  double cut_below = 0, cut_above = 0; ///< shares of all worlds that lie outside, on either side

  bool operator==(const Bound&) const = default;
};

/// Worlds within some bounds, and how they did on the half that judges.
struct Region {
  double wanted = 0;                   ///< share of the misses it was to hold
  std::vector<Bound> bounds;           ///< by feature; none: all worlds
  std::uint64_t missed = 0, paths = 0;
  std::uint64_t found_missed = 0, found_paths = 0;   ///< on the half it was found on
  bool better = false;                 ///< misses in it are more frequent than in all worlds, beyond chance
};

struct Discovered {
  std::uint64_t missed = 0, paths = 0;              ///< on the half that judges
  std::uint64_t found_missed = 0, found_paths = 0;  ///< on the other
  std::vector<Region> regions;         ///< widest first, those alike once; only the better ones
  bool searched = false;               ///< false: too few misses, or too few that are none

  [[nodiscard]] std::uint64_t all_missed() const { return missed + found_missed; }
  [[nodiscard]] std::uint64_t all_paths() const { return paths + found_paths; }
};

/// Searches for the misses of a goal of the table.
[[nodiscard]] Discovered discover(const WorldTable& table, std::size_t goal);

}  // namespace prospect::analyse
