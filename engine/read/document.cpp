#include "read/document.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/check.hpp"
#include "base/hints.hpp"
#include "read/cursor.hpp"
#include "read/text_index.hpp"
#include "read/toml_depth.hpp"
#include "read/toml_string.hpp"

namespace prospect::read {
namespace {

constexpr std::int64_t largest_exact_integer = std::int64_t{1} << 53;  // of a double

// The library's columns are code points from 1, as ours are; test 'columns count characters'.
base::Place place_of(const toml::source_region& region, const std::string& file) {
  base::Place place{file, static_cast<int>(region.begin.line),
                    static_cast<int>(region.begin.column), 1};
  const bool has_end = region.end.line == region.begin.line;
  if (has_end && region.end.column > region.begin.column) {
    place.length = static_cast<int>(region.end.column - region.begin.column);
  }
  return place;
}

// Makes our values of the library's.
class Builder {
 public:
  Builder(std::string_view text, const std::string& file, base::Problems& problems)
      : index_(text), file_(file), problems_(problems) {}

  Value build(const toml::node& node, int depth) {
    Value value;
    value.place = place_of(node.source(), file_);
    switch (node.type()) {
      case toml::node_type::table: fill_table(value, *node.as_table(), depth); break;
      case toml::node_type::array: fill_array(value, *node.as_array(), depth); break;
      case toml::node_type::string: fill_string(value, **node.as_string()); break;
      case toml::node_type::integer: fill_integer(value, **node.as_integer()); break;
      case toml::node_type::floating_point: fill_real(value, **node.as_floating_point()); break;
      case toml::node_type::boolean:
        value.kind = Value::Kind::boolean;
        value.truth = **node.as_boolean();
        break;
      case toml::node_type::date:
      case toml::node_type::time:
      case toml::node_type::date_time: refuse_date(value); break;
      case toml::node_type::none: break;
    }
    return value;
  }

 private:
  // False, with a problem, where containers stand too deep. It also bounds our own recursion.
  bool may_hold_more(const Value& value, int depth) {
    if (depth < deepest_nesting) return true;
    if (!deep_told_) {
      problems_.add("too-deep", value.place,
                    fmt::format("values stand more than {} levels deep", deepest_nesting));
    }
    deep_told_ = true;
    return false;
  }

  void fill_table(Value& value, const toml::table& table, int depth) {
    value.kind = Value::Kind::table;
    if (!may_hold_more(value, depth)) return;
    for (const auto& [key, node] : table) {
      value.entries.push_back(
          {std::string(key.str()), place_of(key.source(), file_), build(node, depth + 1)});
    }
    // The library keeps keys in alphabetical order.
    std::sort(value.entries.begin(), value.entries.end(), [](const Entry& a, const Entry& b) {
      return std::pair(a.key_place.line, a.key_place.column) <
             std::pair(b.key_place.line, b.key_place.column);
    });
  }

  void fill_array(Value& value, const toml::array& array, int depth) {
    value.kind = Value::Kind::array;
    if (!may_hold_more(value, depth)) return;
    value.items.reserve(array.size());
    for (const toml::node& node : array) value.items.push_back(build(node, depth + 1));
  }

  void fill_string(Value& value, const std::string& library_text) {
    value.kind = Value::Kind::string;
    const Position at{value.place.line, value.place.column};
    const std::size_t offset = offset_of(value.place);
    if (const char quote = quote_at(offset); quote != '\0') {
      Cursor cursor(index_.text(), offset, at);
      if (std::optional<StringContent> content = read_toml_string(cursor)) {
        value.text = std::move(content->text);
        value.bytes = std::move(content->bytes);
        return;
      }
    }
    // Not reached by any text we know; the value itself is then the best place there is.
    value.text = library_text;
    value.bytes.assign(value.text.size() + 1, at);
  }

  void fill_integer(Value& value, std::int64_t integer) {
    value.kind = Value::Kind::integer;
    if (integer > largest_exact_integer || integer < -largest_exact_integer) {
      problems_.add("bad-number", value.place,
                    fmt::format("the integer {} is beyond {}, the largest that is kept exactly",
                                integer, largest_exact_integer),
                    "write it with a decimal point, or in a larger unit");
      return;
    }
    value.number = static_cast<double>(integer);
  }

  void fill_real(Value& value, double real) {
    value.kind = Value::Kind::real;
    if (!std::isfinite(real)) {
      problems_.add("bad-number", value.place,
                    fmt::format("'{}' is not a finite number", source_of(value.place)));
      return;
    }
    value.number = real;
  }

  void refuse_date(Value& value) {
    value.kind = Value::Kind::string;
    value.text = source_of(value.place);
    value.bytes.assign(value.text.size() + 1, {value.place.line, value.place.column});
    problems_.add(
        "wrong-kind", value.place,
        fmt::format("'{}' is a date or a time, and no key takes one", value.text),
        fmt::format("a year is written as a number, a text in quotes: \"{}\"", value.text));
  }

  [[nodiscard]] std::size_t offset_of(const base::Place& place) const {
    return index_.offset(static_cast<std::size_t>(place.line),
                         static_cast<std::size_t>(place.column));
  }

  [[nodiscard]] char quote_at(std::size_t offset) const {
    const std::string_view text = index_.text();
    const bool is_quote = offset < text.size() && (text[offset] == '"' || text[offset] == '\'');
    return is_quote ? text[offset] : '\0';
  }

  [[nodiscard]] std::string source_of(const base::Place& place) const {
    const std::size_t first = offset_of(place);
    Cursor cursor(index_.text(), first, {1, 1});
    cursor.skip(static_cast<std::size_t>(place.length));
    return std::string(index_.text().substr(first, cursor.offset() - first));
  }

  TextIndex index_;
  const std::string& file_;
  base::Problems& problems_;
  bool deep_told_ = false;
};

// "Error while parsing string: expected ..." becomes "not valid TOML in this string: expected
// ...".
std::string wording_of(std::string_view description) {
  constexpr std::string_view prefix = "Error while parsing ";
  if (!description.starts_with(prefix)) return fmt::format("not valid TOML: {}", description);
  return fmt::format("not valid TOML in this {}", description.substr(prefix.size()));
}

// The key that leads to the value at byte `value` of its line, or nothing if none is found there.
// It starts after the last brace or comma that is not in a string.
std::optional<std::string_view> key_before(std::string_view text, std::size_t line_start,
                                           std::size_t value) {
  Cursor cursor(text, line_start, {1, 1});
  std::size_t start = line_start;
  while (cursor.offset() < value) {
    const char sign = cursor.byte();
    if (sign == '"' || sign == '\'') {
      if (!skip_toml_string(cursor)) return std::nullopt;
      continue;
    }
    cursor.take();
    if (sign == '{' || sign == ',') start = cursor.offset();
  }
  constexpr std::string_view blanks = " \t";
  const std::string_view segment = text.substr(start, value - start);
  const std::size_t equals = segment.find_last_not_of(blanks);
  if (cursor.offset() != value || equals == std::string_view::npos || equals == 0 ||
      segment[equals] != '=') {
    return std::nullopt;
  }
  const std::size_t first = segment.find_first_not_of(blanks);
  const std::size_t last = segment.find_last_not_of(blanks, equals - 1);
  if (first >= equals || last == std::string_view::npos) return std::nullopt;
  return segment.substr(first, last - first + 1);
}

// The library reports a key given twice at its value, and garbles quoted keys in its message.
std::optional<base::Problem> key_given_twice(const toml::parse_error& error,
                                             std::string_view text, const std::string& file) {
  const std::string_view description = error.description();
  if (!description.starts_with("Error while parsing key-value pair: cannot redefine existing")) {
    return std::nullopt;
  }
  const auto at = error.source().begin;
  const TextIndex index(text);
  const std::size_t line_start = index.offset(at.line, 1);
  const auto key = key_before(text, line_start, index.offset(at.line, at.column));
  if (!key) return std::nullopt;
  const auto before =
      text.substr(line_start, static_cast<std::size_t>(key->data() - text.data()) - line_start);
  const bool is_quoted = key->front() == '"' || key->front() == '\'';
  const std::string_view mark = is_quoted ? "" : "'";
  base::Problem problem;
  problem.kind = "syntax";
  problem.place = {file, static_cast<int>(at.line), base::character_count(before) + 1,
                   base::character_count(*key)};
  problem.message = fmt::format("the key {0}{1}{0} is given twice in one table", mark, *key);
  return problem;
}

bool may_be_parsed(std::string_view text, const std::string& file, base::Problems& problems) {
  if (text.size() > largest_document) {
    problems.add("too-large", {file, 0, 0, 1},
                 fmt::format("the file has {} bytes; at most {} are read", text.size(), largest_document));
    return false;
  }
  if (const std::optional<std::size_t> broken = base::first_broken_byte(text)) {
    problems.add(not_utf8(text, *broken, file));
    return false;
  }
  if (const std::optional<Position> deep = find_deep_nesting(text)) {
    problems.add("too-deep", {file, deep->line, deep->column, 1},
                 fmt::format("values stand more than {} levels deep", deepest_nesting));
    return false;
  }
  return true;
}

}  // namespace

const Entry* Value::find(std::string_view key) const {
  PROSPECT_EXPECT(kind == Kind::table);
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

base::Place Value::place_at(std::size_t offset, int length) const {
  if (bytes.empty()) return place;
  const Position first = bytes[std::min(offset, bytes.size() - 1)];
  base::Place result{place.file, first.line, first.column, std::max(length, 1)};
  // Escapes take more columns in the file than characters in the content.
  std::size_t end = offset;
  for (int i = 0; i < length && end < text.size(); ++i)
    end += base::character_at(text, end).bytes;
  const Position last = bytes[std::min(end, bytes.size() - 1)];
  if (last.line == first.line && last.column > first.column) {
    result.length = last.column - first.column;
  }
  return result;
}

std::string_view kind_words(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::table: return "a table";
    case Value::Kind::array: return "an array";
    case Value::Kind::string: return "a string";
    case Value::Kind::integer: return "an integer";
    case Value::Kind::real: return "a number";
    case Value::Kind::boolean: return "true or false";
  }
  return "a value";
}

Value parse_toml(std::string_view text, const std::string& file, base::Problems& problems) {
  Value root;
  root.place.file = file;
  if (!may_be_parsed(text, file, problems)) return root;
  try {
    const toml::table table = toml::parse(text);
    root = Builder(text, file, problems).build(table, 0);
    // The root has neither header nor brace: it is the file as a whole.
    root.place = {file, 0, 0, 1};
  } catch (const toml::parse_error& error) {
    std::optional<base::Problem> twice = key_given_twice(error, text, file);
    if (twice) {
      problems.add(*std::move(twice));
    } else {
      const base::Place place = place_of(error.source(), file);
      const std::size_t at = TextIndex(text).offset(error.source().begin.line, error.source().begin.column);
      const bool at_line_end = at < text.size() && (text[at] == '\n' || text[at] == '\r');
      if (at_line_end && error.description().starts_with("Error while parsing string")) {
        problems.add("syntax", place, "not valid TOML: a text in quotes is not closed on its line",
                     "put the quote at its end");
      } else {
        problems.add("syntax", place, wording_of(error.description()));
      }
    }
  }
  return root;
}

}  // namespace prospect::read
