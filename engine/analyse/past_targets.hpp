#pragma once
/// Targets of plans that are over, forecast from years before their end and resolved by the figure printed.
///
/// Rules, set before any score was seen
///   which      targets of a year up to the base year, tested in that year, whose indicator is the
///              series of a history in the same unit. The others are listed with the reason.
///   resolved   by the figure in use of that year, within the target's tolerance. No figure: listed.
///   forecast   at each origin before the target's year at which the series has two figures or more,
///              as the probability of a printed figure within the bounds. A bound at or beyond a bound
///              of the link is certain to be kept or missed.
///   baselines  see baselines.hpp; where a series is too short for one, that target is left out of
///              all comparisons with it.
/// Doubt    differences are resampled by target. A Brier difference under `telling_difference` on some
///          25 targets is no evidence of anything.
/// Joint    the number met is held against the law that treats targets as independent
///          (Poisson-binomial). Targets of one plan depend on each other, mostly for the better of all
///          or the worse of all: the true law is wider.

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analyse/scores.hpp"
#include "base/label.hpp"
#include "calibrate/mixture.hpp"
#include "model/program.hpp"

namespace prospect::analyse {

enum class TargetMethod { ours, constant, plan, extrapolation, drift_walk };
inline constexpr std::size_t target_method_count = 5;

inline constexpr double telling_difference = 0.05;

struct TargetForecast {
  std::size_t target = 0;   ///< index into PastTargets::resolved
  std::array<std::optional<double>, target_method_count> probability;  ///< in the order of TargetMethod
};

struct TargetScore {
  TargetMethod method = TargetMethod::ours;
  std::size_t targets = 0;
  double brier = 0;         ///< smaller is better
  double log_score = 0;     ///< larger is better
  double skill = 0;         ///< of ours against it, Brier, same targets
  Difference to_ours;       ///< Brier of ours less its own, same targets; below 0: ours is better
};

/// The number of targets met against the forecast of it.
struct MetCount {
  std::vector<double> law;  ///< of 0, 1, ... met
  double expected = 0;
  std::size_t low = 0, high = 0;   ///< 5 and 95 % of the law
  std::size_t met = 0;
  double pit = 0;
};

struct TargetRound {
  int origin = 0;
  std::vector<TargetForecast> forecasts;
  std::vector<TargetScore> scores;  ///< in the order of TargetMethod; without those that saw no target
  MetCount count;                   ///< of ours
};

struct ResolvedTarget {
  std::string code, series, unit;
  std::size_t in_program = 0;  ///< index into Program::targets
  base::Label label;
  int year = 0;
  double low = 0, high = 0;    ///< bounds of the figure, tolerance included; infinite if none
  double figure = 0;
  bool met = false;
};

struct UnresolvedTarget {
  std::string code;
  std::size_t in_program = 0;
  base::Label label, reason;
};

struct PastTargets {
  std::vector<ResolvedTarget> resolved;
  std::vector<UnresolvedTarget> unresolved;
  std::vector<TargetRound> rounds;  ///< one an origin
};

/// The law of ours of the figure of a history in a year, known up to an origin.
using LawOfFigure = std::function<calibrate::Mixture(std::size_t history, int origin, int year,
                                                     bool estimate)>;

/// Scores the targets of `program` at each origin.
[[nodiscard]] PastTargets past_targets(const model::Program& program,
                                       const std::vector<int>& origins, const LawOfFigure& law);

}  // namespace prospect::analyse
