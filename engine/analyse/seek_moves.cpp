/// Several levers: straight ways, and ways along the gradient.

#include <algorithm>
#include <cmath>

#include "analyse/seek.hpp"
#include "base/check.hpp"
#include "lanes/normal.hpp"

namespace prospect::analyse {
namespace {

constexpr int most_rounds = 4;
/// Half the width of the differences that make a gradient, a share of a lever's range.
constexpr double difference = 0.05;
/// A lever whose part of the gradient is smaller stays where it is.
constexpr double least_part = 0.02;
constexpr double settled = 0.01;

using Way = std::function<Moves(Place)>;

/// Half a path more and less keeps the score finite where none or all hit.
double score(const Hits& hits) {
  return lanes::normal_quantile_lane((static_cast<double>(hits.hits) + 0.5) / (static_cast<double>(hits.n) + 1));
}

SoughtMoves along(const Way& way, double wanted, const MovesTrial& trial) {
  SoughtMoves sought;
  sought.along = seek({0, way_steps, 0}, wanted, [&](Place place, Look look) { return trial(way(place), look); });
  sought.answer = way(sought.along.answer.place);
  if (sought.along.near) sought.near = way(*sought.along.near);
  if (sought.along.far) sought.far = way(*sought.along.far);
  for (const auto& tried : sought.along.grid) sought.way.push_back(way(tried.place));
  return sought;
}

SoughtMoves nowhere(std::size_t levers, double wanted, const MovesTrial& trial) {
  SoughtMoves sought;
  sought.answer = Moves(levers, 0.0);
  const Hits hits = trial(sought.answer, Look::full);
  sought.along.found = hits.share() >= wanted;
  sought.along.answer = sought.along.now = {0, hits};
  sought.along.grid = {{0, hits}};
  sought.way = {sought.answer};
  sought.stuck = !sought.along.found;
  return sought;
}

Moves held(Moves moves, const MoveBounds& bounds) {
  for (std::size_t k = 0; k < moves.size(); ++k) moves[k] = std::clamp(moves[k], bounds.low[k], bounds.high[k]);
  return moves;
}

Moves gradient(const Moves& at, const MoveBounds& bounds, const MovesTrial& trial) {
  Moves gradient(at.size(), 0.0);
  for (std::size_t k = 0; k < at.size(); ++k) {
    Moves below = at, above = at;
    below[k] = std::max(at[k] - difference, bounds.low[k]);
    above[k] = std::min(at[k] + difference, bounds.high[k]);
    if (!(above[k] > below[k])) continue;
    gradient[k] = (score(trial(above, Look::full)) - score(trial(below, Look::full))) / (above[k] - below[k]);
  }
  return gradient;
}

/// The way along a direction with levers held at their bounds, its places equal steps of effort.
class HeldWay {
 public:
  HeldWay(Moves direction, const MoveBounds& bounds) : direction_(std::move(direction)), bounds_(bounds) {
    for (std::size_t k = 0; k < direction_.size(); ++k) {
      const double room = direction_[k] > 0 ? bounds.high[k] : -bounds.low[k];
      if (direction_[k] != 0) longest_ = std::max(longest_, room / std::abs(direction_[k]));
    }
    most_ = effort_of(at(longest_));
  }

  [[nodiscard]] bool leads_anywhere() const { return most_ > 0; }

  [[nodiscard]] Moves operator()(Place place) const {
    const double wanted = most_ * static_cast<double>(place) / static_cast<double>(way_steps);
    double low = 0, high = longest_;
    for (int turn = 0; turn < 60; ++turn) {
      const double middle = (low + high) / 2;
      (effort_of(at(middle)) < wanted ? low : high) = middle;
    }
    return at(place == 0 ? 0 : high);
  }

 private:
  [[nodiscard]] Moves at(double length) const {
    Moves moves = direction_;
    for (double& move : moves) move *= length;
    return held(std::move(moves), bounds_);
  }

  Moves direction_;
  const MoveBounds& bounds_;
  double longest_ = 0, most_ = 0;
};

/// Of length 1, without the levers that hardly matter; empty if none does.
Moves direction_of(Moves gradient) {
  const double length = effort_of(gradient);
  if (!(length > 0)) return {};
  for (double& part : gradient) part = std::abs(part) < least_part * length ? 0 : part / length;
  return gradient;
}

}  // namespace

double effort_of(const Moves& moves) {
  double sum = 0;
  for (const double move : moves) sum += move * move;
  return std::sqrt(sum);
}

SoughtMoves seek_together(const MoveBounds& bounds, double wanted, const MovesTrial& trial) {
  PROSPECT_EXPECT(bounds.low.size() == bounds.high.size());
  const Moves none(bounds.low.size(), 0.0);
  const Hits now = trial(none, Look::rough);
  Moves end = none;
  for (std::size_t k = 0; k < end.size(); ++k) {
    double most = now.share();
    for (const double bound : {bounds.high[k], bounds.low[k]}) {
      if (bound == 0) continue;
      Moves moves = none;
      moves[k] = bound;
      const double share = trial(moves, Look::rough).share();
      if (share > most) {
        most = share;
        end[k] = bound;
      }
    }
  }
  if (effort_of(end) == 0) return nowhere(end.size(), wanted, trial);
  const Way way = [&](Place place) {
    Moves moves = end;
    for (double& move : moves) move *= static_cast<double>(place) / static_cast<double>(way_steps);
    return moves;
  };
  return along(way, wanted, trial);
}

SoughtMoves seek_least_effort(const MoveBounds& bounds, double wanted, const MovesTrial& trial) {
  PROSPECT_EXPECT(bounds.low.size() == bounds.high.size());
  SoughtMoves best;
  Moves at(bounds.low.size(), 0.0);
  for (int round = 1; round <= most_rounds; ++round) {
    Moves direction = direction_of(gradient(at, bounds, trial));
    if (direction.empty()) return round == 1 ? nowhere(at.size(), wanted, trial) : best;
    const HeldWay way(std::move(direction), bounds);
    if (!way.leads_anywhere()) return round == 1 ? nowhere(at.size(), wanted, trial) : best;
    SoughtMoves found = along([&](Place place) { return way(place); }, wanted, trial);
    found.rounds = round;
    const bool first = round == 1;
    const bool reached = found.along.found && !best.along.found;
    const bool less = found.along.found && effort_of(found.answer) < effort_of(best.answer);
    const bool higher = !best.along.found && found.along.answer.hits.share() > best.along.answer.hits.share();
    const double saved = 1 - effort_of(found.answer) / std::max(effort_of(best.answer), 1e-300);
    const bool goes_on = first || reached || (less && saved >= settled) || (higher && !found.along.found);
    if (first || reached || less || higher) best = found;
    best.rounds = round;
    at = best.answer;
    if (!goes_on || effort_of(at) == 0) break;
  }
  return best;
}

}  // namespace prospect::analyse
