#pragma once
/// The run's numbers for other programs: tidy CSV, and the table format of integrated assessment models.
///
/// Rows      end with CR LF, quotes as in RFC 4180. Numbers are the shortest text that reads back to the same double,
///           counts all their digits. What has no value (NaN, infinite) has no row or an empty cell.

#include <string>

#include "store/run_record.hpp"

namespace prospect::publish {

/// How numbers and cells of a CSV are parted.
struct CsvForm {
  char separator = ',';
  char decimal = '.';
  bool mark = false;       ///< begins with the byte order mark, by which Excel knows UTF-8
};

/// One value a row: scenario, kind, item, label, label_vi, year, measure, unit, value, words. Either `value` or `words`
/// is filled; shares are of unit 1; units are those of the model's files. A text that a spreadsheet would take for a
/// formula stands behind an apostrophe, as one that begins with an apostrophe does: readers take one away.
[[nodiscard]] std::string tidy_csv(const store::RunRecord& record, const CsvForm& form);

/// Model, Scenario, Region, Variable, Unit and a column a year, all in English. An indicator's printed figures stand
/// under its name, its quantiles, mean and spread are levels below it, `Economy|GRDP|5th Percentile`. `Probability|`
/// holds the probabilities of targets in percent in the year they are tested in, `Target|` what the plan wants. A row
/// without any value is left out.
[[nodiscard]] std::string iamc(const store::RunRecord& record);

}  // namespace prospect::publish
