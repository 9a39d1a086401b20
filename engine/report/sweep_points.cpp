#include "report/sweep_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/check.hpp"

namespace prospect::report {
namespace {

using analyse::Sweep;

constexpr std::size_t most_bins = 10, least_in_bin = 4, least_bins = 2;

/// Sums of squares between and within bins of values that are sorted by what is binned.
double epsilon_squared(const std::vector<double>& values, std::size_t bins) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double between = 0, total = 0;
  for (const double value : values) total += (value - mean) * (value - mean);
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const std::size_t first = bin * values.size() / bins, next = (bin + 1) * values.size() / bins;
    double sum = 0;
    for (std::size_t k = first; k < next; ++k) sum += values[k];
    const auto size = static_cast<double>(next - first);
    between += size * (sum / size - mean) * (sum / size - mean);
  }
  if (!(total > 0)) return std::numeric_limits<double>::quiet_NaN();
  const double within = total - between, freedom = static_cast<double>(bins - 1);
  return std::clamp((between - freedom * within / (n - static_cast<double>(bins))) / total, 0.0, 1.0);
}

}  // namespace

double SweepCount::share() const {
  return n == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(hits) / static_cast<double>(n);
}

summarise::Interval SweepCount::interval() const { return summarise::probability_interval(hits, n); }

SweepPoints::SweepPoints(const Sweep& sweep)
    : sweep_(&sweep), of_(sweep.scenarios.size()), places_(sweep.scenarios.size()) {
  const std::size_t levers = sweep.levers.size();
  PROSPECT_EXPECT(sweep.setting.size() == sweep.points() * levers);
  PROSPECT_EXPECT(sweep.hits.size() == sweep.points() * sweep.goals.size());
  for (std::size_t point = 0; point < sweep.points(); ++point) {
    const auto scenario = static_cast<std::size_t>(sweep.scenario[point]);
    of_.at(scenario).push_back(point);
    if (sweep.design != analyse::SweepDesign::full) continue;
    std::vector<std::size_t> place;
    for (std::size_t lever = 0; lever < levers; ++lever) {
      const auto& values = sweep.levers[lever].values;
      const auto found = std::find(values.begin(), values.end(), setting(point, lever));
      place.push_back(static_cast<std::size_t>(found - values.begin()));
    }
    places_[scenario].emplace(std::move(place), point);
  }
}

double SweepPoints::setting(std::size_t point, std::size_t lever) const {
  return sweep_->setting[point * sweep_->levers.size() + lever];
}

SweepCount SweepPoints::count(std::size_t point, std::size_t goal) const {
  return {static_cast<std::uint64_t>(sweep_->hits[point * sweep_->goals.size() + goal]),
          static_cast<std::uint64_t>(sweep_->counted[point])};
}

double SweepPoints::lowest(std::size_t lever) const {
  const auto& values = sweep_->levers[lever].values;
  return *std::min_element(values.begin(), values.end());
}

double SweepPoints::highest(std::size_t lever) const {
  const auto& values = sweep_->levers[lever].values;
  return *std::max_element(values.begin(), values.end());
}

std::optional<std::size_t> SweepPoints::at(std::size_t scenario, const std::vector<std::size_t>& values) const {
  const auto found = places_[scenario].find(values);
  if (found == places_[scenario].end()) return std::nullopt;
  return found->second;
}

std::optional<std::size_t> SweepPoints::nearest(std::size_t scenario) const {
  const auto& present = sweep_->scenarios[scenario].present;
  std::optional<std::size_t> nearest;
  double least = std::numeric_limits<double>::infinity();
  for (const std::size_t point : of_[scenario]) {
    double distance = 0;
    bool known = false;
    for (std::size_t lever = 0; lever < present.size(); ++lever) {
      if (!std::isfinite(present[lever])) continue;
      known = true;
      const double width = highest(lever) - lowest(lever);
      const double way = (setting(point, lever) - present[lever]) / (width > 0 ? width : 1);
      distance += way * way;
    }
    if (known && distance < least) least = distance, nearest = point;
  }
  return nearest;
}

std::size_t SweepPoints::middle(std::size_t lever) const { return (sweep_->levers[lever].values.size() - 1) / 2; }

std::vector<std::size_t> thinned(std::size_t count, std::size_t most) {
  PROSPECT_EXPECT(most > 1);
  const std::size_t kept = std::min(count, most);
  std::vector<std::size_t> positions;
  for (std::size_t k = 0; k < kept; ++k) {
    // Rounded to the nearest: steps differ by one at most.
    positions.push_back(kept == 1 ? 0 : (2 * k * (count - 1) + kept - 1) / (2 * (kept - 1)));
  }
  return positions;
}

std::size_t share_bins(std::size_t n) {
  const std::size_t bins = std::min(most_bins, n / least_in_bin);
  return bins < least_bins ? 0 : bins;
}

std::vector<LeverShare> lever_shares(const SweepPoints& points, std::size_t scenario, std::size_t goal) {
  std::vector<std::size_t> counted;
  for (const std::size_t point : points.of(scenario)) {
    if (points.count(point, goal).n > 0) counted.push_back(point);
  }
  const std::size_t bins = share_bins(counted.size());
  std::vector<LeverShare> shares;
  for (std::size_t lever = 0; lever < points.sweep().levers.size(); ++lever) {
    auto sorted = counted;
    std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
      return points.setting(a, lever) < points.setting(b, lever);
    });
    std::vector<double> values;
    for (const std::size_t point : sorted) values.push_back(points.count(point, goal).share());
    shares.push_back({lever, bins == 0 ? std::numeric_limits<double>::quiet_NaN() : epsilon_squared(values, bins)});
  }
  std::stable_sort(shares.begin(), shares.end(),
                   [](const LeverShare& a, const LeverShare& b) { return a.share > b.share; });
  return shares;
}

SweepExtremes extremes(const SweepPoints& points, std::size_t goal) {
  SweepExtremes found;
  for (std::size_t point = 0; point < points.sweep().points(); ++point) {
    const SweepCount count = points.count(point, goal);
    if (count.n == 0) continue;
    if (found.n == 0) found.highest = found.lowest = point;
    if (count.share() > points.count(found.highest, goal).share()) found.highest = point;
    if (count.share() < points.count(found.lowest, goal).share()) found.lowest = point;
    ++found.n;
  }
  if (found.n == 0) return found;
  const double low = points.count(found.highest, goal).interval().low;
  for (std::size_t point = 0; point < points.sweep().points(); ++point) {
    const SweepCount count = points.count(point, goal);
    found.rivals += point != found.highest && count.n > 0 && count.interval().high >= low;
  }
  return found;
}

std::size_t points_reaching(const SweepPoints& points, std::size_t goal, double share) {
  std::size_t reaching = 0;
  for (std::size_t point = 0; point < points.sweep().points(); ++point) {
    reaching += points.count(point, goal).share() >= share;
  }
  return reaching;
}

}  // namespace prospect::report
