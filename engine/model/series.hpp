#pragma once
/// The tables of data as series: observed yearly figures by code.

#include <map>
#include <string>

#include "model/definition.hpp"

namespace prospect::model {

/// Reads the series and history tables. Only rows marked `use = yes` with a year up to `last_year` become
/// figures, so that nothing later than the base year can enter a run; rows with `from` are means over the
/// years from it on. Every row is checked all the same. Statuses are actual, estimate, derived, assumption
/// (never a figure).
[[nodiscard]] std::map<std::string, Series> read_series(const read::Table& series,
                                                        const read::Table& history, int last_year,
                                                        base::Problems& problems);

}  // namespace prospect::model
