#include "app/sweep_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "app/scenario_text.hpp"
#include "app/sweep_worker.hpp"
#include "model/prune.hpp"
#include "model/split.hpp"
#include "read/read.hpp"

namespace prospect::app {
namespace {

constexpr const char* point_marker = "# A point of `prospect sweep`.";

std::string number_with(double value, const std::string& unit) {
  return unit == "1" || unit.empty() ? fmt::format("{}", value) : fmt::format("{} {}", value, unit);
}

std::string law_text(double value, double spread) { return fmt::format("normal({}, {})", value, spread); }

}  // namespace

SweepCase::SweepCase(const Questioned& about, std::size_t scenario, const analyse::Sweep& sweep,
                     const std::vector<std::string>& targets, int threads)
    : about_(about), sweep_(sweep), scenario_(scenario) {
  const Case& base = about.cases[scenario];
  const std::filesystem::path path(base.file);
  file_ = (path.parent_path() / (path.stem().string() + "_swept.toml")).generic_string();
  read::Parsed parsed;
  below_ = line_below(base.file, !read::load(base.file, *about.files, about.observed, &parsed).scenarios.empty());
  std::string levers = "\n[lever]\n";
  for (const auto& lever : sweep.levers) {
    levers += fmt::format("{} = \"{}\"\n", lever.name, law_text(lever.values.front(), 1));
  }
  const auto& program = base.program;
  pattern_ = case_of(about, file_, scenario_head(point_marker, program.label, program.label, below_) + levers, base,
                     threads, &parsed);
  for (const auto& lever : sweep.levers) {
    const auto& all = pattern_.program.parameters;
    const auto name = "lever." + lever.name;
    const auto at = std::find_if(all.begin(), all.end(), [&](const auto& parameter) { return parameter.name == name; });
    parameters_.emplace_back(static_cast<std::size_t>(at - all.begin()));
    pattern_.estimate.laws[parameters_.back().value].distribution = law(parameters_.size() - 1, lever.values.front());
  }
  goals_ = analyse::find_goals(pattern_.program, targets);
  prepared_ = std::make_unique<simulate::Prepared>(pattern_.program, pattern_.estimate, about.seed);
  find_parts();
  find_lean();
  look_ahead();
}

SweepCase::~SweepCase() = default;

void SweepCase::rest() { workers_.clear(); }

lanes::Distribution SweepCase::law(std::size_t lever, double value) const {
  lanes::Distribution made;
  const double spread = sweep_.levers[lever].spread;
  made.kind = spread > 0 ? lanes::Distribution::Kind::normal : lanes::Distribution::Kind::fixed;
  made.a = value;
  made.b = spread;
  return made;
}

std::string SweepCase::text(std::span<const double> setting) const {
  const auto& program = about_.cases[scenario_].program;
  const auto named = [&](base::Language language) {
    std::string text = program.label.in(language);
    for (std::size_t k = 0; k < setting.size(); ++k) {
      const auto& lever = sweep_.levers[k];
      text += (k == 0 ? ": " : "; ") + lever.label.in(language) + " " +
              number_with(setting[k], program.unit_text(lever.unit, language));
    }
    return text;
  };
  const base::Label label{named(base::Language::english), named(base::Language::vietnamese)};
  std::string text = scenario_head(point_marker, label, label, below_) + "\n[lever]\n";
  for (std::size_t k = 0; k < setting.size(); ++k) {
    const auto& lever = sweep_.levers[k];
    text += lever.spread > 0 ? fmt::format("{} = \"{}\"\n", lever.name, law_text(setting[k], lever.spread))
                             : fmt::format("{} = {}\n", lever.name, setting[k]);
  }
  return text;
}

void SweepCase::find_parts() {
  auto whole = pattern_.program;
  for (auto& variable : whole.variables) variable.tested = false;  // no other target is asked for
  for (const auto id : analyse::variables_of(whole, goals_)) whole.variables[id.value].tested = true;
  std::vector<std::vector<std::size_t>> levers_of(whole.variables.size());
  for (std::size_t k = 0; k < parameters_.size(); ++k) {
    const auto moving = model::split(whole, {parameters_[k]}).moving;
    for (std::size_t v = 0; v < levers_of.size(); ++v) {
      if (moving.variables[v].indicator || moving.variables[v].tested) levers_of[v].push_back(k);
    }
  }
  auto split = model::split(std::move(whole), parameters_);
  fixed_ = std::move(split.fixed);
  std::map<std::vector<std::size_t>, std::vector<model::VariableId>> by_levers;
  for (std::size_t v = 0; v < levers_of.size(); ++v) {
    if (!levers_of[v].empty()) by_levers[levers_of[v]].emplace_back(v);
  }
  std::map<std::vector<std::size_t>, std::size_t> part_with;
  for (const auto& [levers, variables] : by_levers) {
    part_with.emplace(levers, parts_.size());
    parts_.push_back(part_of(levers, variables, split.moving));
  }
  for (const auto& goal : goals_) {
    analyse::Goal fixed{goal.name, goal.label, {}};
    auto& places = moved_.emplace_back();
    for (const auto t : goal.targets) {
      const auto& levers = levers_of[pattern_.program.targets[t].variable->value];
      if (levers.empty()) {
        fixed.targets.push_back(t);
        continue;
      }
      const std::size_t part = part_with.at(levers);
      auto& tests = parts_[part].tests;
      const auto at = std::find_if(tests.begin(), tests.end(), [t](const auto& test) { return test.targets[0] == t; });
      places.push_back({part, static_cast<std::size_t>(at - tests.begin())});
      if (at == tests.end()) tests.push_back({"", {}, {t}});
    }
    fixed_goals_.push_back(std::move(fixed));
  }
  fixed_goals_.emplace_back();
  for (auto& part : parts_) part.tests.emplace_back();
  for (const auto& observed : pattern_.program.observed) {
    if (observed.fitted) continue;
    const auto& levers = levers_of[observed.variable.value];
    figures_.push_back({observed, levers.empty() ? none : part_with.at(levers),
                        lanes::Stream(about_.seed, "observe." + observed.series)});
  }
}

SweepCase::Part SweepCase::part_of(std::vector<std::size_t> levers, const std::vector<model::VariableId>& variables,
                                   const model::Program& moving) const {
  auto rest = model::only(moving, variables);
  std::vector<bool> own(rest.variables.size(), false);
  for (const auto id : variables) own[id.value] = true;
  for (std::size_t v = 0; v < own.size(); ++v) {
    if (!own[v]) rest.variables[v].indicator = rest.variables[v].tested = false;  // another part's
  }
  Part part;
  // Last comes the lever with the least code behind it: that code is run for every combination.
  for (; levers.size() > 1;) {
    std::size_t least = 0;
    std::vector<model::SplitProgram> splits;
    for (std::size_t k = 0; k < levers.size(); ++k) {
      splits.push_back(model::split(rest, {parameters_[levers[k]]}));
      const auto size = [&](std::size_t of) { return splits[of].moving.year_code.size(); };
      if (size(k) < size(least)) least = k;
    }
    part.levers.insert(part.levers.begin(), levers[least]);
    part.stages.insert(part.stages.begin(), std::move(splits[least].moving));
    rest = std::move(splits[least].fixed);
    levers.erase(levers.begin() + static_cast<std::ptrdiff_t>(least));
  }
  part.levers.insert(part.levers.begin(), levers.front());
  part.stages.insert(part.stages.begin(), std::move(rest));
  return part;
}

/// What no stage writes is read of the fixed part.
void SweepCase::find_lean() {
  std::vector<model::Operand> read;
  for (const auto& part : parts_) {
    for (const auto& stage : part.stages) {
      for (const auto* code : {&stage.path_code, &stage.year_code}) {
        for (const auto& x : *code) {
          for (const auto& operand : {x.a, x.b, x.c}) {
            const bool here = operand.space == model::Operand::Space::path ||
                              (operand.space == model::Operand::Space::kept && operand.row < fixed_.kept_depth.size());
            if (here) read.push_back({operand.space, operand.row, 0});
          }
        }
      }
    }
  }
  for (const auto& figure : figures_) {
    if (figure.part != none) continue;
    read.push_back({model::Operand::Space::kept, *fixed_.variables[figure.observed.variable.value].kept_row, 0});
  }
  lean_ = model::only_rows(fixed_, read);
  for (auto& variable : lean_.variables) variable.indicator = variable.tested = false;
  for (const auto& figure : figures_) {
    if (figure.part == none) lean_.variables[figure.observed.variable.value].tested = true;
  }
}

std::vector<SweepCase::Projection> SweepCase::projections(std::span<const double> settings) const {
  const std::size_t levers = sweep_.levers.size(), count = settings.size() / levers;
  std::vector<Projection> all;
  for (const auto& part : parts_) {
    std::map<std::vector<double>, std::uint32_t> numbers;
    const auto values_of = [&](std::size_t s) {
      std::vector<double> values;
      for (const auto k : part.levers) values.push_back(settings[s * levers + k]);
      return values;
    };
    for (std::size_t s = 0; s < count; ++s) numbers.emplace(values_of(s), 0);
    Projection seen;
    for (auto& [values, number] : numbers) {
      number = static_cast<std::uint32_t>(seen.combinations++);
      seen.values.insert(seen.values.end(), values.begin(), values.end());
    }
    for (std::size_t s = 0; s < count; ++s) seen.combination.push_back(numbers.at(values_of(s)));
    all.push_back(std::move(seen));
  }
  return all;
}

}  // namespace prospect::app
