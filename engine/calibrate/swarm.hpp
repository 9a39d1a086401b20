#pragma once
/// Particles: points of standard normal scores with their log likelihood.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "calibrate/likelihood.hpp"

namespace prospect::calibrate {

struct Swarm {
  std::size_t dimension = 0, count = 0;
  std::vector<double> scores;          ///< [dimension][count]
  std::vector<double> log_likelihood;  ///< [count]

  /// All particles' values of one score.
  [[nodiscard]] std::span<const double> row(std::size_t score) const {
    return std::span(scores).subspan(score * count, count);
  }
};

/// Draws `count` particles from N(0, I), whole blocks of lanes, and evaluates them. Score k of
/// particle p comes from the stream PREFIX.k, path p, step 0.
[[nodiscard]] Swarm draw_prior(std::size_t dimension, std::size_t count, std::uint64_t seed,
                               const std::string& prefix, Team& team);

}  // namespace prospect::calibrate
