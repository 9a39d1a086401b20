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

void Builder::set_link(const IndicatorDefinition& indicator, Variable& variable) {
  const auto* family = family_of(indicator);
  if (indicator.link != nullptr) {
    variable.link = link_named(*indicator.link).value_or(Link::identity);
  } else if (family != nullptr) {
    variable.link = e_.program.families[index_of(*family)].link;
  }
  if (variable.link == Link::logit) set_bounds(indicator, indicator.bounds, variable.low, variable.high);
}

void Builder::set_bounds(const Named& of, const std::optional<std::array<double, 2>>& bounds, double& low,
                         double& high) {
  const Unit unit = unit_of(of.unit);
  if (bounds) {
    low = (*bounds)[0];
    high = (*bounds)[1];
  } else if (unit == Unit::percent()) {
    low = 0;
    high = 100;
  } else if (!(unit == Unit())) {
    problems_.add("missing-key", of.place,
                  fmt::format("'{}' moves on a logit scale but is in '{}'", of.name, of.unit),
                  "say between which bounds, as in bounds = [0, 204]");
    low = high = std::numeric_limits<double>::quiet_NaN();
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
  return variable.low == 0 ? scaled : law.apply(Opcode::add_i, scaled, -1, -1, variable.low);
}

std::optional<double> Builder::fits_link(const Variable& variable, double value, int year,
                                         const base::Place& place) {
  if (std::isnan(variable.low)) return std::nullopt;  // told already
  Expression linked;
  to_link(variable, linked, linked.constant(value));
  simplify(linked);
  const double on_link = linked.root().i;
  if (std::isfinite(on_link)) return on_link;
  problems_.add("out-of-bounds", place,
                fmt::format("'{}' is {} {} in {}, which its link cannot take", variable.name, value,
                            variable.unit, year),
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
  if (variable.link != Link::log_ratio) link_values(indicator, id, link_id);
}

/// The value from the link scale, and where the link scale starts.
void Builder::link_values(const IndicatorDefinition& indicator, VariableId id, VariableId link_id) {
  const Variable variable = e_.program.variables[id.value];
  Expression back;
  from_link(variable, back, back.variable(link_id));
  yearly(id) = std::move(back);
  const bool fitted = !e_.program.fitted.empty() && e_.program.fitted.back().variable == id;
  if (fitted && indicator.start == nullptr &&
      !e_.program.histories[e_.program.fitted.back().history].figures.empty()) {
    start(link_id).parameter(e_.program.fitted.back().level);
    const auto& known = e_.history[id.value];
    if (known.empty() || known.back().first != d_.base_year) start(id) = yearly(id);
    hold_figures(indicator, id, link_id);
    return;
  }
  Expression begin;
  to_link(variable, begin, begin.variable(id, d_.base_year));
  if (begin.terms.size() == 1) begin.apply(Opcode::copy, 0);
  if (indicator.start != nullptr && indicator.start->is_number()) {
    fits_link(variable, indicator.start->number, d_.base_year, indicator.start->place);
  } else if (indicator.start == nullptr) {
    for (const auto& [year, value] : e_.history[id.value]) {
      if (year != d_.base_year) continue;
      fits_link(variable, value, year, d_.series.at(variable.series).years.at(year).place);
    }
  }
  start(link_id) = std::move(begin);
  if (fitted) hold_figures(indicator, id, link_id);
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
    return law.append(*checked);
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
  if (const auto jump = jump_of(indicator, scope)) parts.push_back(law.variable(*jump));
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
