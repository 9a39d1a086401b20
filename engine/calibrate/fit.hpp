#pragma once
/// The door of the room: learns drift and volatility of each fitted state from its history.
///
/// Contract  exact, without iteration or draws: given the ratios of its family a state's posterior
///           is normal-inverse-gamma (trend_filter.hpp), once the family's volatility is pooled
///           (pool.hpp). With n innovations e_t of variance sigma^2 F_t and a pool (df, s),
///             sigma^2      ~ df' s'^2 / chi2_df',  df' = df + n,
///                            s'^2 = (df s^2 + sum e_t^2 / F_t) / df';
///             b_T | sigma  ~ N(m, sigma^2 P) in the base year T;
///             b_T          ~ Student-t with df', location m and scale s' sqrt(P).
/// Laws      in the order of the program's parameters: `given` and `lever` keep their priors; sigma
///           is inverse_chi(df', s'); drift is m + sqrt(P) sigma z, sigma drawn on the same path.
/// Prior     Learned compares like with like: the prior of a drift is that of the drift in the base
///           year, the file's N(drift_mean, (drift_sd sigma)^2) carried on from the first figure's
///           year without looking. It is the file's prior itself when damping is 1 and the drift
///           cannot change, or when the history is a single figure in the base year. sigma's prior
///           is the pool, which has seen the family's data.
/// Source    West and Harrison (1997), section 4.5; Durbin and Koopman (2012), section 4.10.

#include <vector>

#include "calibrate/estimate.hpp"
#include "calibrate/pool.hpp"
#include "calibrate/student_t.hpp"
#include "calibrate/trend_filter.hpp"

namespace prospect::calibrate {

/// The fit of one state, with what led to it.
struct StateFit {
  FilteredTrend trend;
  Volatility pool;        ///< before its own history
  Volatility posterior;   ///< after it

  /// Of the drift in the base year, link scale a year.
  [[nodiscard]] StudentT drift_prior() const;
  [[nodiscard]] StudentT drift_posterior() const;
};

/// Returns the posterior volatility of a state from the pool and its innovations. Expects degrees
/// of freedom above 0 in the end; the pool may be improper: df -1, scale 0 is Jeffreys' 1/sigma
/// next to a flat drift, which gives the classical t of n - 1.
[[nodiscard]] Volatility volatility_posterior(const Volatility& pool, const FilteredTrend& trend);

/// Returns the fits of `program.fitted`, in its order, for tests and the audit.
[[nodiscard]] std::vector<StateFit> fit_states(const model::Program& program);

/// Returns the laws of all parameters, and what there is to say of them.
[[nodiscard]] Estimate fit(const model::Program& program);

}  // namespace prospect::calibrate
