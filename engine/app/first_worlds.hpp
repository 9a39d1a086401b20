#pragma once
/// What levers and events are on the first paths of a scenario.

#include <cstdint>
#include <vector>

#include "calibrate/estimate.hpp"
#include "model/expression.hpp"

namespace prospect::app {

/// Values of the paths of the first chunk: [variable][simulated year][path], in each variable's unit. `wanted` are
/// levers or events; the estimate is of the program of these equations. Throws base::Rejected if one is not part of
/// this run.
[[nodiscard]] std::vector<std::vector<std::vector<double>>> first_worlds(model::Equations equations,
                                                                         const calibrate::Estimate& estimate,
                                                                         std::uint64_t seed,
                                                                         const std::vector<model::VariableId>& wanted,
                                                                         int threads);

}  // namespace prospect::app
