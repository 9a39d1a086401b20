#pragma once
/// The part of a program that some of its variables need: a question about one target runs nothing else.
///
/// Contract  the values of what is kept are the same bits as those of the whole program: a draw is addressed
///           by the name of its stream, so what is left out moves nothing.

#include <vector>

#include "model/program.hpp"

namespace prospect::model {

/// `program` without the instructions that no variable of `wanted` needs. Variables left out are no
/// indicators any more; targets, parameters and streams keep their places. Expects kept rows of `wanted`.
[[nodiscard]] Program only(const Program& program, const std::vector<VariableId>& wanted);

/// The same of rows: path and kept ones, whichever year. Variables keep their standing.
[[nodiscard]] Program only_rows(const Program& program, const std::vector<Operand>& wanted);

/// Which parameters, and which streams, the code of a program reads.
[[nodiscard]] std::vector<bool> parameters_in_use(const Program& program);
[[nodiscard]] std::vector<bool> streams_in_use(const Program& program);

}  // namespace prospect::model
