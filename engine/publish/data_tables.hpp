#pragma once
/// The run's numbers for other programs: tidy CSV, and the table format of integrated assessment models.

#include <string>

#include "store/run_record.hpp"

namespace prospect::publish {

/// How numbers and cells of a CSV are parted.
struct CsvForm {
  char separator = ',';
  char decimal = '.';
  bool mark = false;       ///< begins with the byte order mark, by which Excel knows UTF-8
};

/// One value a row, each as it reads back to the same double.
[[nodiscard]] std::string tidy_csv(const store::RunRecord& record, const CsvForm& form);

/// Model, Scenario, Region, Variable, Unit and a column a year; quantiles are variables.
[[nodiscard]] std::string iamc(const store::RunRecord& record);

}  // namespace prospect::publish
