#pragma once
/// A region among others: which row of a table is compared with which indicator, and how the others move.
///
/// Law       on the scale of the link g, in the unit of the table, h years after the figures:
///           g(x_p) = g(figure_p) + h (drift + common Z) + spread sqrt(h) e_p, with Z ~ N(0, 1) the same for all
///           others of a path and e_p ~ N(0, 1) each region's own.

#include <string>
#include <vector>

#include "base/label.hpp"
#include "base/place.hpp"
#include "model/family.hpp"

namespace prospect::model {

struct Ranking {
  std::string name;
  base::Label label;
  std::string source;
  VariableId variable{};               ///< the indicator that is the region's own
  std::string unit;                    ///< of the figures
  double scale = 1;                    ///< what one `unit` is in the variable's unit
  bool high_is_better = true;
  Link link = Link::identity;          ///< identity, log or logit
  double top = 1;                      ///< of a logit link, whose lower end is 0
  int year = 0;                        ///< of the figures
  double drift = 0, common = 0, spread = 0;  ///< link scale: a year, a year, a year's movement
  double own_figure = 0;               ///< the region's own in the table
  std::vector<std::string> regions;    ///< the others with a figure
  std::vector<double> figures;         ///< theirs, in `unit`
};

}  // namespace prospect::model
