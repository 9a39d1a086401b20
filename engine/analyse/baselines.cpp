#include "analyse/baselines.hpp"

#include "analyse/figures.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace prospect::analyse {
namespace {

/// Sd of a movement that is nothing but the rounding of both its figures, each uniform over a step:
/// step / sqrt(12) twice, in the link scale at the last figure.
double rounding_sd(const model::History& history, std::span<const model::Observation> figures) {
  const double step = printed_step(figures), last = figures.back().value;
  const double above = std::abs(to_link(history, last + step / 2) - figures.back().linked);
  const double below = std::abs(to_link(history, last - step / 2) - figures.back().linked);
  // The smaller one: beside a bound of the link the other is infinite.
  return 2 * std::min(above, below) / std::sqrt(6);
}

}  // namespace

std::optional<double> extrapolated(const model::History& history, int origin, int year,
                                   double omega) {
  const auto figures = known_figures(history, origin);
  if (figures.size() < 2) return std::nullopt;
  // Years are counted from the one asked for, so that the line's value there is its intercept.
  double weights = 0, year_sum = 0, value_sum = 0;
  const auto weight = [&](std::size_t k) { return std::pow(static_cast<double>(k + 1), omega); };
  for (std::size_t k = 0; k < figures.size(); ++k) {
    weights += weight(k);
    year_sum += weight(k) * (figures[k].year - year);
    value_sum += weight(k) * figures[k].value;
  }
  const double middle = year_sum / weights, level = value_sum / weights;
  double squares = 0, products = 0;
  for (std::size_t k = 0; k < figures.size(); ++k) {
    const double away = figures[k].year - year - middle;
    squares += weight(k) * away * away;
    products += weight(k) * away * (figures[k].value - level);
  }
  return level - products / squares * middle;
}

std::optional<calibrate::Mixture> drift_walk(const model::History& history, int origin, int year) {
  const auto figures = known_figures(history, origin);
  if (figures.size() < 3) return std::nullopt;
  const auto& last = figures.back();
  const auto movements = static_cast<double>(figures.size() - 1);
  const double years = last.year - figures.front().year;
  const double mean = (last.linked - figures.front().linked) / years;
  double squares = 0;
  for (std::size_t k = 1; k < figures.size(); ++k) {
    const double gap = figures[k].year - figures[k - 1].year;
    const double rest = figures[k].linked - figures[k - 1].linked - gap * mean;
    squares += rest * rest / gap;
  }
  const double sd = std::max(std::sqrt(squares / (movements - 1)), rounding_sd(history, figures));
  const double ahead = year - last.year;
  return calibrate::Mixture({{1, movements - 1, last.linked + ahead * mean,
                              sd * std::sqrt(ahead + ahead * ahead / years)}});
}

}  // namespace prospect::analyse
