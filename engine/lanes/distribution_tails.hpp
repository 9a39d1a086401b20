#pragma once
/// Quantiles and quantile curves through Boost.Math; private to this room.
///
/// Contract  expects valid arguments; nothing throws, what overflows is infinite.

#include "lanes/distribution.hpp"

namespace prospect::lanes {

/// A place in a distribution: probability below, above, and its normal score.
struct TailPlace {
  double below, above, score;
};

/// Returns the quantile, worked out from the smaller of the two probabilities.
[[nodiscard]] double tail_quantile(const Distribution& distribution, const TailPlace& place);

/// log x of gamma(shape, 1) as a curve of the score.
[[nodiscard]] QuantileTable::Knot log_gamma_knot(double shape, double z);
/// logit x of beta(a, b) as a curve of the score.
[[nodiscard]] QuantileTable::Knot logit_beta_knot(double a, double b, double z);
/// log(x / z) of Student's t as a curve of the score; even in z.
[[nodiscard]] QuantileTable::Knot stretch_of_t_knot(double df, double z);

}  // namespace prospect::lanes
