#include "app/mixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace prospect::app {
namespace {

using Kind = read::Value::Kind;

constexpr std::array<const char*, 5> setting_tables = {"lever", "parameter", "event", "shock", "family"};

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string real(double value) {
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";   // "inf" and "nan" as they are
  return text;
}

/// What a chain of scenarios sets, merged: a value a table and name.
struct Set {
  std::string table, name;
  read::Value value;
};

/// Lays `over` over `under`, key by key; tables of years inside are joined too.
void lay_over(read::Value& under, const read::Value& over) {
  for (const auto& entry : over.entries) {
    const auto there = std::find_if(under.entries.begin(), under.entries.end(),
                                    [&](const read::Entry& e) { return e.key == entry.key; });
    if (there == under.entries.end()) {
      under.entries.push_back(entry);
    } else if (there->value.kind == Kind::table && entry.value.kind == Kind::table) {
      lay_over(there->value, entry.value);
    } else {
      there->value = entry.value;
    }
  }
}

std::vector<Set> settings_of(const read::Inputs& inputs) {
  std::vector<Set> all;
  for (const auto& document : inputs.scenarios) {
    for (const std::string table : setting_tables) {
      const auto* tables = document.root.find(table);
      if (tables == nullptr) continue;
      for (const auto& entry : tables->value.entries) {
        const auto there = std::find_if(all.begin(), all.end(), [&](const Set& s) {
          return s.table == table && s.name == entry.key;
        });
        const bool whole = table == "lever" || table == "parameter";
        if (there == all.end()) {
          all.push_back({table, entry.key, entry.value});
        } else if (whole || there->value.kind != Kind::table) {
          there->value = entry.value;
        } else {
          lay_over(there->value, entry.value);
        }
      }
    }
  }
  return all;
}

/// The same without its source, which changes no path.
read::Value bare(const Set& set) {
  read::Value value = set.value;
  if (value.kind == Kind::table) {
    std::erase_if(value.entries, [](const read::Entry& e) { return e.key == "source"; });
    const auto* inner = value.find("value");
    if (inner != nullptr && value.entries.size() == 1) return read::Value(inner->value);
  }
  return value;
}

std::string text_of(const std::vector<Set>& all, const std::string& table, const std::string& name) {
  for (const auto& set : all) {
    if (set.table == table && set.name == name) return as_toml(bare(set));
  }
  return "";
}

base::Label label_of(const model::Program& program, const std::string& table, const std::string& name) {
  if (table == "family") {
    for (const auto& family : program.families) {
      if (family.name == name) return family.label;
    }
  }
  if (table == "parameter") {
    for (const auto& parameter : program.parameters) {
      if (parameter.name == name) return parameter.label;
    }
  }
  for (const auto& variable : program.variables) {
    if (variable.name == name) return variable.label;
  }
  return {};
}

}  // namespace

std::string as_toml(const read::Value& value) {
  switch (value.kind) {
    case Kind::string: return quoted(value.text);
    case Kind::integer: return fmt::format("{:.0f}", value.number);
    case Kind::real: return real(value.number);
    case Kind::boolean: return value.truth ? "true" : "false";
    case Kind::table: {
      std::string text;
      for (const auto& entry : value.entries) {
        const bool plain = std::all_of(entry.key.begin(), entry.key.end(), [](char c) {
          return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_';
        });
        const auto key = plain && !entry.key.empty() ? entry.key : quoted(entry.key);
        text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", key, as_toml(entry.value));
      }
      return "{ " + text + " }";
    }
    case Kind::array: {
      std::string text;
      for (const auto& item : value.items) text += (text.empty() ? "" : ", ") + as_toml(item);
      return "[" + text + "]";
    }
  }
  return "";
}

std::vector<Differing> differing_settings(const read::Inputs& first, const read::Inputs& second,
                                          const model::Program& program) {
  const auto a = settings_of(first), b = settings_of(second);
  std::vector<Differing> differing;
  for (const auto* all : {&a, &b}) {
    for (const auto& set : *all) {
      const bool known = std::any_of(differing.begin(), differing.end(), [&](const Differing& d) {
        return d.table == set.table && d.name == set.name;
      });
      Differing one{set.table, set.name, label_of(program, set.table, set.name),
                    text_of(a, set.table, set.name), text_of(b, set.table, set.name)};
      if (!known && one.first != one.second) differing.push_back(std::move(one));
    }
  }
  return differing;
}

std::string mixture(const read::Inputs& first, const std::vector<Differing>& differing,
                    const std::vector<bool>& from_second) {
  const auto a = settings_of(first);
  std::string text = fmt::format("format = 1\nlabel = \"mixture\"\ndescription = \"mixture\"\nmodel = {}\n",
                                 quoted(std::filesystem::path(first.model.file).filename().string()));
  for (const std::string table : setting_tables) {
    std::string rows;
    const auto put = [&](const std::string& name, const std::string& value) {
      if (!value.empty()) rows += fmt::format("{} = {}\n", quoted(name), value);
    };
    for (const auto& set : a) {
      const bool differs = std::any_of(differing.begin(), differing.end(), [&](const Differing& d) {
        return d.table == set.table && d.name == set.name;
      });
      if (set.table == table && !differs) put(set.name, as_toml(bare(set)));
    }
    for (std::size_t k = 0; k < differing.size(); ++k) {
      const Differing& one = differing[k];
      if (one.table == table) put(one.name, from_second[k] ? one.second : one.first);
    }
    if (!rows.empty()) text += fmt::format("[{}]\n{}", table, rows);
  }
  return text;
}

}  // namespace prospect::app
