#pragma once
/// The figures of a history as a forecaster of some year saw them.

#include <span>

#include "model/program.hpp"

namespace prospect::analyse {

/// Figures up to a year, the rest of the history cut off.
[[nodiscard]] std::span<const model::Observation> known_figures(const model::History& history,
                                                                int last_year);

/// The figure of a year; nothing if none is printed.
[[nodiscard]] const model::Observation* figure_of(const model::History& history, int year);

/// A value in the history's unit on its link scale; infinite at and beyond what the link can take. For a
/// log-ratio, which takes another series too, the value itself.
[[nodiscard]] double to_link(const model::History& history, double value);

/// The step of the last printed digit, in the history's unit: 0.01 if the finest of the figures has two
/// decimals. At most 1, at least 1e-6.
[[nodiscard]] double printed_step(std::span<const model::Observation> figures);

}  // namespace prospect::analyse
