#pragma once
/// The normal distribution N(m, C) fitted to particles, as C = L L' and whitened scores.
///
/// Whitened  w = L^-1 (z - m); all that is asked of particles is asked in w, where scales as
///           different as a parameter's and a well measured shock's are alike.
/// Shrinkage C = (1 - a) S + a C_before, a = d / (d + ESS), S the weighted covariance of the
///           particles and C_before the fit of the temperature before (the identity at first).
///           Neighbours agree on the size of every direction; 1 % of the identity alone would
///           drown a direction whose variance the figures have cut to 1/2500.
/// Bits      each sum is made by one thread in the order of the particles.

#include <cstddef>
#include <span>
#include <vector>

#include "calibrate/swarm.hpp"
#include "lanes/block.hpp"

namespace prospect::calibrate {

class GaussianReference {
 public:
  /// Starts as N(0, I).
  explicit GaussianReference(std::size_t dimension);

  /// Fits mean and covariance to the particles from `first` on that have a weight here. Stays as it
  /// is if all weights are 0.
  void fit(const Swarm& swarm, std::span<const double> weights, std::size_t first, int threads);

  /// Fills one block of `whitened`, laid out as the scores, with L^-1 (z - m).
  void whiten(const Swarm& swarm, std::size_t first, std::span<double> whitened) const;

  /// Fills rows 0 .. d-1 of `scores` with m + L w.
  void colour(const lanes::Rows& whitened, lanes::Rows& scores) const;

  [[nodiscard]] std::size_t dimension() const { return mean_.size(); }
  [[nodiscard]] std::span<const double> mean() const { return mean_; }
  /// d x d, lower triangle.
  [[nodiscard]] std::span<const double> factor() const { return factor_; }

 private:
  void factorise();

  std::vector<double> mean_, covariance_, factor_;
};

}  // namespace prospect::calibrate
