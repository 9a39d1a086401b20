#pragma once
/// A program in two: what hangs on some of its parameters, and the rest, which is the same whatever they are.
///
/// Why       many settings of a few levers on the same worlds: the rest is run once, the first part for each setting.
/// Rows      both have the rows of one numbering. What the moving part reads of the fixed one lies in path and kept
///           rows with all their years, which it never writes: its evaluator reads them where the fixed one's has them.
/// Contract  every row that either part writes has the bits it has in the whole program.

#include <vector>

#include "model/program.hpp"

namespace prospect::model {

struct SplitProgram {
  Program fixed;    ///< indicators are those that hang on none of the parameters
  Program moving;   ///< indicators are the others
};

[[nodiscard]] SplitProgram split(Program program, const std::vector<ParameterId>& moved);

}  // namespace prospect::model
