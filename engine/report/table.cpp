#include <algorithm>
#include <numeric>

#include "report/layout.hpp"

namespace prospect::report {
namespace {

constexpr int gap = 2;

// The lines of a cell in its column; cut when the column limits them.
std::vector<std::string> cell_lines(std::string_view text, const Column& column, int width) {
  std::vector<std::string> lines = wrapped(text, width);
  const auto limit = static_cast<std::size_t>(column.lines);
  if (limit == 0 || lines.size() <= limit) return lines;
  // What was cut off joins the last line shown, so that the ellipsis comes where it is full.
  std::string last = lines[limit - 1];
  for (std::size_t i = limit; i < lines.size(); ++i) last += " " + lines[i];
  lines.resize(limit);
  lines.back() = cut(last, width);
  return lines;
}

// Columns the widest line of a cell would take.
int natural_width(std::string_view text) {
  int widest = 0;
  for (const std::string& line : wrapped(text, 1 << 20)) {
    widest = std::max(widest, display_columns(line));
  }
  return widest;
}

int longest_word(std::string_view text) {
  int longest = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    longest = std::max(longest, display_columns(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return longest;
}

// The width at which a head takes two lines, or those its own breaks ask for; words stay whole.
int head_width(const Column& column) {
  const auto breaks =
      static_cast<std::size_t>(std::count(column.head.begin(), column.head.end(), '\n'));
  const std::size_t lines = std::max<std::size_t>(2, breaks + 1);
  int width = std::max(1, longest_word(column.head));
  while (width < column.most && wrapped(column.head, width).size() > lines) ++width;
  return width;
}

// The column to narrow next: one whose cells may be cut, else the widest above its least, else
// the widest of all.
std::size_t next_to_narrow(const std::vector<Column>& columns, const std::vector<int>& widths) {
  std::size_t widest = 0;
  std::size_t above_least = columns.size();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].lines > 0 && widths[i] > columns[i].least) return i;
    if (widths[i] > widths[widest]) widest = i;
    const bool may_shrink = widths[i] > columns[i].least;
    if (may_shrink && (above_least == columns.size() || widths[i] > widths[above_least])) {
      above_least = i;
    }
  }
  return above_least < columns.size() ? above_least : widest;
}

}  // namespace

void Table::row(std::vector<Cell> cells) {
  cells.resize(columns_.size());
  rows_.push_back({std::move(cells), false});
}

void Table::heading(std::string text) {
  rows_.push_back({{{std::move(text), Tone::strong}}, true});
}

std::vector<int> Table::widths() const {
  std::vector<int> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    int width = 1;
    for (const Row& row : rows_) {
      if (!row.is_heading) width = std::max(width, natural_width(row.cells[i].text));
    }
    widths.push_back(std::max(std::min(width, column.most), head_width(column)));
  }
  const int gaps = gap * static_cast<int>(columns_.size() - 1);
  while (std::accumulate(widths.begin(), widths.end(), gaps) > width_) {
    int& width = widths[next_to_narrow(columns_, widths)];
    if (width <= 1) break;
    --width;
  }
  return widths;
}

std::string Table::drawn(const Row& row, const std::vector<int>& widths, bool color) const {
  if (row.is_heading) {
    return toned(cut(row.cells.front().text, width_), Tone::strong, color) + "\n";
  }
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 1;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    cells.push_back(cell_lines(row.cells[i].text, columns_[i], widths[i]));
    height = std::max(height, cells.back().size());
  }
  std::string text;
  for (std::size_t line = 0; line < height; ++line) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string_view piece = line < cells[i].size() ? cells[i][line] : std::string_view();
      text += i > 0 ? std::string(gap, ' ') : "";
      text += toned(padded(piece, widths[i], columns_[i].align), row.cells[i].tone, color);
    }
    text += "\n";
  }
  return text;
}

std::string Table::heads(const std::vector<int>& widths, bool color) const {
  std::vector<std::vector<std::string>> heads;
  std::size_t height = 1;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    heads.push_back(wrapped(columns_[i].head, widths[i]));
    height = std::max(height, heads.back().size());
  }
  std::string text;
  for (std::size_t line = 0; line < height; ++line) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::size_t above = height - heads[i].size();  // heads stand on the rule
      const std::string piece = line < above ? "" : heads[i][line - above];
      text += i > 0 ? std::string(gap, ' ') : "";
      text += toned(padded(piece, widths[i], columns_[i].align), Tone::strong, color);
    }
    text += "\n";
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    text += i > 0 ? std::string(gap, ' ') : "";
    for (int column = 0; column < widths[i]; ++column) text += "─";
  }
  return text + "\n";
}

std::string Table::text(bool color) const {
  const std::vector<int> fitted = widths();
  std::string text = heads(fitted, color);
  for (const Row& row : rows_) text += drawn(row, fitted, color);
  return text;
}

}  // namespace prospect::report
