#include "read/read.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/hints.hpp"
#include "base/unicode.hpp"

namespace prospect::read {
namespace {

constexpr std::size_t most_generations = 8;
constexpr double format_read = 1;

std::string normal(const std::filesystem::path& path) {
  return path.lexically_normal().generic_string();
}

// The name of `named` as seen from where we stand, when the file `from` names it.
std::string beside_file(const std::string& from, const std::string& named) {
  return normal(std::filesystem::path(from).parent_path() / named);
}

// Files come by mail, and all that they name is read and kept in the result file: a name must not reach what is none of
// the sender's business. One folder up is how scenarios beside data find it.
bool leads_far(const std::filesystem::path& named) {
  int up = 0;
  for (const auto& part : named) {
    const std::string name = part.string();
    if (name == "..") ++up;
    else if (name.starts_with('.') && name != ".") return true;
  }
  return up > 1;
}

/// Capitals do not matter; nothing is asked for by an empty ending.
bool has_ending(const std::filesystem::path& file, std::string_view ending) {
  if (ending.empty()) return true;
  const std::string own = file.extension().string();
  return std::equal(own.begin(), own.end(), ending.begin(), ending.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b;
  });
}

const Value* value_of(const Value& table, std::string_view key) {
  const Entry* entry = table.find(key);
  return entry == nullptr ? nullptr : &entry->value;
}

bool is_model(const Value& root) {
  return root.find("data") != nullptr || root.find("indicator") != nullptr;
}

void add_wrong_kind(std::string_view key, std::string_view expected, const Value& value, base::Problems& problems) {
  problems.add("wrong-kind", value.place,
               fmt::format("'{}' must be {} and is {}", key, expected, kind_words(value.kind)));
}

class Loader {
 public:
  Loader(const FileSource& files, Parsed& parsed) : files_(files), parsed_(parsed) {}

  Inputs load(const std::string& file, const std::string& observed) {
    const std::string first = file.empty() ? file : normal(file);
    inputs_.name = std::filesystem::path(first).stem().string();
    std::optional<Document> document = document_named(first, base::Place{});
    if (document && !document->root.find("extends") && !document->root.find("model") &&
        is_model(document->root)) {
      inputs_.model = std::move(*document);
      load_data();
    } else if (document) {
      load_chain(std::move(*document));
    }
    if (!observed.empty()) load_observed(normal(observed));
    base::reject_if_errors(problems_);
    inputs_.notes = std::move(problems_);
    return std::move(inputs_);
  }

 private:
  // The text of a file, kept for the result; a problem at `place` when it is not there.
  std::optional<std::string> text_named(const std::string& name, const base::Place& place) {
    std::optional<std::string> text = files_.text(name);
    if (text) {
      inputs_.texts[name] = *text;
      return text;
    }
    if (files_.is_folder(name)) {
      problems_.add("missing-file", place, fmt::format("'{}' is a folder, a file is expected", name),
                    file_inside(name));
    } else {
      problems_.add("missing-file", place, fmt::format("there is no file '{}'", name), near_files(name));
    }
    return std::nullopt;
  }

  [[nodiscard]] std::string file_inside(const std::string& folder) const {
    const auto path = std::filesystem::path(folder);
    for (const std::string& name : files_.beside((path / "file").generic_string())) {
      if (name.ends_with(".toml")) return fmt::format("name a file in it, as in '{}'", normal(path / name));
    }
    return "name a file in it";
  }

  [[nodiscard]] std::string near_files(const std::string& name) const {
    const std::vector<std::string> names = files_.beside(name);
    const std::string wanted = std::filesystem::path(name).filename().string();
    // An ending left off is too many letters for a near name.
    for (const std::string& other : names) {
      if (std::filesystem::path(other).stem() == wanted) {
        return fmt::format("did you mean '{}'?", other);
      }
    }
    const bool has_ending = std::filesystem::path(wanted).has_extension();
    return base::did_you_mean(has_ending ? wanted : wanted + ".toml", names);
  }

  // Nothing, with a problem, when the file is absent or is not TOML.
  std::optional<Document> document_named(const std::string& name, const base::Place& place) {
    const std::optional<std::string> text = text_named(name, place);
    if (!text) return std::nullopt;
    base::Problems found;
    Document document{name, parsed_.toml(*text, name, found)};
    problems_.add(found);
    // A single wrong value does not hide what the rest of the file names.
    if (found.has_errors() && document.root.entries.empty()) return std::nullopt;
    check_format(document.root);
    return document;
  }

  void check_format(const Value& root) {
    const Value* format = value_of(root, "format");
    if (format == nullptr) return;
    if (format->kind != Value::Kind::integer) {
      add_wrong_kind("format", "an integer", *format);
    } else if (format->number != format_read) {
      problems_.add("format-version", format->place,
                    fmt::format("format {} is not known; this program reads format {}",
                                format->number, format_read));
    }
  }

  void add_wrong_kind(std::string_view key, std::string_view expected, const Value& value) {
    read::add_wrong_kind(key, expected, value, problems_);
  }

  std::optional<std::string> path_in(std::string_view key, const Value& value, std::string_view ending) {
    return path_named(key, value, ending, problems_);
  }

  // Follows `extends` from the youngest scenario; false when the chain is broken.
  bool follow_extends(std::vector<Document>& chain) {
    std::vector<base::Place> links;  // where each scenario of the chain names the next
    while (const Value* extends = value_of(chain.back().root, "extends")) {
      links.push_back(extends->place);
      std::optional<std::string> name = path_in("extends", *extends, "");
      if (!name) return false;
      if (!name->ends_with(".toml")) *name += ".toml";
      if (closes_circle(chain, links, *name)) return false;
      if (chain.size() == most_generations) {
        problems_.add(
            "limit-exceeded", extends->place,
            fmt::format("the chain of 'extends' has more than {} scenarios", most_generations));
        return false;
      }
      std::optional<Document> parent = document_named(*name, extends->place);
      if (!parent) return false;
      chain.push_back(std::move(*parent));
    }
    return true;
  }

  // `links.back()` leads to `name`. The circle is told at its first scenario, and where it
  // closes.
  bool closes_circle(const std::vector<Document>& chain, const std::vector<base::Place>& links,
                     const std::string& name) {
    const auto met = std::find_if(chain.begin(), chain.end(),
                                  [&](const Document& d) { return d.file == name; });
    if (met == chain.end()) return false;
    const base::Place& opens = links[static_cast<std::size_t>(met - chain.begin())];
    const base::Place& closes = links.back();
    base::Problem problem{"extends-cycle", opens,
                          fmt::format("the scenario '{}' extends itself", name), ""};
    if (closes != opens) {
      problem.message += fmt::format(" through '{}'", closes.file);
      problem.other = closes;
      problem.other_note = "the circle closes here";
    }
    problems_.add(std::move(problem));
    return true;
  }

  void load_chain(Document youngest) {
    std::vector<Document> chain;
    chain.push_back(std::move(youngest));
    const bool whole = follow_extends(chain);

    const auto named = std::find_if(chain.begin(), chain.end(), [](const Document& d) {
      return d.root.find("model") != nullptr;
    });
    if (named != chain.end()) {
      load_model(*value_of(named->root, "model"));
    } else if (whole) {
      problems_.add("missing-key", {chain.back().file, 0, 0, 1}, "the scenario names no model",
                    "add a line such as model = \"../data/region/model.toml\"");
    }
    std::reverse(chain.begin(), chain.end());
    inputs_.scenarios = std::move(chain);
  }

  void load_model(const Value& named) {
    const std::optional<std::string> name = path_in("model", named, ".toml");
    if (!name) return;
    std::optional<Document> document = document_named(*name, named.place);
    if (!document) return;
    inputs_.model = std::move(*document);
    load_data();
  }

  void load_data() {
    const Value* data = value_of(inputs_.model.root, "data");
    if (data == nullptr) return;
    if (data->kind != Value::Kind::table) {
      add_wrong_kind("data", "a table", *data);
      return;
    }
    inputs_.series = table_named(*data, "series");
    inputs_.history = table_named(*data, "history");
    inputs_.targets = table_named(*data, "targets");
    inputs_.regions = table_named(*data, "regions");
  }

  void load_observed(const std::string& name) {
    const std::optional<std::string> text = text_named(name, base::Place{});
    if (text) inputs_.observed = parsed_.csv(*text, name, problems_);
  }

  Table table_named(const Value& data, std::string_view key) {
    const Value* named = value_of(data, key);
    if (named == nullptr) return {};
    const std::optional<std::string> name = path_in(key, *named, ".csv");
    if (!name) return {};
    const std::optional<std::string> text = text_named(*name, named->place);
    return text ? parsed_.csv(*text, *name, problems_) : Table{};
  }

  const FileSource& files_;
  Parsed& parsed_;
  base::Problems problems_;
  Inputs inputs_;
};

std::vector<std::string> split_lines(std::string_view text) {
  if (text.starts_with(base::byte_order_mark)) text.remove_prefix(base::byte_order_mark.size());
  std::vector<std::string> lines;
  for (;;) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

// The lines of the files asked for so far. A file that cannot be read has none: a drawing without
// its quotation is better than no drawing.
class LineCache {
 public:
  explicit LineCache(const FileSource& files) : files_(files) {}

  std::optional<std::string> line(const std::string& file, int number) {
    auto found = lines_.find(file);
    if (found == lines_.end()) found = lines_.emplace(file, lines_in(file)).first;
    const std::vector<std::string>& lines = found->second;
    if (number < 1 || static_cast<std::size_t>(number) > lines.size()) return std::nullopt;
    return lines[static_cast<std::size_t>(number) - 1];
  }

 private:
  [[nodiscard]] std::vector<std::string> lines_in(const std::string& file) const {
    try {
      const std::optional<std::string> text = files_.text(file);
      return text ? split_lines(*text) : std::vector<std::string>{};
    } catch (const base::Failure&) {
      return {};
    }
  }

  const FileSource& files_;
  std::map<std::string, std::vector<std::string>> lines_;
};

}  // namespace

std::optional<std::string> path_named(std::string_view key, const Value& value, std::string_view ending,
                                      base::Problems& problems) {
  if (value.kind != Value::Kind::string) {
    add_wrong_kind(key, "a string, the name of a file,", value, problems);
    return std::nullopt;
  }
  if (value.text.empty() || value.text.find('\0') != std::string::npos) {
    problems.add("bad-path", value.place,
                 fmt::format("'{}' must name a file and {}", key,
                             value.text.empty() ? "is empty" : "holds a zero byte"));
    return std::nullopt;
  }
  if (std::filesystem::path(value.text).is_absolute()) {
    problems.add("bad-path", value.place, fmt::format("'{}' names the absolute path '{}'", key, value.text),
                 "name the file relative to the folder of this one");
    return std::nullopt;
  }
  const auto named = std::filesystem::path(value.text).lexically_normal();
  if (leads_far(named)) {
    problems.add("bad-path", value.place,
                 fmt::format("'{}' names '{}', which leads more than one folder up or into a hidden one", key,
                             value.text),
                 "a file may name what lies in its folder, below it, or one folder up and below that");
    return std::nullopt;
  }
  if (!has_ending(named, ending)) {
    problems.add("bad-path", value.place, fmt::format("'{}' names '{}', which is no {} file", key, value.text, ending),
                 fmt::format("give the file a name that ends in {}", ending));
    return std::nullopt;
  }
  return beside_file(value.place.file, value.text);
}

Inputs load(const std::string& file, const FileSource& files, const std::string& observed, Parsed* parsed) {
  Parsed own;
  return Loader(files, parsed == nullptr ? own : *parsed).load(file, observed);
}

base::LineSource lines_of(const FileSource& files) {
  return [cache = std::make_shared<LineCache>(files)](const std::string& file, int line) {
    return cache->line(file, line);
  };
}

}  // namespace prospect::read
