#include "analyse/baselines.hpp"

#include <algorithm>
#include <cmath>

namespace prospect::analyse {

std::optional<double> extrapolated(std::span<const model::Observation> figures, int year,
                                   double omega) {
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

std::optional<calibrate::Mixture> drift_walk(std::span<const model::Observation> figures, int year,
                                             double least_sd) {
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
  const double sd = std::max(std::sqrt(squares / (movements - 1)), least_sd);
  const double ahead = year - last.year;
  return calibrate::Mixture({{1, movements - 1, last.linked + ahead * mean,
                              sd * std::sqrt(ahead + ahead * ahead / years)}});
}

}  // namespace prospect::analyse
