#pragma once
/// The grid file of `prospect sweep`: which levers are moved, how far, and under which scenarios.
///
/// Settings  of the design: full, every combination of the levers' values, the last lever the fastest;
///           latin_hypercube, as many as asked for, each lever's range cut into as many strata of one width, one value
///           in each (McKay, Beckman, Conover 1979, doi:10.1080/00401706.1979.10489755).
/// Address   order and place of a lever's values come from the words (seed, the lever's name, number of the setting):
///           one lever more changes no other's values, nor does anything that counts them.
/// Values    whole multiples of a power of ten, about a ten-thousandth of the lever's range, as `seek` tries them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyse/sweep.hpp"
#include "base/label.hpp"
#include "read/files.hpp"

namespace prospect::app {

/// Scenarios times settings: no grid may have more points.
inline constexpr std::uint64_t most_points = 100'000;

struct SweepGrid {
  std::string file, text;                    ///< name and text of the grid file
  std::string name;                          ///< its name without folder and ending
  base::Label label;
  std::vector<std::string> scenarios;        ///< files, as seen from where the grid file is named
  std::vector<std::string> targets;          ///< words of analyse::find_goals
  analyse::SweepDesign design = analyse::SweepDesign::full;
  std::optional<std::uint64_t> paths;        ///< worlds of a point, if the file says so
  std::vector<analyse::SweepLever> levers;   ///< in the order of the file; values by size
  std::size_t settings = 0;                  ///< of the levers, under each scenario

  [[nodiscard]] std::size_t points() const { return scenarios.size() * settings; }
};

/// Reads a grid file and holds it against the models of its scenarios, as of the year `as_of` if it is not 0. Throws
/// base::Rejected with every problem of the file, and those of its scenarios.
[[nodiscard]] SweepGrid read_grid(const std::string& file, const read::FileSource& files, int as_of = 0);

/// The values the levers are set to: [setting][lever].
[[nodiscard]] std::vector<double> settings_of(const SweepGrid& grid, std::uint64_t seed);

}  // namespace prospect::app
