#pragma once
/// The story of one path, year by year: what `replay` tells.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyse/answer.hpp"
#include "base/label.hpp"
#include "report/options.hpp"
#include "simulate/inputs.hpp"

namespace prospect::report {

/// Plain data; every row of values has one entry a year of `years` (NaN where there is none).
struct Story {
  struct Row {
    base::Label label;
    base::Label unit;  ///< as people read it; empty for pure numbers
    std::string theme;
    std::vector<double> values;
  };
  /// An event; it happened in the years whose value is neither 0 nor NaN.
  struct Event {
    base::Label label;
    base::Label unit;  ///< empty: the value is only a yes and is not printed
    std::vector<double> values;
  };
  struct Target {
    std::string number;  ///< "(13a)"
    base::Label label;
    base::Label unit;    ///< of `figure`
    double figure = 0;   ///< what the path came to
    base::Label wanted;  ///< "≥ 7.5 %/year"
    bool met = false;
  };
  /// A target and what moved its figure, each input put at its median alone; largest move first.
  struct Moved {
    struct Input {
      simulate::Input::Kind kind = simulate::Input::Kind::parameter;
      std::string name;
      base::Label label;
      double without = 0;  ///< the figure with it at its median
    };
    Target target;
    bool first_missed = false;  ///< of all targets the first the path misses
    std::vector<Input> inputs;
  };

  base::Label scenario;
  std::uint64_t seed = 0, path = 0;
  std::vector<int> years;  ///< the base year first
  std::vector<Row> rows;
  std::vector<Event> events;
  std::vector<Target> targets;
  std::optional<Moved> moved{};
  std::optional<bool> typical{};   ///< chosen because it stands for those that meet, or miss, a goal
  base::Label typical_of{};        ///< the goal
};

/// Years as columns (in panels when they do not fit), indicators as rows under their themes, then
/// the events as sentences in order of year, then the targets.
[[nodiscard]] std::string story(const Story& story, const VerdictOptions& options);

/// The same as tables: values, events, targets, moved. `name` is the scenario's.
[[nodiscard]] analyse::Answer story_answer(const Story& story, const std::string& name);

}  // namespace prospect::report
