#pragma once
/// The door of the room: learns what the histories of a program say of its parameters.
///
/// Contract  exact, without draws: level, drift and volatility of each fitted state, averaged over the
///           rules of its family (family_posterior.hpp). By draws: the parameters of learned blocks
///           (block_posterior.hpp). Parameters that are given keep their priors.
/// Years     level and drift are those of the base year; of a state with new figures after it, of the
///           last one's year.
/// Prior     Learned compares like with like: the prior of a drift or a volatility is what the family
///           says before any movement has been seen, carried to the base year from the first figure.
///           A level has no prior: its first figure is where the history starts.

#include <cstdint>
#include <functional>
#include <vector>

#include "calibrate/estimate.hpp"
#include "calibrate/kept_posteriors.hpp"

namespace prospect::calibrate {

struct FitOptions {
  std::uint64_t seed = 2020;          ///< of the particles
  int threads = 1;
  /// The fit of another scenario, if any: what has the same keys and figures is taken over.
  const Estimate* before = nullptr;
  /// Posteriors of learned blocks that were kept, if any: the same bits as drawing them again.
  KeptPosteriors* kept = nullptr;
  /// Called many times a second while learned blocks are drawn, if any; what it throws ends the fit.
  std::function<void()> watch = {};
};

/// Returns the laws of all parameters, and what there is to say of them.
[[nodiscard]] Estimate fit(const model::Program& program, const FitOptions& options = {});

/// The program as if only the first figure of each history had been printed: what it simulates is the
/// prior predictive.
[[nodiscard]] model::Program before_the_figures(const model::Program& program);

/// Members of a family, by index into the program's histories.
[[nodiscard]] std::vector<const model::History*> members_of(const model::Program& program,
                                                            const std::string& family);

}  // namespace prospect::calibrate
