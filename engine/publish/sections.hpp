#pragma once
/// The sections of a report, each from the record; an empty one (no blocks) is left out.

#include <optional>

#include "publish/document.hpp"
#include "publish/parts.hpp"

namespace prospect::publish {

/// The first screen: what is said of the plan, the headline indicators, the list of all targets.
[[nodiscard]] Section verdict_section(const View& view);
/// Scenarios side by side, and their differences on the same worlds.
[[nodiscard]] Section scenarios_section(const View& view);
/// How many targets are met, and what is missed together.
[[nodiscard]] Section together_section(const View& view);
/// What drives the misses, and in which worlds they lie.
[[nodiscard]] Section drivers_section(const View& view);
/// What a target asks for each year, beside what was and what is expected; what a lever would have to be.
[[nodiscard]] Section rates_section(const View& view);
/// Probabilities over settings of levers, where the record has sweeps.
[[nodiscard]] Section sweep_section(const View& view);
/// All their points, for data formats.
[[nodiscard]] Section sweep_points_section(const View& view);
/// How such forecasts were in past years.
[[nodiscard]] Section record_section(const View& view);
/// Where the source contradicts itself.
[[nodiscard]] Section audit_section(const View& view);
/// The equations.
[[nodiscard]] Section model_section(const View& view);
/// Parameters with their priors and sources, settings of scenarios.
[[nodiscard]] Section assumptions_section(const View& view);
/// Targets that are not assessed, and why.
[[nodiscard]] Section omitted_section(const View& view);
/// How to read it.
[[nodiscard]] Section reading_section(const View& view);
/// Every indicator in every year, for data formats.
[[nodiscard]] Section quantiles_section(const View& view);
/// Where it comes from: file, seed, inputs and their digests.
[[nodiscard]] Section origin_section(const View& view);

/// The fan of an indicator with its past and the line of a target (fans.cpp).
struct FanRequest {
  std::string id, title, description;
  const store::ScenarioRecord* scenario = nullptr;
  std::size_t indicator = 0;               ///< index into Summary::indicators
  const model::Target* target = nullptr;   ///< none: no line
  std::optional<std::size_t> line{};       ///< index into Summary::indicators whose median is the line instead
};
[[nodiscard]] Chart fan(const View& view, const FanRequest& request);
/// Codes of the headline targets: those the model names charts for, else those of its first joint, three at most, else
/// the first three.
[[nodiscard]] std::vector<std::string> headline_codes(const model::Program& program, const model::Display& display);
/// Their charts.
[[nodiscard]] std::vector<Chart> headline_fans(const View& view);
/// Rows of the summary that count the headline targets, in the order of the charts.
[[nodiscard]] std::vector<std::size_t> headline_targets(const View& view);

}  // namespace prospect::publish
