#pragma once
/// Runs the pilot and the plan of one scenario into its summary.

#include "app/kept_paths.hpp"
#include "calibrate/estimate.hpp"
#include "simulate/plan.hpp"
#include "summarise/summary.hpp"

namespace prospect::app {

/// The pilot is the first chunk; where paths are held against figures, as many chunks of the plan as
/// bring enough paths that count, up to a limit. `kept`, where given, takes the blocks too.
[[nodiscard]] summarise::Summary simulate_scenario(const model::Program& program,
                                                   const calibrate::Estimate& estimate,
                                                   const simulate::Plan& plan,
                                                   KeptPathsReceiver* kept = nullptr);

/// The same without a pilot: counts are those of `simulate_scenario`, quantiles are of no use.
[[nodiscard]] summarise::Summary simulate_counts(const model::Program& program,
                                                 const calibrate::Estimate& estimate,
                                                 const simulate::Plan& plan);

}  // namespace prospect::app
