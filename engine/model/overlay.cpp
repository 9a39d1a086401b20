#include "model/overlay.hpp"

#include <fmt/format.h>

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
  for (const auto& [year, size] : fields.years("force", d.base_year + 1, d.end_year)) {
    event->force[year] = size;
  }
}

void lay_shock(const read::Entry& entry, Definition& d, base::Problems& problems) {
  auto* shock = find_part(d.shocks, entry, "shock", problems);
  if (shock == nullptr) return;
  const Fields fields(entry.value, fmt::format("shock '{}'", entry.key), problems);
  fields.check_keys(keys_of("shock.NAME", true));
  if (const auto* v = fields.find("distribution")) shock->distribution = v;
  if (const auto source = fields.text("source")) shock->source = *source;
}

Family* find_family(const std::vector<Family*>& families, const read::Entry& entry,
                    base::Problems& problems) {
  std::vector<std::string> names = {"all"};
  for (Family* family : families) {
    if (family->name == entry.key) return family;
    names.push_back(family->name);
  }
  problems.add("unknown-name", entry.key_place, fmt::format("the model has no family '{}'", entry.key),
               base::did_you_mean(entry.key, names));
  return nullptr;
}

void lay_family(const read::Entry& entry, Family& family, base::Problems& problems) {
  const Fields fields(entry.value, fmt::format("family '{}'", entry.key), problems);
  fields.check_keys(keys_of("family.NAME", true));
  read_rule(fields, family, problems);
}

void lay(const read::Document& document, Definition& d, base::Problems& problems) {
  const Fields fields(document.root, "a scenario", problems);
  TableInfoKeys known = keys_of("", true);
  for (const std::string_view table : {"lever", "parameter", "event", "shock", "family"}) {
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
  each("shock", [&](const read::Entry& entry) { lay_shock(entry, d, problems); });
  each("family", [&](const read::Entry& entry) {
    std::vector<Family*> families;
    for (auto& definition : d.families) families.push_back(&definition.family);
    if (entry.key == "all") {
      for (Family* family : families) lay_family(entry, *family, problems);
    } else if (auto* family = find_family(families, entry, problems)) {
      lay_family(entry, *family, problems);
    }
  });
}

}  // namespace

void lay_scenarios(const read::Inputs& inputs, Definition& definition, base::Problems& problems) {
  definition.scenario = inputs.name;
  definition.label = definition.title;
  for (const auto& document : inputs.scenarios) lay(document, definition, problems);
}

}  // namespace prospect::model
