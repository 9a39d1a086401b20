#include "calibrate/importance_sample.hpp"

#include "calibrate/particle_weights.hpp"

#include <cmath>
#include <limits>
#include <string>

namespace prospect::calibrate {
namespace {

/// Appends weighted mean and standard deviation of one score.
void add_moments(std::span<const double> values, std::span<const double> weights,
                 WeightedDraws& result) {
  double mean = 0, variance = 0;
  for (std::size_t p = 0; p < values.size(); ++p) mean += weights[p] * values[p];
  for (std::size_t p = 0; p < values.size(); ++p) {
    variance += weights[p] * (values[p] - mean) * (values[p] - mean);
  }
  result.mean.push_back(mean);
  result.sd.push_back(std::sqrt(variance));
}

}  // namespace

WeightedDraws importance_sample(std::size_t dimension, const LikelihoodMaker& make,
                                const ImportanceOptions& options) {
  Team team(make, options.threads);
  WeightedDraws result;
  const std::string prefix = "smc." + options.name + ".prior";
  result.draws = draw_prior(dimension, options.draws, options.seed, prefix, team);
  const double possible = drop_impossible(result.draws.log_likelihood, result.weights);
  if (possible == 0) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    result.log_evidence = -std::numeric_limits<double>::infinity();
    result.mean.assign(dimension, nan);
    result.sd.assign(dimension, nan);
    return result;
  }
  result.log_evidence =
      std::log(possible) + reweight(result.weights, result.draws.log_likelihood, 1);
  result.effective_size = effective_size(result.weights);
  for (std::size_t k = 0; k < dimension; ++k) {
    add_moments(result.draws.row(k), result.weights, result);
  }
  return result;
}

}  // namespace prospect::calibrate
