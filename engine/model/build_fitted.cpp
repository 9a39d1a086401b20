/// Families of fitted states: what they share, what teaches them, and the laws of their members.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/hints.hpp"
#include "model/builder.hpp"

namespace prospect::model {

std::optional<Link> Builder::link_named(const read::Value& value) {
  static const std::map<std::string, Link> links = {{"identity", Link::identity},
                                                    {"log", Link::log},
                                                    {"log_ratio", Link::log_ratio},
                                                    {"logit", Link::logit}};
  const auto at = links.find(value.text);
  if (at != links.end()) return at->second;
  problems_.add("bad-link", value.place, fmt::format("'{}' is not a link", value.text),
                base::did_you_mean(value.text, {"identity", "log", "log_ratio", "logit"},
                                   "links are identity, log, logit and log_ratio"));
  return std::nullopt;
}

const FamilyDefinition* Builder::family_of(const IndicatorDefinition& indicator) {
  if (indicator.family == nullptr) return nullptr;
  std::vector<std::string> names;
  for (const auto& family : d_.families) {
    if (family.family.name == indicator.family->text) return &family;
    names.push_back(family.family.name);
  }
  problems_.add("unknown-name", indicator.family->place,
                fmt::format("there is no family '{}'", indicator.family->text),
                base::did_you_mean(indicator.family->text, names, "families are [family.NAME]"));
  return nullptr;
}

std::size_t Builder::index_of(const FamilyDefinition& family) const {
  return static_cast<std::size_t>(&family - d_.families.data());
}

void Builder::families() {
  for (const auto& definition : d_.families) {
    Family family = definition.family;
    if (definition.link != nullptr) family.link = link_named(*definition.link).value_or(Link::identity);
    const bool says_scale = definition.says_sigma;
    if (family.link == Link::identity && !says_scale) {
      problems_.add("missing-key", family.place,
                    fmt::format("family '{}' has no 'sigma', and its link is the identity", family.name),
                    "say how much its members move in a year, in their unit: sigma = 2.5");
    }
    if (family.link == Link::log_ratio && !definition.series.empty()) {
      problems_.add("bad-link", definition.link->place,
                    fmt::format("family '{}' has link log_ratio, which is not fitted to a history", family.name));
    }
    e_.program.families.push_back(std::move(family));
    family_parameters(definition);
    taught_histories(definition);
  }
}

void Builder::family_parameters(const FamilyDefinition& definition) {
  const Family& family = definition.family;
  const auto add = [&](const char* what, const base::Label& words, bool is_free,
                       std::string prior) -> std::optional<ParameterId> {
    if (!is_free) return std::nullopt;
    Parameter parameter;
    parameter.name = fmt::format("{}.{}", what, family.name);
    parameter.label = {family.label.en + ": " + words.en, family.label.vi + ": " + words.vi};
    parameter.unit = "1";
    parameter.role = Parameter::Role::family;
    parameter.prior_text = std::move(prior);
    parameter.source = family.source;
    parameter.place = family.place;
    return add_parameter(std::move(parameter));
  };
  const auto listed = [&](const char* what, const base::Label& words, const std::vector<double>& values) {
    return add(what, words, values.size() > 1,
               fmt::format("one of {}", fmt::join(values, ", ")));
  };
  e_.program.family_parameters.push_back(
      {add("scale", {"scale of the volatility", "mức biến động chung"}, family.sigma_spread > 0,
           fmt::format("lognormal({}, {})", family.sigma, family.sigma_spread)),
       listed("damping", {"damping of the drift", "độ tắt dần của xu thế"}, family.damping),
       listed("drift_change", {"change of the drift", "mức thay đổi của xu thế"}, family.drift_change),
       listed("drift_sd", {"spread of first drifts", "độ phân tán xu thế đầu"}, family.drift_sd),
       listed("estimate_error", {"error of estimates", "sai số của số ước tính"}, family.estimate_error),
       listed("df", {"likeness of volatilities", "độ giống nhau về biến động"}, family.df)});
}

void Builder::taught_histories(const FamilyDefinition& definition) {
  for (const auto* code : definition.series) {
    const auto series = d_.series.find(code->text);
    if (series == d_.series.end()) {
      std::vector<std::string> codes;
      for (const auto& entry : d_.series) codes.push_back(entry.first);
      problems_.add("bad-series", code->place, fmt::format("there is no series '{}'", code->text),
                    base::did_you_mean(code->text, codes));
      continue;
    }
    if (!claim_series(*code)) continue;
    Named named;
    named.name = code->text;
    named.place = code->place;
    named.unit = series->second.unit;
    named.label = series->second.label;
    Variable variable = hidden(code->text, named);
    variable.unit = named.unit;
    variable.series = code->text;
    variable.link = e_.program.families.back().link;
    if (variable.link == Link::logit) set_bounds(named, definition.bounds, variable.low, variable.high);
    History history = history_for(variable, definition.family.name);
    for (const auto& [year, figure] : series->second.years) {
      if (figure.status == "derived") continue;
      const auto linked = fits_link(variable, figure.value, year, figure.place);
      if (linked) history.figures.push_back({year, figure.value, *linked, figure.status == "estimate"});
    }
    e_.program.histories.push_back(std::move(history));
  }
}

bool Builder::claim_series(const read::Value& code) {
  const auto taken = [&](const base::Place& by, std::string why, std::string note) {
    base::Problem problem{"bad-series", code.place, std::move(why),
                          "a figure that taught twice would count twice"};
    problem.other = by;
    problem.other_note = std::move(note);
    problems_.add(std::move(problem));
    return false;
  };
  const auto [at, fresh] = taught_.emplace(code.text, code.place);
  if (!fresh) {
    return taken(at->second, fmt::format("series '{}' teaches a family already", code.text), "first named here");
  }
  for (const auto& indicator : d_.indicators) {
    const bool follows = indicator.family != nullptr && indicator.history != nullptr &&
                         indicator.history->text == code.text;
    if (!follows) continue;
    return taken(indicator.history->place,
                 fmt::format("series '{}' is the history of '{}', which is fitted to it", code.text,
                             indicator.name),
                 "the state's history");
  }
  return true;
}

History Builder::history_for(const Variable& variable, const std::string& family) {
  return {variable.series, variable.label, variable.unit,  family,       variable.link,
          variable.low,    variable.high,  std::vector<Observation>{}, std::nullopt};
}

/// Level, drift that changes, and volatility, learned from the history: see calibrate.
void Builder::fit_parts(const IndicatorDefinition& indicator, VariableId id, Scope& scope) {
  const auto* family = family_of(indicator);
  if (family == nullptr) return;
  Program& p = e_.program;
  const Variable variable = p.variables[id.value];
  if (variable.link == Link::log_ratio) {
    problems_.add("bad-link", indicator.family->place,
                  fmt::format("'{}' has link log_ratio, which is not fitted to a history",
                              indicator.name),
                  "give it a drift and a volatility instead of a family");
    return;
  }
  const bool scale_fits = family->says_sigma || variable.link != Link::identity ||
                          p.families[index_of(*family)].link == Link::identity;  // told already
  if (!scale_fits) {
    problems_.add("missing-key", indicator.place,
                  fmt::format("'{}' has link identity, and its family '{}' no 'sigma'", indicator.name,
                              family->family.name),
                  "on a link of its own a member needs the family's sigma, in the member's unit");
  }
  p.variables[id.value].family = family->family.name;
  const std::string unit = variable.link == Link::identity ? indicator.unit : "1";
  const auto parameter = [&](const std::string& prefix, const base::Label& words, Parameter::Role role) {
    Parameter made;
    made.name = prefix + "." + indicator.name;
    made.label = {indicator.label.en + ": " + words.en, indicator.label.vi + ": " + words.vi};
    made.unit = unit;
    made.role = role;
    made.of = id;
    made.prior_text = fmt::format("family {}", family->family.name);
    made.place = indicator.place;
    const ParameterId made_id = add_parameter(std::move(made));
    name(prefix + "." + indicator.name,
         {Symbol::Kind::parameter, made_id.value, {}, unit_of(unit), unit});
    return made_id;
  };
  FittedState fitted;
  fitted.variable = id;
  fitted.sigma = parameter("sigma", {"volatility", "độ biến động"}, Parameter::Role::sigma);
  fitted.level = parameter("level", {"level", "mức"}, Parameter::Role::level);
  fitted.drift = parameter("drift", {"drift", "xu thế"}, Parameter::Role::drift);
  fitted.history = p.histories.size();
  trend_law(indicator, id, fitted, scope);

  History history = history_for(variable, family->family.name);
  history.variable = id;
  const auto series = d_.series.find(variable.series);
  for (const auto& [year, value] : e_.history[id.value]) {
    const bool has_row = series != d_.series.end();
    const std::string status = has_row ? series->second.years.at(year).status : "";
    const auto on_link =
        fits_link(variable, value, year, has_row ? series->second.years.at(year).place : indicator.place);
    if (!on_link || status == "derived") continue;
    history.figures.push_back({year, value, *on_link, status == "estimate"});
  }
  for (const ObservedRow* row : observed_of(indicator.name)) {
    const double value = in_unit_of(variable, *row, row->value);
    const auto on_link = fits_link(variable, value, row->year, row->place);
    if (on_link) history.figures.push_back({row->year, value, *on_link, row->estimate});
  }
  p.histories.push_back(std::move(history));
  p.fitted.push_back(fitted);
}

void Builder::trend_law(const IndicatorDefinition& indicator, VariableId id, const FittedState& fitted,
                        Scope& scope) {
  Program& p = e_.program;
  const std::string unit =
      p.variables[id.value].link == Link::identity ? indicator.unit : "1";
  const std::size_t family = index_of(*family_of(indicator));
  const FamilyParameters& shared = p.family_parameters[family];
  const std::string trend = "trend." + indicator.name;
  const VariableId trend_id = add_variable(hidden(trend, indicator));
  p.variables[trend_id.value].unit = unit;
  const Symbol symbol{Symbol::Kind::variable, trend_id.value, {}, unit_of(unit), unit};
  name(trend, symbol);
  Expression law;
  const auto term = [&](const std::optional<ParameterId>& drawn, const std::vector<double>& values) {
    return drawn ? law.parameter(*drawn) : law.constant(values.front());
  };
  const int before = law.variable(trend_id, -1);
  int now = law.apply(Opcode::mul, before, term(shared.damping, p.families[family].damping));
  const auto& changes = p.families[family].drift_change;
  if (*std::max_element(changes.begin(), changes.end()) > 0) {
    const int size = law.apply(Opcode::mul, law.parameter(fitted.sigma), term(shared.drift_change, changes));
    now = law.apply(Opcode::add, now, law.apply(Opcode::mul, size, score_of(trend, law)));
  }
  Expression begin;
  begin.parameter(fitted.drift);
  if (const auto until = observed_until(indicator)) hold_until(*until, law, begin);
  yearly(trend_id) = std::move(law);
  start(trend_id) = std::move(begin);
  scope.add_local("trend", symbol);
  scope.add_local("sigma", {Symbol::Kind::parameter, fitted.sigma.value, {}, unit_of(unit), unit});
}

std::optional<VariableId> Builder::jump_of(const IndicatorDefinition& indicator, const Scope& scope) {
  const auto* definition = family_of(indicator);
  const Symbol* sigma = scope.find("sigma");
  if (definition == nullptr || sigma == nullptr) return std::nullopt;
  const Family& family = definition->family;
  if (family.break_probability == 0 || family.break_size == 0) return std::nullopt;
  const std::string jump = "jump." + indicator.name;
  const VariableId jump_id = add_variable(hidden(jump, indicator));
  Expression& law = yearly(jump_id);
  const int word = law.draw(Opcode::word, add_stream(jump));
  const int chance = law.constant(family.break_probability);
  const int size = law.apply(Opcode::mul_i, law.parameter(ParameterId(sigma->index)), -1, -1,
                             family.break_size);
  law.apply(Opcode::spike, word, chance, size);
  return jump_id;
}

}  // namespace prospect::model
