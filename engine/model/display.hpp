#pragma once
/// What reports draw of a model: the charts that it names, and the printed past of its indicators.

#include <string>
#include <vector>

#include "base/label.hpp"
#include "model/program.hpp"

namespace prospect::read {
struct Inputs;
}

namespace prospect::model {

/// A printed figure of a year, in use and not later than the base year.
struct PastFigure {
  std::string indicator;               ///< the indicator it is shown with
  base::Label label;                   ///< of the series, which may be of another definition than the indicator
  int year = 0;
  double value = 0;                    ///< in `unit`
  std::string unit;                    ///< the indicator's
  std::string status;                  ///< actual, estimate or derived
  std::string place;                   ///< in the source; empty where the history names none
};

/// A chart of a target: the fan of an indicator, its past and the line of the target.
struct Chart {
  std::string name;
  base::Label label;
  std::string target;                  ///< its code; the target is assessed in this run
  std::string indicator;               ///< whose fan it is
  std::string line;                    ///< indicator whose median is the line, in the fan's unit; empty: the
                                       ///< target's own value, where that has the fan's unit
};

/// The figures of `past` stand by indicator in the order of the file, then by year. Those of an indicator without a
/// history of its own (Variable::series is empty) were printed by another definition: a chart may show them, but
/// they do not lead into the fan.
struct Display {
  std::vector<PastFigure> past;
  std::vector<Chart> charts;           ///< in the order of the file; empty: the report chooses
};

/// What is drawn of `program`, which was compiled of `inputs`. Charts whose target is not assessed in this run, or
/// whose indicators cannot be had as of its base year, are left out. Throws base::Rejected with every mistake, as
/// `compile` has done before.
[[nodiscard]] Display display(const read::Inputs& inputs, const Program& program);

}  // namespace prospect::model
