#include "publish/sheet.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/problem.hpp"
#include "base/unicode.hpp"
#include "publish/phrases.hpp"
#include "publish/sheet_names.hpp"
#include "publish/table_views.hpp"

namespace prospect::publish {
namespace {

using Style = SheetFormats::Style;

constexpr double narrowest = 9, widest = 46, least_span = 90;
constexpr double line_height = 15;                 // points
constexpr int row_pixels = 20;
constexpr std::uint32_t most_lines_above_head = 10;
constexpr std::size_t longest_text = 32'000;       // Excel takes 32767 characters

/// Line breaks stay, controls and broken bytes go.
std::string shown(const std::string& text) {
  std::string made;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin > 0) made += '\n';
    made += base::printable(std::string_view(text).substr(begin, end - begin));
    begin = end + 1;
  }
  const std::string cut = first_characters(made, longest_text);
  return cut.size() < made.size() ? cut + "…" : made;
}

double width_of(const std::string& text) {
  double widest_line = 0, line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto character = base::character_at(text, at);
    line = character.code == U'\n' ? 0 : line + base::display_width(character.code);
    widest_line = std::max(widest_line, line);
    at += character.bytes;
  }
  return widest_line;
}

std::string head_of(const Column& column) {
  return column.unit.empty() || column.unit == "1" || column.kind == Column::Kind::share
             ? column.head
             : column.head + " (" + column.unit + ")";
}

/// Characters a number takes with marks between thousands.
double width_of_number(double value) {
  return std::isfinite(value) ? 6 + std::max(0.0, std::floor(std::log10(std::abs(value) + 1)) * 4 / 3) : 1;
}

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) throw base::Failure(std::string("the workbook cannot be made: ") + lxw_strerror(error));
}

}  // namespace

struct Sheet::Item {
  Style style = Style::paragraph;
  std::string text;
  Signal signal = Signal::none;
  std::optional<Table> table{};
  std::string chart{}, chart_title{};
};

Sheet::Sheet(lxw_workbook* book, SheetFormats& formats, std::string name, base::Language language)
    : book_(book), formats_(formats), name_(std::move(name)), language_(language) {
  sheet_ = workbook_add_worksheet(book_, name_.c_str());
  if (sheet_ == nullptr) throw base::Failure("the workbook takes no sheet called '" + name_ + "'");
}

// ---- what stands on it --------------------------------------------------------------------------

std::vector<Sheet::Item> Sheet::items(const std::vector<Block>& blocks) const {
  const std::string group = say(Phrase::files_group, language_);
  std::vector<Item> all;
  struct Visitor {
    std::vector<Item>& all;
    const std::string& group;
    void operator()(const Paragraph& block) const { all.push_back({Style::paragraph, block.text, block.signal}); }
    void operator()(const Points& block) const {
      for (const auto& item : block.items) all.push_back({Style::paragraph, "• " + item});
    }
    void operator()(const Printed& block) const { all.push_back({Style::printed, block.text}); }
    void operator()(const Subheading& block) const { all.push_back({Style::subheading, block.text}); }
    void operator()(const Table& block) const {
      Table made = for_data(block, group);
      if (made.columns.empty()) return;
      all.push_back({Style::caption, block.caption, Signal::none, std::move(made), "", block.caption});
    }
    void operator()(const Chart& block) const {
      Table made = for_data(block.table, group);
      if (made.columns.empty()) return;
      all.push_back({Style::caption, block.title, Signal::none, std::move(made), block.kind, block.title});
      if (!block.description.empty()) all.push_back({Style::paragraph, block.description});
    }
  };
  for (const auto& block : blocks) std::visit(Visitor{all, group}, block);
  return all;
}

void Sheet::set_widths(const std::vector<Item>& items) {
  for (const auto& item : items) {
    if (!item.table) continue;
    widths_.resize(std::max(widths_.size(), item.table->columns.size()), narrowest);
    for (std::size_t c = 0; c < item.table->columns.size(); ++c) {
      const auto& column = item.table->columns[c];
      double needed = std::min(width_of(head_of(column)) + 4, 18.0);
      for (const auto& row : item.table->rows) {
        needed = std::max(needed, is_numeric(column) ? width_of_number(row[c].value) : width_of(row[c].text) + 1);
      }
      widths_[c] = std::max(widths_[c], std::min(std::ceil(needed), widest));
    }
  }
  if (widths_.empty()) widths_ = {least_span};
  while (span_width_ < least_span) {
    if (spanned_ > widths_.size()) widths_.push_back(narrowest);
    span_width_ += widths_[spanned_ - 1];
    ++spanned_;
  }
  --spanned_;
  for (std::size_t c = 0; c < widths_.size(); ++c) {
    const auto column = static_cast<lxw_col_t>(c);
    check(worksheet_set_column(sheet_, column, column, widths_[c], nullptr));
  }
}

std::uint32_t Sheet::lines_of(const std::string& text) const {
  double lines = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    // A little short, for words are not broken within.
    lines += std::max(1.0, std::ceil(width_of(text.substr(begin, end - begin)) / (span_width_ * 0.95)));
    begin = end + 1;
  }
  return static_cast<std::uint32_t>(lines);
}

void Sheet::write(const std::string& title, const std::vector<Block>& blocks) {
  std::vector<Item> all = items(blocks);
  set_widths(all);
  check(worksheet_write_string(sheet_, row_++, 0, shown(title).c_str(), formats_.of(Style::title)));
  const auto is_table = [](const Item& item) { return item.table.has_value(); };
  const auto first = std::find_if(all.begin(), all.end(), is_table);
  // The table of a section stands before the numbers of its charts.
  auto lead = std::find_if(first, all.end(), [&](const Item& item) { return is_table(item) && item.chart.empty(); });
  if (lead == all.end()) lead = first;
  std::uint32_t above = 0;
  for (auto item = all.begin(); item != first; ++item) above += lines_of(item->text);
  // Long words before it would fill the part of the window that stays.
  if (lead != all.end()) std::rotate(above > most_lines_above_head ? all.begin() : first, lead, lead + 1);
  for (const auto& item : all) put(item);
  if (!head_placed_) print_setup(0);
}

void Sheet::put(const Item& item) {
  if (item.table) table(item);
  else words(item);
}

// ---- words --------------------------------------------------------------------------------------

void Sheet::words(const Item& item) {
  lxw_format* format = formats_.of(item.style, item.signal);
  if (item.style == Style::printed) {
    for (std::size_t begin = 0; begin <= item.text.size();) {
      const std::size_t end = std::min(item.text.find('\n', begin), item.text.size());
      const std::string line = shown(item.text.substr(begin, end - begin));
      if (!line.empty()) check(worksheet_write_string(sheet_, row_, 0, line.c_str(), format));
      ++row_;
      begin = end + 1;
    }
    return;
  }
  const std::string text = shown(item.text);
  if (item.style == Style::subheading) ++row_;
  const double height = line_height * lines_of(text) * (item.style == Style::subheading ? 1.3 : 1);
  check(worksheet_set_row(sheet_, row_, std::min(height, 400.0), nullptr));
  if (spanned_ > 1) {
    check(worksheet_merge_range(sheet_, row_, 0, row_, static_cast<lxw_col_t>(spanned_ - 1), text.c_str(), format));
  } else {
    check(worksheet_write_string(sheet_, row_, 0, text.c_str(), format));
  }
  ++row_;
}

// ---- tables -------------------------------------------------------------------------------------

void Sheet::table(const Item& item) {
  if (head_placed_) ++row_;
  check(worksheet_write_string(sheet_, row_++, 0, shown(item.text).c_str(), formats_.of(Style::caption)));
  const std::uint32_t head = row_;
  rows(*item.table);
  if (!head_placed_) {
    head_placed_ = true;
    worksheet_freeze_panes(sheet_, head + 1, 0);
    if (!item.table->rows.empty()) {
      check(worksheet_autofilter(sheet_, head, 0, row_ - 1, static_cast<lxw_col_t>(item.table->columns.size() - 1)));
    }
    print_setup(head);
  }
  row_ = std::max(row_, picture(item, head));
  tables_.push_back(*item.table);
}

void Sheet::rows(const Table& table) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    check(worksheet_write_string(sheet_, row_, static_cast<lxw_col_t>(c), shown(head_of(table.columns[c])).c_str(),
                                 formats_.of(Style::head)));
  }
  ++row_;
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) cell(row_, static_cast<std::uint16_t>(c), table.columns[c], row[c]);
    ++row_;
  }
}

void Sheet::cell(std::uint32_t row, std::uint16_t column, const Column& of, const Cell& cell) {
  lxw_format* format = formats_.cell(of, cell.signal, cell.value);
  if (is_numeric(of) && std::isfinite(cell.value)) {
    check(worksheet_write_number(sheet_, row, column, cell.value, format));
    return;
  }
  // A dash stands for no number on a page: in a column of numbers the cell stays empty.
  if (cell.text.empty() || (is_numeric(of) && cell.text == "-")) {
    if (cell.signal != Signal::none) check(worksheet_write_blank(sheet_, row, column, format));
    return;
  }
  check(worksheet_write_string(sheet_, row, column, shown(cell.text).c_str(), format));
}

// ---- pictures -----------------------------------------------------------------------------------

std::uint32_t Sheet::picture(const Item& item, std::uint32_t head) {
  const Table& table = *item.table;
  const auto found = picture_of(table, item.chart);
  if (!found) return head;
  const bool bars = found->kind == Picture::Kind::bars;
  lxw_chart* chart = workbook_add_chart(book_, bars ? LXW_CHART_BAR : LXW_CHART_LINE);
  if (chart == nullptr) throw base::Failure("the workbook takes no chart");
  const auto last = head + static_cast<std::uint32_t>(found->rows);
  const auto column = [](std::size_t c) { return static_cast<lxw_col_t>(c); };
  for (const std::size_t c : found->values) {
    lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
    chart_series_set_categories(series, name_.c_str(), head + 1, column(found->names.front()), last,
                                column(found->names.back()));
    chart_series_set_values(series, name_.c_str(), head + 1, column(c), last, column(c));
    chart_series_set_name_range(series, name_.c_str(), head, column(c));
  }
  std::string title = item.chart_title;
  // A table over many indicators draws the first: its words name it.
  if (found->rows < table.rows.size()) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (!is_numeric(table.columns[c])) title += (c == 0 ? ": " : ", ") + table.rows.front()[c].text;
    }
  }
  chart_title_set_name(chart, first_characters(shown(title), 250).c_str());
  lxw_chart_font small{};
  small.size = 11;
  small.bold = LXW_TRUE;
  chart_title_set_name_font(chart, &small);
  if (bars) {
    // The library counts the axes of bars as they lie: y has the names.
    chart_axis_set_reverse(chart->y_axis);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_num_format(chart->x_axis, "0 %");
  } else {
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  }
  const int height = bars ? std::clamp(120 + 24 * static_cast<int>(found->rows), 240, 1200) : 340;
  lxw_chart_options options{};
  options.x_offset = 20;
  options.x_scale = bars ? 1.5 : 1.25;
  options.y_scale = height / 288.0;
  check(worksheet_insert_chart_opt(sheet_, head, column(table.columns.size()), chart, &options));
  return head + static_cast<std::uint32_t>(height / row_pixels) + 2;
}

void Sheet::print_setup(std::uint32_t head_row) {
  worksheet_set_landscape(sheet_);
  worksheet_set_paper(sheet_, 9);   // A4
  worksheet_fit_to_pages(sheet_, 1, 0);
  if (head_row > 0) check(worksheet_repeat_rows(sheet_, head_row, head_row));
}

}  // namespace prospect::publish
