#pragma once
/// One result of the source audit: two figures that should agree.

#include <string>

#include "base/label.hpp"

namespace prospect::analyse {

struct Finding {
  enum class Kind {
    identity_on_history,   ///< an identity of the model against the printed figure of a year
    identity_on_targets,   ///< an identity of the model against the plan's own targets
    plan_arithmetic,       ///< the plan's growth assumptions against its growth target, and the like
    two_figures,           ///< the source prints two figures for one thing
  };
  Kind kind = Kind::identity_on_history;
  std::string subject;       ///< indicator or series
  int year = 0;
  double expected = 0;       ///< what the other figures imply
  double printed = 0;        ///< what the source says
  double allowance = 0;      ///< how far rounding of the printed figures may push them apart
  std::string unit;
  bool agrees = false;
  base::Label words;         ///< the finding as a sentence
};

}  // namespace prospect::analyse
