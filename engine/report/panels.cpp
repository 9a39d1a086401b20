#include "report/panels.hpp"

#include <algorithm>

namespace prospect::report {
namespace {

constexpr int label_least = 28, label_most = 44, label_lines = 2;
constexpr int column_width = 16, column_least = 10, gap = 2;

}  // namespace

std::string panels(const Panels& what, const VerdictOptions& options) {
  const int room = options.columns() - label_least;
  const auto fitting = static_cast<std::size_t>(std::max(1, room / (column_width + gap)));
  // Panels of nearly equal size: 5 columns where 4 fit read better as 3 and 2.
  const std::size_t all = what.columns.size(), count = (all + fitting - 1) / fitting;
  std::string said;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<Column> columns = {{what.head, Align::left, label_most, label_least, label_lines}};
    const std::size_t first = i * all / count, next = (i + 1) * all / count;
    for (std::size_t c = first; c < next; ++c) {
      columns.push_back({what.columns[c], Align::right, column_width, column_least});
    }
    Table table(std::move(columns), options.columns());
    for (std::size_t row = 0; row < what.rows.size(); ++row) {
      std::vector<Cell> cells = {{what.rows[row]}};
      for (std::size_t c = first; c < next; ++c) cells.push_back(what.cell(row, c));
      table.row(std::move(cells));
    }
    said += "\n" + table.text(options.color);
  }
  return said;
}

}  // namespace prospect::report
