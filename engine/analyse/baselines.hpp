#pragma once
/// Forecasts that need no model, to be beaten by one that claims to know more.
///
/// Contract  all look at the figures up to the origin and at no others.

#include <optional>

#include "calibrate/mixture.hpp"
#include "model/program.hpp"

namespace prospect::analyse {

/// The share of its targets that the plan of 2016-2020 was reported to have met, 17 of 22. It is the
/// outcome itself: a forecast of that plan that no one could have made, hard to beat on purpose.
inline constexpr double share_reported_met = 0.77;
/// "The plan is right."
inline constexpr double plan_is_right = 0.95;
/// What an extrapolation that meets a target, and one that misses it, is taken to say.
inline constexpr double extrapolated_met = 0.9, extrapolated_missed = 0.1;

/// The figure of `year` on the straight line, in the series' own unit, that weighted least squares
/// lays through the figures; the k-th oldest weighs k^omega. Nothing with fewer than two figures.
/// As in progress assessments of the UN regional commissions (ESCAP 2018, Asia and the Pacific SDG
/// Progress Report, annex); recency weights: GBD 2017 SDG Collaborators (2018),
/// doi:10.1016/S0140-6736(18)32281-5.
[[nodiscard]] std::optional<double> extrapolated(const model::History& history, int origin, int year,
                                                 double omega = 1);

/// A random walk with its own mean movement, as a textbook has it: with N movements over n years, mean
/// m a year and residual sd s, the figure h years after the last is Student-t with N - 1 degrees of
/// freedom at the last one plus h m, scale s sqrt(h + h^2 / n). On the link scale. A movement over g
/// years counts as g. s is at least that of the rounding of two figures, step / sqrt 6: a history in
/// equal steps, as a plan draws it, would promise certainty. Nothing with fewer than three figures.
/// Box, Jenkins and Reinsel (2008), Time Series Analysis, section 5.2, with the doubt about the mean.
[[nodiscard]] std::optional<calibrate::Mixture> drift_walk(
    const model::History& history, int origin, int year);

}  // namespace prospect::analyse
