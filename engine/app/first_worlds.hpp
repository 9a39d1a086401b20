#pragma once
/// What levers and events are on the first paths of a case.

#include <vector>

#include "app/question.hpp"

namespace prospect::app {

/// Values of the paths of the first chunk: [variable][simulated year][path], in each variable's unit. `wanted` are
/// levers or events of the case. Throws base::Rejected if one is not part of this run.
[[nodiscard]] std::vector<std::vector<std::vector<double>>> first_worlds(const Questioned& about, const Case& one,
                                                                         const std::vector<model::VariableId>& wanted,
                                                                         int threads);

}  // namespace prospect::app
