#include "app/what_if_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "app/first_worlds.hpp"
#include "app/lever_trials.hpp"
#include "app/refuse.hpp"
#include "app/run.hpp"
#include "app/what_if.hpp"
#include "publish/sections.hpp"
#include "report/json.hpp"
#include "report/names.hpp"
#include "report/texts.hpp"

namespace prospect::app {
namespace {

namespace text = report::json;
using Fields = std::vector<std::pair<std::string, std::string>>;
using Kind = model::Variable::Kind;

std::vector<model::VariableId> variables_of(const model::Program& program, Kind kind) {
  std::vector<model::VariableId> found;
  for (std::size_t v = 0; v < program.variables.size(); ++v) {
    if (program.variables[v].kind == kind) found.emplace_back(v);
  }
  return found;
}

/// A text in both languages, made by `in`.
template <class In>
std::string in_both(const In& in) {
  return text::label({in(base::Language::english), in(base::Language::vietnamese)});
}

std::string reals(const std::vector<double>& values) {
  std::vector<std::string> texts;
  for (const double value : values) texts.push_back(text::real(value));
  return text::array(texts);
}

double quantile(std::vector<double> values, double level) {
  const auto at = static_cast<std::ptrdiff_t>(level * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// An event may be set so many times as large as it is on the mean: beyond that the model was never meant.
constexpr double most_event = 5;

/// A slider moves by about a hundredth of the range, and shows no more places than this.
constexpr double slider_steps = 100;
constexpr int most_decimals = 6;

std::string lever_json(const model::Program& program, const model::Variable& lever) {
  const int decimals = std::min(decimals_for_steps(lever.low, lever.high, slider_steps), most_decimals);
  return text::object(
      {{"name", text::quoted(lever.name)},
       {"label", in_both([&](auto language) { return report::shown(lever.label, language, lever.name); })},
       {"unit", in_both([&](auto language) { return report::unit_name(program, lever.unit, language); })},
       {"low", text::real(lever.low)},
       {"high", text::real(lever.high)},
       {"step", text::real(std::pow(10.0, -decimals))},
       {"decimals", std::to_string(decimals)},
       {"source", text::quoted(lever.source)}});
}

/// The variables of those names.
template <class Names>
std::vector<model::VariableId> variables_named(const model::Program& program, const Names& names) {
  std::vector<model::VariableId> found;
  for (const auto& name : names) {
    const auto at = std::find_if(program.variables.begin(), program.variables.end(),
                                 [&name](const auto& variable) { return variable.name == name; });
    found.emplace_back(static_cast<std::size_t>(at - program.variables.begin()));
  }
  return found;
}

template <class Parts>
std::vector<std::string> names_of(const Parts& parts) {
  std::vector<std::string> names;
  for (const auto& part : parts) names.push_back(part.name);
  return names;
}

/// What levers and events are in one scenario, and the sizes events have when they are on.
struct PresentParts {
  std::string levers, events;
  std::vector<double> sizes;   ///< [event], NaN where it is never on
};

PresentParts present_in(const WhatIfCase& what, std::uint64_t seed, const WhatIfBounds& bounds, int threads) {
  const auto& program = what.one.program;
  const auto levers = variables_named(program, names_of(bounds.levers));
  const auto events = variables_named(program, names_of(bounds.events));
  auto wanted = levers;
  wanted.insert(wanted.end(), events.begin(), events.end());
  PresentParts present;
  Fields lever_fields, event_fields;
  if (!wanted.empty()) {
    const auto values = first_worlds(what.equations, what.one.estimate, seed, wanted, threads);
    for (std::size_t k = 0; k < levers.size(); ++k) {
      std::vector<double> means, low, high;
      bool fixed = true;
      for (const auto& year : values[k]) {
        const auto [least, most] = std::minmax_element(year.begin(), year.end());
        fixed = fixed && *least == *most;
        means.push_back(*least == *most ? *least : mean(year));
        low.push_back(quantile(year, 0.05));
        high.push_back(quantile(year, 0.95));
      }
      lever_fields.emplace_back(program.variables[levers[k].value].name,
                                text::object({{"years", reals(means)},
                                              {"low", reals(low)},
                                              {"high", reals(high)},
                                              {"fixed", fixed ? "true" : "false"}}));
    }
    for (std::size_t k = 0; k < events.size(); ++k) {
      std::vector<double> chance;
      std::vector<std::string> forced;
      double sum = 0, on = 0;
      for (const auto& year : values[levers.size() + k]) {
        const auto happens =
          static_cast<double>(std::count_if(year.begin(), year.end(), [](double size) { return size > 0; }));
        chance.push_back(happens / static_cast<double>(year.size()));
        forced.push_back(happens == static_cast<double>(year.size()) ? "true" : "false");
        sum += std::accumulate(year.begin(), year.end(), 0.0);
        on += happens;
      }
      present.sizes.push_back(sum / on);
      event_fields.emplace_back(program.variables[events[k].value].name,
                                text::object({{"chance", reals(chance)}, {"forced", text::array(forced)}}));
    }
  }
  present.levers = text::object(lever_fields);
  present.events = text::object(event_fields);
  return present;
}

std::string event_json(const model::Variable& variable, const WhatIfBounds::Event& event) {
  return text::object(
      {{"name", text::quoted(event.name)},
       {"label", in_both([&](auto language) { return report::shown(variable.label, language, event.name); })},
       {"source", text::quoted(variable.source)},
       {"size", text::real(event.size)},
       {"most", text::real(event.most)}});
}

/// To two digits.
double rounded(double value) {
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
  return std::round(value / unit) * unit;
}

std::string target_json(const model::Program& program, const model::Target& target) {
  return text::object(
      {{"code", text::quoted(target.code)},
       {"name", in_both([&](auto language) { return report::target_name(target, language); })},
       {"wanted", in_both([&](auto language) { return report::target_wanted(program, target, language); })},
       {"theme", text::quoted(target.theme)}});
}

/// Assessed targets, and their themes in the order in which they come.
Fields target_fields(const model::Program& program) {
  std::vector<std::string> targets, themes, seen;
  for (const auto& target : program.targets) {
    if (!target.variable) continue;
    targets.push_back(target_json(program, target));
    if (std::find(seen.begin(), seen.end(), target.theme) != seen.end()) continue;
    seen.push_back(target.theme);
    themes.push_back(
        text::object({{"name", text::quoted(target.theme)},
                      {"label", in_both([&](auto language) { return report::theme_name(target.theme, language); })}}));
  }
  return {{"targets", text::array(targets)}, {"themes", text::array(themes)}};
}

}  // namespace

std::uint64_t most_worlds(const ServeRequest& request) { return std::max(most_page_worlds, request.paths); }

WhatIfBounds bounds_of(const Questioned& about, const std::vector<bool>& available) {
  WhatIfBounds bounds;
  const auto& first = about.cases.front().program;
  for (const auto& one : about.cases) {
    const auto names = [](const model::Program& program, Kind kind) {
      std::vector<std::string> found;
      for (const auto id : variables_of(program, kind)) found.push_back(program.variables[id.value].name);
      return found;
    };
    if (names(one.program, Kind::lever) != names(first, Kind::lever) ||
        names(one.program, Kind::event) != names(first, Kind::event) || one.program.end_year != first.end_year) {
      refuse(fmt::format("'{}' and '{}' are not of one model", first.scenario, one.program.scenario),
             "serve scenarios of one model together");
    }
    bounds.scenarios.push_back(one.program.scenario);
  }
  for (const auto id : variables_of(first, Kind::lever)) {
    const auto& lever = first.variables[id.value];
    if (available[id.value]) bounds.levers.push_back({lever.name, lever.low, lever.high});
  }
  for (const auto id : variables_of(first, Kind::event)) {
    if (available[id.value]) bounds.events.push_back({first.variables[id.value].name});
  }
  bounds.first_year = first.base_year + 1;
  bounds.last_year = first.end_year;
  return bounds;
}

std::string model_message_of(const ServeRequest& request, std::uint64_t seed,
                             const std::vector<const WhatIfCase*>& cases, WhatIfBounds& bounds) {
  const auto& first = *cases.front();
  const auto& program = first.one.program;
  std::vector<std::string> scenarios, levers, events, years;
  std::vector<bool> sized(bounds.events.size());
  for (const auto* what : cases) {
    const auto& one = what->one;
    const auto present = present_in(*what, seed, bounds, threads_of(request));
    for (std::size_t k = 0; k < sized.size(); ++k) {
      if (sized[k] || !(present.sizes[k] > 0)) continue;
      sized[k] = true;
      bounds.events[k].size = rounded(present.sizes[k]);
      bounds.events[k].most = rounded(most_event * present.sizes[k]);
    }
    scenarios.push_back(text::object(
        {{"name", text::quoted(one.program.scenario)},
         {"label", in_both([&](auto language) { return report::scenario_name(one.program, language); })},
         {"description", in_both([&](auto language) { return report::shown(one.program.description, language); })},
         {"levers", present.levers},
         {"events", present.events}}));
  }
  for (const auto id : variables_named(program, names_of(bounds.levers))) {
    levers.push_back(lever_json(program, program.variables[id.value]));
  }
  for (const auto id : variables_named(program, names_of(bounds.events))) {
    events.push_back(event_json(program.variables[id.value], bounds.events[events.size()]));
  }
  for (int year = bounds.first_year; year <= bounds.last_year; ++year) years.push_back(std::to_string(year));
  std::vector<std::string> heart;
  for (const auto& code : publish::headline_codes(program, first.display)) heart.push_back(text::quoted(code));
  std::string folder = std::filesystem::path(first.one.file).parent_path().generic_string();
  if (folder.empty()) folder = ".";
  Fields fields = {
      {"kind", text::quoted("model")},
      {"title", in_both([&](auto language) { return report::shown(program.title, language); })},
      {"region", in_both([&](auto language) { return report::shown(program.region, language); })},
      {"version", text::quoted(program_version)},
      {"seed", std::to_string(seed)},
      {"base_year", std::to_string(program.base_year)},
      {"years", text::array(years)},
      {"quick", std::to_string(std::min(quick_worlds, request.paths))},
      {"worlds", std::to_string(request.paths)},
      {"most", std::to_string(most_worlds(request))},
      {"folder", request.save ? text::quoted(folder) : "null"},
      {"scenarios", text::array(scenarios)},
      {"levers", text::array(levers)},
      {"events", text::array(events)},
      {"heart", text::array(heart)}};
  for (auto& field : target_fields(program)) fields.push_back(std::move(field));
  return text::object(fields);
}

}  // namespace prospect::app
