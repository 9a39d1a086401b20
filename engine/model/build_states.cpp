/// Indicators: identities, states on a link scale, states on their own scale, shares.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/hints.hpp"
#include "lanes/functions.hpp"
#include "model/builder.hpp"

namespace prospect::model {
namespace {

std::string text_of(const read::Value* value, std::string_view otherwise = "") {
  if (value == nullptr) return std::string(otherwise);
  return value->is_number() ? fmt::format("{}", value->number) : value->text;
}

}  // namespace

void Builder::indicator_laws() {
  for (const auto& indicator : d_.indicators) indicator_law(indicator);
}

void Builder::indicator_law(const IndicatorDefinition& indicator) {
  const VariableId id(symbols_.at(indicator.name).index);
  const int laws = (indicator.equals != nullptr) + (indicator.next != nullptr) +
                   (indicator.link != nullptr || indicator.drift != nullptr ||
                    indicator.family != nullptr);
  if (laws != 1) {
    problems_.add(laws == 0 ? "missing-key" : "bad-key", indicator.place,
                  fmt::format("indicator '{}' has {} laws where one is needed", indicator.name,
                              laws == 0 ? "no" : "several"),
                  "an identity has 'equals', a state on its own scale 'next', a state on a link "
                  "scale 'link', 'drift' or 'family'");
    return;
  }
  const Scope scope(symbols_);
  if (indicator.equals != nullptr) {
    identity(indicator, id, scope);
  } else if (indicator.next != nullptr) {
    next_state(indicator, id, scope);
  } else {
    linked_state(indicator, id);
  }
  if (indicator.start != nullptr) start_value(indicator, id);
}

void Builder::identity(const IndicatorDefinition& indicator, VariableId id, const Scope& scope) {
  const auto law = check_expression_as(
      *indicator.equals, unit_of(indicator.unit), indicator.unit,
      context(scope, fmt::format("the equation of '{}'", indicator.name)), problems_);
  if (law) yearly(id) = *law;
  e_.program.variables[id.value].law = fmt::format("{} = {}", indicator.name, text_of(indicator.equals));
}

void Builder::next_state(const IndicatorDefinition& indicator, VariableId id, const Scope& scope) {
  const auto law = check_expression_as(
      *indicator.next, unit_of(indicator.unit), indicator.unit,
      context(scope, fmt::format("the next value of '{}'", indicator.name)), problems_);
  if (law) yearly(id) = *law;
  e_.program.variables[id.value].law = fmt::format("{} = {}", indicator.name, text_of(indicator.next));
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

void Builder::set_link(const IndicatorDefinition& indicator, Variable& variable) {
  static const std::map<std::string, Link> links = {{"identity", Link::identity},
                                                    {"log", Link::log},
                                                    {"log_ratio", Link::log_ratio},
                                                    {"logit", Link::logit}};
  const auto* family = family_of(indicator);
  const std::string text = indicator.link != nullptr ? indicator.link->text
                           : family != nullptr && !family->link.empty() ? family->link
                                                                        : "identity";
  const auto at = links.find(text);
  if (at == links.end()) {
    problems_.add("bad-link", indicator.link != nullptr ? indicator.link->place : indicator.place,
                  fmt::format("'{}' is not a link", text),
                  base::did_you_mean(text, {"identity", "log", "log_ratio", "logit"},
                                     "links are identity, log, logit and log_ratio"));
    return;
  }
  variable.link = at->second;
  if (variable.link != Link::logit) return;
  const Unit unit = unit_of(indicator.unit);
  if (indicator.bounds) {
    variable.low = (*indicator.bounds)[0];
    variable.high = (*indicator.bounds)[1];
  } else if (unit == Unit::percent()) {
    variable.high = 100;
  } else if (!(unit == Unit())) {
    problems_.add("missing-key", indicator.place,
                  fmt::format("'{}' moves on a logit scale but is in '{}'", indicator.name,
                              indicator.unit),
                  "say between which bounds, as in bounds = [0, 204]");
    variable.low = variable.high = std::numeric_limits<double>::quiet_NaN();
  }
}

int Builder::to_link(const Variable& variable, Expression& law, int term) {
  if (variable.link == Link::log) return law.apply(Opcode::log, term);
  if (variable.link != Link::logit) return term;
  const int shifted = law.apply(Opcode::add_i, term, -1, -1, -variable.low);
  const int share = law.apply(Opcode::div_i, shifted, -1, -1, variable.high - variable.low);
  return law.apply(Opcode::logit, share);
}

int Builder::from_link(const Variable& variable, Expression& law, int term) {
  if (variable.link == Link::log) return law.apply(Opcode::exp, term);
  if (variable.link != Link::logit) return law.apply(Opcode::copy, term);
  const int share = law.apply(Opcode::logistic, term);
  const int scaled = law.apply(Opcode::mul_i, share, -1, -1, variable.high - variable.low);
  return law.apply(Opcode::add_i, scaled, -1, -1, variable.low);
}

std::optional<double> Builder::fits_link(const IndicatorDefinition& indicator,
                                         const Variable& variable, double value, int year,
                                         const base::Place& place) {
  if (std::isnan(variable.low)) return std::nullopt;  // told already
  Expression linked;
  to_link(variable, linked, linked.constant(value));
  simplify(linked);
  const double on_link = linked.root().i;
  if (std::isfinite(on_link)) return on_link;
  problems_.add("out-of-bounds", place,
                fmt::format("'{}' is {} {} in {}, which its link cannot take", indicator.name, value,
                            indicator.unit, year),
                variable.link == Link::log
                    ? std::string("a log scale needs positive figures")
                    : fmt::format("a logit scale needs figures strictly between its bounds, {} and {}",
                                  variable.low, variable.high));
  return std::nullopt;
}

void Builder::linked_state(const IndicatorDefinition& indicator, VariableId id) {
  set_link(indicator, e_.program.variables[id.value]);
  Scope scope(symbols_);
  if (indicator.family != nullptr) fit_parts(indicator, id, scope);
  const Variable variable = e_.program.variables[id.value];
  const std::string by_default = indicator.family != nullptr ? "trend" : "0";
  static const std::map<Link, std::string> links = {{Link::identity, ""},
                                                    {Link::log, "log"},
                                                    {Link::logit, "logit"},
                                                    {Link::log_ratio, "log_ratio"}};
  e_.program.variables[id.value].law =
      fmt::format("{}({}) moves by {} + {} * shock", links.at(variable.link), indicator.name,
                  text_of(indicator.drift, by_default),
                  text_of(indicator.volatility, indicator.family != nullptr ? "sigma" : "0"));

  const VariableId link_id = add_variable(hidden("link." + indicator.name, indicator));
  link_rows_[indicator.name] = link_id;
  Expression law;
  const int moved = movement(indicator, id, scope, law);
  if (moved < 0) return;
  const int before = law.variable(link_id, -1);
  law.apply(Opcode::add, before, moved);
  yearly(link_id) = std::move(law);
  if (variable.link != Link::log_ratio) {
    Expression back;
    from_link(variable, back, back.variable(link_id));
    yearly(id) = std::move(back);
    Expression begin;
    to_link(variable, begin, begin.variable(id, d_.base_year));
    if (begin.terms.size() == 1) begin.apply(Opcode::copy, 0);
    if (indicator.start != nullptr && indicator.start->is_number()) {
      fits_link(indicator, variable, indicator.start->number, d_.base_year, indicator.start->place);
    } else if (indicator.start == nullptr && indicator.family == nullptr) {
      for (const auto& [year, value] : e_.history[id.value]) {
        if (year != d_.base_year) continue;
        fits_link(indicator, variable, value, year, d_.series.at(variable.series).years.at(year).place);
      }
    }
    start(link_id) = std::move(begin);
  }
}

/// Drift plus volatility times noise plus a jump, on the link scale.
int Builder::movement(const IndicatorDefinition& indicator, VariableId id, const Scope& scope,
                      Expression& law) {
  const Variable& variable = e_.program.variables[id.value];
  const Unit unit = variable.link == Link::identity ? unit_of(indicator.unit) : Unit();
  const std::string unit_text = variable.link == Link::identity ? indicator.unit : "1";
  std::vector<int> parts;
  const auto part = [&](const read::Value& value, std::string_view what) {
    const auto checked = check_expression_as(
        value, unit, unit_text,
        context(scope, fmt::format("the {} of '{}'", what, indicator.name)), problems_);
    if (!checked) return -1;
    const int shift = static_cast<int>(law.terms.size());
    for (Term term : checked->terms) {
      for (int& child : term.children) child = child < 0 ? child : child + shift;
      law.terms.push_back(term);
    }
    return static_cast<int>(law.terms.size()) - 1;
  };
  if (indicator.drift != nullptr) {
    const int drift = part(*indicator.drift, "drift");
    if (drift < 0) return -1;
    parts.push_back(drift);
  } else if (const Symbol* trend = scope.find("trend")) {
    parts.push_back(law.variable(VariableId(trend->index)));
  }
  int volatility = -1;
  if (indicator.volatility != nullptr) {
    volatility = part(*indicator.volatility, "volatility");
    if (volatility < 0) return -1;
  } else if (const Symbol* sigma = scope.find("sigma")) {
    volatility = law.parameter(ParameterId(sigma->index));
  }
  if (volatility >= 0) {
    const int noise = noise_term(indicator, id, unit, law);
    if (noise < 0) return -1;
    parts.push_back(law.apply(Opcode::mul, volatility, noise));
  }
  const auto* family = family_of(indicator);
  if (family != nullptr && family->jump != nullptr) {
    const std::string jump = "jump." + indicator.name;
    const VariableId jump_id = add_variable(hidden(jump, indicator));
    draw_of(*family->jump, jump, scope, yearly(jump_id));
    parts.push_back(law.variable(jump_id));
  }
  if (parts.empty()) return law.constant(0);
  int total = parts[0];
  for (std::size_t k = 1; k < parts.size(); ++k) total = law.apply(Opcode::add, total, parts[k]);
  return total;
}

int Builder::noise_term(const IndicatorDefinition& indicator, VariableId, const Unit&,
                        Expression& law) {
  if (indicator.shock == nullptr) {
    const std::string noise = "noise." + indicator.name;
    const VariableId noise_id = add_variable(hidden(noise, indicator));
    score_of(noise, yearly(noise_id));
    return law.variable(noise_id);
  }
  const auto at = symbols_.find(indicator.shock->text);
  std::vector<std::string> names;
  for (const auto& shock : d_.shocks) names.push_back(shock.name);
  if (at == symbols_.end() || at->second.kind != Symbol::Kind::variable ||
      e_.program.variables[at->second.index].kind != Variable::Kind::shock) {
    problems_.add("unknown-name", indicator.shock->place,
                  fmt::format("there is no shock '{}'", indicator.shock->text),
                  base::did_you_mean(indicator.shock->text, names));
    return -1;
  }
  return law.variable(VariableId(at->second.index));
}

/// Drift that changes and volatility, learned from the history: see calibrate.
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
  p.variables[id.value].family = family->family.name;
  const std::string unit = variable.link == Link::identity ? indicator.unit : "1";
  const auto parameter = [&](const std::string& prefix, Parameter::Role role) {
    Parameter made;
    made.name = prefix + "." + indicator.name;
    const bool is_sigma = role == Parameter::Role::sigma;
    made.label = {indicator.label.en + (is_sigma ? ": volatility" : ": drift"),
                  indicator.label.vi + (is_sigma ? ": độ biến động" : ": xu thế")};
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
  const ParameterId sigma = parameter("sigma", Parameter::Role::sigma);
  const ParameterId drift = parameter("drift", Parameter::Role::drift);
  const std::string trend = "trend." + indicator.name;
  const VariableId trend_id = add_variable(hidden(trend, indicator));
  p.variables[trend_id.value].unit = unit;
  const Symbol symbol{Symbol::Kind::variable, trend_id.value, {}, unit_of(unit), unit};
  name(trend, symbol);
  Expression law;
  const int before = law.variable(trend_id, -1);
  int now = law.apply(Opcode::mul_i, before, -1, -1, family->family.damping[0]);
  if (family->family.drift_change[0] > 0) {
    const int size = law.apply(Opcode::mul_i, law.parameter(sigma), -1, -1,
                               family->family.drift_change[0]);
    const int change = law.apply(Opcode::mul, size, score_of(trend, law));
    now = law.apply(Opcode::add, now, change);
  }
  yearly(trend_id) = std::move(law);
  Expression begin;
  begin.parameter(drift);
  start(trend_id) = std::move(begin);
  scope.add_local("trend", symbol);
  scope.add_local("sigma",
                  {Symbol::Kind::parameter, sigma.value, {}, unit_of(unit), unit});

  FittedState fitted{id, drift, sigma, family->family.name, {}};
  const auto series = d_.series.find(variable.series);
  for (const auto& [year, value] : e_.history[id.value]) {
    const auto on_link =
        fits_link(indicator, variable, value, year,
                  series == d_.series.end() ? indicator.place : series->second.years.at(year).place);
    if (!on_link) continue;
    const bool estimate =
        series != d_.series.end() && series->second.years.at(year).status == "estimate";
    fitted.observations.push_back({year, value, *on_link, estimate});
  }
  if (series != d_.series.end()) {
    p.histories.push_back({variable.series, series->second.label, variable.unit,
                           family->family.name, variable.link, variable.low, variable.high,
                           fitted.observations, id});
  }
  p.fitted.push_back(std::move(fitted));
}

void Builder::start_value(const IndicatorDefinition& indicator, VariableId id) {
  if (indicator.start->is_number() || !written_distribution(*indicator.start)) {
    const Scope scope(symbols_);
    const auto law = check_expression_as(
        *indicator.start, unit_of(indicator.unit), indicator.unit,
        context(scope, fmt::format("the start of '{}'", indicator.name), d_.base_year), problems_);
    if (law) start(id) = *law;
    return;
  }
  const auto prior = constant_distribution(
      *indicator.start, fmt::format("the start of '{}'", indicator.name), problems_);
  if (!prior) return;
  Parameter parameter;
  parameter.name = "start." + indicator.name;
  parameter.label = indicator.label;
  parameter.unit = indicator.unit;
  parameter.prior = *prior;
  parameter.prior_text = indicator.start->text;
  parameter.source = indicator.source;
  parameter.place = indicator.place;
  start(id).parameter(add_parameter(std::move(parameter)));
}

/// Shares that always sum to the total: each member moves by its log-ratio to the reference,
/// x_k = total * exp(y_k) / (1 + sum_j exp(y_j)) (Aitchison 1986, additive log-ratio).
void Builder::shares_laws() {
  std::map<std::string, bool> covered;
  for (const auto& shares : d_.shares) {
    if (shares.reference == nullptr) continue;
    const auto reference = symbols_.find(shares.reference->text);
    if (reference == symbols_.end() || reference->second.kind != Symbol::Kind::variable) {
      problems_.add("unknown-name", shares.reference->place,
                    fmt::format("there is no indicator '{}'", shares.reference->text),
                    base::did_you_mean(shares.reference->text, Scope(symbols_).names()));
      continue;
    }
    std::vector<std::pair<VariableId, VariableId>> members;
    for (const auto* member : shares.members) {
      const auto link = link_rows_.find(member->text);
      const auto at = symbols_.find(member->text);
      if (link == link_rows_.end() ||
          e_.program.variables[at->second.index].link != Link::log_ratio) {
        problems_.add("bad-link", member->place,
                      fmt::format("'{}' is not a state with link log_ratio", member->text));
        continue;
      }
      covered[member->text] = true;
      members.emplace_back(VariableId(at->second.index), link->second);
    }
    for (const auto& [id, link] : members) {
      Expression begin;
      const int own = begin.variable(id, d_.base_year);
      const int rest = begin.variable(VariableId(reference->second.index), d_.base_year);
      begin.apply(Opcode::log, begin.apply(Opcode::div, own, rest));
      start(link) = std::move(begin);
    }
    const auto share_of = [&](Expression& law, std::optional<VariableId> link) {
      int sum = law.constant(1);
      for (const auto& member : members) {
        sum = law.apply(Opcode::add, sum, law.apply(Opcode::exp, law.variable(member.second)));
      }
      const int top = link ? law.apply(Opcode::exp, law.variable(*link)) : law.constant(1);
      const int ratio = law.apply(Opcode::div, top, sum);
      law.apply(Opcode::mul_i, ratio, -1, -1, shares.total);
    };
    for (const auto& [id, link] : members) {
      yearly(id) = Expression();
      share_of(yearly(id), link);
    }
    const VariableId rest(reference->second.index);
    const auto& history = e_.history[rest.value];
    const bool has_base = std::any_of(history.begin(), history.end(), [&](const auto& figure) {
      return figure.first == d_.base_year;
    });
    // Its own equation speaks up to the base year; from then on the group gives it.
    if (start(rest).empty() && !has_base) start(rest) = yearly(rest);
    yearly(rest) = Expression();
    share_of(yearly(rest), std::nullopt);
  }
  for (const auto& indicator : d_.indicators) {
    const auto& variable = e_.program.variables[symbols_.at(indicator.name).index];
    if (variable.link == Link::log_ratio && !covered[indicator.name]) {
      problems_.add("bad-link", indicator.place,
                    fmt::format("'{}' has link log_ratio but stands in no [shares.NAME]",
                                indicator.name),
                    "[shares.NAME] lists such states in 'members' and names a 'reference'");
    }
  }
}

}  // namespace prospect::model
