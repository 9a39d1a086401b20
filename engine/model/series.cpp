#include "model/series.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "base/hints.hpp"

namespace prospect::model {
namespace {

const std::vector<std::string> statuses = {"actual", "assumption", "derived", "estimate"};

class SeriesReader {
 public:
  SeriesReader(int last_year, base::Problems& problems)
      : last_year_(last_year), problems_(problems) {}

  void series(const read::Table& table) {
    if (table.columns.empty()) return;
    if (!read::require_columns(table, {"series", "unit", "label_en", "label_vi"}, problems_)) return;
    for (const auto& row : table.rows) {
      const auto& code = cell(table, row, "series");
      Series entry{code.text, cell(table, row, "unit").text,
                   {cell(table, row, "label_en").text, cell(table, row, "label_vi").text},
                   code.place, {}, {}};
      const auto [at, fresh] = all_.emplace(code.text, std::move(entry));
      if (!fresh) {
        base::Problem problem{"duplicate-row", code.place,
                              fmt::format("series '{}' has a row already", code.text), ""};
        problem.other = at->second.place;
        problem.other_note = "the first one";
        problems_.add(std::move(problem));
      }
      names_.push_back(code.text);
    }
  }

  void history(const read::Table& table) {
    if (table.columns.empty()) return;
    if (!read::require_columns(table, {"series", "from", "year", "value", "status", "use"},
                               problems_)) {
      return;
    }
    for (const auto& row : table.rows) figure(table, row);
  }

  std::map<std::string, Series> take() { return std::move(all_); }

 private:
  static const read::Cell& cell(const read::Table& table, const std::vector<read::Cell>& row,
                                std::string_view column) {
    return row[*table.column(column)];
  }

  /// Where the figure stands in the source; tables of history need not say it.
  static std::string source_place(const read::Table& table, const std::vector<read::Cell>& row) {
    const auto at = table.column("place");
    return at ? row[*at].text : "";
  }

  void figure(const read::Table& table, const std::vector<read::Cell>& row) {
    const auto& code = cell(table, row, "series");
    const auto& status = cell(table, row, "status");
    const auto& use = cell(table, row, "use");
    const auto year = read::number_in(cell(table, row, "year"), problems_);
    const auto value = read::number_in(cell(table, row, "value"), problems_);
    const auto series = all_.find(code.text);
    if (series == all_.end()) {
      problems_.add("bad-series", code.place,
                    fmt::format("series '{}' is not in the table of series", code.text),
                    base::did_you_mean(code.text, names_));
      return;
    }
    bool known = false;
    for (const auto& name : statuses) known = known || name == status.text;
    if (!known) {
      problems_.add("bad-status", status.place,
                    fmt::format("status '{}' is not one of actual, assumption, derived, estimate",
                                status.text),
                    base::did_you_mean(status.text, statuses));
    }
    if (use.text != "yes" && use.text != "no") {
      problems_.add("bad-value", use.place,
                    fmt::format("'use' should be yes or no, found '{}'", use.text));
    }
    if (!year || !value) return;
    const auto& from = cell(table, row, "from");
    if (*year < 1000 || *year > 9999 || *year != std::floor(*year)) {
      problems_.add("bad-year", cell(table, row, "year").place,
                    fmt::format("'{}' is not a calendar year", cell(table, row, "year").text));
      return;
    }
    if (use.text != "yes" || status.text == "assumption") return;
    if (!seen_.emplace(code.text, from.text, *year).second) {
      problems_.add("duplicate-row", code.place,
                    fmt::format("'{}' has two figures in use for {}", code.text, *year),
                    "mark one of them use = no");
      return;
    }
    if (*year > last_year_) return;
    if (!from.text.empty()) {
      const auto first = read::number_in(from, problems_);
      if (!first) return;
      series->second.periods[{static_cast<int>(*first), static_cast<int>(*year)}] = {
          *value, status.text, cell(table, row, "value").place, source_place(table, row)};
      return;
    }
    series->second.years[static_cast<int>(*year)] = {
        *value, status.text, cell(table, row, "value").place, source_place(table, row)};
  }

  int last_year_;
  base::Problems& problems_;
  std::map<std::string, Series> all_;
  std::vector<std::string> names_;
  std::set<std::tuple<std::string, std::string, double>> seen_;
};

}  // namespace

std::map<std::string, Series> read_series(const read::Table& series, const read::Table& history,
                                          int last_year, base::Problems& problems) {
  SeriesReader reader(last_year, problems);
  reader.series(series);
  reader.history(history);
  return reader.take();
}

}  // namespace prospect::model
