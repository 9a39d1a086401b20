#pragma once
/// The plain way to a posterior: draws from the prior, weighted by their likelihood.
///
/// Use      for a few scores and figures that leave the prior some room; a judge of samplers that
///          go further. The effective size tells when it no longer serves: standard errors are
///          those of as many independent draws.
/// Source   self-normalised importance sampling: Owen (2013), Monte Carlo theory, methods and
///          examples, chapter 9.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "calibrate/likelihood.hpp"
#include "calibrate/swarm.hpp"

namespace prospect::calibrate {

struct ImportanceOptions {
  std::string name;             ///< words are those of the streams "smc.NAME.prior.K"
  std::uint64_t seed = 1;
  std::size_t draws = 102400;   ///< whole blocks of lanes
  int threads = 0;              ///< as many as the machine has, if not positive
};

struct WeightedDraws {
  Swarm draws;
  std::vector<double> weights;   ///< sum to 1; all 0 if no draw is possible
  double effective_size = 0;     ///< 1 / sum W^2; 0 if no draw is possible
  double log_evidence = 0;       ///< -inf if no draw is possible
  std::vector<double> mean, sd;  ///< weighted, of each score; NaN if no draw is possible
};

[[nodiscard]] WeightedDraws importance_sample(std::size_t dimension, const LikelihoodMaker& make,
                                              const ImportanceOptions& options);

}  // namespace prospect::calibrate
