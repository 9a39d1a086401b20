#pragma once
/// TOML documents as plain values, each of which remembers where it stands.
///
/// Contract  a `Value` is complete when built and constant afterwards; no TOML library type shows.
/// Limits    files over 2 MiB or nested deeper than 64 are refused as problems. A byte may take 220 of memory.

#include <string>
#include <string_view>
#include <vector>

#include "base/place.hpp"
#include "base/problem.hpp"

namespace prospect::read {

struct Entry;

/// Line and column (characters) of one byte of a string's content.
struct Position {
  int line = 0;
  int column = 0;
};

inline constexpr std::size_t largest_document = std::size_t{2} << 20;

/// A TOML value. Dates are refused on reading (nothing in our formats uses them).
struct Value {
  enum class Kind { table, array, string, integer, real, boolean };

  Kind kind = Kind::table;
  /// Of the value itself (a table: its header or opening brace; the document: line 0).
  base::Place place;
  std::string text;              ///< strings: the content, escapes resolved
  std::vector<Position> bytes;   ///< strings: where each byte of `text` stands, and the end
  double number = 0;             ///< integers and reals
  bool truth = false;
  std::vector<Entry> entries;    ///< tables, in file order
  std::vector<Value> items;      ///< arrays

  /// The entry of that key, or null. Only for tables.
  [[nodiscard]] const Entry* find(std::string_view key) const;
  [[nodiscard]] bool is_number() const { return kind == Kind::integer || kind == Kind::real; }
  /// Place of `length` characters at byte `offset` of a string's content, right in all four kinds
  /// of TOML string (basic, literal, both multi-line kinds; escapes and line continuations too).
  [[nodiscard]] base::Place place_at(std::size_t offset, int length = 1) const;
};

struct Entry {
  std::string key;         ///< as written, unquoted
  base::Place key_place;
  Value value;
};

/// Words for a kind, as problems print them: "a table", "a string", "a number" ...
[[nodiscard]] std::string_view kind_words(Value::Kind kind);

/// Parses a document; a syntax error becomes one problem (kind "syntax") and an empty table.
/// `file` is the name problems print.
[[nodiscard]] Value parse_toml(std::string_view text, const std::string& file,
                               base::Problems& problems);

}  // namespace prospect::read
