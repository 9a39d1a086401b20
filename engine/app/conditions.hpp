#pragma once
/// From the new figures of a scenario to the conditions its paths are held against, and what each figure
/// changes.

#include <vector>

#include "app/request.hpp"
#include "calibrate/estimate.hpp"
#include "read/files.hpp"
#include "simulate/plan.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

/// The error of a figure that gives none, over its indicator's sd in that year: it widens what is learned
/// by about 1 % (a normal sd s seen with an error of 0.15 s: the sd of the sum is 1.011 s).
inline constexpr double error_share = 0.15;
/// Most paths of each step that tells the figures apart.
inline constexpr std::uint64_t most_step_paths = 100'000;

/// The error of a figure: the one given, else the larger of its rounding and `error_share` of `sd`.
[[nodiscard]] double error_of(const model::ObservedFigure& figure, double sd);

/// Standard deviation of a sample; 0 of fewer than two.
[[nodiscard]] double sd_of(const std::vector<double>& sample);

/// Conditions of the figures that no state starts from, in the order of the program. Errors that are not
/// given come from the first chunk's paths, none of them turned down.
[[nodiscard]] std::vector<simulate::Condition> conditions_of(const model::Program& program,
                                                             const calibrate::Estimate& estimate,
                                                             std::uint64_t seed);

/// Throws base::Rejected, naming the figure that fewest paths agree with, if no path counts.
void reject_impossible(const model::Program& program, const summarise::Summary& summary);

/// Runs the scenario with none of the new figures, the first, the first two, ...; errors are those of
/// `plan`, which knows them all. `scenario` holds the result with all of them.
[[nodiscard]] summarise::Update update_of(const store::ScenarioRecord& scenario, const simulate::Plan& plan,
                                          const RunRequest& request, const read::FileSource& files);

}  // namespace prospect::app
