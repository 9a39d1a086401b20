#pragma once
/// The points of a sweep looked at: found by their settings, counted, and what the levers do to them.
///
/// Shape    points, levers, goals and scenarios by their positions in analyse::Sweep, which is referred to, not copied.
/// Robust   a full design may lack points: they are none, and nothing is said of them.

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "analyse/sweep.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {

/// Paths of a point that meet a goal, of those that count.
struct SweepCount {
  std::uint64_t hits = 0, n = 0;

  /// NaN without paths.
  [[nodiscard]] double share() const;
  /// At 95 %, of sampling only.
  [[nodiscard]] summarise::Interval interval() const;
};

class SweepPoints {
 public:
  /// Expects the sweep to live as long as this, and its tables to fit each other.
  explicit SweepPoints(const analyse::Sweep& sweep);

  [[nodiscard]] const analyse::Sweep& sweep() const { return *sweep_; }
  [[nodiscard]] const std::vector<std::size_t>& of(std::size_t scenario) const { return of_[scenario]; }
  [[nodiscard]] double setting(std::size_t point, std::size_t lever) const;
  [[nodiscard]] SweepCount count(std::size_t point, std::size_t goal) const;
  /// Ends of what the lever is set to.
  [[nodiscard]] double lowest(std::size_t lever) const;
  [[nodiscard]] double highest(std::size_t lever) const;
  /// Of a full design, by the positions of the settings among the levers' values.
  [[nodiscard]] std::optional<std::size_t> at(std::size_t scenario, const std::vector<std::size_t>& values) const;
  /// Nearest to the levers as the scenario has them, each measured in its range; none where none is known.
  [[nodiscard]] std::optional<std::size_t> nearest(std::size_t scenario) const;
  /// Position of the value that stands in for all of a lever that is not drawn: the middle one, the lower of two.
  [[nodiscard]] std::size_t middle(std::size_t lever) const;

 private:
  const analyse::Sweep* sweep_;
  std::vector<std::vector<std::size_t>> of_;
  std::vector<std::map<std::vector<std::size_t>, std::size_t>> places_;  ///< full design: by scenario
};

/// Positions of at most `most` of `count` things, evenly, the first and the last among them. Expects most > 1.
[[nodiscard]] std::vector<std::size_t> thinned(std::size_t count, std::size_t most);

/// What a lever alone has to do with how a probability varies over the points of a scenario.
struct LeverShare {
  std::size_t lever = 0;
  double share = 0;      ///< of the variance; NaN where there are too few points or they do not vary
};

/// First-order shares, the greatest first: Var(E[Y | X]) / Var(Y) from points as they are (Plischke, Borgonovo, Smith
/// 2013, doi:10.1016/j.ejor.2012.11.047), X cut into `bins` parts of as many points each. The part that noise
/// inside the bins gives to the variance of their means is taken out as Kelley does in his epsilon squared (1935,
/// doi:10.1073/pnas.21.9.554): (between - (bins - 1) within / (n - bins)) / (between + within), sums of squares.
[[nodiscard]] std::vector<LeverShare> lever_shares(const SweepPoints& points, std::size_t scenario, std::size_t goal);

/// How many bins `lever_shares` makes of n points: ten, fewer where there would be less than four in each; 0: too few.
[[nodiscard]] std::size_t share_bins(std::size_t n);

/// The best and the worst point of a goal over all scenarios, and how sure that is.
struct SweepExtremes {
  std::size_t highest = 0, lowest = 0;
  std::size_t rivals = 0;  ///< other points whose intervals reach into that of the highest
  std::size_t n = 0;       ///< points with paths; 0: nothing to say
};
[[nodiscard]] SweepExtremes extremes(const SweepPoints& points, std::size_t goal);

/// Points whose share is at least `share`.
[[nodiscard]] std::size_t points_reaching(const SweepPoints& points, std::size_t goal, double share);

}  // namespace prospect::report
