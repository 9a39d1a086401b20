#include "calibrate/predictive.hpp"

#include <cmath>

namespace prospect::calibrate {

std::vector<StudentT> predict_levels(const model::Family& family, const StateFit& fit,
                                     int years) {
  const TrendState& now = fit.trend.posterior;
  const double change_variance = family.drift_change[0] * family.drift_change[0];
  std::vector<StudentT> levels;
  double reach = 0;    // S_k
  double squares = 0;  // sum of S_k^2
  for (int h = 1; h <= years; ++h) {
    reach = 1 + family.damping[0] * reach;
    squares += reach * reach;
    const double carried = family.damping[0] * reach;
    const double variance = now.level_variance + 2 * carried * now.covariance +
                            carried * carried * now.drift_variance +
                            change_variance * squares + h;
    levels.push_back({fit.posterior.df, now.level + carried * now.drift,
                      fit.posterior.scale * std::sqrt(variance)});
  }
  return levels;
}

}  // namespace prospect::calibrate
