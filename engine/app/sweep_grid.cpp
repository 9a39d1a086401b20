#include "app/sweep_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "analyse/goals.hpp"
#include "app/lever_trials.hpp"
#include "app/refuse.hpp"
#include "app/request.hpp"
#include "base/hints.hpp"
#include "base/problem.hpp"
#include "model/fields.hpp"
#include "model/model.hpp"
#include "read/parsed.hpp"
#include "read/read.hpp"

namespace prospect::app {
namespace {

using analyse::SweepDesign;
using read::Value;

/// Steps in the range that a lever may be set to: finer differences say nothing.
constexpr double lever_steps = 1e4;
constexpr int least_settings = 2;

const model::TableInfoKeys& grid_keys() {
  static const model::TableInfoKeys keys = {
      "", false, {
          {"format", "integer", true, "version of the language; 1"},
          {"label", "table { en, vi }", true, "name people read, in both languages"},
          {"scenarios", "array of strings", true, "scenario files, relative to the grid file"},
          {"targets", "array of strings", false, "what is counted"},
          {"design", "string", false, "full or latin_hypercube"},
          {"points", "integer", false, "settings of a latin_hypercube"},
          {"paths", "integer", false, "worlds of a point"},
          {"lever", "table", false, "levers that are moved"}}};
  return keys;
}

const model::TableInfoKeys& grid_lever_keys() {
  static const model::TableInfoKeys keys = {
      "lever.NAME", false, {
          {"from", "number", false, "the lowest value"},
          {"to", "number", false, "the highest value"},
          {"steps", "integer", false, "so many values, evenly spread, both ends included"},
          {"values", "array of numbers", false, "the values themselves"},
          {"spread", "number", false, "the lever is normal(value, spread)"}}};
  return keys;
}

/// A number of the file and where it stands.
struct Placed {
  double value = 0;
  base::Place place;
};

/// A lever on its way through the checks.
struct LeverDraft {
  std::string name;
  base::Place place;
  std::optional<Placed> from, to, spread;
  std::optional<int> steps;
  std::vector<Placed> values;   ///< as written

  [[nodiscard]] std::vector<const Placed*> numbers() const {
    std::vector<const Placed*> all;
    for (const auto* number : {&from, &to}) {
      if (*number) all.push_back(&**number);
    }
    for (const auto& value : values) all.push_back(&value);
    return all;
  }
};

std::string with_unit(double value, const std::string& unit) {
  return unit == "1" ? fmt::format("{}", value) : fmt::format("{} {}", value, unit);
}

class GridReader {
 public:
  GridReader(const std::string& file, const read::FileSource& files, int as_of) : files_(files), as_of_(as_of) {
    grid_.file = std::filesystem::path(file).lexically_normal().generic_string();
    grid_.name = std::filesystem::path(file).stem().string();
  }

  SweepGrid read() {
    const auto text = files_.text(grid_.file);
    if (!text) {
      const auto name = std::filesystem::path(grid_.file).filename().string();
      refuse(files_.is_folder(grid_.file) ? fmt::format("'{}' is a folder, a grid file is expected", grid_.file)
                                          : fmt::format("there is no file '{}'", grid_.file),
             base::did_you_mean(name, files_.beside(grid_.file), "name a grid file"));
    }
    grid_.text = *text;
    const Value root = read::parse_toml(*text, grid_.file, problems_);
    // After a mistake of the grammar there is nothing to hold anything against.
    if (problems_.has_errors() && root.entries.empty()) base::reject_if_errors(problems_);
    read_top(root);
    read_levers(root);
    for (const auto& [name, value] : scenarios_) load_scenario(name, *value);
    default_targets();
    count_settings(root);
    base::reject_if_errors(problems_);
    return std::move(grid_);
  }

 private:
  void read_top(const Value& root) {
    const model::Fields fields(root, "a grid", problems_);
    fields.check_keys(grid_keys());
    if (const auto format = fields.whole("format"); format && *format != 1) {
      problems_.add("format-version", fields.find("format")->place,
                    fmt::format("format {} is not known; this program reads format 1", *format));
    }
    grid_.label = fields.label("label");
    read_design(fields);
    points_ = whole_within(fields, "points", least_settings, static_cast<double>(most_points));
    const bool latin = grid_.design == SweepDesign::latin_hypercube;
    if (const auto* value = fields.find("points"); value != nullptr && !latin) {
      problems_.add("bad-key", value->place,
                    "'points' does not go with design full: its levers' values make the points",
                    "write design = \"latin_hypercube\", or leave 'points' out");
    } else if (value == nullptr && latin && knows_design_) {
      problems_.add("missing-key", fields.find("design")->place, "a latin_hypercube has no 'points'",
                    "say how many settings of the levers there are to be, as in points = 500");
    }
    if (const auto paths = whole_within(fields, "paths", 1, static_cast<double>(most_paths))) {
      grid_.paths = static_cast<std::uint64_t>(*paths);
    }
    read_scenarios(fields);
    target_values_ = fields.strings("targets");
    if (const auto* value = fields.find("targets"); value != nullptr && value->items.empty() &&
                                                     value->kind == Value::Kind::array) {
      problems_.add("bad-value", value->place, "'targets' of a grid is empty: nothing would be counted",
                    "name targets, or leave 'targets' out for all of them");
    }
  }

  void read_design(const model::Fields& fields) {
    const auto design = fields.text("design");
    if (!design || *design == "full") return;
    grid_.design = SweepDesign::latin_hypercube;
    if (*design == "latin_hypercube") return;
    problems_.add("bad-value", fields.find("design")->place, fmt::format("there is no design '{}'", *design),
                  base::did_you_mean(*design, {"full", "latin_hypercube"}, "designs are full and latin_hypercube"));
    knows_design_ = false;
  }

  /// A whole number within limits; nothing, with a problem, for another.
  std::optional<int> whole_within(const model::Fields& fields, std::string_view key, double least, double most) {
    const auto* value = fields.find(key);
    if (value == nullptr) return std::nullopt;
    if (value->kind == Value::Kind::integer && (value->number < least || value->number > most)) {
      problems_.add(value->number < least ? "bad-value" : "limit-exceeded", value->place,
                    fmt::format("'{}' is {:.0f}, allowed are {:.0f} to {:.0f}", key, value->number, least, most));
      return std::nullopt;
    }
    return fields.whole(key);
  }

  void read_scenarios(const model::Fields& fields) {
    const auto* list = fields.find("scenarios");
    if (list != nullptr && list->kind == Value::Kind::array && list->items.empty()) {
      problems_.add("bad-value", list->place, "'scenarios' of a grid is empty: there is nothing to run",
                    "name a scenario file at least, as in [\"baseline.toml\"]");
    }
    for (const Value* value : fields.strings("scenarios")) {
      const auto name = read::path_named("scenarios", *value, ".toml", problems_);
      if (!name) continue;
      const auto stem = [](const std::string& file) { return std::filesystem::path(file).stem(); };
      const auto there = std::find_if(scenarios_.begin(), scenarios_.end(),
                                      [&](const auto& other) { return stem(other.first) == stem(*name); });
      if (there != scenarios_.end()) {
        problems_.add({"duplicate-name", value->place,
                       fmt::format("two scenarios of the grid are called '{}'", stem(*name).string()),
                       "give each file once, and no two files one name", there->second->place, "the first is here"});
      } else if (!files_.text(*name)) {
        const std::string wanted = std::filesystem::path(*name).filename().string();
        problems_.add("missing-file", value->place, fmt::format("there is no scenario file '{}'", *name),
                      base::did_you_mean(wanted, files_.beside(*name), "names are relative to the grid file"));
      } else {
        scenarios_.emplace_back(*name, value);
        grid_.scenarios.push_back(*name);
      }
    }
  }

  void read_levers(const Value& root) {
    const auto* levers = root.find("lever");
    if (levers != nullptr && levers->value.kind != Value::Kind::table) {
      problems_.add("wrong-kind", levers->value.place, "'lever' of a grid should be a table, as in [lever.NAME]");
    } else if (levers == nullptr || levers->value.entries.empty()) {
      problems_.add("missing-key", root.place, "the grid moves no lever",
                    "add a table such as [lever.NAME] with 'from', 'to' and 'steps'");
    } else {
      for (const auto& entry : levers->value.entries) read_lever(entry);
    }
  }

  void read_lever(const read::Entry& entry) {
    const std::string what = fmt::format("lever '{}' of a grid", entry.key);
    LeverDraft draft;
    draft.name = entry.key;
    draft.place = entry.key_place;
    if (entry.value.kind != Value::Kind::table) {
      problems_.add("wrong-kind", entry.value.place, what + " should be a table with 'from', 'to' and 'steps'");
    } else {
      const model::Fields fields(entry.value, what, problems_);
      fields.check_keys(grid_lever_keys());
      draft.from = number(fields, "from");
      draft.to = number(fields, "to");
      draft.spread = number(fields, "spread");
      draft.steps = whole_within(fields, "steps", least_settings, static_cast<double>(most_points));
      read_values(fields, what, draft);
      check_form(fields, what, draft);
      if (draft.from && draft.to && draft.from->value >= draft.to->value) {
        problems_.add("bad-bounds", draft.to->place,
                      fmt::format("{} runs from {} to {}: the first number must be the lower", what, draft.from->value,
                                  draft.to->value));
        draft.from.reset();
      }
      if (draft.spread && !(draft.spread->value > 0)) {
        problems_.add("bad-value", draft.spread->place,
                      fmt::format("'spread' of {} is {}, a standard deviation is above 0", what, draft.spread->value),
                      "leave it out for a lever that is certain");
        draft.spread.reset();
      }
    }
    drafts_.push_back(std::move(draft));
  }

  std::optional<Placed> number(const model::Fields& fields, std::string_view key) {
    const auto number = fields.number(key);
    if (!number) return std::nullopt;
    return Placed{*number, fields.find(key)->place};
  }

  void read_values(const model::Fields& fields, const std::string& what, LeverDraft& draft) {
    const auto* list = fields.find("values");
    if (list == nullptr) return;
    if (list->kind != Value::Kind::array || list->items.empty()) {
      problems_.add("wrong-kind", list->place,
                    fmt::format("'values' of {} should be an array of numbers, as in [0, 1.5, 3]", what));
      return;
    }
    for (const auto& item : list->items) {
      if (!item.is_number()) {
        problems_.add("wrong-kind", item.place,
                      fmt::format("'values' of {} should be numbers, found {}", what, read::kind_words(item.kind)));
      } else {
        draft.values.push_back({item.number, item.place});
      }
    }
  }

  /// Which keys go together depends on the design.
  void check_form(const model::Fields& fields, const std::string& what, const LeverDraft& draft) {
    if (!knows_design_) return;
    const bool latin = grid_.design == SweepDesign::latin_hypercube;
    const bool listed = fields.find("values") != nullptr;
    const auto refuse_key = [&](std::string_view key, std::string_view why, std::string_view hint) {
      const auto* value = fields.find(key);
      if (value == nullptr) return;
      problems_.add("bad-key", value->place, fmt::format("'{}' of {} {}", key, what, why), std::string(hint));
    };
    if (latin) {
      refuse_key("steps", "does not go with design latin_hypercube: 'points' says how many there are",
                 "leave it out, or write design = \"full\"");
      refuse_key("values", "does not go with design latin_hypercube, which cuts a range", "give 'from' and 'to'");
    } else if (listed) {
      for (const std::string_view key : {"from", "to", "steps"}) {
        refuse_key(key, "does not go with 'values'", "give the values, or from, to and steps");
      }
      return;
    }
    for (const std::string_view key : {"from", "to", "steps"}) {
      if (fields.find(key) != nullptr || (latin && key == "steps")) continue;
      problems_.add("missing-key", draft.place, fmt::format("{} has no '{}'", what, key),
                    latin ? "give the range, as in from = 0 and to = 5"
                          : "give from, to and steps, or values = [...]");
    }
  }

  void load_scenario(const std::string& name, const Value& value) {
    try {
      const auto equations = model::equations(read::load(name, files_, "", &parsed_), as_of_);
      hold_against(equations.program, value);
    } catch (const base::Rejected& rejected) {
      problems_.add(rejected.problems());
    }
  }

  /// The levers and targets of the grid against a scenario's model; what was found of the first fills the grid.
  void hold_against(const model::Program& program, const Value& scenario) {
    const bool first = !model_seen_;
    model_seen_ = true;
    for (const auto& draft : drafts_) hold_lever(program, draft, first);
    std::vector<std::string> goals;
    for (const Value* word : target_values_) {
      try {
        for (const auto& goal : analyse::find_goals(program, {word->text})) goals.push_back(goal.name);
        if (first) grid_.targets.push_back(word->text);
      } catch (const base::Rejected& rejected) {
        for (auto problem : rejected.problems().sorted()) {
          problem.place = word->place;
          problems_.add(std::move(problem));
        }
      }
    }
    if (first) {
      for (const auto& joint : program.joints) {
        if (!joint.targets.empty()) joints_.push_back(joint.name);
      }
      for (const auto& goal : analyse::find_goals(program, {"each"})) goals.push_back(goal.name);
      goals_ = goals;
    } else {
      for (const auto& goal : analyse::find_goals(program, {"each"})) goals.push_back(goal.name);
      if (goals != goals_) {
        problems_.add("bad-value", scenario.place,
                      fmt::format("the targets of scenario '{}' are not those of the first one", program.scenario),
                      "a grid is about scenarios of one model");
      }
    }
  }

  void hold_lever(const model::Program& program, const LeverDraft& draft, bool first) {
    std::vector<std::string> names;
    for (const auto& variable : program.variables) {
      if (variable.kind != model::Variable::Kind::lever) continue;
      names.push_back(variable.name);
      if (variable.name != draft.name) continue;
      bool within = true;
      for (const Placed* number : draft.numbers()) {
        if (number->value >= variable.low && number->value <= variable.high) continue;
        within = false;
        problems_.add("out-of-bounds", number->place,
                      fmt::format("lever '{}' would be set to {}, allowed are {} to {}", draft.name,
                                  with_unit(number->value, variable.unit), variable.low, variable.high));
      }
      if (!(variable.high > variable.low)) {
        problems_.add("bad-bounds", draft.place, fmt::format("the bounds of lever '{}' leave no choice", draft.name),
                      "widen them in the model");
      } else if (first && within) {
        make_lever(variable, draft);
      }
      return;
    }
    const std::string levers_are = fmt::format("levers are {}", fmt::join(names, ", "));
    problems_.add("unknown-name", draft.place, fmt::format("the model has no lever '{}'", draft.name),
                  base::did_you_mean(draft.name, names, names.empty() ? "it has none" : levers_are));
  }

  void make_lever(const model::Variable& variable, const LeverDraft& draft) {
    analyse::LeverAnswer bounds;
    bounds.low = variable.low;
    bounds.high = variable.high;
    bounds.decimals = decimals_for_steps(variable.low, variable.high, lever_steps);
    analyse::SweepLever lever;
    lever.name = draft.name;
    lever.label = variable.label;
    lever.unit = variable.unit;
    lever.decimals = bounds.decimals;
    lever.spread = draft.spread ? draft.spread->value : 0;
    if (grid_.design == SweepDesign::latin_hypercube) {
      if (draft.from && draft.to && points_) {
        lever.values = {draft.from->value, draft.to->value};
        check_strata(lever, *draft.from);
      }
    } else {
      const auto steps = draft.from && draft.to && draft.steps ? evenly_spread(draft) : draft.values;
      for (const auto& [value, place] : steps) add_value(lever, bounds, value, place);
      std::sort(lever.values.begin(), lever.values.end());
    }
    grid_.levers.push_back(std::move(lever));
  }

  static std::vector<Placed> evenly_spread(const LeverDraft& draft) {
    std::vector<Placed> values;
    const int last = *draft.steps - 1;
    for (int k = 0; k <= last; ++k) {
      const double share = static_cast<double>(k) / last;
      values.push_back({draft.from->value * (1 - share) + draft.to->value * share, draft.place});
    }
    return values;
  }

  void add_value(analyse::SweepLever& lever, const analyse::LeverAnswer& bounds, double value,
                 const base::Place& place) {
    const double step = on_step(bounds, value) + 0.0;  // no negative zero
    if (std::find(lever.values.begin(), lever.values.end(), step) == lever.values.end()) {
      lever.values.push_back(step);
    } else if (coinciding_.insert({lever.name, step}).second) {
      problems_.add("bad-value", place,
                    fmt::format("lever '{}' is set to {} twice: it is set to {} decimals", lever.name,
                                with_unit(step, lever.unit), lever.decimals),
                    "fewer steps, or values further apart");
    }
  }

  /// Each stratum holds a whole multiple of the lever's step.
  void check_strata(const analyse::SweepLever& lever, const Placed& at) {
    const double room = (lever.values[1] - lever.values[0]) * std::pow(10.0, lever.decimals);
    if (room >= *points_) return;
    problems_.add("bad-value", at.place,
                  fmt::format("lever '{}' cannot take {} values between {} and {}: it is set to {} decimals",
                              lever.name, *points_, lever.values[0], lever.values[1], lever.decimals),
                  "fewer points, or a wider range");
  }

  void default_targets() {
    if (!target_values_.empty() || !model_seen_) return;
    grid_.targets = {"each"};
    grid_.targets.insert(grid_.targets.end(), joints_.begin(), joints_.end());
    grid_.targets.emplace_back("all");
  }

  void count_settings(const Value& root) {
    double settings = 1;  // a number that cannot overflow
    if (grid_.design == SweepDesign::latin_hypercube) {
      settings = points_.value_or(0);
    } else {
      for (const auto& draft : drafts_) {
        settings *= draft.values.empty() ? draft.steps.value_or(1) : static_cast<double>(draft.values.size());
      }
    }
    const double points = settings * static_cast<double>(std::max<std::size_t>(scenarios_.size(), 1));
    if (points > static_cast<double>(most_points)) {
      const auto* levers = root.find("lever");
      problems_.add("limit-exceeded", levers != nullptr ? levers->key_place : root.place,
                    fmt::format("the grid has {:.0f} points ({:.0f} settings, {} scenarios), at most {} can be run",
                                points, settings, scenarios_.size(), most_points),
                    "fewer values of a lever, or design = \"latin_hypercube\" with as many points as wanted");
    }
    grid_.settings = points > static_cast<double>(most_points) ? 0 : static_cast<std::size_t>(settings);
  }

  const read::FileSource& files_;
  int as_of_;
  read::Parsed parsed_;
  base::Problems problems_;
  SweepGrid grid_;
  bool knows_design_ = true, model_seen_ = false;
  std::optional<int> points_;
  std::vector<std::pair<std::string, const Value*>> scenarios_;   ///< file and where it is named
  std::vector<const Value*> target_values_;
  std::vector<LeverDraft> drafts_;
  std::vector<std::string> joints_, goals_;                       ///< of the first scenario
  std::set<std::pair<std::string, double>> coinciding_;           ///< told already
};

}  // namespace

SweepGrid read_grid(const std::string& file, const read::FileSource& files, int as_of) {
  return GridReader(file, files, as_of).read();
}

}  // namespace prospect::app
