#pragma once
/// CSV tables (RFC 4180, UTF-8, header row) whose cells remember where they stand.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.hpp"
#include "base/problem.hpp"

namespace prospect::read {

/// Beyond these a table is refused as a problem: memory stays below 500 MB, whatever the bytes say.
inline constexpr std::size_t largest_table = std::size_t{16} << 20, most_cells = 1'000'000;

struct Cell {
  std::string text;   ///< trimmed of outer blanks
  base::Place place;  ///< of its first character
};

/// Rows all have as many cells as there are columns.
struct Table {
  std::string file;
  std::vector<Cell> columns;
  std::vector<std::vector<Cell>> rows;

  /// Index of a column, or nothing.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
};

/// Parses; a row with too few or too many cells (then dropped), an open quote, bytes that are not
/// UTF-8, a missing header, a column without a name or named twice, or too much of it all are problems. A BOM at the
/// start is skipped. Blank lines and lines whose first character is '#' are skipped.
[[nodiscard]] Table parse_csv(std::string_view text, const std::string& file,
                              base::Problems& problems);

/// Checks that each of `required` is a column (problem "missing-column" with a hint otherwise).
bool require_columns(const Table& table, const std::vector<std::string>& required,
                     base::Problems& problems);

/// The number in a cell, or nothing and a problem "bad-number" (a decimal comma gets its own hint).
[[nodiscard]] std::optional<double> number_in(const Cell& cell, base::Problems& problems);

}  // namespace prospect::read
