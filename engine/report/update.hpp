#pragma once
/// New figures in the report of a run that starts from them, and what each of them changed.

#include <string>

#include "model/program.hpp"
#include "report/options.hpp"
#include "store/run_record.hpp"

namespace prospect::report {

/// "GRDP growth 2021: 5.5 %/year*", the mark if it is provisional.
[[nodiscard]] std::string observed_name(const store::ScenarioRecord& scenario, const std::string& series,
                                        int year, bool estimate, base::Language language);

/// The indicator whose history a series is: of several the first fitted one, else the first; none if no
/// indicator has it.
[[nodiscard]] const model::Variable* observed_variable(const model::Program& program,
                                                       const std::string& series);

/// The figures, how they are used and how many paths agree; empty without any.
[[nodiscard]] std::string observed_figures(const store::ScenarioRecord& scenario,
                                           const VerdictOptions& options);

/// Targets that moved by at least a point and the joints: before, after, and by figure; empty without
/// steps.
[[nodiscard]] std::string update_table(const store::ScenarioRecord& scenario, const VerdictOptions& options);

/// The same for machines (update_json.cpp); see `to_json`.
[[nodiscard]] std::string observed_array(const store::ScenarioRecord& scenario);
[[nodiscard]] std::string update_object(const store::ScenarioRecord& scenario);

}  // namespace prospect::report
