#include "model/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/hints.hpp"

namespace prospect::model {

using Kind = read::Value::Kind;

void Fields::check_keys(const TableInfoKeys& known) const {
  std::vector<std::string> names;
  for (const auto& key : known.keys) names.emplace_back(key.key);
  for (const auto& entry : table_->entries) {
    bool found = false;
    for (const auto& name : names) found = found || name == entry.key;
    if (!found) {
      problems_->add("unknown-key", entry.key_place,
                     fmt::format("'{}' is not a key of {}", entry.key, what_),
                     base::did_you_mean(entry.key, names));
    }
  }
  for (const auto& key : known.keys) {
    if (key.required && table_->find(key.key) == nullptr) {
      problems_->add("missing-key", table_->place,
                     fmt::format("{} has no '{}'", what_, key.key),
                     fmt::format("'{}' ({}): {}", key.key, key.kind, key.meaning));
    }
  }
}

const read::Value* Fields::find(std::string_view key) const {
  const auto* entry = table_->find(key);
  return entry == nullptr ? nullptr : &entry->value;
}

void Fields::wrong_kind(const read::Value& value, std::string_view key,
                        std::string_view wanted) const {
  problems_->add("wrong-kind", value.place,
                 fmt::format("'{}' of {} should be {}, found {}", key, what_, wanted,
                             read::kind_words(value.kind)));
}

std::optional<std::string> Fields::text(std::string_view key) const {
  const auto* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->kind != Kind::string) {
    wrong_kind(*value, key, "a string");
    return std::nullopt;
  }
  return value->text;
}

std::optional<double> Fields::number(std::string_view key) const {
  const auto* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number()) {
    wrong_kind(*value, key, "a number");
    return std::nullopt;
  }
  return value->number;
}

std::optional<std::vector<double>> Fields::numbers(std::string_view key) const {
  const auto* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) return std::vector<double>{value->number};
  const bool fits = value->kind == Kind::array && !value->items.empty() &&
                    std::all_of(value->items.begin(), value->items.end(),
                                [](const auto& item) { return item.is_number(); });
  if (!fits) {
    wrong_kind(*value, key, "a number or an array of numbers");
    return std::nullopt;
  }
  std::vector<double> numbers;
  for (const auto& item : value->items) numbers.push_back(item.number);
  return numbers;
}

std::optional<int> Fields::whole(std::string_view key) const {
  const auto* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->kind != Kind::integer || std::abs(value->number) > 1e9) {
    wrong_kind(*value, key, "a whole number");
    return std::nullopt;
  }
  return static_cast<int>(value->number);
}

std::optional<bool> Fields::truth(std::string_view key) const {
  const auto* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->kind != Kind::boolean) {
    wrong_kind(*value, key, "true or false");
    return std::nullopt;
  }
  return value->truth;
}

std::optional<std::array<double, 2>> Fields::pair(std::string_view key) const {
  const auto* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->kind != Kind::array || value->items.size() != 2 || !value->items[0].is_number() ||
      !value->items[1].is_number()) {
    wrong_kind(*value, key, "an array of two numbers");
    return std::nullopt;
  }
  const std::array<double, 2> pair = {value->items[0].number, value->items[1].number};
  if (!(pair[0] < pair[1])) {
    problems_->add("bad-bounds", value->place,
                   fmt::format("'{}' of {} runs from {} to {}: the first number must be the lower",
                               key, what_, pair[0], pair[1]));
    return std::nullopt;
  }
  return pair;
}

std::map<int, double> Fields::years(std::string_view key, int first, int last) const {
  std::map<int, double> years;
  const auto* value = find(key);
  if (value == nullptr) return years;
  if (value->kind != Kind::table) {
    wrong_kind(*value, key, "a table of years, as in { 2022 = 1.0 }");
    return years;
  }
  for (const auto& year : value->entries) {
    int number = 0;
    const auto* end = year.key.data() + year.key.size();
    const bool whole = std::from_chars(year.key.data(), end, number).ptr == end;
    if (!whole || number < first || number > last || !year.value.is_number()) {
      problems_->add("bad-year", year.key_place,
                     fmt::format("'{}' is not a year of '{}' of {} with a size", year.key, key, what_),
                     fmt::format("years run from {} to {}", first, last));
    } else if (!(year.value.number >= 0)) {
      problems_->add("out-of-bounds", year.value.place,
                     fmt::format("'{}' of {} is {} in {}, the least is 0", key, what_, year.value.number,
                                 number));
    } else {
      years[number] = year.value.number;
    }
  }
  return years;
}

base::Label Fields::label(std::string_view key) const {
  base::Label label;
  const auto* value = find(key);
  if (value == nullptr) return label;
  if (value->kind == Kind::string) {
    label.en = value->text;
    return label;
  }
  if (value->kind != Kind::table) {
    wrong_kind(*value, key, "a table { en = \"...\", vi = \"...\" }");
    return label;
  }
  for (const auto& entry : value->entries) {
    if (entry.value.kind != Kind::string || (entry.key != "en" && entry.key != "vi")) {
      problems_->add("bad-key", entry.key_place,
                     fmt::format("'{}' is not a text in a language of the house", entry.key),
                     "labels have 'en' and 'vi', both strings");
      continue;
    }
    (entry.key == "en" ? label.en : label.vi) = entry.value.text;
  }
  if (label.en.empty()) {
    problems_->add("missing-key", value->place,
                   fmt::format("'{}' of {} has no English text", key, what_), "add en = \"...\"");
  }
  return label;
}

std::vector<const read::Value*> Fields::strings(std::string_view key) const {
  std::vector<const read::Value*> strings;
  const auto* value = find(key);
  if (value == nullptr) return strings;
  if (value->kind != Kind::array) {
    wrong_kind(*value, key, "an array of strings");
    return strings;
  }
  for (const auto& item : value->items) {
    if (item.kind == Kind::string) {
      strings.push_back(&item);
    } else {
      wrong_kind(item, key, "an array of strings");
    }
  }
  return strings;
}

}  // namespace prospect::model
