#pragma once
/// Metropolis moves of all particles towards N(0, I) times the likelihood to a power.
///
/// Proposal  preconditioned Crank-Nicolson about the fitted N(m, L L'): in whitened scores
///           w' = sqrt(1 - b^2) w + b xi, xi ~ N(0, I). It leaves N(m, L L') as it is, so the
///           chance to accept holds the target over that density only: with temperature t,
///             log ratio = t (l' - l) + (|w'|^2 - |z'|^2)/2 - (|w|^2 - |z|^2)/2.
///           The step b is a uniform share, new for each particle and move, of one common step:
///           where the posterior is narrower, or its tail longer, than the fitted normal, only
///           small steps are accepted, and a common one large enough for most strands the others.
/// Halves    each half of the particles moves about the normal fitted to the other half. A particle
///           that had a say in its own reference would look likelier there than where it has not
///           been: d^2/2 fitted numbers over N particles in the log ratio. With 60 scores and
///           4096 particles the log evidence of a linear model came out 0.06 to 0.4 too low.
/// Words     move number k of particle p takes d normals, its coin and its share of the step from
///           one stream: path p, steps k s .. k s + d + 1, s the least even number above d + 1.
/// Source    Cotter, Roberts, Stuart and White (2013), doi:10.1214/13-STS421, section 4.2; about a
///           fitted normal: Rudolf and Sprungk (2018), doi:10.1007/s10208-016-9340-x.
/// Threads   blocks of lanes move side by side; a particle's way depends on nothing but its words.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "calibrate/gaussian_reference.hpp"
#include "calibrate/likelihood.hpp"
#include "calibrate/swarm.hpp"
#include "lanes/threefry.hpp"

namespace prospect::calibrate {

class PcnMoves {
 public:
  /// Starts from the reference N(0, I). Expects an even number of blocks of particles.
  PcnMoves(std::size_t dimension, std::size_t count, const lanes::Stream& stream, Team& team);
  ~PcnMoves();

  /// Fits the references to weighted particles.
  void fit(const Swarm& swarm, std::span<const double> weights);

  /// Takes the particles as they stand; how far they have moved counts from here.
  void begin(const Swarm& swarm);

  /// Moves all particles once with the common `step`, in (0, 1]; returns the share that accepted.
  /// Expects the particles of `begin`, changed by moves alone, and all of them possible.
  double move(Swarm& swarm, double temperature, double step);

  /// Returns the largest correlation, over whitened scores and the log likelihood, of where the
  /// particles are with where they were at `begin`.
  [[nodiscard]] double correlation(const Swarm& swarm) const;

 private:
  struct Desk;

  [[nodiscard]] const GaussianReference& reference(std::size_t first) const;
  void propose(std::size_t first, double step, Desk& desk) const;
  void weigh(const Swarm& swarm, std::size_t first, double temperature, Desk& desk) const;
  void settle(Swarm& swarm, std::size_t first, Desk& desk);

  lanes::Stream stream_;
  Team& team_;
  std::size_t words_;        ///< a move
  std::vector<Desk> desks_;  ///< one a thread
  /// What the first half of the particles moves about, and what the second.
  std::array<GaussianReference, 2> references_;
  std::vector<double> whitened_, start_, start_log_likelihood_;
  std::int64_t moves_ = 0;  ///< of all temperatures: part of the words' address
};

}  // namespace prospect::calibrate
