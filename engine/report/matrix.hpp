#pragma once
/// Scenarios side by side: a row for each target, a column for each scenario.

#include <string>

#include "report/options.hpp"
#include "store/run_record.hpp"

namespace prospect::report {

/// The table; in several panels, one below the other, when the columns do not fit.
[[nodiscard]] std::string matrix(const store::RunRecord& record, const VerdictOptions& options);

}  // namespace prospect::report
