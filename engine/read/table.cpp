#include "read/table.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/hints.hpp"
#include "read/cursor.hpp"

namespace prospect::read {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

// A cell as it grows: its bytes, and where each stands, so that outer blanks can be taken off.
class CellText {
 public:
  CellText(const std::string& file, Position start) : file_(file), start_(start) {}

  void add(std::string_view bytes, Position at) {
    const bool blank = bytes.size() == 1 && is_blank(bytes.front());
    if (blank && text_.empty()) return;
    if (text_.empty()) start_ = at;
    text_ += bytes;
    if (!blank) {
      kept_ = text_.size();
      last_ = at;
    }
  }

  // An empty cell stands where its text would begin.
  void move_start(Position at) {
    if (text_.empty()) start_ = at;
  }

  [[nodiscard]] Cell finish() const {
    const bool one_line = kept_ > 0 && last_.line == start_.line;
    const int length = one_line ? last_.column - start_.column + 1 : 1;
    return {text_.substr(0, kept_), {file_, start_.line, start_.column, length}};
  }

 private:
  const std::string& file_;
  Position start_;
  Position last_{};
  std::string text_;
  std::size_t kept_ = 0;  // bytes up to the last that is no blank
};

class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& file, base::Problems& problems)
      : cursor_(text), file_(file), problems_(problems) {}

  Table read() {
    Table table;
    table.file = file_;
    while (!cursor_.at_end()) {
      if (skip_empty_line()) continue;
      std::vector<Cell> row = read_row();
      if (stopped_) break;
      if (table.columns.empty()) {
        table.columns = std::move(row);
        check_header(table.columns);
      } else if (has_right_length(row, table.columns)) {
        table.rows.push_back(std::move(row));
      }
    }
    if (table.columns.empty() && !stopped_) {
      problems_.add("syntax", {file_, 0, 0, 1}, "the table has no header row",
                    "the first line names the columns, with commas between");
    }
    return table;
  }

 private:
  // Passes a line that holds blanks only or starts with '#'.
  bool skip_empty_line() {
    Cursor ahead = cursor_;
    const bool comment = ahead.byte() == '#';
    while (!ahead.at_end() && ahead.byte() != '\n') {
      if (!comment && !is_blank(ahead.byte())) return false;
      ahead.take();
    }
    if (!ahead.at_end()) ahead.take();
    cursor_ = ahead;
    return true;
  }

  std::vector<Cell> read_row() {
    std::vector<Cell> row;
    for (;;) {
      if (++cells_ > most_cells) {
        problems_.add("too-large", at_position(cursor_.position()),
                      fmt::format("the table has more than {} cells; no more are read", most_cells));
        stopped_ = true;
        break;
      }
      row.push_back(read_cell());
      if (cursor_.byte() != ',' || stopped_) break;
      cursor_.take();
    }
    if (!cursor_.at_end() && !stopped_) cursor_.take();  // the line feed
    return row;
  }

  [[nodiscard]] bool at_cell_end() const {
    return cursor_.at_end() || cursor_.byte() == ',' || cursor_.byte() == '\n';
  }

  Cell read_cell() {
    CellText cell(file_, cursor_.position());
    cursor_.skip_blanks();
    if (cursor_.byte() == '"') {
      read_quoted(cell);
      return cell.finish();
    }
    bool told = false;
    while (!at_cell_end()) {
      const Position at = cursor_.position();
      if (cursor_.byte() == '"' && !std::exchange(told, true)) {
        problems_.add("syntax", at_position(at), "a quote inside a cell that is not in quotes",
                      "put the whole cell in quotes and write each quote in it twice");
      }
      cell.add(cursor_.take(), at);
    }
    return cell.finish();
  }

  void read_quoted(CellText& cell) {
    const Position open = cursor_.position();
    cursor_.take();
    cell.move_start(cursor_.position());
    while (!cursor_.at_end()) {
      const Position at = cursor_.position();
      if (cursor_.sees("\"\"")) {
        cursor_.take();
      } else if (cursor_.byte() == '"') {
        cursor_.take();
        pass_to_cell_end();
        return;
      }
      cell.add(cursor_.take(), at);
    }
    problems_.add("syntax", at_position(open), "the quote that opens here is never closed");
    stopped_ = true;
  }

  // Only blanks may stand between a closing quote and the comma.
  void pass_to_cell_end() {
    bool told = false;
    while (!at_cell_end()) {
      if (!is_blank(cursor_.byte()) && !std::exchange(told, true)) {
        problems_.add("syntax", at_position(cursor_.position()), "text after the closing quote",
                      "a quote inside a cell in quotes is written twice");
      }
      cursor_.take();
    }
  }

  void check_header(const std::vector<Cell>& columns) {
    const std::string& first = columns.front().text;
    const std::size_t separator = first.find_first_of(";\t");
    if (columns.size() == 1 && separator != std::string::npos) {
      const std::string_view name = first[separator] == ';' ? "semicolons" : "tabs";
      problems_.add("syntax", columns.front().place,
                    fmt::format("the columns are separated by {}", name),
                    "save the table with commas between the columns and decimal points");
      stopped_ = true;
      return;
    }
    std::map<std::string_view, const Cell*> named;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Cell& column = columns[i];
      if (column.text.empty()) {
        problems_.add("missing-column", column.place,
                      fmt::format("column {} has no name", i + 1));
      } else if (const auto [earlier, is_new] = named.emplace(column.text, &column); !is_new) {
        problems_.add(base::Problem{"duplicate-name", column.place,
                                    fmt::format("two columns are named '{}'", column.text), "",
                                    earlier->second->place, "first named here"});
      }
    }
  }

  bool has_right_length(const std::vector<Cell>& row, const std::vector<Cell>& columns) {
    if (row.size() == columns.size()) return true;
    const bool too_many = row.size() > columns.size();
    const Cell& at = too_many ? row[columns.size()] : row.back();
    const std::string hint =
        too_many ? "a cell that holds a comma stands in quotes; decimals take a point"
                 : fmt::format("the first column missing is '{}'", columns[row.size()].text);
    problems_.add(
        "row-length", at.place,
        fmt::format("the row has {} cells and the table {} columns", row.size(), columns.size()),
        hint);
    return false;
  }

  [[nodiscard]] base::Place at_position(Position at) const {
    return {file_, at.line, at.column, 1};
  }

  Cursor cursor_;
  const std::string& file_;
  base::Problems& problems_;
  std::size_t cells_ = 0;
  bool stopped_ = false;  // what follows cannot be told into rows
};

std::vector<std::string> names_of(const std::vector<Cell>& columns) {
  std::vector<std::string> names;
  for (const Cell& column : columns) names.push_back(column.text);
  return names;
}

std::optional<double> parse_number(std::string_view text) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  // from_chars also reads "inf" and "nan", which no figure is.
  if (text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// What a figure written for people, such as "1.234,5", "1 234" or "12 %", should have been.
std::string number_hint(std::string_view text) {
  if (text.empty()) return "write a number";
  std::string plain;
  for (const char c : text) {
    if (c != '%' && c != ' ') plain += c;
  }
  const bool comma_decimal = std::count(plain.begin(), plain.end(), ',') == 1;
  const auto points = std::count(plain.begin(), plain.end(), '.');
  if (comma_decimal && plain.rfind('.') < plain.find(',') + 1) std::erase(plain, '.');
  if (comma_decimal && points == 0) {
    std::replace(plain.begin(), plain.end(), ',', '.');
    if (parse_number(plain)) return fmt::format("decimals take a point: {}", plain);
  }
  if (comma_decimal) std::replace(plain.begin(), plain.end(), ',', '.');
  if (!comma_decimal && points > 1) std::erase(plain, '.');
  if (!comma_decimal) std::erase(plain, ',');
  if (!parse_number(plain)) return {};
  return fmt::format("write digits and a decimal point only: {}", plain);
}

}  // namespace

std::optional<std::size_t> Table::column(std::string_view name) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].text == name) return i;
  }
  return std::nullopt;
}

Table parse_csv(std::string_view text, const std::string& file, base::Problems& problems) {
  if (text.size() > largest_table) {
    problems.add("too-large", {file, 0, 0, 1},
                 fmt::format("the table has {} bytes; at most {} are read", text.size(), largest_table));
    return {file, {}, {}};
  }
  if (const std::optional<std::size_t> broken = base::first_broken_byte(text)) {
    problems.add(not_utf8(text, *broken, file));
    return {file, {}, {}};
  }
  return CsvReader(text, file, problems).read();
}

bool require_columns(const Table& table, const std::vector<std::string>& required,
                     base::Problems& problems) {
  bool complete = true;
  for (const std::string& name : required) {
    if (table.column(name)) continue;
    complete = false;
    base::Place place{table.file, 0, 0, 1};
    if (!table.columns.empty()) place = table.columns.front().place;
    const std::vector<std::string> names = names_of(table.columns);
    problems.add("missing-column", place, fmt::format("the table has no column '{}'", name),
                 base::did_you_mean(name, names,
                                    fmt::format("its columns are {}", fmt::join(names, ", "))));
  }
  return complete;
}

std::optional<double> number_in(const Cell& cell, base::Problems& problems) {
  const std::optional<double> number = parse_number(cell.text);
  if (number) return number;
  const std::string message = cell.text.empty()
                                  ? std::string("the cell is empty and must hold a number")
                                  : fmt::format("'{}' is not a number", cell.text);
  problems.add("bad-number", cell.place, message, number_hint(cell.text));
  return std::nullopt;
}

}  // namespace prospect::read
