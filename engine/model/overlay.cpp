#include "model/overlay.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/hints.hpp"
#include "model/fields.hpp"

namespace prospect::model {
namespace {

using Kind = read::Value::Kind;

template <class Part>
Part* find_part(std::vector<Part>& parts, const read::Entry& entry, std::string_view what,
                base::Problems& problems) {
  std::vector<std::string> names;
  for (auto& part : parts) {
    if (part.name == entry.key) return &part;
    names.push_back(part.name);
  }
  problems.add("unknown-name", entry.key_place,
               fmt::format("the model has no {} '{}'", what, entry.key),
               base::did_you_mean(entry.key, names,
                                  names.empty() ? fmt::format("it has no {} at all", what) : ""));
  return nullptr;
}

/// A setting is the value itself or a table { value, source }; a table of years has neither key.
const read::Value* setting_value(const read::Value& value, std::string& source,
                                 base::Problems& problems) {
  if (value.kind != Kind::table) return &value;
  const auto* inner = value.find("value");
  if (inner == nullptr) return &value;
  if (const auto* text = value.find("source"); text != nullptr) source = text->value.text;
  for (const auto& entry : value.entries) {
    if (entry.key == "value" || entry.key == "source") continue;
    problems.add("unknown-key", entry.key_place, fmt::format("'{}' is not a key of a setting", entry.key),
                 base::did_you_mean(entry.key, {"value", "source"}, "a setting has 'value' and 'source'"));
  }
  return &inner->value;
}

void lay_event(const read::Entry& entry, Definition& d, base::Problems& problems) {
  auto* event = find_part(d.events, entry, "event", problems);
  if (event == nullptr) return;
  if (entry.value.kind != Kind::table) {
    problems.add("wrong-kind", entry.value.place,
                 fmt::format("event '{}' of a scenario should be a table", entry.key));
    return;
  }
  const Fields fields(entry.value, fmt::format("event '{}'", entry.key), problems);
  fields.check_keys(keys_of("event.NAME", true));
  event->overridden = true;
  if (const auto* v = fields.find("probability")) event->probability = v;
  if (const auto* v = fields.find("persistence")) event->persistence = v;
  if (const auto* v = fields.find("size")) event->size = v;
  if (const auto source = fields.text("source")) event->source = *source;
  const auto* force = fields.find("force");
  if (force == nullptr) return;
  if (force->kind != Kind::table) {
    problems.add("wrong-kind", force->place, "'force' should be a table of years, as in "
                                             "{ 2022 = 1.0 }");
    return;
  }
  for (const auto& year : force->entries) {
    int number = 0;
    const auto* end = year.key.data() + year.key.size();
    const bool whole = std::from_chars(year.key.data(), end, number).ptr == end;
    if (!whole || number <= d.base_year || number > d.end_year || !year.value.is_number()) {
      problems.add("bad-year", year.key_place,
                   fmt::format("'{}' is not a simulated year with a size", year.key),
                   fmt::format("years run from {} to {}", d.base_year + 1, d.end_year));
      continue;
    }
    if (!(year.value.number >= 0)) {
      problems.add("out-of-bounds", year.value.place,
                   fmt::format("event '{}' is forced to size {}, the least is 0", entry.key,
                               year.value.number));
      continue;
    }
    event->force[number] = year.value.number;
  }
}

void lay(const read::Document& document, Definition& d, base::Problems& problems) {
  const Fields fields(document.root, "a scenario", problems);
  TableInfoKeys known = keys_of("", true);
  for (const std::string_view table : {"lever", "parameter", "event"}) {
    known.keys.push_back({table, "table", false, ""});
  }
  fields.check_keys(known);
  d.label = fields.label("label");
  d.description = fields.label("description");
  const auto each = [&](std::string_view table, const auto& lay_one) {
    const auto* value = fields.find(table);
    if (value == nullptr) return;
    if (value->kind != Kind::table) {
      problems.add("wrong-kind", value->place, fmt::format("'{}' should be a table", table));
      return;
    }
    for (const auto& entry : value->entries) lay_one(entry);
  };
  each("lever", [&](const read::Entry& entry) {
    if (auto* lever = find_part(d.levers, entry, "lever", problems)) {
      lever->set_source.clear();
      lever->set = setting_value(entry.value, lever->set_source, problems);
    }
  });
  each("parameter", [&](const read::Entry& entry) {
    if (auto* parameter = find_part(d.parameters, entry, "parameter", problems)) {
      parameter->prior = setting_value(entry.value, parameter->source, problems);
      parameter->overridden = true;
    }
  });
  each("event", [&](const read::Entry& entry) { lay_event(entry, d, problems); });
}

}  // namespace

void lay_scenarios(const read::Inputs& inputs, Definition& definition, base::Problems& problems) {
  definition.scenario = inputs.name;
  definition.label = definition.title;
  for (const auto& document : inputs.scenarios) lay(document, definition, problems);
}

}  // namespace prospect::model
