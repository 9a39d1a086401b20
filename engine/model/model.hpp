#pragma once
/// The door of `model`: from the files of a scenario to a program.

#include "model/expression.hpp"
#include "model/program.hpp"
#include "read/read.hpp"

namespace prospect::model {

/// Compiles the model of `inputs` under its scenario. `as_of` 0 takes the model's base year; an earlier
/// year hides every later figure, and what then has no figure is left out with the targets that need
/// it. Throws base::Rejected with every problem found. `inputs` may go away afterwards.
[[nodiscard]] Program compile(const read::Inputs& inputs, int as_of = 0);

/// The checked equations before compilation, for the audit and the tests. Throws base::Rejected.
[[nodiscard]] Equations equations(const read::Inputs& inputs, int as_of = 0);

/// Compiles checked equations. Expects them free of problems.
[[nodiscard]] Program compile(Equations equations);

}  // namespace prospect::model
