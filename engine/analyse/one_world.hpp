#pragma once
/// One world looked at closely: which one stands for many, and what pushed it where it went.
///
/// Typical   of the first paths that share a fate the one nearest to their middle: least sum over the tested
///           figures of |figure - median| over the median of that distance, the goal's own figures counted as
///           heavily as all others together.
/// Pushed    by how much an input moved the figure: what it came to, less what it would have come to with this
///           input alone at its median in every year (an event: had it not happened), all else as it was. Inputs
///           work on each other, so that pushes need not add up.

#include <cstdint>
#include <optional>
#include <vector>

#include "analyse/goals.hpp"
#include "calibrate/estimate.hpp"
#include "simulate/inputs.hpp"
#include "simulate/plan.hpp"

namespace prospect::analyse {

/// Paths looked through for a typical one.
inline constexpr std::uint64_t typical_paths = 8192;

/// The number of the typical path that meets, or misses, the goal; nothing if none of the first does. Of `plan`
/// seed, words and conditions are taken.
[[nodiscard]] std::optional<std::uint64_t> typical_world(const model::Program& program,
                                                         const calibrate::Estimate& estimate, const Goal& goal,
                                                         bool met, const simulate::Plan& plan);

struct Push {
  simulate::Input input;
  double without = 0;                ///< the figure with this input at its median
};

/// What pushed the tested figure of a target on a path: inputs that moved it, largest push first. Inputs that
/// leave it as it is, or make it no number, are left out.
[[nodiscard]] std::vector<Push> pushes(const model::Program& program, const calibrate::Estimate& estimate,
                                       std::size_t target, std::uint64_t world, std::uint64_t seed,
                                       const simulate::WordsFactory& words = simulate::plain_words());

}  // namespace prospect::analyse
