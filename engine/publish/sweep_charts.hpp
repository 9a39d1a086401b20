#pragma once
/// The charts of a sweep: probabilities over the settings of its levers.
///
/// Kinds   one lever: a curve a scenario with its band; several: panels of cells over the first two, by scenario and by
///         low, middle and high of the third, others at their middle; a latin hypercube: its points against each lever.
/// Thinned of long lists of settings some are drawn, the ends among them, so that a page stays small; the description
///         says so, and `points_table` has them all.

#include "publish/document.hpp"
#include "publish/parts.hpp"
#include "report/sweep_points.hpp"

namespace prospect::publish {

/// A sweep of the view's record, by its position there.
class SweepCharts {
 public:
  SweepCharts(const View& view, std::size_t position);

  /// Of a goal by its position. Expects a sweep with points, levers and scenarios.
  [[nodiscard]] Chart chart(std::size_t goal) const;
  /// Each goal: the highest and the lowest probability, where, and how many points reach 50, 66 and 90 %.
  [[nodiscard]] Table summary() const;
  /// Every point with its settings and the probabilities of all goals, for data formats.
  [[nodiscard]] Table points_table() const;
  /// Path in the result file: "/sweep/grid/probability".
  [[nodiscard]] std::string dataset(std::string_view what) const;
  [[nodiscard]] std::string scenario(std::size_t position) const;
  [[nodiscard]] std::string goal(std::size_t position) const;

 private:
  /// A panel of a surface: a scenario and the position of the third lever's value.
  struct Panel;
  /// Positions of a lever's values, ascending, thinned to `most`: by a whole number of steps where one fits.
  [[nodiscard]] std::vector<std::size_t> settings(std::size_t lever, std::size_t most) const;
  [[nodiscard]] std::string lever(std::size_t position) const;
  [[nodiscard]] std::string setting(std::size_t lever, double value) const;
  [[nodiscard]] std::string present(std::size_t lever, double value) const;
  [[nodiscard]] std::string where(std::size_t point) const;
  [[nodiscard]] std::vector<Panel> panels() const;
  [[nodiscard]] Chart started(std::size_t goal, const char* kind) const;
  [[nodiscard]] Chart curve(std::size_t goal) const;
  [[nodiscard]] Chart surface(std::size_t goal) const;
  [[nodiscard]] Chart scatter(std::size_t goal) const;
  /// What is said under a picture that leaves out points; empty when it has all.
  [[nodiscard]] std::string thinned_note(std::size_t shown) const;
  [[nodiscard]] std::string held_note() const;
  /// Columns of scenario and levers, then probability and interval.
  [[nodiscard]] Table point_rows(const Chart& chart, std::size_t goal, const std::vector<std::size_t>& points) const;
  void add_fate(std::vector<Cell>& row, std::size_t point, std::size_t goal) const;

  const View& view_;
  const analyse::Sweep& sweep_;
  std::size_t position_;
  report::SweepPoints points_;
};

}  // namespace prospect::publish
