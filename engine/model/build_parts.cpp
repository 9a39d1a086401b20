/// Parameters, levers, shocks and events.

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "base/hints.hpp"
#include "model/builder.hpp"
#include "model/keys.hpp"

namespace prospect::model {
namespace {

using ValueKind = read::Value::Kind;

std::string written(const read::Value& value) {
  switch (value.kind) {
    case ValueKind::string: return value.text;
    case ValueKind::integer:
    case ValueKind::real: return fmt::format("{}", value.number);
    case ValueKind::boolean: return value.truth ? "true" : "false";
    case ValueKind::table: {
      std::string text;
      for (const auto& entry : value.entries) {
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", entry.key, written(entry.value));
      }
      return text;
    }
    case ValueKind::array: break;
  }
  return "";
}

/// Reports a value that a lever may not have; `when` is " in 2022" or empty.
void check_bounds(const LeverDefinition& lever, double value, const std::string& when,
                  const base::Place& place, base::Problems& problems) {
  if (value >= lever.bounds[0] && value <= lever.bounds[1]) return;
  problems.add("out-of-bounds", place,
               fmt::format("lever '{}' is set to {} {}{}, allowed are {} to {}", lever.name, value,
                           lever.unit, when, lever.bounds[0], lever.bounds[1]));
}

/// A noise as a message names it: "shock.rain" is shock 'rain'.
std::string noise_words(const std::string& noise) {
  const auto dot = noise.find('.');
  return fmt::format("{} '{}'", noise.substr(0, dot), noise.substr(dot + 1));
}

}  // namespace

void Builder::parameters() {
  for (const auto& definition : d_.parameters) {
    Parameter parameter;
    parameter.name = definition.name;
    parameter.label = definition.label;
    parameter.unit = definition.unit;
    parameter.source = definition.source;
    parameter.place = definition.place;
    const bool late = !definition.overridden && definition.known && *definition.known > d_.base_year;
    const auto* written_prior = late && definition.earlier != nullptr ? definition.earlier : definition.prior;
    parameter.too_late = late && definition.earlier == nullptr;
    if (written_prior != nullptr) {
      const auto prior = constant_distribution(
          *written_prior, fmt::format("the prior of '{}'", definition.name), problems_);
      if (prior) parameter.prior = *prior;
      parameter.prior_text = written(*written_prior);
      if (definition.overridden) setting("parameter", definition, parameter.prior_text, false);
    }
    const ParameterId id = add_parameter(std::move(parameter));
    name(definition.name, {Symbol::Kind::parameter, id.value, {}, unit_of(definition.unit),
                           definition.unit});
  }
}

void Builder::lever_laws() {
  for (const auto& lever : d_.levers) lever_law(lever);
}

void Builder::lever_law(const LeverDefinition& lever) {
  const VariableId id(symbols_.at(lever.name).index);
  e_.program.variables[id.value].low = lever.bounds[0];
  e_.program.variables[id.value].high = lever.bounds[1];
  const read::Value* value = lever.set != nullptr ? lever.set : lever.standard;
  if (value == nullptr) return;
  Named of = lever;
  if (lever.set != nullptr && !lever.set_source.empty()) of.source = lever.set_source;
  setting("lever", of, written(*value), lever.set == nullptr);
  Expression& law = yearly(id);
  const Scope scope(symbols_);
  if (lever.set != nullptr && lever.standard != nullptr && !written_distribution(*lever.standard)) {
    // What a scenario sets holds for the future; lags that reach back find the default.
    const auto past = check_expression_as(
        *lever.standard, unit_of(lever.unit), lever.unit,
        context(scope, fmt::format("the default of lever '{}'", lever.name)), problems_);
    if (past) start(id) = *past;
  }
  if (lever.set != nullptr && value->kind == ValueKind::table) {
    lever_years(lever, id);
    return;
  }
  if (written_distribution(*value)) {
    const auto prior =
        constant_distribution(*value, fmt::format("lever '{}'", lever.name), problems_);
    if (!prior) return;
    Parameter parameter;
    parameter.name = "lever." + lever.name;
    parameter.label = lever.label;
    parameter.unit = lever.unit;
    parameter.role = Parameter::Role::lever;
    parameter.prior = *prior;
    parameter.prior_text = written(*value);
    parameter.source = of.source;
    parameter.place = lever.place;
    // An uncertain lever stays within what it may be set to.
    const int drawn = law.parameter(add_parameter(std::move(parameter)));
    const int low = law.apply(Opcode::max_i, drawn, -1, -1, lever.bounds[0]);
    law.apply(Opcode::min_i, low, -1, -1, lever.bounds[1]);
    return;
  }
  const auto checked =
      check_expression_as(*value, unit_of(lever.unit), lever.unit,
                          context(scope, fmt::format("lever '{}'", lever.name)), problems_);
  if (!checked) return;
  law = *checked;
  const Term& root = law.root();
  if (root.kind == Term::Kind::constant) check_bounds(lever, root.i, "", value->place, problems_);
}

/// A table of years: each holds until the next one; before the first the default stands.
void Builder::lever_years(const LeverDefinition& lever, VariableId id) {
  Expression& law = yearly(id);
  std::map<int, double> named;
  for (const auto& entry : lever.set->entries) {
    int year = 0;
    const auto* end = entry.key.data() + entry.key.size();
    if (std::from_chars(entry.key.data(), end, year).ptr != end || year <= d_.base_year ||
        year > d_.end_year) {
      if (!d_.earlier) {
        problems_.add("bad-year", entry.key_place,
                      fmt::format("'{}' is not a simulated year of lever '{}'", entry.key,
                                  lever.name),
                      fmt::format("years run from {} to {}", d_.base_year + 1, d_.end_year));
      }
      continue;
    }
    if (!entry.value.is_number()) {
      problems_.add("wrong-kind", entry.value.place,
                    fmt::format("lever '{}' takes a number in each year", lever.name));
      continue;
    }
    const double value = entry.value.number;
    check_bounds(lever, value, fmt::format(" in {}", year), entry.value.place, problems_);
    named[year] = value;
  }
  if (named.empty()) {
    if (lever.set->entries.empty()) {
      problems_.add("bad-value", lever.set->place,
                    fmt::format("lever '{}' is set to no value and in no year", lever.name),
                    fmt::format("write a number, or {{ {} = ... }}", d_.base_year + 1));
    } else if (!start(id).empty()) {
      law = start(id);  // all its years lie outside an earlier run's: the default stands
    }
    return;
  }
  std::vector<double> values;
  double held = named.begin()->second;
  for (int year = d_.base_year + 1; year <= d_.end_year; ++year) {
    if (const auto at = named.find(year); at != named.end()) held = at->second;
    values.push_back(held);
  }
  Program& p = e_.program;
  p.year_values.push_back(std::move(values));
  const auto slot = static_cast<std::uint32_t>(p.year_values.size() - 1);
  const int first = named.begin()->first;
  if (first == d_.base_year + 1 || lever.standard == nullptr ||
      written_distribution(*lever.standard)) {
    law.year_value(slot);
    return;
  }
  const Scope scope(symbols_);
  const auto standard = check_expression_as(
      *lever.standard, unit_of(lever.unit), lever.unit,
      context(scope, fmt::format("the default of lever '{}'", lever.name)), problems_);
  if (!standard) return;
  law = *standard;
  const int before = static_cast<int>(law.terms.size()) - 1;
  Term year;
  year.kind = Term::Kind::year;
  law.terms.push_back(year);
  const int now = static_cast<int>(law.terms.size()) - 1;
  const int limit = law.constant(first);
  const int early = law.apply(Opcode::less, now, limit);
  const int set = law.year_value(slot);
  law.apply(Opcode::choose, early, before, set);
}

int Builder::score_of(const std::string& noise, Expression& law) {
  const auto own = [&](const std::string& of) {
    const int word = law.draw(Opcode::word, add_stream(of));
    return law.apply(Opcode::score, word);
  };
  const auto mix = mixes_.find(noise);
  if (mix == mixes_.end()) return own(noise);
  int total = -1;
  for (const auto& [other, weight] : mix->second) {
    const int part = law.apply(Opcode::mul_i, own(other), -1, -1, weight);
    total = total < 0 ? part : law.apply(Opcode::add, total, part);
  }
  return total;
}

int Builder::draw_of(const read::Value& value, const std::string& noise, const Scope& scope,
                     Expression& law) {
  const auto written_as = written_distribution(value);
  static const std::map<std::string, Opcode> counts = {{"bernoulli", Opcode::bernoulli},
                                                       {"binomial", Opcode::binomial},
                                                       {"beta_binomial", Opcode::beta_binomial},
                                                       {"poisson", Opcode::poisson},
                                                       {"spike", Opcode::spike}};
  const auto count = written_as ? counts.find(written_as->name) : counts.end();
  if (count == counts.end()) {
    const auto constant =
        constant_distribution(value, fmt::format("the distribution of {}", noise_words(noise)), problems_);
    if (!constant) return -1;
    if (constant->kind == lanes::Distribution::Kind::fixed) return law.constant(constant->a);
    const int score = score_of(noise, law);
    if (constant->kind == lanes::Distribution::Kind::normal) {
      const int scaled = law.apply(Opcode::mul_i, score, -1, -1, constant->b);
      return constant->a == 0 ? scaled : law.apply(Opcode::add_i, scaled, -1, -1, constant->a);
    }
    return law.draw(Opcode::table, add_table(*constant), score);
  }
  const Node& root = written_as->tree.nodes[static_cast<std::size_t>(written_as->tree.root())];
  std::array<int, 3> arguments = {-1, -1, -1};
  for (std::size_t k = 0; k < root.children.size() && k < 3; ++k) {
    arguments[k] = check_argument(law, value, written_as->tree, root.children[k],
                                  context(scope, fmt::format("the distribution of {}", noise_words(noise))),
                                  problems_);
    if (arguments[k] < 0) return -1;
  }
  for (const auto& info : language_distributions()) {
    if (info.name == root.name && static_cast<int>(root.children.size()) != info.least) {
      problems_.add("bad-distribution",
                    value.place_at(static_cast<std::size_t>(root.offset), root.length),
                    fmt::format("'{}' of {} takes {} argument{}, found {}", root.name, noise_words(noise),
                                info.least, info.least == 1 ? "" : "s", root.children.size()),
                    std::string(info.meaning));
      return -1;
    }
  }
  // A share of draws given as a number is looked at now; one computed is a failed draw if outside 0 to 1.
  const bool share_last = root.name == "binomial" || root.name == "beta_binomial";
  const Term& share = law.terms[static_cast<std::size_t>(arguments[share_last ? 1 : 0])];
  if (root.name != "poisson" && share.kind == Term::Kind::constant && !(share.i >= 0 && share.i <= 1)) {
    problems_.add("bad-distribution",
                  value.place_at(static_cast<std::size_t>(root.offset), root.length),
                  fmt::format("the probability in '{}' of {} is {}, allowed are 0 to 1", root.name,
                              noise_words(noise), share.i),
                  share.i > 1 && share.i <= 100 ? fmt::format("write {}% for a percentage", share.i)
                                                : std::string());
    return -1;
  }
  const int word = mixes_.contains(noise)
                       ? law.apply(Opcode::normal_cdf, score_of(noise, law))
                       : law.draw(Opcode::word, add_stream(noise));
  if (count->second == Opcode::beta_binomial) {
    const Term& concentration = law.terms[static_cast<std::size_t>(arguments[2])];
    if (concentration.kind != Term::Kind::constant || !(concentration.i > 0)) {
      problems_.add("bad-distribution", value.place,
                    fmt::format("the concentration of {} should be a positive number", noise_words(noise)));
      return -1;
    }
    return law.apply(Opcode::beta_binomial, word, arguments[0], arguments[1], concentration.i);
  }
  return law.apply(count->second, word, arguments[0], arguments[1]);
}

void Builder::shock_laws() {
  for (const auto& shock : d_.shocks) shock_law(shock);
}

void Builder::shock_law(const ShockDefinition& shock) {
  if (shock.distribution == nullptr) return;
  const Scope scope(symbols_);
  const VariableId id(symbols_.at(shock.name).index);
  draw_of(*shock.distribution, "shock." + shock.name, scope, yearly(id));
  e_.program.variables[id.value].law = written(*shock.distribution);
}

void Builder::event_laws() {
  for (const auto& event : d_.events) event_law(event);
}

int Builder::event_size(const EventDefinition& event, Expression& law) {
  if (event.size == nullptr) return law.constant(1);
  const auto size = constant_distribution(
      *event.size, fmt::format("the size of event '{}'", event.name), problems_);
  if (!size) return law.constant(1);
  if (size->kind == lanes::Distribution::Kind::fixed) return law.constant(size->a);
  const int word = law.draw(Opcode::word, add_stream("size." + event.name));
  const int score = law.apply(Opcode::score, word);
  return law.draw(Opcode::table, add_table(*size), score);
}

/// Slots of the event's sizes by year and of whether they are given.
std::pair<std::uint32_t, std::uint32_t> Builder::size_slots(const std::map<int, double>& given) {
  std::vector<double> there, sizes;
  for (int year = d_.base_year + 1; year <= d_.end_year; ++year) {
    const auto at = given.find(year);
    there.push_back(at == given.end() ? 0 : 1);
    sizes.push_back(at == given.end() ? 0 : at->second);
  }
  e_.program.year_values.push_back(std::move(there));
  e_.program.year_values.push_back(std::move(sizes));
  const auto last = static_cast<std::uint32_t>(e_.program.year_values.size() - 1);
  return {last - 1, last};
}

/// In a run through the history what happened is known: nothing is drawn.
void Builder::past_sizes(const EventDefinition& event, Expression& law, Expression& size) {
  const std::uint32_t sizes = size_slots(event.past).second;
  size.year_value(sizes);
  law.apply(Opcode::less, law.constant(0), law.year_value(sizes));
}

/// Goes on with its persistence, begins with its probability; one word a year.
void Builder::drawn_sizes(const EventDefinition& event, const Expression& begins,
                          const Expression& goes_on, Expression& law, Expression& size) {
  const VariableId active(symbols_.at("active." + event.name).index);
  law = begins;
  const int begin = static_cast<int>(law.terms.size()) - 1;
  const int go_on = law.append(goes_on);
  const int before = law.variable(active, -1);
  const int chance_now = law.apply(Opcode::choose, before, go_on, begin);
  const int word = law.draw(Opcode::word, add_stream("active." + event.name));
  const int on = law.apply(Opcode::bernoulli, word, chance_now);
  const int drawn = event_size(event, size);
  const int flag = size.variable(active);
  const int usual = size.apply(Opcode::mul, flag, drawn);
  if (event.force.empty()) return;
  const auto [there, sizes] = size_slots(event.force);
  const int is_forced = law.year_value(there);
  const int forced_size = law.year_value(sizes);
  const int zero = law.constant(0);
  const int forced_on = law.apply(Opcode::less, zero, forced_size);
  law.apply(Opcode::choose, is_forced, forced_on, on);
  const int size_forced = size.year_value(there);
  const int given = size.year_value(sizes);
  size.apply(Opcode::choose, size_forced, given, usual);
}

void Builder::event_law(const EventDefinition& event) {
  const VariableId active(symbols_.at("active." + event.name).index);
  const VariableId id(symbols_.at(event.name).index);
  if (event.probability == nullptr) return;
  const Scope scope(symbols_);
  const auto chance = [&](const read::Value* value, std::string_view what) {
    Expression none;
    none.constant(0);
    if (value == nullptr) return none;
    if (value->is_number() && !(value->number >= 0 && value->number <= 1)) {
      problems_.add("out-of-bounds", value->place,
                    fmt::format("the {} of event '{}' is {}, allowed are 0 to 1", what, event.name,
                                value->number),
                    value->number > 1 && value->number <= 100
                        ? fmt::format("write \"{}%\" for a percentage", value->number)
                        : std::string());
    }
    return check_expression_as(*value, Unit(), "1",
                               context(scope, fmt::format("the {} of event '{}'", what, event.name)),
                               problems_)
        .value_or(none);
  };
  Expression& law = yearly(active);
  Expression& size = yearly(id);
  if (d_.past_run) {
    past_sizes(event, law, size);
  } else {
    drawn_sizes(event, chance(event.probability, "probability"),
                chance(event.persistence, "persistence"), law, size);
  }
  // An event that is on in the model's base year has size 1 there, unless `past` says another.
  const auto then = event.past.find(d_.base_year);
  const double at_base = then != event.past.end() ? then->second : event.active && !d_.earlier ? 1 : 0;
  start(active).constant(at_base > 0 ? 1 : 0);
  start(id).constant(at_base);
  std::string value = fmt::format("probability {}", written(*event.probability));
  if (event.persistence != nullptr) value += fmt::format(", persistence {}", written(*event.persistence));
  if (event.size != nullptr) value += fmt::format(", size {}", written(*event.size));
  for (const auto& [year, forced] : event.force) value += fmt::format(", {}: {}", year, forced);
  e_.program.variables[id.value].law = value;
  setting("event", event, value, !event.overridden);
}

}  // namespace prospect::model
