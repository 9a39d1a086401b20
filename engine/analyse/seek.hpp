#pragma once
/// Which value of a lever gives a wanted probability: root finding on common worlds.
///
/// Place     what is sought is a whole number of steps (a lever's value, or a share of a way), so that an answer
///           can be written down exactly. Every place meets the same n worlds: P_n is then a fixed function of
///           the place, and a root of it is found as of any function.
/// Search    a coarse grid from the present place outward to both ends, on fewer paths, since P need not rise
///           or fall throughout; then, in the nearest cell in which P_n crosses the wanted probability, false
///           position on the probit scale with the halved weight of Dowell and Jarratt (1971, "A modified regula
///           falsi method", BIT 11, doi:10.1007/BF01934364), and bisection where that is slow. The answer is the
///           end of the bracket that gives enough; its neighbour on the near side does not, or is one path away.
///           A peak narrower than a cell may be missed.
/// Interval  by inversion: from the first place whose 95 % interval of P (Wilson) reaches the wanted probability
///           to the first whose interval lies above it. Where P is monotone it covers the true place as often as
///           Wilson's interval covers the probability there.
/// Nothing   where no place gives enough, the best one: the best of the grid, refined by golden section.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "summarise/interval.hpp"

namespace prospect::analyse {

/// Paths that meet what is wanted, of those that count.
struct Hits {
  std::uint64_t hits = 0, n = 0;
  [[nodiscard]] double share() const { return n == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(n); }
  [[nodiscard]] summarise::Interval interval() const { return summarise::probability_interval(hits, n); }
};

/// `rough`: on the first of the worlds only.
enum class Look : std::uint8_t { rough, full };

using Place = std::int64_t;
using Trial = std::function<Hits(Place, Look)>;

/// Places from `low` to `high`, and where one stands now.
struct Places {
  Place low = 0, high = 0, now = 0;
};

/// A place that was tried.
struct Tried {
  Place place = 0;
  Hits hits;
  friend bool operator<(const Tried& a, const Tried& b) { return a.place < b.place; }
};

struct Sought {
  bool found = false;
  Tried answer;                      ///< the nearest place that gives enough; if none does, the best one
  Tried now;                         ///< the present place
  /// Ends of the answer's interval, nearer and farther from the present place; none: it reaches as far as
  /// places go (near: the present place).
  std::optional<Place> near, far;
  std::vector<Tried> grid;           ///< in order of place; where it was tried on all worlds, those
};

/// Cells of the grid over the whole way from low to high.
inline constexpr Place grid_cells = 16;

/// Seeks the nearest place whose share of hits is at least `wanted`, above 0 and below 1. Expects
/// low <= now <= high. `trial` is asked once a place and look.
[[nodiscard]] Sought seek(const Places& places, double wanted, const Trial& trial);

/// Moves of several levers, each a share of its own range: 0 is the present value.
using Moves = std::vector<double>;
using MovesTrial = std::function<Hits(const Moves&, Look)>;

/// What each lever may move by, at least (not above 0) and at most (not below 0).
struct MoveBounds {
  Moves low, high;
};

struct SoughtMoves {
  Sought along;                      ///< on the last way; places are `way_steps`-ths of it
  std::vector<Moves> way;            ///< moves at answer, near and far end, in this order; none: the way's ends
  Moves answer;
  std::optional<Moves> near, far;
  int rounds = 0;                    ///< of `seek_least_effort`
  bool stuck = false;                ///< no lever changes the probability at its present value
};

inline constexpr Place way_steps = 10'000;

/// Root of the sum of squares of the moves.
[[nodiscard]] double effort_of(const Moves& moves);

/// Along the straight way on which every lever goes the same share of its way from the present value to the
/// bound that gives the higher probability by itself (on the rough worlds); one that helps at neither stays.
[[nodiscard]] SoughtMoves seek_together(const MoveBounds& bounds, double wanted, const MovesTrial& trial);

/// The least effort that gives enough: from the better of two ways (the gradient of probit P, and that of
/// `seek_together`) to the foot of the plane across the gradient there and so on, levers held at their bounds, until
/// effort falls by less than 1 % (Rackwitz and Fiessler 1978, "Structural reliability under combined random load
/// sequences", Computers and Structures 9, doi:10.1016/0045-7949(78)90046-9; steps are halved where they do not
/// help). `along` is the straight way through the point found. Where P has several such points, a lesser effort may
/// exist. Where enough is out of reach, as `seek_together`.
[[nodiscard]] SoughtMoves seek_least_effort(const MoveBounds& bounds, double wanted, const MovesTrial& trial);

}  // namespace prospect::analyse
