#pragma once
/// Where a fitted state will stand, exactly: the closed form that simulations are held against.
///
/// Model     the trend of trend_filter.hpp and nothing else: no jumps, no other terms.
/// Result    the level y_{T+h} on the link scale is Student-t with the posterior's degrees of
///           freedom, for each h by itself; years are not independent.
/// Derivation  write d for damping, c for drift_change, T for the base year. Then
///             b_{T+k} = d^k b_T + c sigma sum_{j=1..k} d^(k-j) eta_j,  and with
///             S_k = 1 + d + ... + d^(k-1) = 1 + d S_{k-1}, exchanging the order of summation,
///             y_{T+h} = y_T + d S_h b_T + c sigma sum_{k=1..h} S_k eta_{h-k+1}
///                       + sigma sum_{k=1..h} eps_k.
///           All terms are normal given sigma, so with D = d S_h
///             mean            E y_T + D E b_T
///             variance/sigma^2  V_y + 2 D C + D^2 P + c^2 sum_{k=1..h} S_k^2 + h,
///           where V_y, C, P are variances and covariance of y_T, b_T over sigma^2 (V_y = C = 0 if
///           the base year has its figure). Mixing over sigma gives t (student_t.hpp).
/// Source    West and Harrison (1997), sections 4.4 and 7.2, for the forecast function and mixing.

#include <vector>

#include "calibrate/fit.hpp"
#include "calibrate/student_t.hpp"

namespace prospect::calibrate {

/// Returns the laws of the level 1 to `years` after the base year. `family` is the state's own.
/// Locations are NaN if the state has no figure.
[[nodiscard]] std::vector<StudentT> predict_levels(const model::Family& family,
                                                   const StateFit& fit, int years);

}  // namespace prospect::calibrate
