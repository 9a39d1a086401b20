#pragma once
/// Draws from a posterior over standard normal scores, by tempered sequential Monte Carlo.
///
/// Method    particles start from the prior N(0, I) and walk through targets prior * likelihood^t,
///           t from 0 to 1 (Del Moral, Doucet and Jasra 2006, doi:10.1111/j.1467-9868.2006.00553.x).
///           Each t is as far as the conditional effective size allows (particle_weights.hpp);
///           after it, Metropolis moves about a normal fitted to the particles (pcn_moves.hpp),
///           their step steered to an acceptance of 0.3, until the particles have forgotten where
///           they were (so Kantas, Beskos and Jasra 2014, doi:10.1137/130930364) or the most moves
///           are done. Impossible particles are dropped first, at temperature 0.
/// Result    equally weighted particles, resampled systematically and moved once the temperature
///           is 1, and the log evidence: the log of the prior mean of the likelihood.
/// Bits      a function of likelihood, dimension and options, `threads` apart.
/// Cost      a likelihood a particle, move and temperature; memory about 4 d x particles doubles.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "calibrate/likelihood.hpp"
#include "calibrate/swarm.hpp"

namespace prospect::calibrate {

struct SmcOptions {
  std::string name;              ///< of the fit; part of the address of every word
  std::uint64_t seed = 1;
  std::size_t particles = 4096;  ///< whole blocks of lanes
  int threads = 0;               ///< as many as the machine has, if not positive
  double ess_share = 0.9;        ///< conditional effective size a rise of temperature may leave
  double resample_share = 0.5;
  int least_moves = 3, most_moves = 30;  ///< a temperature
  double forgotten = 0.1;        ///< correlation with the start of a temperature that ends its moves
};

enum class SmcStatus {
  done,
  impossible,  ///< no draw from the prior has a likelihood above 0
};

/// One temperature.
struct SmcStep {
  double temperature = 0;
  double ess = 0;           ///< of the weights, before resampling
  int moves = 0;
  double acceptance = 0;    ///< mean share over the moves
  double step = 0;          ///< of the last move, 0 to 1
  double correlation = 0;   ///< largest, of the particles with where the moves began
};

struct Posterior {
  SmcStatus status = SmcStatus::done;
  Swarm particles;               ///< equally weighted; without count if impossible
  double log_evidence = 0;       ///< -inf if impossible
  std::vector<SmcStep> steps;
  std::size_t ancestors = 0;     ///< draws from the prior that still have descendants
  std::size_t distinct = 0;      ///< different particles
  /// Per score: independent draws that would estimate its mean as well (effective_draws). Measured
  /// on descendants, so it is itself known to about sqrt(2 / ancestors) of its value.
  std::vector<double> effective;
};

/// Samples the posterior of `dimension` scores.
[[nodiscard]] Posterior sample_posterior(std::size_t dimension, const LikelihoodMaker& make,
                                         const SmcOptions& options);

}  // namespace prospect::calibrate
