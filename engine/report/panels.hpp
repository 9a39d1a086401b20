#pragma once
/// A table with a column for each scenario, in several panels where they do not fit side by side.

#include <functional>
#include <string>
#include <vector>

#include "report/layout.hpp"
#include "report/options.hpp"

namespace prospect::report {

struct Panels {
  std::string head;                     ///< of the column of rows
  std::vector<std::string> rows;
  std::vector<std::string> columns;     ///< names of the scenarios
  std::function<Cell(std::size_t row, std::size_t column)> cell;
};

[[nodiscard]] std::string panels(const Panels& panels, const VerdictOptions& options);

}  // namespace prospect::report
