#pragma once
/// The sets of targets whose joint fate is counted: one a theme, then those of the model.

#include <vector>

#include "summarise/summary.hpp"

namespace prospect::summarise {

/// Returns the groups, nothing counted yet. `assessed` holds indices into Program::targets; groups
/// hold indices into `assessed`. Themes come in the order in which they first appear, in the words
/// of a small table (a theme that is not there keeps its name); joints follow in their own order,
/// less targets that are not assessed.
[[nodiscard]] std::vector<GroupCount> find_groups(const model::Program& program,
                                                  const std::vector<std::size_t>& assessed);

}  // namespace prospect::summarise
