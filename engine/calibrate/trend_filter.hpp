#pragma once
/// What a short yearly series says of its drift: the Kalman filter of a damped local linear trend.
///
/// Model     on the link scale, in year t,
///             y_t = y_{t-1} + b_t + sigma eps_t
///             b_t = damping b_{t-1} + drift_change sigma eta_t,   eps, eta ~ N(0, 1) independent;
///           in the year of the first figure y is that figure and b ~ N(drift_mean, (drift_sd
///           sigma)^2): the drift before any movement has been seen. Figures carry no error here,
///           those marked as estimates included. Jumps, and other terms that a file adds to the
///           drift, are not part of this fit.
/// Scale     given the family's fixed ratios everything moves with sigma, so one pass with sigma 1
///           serves all sigma: each variance below is to be multiplied by sigma^2, no mean changes.
/// Gaps      a year without a figure is a step without an update; the innovation after a gap of g
///           years is the movement over all of them, with its larger variance.
/// Source    West and Harrison (1997), Bayesian Forecasting and Dynamic Models, sections 4.3, 4.5
///           and 7.2; Durbin and Koopman (2012), Time Series Analysis by State Space Methods,
///           sections 3.2 and 4.3, missing figures 4.10.
/// Cost      a few operations a year.

#include <span>
#include <vector>

#include "model/program.hpp"

namespace prospect::calibrate {

/// What a figure was beyond what the figures before it let expect.
struct Innovation {
  int year = 0;
  double error = 0;     ///< e_t, link scale
  double variance = 0;  ///< F_t: error ~ N(0, sigma^2 F_t), independent of the other innovations
};

/// What is known of level and drift in one year; variances over sigma^2.
struct TrendState {
  double level = 0;            ///< link scale; NaN if the series has no figure
  double drift = 0;            ///< link scale a year
  double level_variance = 0;   ///< 0 in a year with a figure
  double covariance = 0;
  double drift_variance = 0;
};

struct FilteredTrend {
  std::vector<Innovation> innovations;  ///< one a figure after the first
  double sum_of_squares = 0;            ///< of error^2 / variance: sigma^2 chi2 with n degrees
  TrendState prior;                     ///< in the base year, knowing the first figure only
  TrendState posterior;                 ///< in the base year, knowing all figures
};

/// Runs the filter to `base_year`, beyond the last figure if need be. Expects figures in order of
/// year, none after the base year. Without figures the drift of the base year has the prior itself.
[[nodiscard]] FilteredTrend filter_trend(const model::Family& family,
                                         std::span<const model::Observation> figures,
                                         int base_year);

}  // namespace prospect::calibrate
