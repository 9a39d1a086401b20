#include "model/observed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "base/hints.hpp"

namespace prospect::model {
namespace {

const std::vector<std::string> optional_columns = {"status", "error"};

class ObservedReader {
 public:
  ObservedReader(const read::Table& table, const Definition& definition, base::Problems& problems)
      : table_(table), d_(definition), problems_(problems) {
    for (const auto& indicator : d_.indicators) {
      if (indicator.history != nullptr) codes_.push_back(indicator.history->text);
    }
  }

  std::vector<ObservedRow> read() {
    if (table_.columns.empty()) return {};
    if (!read::require_columns(table_, {"series", "year", "value"}, problems_)) return {};
    for (const auto& column : table_.columns) check_column(column);
    if (table_.rows.empty()) {
      problems_.add("bad-value", {table_.file, 0, 0, 1}, "the table of new figures has no row",
                    "write a row such as grdp_growth,2021,5.5,estimate");
    }
    for (const auto& row : table_.rows) read_row(row);
    return std::move(rows_);
  }

 private:
  using Cells = std::vector<read::Cell>;

  /// Other columns are the reader's own; but one that is nearly 'error' must not go unheard.
  void check_column(const read::Cell& column) {
    const auto& known = optional_columns;
    if (std::find(known.begin(), known.end(), column.text) != known.end()) return;
    if (base::near_names(column.text, known).empty()) return;
    problems_.add("unknown-key", column.place,
                  fmt::format("'{}' is not a column of new figures", column.text),
                  base::did_you_mean(column.text, known));
  }

  [[nodiscard]] const read::Cell* cell(const Cells& row, std::string_view column) const {
    const auto at = table_.column(column);
    return at ? &row[*at] : nullptr;
  }

  void read_row(const Cells& cells) {
    const auto& code = *cell(cells, "series");
    const auto& value = *cell(cells, "value");
    ObservedRow row;
    row.series = code.text;
    row.place = value.place;
    const bool has_series = check_series(code);
    const bool has_year = read_year(*cell(cells, "year"), row);
    const auto figure = read::number_in(value, problems_);
    const bool has_status = read_status(cell(cells, "status"), row);
    const bool has_error = read_error(cell(cells, "error"), row);
    if (!has_series || !has_year || !figure || !has_status || !has_error) return;
    row.value = *figure;
    row.rounding = rounding_of(value.text);
    if (is_new(row, code)) rows_.push_back(std::move(row));
  }

  bool check_series(const read::Cell& code) {
    if (!d_.series.contains(code.text)) {
      problems_.add("bad-series", code.place, fmt::format("there is no series '{}'", code.text),
                    base::did_you_mean(code.text, codes_));
      return false;
    }
    if (std::find(codes_.begin(), codes_.end(), code.text) != codes_.end()) return true;
    problems_.add("bad-series", code.place,
                  fmt::format("series '{}' is the history of no indicator: a figure of it says nothing "
                              "of the model",
                              code.text),
                  base::did_you_mean(code.text, codes_, "leave the row out"));
    return false;
  }

  bool read_year(const read::Cell& cell, ObservedRow& row) {
    const auto year = read::number_in(cell, problems_);
    if (!year) return false;
    if (*year == std::floor(*year) && *year > d_.base_year && *year <= d_.end_year) {
      row.year = static_cast<int>(*year);
      return true;
    }
    const bool early = *year <= d_.base_year;
    problems_.add("bad-year", cell.place,
                  fmt::format("'{}' is not a simulated year: they run from {} to {}", cell.text,
                              d_.base_year + 1, d_.end_year),
                  early ? "figures up to the base year stand in the table of the history" : "");
    return false;
  }

  bool read_status(const read::Cell* cell, ObservedRow& row) {
    if (cell == nullptr || cell->text.empty() || cell->text == "actual") return true;
    row.estimate = cell->text == "estimate";
    if (row.estimate) return true;
    problems_.add("bad-status", cell->place,
                  fmt::format("status '{}' is not one of actual, estimate", cell->text),
                  base::did_you_mean(cell->text, {"actual", "estimate"},
                                     "a provisional figure is an 'estimate'"));
    return false;
  }

  bool read_error(const read::Cell* cell, ObservedRow& row) {
    row.error = std::numeric_limits<double>::quiet_NaN();
    if (cell == nullptr || cell->text.empty()) return true;
    const auto error = read::number_in(*cell, problems_);
    if (!error) return false;
    row.error = *error;
    if (*error > 0 && std::isfinite(*error)) return true;
    problems_.add("out-of-bounds", cell->place,
                  fmt::format("the error of a figure is its standard deviation, found {}", cell->text),
                  "write a number above 0, or leave the cell empty");
    return false;
  }

  bool is_new(const ObservedRow& row, const read::Cell& code) {
    const auto [at, fresh] = seen_.emplace(std::pair(row.series, row.year), code.place);
    if (fresh) return true;
    base::Problem problem{"duplicate-row", code.place,
                          fmt::format("'{}' has two figures for {}", row.series, row.year),
                          "keep the one that holds"};
    problem.other = at->second;
    problem.other_note = "the first one";
    problems_.add(std::move(problem));
    return false;
  }

  const read::Table& table_;
  const Definition& d_;
  base::Problems& problems_;
  std::vector<std::string> codes_;
  std::map<std::pair<std::string, int>, base::Place> seen_;
  std::vector<ObservedRow> rows_;
};

}  // namespace

double rounding_of(const std::string& text) {
  const auto point = text.find('.');
  const auto decimals = point == std::string::npos ? 0 : text.size() - point - 1;
  return 0.5 * std::pow(10.0, -static_cast<double>(decimals));
}

std::vector<ObservedRow> read_observed(const read::Table& table, const Definition& definition,
                                       base::Problems& problems) {
  return ObservedReader(table, definition, problems).read();
}

}  // namespace prospect::model
