#pragma once
/// The track record: how the fit would have done in years that are past, next to simpler rules.
///
/// Contract  a forecast made at an origin knows the figures up to that year; figures after it decide
///           nothing but outcomes (tested). Which series form a family, and its priors, were settled
///           with all figures in view; and figures are those of the last report, not as first printed.
///           So the record is a little too kind.
/// Methods   `ours` is the fit as the file has it, or with `rules` laid on. The rungs are the same fit
///           held to one simple rule each, estimates taken as exact. `drift_walk`: baselines.hpp.
/// Cases     one for each history with two figures or more up to the origin, at each origin, and each
///           later year with a figure. Cases of one series share its luck: differences are resampled
///           by series (scores.hpp).
/// Scale     log scores and CRPS are on the link scale. Before CRPS or distances of several series are
///           pooled each is divided by half the width of the random walk's 50 % interval, which is
///           known before the outcome, so that the pooled score stays proper.
/// Targets   past_targets.hpp.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "analyse/past_targets.hpp"
#include "analyse/scores.hpp"
#include "base/label.hpp"
#include "model/program.hpp"

namespace prospect::analyse {

enum class Method { ours, random_walk, own_mean, damped, drift_walk };
inline constexpr std::size_t method_count = 5;

/// One key of every family set otherwise for `ours`.
struct Rule {
  std::string key;
  std::vector<double> values;  ///< one for each rule that is averaged over
};

/// Keys a rule may set.
[[nodiscard]] const std::vector<std::string>& rule_keys();

/// Lays a rule on a family. Expects a key of `rule_keys` and as many values as the key takes: one or
/// more for a list, one for a number.
void lay_on(const Rule& rule, model::Family& family);

/// Whether a rule key takes a list.
[[nodiscard]] bool takes_list(const std::string& rule_key);

struct TrackOptions {
  std::vector<int> origins;  ///< last years known; the three before the base year if empty
  std::vector<Rule> rules;
  int threads = 0;           ///< 0: as many as the machine has
};

/// How one method saw one figure; link scale.
struct Forecast {
  double low = 0, median = 0, high = 0;  ///< 5, 50 and 95 %
  double log_density = 0;                ///< at the outcome
  double pit = 0;                        ///< probability of less than the outcome
  double crps = 0;
};

/// One figure, forecast at one origin.
struct Case {
  std::size_t series = 0;  ///< index into TrackRecord::series
  int origin = 0, year = 0;
  bool estimate = false;   ///< the figure is an estimate
  double value = 0;        ///< the outcome in the series' unit
  double linked = 0;       ///< and on the link scale
  double scale = 1;        ///< half the width of the random walk's 50 % interval
  std::array<std::optional<Forecast>, method_count> by;  ///< in the order of Method
};

/// Scores of one method over the cases it could forecast.
struct MethodScore {
  Method method = Method::ours;
  std::size_t cases = 0, series = 0;
  double log_score = 0;            ///< mean log density; larger is better
  Difference to_ours;              ///< log score less that of ours, same cases; below 0: ours is better
  double crps = 0;                 ///< over that of the random walk, same cases; below 1 is better
  std::array<Coverage, 4> covers;  ///< 50, 80, 90 and 95 %
  PitHistogram pit;
};

/// The methods side by side over a part of the cases.
struct Pool {
  enum class By { all, family, horizon, origin };
  By by = By::all;
  std::string name;   ///< "", the family, years ahead, the origin
  base::Label label;  ///< of the family
  std::vector<MethodScore> methods;  ///< in the order of Method; without those that saw no case
};

/// Energy score of one method's end values of all series together; smaller is better.
struct EnergyScore {
  Method method = Method::ours;
  double score = 0;
  double skill = 0;   ///< against the random walk
};
struct EndValues {
  int origin = 0;
  std::size_t series = 0;
  std::vector<EnergyScore> methods;  ///< ours and the rungs
};

struct TrackedSeries {
  std::string name, unit, family;
  base::Label label;
};

struct TrackRecord {
  int base_year = 0;
  std::vector<int> origins;
  std::vector<Rule> rules;
  std::vector<TrackedSeries> series;
  std::vector<Case> cases;           ///< by series, origin, year
  std::vector<Pool> pools;           ///< all, then families, horizons, origins; parts without cases left out
  std::vector<EndValues> end_values; ///< one an origin
  PastTargets targets;
};

/// Expects origins before the program's base year.
[[nodiscard]] TrackRecord track_record(const model::Program& program, const TrackOptions& options);

}  // namespace prospect::analyse
