#pragma once
/// The table of new figures: what is known of years after the base year.

#include <vector>

#include "model/definition.hpp"

namespace prospect::model {

/// Half a unit of the last digit of a number as written.
[[nodiscard]] double rounding_of(const std::string& text);

/// Reads the rows of a table with the columns series, year, value and, where wanted, status (actual or
/// estimate, empty: actual), error (an sd in the unit of the series), note. Every series must be the
/// history of an indicator, every year simulated, every pair of both once; else a problem with its
/// place. A table without columns gives no rows: no figures were given.
[[nodiscard]] std::vector<ObservedRow> read_observed(const read::Table& table,
                                                     const Definition& definition,
                                                     base::Problems& problems);

}  // namespace prospect::model
