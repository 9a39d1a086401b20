/// Several levers: straight ways, and ways along the gradient.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "analyse/seek.hpp"
#include "base/check.hpp"
#include "lanes/normal.hpp"

namespace prospect::analyse {
namespace {

constexpr int most_rounds = 10;
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

  [[nodiscard]] Place place_of(double effort) const {
    return std::lround(std::min(effort / most_, 1.0) * static_cast<double>(way_steps));
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
Moves direction_of(Moves moves) {
  const double length = effort_of(moves);
  if (!(length > 0)) return {};
  for (double& part : moves) part = std::abs(part) < least_part * length ? 0 : part / length;
  return moves;
}

/// Where each lever by itself does best: a bound, or 0 if neither helps.
Moves better_ends(const MoveBounds& bounds, const MovesTrial& trial) {
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
  return end;
}

/// The point of least effort on the plane through `at` across the gradient, within the bounds.
Moves foot(const Moves& gradient, const Moves& at, const MoveBounds& bounds) {
  const auto height = [&](const Moves& moves) {
    return std::inner_product(moves.begin(), moves.end(), gradient.begin(), 0.0);
  };
  const auto moved = [&](double length) {
    Moves moves = gradient;
    for (double& move : moves) move *= length;
    return held(std::move(moves), bounds);
  };
  const double wanted = height(at);
  double low = 0, high = 1;
  for (int turn = 0; turn < 60 && height(moved(high)) < wanted; ++turn) high *= 2;
  for (int turn = 0; turn < 60; ++turn) {
    const double middle = (low + high) / 2;
    (height(moved(middle)) < wanted ? low : high) = middle;
  }
  return moved(high);
}

/// Where ways from the present values come to give enough.
class Surface {
 public:
  Surface(const MoveBounds& bounds, double wanted, const MovesTrial& trial)
      : bounds_(bounds), wanted_(wanted), trial_(trial) {}

  /// The point on the way through `moves`, to a third of `settled`; none if that way does not lead there.
  /// `effort`: where it is expected, 0 if nowhere.
  [[nodiscard]] std::optional<Moves> reach(const Moves& moves, double effort) const {
    Moves direction = direction_of(moves);
    if (direction.empty()) return std::nullopt;
    const HeldWay way(std::move(direction), bounds_);
    if (!way.leads_anywhere()) return std::nullopt;
    const double z = lanes::normal_quantile_lane(wanted_);
    const auto height = [&](Place place) { return score(trial_(way(place), Look::full)) - z; };
    Place miss = 0;
    Place hit = std::clamp<Place>(way.place_of(effort > 0 ? effort : 0.3), 1, way_steps);
    double below = height(miss), above = height(hit);
    while (above < 0) {
      if (hit == way_steps) return std::nullopt;
      miss = hit;
      below = above;
      hit = std::min(way_steps, hit + std::max<Place>(hit / 3, 1));
      above = height(hit);
    }
    while (static_cast<double>(hit - miss) > settled / 3 * static_cast<double>(hit) && hit - miss > 1) {
      const double part = std::clamp(-below / (above - below), 0.05, 0.95);
      const Place next = std::clamp(miss + std::lround(part * static_cast<double>(hit - miss)), miss + 1, hit - 1);
      const double at = height(next);
      // Half the weight of the end that stays (see seek.hpp).
      (at < 0 ? miss : hit) = next;
      (at < 0 ? below : above) = at;
      (at < 0 ? above : below) /= 2;
    }
    return way(hit);
  }

 private:
  const MoveBounds& bounds_;
  double wanted_;
  const MovesTrial& trial_;
};

}  // namespace

double effort_of(const Moves& moves) {
  double sum = 0;
  for (const double move : moves) sum += move * move;
  return std::sqrt(sum);
}

SoughtMoves seek_together(const MoveBounds& bounds, double wanted, const MovesTrial& trial) {
  PROSPECT_EXPECT(bounds.low.size() == bounds.high.size());
  const Moves end = better_ends(bounds, trial);
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
  const Moves none(bounds.low.size(), 0.0);
  if (trial(none, Look::full).share() >= wanted) return nowhere(none.size(), wanted, trial);
  const Surface surface(bounds, wanted, trial);
  auto best = surface.reach(gradient(none, bounds, trial), 0);
  const auto other = surface.reach(better_ends(bounds, trial), 0);
  if (!best || (other && effort_of(*other) < effort_of(*best))) best = other;
  if (!best) return seek_together(bounds, wanted, trial);
  int rounds = 1;
  for (bool goes_on = true; goes_on && rounds < most_rounds; ++rounds) {
    const Moves lead = foot(gradient(*best, bounds, trial), *best, bounds);
    goes_on = false;
    // Where P curves the whole step may miss: half of it then, a quarter, an eighth.
    for (double step = 1; step > 0.1 && !goes_on; step /= 2) {
      Moves middle = *best;
      for (std::size_t k = 0; k < middle.size(); ++k) middle[k] += step * (lead[k] - middle[k]);
      const auto found = surface.reach(middle, effort_of(*best));
      if (!found || effort_of(*found) > (1 - settled) * effort_of(*best)) continue;
      best = found;
      goes_on = true;
    }
  }
  const HeldWay way(direction_of(*best), bounds);
  SoughtMoves sought = along([&](Place place) { return way(place); }, wanted, trial);
  sought.rounds = rounds;
  return sought;
}

}  // namespace prospect::analyse
