#include <algorithm>

#include "publish/html_blocks.hpp"
#include "publish/html_text.hpp"
#include "publish/phrases.hpp"

namespace prospect::publish {
namespace {

bool is_shown(const Column& column) { return column.where != Column::Where::data; }

std::string class_of(const Column& column) {
  if (is_numeric(column)) return " class=\"number\"";
  // Written for the eye alone, as "6.4–6.6 %": such words keep together where they can.
  return column.kind == Column::Kind::words && column.where == Column::Where::page ? " class=\"figure\"" : "";
}

std::string cell_html(const Column& column, const Cell& cell) {
  const std::string words = escaped_lines(cell.text);
  if (column.kind == Column::Kind::code) return "<code>" + words + "</code>";
  if (column.kind == Column::Kind::quote) return "<span translate=\"no\">" + words + "</span>";
  return with_signal(cell.signal, words);
}

std::string head_html(const Table& table) {
  std::string html = "<thead><tr>";
  for (const auto& column : table.columns) {
    if (is_shown(column)) html += "<th scope=\"col\"" + class_of(column) + ">" + escaped_lines(column.head) + "</th>";
  }
  return html + "</tr></thead>";
}

/// The column that says what a row is about: not a mark for the eye as "(1)", when there is another.
std::size_t naming_column(const Table& table) {
  std::size_t first = table.columns.size();
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (!is_shown(table.columns[c])) continue;
    if (table.columns[c].where == Column::Where::everywhere) return c;
    first = std::min(first, c);
  }
  return first;
}

std::string row_html(const Table& table, const std::vector<Cell>& row) {
  std::string html = "<tr>";
  const std::size_t head = naming_column(table);
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const Column& column = table.columns[c];
    if (!is_shown(column)) continue;
    const std::string inside = class_of(column) + ">" + cell_html(column, row[c]);
    html += c == head ? "<th scope=\"row\"" + inside + "</th>" : "<td" + inside + "</td>";
  }
  return html + "</tr>\n";
}

std::size_t shown_columns(const Table& table) {
  std::size_t shown = 0;
  for (const auto& column : table.columns) shown += is_shown(column) ? std::size_t{1} : 0;
  return shown;
}

/// Rows under headings are groups of their own, so that print can keep a heading with what follows.
std::string body_html(const Table& table) {
  std::string html = "<tbody>\n";
  auto heading = table.headings.begin();
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    for (; heading != table.headings.end() && heading->first == r; ++heading) {
      if (r > 0) html += "</tbody><tbody>\n";
      html += "<tr class=\"heading\"><th scope=\"rowgroup\" colspan=\"" + std::to_string(shown_columns(table)) +
              "\"><span>" + escaped(heading->second) + "</span></th></tr>\n";
    }
    html += row_html(table, table.rows[r]);
  }
  return html + "</tbody>";
}

/// Where the shown numbers stand in the result file, each place once; of many the first.
std::string origin_html(const Table& table, base::Language language) {
  constexpr std::size_t most = 4;
  std::vector<std::string> places;
  for (const auto& column : table.columns) {
    const bool is_new = std::find(places.begin(), places.end(), column.dataset) == places.end();
    if (is_shown(column) && !column.dataset.empty() && is_new) places.push_back(column.dataset);
  }
  if (places.empty()) return "";
  std::string list;
  for (std::size_t k = 0; k < std::min(places.size(), most); ++k) {
    list += (k > 0 ? ", " : "") + ("<code>" + escaped(places[k]) + "</code>");
  }
  return "<p class=\"origin\">" + escaped(phrase(Phrase::page_dataset, language)) + " " + list +
         (places.size() > most ? ", …" : "") + "</p>";
}

}  // namespace

std::string table_html(const Table& table, base::Language language) {
  const std::string id = anchor(language, "table-" + table.id);
  return "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" + escaped(id) +
         "-caption\"><table id=\"" + escaped(id) + "\"><caption id=\"" + escaped(id) + "-caption\"><span>" +
         escaped(table.caption) + "</span></caption>" + head_html(table) + body_html(table) + "</table></div>\n" +
         origin_html(table, language);
}

}  // namespace prospect::publish
