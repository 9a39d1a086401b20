#pragma once
/// What the printed figures of the past say of parameters that move through a model's own equations.
///
/// Method    the block's program (model/program.hpp, LearnBlock) is run through the years of history on
///           particles: a particle is one standard normal score for each parameter and for each random word
///           of each year, so the prior is N(0, I) whatever the distributions; tempered sequential
///           Monte Carlo (tempered_smc.hpp) draws from the posterior.
/// Likelihood  a printed figure is the simulated one plus a normal error of the sd the file states:
///           log L = sum over figures of -(x - figure)^2 / (2 error^2) - log(error sqrt(2 pi)).
/// Result    equally weighted draws of all that is learned, jointly; `effective` says how many independent
///           ones they are worth.
/// Bits      a function of block, seed and number of particles; threads change nothing.

#include <cstdint>
#include <string>
#include <vector>

#include "calibrate/described.hpp"
#include "calibrate/tempered_smc.hpp"
#include "model/program.hpp"

namespace prospect::calibrate {

inline constexpr std::size_t block_particles = 4096;

struct BlockPosterior {
  std::string block;
  std::string key;                          ///< of `key_of`: equal keys, equal draws
  std::size_t scores = 0;                   ///< dimension of a particle
  std::size_t figures = 0;
  std::vector<std::string> names;           ///< of what is learned
  std::vector<std::vector<double>> draws;   ///< [name][particle]
  std::vector<Described> prior;             ///< [name], from draws of the block's prior
  double effective = 0;                     ///< least over the scores: independent draws these are worth
  double log_evidence = 0;
  bool impossible = false;                  ///< no draw from the prior comes near the figures; no draws
};

/// Says what a posterior of `block_particles` depends on, as a SHA-256 (64 hexadecimal digits): the block's compiled
/// program with every number in it, its figures, the names of what is learned, the seed, the sampler's settings. The
/// same program of ours draws the same bits for equal keys, on machines of one class.
[[nodiscard]] std::string key_of(const model::LearnBlock& block, const model::Program& user,
                                 std::uint64_t seed);

/// Draws the posterior of a block. `user` names what is learned. `watch`, if any, is called many times a second; what
/// it throws ends the fit.
[[nodiscard]] BlockPosterior learn(const model::LearnBlock& block, const model::Program& user,
                                   std::uint64_t seed, int threads,
                                   std::size_t particles = block_particles,
                                   const std::function<void()>& watch = {});

/// The block as a likelihood over scores, for the oracle of the tests.
struct BlockScores {
  std::size_t dimension = 0;
  LikelihoodMaker make;
};
[[nodiscard]] BlockScores scores_of(const model::LearnBlock& block);

}  // namespace prospect::calibrate
