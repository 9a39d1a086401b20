#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/sweep_grid.hpp"
#include "lanes/threefry.hpp"

namespace prospect::app {
namespace {

/// Values of a lever by setting, one in each stratum of its range.
std::vector<double> latin_values(const analyse::SweepLever& lever, std::size_t settings, std::uint64_t seed) {
  const lanes::Stream stream(seed, "sweep." + lever.name);
  std::vector<lanes::Words> words(settings);
  for (std::size_t s = 0; s < settings; ++s) words[s] = lanes::threefry2x64({s, 0}, stream.key());
  std::vector<std::size_t> order(settings);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return words[a].first < words[b].first; });
  const double scale = std::pow(10.0, lever.decimals), from = lever.values[0];
  const double width = (lever.values[1] - from) / static_cast<double>(settings);
  std::vector<double> values(settings);
  for (std::size_t stratum = 0; stratum < settings; ++stratum) {
    const double low = from + static_cast<double>(stratum) * width;
    const double high = stratum + 1 == settings ? lever.values[1] : from + static_cast<double>(stratum + 1) * width;
    const std::size_t setting = order[stratum];
    const double value = low + lanes::unit_number(words[setting].second) * (high - low);
    double step = std::floor(value * scale);
    if (step / scale < low) ++step;
    values[setting] = std::min(step / scale, lever.values[1]) + 0.0;
  }
  return values;
}

}  // namespace

std::vector<double> settings_of(const SweepGrid& grid, std::uint64_t seed) {
  const std::size_t levers = grid.levers.size();
  std::vector<double> settings(grid.settings * levers);
  std::size_t repeats = 1;  // settings in turn with the same value: the last lever changes every time
  for (std::size_t k = levers; k-- > 0;) {
    const auto& values = grid.levers[k].values;
    const bool latin = grid.design == analyse::SweepDesign::latin_hypercube;
    const auto column = latin ? latin_values(grid.levers[k], grid.settings, seed) : std::vector<double>{};
    for (std::size_t s = 0; s < grid.settings; ++s) {
      settings[s * levers + k] = latin ? column[s] : values[s / repeats % values.size()];
    }
    repeats *= values.size();
  }
  return settings;
}

}  // namespace prospect::app
