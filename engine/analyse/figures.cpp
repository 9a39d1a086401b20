#include "analyse/figures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospect::analyse {

std::span<const model::Observation> known_figures(const model::History& history, int last_year) {
  const auto& figures = history.figures;
  const auto end = std::find_if(figures.begin(), figures.end(),
                                [&](const auto& figure) { return figure.year > last_year; });
  return {figures.data(), static_cast<std::size_t>(end - figures.begin())};
}

const model::Observation* figure_of(const model::History& history, int year) {
  const auto at = std::find_if(history.figures.begin(), history.figures.end(),
                               [&](const auto& figure) { return figure.year == year; });
  return at == history.figures.end() ? nullptr : &*at;
}

double to_link(const model::History& history, double value) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  switch (history.link) {
    case model::Link::log: return value > 0 ? std::log(value) : -infinity;
    case model::Link::logit:
      if (value <= history.low) return -infinity;
      if (value >= history.high) return infinity;
      return std::log((value - history.low) / (history.high - value));
    case model::Link::identity:
    case model::Link::log_ratio: break;
  }
  return value;
}

double printed_step(std::span<const model::Observation> figures) {
  constexpr int most_decimals = 6;
  constexpr double noise = 1e-9;  // of a decimal read as a double
  double step = 1;
  for (int decimals = 0; decimals < most_decimals; ++decimals) {
    const bool is_whole = std::all_of(figures.begin(), figures.end(), [&](const auto& figure) {
      const double steps = figure.value / step;
      return std::abs(steps - std::round(steps)) <= noise * std::max(1.0, std::abs(steps));
    });
    if (is_whole) break;
    step /= 10;
  }
  return step;
}

}  // namespace prospect::analyse
