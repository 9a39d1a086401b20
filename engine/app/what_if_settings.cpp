#include "app/what_if_settings.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "app/scenario_text.hpp"
#include "report/texts.hpp"

namespace prospect::app {
namespace {

namespace json = boost::json;


double number_in(const json::value& value, const std::string& of) {
  if (!value.is_number()) throw BadMessage(fmt::format("'{}' is set to what is no number", of));
  const double number = value.to_number<double>();
  if (!std::isfinite(number)) throw BadMessage(fmt::format("'{}' is set to what is no finite number", of));
  return number;
}

int year_in(std::string_view word, const WhatIfBounds& bounds, const std::string& of) {
  int year = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), year);
  if (error != std::errc() || end != word.data() + word.size() || year < bounds.first_year ||
      year > bounds.last_year) {
    throw BadMessage(fmt::format("'{}' is set for a year that is not simulated: {} to {} are", of, bounds.first_year,
                                 bounds.last_year));
  }
  return year;
}

const json::object* table_in(const json::object& message, std::string_view key) {
  const auto* value = message.if_contains(key);
  if (value == nullptr || value->is_null()) return nullptr;
  if (!value->is_object()) throw BadMessage(fmt::format("'{}' is not a table", key));
  return &value->get_object();
}

std::vector<double> lever_values(const WhatIfBounds::Lever& lever, const json::value& value,
                                 const WhatIfBounds& bounds) {
  std::vector<double> values;
  if (value.is_object()) {
    std::map<int, double> years;
    for (const auto& [year, number] : value.get_object()) {
      years[year_in(year, bounds, lever.name)] = number_in(number, lever.name);
    }
    for (const auto& [year, number] : years) values.push_back(number);
    if (std::cmp_not_equal(years.size(), bounds.last_year - bounds.first_year + 1)) {
      throw BadMessage(fmt::format("lever '{}' is set by year, and not for every year", lever.name));
    }
  } else {
    values.push_back(number_in(value, lever.name));
  }
  for (const double number : values) {
    if (number < lever.low || number > lever.high) {
      throw BadMessage(fmt::format("lever '{}' is set to {}, allowed are {} to {}", lever.name, number, lever.low,
                                   lever.high));
    }
  }
  return values;
}

void read_levers(const json::object& levers, const WhatIfBounds& bounds, WhatIfSettings& settings) {
  for (const auto& [key, value] : levers) {
    const std::string name(key);
    const auto at = std::find_if(bounds.levers.begin(), bounds.levers.end(),
                                 [&name](const auto& lever) { return lever.name == name; });
    if (at == bounds.levers.end()) throw BadMessage(fmt::format("the model has no lever '{}'", name));
    settings.levers[name] = lever_values(*at, value, bounds);
  }
}

void read_events(const json::object& events, const WhatIfBounds& bounds, WhatIfSettings& settings) {
  for (const auto& [key, value] : events) {
    const std::string name(key);
    const auto event = std::find_if(bounds.events.begin(), bounds.events.end(),
                                    [&name](const auto& known) { return known.name == name; });
    if (event == bounds.events.end()) throw BadMessage(fmt::format("the model has no event '{}'", name));
    if (value.is_string() && value.get_string() == "never") {
      settings.never.insert(name);
      continue;
    }
    if (!value.is_object()) throw BadMessage(fmt::format("event '{}' is neither \"never\" nor a table of years", name));
    for (const auto& [year, number] : value.get_object()) {
      const double size = number_in(number, name);
      if (size < 0 || size > event->most) {
        throw BadMessage(fmt::format("event '{}' is set to a size of {}, allowed are 0 to {}", name, size,
                                     event->most));
      }
      settings.forced[name][year_in(year, bounds, name)] = size;
    }
  }
}

/// { 2021 = 1, 2022 = 2 }
template <class Years>
std::string years_text(const Years& years) {
  std::string text;
  for (const auto& [year, value] : years) text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", year, value);
  return "{ " + text + " }";
}

}  // namespace

WhatIfSettings settings_in(const json::object& message, const WhatIfBounds& bounds) {
  WhatIfSettings settings;
  const auto* scenario = message.if_contains("scenario");
  if (scenario == nullptr || !scenario->is_string()) throw BadMessage("no scenario is named");
  settings.scenario = std::string(scenario->get_string());
  if (std::find(bounds.scenarios.begin(), bounds.scenarios.end(), settings.scenario) == bounds.scenarios.end()) {
    throw BadMessage(fmt::format("there is no scenario '{}' here", settings.scenario));
  }
  if (const auto* levers = table_in(message, "levers")) read_levers(*levers, bounds, settings);
  if (const auto* events = table_in(message, "events")) read_events(*events, bounds, settings);
  return settings;
}

std::string scenario_text(const WhatIfSettings& settings, const WhatIfBounds& bounds, std::string_view below,
                          const base::Label& label, const base::Label& about) {
  const std::string source = toml_string(report::text(report::Text::page_source, base::Language::english));
  std::string text = scenario_head(page_marker, label, about, below);
  if (!settings.levers.empty()) text += "\n[lever]\n";
  for (const auto& [name, values] : settings.levers) {
    std::string value = fmt::format("{}", values.front());
    if (values.size() > 1) {
      std::map<int, double> years;
      for (std::size_t k = 0; k < values.size(); ++k) years[bounds.first_year + static_cast<int>(k)] = values[k];
      value = years_text(years);
    }
    text += fmt::format("{} = {{ value = {}, source = {} }}\n", name, value, source);
  }
  for (const auto& [name, years] : settings.forced) {
    text += fmt::format("\n[event.{}]\nsource = {}\nforce = {}\n", name, source, years_text(years));
  }
  for (const auto& name : settings.never) {
    // Years the scenario forces are kept off too.
    std::map<int, int> off;
    for (int year = bounds.first_year; year <= bounds.last_year; ++year) off[year] = 0;
    text += fmt::format("\n[event.{}]\nsource = {}\nprobability = 0\npersistence = 0\nforce = {}\n", name,
                        source, years_text(off));
  }
  return text;
}

}  // namespace prospect::app
