#include "analyse/seek.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "lanes/normal.hpp"

namespace prospect::analyse {
namespace {

/// What must reach the wanted probability: the share itself, or an end of its interval.
enum class Measure : std::uint8_t { high_end, share, low_end };

double measured(const Hits& hits, Measure measure) {
  if (hits.n == 0) return measure == Measure::high_end ? 1 : 0;
  if (measure == Measure::share) return hits.share();
  return measure == Measure::high_end ? hits.interval().high : hits.interval().low;
}

/// The probit, held within what half a path of a thousand million can tell.
double probit(double p) { return lanes::normal_quantile_lane(std::clamp(p, 5e-10, 1 - 5e-10)); }

class Search {
 public:
  Search(const Places& places, double wanted, const Trial& trial)
      : places_(places), wanted_(wanted), trial_(trial) {
    PROSPECT_EXPECT(places.low <= places.now && places.now <= places.high);
    PROSPECT_EXPECT(wanted > 0 && wanted < 1);
  }

  Sought run() {
    Sought sought;
    sought.now = {places_.now, full(places_.now)};
    const auto outward = grid();
    const auto hit = first_hit(outward);
    sought.found = hit.has_value();
    const Place answer = hit ? *hit : best(outward);
    sought.answer = {answer, full(answer)};
    if (sought.found && answer != places_.now) ends(outward, sought);
    for (const Place place : outward) sought.grid.push_back({place, known(place)});
    std::sort(sought.grid.begin(), sought.grid.end());
    return sought;
  }

 private:
  Hits full(Place place) {
    const auto at = full_.find(place);
    return at != full_.end() ? at->second : full_.emplace(place, trial_(place, Look::full)).first->second;
  }
  Hits rough(Place place) {
    if (const auto at = full_.find(place); at != full_.end()) return at->second;
    const auto at = rough_.find(place);
    return at != rough_.end() ? at->second : rough_.emplace(place, trial_(place, Look::rough)).first->second;
  }
  Hits known(Place place) { return rough(place); }

  [[nodiscard]] bool reaches(const Hits& hits, Measure measure) const {
    return measured(hits, measure) >= wanted_;
  }
  [[nodiscard]] Place distance(Place place) const { return std::abs(place - places_.now); }
  [[nodiscard]] Place side(Place place) const { return place < places_.now ? -1 : 1; }

  /// Places of the grid: the present one, then outward, the nearest first.
  [[nodiscard]] std::vector<Place> grid() const {
    std::vector<Place> grid = {places_.now};
    const Place whole = places_.high - places_.low;
    for (const Place end : {places_.low, places_.high}) {
      const Place way = end - places_.now;
      if (way == 0) continue;
      // At least two cells a side, and none of nothing.
      const Place cells = std::min(std::abs(way), std::max<Place>(2, (grid_cells * std::abs(way) + whole - 1) / whole));
      for (Place k = 1; k <= cells; ++k) grid.push_back(places_.now + way * k / cells);
    }
    std::stable_sort(grid.begin(), grid.end(), [this](Place a, Place b) { return distance(a) < distance(b); });
    return grid;
  }

  /// The grid's place next to `place` towards the present one, which must not be `place` itself.
  [[nodiscard]] Place inward(const std::vector<Place>& grid, Place place) const {
    Place nearest = places_.now;
    for (const Place other : grid) {
      if ((other == places_.now || side(other) == side(place)) && distance(other) < distance(place) &&
          distance(other) > distance(nearest)) {
        nearest = other;
      }
    }
    return nearest;
  }

  std::optional<Place> first_hit(const std::vector<Place>& grid) {
    if (reaches(full(places_.now), Measure::share)) return places_.now;
    for (const Place place : grid) {
      if (place == places_.now || !promising(place) || !reaches(full(place), Measure::share)) continue;
      return cross(grid, place, Measure::share);
    }
    return peak(grid);
  }

  /// Whether all worlds might say it is enough, by the rough ones.
  bool promising(Place place) {
    const Hits hits = rough(place);
    return summarise::probability_interval(hits.hits, hits.n, 0.999).high >= wanted_;
  }

  /// The crossing nearest to the present place in the cells that lead to `hit`.
  Place cross(const std::vector<Place>& grid, Place hit, Measure measure) {
    Place miss = inward(grid, hit);
    while (miss != places_.now && reaches(full(miss), measure)) {
      hit = miss;
      miss = inward(grid, hit);
    }
    return reaches(full(miss), measure) ? miss : root(miss, hit, measure);
  }

  double height(Place place, Measure measure) { return probit(measured(full(place), measure)) - probit(wanted_); }

  /// The place that gives enough next to one that does not, between the two.
  Place root(Place miss, Place hit, Measure measure) {
    double below = height(miss, measure), above = height(hit, measure);
    for (int turn = 1; std::abs(hit - miss) > 1; ++turn) {
      const Hits a = full(miss), b = full(hit);
      if (a.n == b.n && b.hits <= a.hits + 1 && b.hits >= a.hits) break;  // one path decides
      const double slope = above - below;
      Place next = turn % 4 == 0 || !(slope > 0)
                       ? miss + (hit - miss) / 2
                       : miss + std::lround(static_cast<double>(hit - miss) * (-below / slope));
      if (next == miss || next == hit || (next < miss) == (miss < hit) || (next > hit) == (miss < hit)) {
        next = next == miss ? miss + (hit > miss ? 1 : -1) : hit - (hit > miss ? 1 : -1);
      }
      if (reaches(full(next), measure)) {
        hit = next;
        above = height(hit, measure);
        below /= 2;
      } else {
        miss = next;
        below = height(miss, measure);
        above /= 2;
      }
    }
    return hit;
  }

  Place best(const std::vector<Place>& grid) {
    Place best = places_.now;
    for (const auto& [place, hits] : full_) {
      if (hits.share() > full(best).share()) best = place;
    }
    for (const Place place : grid) {
      if (rough(place).share() > full(best).share() && full(place).share() > full(best).share()) best = place;
    }
    return best;
  }

  /// Looks between the neighbours of the grid's best place; the crossing, if enough is found there.
  std::optional<Place> peak(const std::vector<Place>& grid) {
    const Place top = best(grid);
    Place low = places_.low, high = places_.high;
    for (const Place place : grid) {
      if (place < top) low = std::max(low, place);
      if (place > top) high = std::min(high, place);
    }
    // Golden section, until a cell has been cut to a hundredth.
    const Place enough = std::max<Place>(2, (high - low) / 100);
    const auto golden = [](Place from, Place to) {
      return from + std::lround(0.6180339887498949 * static_cast<double>(to - from));
    };
    while (high - low > enough) {
      const Place right = golden(low, high), left = golden(high, low);
      if (left >= right) break;
      for (const Place place : {left, right}) {
        if (reaches(full(place), Measure::share)) return cross(grid, place, Measure::share);
      }
      const bool left_is_higher = full(left).share() >= full(right).share();
      (left_is_higher ? high : low) = left_is_higher ? right : left;
    }
    return std::nullopt;
  }

  /// The interval of an answer that is not the present place.
  void ends(const std::vector<Place>& grid, Sought& sought) {
    const Place answer = sought.answer.place;
    const Place near = cross(grid, answer, Measure::high_end);
    if (near != places_.now) sought.near = near;
    Place last = answer;
    if (reaches(full(last), Measure::low_end)) {
      sought.far = answer;
      return;
    }
    for (const Place place : grid) {
      if (side(place) != side(answer) || distance(place) <= distance(answer)) continue;
      if (reaches(full(place), Measure::low_end)) {
        sought.far = root(last, place, Measure::low_end);
        return;
      }
      last = place;
    }
  }

  Places places_;
  double wanted_;
  const Trial& trial_;
  std::map<Place, Hits> full_, rough_;
};

}  // namespace

Sought seek(const Places& places, double wanted, const Trial& trial) {
  return Search(places, wanted, trial).run();
}

}  // namespace prospect::analyse
