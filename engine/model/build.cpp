#include <fmt/format.h>

#include <limits>

#include "base/hints.hpp"
#include "model/builder.hpp"

namespace prospect::model {

Equations Builder::build() {
  Program& p = e_.program;
  p.scenario = d_.scenario;
  p.title = d_.title;
  p.region = d_.region;
  p.label = d_.label;
  p.description = d_.description;
  p.base_year = d_.base_year;
  p.end_year = d_.end_year;
  p.failed_limit = d_.failed_limit;
  p.unit_labels = d_.unit_labels;
  families();
  parameters();
  declare();
  correlations();
  lever_laws();
  shock_laws();
  event_laws();
  indicator_laws();
  shares_laws();
  observed_figures();
  return std::move(e_);
}

ParameterId Builder::add_parameter(Parameter parameter) {
  e_.program.parameters.push_back(std::move(parameter));
  return ParameterId(e_.program.parameters.size() - 1);
}

Unit Builder::unit_of(const std::string& text) const {
  std::string ignored;
  return Unit::parse(text, d_.unit_words, ignored).value_or(Unit());
}

std::uint32_t Builder::add_stream(const std::string& name) {
  const auto [at, fresh] =
      streams_.emplace(name, static_cast<std::uint32_t>(e_.program.streams.size()));
  if (fresh) e_.program.streams.push_back({name});
  return at->second;
}

std::uint32_t Builder::add_table(const lanes::Distribution& distribution) {
  e_.program.tables.push_back({distribution});
  return static_cast<std::uint32_t>(e_.program.tables.size() - 1);
}

CheckContext Builder::context(const Scope& scope, std::string subject,
                              std::optional<int> fixed_year) const {
  return {&d_, &scope, std::move(subject), fixed_year};
}

Variable Builder::hidden(const std::string& name, const Named& of) {
  Variable variable;
  variable.name = name;
  variable.label = of.label;
  variable.unit = "1";
  variable.kind = Variable::Kind::hidden;
  variable.limit_low = -std::numeric_limits<double>::infinity();
  variable.limit_high = std::numeric_limits<double>::infinity();
  variable.place = of.place;
  return variable;
}

void Builder::setting(std::string what, const Named& of, std::string value, bool from_default) {
  e_.program.settings.push_back(
      {std::move(what), of.name, of.label, of.unit, std::move(value), of.source, from_default});
}

void Builder::declare() {
  const auto declare_one = [this](const Named& part, Variable::Kind kind) {
    Variable variable = hidden(part.name, part);
    variable.unit = part.unit;
    variable.kind = kind;
    variable.source = part.source;
    const VariableId id = add_variable(std::move(variable));
    name(part.name, {Symbol::Kind::variable, id.value, {}, unit_of(part.unit), part.unit});
    return id;
  };
  for (const auto& lever : d_.levers) declare_one(lever, Variable::Kind::lever);
  for (const auto& shock : d_.shocks) declare_one(shock, Variable::Kind::shock);
  for (const auto& event : d_.events) {
    Variable active = hidden("active." + event.name, event);
    const VariableId id = add_variable(std::move(active));
    name("active." + event.name, {Symbol::Kind::variable, id.value, {}, Unit(), "1"});
    declare_one(event, Variable::Kind::event);
  }
  for (const auto& indicator : d_.indicators) {
    const VariableId id = declare_one(
        indicator, indicator.equals != nullptr ? Variable::Kind::identity : Variable::Kind::state);
    Variable& variable = e_.program.variables[id.value];
    variable.indicator = true;
    variable.theme = indicator.theme;
    if (indicator.limits) {
      variable.limit_low = (*indicator.limits)[0];
      variable.limit_high = (*indicator.limits)[1];
    }
    history_of(indicator, id);
  }
  for (const auto& group : d_.groups) {
    Symbol symbol;
    symbol.kind = Symbol::Kind::group;
    for (const auto* member : group.members) {
      const auto at = symbols_.find(member->text);
      if (at == symbols_.end() || at->second.kind != Symbol::Kind::variable) {
        problems_.add("unknown-name", member->place,
                      fmt::format("group '{}' names '{}', which is no indicator", group.name,
                                  member->text),
                      base::did_you_mean(member->text, Scope(symbols_).names()));
        continue;
      }
      if (symbol.members.empty()) {
        symbol.unit = at->second.unit;
        symbol.unit_text = at->second.unit_text;
      } else if (!(symbol.unit == at->second.unit)) {
        problems_.add("unit-mismatch", member->place,
                      fmt::format("'{}' is in '{}', the others of group '{}' are in '{}'",
                                  member->text, at->second.unit_text, group.name,
                                  symbol.unit_text));
      }
      symbol.members.push_back(at->second.index);
    }
    name(group.name, std::move(symbol));
  }
}

void Builder::history_of(const IndicatorDefinition& indicator, VariableId id) {
  if (indicator.history == nullptr) return;
  const auto at = d_.series.find(indicator.history->text);
  if (at == d_.series.end()) {
    std::vector<std::string> codes;
    for (const auto& [code, series] : d_.series) codes.push_back(code);
    problems_.add("bad-series", indicator.history->place,
                  fmt::format("there is no series '{}'", indicator.history->text),
                  base::did_you_mean(indicator.history->text, codes,
                                     codes.empty() ? "[data] names no table of series" : ""));
    return;
  }
  std::string bad;
  const auto unit = Unit::parse(at->second.unit, d_.unit_words, bad);
  const Unit own = unit_of(indicator.unit);
  if (!unit || !unit->fits(own)) {
    problems_.add("unit-mismatch", indicator.unit_place,
                  fmt::format("'{}' is in '{}' but its series '{}' is in '{}'", indicator.name,
                              indicator.unit, at->first, at->second.unit));
    return;
  }
  const auto factor = unit->to(own);
  const double scale = factor.value();
  e_.program.variables[id.value].series = at->first;
  for (const auto& [year, figure] : at->second.years) {
    e_.history[id.value].emplace_back(year, figure.value * scale);
  }
}

}  // namespace prospect::model
