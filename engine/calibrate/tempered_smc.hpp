#pragma once
/// Draws from a posterior over standard normal scores, by tempered sequential Monte Carlo.
///
/// Method    particles start from the prior N(0, I) and walk through targets prior * likelihood^t,
///           t from 0 to 1 (Del Moral, Doucet and Jasra 2006,
///           doi:10.1111/j.1467-9868.2006.00553.x). Each t is as far as the conditional effective
///           size allows (particle_weights.hpp); there particles are resampled systematically and
///           moved about a normal fitted to them (pcn_moves.hpp), with a step steered to an
///           acceptance of 0.3, until they have forgotten where they were (so Kantas, Beskos and
///           Jasra 2014, doi:10.1137/130930364) or the most moves are done. Impossible particles
///           are dropped first, at temperature 0.
/// Resampling at every temperature: moves make the particles draws from the target whatever their
///           weights, which are then noise. Carrying weights until half the effective size was
///           gone nearly doubled the variance of means in two of four trials, and took more moves.
/// Choices   larger rises and more moves: for a trend with unknown volatility (27 scores) shares
///           of 0.5 to 0.8 gave up to twice the draws of 0.9 for as many likelihoods.
/// Result    equally weighted particles, resampled and moved once the temperature is 1, and the log
///           evidence: the log of the prior mean of the likelihood.
/// Words     streams "smc.NAME.start.K" (path: particle, step 0), "smc.NAME.move" (pcn_moves.hpp)
///           and "smc.NAME.resample" (path: number of the temperature).
/// Honesty   if `correlation` of the last temperatures is near 1 the moves did not do; more of
///           them or more particles are needed, and `effective` is an upper bound.
/// Bits      a function of likelihood, dimension and options, `threads` apart.
/// Cost      a likelihood a particle, move and temperature; memory about 6 d x particles doubles.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "calibrate/likelihood.hpp"
#include "calibrate/swarm.hpp"

namespace prospect::calibrate {

struct SmcOptions {
  std::string name;              ///< of the fit; part of the address of every word
  std::uint64_t seed = 1;
  std::size_t particles = 4096;  ///< an even number of blocks of lanes, and more than 10 d
  int threads = 0;               ///< as many as the machine has, if not positive
  double ess_share = 0.7;        ///< conditional effective size a rise of temperature leaves
  int least_moves = 3, most_moves = 60;  ///< a temperature
  double forgotten = 0.3;  ///< the correlation with their beginning that ends a temperature's moves
  std::function<void()> watch;  ///< called before each move, if any; what it throws ends the fit
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
  double step = 0;          ///< of the last move, above 0, at most 1
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
