#include "store/sweep_columns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "base/check.hpp"
#include "store/words.hpp"
#include "summarise/interval.hpp"

namespace prospect::store {
namespace {

using analyse::Sweep;
using analyse::SweepDesign;

// More than any run has; all of them are doubles still.
constexpr std::uint64_t most_sweep_paths = std::uint64_t{1} << 53;
constexpr int most_sweep_decimals = 15;

void ask(bool sound, const char* otherwise) {
  if (!sound) throw Unfit(otherwise);
}

/// What stands on levers, goals and scenarios, for both ways.
template <class Io, class AnySweep>
void sweep_fields(Io& io, AnySweep& sweep) {
  io.attribute("sweep", sweep.name);
  io.attribute("title", sweep.label);
  io.attribute("file", sweep.file);
  io.attribute("asked", sweep.asked);
  io.attribute("paths", sweep.paths);
  io.rows("lever", sweep.levers);
  for (auto& lever : sweep.levers) {
    io("lever", lever.name);
    io("lever_label", lever.label);
    io("lever_unit", lever.unit);
    io("lever_decimals", lever.decimals);
    io("lever_spread", lever.spread);
  }
  io.rows("goal", sweep.goals);
  for (auto& goal : sweep.goals) {
    io("goal", goal.name);
    io("goal_label", goal.label);
  }
  io.rows("sweep_scenario", sweep.scenarios);
  for (auto& scenario : sweep.scenarios) {
    io("sweep_scenario", scenario.name);
    io("sweep_scenario_label", scenario.label);
  }
}

/// Values of all levers one after the other, each with its lever.
void pack_lever_values(Packing& io, Group& group, const Sweep& sweep) {
  std::size_t count = 0;
  for (std::size_t lever = 0; lever < sweep.levers.size(); ++lever) {
    for (const double value : sweep.levers[lever].values) {
      io("lever_value_lever", static_cast<std::int32_t>(lever));
      io("lever_value_unit", sweep.levers[lever].unit);
      io("lever_value_setting", value);
      ++count;
    }
  }
  group.extents.insert_or_assign("lever_value", count);
  io.positions("lever_value");
}

void pack_present(Packing& io, const Sweep& sweep) {
  for (const auto& scenario : sweep.scenarios) {
    PROSPECT_EXPECT(scenario.present.empty() || scenario.present.size() == sweep.levers.size());
    for (std::size_t lever = 0; lever < sweep.levers.size(); ++lever) {
      io("present", scenario.present.empty() ? std::numeric_limits<double>::quiet_NaN() : scenario.present[lever]);
    }
  }
}

void pack_probabilities(Packing& io, const Sweep& sweep) {
  for (std::size_t point = 0; point < sweep.points(); ++point) {
    const auto counted = static_cast<std::uint64_t>(sweep.counted[point]);
    for (std::size_t goal = 0; goal < sweep.goals.size(); ++goal) {
      const auto hits = static_cast<std::uint64_t>(sweep.hits[point * sweep.goals.size() + goal]);
      const auto interval = summarise::probability_interval(hits, counted);
      io("probability", counted == 0 ? std::numeric_limits<double>::quiet_NaN()
                                     : static_cast<double>(hits) / static_cast<double>(counted));
      io("probability_low", interval.low);
      io("probability_high", interval.high);
    }
  }
}

template <class Rows>
bool are_named_once(const Rows& rows) {
  std::set<std::string> names;
  return std::all_of(rows.begin(), rows.end(),
                     [&](const auto& row) { return !row.name.empty() && names.insert(row.name).second; });
}

void unpack_lever_values(Sweep& sweep, const Group& group) {
  Unpacking io(group);
  for (std::size_t k = 0; k < extent(group, "lever_value"); ++k) {
    std::int32_t lever = 0;
    double value = 0;
    io("lever_value_lever", lever);
    io("lever_value_setting", value);
    ask(lever >= 0 && static_cast<std::size_t>(lever) < sweep.levers.size(),
        "'lever_value_lever' names a lever that is not there");
    ask(std::isfinite(value), "'lever_value_setting' holds something that is no number");
    sweep.levers[static_cast<std::size_t>(lever)].values.push_back(value);
  }
}

void unpack_present(Sweep& sweep, const Group& group) {
  Unpacking io(group);
  for (auto& scenario : sweep.scenarios) {
    scenario.present.resize(sweep.levers.size());
    for (double& value : scenario.present) {
      io("present", value);
      ask(!std::isinf(value), "'present' holds something that is no number");
    }
  }
}

void check_levers(const Sweep& sweep) {
  for (const auto& lever : sweep.levers) {
    ask(0 <= lever.decimals && lever.decimals <= most_sweep_decimals, "'lever_decimals' is no number of decimals");
    ask(std::isfinite(lever.spread) && lever.spread >= 0, "'lever_spread' is no standard deviation");
    const std::set<double> distinct(lever.values.begin(), lever.values.end());
    ask(!distinct.empty() && distinct.size() == lever.values.size(), "a lever has no values, or one of them twice");
    ask(sweep.design == SweepDesign::full || (lever.values.size() == 2 && lever.values[0] < lever.values[1]),
        "a lever of a latin hypercube has no range");
  }
}

void check_points(const Sweep& sweep) {
  const std::size_t goals = sweep.goals.size();
  const auto paths = static_cast<std::int64_t>(sweep.paths);
  for (std::size_t point = 0; point < sweep.points(); ++point) {
    ask(sweep.scenario[point] >= 0 && static_cast<std::size_t>(sweep.scenario[point]) < sweep.scenarios.size(),
        "'point_scenario' names a scenario that is not there");
    const std::int64_t counted = sweep.counted[point], failed = sweep.failed[point];
    ask(0 <= counted && counted <= paths, "'counted' counts more paths than a point has, or fewer than none");
    ask(0 <= failed && failed <= counted, "'failed' counts more paths than count, or fewer than none");
    for (std::size_t goal = 0; goal < goals; ++goal) {
      const std::int64_t hits = sweep.hits[point * goals + goal];
      ask(0 <= hits && hits <= counted - failed, "'hits' counts more paths than are sound, or fewer than none");
    }
  }
}

/// The row of the design a point is: the position of each setting among the lever's values, as one number.
std::size_t combination_of(const Sweep& sweep, const std::vector<std::map<double, std::size_t>>& places,
                           std::size_t point) {
  std::size_t position = static_cast<std::size_t>(sweep.scenario[point]);
  for (std::size_t lever = 0; lever < sweep.levers.size(); ++lever) {
    const auto found = places[lever].find(sweep.setting[point * sweep.levers.size() + lever]);
    ask(found != places[lever].end(), "'setting' holds a value that is none of its lever's");
    position = position * places[lever].size() + found->second;
  }
  return position;
}

void check_full_design(const Sweep& sweep) {
  const char* const incomplete = "the points are not every combination of the levers' values";
  // Counted against the points that are there, so that no product of lengths a stranger chose can be too large.
  std::size_t all = sweep.scenarios.size();
  for (const auto& lever : sweep.levers) {
    ask(all <= sweep.points() / lever.values.size(), incomplete);
    all *= lever.values.size();
  }
  ask(all == sweep.points(), incomplete);
  std::vector<std::map<double, std::size_t>> places;
  for (const auto& lever : sweep.levers) {
    auto& of = places.emplace_back();
    for (const double value : lever.values) of.emplace(value, of.size());
  }
  std::vector<bool> seen(all, false);
  for (std::size_t point = 0; point < all; ++point) {
    const std::size_t position = combination_of(sweep, places, point);
    ask(!seen[position], incomplete);
    seen[position] = true;
  }
}

void check_hypercube(const Sweep& sweep) {
  for (std::size_t k = 0; k < sweep.setting.size(); ++k) {
    const auto& lever = sweep.levers[k % sweep.levers.size()];
    const double rounded = 0.5 * std::pow(10.0, -lever.decimals);   // settings are rounded to the lever's decimals
    ask(lever.values[0] - rounded <= sweep.setting[k] && sweep.setting[k] <= lever.values[1] + rounded,
        "'setting' lies outside the range of its lever");
  }
}

void check_sweep(const Sweep& sweep) {
  ask(!sweep.name.empty(), "a sweep has no name");
  ask(sweep.paths <= most_sweep_paths, "a point of a sweep has more paths than can be counted");
  ask(sweep.points() > 0 && !sweep.levers.empty() && !sweep.goals.empty() && !sweep.scenarios.empty(),
      "a sweep has no points, levers, goals or scenarios");
  const std::size_t points = sweep.points();
  ask(sweep.setting.size() == points * sweep.levers.size() && sweep.hits.size() == points * sweep.goals.size() &&
          sweep.counted.size() == points && sweep.failed.size() == points,
      "the columns of a sweep differ in length");
  ask(are_named_once(sweep.levers) && are_named_once(sweep.goals) && are_named_once(sweep.scenarios),
      "a lever, goal or scenario of a sweep has no name, or that of another");
  ask(std::all_of(sweep.setting.begin(), sweep.setting.end(), [](double value) { return std::isfinite(value); }),
      "'setting' holds something that is no number");
  check_levers(sweep);
  check_points(sweep);
  sweep.design == SweepDesign::full ? check_full_design(sweep) : check_hypercube(sweep);
}

}  // namespace

Group pack_sweep(const Sweep& sweep) {
  const std::size_t points = sweep.points();
  PROSPECT_EXPECT(sweep.setting.size() == points * sweep.levers.size());
  PROSPECT_EXPECT(sweep.counted.size() == points && sweep.failed.size() == points);
  PROSPECT_EXPECT(sweep.hits.size() == points * sweep.goals.size());
  Group group;
  Packing io(group);
  sweep_fields(io, sweep);
  io.attribute("design", std::string(sweep_designs[static_cast<std::size_t>(sweep.design)]));
  pack_lever_values(io, group, sweep);
  pack_present(io, sweep);
  io.rows("point", sweep.scenario);
  io.positions("point");
  if (points == 0) return group;
  group.columns.insert_or_assign("point_scenario", sweep.scenario);
  group.columns.insert_or_assign("setting", sweep.setting);
  group.columns.insert_or_assign("counted", sweep.counted);
  group.columns.insert_or_assign("failed", sweep.failed);
  group.columns.insert_or_assign("hits", sweep.hits);
  pack_probabilities(io, sweep);
  return group;
}

Sweep unpack_sweep(const Group& group) {
  Sweep sweep;
  Unpacking io(group);
  sweep_fields(io, sweep);
  std::string design;
  io.attribute("design", design);
  const auto word = std::find(sweep_designs.begin(), sweep_designs.end(), design);
  if (word == sweep_designs.end()) refuse_word("design", design);
  sweep.design = static_cast<SweepDesign>(word - sweep_designs.begin());
  unpack_lever_values(sweep, group);
  unpack_present(sweep, group);
  sweep.scenario = column<std::int32_t>(group, "point_scenario");
  sweep.setting = column<double>(group, "setting");
  sweep.counted = column<std::int64_t>(group, "counted");
  sweep.failed = column<std::int64_t>(group, "failed");
  sweep.hits = column<std::int64_t>(group, "hits");
  check_sweep(sweep);
  return sweep;
}

}  // namespace prospect::store
