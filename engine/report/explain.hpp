#pragma once
/// What drives the misses of goals, in words and as tables.

#include <string>
#include <vector>

#include "analyse/answer.hpp"
#include "analyse/explain.hpp"
#include "model/program.hpp"
#include "report/options.hpp"

namespace prospect::report {

[[nodiscard]] std::string explain(const model::Program& program, const std::vector<analyse::Explained>& goals,
                                  const VerdictOptions& options);

/// Tables "goals" (a row a goal) and "drivers" (a row a goal and group); question and text are left empty.
[[nodiscard]] analyse::Answer explain_answer(const model::Program& program,
                                             const std::vector<analyse::Explained>& goals);

}  // namespace prospect::report
