#pragma once
/// How much the headline probabilities depend on assumptions that could defensibly be others.

#include <string>

#include "report/options.hpp"
#include "store/run_record.hpp"

namespace prospect::report {

/// One table: a row for each scenario of `record`, the first being the one that is questioned; columns are
/// the targets of the model's first joint (all targets if there is none), the joint itself and the
/// expected number met, structural and as reported. Below it the range of each column.
[[nodiscard]] std::string sensitivity(const store::RunRecord& record, const VerdictOptions& options);

/// The same for machines: targets, rows: [{ scenario, label, probabilities, joint, expected_met,
/// expected_reported }], lowest and highest by target.
[[nodiscard]] std::string sensitivity_json(const store::RunRecord& record);

}  // namespace prospect::report
