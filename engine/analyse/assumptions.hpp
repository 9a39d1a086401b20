#pragma once
/// How far a probability hangs on what is assumed: its law over draws of the assumptions.
///
/// Paths       `draws` assumption draws of `replicates` paths each: the paths of a draw share every parameter
///             (trends, volatilities, elasticities, uncertain levers) and differ in chance (events, shocks,
///             yearly noise). P(a) is the probability given draw a.
/// Noise       a share of `replicates` paths scatters about P(a) by chance alone. Its law over draws is taken
///             for a beta law whose mean and variance are those of P: the variance between draws less that of
///             replicates, by analysis of variance for shares (Kleinman 1973, doi:10.1080/01621459.1973.
///             10481346; unequal sizes, where paths are held against figures: Searle, Casella and McCulloch
///             1992, section 3.6). `low` and `high` are its 5 and 95 % quantiles. With no variance left P is
///             one number.
/// Bits        the same for any number of threads and lanes.

#include <cstdint>
#include <vector>

#include "analyse/goals.hpp"
#include "calibrate/estimate.hpp"
#include "simulate/inputs.hpp"
#include "simulate/plan.hpp"
#include "simulate/simulate.hpp"
#include "summarise/summary.hpp"

namespace prospect::analyse {

struct DrawCounts {
  std::uint64_t replicates = 1;
  std::vector<std::uint32_t> paths;               ///< [draw]: of its replicates, those that count
  std::vector<std::vector<std::uint32_t>> hits;   ///< [goal][draw]
  std::vector<std::vector<double>> parameters;    ///< [parameter][draw]; empty of those the code does not read
};

/// Runs `draws` x `replicates` paths; `replicates` must divide the paths of a chunk. Of `plan` seed, threads and
/// conditions are taken.
[[nodiscard]] DrawCounts count_draws(const model::Program& program, const calibrate::Estimate& estimate,
                                     const std::vector<Goal>& goals, const simulate::Plan& plan,
                                     std::uint64_t draws, std::uint64_t replicates);
[[nodiscard]] DrawCounts count_draws(simulate::Crew& crew, const std::vector<Goal>& goals,
                                     const simulate::Plan& plan, std::uint64_t draws, std::uint64_t replicates);

/// The beta law of a probability over draws; `a` and `b` are infinite where it is one number.
struct DrawLaw {
  double mean = 0, variance = 0;   ///< replicate noise taken out
  double a = 0, b = 0;

  [[nodiscard]] summarise::AssumptionRange range() const;
  /// What a draw with so many hits among its paths most likely stands for: the posterior mean of P(a).
  [[nodiscard]] double given(std::uint32_t hits, std::uint32_t paths) const;
};
[[nodiscard]] DrawLaw law_of(const std::vector<std::uint32_t>& hits, const std::vector<std::uint32_t>& paths);

/// Replicates of a draw in `add_assumption_ranges`, and how many draws go with a run of so many paths.
inline constexpr std::uint64_t range_replicates = 64;
[[nodiscard]] std::uint64_t range_draws(std::uint64_t paths);

/// Adds to a summary how far each of its probabilities hangs on assumptions.
void add_assumption_ranges(simulate::Crew& crew, const simulate::Plan& plan, summarise::Summary& summary);

}  // namespace prospect::analyse
