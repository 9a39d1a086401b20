#include "publish/table_views.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace prospect::publish {
namespace {

Table without(const Table& table, Column::Where hidden) {
  Table made{table.id, table.caption, {}, {}, table.headings};
  std::vector<std::size_t> kept;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].where == hidden) continue;
    kept.push_back(c);
    made.columns.push_back(table.columns[c]);
  }
  for (const auto& row : table.rows) {
    PROSPECT_EXPECT(row.size() == table.columns.size());
    std::vector<Cell> cells;
    for (const std::size_t c : kept) cells.push_back(row[c]);
    made.rows.push_back(std::move(cells));
  }
  return made;
}

std::optional<std::size_t> column_called(const Table& table, const std::string& name) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].name == name) return c;
  }
  return std::nullopt;
}

/// Rows from the first one on that speak of the same thing: all columns of words are equal.
std::size_t first_run(const Table& table) {
  const auto same = [&](const std::vector<Cell>& row) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (!is_numeric(table.columns[c]) && row[c].text != table.rows.front()[c].text) return false;
    }
    return true;
  };
  const auto end = std::find_if_not(table.rows.begin(), table.rows.end(), same);
  return static_cast<std::size_t>(end - table.rows.begin());
}

std::optional<Picture> lines(const Table& table) {
  const auto year = column_called(table, "year");
  if (!year) return std::nullopt;
  Picture picture{Picture::Kind::lines, {*year}, {}, first_run(table)};
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const std::string& name = table.columns[c].name;
    if (name.size() == 3 && name[0] == 'q' && is_numeric(table.columns[c])) picture.values.push_back(c);
  }
  if (picture.values.empty() || picture.rows < 2) return std::nullopt;
  return picture;
}

std::optional<Picture> bars(const Table& table) {
  Picture picture{Picture::Kind::bars, {}, {}, table.rows.size()};
  for (std::size_t c = 0; c < table.columns.size() && !is_numeric(table.columns[c]); ++c) {
    picture.names.push_back(c);
  }
  if (picture.names.empty()) picture.names.push_back(0);
  for (std::size_t c = picture.names.back() + 1; c < table.columns.size(); ++c) {
    if (table.columns[c].kind != Column::Kind::share) continue;
    picture.values.push_back(c);
    return picture;
  }
  return std::nullopt;
}

}  // namespace

Table for_page(const Table& table) { return without(table, Column::Where::data); }

Table for_data(const Table& table, const std::string& group_head) {
  Table made = without(table, Column::Where::page);
  if (made.headings.empty() || made.columns.empty()) return made;
  Column column;
  column.name = "group";
  column.head = group_head;
  made.columns.insert(made.columns.begin(), std::move(column));
  std::string group;
  auto next = table.headings.begin();
  for (std::size_t r = 0; r < made.rows.size(); ++r) {
    for (; next != table.headings.end() && next->first <= r; ++next) group = next->second;
    made.rows[r].insert(made.rows[r].begin(), Cell{group});
  }
  made.headings.clear();
  return made;
}

std::optional<Picture> picture_of(const Table& table, const std::string& chart) {
  if (table.rows.empty() || table.columns.empty()) return std::nullopt;
  if (const auto found = lines(table)) return found;
  const bool barred = chart == "probabilities" || chart == "scenarios" || chart == "drivers" ||
                      chart == "differences" || chart == "count";
  return barred ? bars(table) : std::nullopt;
}

}  // namespace prospect::publish
