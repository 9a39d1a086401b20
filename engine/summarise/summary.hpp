#pragma once
/// What a run of one scenario says, as plain tables. Complete when built; counts are integers.

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "model/program.hpp"

namespace prospect::summarise {

/// Levels of the fan.
inline constexpr std::array<double, 7> quantile_levels = {0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};

/// One indicator in one simulated year, in the indicator's unit.
struct Spread {
  double mean = 0, sd = 0, minimum = 0, maximum = 0;
  std::array<double, quantile_levels.size()> quantiles{};
  double quantile_error = 0;   ///< no quantile is further than this from the exact order statistic
};

/// How far a probability hangs on what is assumed: 5 and 95 % quantiles and sd of the probability given the
/// assumptions, over draws of them; chance is taken out. NaN where it was not asked.
struct AssumptionRange {
  double low = std::numeric_limits<double>::quiet_NaN(), high = low, sd = low;
};

/// One assessed target.
struct TargetCount {
  std::size_t target = 0;           ///< index into Program::targets
  std::uint64_t hits = 0;           ///< sound paths that meet it
  /// Sound paths on which the figure as it will be reported meets it; none if it is not declared.
  std::optional<std::uint64_t> reported_hits;
  double shortfall = 0;             ///< mean distance to the target over the paths that miss it; NaN if none do
  std::uint64_t only_miss = 0;      ///< paths on which it alone is missed
  /// Paths on which the tested figure first meets the target in that year (tests `at` and `ever`: the
  /// level of each year against the target), one entry a simulated year; empty for other tests.
  std::vector<std::uint64_t> first_met;
  Spread figure;                    ///< of the tested figure itself (the mean or sum over years, ...)
  AssumptionRange assumptions{};
};

struct GroupCount {
  std::string name;                 ///< a theme, or a joint of the model
  base::Label label;
  std::vector<std::size_t> targets; ///< indices into Summary::targets
  std::uint64_t all_met = 0;
  AssumptionRange assumptions{};
};

/// Failed draws of one kind.
struct FaultCount {
  std::string variable;
  int year = 0;
  std::string fault;                ///< "not finite" or "outside limits"
  std::uint64_t paths = 0;
  std::uint64_t first_path = 0;     ///< the lowest path number it happened on, for replay
};

/// An observed figure that paths are held against, and how many agree with it.
struct ObservedCount {
  std::string series;
  int year = 0;
  double value = 0, error = 0;      ///< in the unit of its indicator
  bool estimate = false;            ///< provisional
  bool fitted = false;              ///< its state starts from it: no path is held against it, error is NaN
  std::uint64_t agreeing = 0;       ///< of the paths simulated, by this figure alone
};

/// What one of the independent scramblings of a run of Sobol' points counts.
struct ScramblingCount {
  std::uint64_t paths = 0;                     ///< that count
  std::vector<std::uint64_t> hits;             ///< by assessed target
  std::vector<std::uint64_t> reported_hits;    ///< by assessed target; 0 where it is not declared
  std::vector<std::uint64_t> groups;           ///< paths that meet all of a group
  std::vector<std::uint64_t> met_count;        ///< [k]: paths that meet exactly k targets
};

struct Summary {
  std::uint64_t seed = 0, first_path = 0;
  std::uint64_t paths = 0;                     ///< that count: all counts below are of these
  std::uint64_t simulated = 0;                 ///< of which those count that agree with the observed figures
  std::uint64_t failed = 0;                    ///< paths with a fault; they count as misses everywhere
  std::vector<FaultCount> faults;
  std::vector<model::VariableId> indicators;
  std::vector<int> years;                      ///< simulated years
  std::vector<std::vector<Spread>> spreads;    ///< [indicator][year], over sound paths
  std::vector<TargetCount> targets;            ///< assessed ones
  std::vector<std::uint64_t> met_count;        ///< [k]: paths that meet exactly k targets, k = 0..targets
  std::vector<std::uint64_t> both_missed;      ///< [i * targets + j], symmetric; the diagonal counts misses of i
  std::uint64_t all_met = 0;
  AssumptionRange all_assumptions{};
  std::vector<GroupCount> groups;
  std::vector<ObservedCount> observed;         ///< in the order of the program
  std::vector<ScramblingCount> scramblings;    ///< the counts above, split; none for plain paths
  /// Of scrambled Sobol' points: words of a path that are coordinates, and those for which none was left.
  std::uint64_t coordinates = 0, plain_words = 0;
};

}  // namespace prospect::summarise
