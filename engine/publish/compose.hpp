#pragma once
/// From a run's record to the report: what is said, in which order, with which numbers.
///
/// Contract  nothing is computed anew that the result file holds: numbers are its own, or sums and differences that
///           the column says. Sections without anything to say are left out; those that need an answer the file
///           does not hold say which command puts it there.

#include "publish/document.hpp"
#include "store/run_record.hpp"

namespace prospect::publish {

/// The whole report about `record`, read from the result file called `file`. Expects a scenario.
[[nodiscard]] Document compose(const store::RunRecord& record, const std::string& file, base::Language language);

}  // namespace prospect::publish
