/// The tables of a model file to its definition.

#include <fmt/format.h>

#include <algorithm>

#include "base/hints.hpp"
#include "model/definition.hpp"
#include "model/fields.hpp"
#include "model/overlay.hpp"
#include "model/series.hpp"
#include "model/unit.hpp"

namespace prospect::model {
namespace {

using Kind = read::Value::Kind;
constexpr int longest_horizon = 60;
constexpr std::size_t most_parts = 2000;

bool good_name(std::string_view name) {
  if (name.empty() || name.size() > 60 || (name[0] >= '0' && name[0] <= '9')) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

class Definer {
 public:
  Definer(const read::Inputs& inputs, base::Problems& problems)
      : inputs_(inputs), problems_(problems) {}

  Definition define(int as_of) {
    const auto& root = inputs_.model.root;
    top(root);
    set_base_year(as_of);
    units(root);
    each(root, "family", [this](const auto& entry) { family(entry); });
    each(root, "parameter", [this](const auto& entry) { parameter(entry); });
    each(root, "shock", [this](const auto& entry) { shock(entry); });
    each(root, "correlation", [this](const auto& entry) { correlation(entry); });
    each(root, "event", [this](const auto& entry) { event(entry); });
    each(root, "lever", [this](const auto& entry) { lever(entry); });
    each(root, "group", [this](const auto& entry) { group(entry); });
    each(root, "shares", [this](const auto& entry) { shares(entry); });
    each(root, "joint", [this](const auto& entry) { joint(entry); });
    each(root, "ranking", [this](const auto& entry) { ranking(entry); });
    each(root, "chart", [this](const auto& entry) { chart(entry); });
    each(root, "learn", [this](const auto& entry) { learn(entry); });
    each(root, "indicator", [this](const auto& entry) { indicator(entry); });
    unique_names();
    d_.series = read_series(inputs_.series, inputs_.history, d_.base_year, problems_);
    return std::move(d_);
  }

 private:
  void top(const read::Value& root) {
    TableInfoKeys known = keys_of("");
    for (const auto& info : language_keys()) {
      if (info.scenario || info.table.empty()) continue;
      const auto dot = info.table.find('.');
      known.keys.push_back({info.table.substr(0, dot), "table", false, ""});
    }
    const Fields fields(root, "a model", problems_);
    fields.check_keys(known);
    d_.title = fields.label("title");
    d_.region = fields.label("region");
    d_.base_year = fields.whole("base_year").value_or(0);
    d_.end_year = fields.whole("end_year").value_or(d_.base_year + 1);
    d_.failed_limit = fields.number("failed_limit").value_or(d_.failed_limit);
    if (const auto* data = fields.find("data"); data != nullptr && data->kind == Kind::table) {
      Fields(*data, "[data]", problems_).check_keys(keys_of("data"));
    }
    if (const auto* year = fields.find("base_year");
        year != nullptr && (d_.base_year < 1000 || d_.base_year > 9999)) {
      problems_.add("bad-year", year->place,
                    fmt::format("the base year {} is not a calendar year", d_.base_year));
    }
    const auto* end = fields.find("end_year");
    if (end != nullptr &&
        (d_.end_year <= d_.base_year || d_.end_year > d_.base_year + longest_horizon)) {
      problems_.add("bad-year", end->place,
                    fmt::format("the end year {} should lie 1 to {} years after the base year {}",
                                d_.end_year, longest_horizon, d_.base_year));
      d_.end_year = d_.base_year + 1;
    }
  }

  void set_base_year(int as_of) {
    d_.model_base_year = d_.base_year;
    if (as_of == 0) return;
    if (as_of > d_.base_year || as_of < d_.base_year - longest_horizon) {
      problems_.add("bad-argument", {},
                    fmt::format("--as-of {} is not a year of the history: the last one is {}", as_of,
                                d_.base_year));
      return;
    }
    d_.earlier = as_of < d_.base_year;
    d_.base_year = as_of;
  }

  void units(const read::Value& root) {
    d_.unit_words = Unit::built_in_words();
    const auto* entry = root.find("units");
    if (entry == nullptr) return;
    if (entry->value.kind != Kind::table) {
      problems_.add("wrong-kind", entry->value.place,
                    "'units' should be a table, as in [units] words = [\"person\"]");
      return;
    }
    const Fields fields(entry->value, "[units]", problems_);
    fields.check_keys(keys_of("units"));
    for (const auto* word : fields.strings("words")) d_.unit_words.insert(word->text);
    const auto* labels = fields.find("label");
    if (labels == nullptr || labels->kind != Kind::table) return;
    const Fields label_fields(*labels, "[units.label]", problems_);
    for (const auto& unit : labels->entries) {
      auto label = base::Label{unit.key, ""};
      if (const auto* vi = unit.value.kind == Kind::table ? unit.value.find("vi") : nullptr;
          vi != nullptr && vi->value.kind == Kind::string) {
        label.vi = vi->value.text;
        if (const auto* en = unit.value.find("en")) label.en = en->value.text;
      } else {
        problems_.add("wrong-kind", unit.value.place,
                      fmt::format("the label of unit '{}' should be a table {{ vi = \"...\" }}",
                                  unit.key));
      }
      d_.unit_labels[unit.key] = label;
    }
  }

  template <class Read>
  void each(const read::Value& root, std::string_view table, Read read_one) {
    const auto* entry = root.find(table);
    if (entry == nullptr) return;
    if (entry->value.kind != Kind::table) {
      problems_.add("wrong-kind", entry->value.place,
                    fmt::format("'{}' should be a table of named tables", table));
      return;
    }
    if (entry->value.entries.size() > most_parts) {
      problems_.add("too-large", entry->key_place,
                    fmt::format("'{}' has {} parts, allowed are {}", table,
                                entry->value.entries.size(), most_parts));
      return;
    }
    for (const auto& named : entry->value.entries) {
      if (!good_name(named.key)) {
        problems_.add("bad-key", named.key_place,
                      fmt::format("'{}' is not a name", named.key),
                      "names have lower-case letters a-z, digits and '_', at most 60");
      }
      if (named.value.kind != Kind::table) {
        problems_.add("wrong-kind", named.value.place,
                      fmt::format("'{}.{}' should be a table, found {}", table, named.key,
                                  read::kind_words(named.value.kind)));
        continue;
      }
      read_one(named);
    }
  }

  Fields fields_of(const read::Entry& entry, std::string_view table) {
    Fields fields(entry.value, fmt::format("{} '{}'", table, entry.key), problems_);
    fields.check_keys(keys_of(fmt::format("{}.NAME", table)));
    return fields;
  }

  void named(const read::Entry& entry, const Fields& fields, Named& out) {
    out.name = entry.key;
    out.place = entry.key_place;
    out.label = fields.label("label");
    out.unit = fields.text("unit").value_or("1");
    const auto* unit = fields.find("unit");
    out.unit_place = unit == nullptr ? entry.key_place : unit->place;
    out.source = fields.text("source").value_or("");
    std::string bad;
    if (!Unit::parse(out.unit, d_.unit_words, bad)) {
      problems_.add("bad-unit", out.unit_place,
                    fmt::format("unit '{}' of '{}' holds the unknown word '{}'", out.unit, out.name,
                                bad),
                    base::did_you_mean(bad, {d_.unit_words.begin(), d_.unit_words.end()},
                                       "base words are declared in [units] words"));
    }
  }

  void family(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "family");
    FamilyDefinition definition;
    Family& family = definition.family;
    family.name = entry.key;
    family.place = entry.key_place;
    family.label = fields.label("label");
    read_rule(fields, family, problems_);
    family.source = fields.text("source").value_or("");
    definition.link = fields.text("link") ? fields.find("link") : nullptr;
    definition.reporting = fields.find("reporting");
    definition.says_sigma = fields.find("sigma") != nullptr;
    definition.series = fields.strings("series");
    definition.bounds = fields.pair("bounds");
    d_.families.push_back(std::move(definition));
  }

  void parameter(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "parameter");
    ParameterDefinition definition;
    named(entry, fields, definition);
    definition.prior = fields.find("prior");
    definition.earlier = fields.find("earlier");
    definition.known = fields.whole("known");
    d_.parameters.push_back(std::move(definition));
  }

  void shock(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "shock");
    ShockDefinition definition;
    named(entry, fields, definition);
    definition.distribution = fields.find("distribution");
    d_.shocks.push_back(std::move(definition));
  }

  void correlation(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "correlation");
    CorrelationDefinition definition;
    definition.name = entry.key;
    definition.place = entry.key_place;
    definition.members = fields.strings("members");
    definition.common = fields.find("common");
    definition.matrix = fields.find("matrix");
    d_.correlations.push_back(std::move(definition));
  }

  void event(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "event");
    EventDefinition definition;
    named(entry, fields, definition);
    definition.probability = fields.find("probability");
    definition.persistence = fields.find("persistence");
    definition.size = fields.find("size");
    definition.active = fields.truth("active").value_or(false);
    for (const auto& [year, size] : fields.years("past", 1000, d_.model_base_year)) {
      if (year <= d_.base_year) definition.past[year] = size;
    }
    d_.events.push_back(std::move(definition));
  }

  void lever(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "lever");
    LeverDefinition definition;
    named(entry, fields, definition);
    definition.standard = fields.find("default");
    definition.bounds = fields.pair("bounds").value_or(std::array<double, 2>{-1e300, 1e300});
    d_.levers.push_back(std::move(definition));
  }

  void group(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "group");
    d_.groups.push_back({entry.key, entry.key_place, fields.strings("members")});
  }

  void shares(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "shares");
    SharesDefinition definition;
    definition.name = entry.key;
    definition.place = entry.key_place;
    definition.members = fields.strings("members");
    if (fields.text("reference")) definition.reference = fields.find("reference");
    definition.total = fields.number("total").value_or(100);
    d_.shares.push_back(std::move(definition));
  }

  void joint(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "joint");
    JointDefinition definition;
    definition.name = entry.key;
    definition.place = entry.key_place;
    definition.label = fields.label("label");
    definition.targets = fields.strings("targets");
    d_.joints.push_back(std::move(definition));
  }

  void ranking(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "ranking");
    RankingDefinition definition;
    definition.name = entry.key;
    definition.place = entry.key_place;
    definition.label = fields.label("label");
    definition.source = fields.text("source").value_or("");
    definition.indicator = fields.text("indicator").value_or("");
    definition.row = fields.text("row").value_or(definition.indicator);
    definition.own = fields.text("own").value_or("");
    definition.better = fields.text("better").value_or("high");
    definition.link = fields.text("link").value_or("identity");
    definition.year = fields.whole("year").value_or(d_.model_base_year);
    definition.drift = fields.number("drift").value_or(0);
    definition.common = fields.number("common").value_or(0);
    definition.spread = fields.number("spread").value_or(0);
    d_.rankings.push_back(std::move(definition));
  }

  /// The value at a key if it is a string, else nullptr, with a problem where it is something else.
  static const read::Value* string_at(const Fields& fields, std::string_view key) {
    return fields.text(key) ? fields.find(key) : nullptr;
  }

  void chart(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "chart");
    ChartDefinition definition;
    definition.name = entry.key;
    definition.place = entry.key_place;
    if (fields.find("label") != nullptr) definition.label = fields.label("label");
    definition.target = string_at(fields, "target");
    definition.indicator = string_at(fields, "indicator");
    definition.past = string_at(fields, "past");
    definition.line = string_at(fields, "line");
    d_.charts.push_back(std::move(definition));
  }

  void learn(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "learn");
    LearnDefinition definition;
    definition.name = entry.key;
    definition.place = entry.key_place;
    definition.label = fields.label("label");
    definition.source = fields.text("source").value_or("");
    definition.from = fields.whole("from").value_or(0);
    if (const auto* from = fields.find("from")) definition.from_place = from->place;
    definition.parameters = fields.strings("parameters");
    if (const auto* carry = fields.find("carry"); carry != nullptr && carry->kind == Kind::table) {
      for (const auto& one : carry->entries) definition.carry.emplace_back(one.key, &one.value);
    } else if (carry != nullptr) {
      problems_.add("wrong-kind", carry->place,
                    "'carry' should be a table { parameter = \"indicator\" }");
    }
    learn_figures(fields, definition);
    d_.learns.push_back(std::move(definition));
  }

  void learn_figures(const Fields& fields, LearnDefinition& definition) {
    const auto* figures = fields.find("figures");
    if (figures == nullptr) return;
    const bool list = figures->kind == Kind::array &&
                      std::all_of(figures->items.begin(), figures->items.end(),
                                  [](const auto& item) { return item.kind == Kind::table; });
    if (!list) {
      problems_.add("wrong-kind", figures->place,
                    "'figures' should be an array of tables { of = \"indicator\", error = 0.1 }");
      return;
    }
    for (const auto& item : figures->items) {
      const Fields one(item, fmt::format("a figure of learn '{}'", definition.name), problems_);
      one.check_keys(keys_of("learn.NAME.figures"));
      const auto error = one.number("error");
      if (error && !(*error > 0)) {
        problems_.add("out-of-bounds", one.find("error")->place,
                      fmt::format("the error {} of a figure should be above 0", *error));
      }
      const auto year = one.whole("year");
      const auto value = one.number("value");
      if (year.has_value() != value.has_value()) {
        problems_.add("missing-key", item.place, "a figure of its own has both 'year' and 'value'",
                      "without them the indicator's history is compared");
      }
      if (one.text("of") && error) {
        definition.figures.push_back({one.find("of"), *error, year, value});
      }
    }
  }

  void indicator(const read::Entry& entry) {
    const Fields fields = fields_of(entry, "indicator");
    IndicatorDefinition definition;
    named(entry, fields, definition);
    definition.theme = fields.text("theme").value_or("");
    definition.history = string_at(fields, "history");
    definition.family = string_at(fields, "family");
    definition.link = string_at(fields, "link");
    definition.shock = string_at(fields, "shock");
    definition.equals = fields.find("equals");
    definition.next = fields.find("next");
    definition.drift = fields.find("drift");
    definition.volatility = fields.find("volatility");
    definition.start = fields.find("start");
    definition.reporting = fields.find("reporting");
    definition.bounds = fields.pair("bounds");
    definition.limits = fields.pair("limits");
    if (const auto* bounds = fields.find("bounds")) definition.bounds_place = bounds->place;
    d_.indicators.push_back(std::move(definition));
  }

  void unique_names() {
    std::map<std::string, base::Place> first;
    const auto claim = [&](const std::string& name, const base::Place& place) {
      const auto [at, fresh] = first.emplace(name, place);
      if (fresh) return;
      base::Problem problem{"duplicate-name", place,
                            fmt::format("the name '{}' is taken", name),
                            "names of indicators, parameters, shocks, events, levers and groups "
                            "share one list"};
      problem.other = at->second;
      problem.other_note = "first defined here";
      problems_.add(std::move(problem));
    };
    for (const auto& x : d_.indicators) claim(x.name, x.place);
    for (const auto& x : d_.parameters) claim(x.name, x.place);
    for (const auto& x : d_.shocks) claim(x.name, x.place);
    for (const auto& x : d_.events) claim(x.name, x.place);
    for (const auto& x : d_.levers) claim(x.name, x.place);
    for (const auto& x : d_.groups) claim(x.name, x.place);
  }

  const read::Inputs& inputs_;
  base::Problems& problems_;
  Definition d_;
};

}  // namespace

Definition define(const read::Inputs& inputs, int as_of, base::Problems& problems) {
  Definition definition = Definer(inputs, problems).define(as_of);
  lay_scenarios(inputs, definition, problems);
  return definition;
}

}  // namespace prospect::model
