#pragma once
/// What makes the difference between two scenarios: points of risk for each setting that differs.
///
/// Shares    Shapley values of the game whose players are the settings and whose value is the risk of a miss
///           with those settings taken from the second scenario, the others from the first (Shapley 1953).
///           They add up to the difference. Exact over all 2^n mixtures for up to 6 settings; above over 8
///           random orders and the same backwards (Castro, Gomez and Tejada 2009,
///           doi:10.1016/j.cor.2008.04.004).
/// Worlds    the same for every mixture, so that what no setting touches cancels. Intervals: 95 %, Student's t
///           over batches of 256 paths; of the paths only, not of the orders.

#include <cstdint>
#include <functional>
#include <vector>

#include "analyse/goals.hpp"
#include "calibrate/estimate.hpp"
#include "model/program.hpp"
#include "simulate/plan.hpp"
#include "summarise/interval.hpp"

namespace prospect::analyse {

/// Misses of each goal in each batch of paths: [goal][batch].
using Misses = std::vector<std::vector<std::uint32_t>>;

/// Runs the paths of a plan, of a program cut to the goals.
[[nodiscard]] Misses count_misses(const model::Program& program, const calibrate::Estimate& estimate,
                                  const std::vector<Goal>& goals, const simulate::Plan& plan);

/// Which settings are taken from the second scenario.
using Mixture = std::vector<bool>;

/// The mixtures that `share_gap` will ask for, each once, none and all first.
[[nodiscard]] std::vector<Mixture> mixtures_of(std::size_t settings, std::uint64_t seed);

struct GapPart {
  double points = 0, low = 0, high = 0;   ///< of risk: 0.01 is one point
};

/// The gap of one goal.
struct Gap {
  std::uint64_t first_missed = 0, second_missed = 0, paths = 0;
  std::vector<GapPart> parts;   ///< a setting
  GapPart rest;                 ///< what no mixture of settings explains; usually 0
};

inline constexpr std::size_t most_exact_settings = 6;
inline constexpr std::size_t sampled_orders = 16;

/// `of` gives the misses of each of `mixtures_of`, `first` and `second` those of the scenarios themselves.
[[nodiscard]] std::vector<Gap> share_gap(std::size_t settings, std::uint64_t seed, std::uint64_t paths,
                                         const std::vector<Misses>& of, const Misses& first,
                                         const Misses& second);

}  // namespace prospect::analyse
