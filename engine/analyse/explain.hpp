#pragma once
/// What drives the misses of a goal: shares of groups of inputs that add up, inputs dependent or not.
///
/// Shares    Shapley effects of the event "missed" (Owen 2014, doi:10.1137/130936233; Song, Nelson and
///           Staum 2016, doi:10.1137/15M1048070; for dependent inputs Owen and Prieur 2017,
///           doi:10.1137/16M1097717). The value of a set K of groups is Var E[F | x_K] with F = 1{missed};
///           a group's effect is what it adds to the groups before it, averaged over all orders. The effects
///           add up to Var F = P(1 - P).
/// Estimate  Goda (2021, doi:10.1016/j.ress.2021.107702): a walk redraws one group after the other, in a
///           random order, from a world x to a wholly new one y. A step from world a to world b adds
///           (F(x) - (F(a)+F(b))/2) (F(a) - F(b)) to the group that it redraws, and all steps together
///           (F(x) - F(y))^2 / 2. With D = [F differs from F(x)] a step adds (D(b) - D(a)) / 2: integers of
///           halves, the same in any order of adding. Right for dependent inputs because what is redrawn
///           follows its law given what stays (simulate/routed_words.hpp).
/// Orders    one for each 256 paths in a row; of two such batches the second has the order of the first
///           backwards. Intervals: 95 %, Student's t over such pairs, linear in sum and total.
/// Groups    a first screening redraws each input alone; the up to 8 that change the outcome most often stand
///           for themselves, the others together as other assumptions and other yearly chance.
/// Contract  the same bits for any number of threads and lanes.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyse/goals.hpp"
#include "calibrate/estimate.hpp"
#include "model/program.hpp"
#include "simulate/inputs.hpp"
#include "summarise/interval.hpp"

namespace prospect::analyse {

struct ExplainOptions {
  std::uint64_t seed = 2020;
  std::uint64_t worlds = 200'000;      ///< evaluations of a path, of all steps of all walks together
  int threads = 1;
  bool by_kind = false;                ///< groups are the kinds of inputs
};

/// The misses among the worlds where something is at one of its ends.
struct Part {
  std::uint64_t missed = 0, paths = 0;
};

/// A group of inputs.
struct Driver {
  enum class Scope { input, kind, other_assumptions, other_chance };

  Scope scope = Scope::input;
  simulate::Input::Kind kind = simulate::Input::Kind::parameter;  ///< of one input, or of a kind
  std::string name;                    ///< of one input
  base::Label label;
  std::vector<std::size_t> inputs;     ///< of the goal's program
  std::int64_t halves = 0;             ///< twice what its steps added
  double share = 0, low = 0, high = 0; ///< of all; 0 where nothing varies
  /// What of one input goes furthest with the misses: in its lowest and its highest fifth, about (of an
  /// event: in no year, in one at least). Nothing for many inputs together.
  struct Ends {
    bool is_event = false, is_chance = false;
    std::string name, unit;
    base::Label label;
    double below = 0, above = 0;       ///< where the fifths end
    int decimals = 0;
    Part low, high;
  };
  std::optional<Ends> ends{};
};

/// A goal explained.
struct Explained {
  Goal goal;
  std::uint64_t walks = 0;             ///< also the worlds that `missed` is counted in
  std::uint64_t missed = 0;
  std::uint64_t screened = 0, worlds = 0;   ///< worlds spent on the screening; on everything
  std::uint64_t inputs = 0;            ///< of its program
  std::int64_t halves = 0;             ///< the sum over all drivers: of (F(x) - F(y))^2
  std::vector<Driver> drivers;         ///< largest share first

  /// The estimate of P(1 - P) that the shares add up to.
  [[nodiscard]] double spread() const {
    return walks == 0 ? 0 : 0.5 * static_cast<double>(halves) / static_cast<double>(walks);
  }
  [[nodiscard]] double share_missed() const {
    return walks == 0 ? 0 : static_cast<double>(missed) / static_cast<double>(walks);
  }
};

/// Explains one goal of a program; what the goal does not need is left out first. Paths count all: expects
/// no conditions of new figures.
[[nodiscard]] Explained explain(const model::Program& program, const calibrate::Estimate& estimate,
                                const Goal& goal, const ExplainOptions& options);

/// The order of `groups` in a pair of batches: the first one's. For the tests.
[[nodiscard]] std::vector<std::size_t> order_of(std::uint64_t seed, std::uint64_t pair, std::size_t groups);

}  // namespace prospect::analyse
