#include "model/display.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/hints.hpp"
#include "model/builder.hpp"

namespace prospect::model {
namespace {

/// The charts of a definition against its targets, indicators and series.
class ChartReader {
 public:
  ChartReader(const Definition& definition, const std::vector<Target>& targets, base::Problems& problems)
      : d_(definition), targets_(targets), problems_(problems) {}

  void read() {
    for (const auto& chart : d_.charts) one(chart);
  }

  std::vector<Chart> charts;                     ///< of assessed targets
  std::map<std::string, const Series*> pasts;    ///< that charts give to indicators

 private:
  void one(const ChartDefinition& definition) {
    const auto* target = target_of(definition);
    const auto* line = indicator_of(definition, definition.line);
    const auto* past = past_of(definition);
    const auto* fan = fan_of(definition, target);
    if (fan == nullptr) return;
    if (line != nullptr) check_line(*definition.line, *fan, *line);
    if (past != nullptr) check_past(definition, *fan, *past);
    if (target == nullptr || !target->variable) return;
    charts.push_back({definition.name, definition.label.value_or(target->label), target->code, fan->name,
                      line == nullptr ? "" : line->name});
  }

  const Target* target_of(const ChartDefinition& definition) {
    if (definition.target == nullptr) return nullptr;
    const auto& code = definition.target->text;
    const auto found = std::find_if(targets_.begin(), targets_.end(), [&](const auto& t) { return t.code == code; });
    if (found == targets_.end()) {
      std::vector<std::string> codes;
      for (const auto& target : targets_) codes.push_back(target.code);
      problems_.add("unknown-name", definition.target->place,
                    fmt::format("chart '{}' is of target '{}', which the table has not", definition.name, code),
                    base::did_you_mean(code, codes));
      return nullptr;
    }
    claim(of_target_, code, definition.target->place, fmt::format("target '{}' has a chart already", code));
    return &*found;
  }

  /// The indicator whose fan it is: the one named, else the one the target is tested on, if the model has it.
  const IndicatorDefinition* fan_of(const ChartDefinition& definition, const Target* target) {
    if (definition.indicator != nullptr) return indicator_of(definition, definition.indicator);
    return target == nullptr ? nullptr : find(target->indicator);
  }

  const IndicatorDefinition* indicator_of(const ChartDefinition& definition, const read::Value* name) {
    if (name == nullptr) return nullptr;
    const auto* found = find(name->text);
    if (found != nullptr) return found;
    std::vector<std::string> names;
    for (const auto& indicator : d_.indicators) names.push_back(indicator.name);
    problems_.add("unknown-name", name->place,
                  fmt::format("chart '{}' draws '{}', which is no indicator", definition.name, name->text),
                  base::did_you_mean(name->text, names));
    return nullptr;
  }

  [[nodiscard]] const IndicatorDefinition* find(const std::string& name) const {
    const auto found =
        std::find_if(d_.indicators.begin(), d_.indicators.end(), [&](const auto& x) { return x.name == name; });
    return found == d_.indicators.end() ? nullptr : &*found;
  }

  const Series* past_of(const ChartDefinition& definition) {
    if (definition.past == nullptr) return nullptr;
    const auto found = d_.series.find(definition.past->text);
    if (found != d_.series.end()) return &found->second;
    std::vector<std::string> codes;
    for (const auto& [code, series] : d_.series) codes.push_back(code);
    problems_.add("bad-series", definition.past->place, fmt::format("there is no series '{}'", definition.past->text),
                  base::did_you_mean(definition.past->text, codes,
                                     codes.empty() ? "[data] names no table of series" : ""));
    return nullptr;
  }

  /// A line is read off the scale of the fan: its numbers are drawn as they are.
  void check_line(const read::Value& name, const IndicatorDefinition& fan, const IndicatorDefinition& line) {
    const auto own = unit_of(fan.unit);
    const auto unit = unit_of(line.unit);
    if (!own || !unit || *own == *unit) return;
    problems_.add("unit-mismatch", name.place,
                  fmt::format("'{}' is in '{}' but its line '{}' is in '{}'", fan.name, fan.unit, line.name, line.unit),
                  "a line is drawn on the scale of the fan: give it the same unit");
  }

  void check_past(const ChartDefinition& definition, const IndicatorDefinition& fan, const Series& past) {
    const auto own = unit_of(fan.unit);
    const auto unit = unit_of(past.unit);
    if (own && (!unit || !unit->fits(*own))) {
      problems_.add("unit-mismatch", definition.past->place,
                    fmt::format("'{}' is in '{}' but its past '{}' is in '{}'", fan.name, fan.unit, past.code,
                                past.unit));
    }
    const auto [at, fresh] = pasts.emplace(fan.name, &past);
    if (fresh) {
      of_fan_[fan.name] = definition.past->place;
    } else if (at->second != &past) {
      claim(of_fan_, fan.name, definition.past->place,
            fmt::format("'{}' has the past '{}' in another chart", fan.name, at->second->code));
    }
  }

  void claim(std::map<std::string, base::Place>& first, const std::string& name, const base::Place& place,
             std::string message) {
    const auto [at, fresh] = first.emplace(name, place);
    if (fresh) return;
    base::Problem problem{"duplicate-name", place, std::move(message), ""};
    problem.other = at->second;
    problem.other_note = "the first one";
    problems_.add(std::move(problem));
  }

  /// Nothing for a unit that cannot be read: a problem of its own, told elsewhere.
  [[nodiscard]] std::optional<Unit> unit_of(const std::string& text) const {
    std::string bad;
    return Unit::parse(text, d_.unit_words, bad);
  }

  const Definition& d_;
  const std::vector<Target>& targets_;
  base::Problems& problems_;
  std::map<std::string, base::Place> of_target_, of_fan_;   ///< where the first one was named
};

/// Indicators that the run has, by name.
std::map<std::string, const Variable*> indicators_of(const Program& program) {
  std::map<std::string, const Variable*> all;
  for (const auto& variable : program.variables) {
    if (variable.indicator) all.emplace(variable.name, &variable);
  }
  return all;
}

void add_past(const Variable& variable, const Series& series, const std::set<std::string>& words,
              std::vector<PastFigure>& past) {
  std::string bad;
  const auto unit = Unit::parse(series.unit, words, bad);
  const auto own = Unit::parse(variable.unit, words, bad);
  const double scale = unit.value().to(own.value()).value();
  for (const auto& [year, figure] : series.years) {
    past.push_back({variable.name, series.label, year, figure.value * scale, variable.unit, figure.status,
                    figure.source_place});
  }
}

/// The series printed for an indicator: a chart's, else its own history; nullptr if it has none.
const Series* past_of(const IndicatorDefinition& indicator, const std::map<std::string, const Series*>& given,
                      const Definition& definition) {
  if (const auto at = given.find(indicator.name); at != given.end()) return at->second;
  if (indicator.history == nullptr) return nullptr;
  const auto series = definition.series.find(indicator.history->text);
  return series == definition.series.end() ? nullptr : &series->second;
}

}  // namespace

void check_charts(const Definition& definition, const Program& program, base::Problems& problems) {
  ChartReader(definition, program.targets, problems).read();
}

Display display(const read::Inputs& inputs, const Program& program) {
  base::Problems problems;
  const Definition definition = define(inputs, program.base_year, problems);
  ChartReader reader(definition, program.targets, problems);
  reader.read();
  base::reject_if_errors(problems);
  const auto there = indicators_of(program);
  Display display;
  for (const auto& indicator : definition.indicators) {
    const auto variable = there.find(indicator.name);
    const auto* series = past_of(indicator, reader.pasts, definition);
    if (variable == there.end() || series == nullptr) continue;
    add_past(*variable->second, *series, definition.unit_words, display.past);
  }
  for (auto& chart : reader.charts) {
    if (!there.contains(chart.indicator) || (!chart.line.empty() && !there.contains(chart.line))) continue;
    display.charts.push_back(std::move(chart));
  }
  return display;
}

}  // namespace prospect::model
