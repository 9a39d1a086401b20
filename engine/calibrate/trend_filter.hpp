#pragma once
/// What a short yearly series says of its level and drift: the Kalman filter of a damped local linear
/// trend whose level may break, seen through figures of which some are estimates.
///
/// Model     on the link scale, in year t,
///             y_t = y_{t-1} + b_t + sigma eps_t + j_t
///             b_t = damping b_{t-1} + drift_change sigma eta_t,   eps, eta ~ N(0, 1) independent;
///             j_t = break_size sigma zeta_t in the years of breaks, else 0; zeta ~ N(0, 1).
///           A figure is y_t; one marked as an estimate is y_t + estimate_error sigma nu_t. In the year
///           of the first figure y is that figure, an estimate up to its error, and b ~ N(drift_mean,
///           (drift_sd sigma)^2): the drift before any movement has been seen. Other terms that a
///           file adds to the drift are not part of this fit.
/// Scale     given the rule and the years of breaks everything moves with sigma, so one pass with sigma
///           1 serves all sigma: each variance below is to be multiplied by sigma^2, no mean changes.
/// Gaps      a year without a figure is a step without an update; the innovation after a gap of g
///           years is the movement over all of them, with its larger variance.
/// Source    West and Harrison (1997), Bayesian Forecasting and Dynamic Models, sections 4.3, 4.5
///           and 7.2; Durbin and Koopman (2012), Time Series Analysis by State Space Methods,
///           sections 3.2 and 4.3, missing figures 4.10.
/// Cost      a few operations a year.

#include <span>

#include "model/program.hpp"

namespace prospect::calibrate {

/// One rule of movement: what a family fixes or averages over.
struct Rule {
  double damping = 0.8, drift_change = 1, drift_sd = 2, estimate_error = 0, drift_mean = 0;
  double break_size = 5;
};

/// What is known of level and drift in one year; variances over sigma^2.
struct TrendState {
  double level = 0;            ///< link scale; NaN if the series has no figure
  double drift = 0;            ///< link scale a year
  double level_variance = 0;   ///< 0 in a year with a figure that is no estimate
  double covariance = 0;
  double drift_variance = 0;
};

struct FilteredTrend {
  int innovations = 0;           ///< figures after the first
  double sum_of_squares = 0;     ///< of error^2 / variance: sigma^2 chi2 with as many degrees
  double log_variances = 0;      ///< sum of the logarithms of the innovations' variances over sigma^2
  TrendState state;              ///< in the last year, knowing all figures
};

/// Runs the filter to `year`, beyond the last figure if need be. Expects figures in order of year, none
/// later, and years of breaks in order. Without figures the drift has its prior.
[[nodiscard]] FilteredTrend filter_trend(const Rule& rule, std::span<const model::Observation> figures,
                                         int year, std::span<const int> breaks = {});

}  // namespace prospect::calibrate
