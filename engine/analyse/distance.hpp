#pragma once
/// The smallest joint shift of the assumptions that turns a verdict.
///
/// Law        draws a of the assumptions weigh w_a proportional to n_a exp(t P(a)), n_a their paths and P(a) the
///            probability given the draw (assumptions.hpp). Of all laws of the assumptions under which the
///            goal's probability is the one wanted, this is the one nearest to what the history and the priors
///            say: its Kullback-Leibler divergence is least (Csiszár 1975, doi:10.1214/aop/1176996454; Glasserman
///            and Xu 2014, "Robust risk measurement and model risk"). It holds for any dependence between
///            assumptions, and moves what drives the goal and what goes with it.
/// Distance   sqrt(2 divergence): a normal assumption moved by d standard deviations is at distance d.
/// Limit      as far as `least_draws` draws' worth of weight goes; what needs more is told as out of reach.
/// Shifts     of the mean of each assumption, in its unit and in its standard deviations. One that does not
///            stand out of the draws' noise by `least_errors` standard errors is left out.

#include <optional>
#include <string>
#include <vector>

#include "analyse/assumptions.hpp"

namespace prospect::analyse {

inline constexpr double least_draws = 40;
inline constexpr double least_errors = 3;
/// Draws and replicates that a distance rests on.
inline constexpr std::uint64_t distance_draws = 8192, distance_replicates = 32;

struct Shift {
  model::ParameterId parameter{};
  double before = 0, after = 0;     ///< means, in the parameter's unit
  double low = 0, high = 0;         ///< 5 and 95 % quantiles before
  double sds = 0;                   ///< (after - before) over the sd before
};

struct Distance {
  double now = 0;                   ///< the probability as it is
  double wanted = 0;                ///< the one it is to turn to
  double reached = 0;               ///< under the shift; short of `wanted` where that is out of reach
  double distance = 0;              ///< of the shift, in standard deviations
  double draws = 0;                 ///< effective ones behind it (Kish)
  bool out_of_reach = false;
  std::vector<Shift> shifts;        ///< largest first, in standard deviations
};

/// The shift that turns the probability of goal `goal` to `wanted`, a share inside (0, 1); nothing where the
/// assumptions do not matter: the probability is the same under all of them.
[[nodiscard]] std::optional<Distance> distance_to(const DrawCounts& counts, std::size_t goal, double wanted);

}  // namespace prospect::analyse
