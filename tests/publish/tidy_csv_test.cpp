#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "publish/csv.hpp"
#include "store/sample_record.hpp"

namespace prospect::publish {
namespace {

using Row = std::vector<std::string>;

/// A reader of RFC 4180 for one separator.
std::vector<Row> rows_of(const std::string& text, char separator = ',') {
  std::vector<Row> rows(1, Row(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    auto& cell = rows.back().back();
    if (quoted) {
      if (c != '"') cell += c;
      else if (i + 1 < text.size() && text[i + 1] == '"') cell += text[++i];
      else quoted = false;
    } else if (c == '"') {
      EXPECT_TRUE(cell.empty());
      quoted = true;
    } else if (c == separator) {
      rows.back().emplace_back();
    } else if (c == '\r') {
      EXPECT_EQ(text.at(++i), '\n');
      rows.emplace_back(1);
    } else {
      EXPECT_NE(c, '\n');
      cell += c;
    }
  }
  EXPECT_EQ(rows.back(), Row(1)) << "the last row ends with a line break";
  rows.pop_back();
  return rows;
}

/// Cells from `unit` on of the rows of a subject: unit, value, words.
std::vector<Row> said(const std::string& text, const Row& subject, const std::string& year,
                      const std::string& measure) {
  std::vector<Row> found;
  for (const auto& row : rows_of(text)) {
    EXPECT_EQ(row.size(), 10u);
    if (Row(row.begin(), row.begin() + 3) == subject && row[5] == year && row[6] == measure) {
      found.emplace_back(row.begin() + 7, row.end());
    }
  }
  return found;
}

store::RunRecord record() {
  auto made = store::sample_record();
  made.scenarios[0].display.past = {{"grdp", {"GRDP, old", "GRDP cũ"}, 2019, 9.5, "billion VND", "actual", "II.1"}};
  return made;
}

TEST(TidyCsv, HasOneValueARow) {
  const std::string text = tidy_csv(record(), {});
  EXPECT_EQ(text.substr(0, text.find('\r')), "scenario,kind,item,label,label_vi,year,measure,unit,value,words");
  const Row target = {"co_so", "target", "1a"}, grdp = {"co_so", "indicator", "grdp"};
  const auto one = [&](const Row& subject, const std::string& year, const std::string& measure, const Row& wanted) {
    EXPECT_EQ(said(text, subject, year, measure), std::vector<Row>{wanted}) << subject[2] << ' ' << measure;
  };
  one(target, "", "probability", {"1", "0.6", ""});
  one(target, "", "hits", {"1", "600", ""});
  one(target, "2022", "wanted", {"%", "7.5", ""});
  one(target, "2022", "printed", {"", "", "7,5%"});
  one(target, "", "shortfall", {"billion VND", "0.5", ""});
  one(target, "2021", "first_met", {"1", "250", ""});
  one({"co_so", "target", "1b"}, "", "reported_hits", {"1", "950", ""});
  one({"co_so", "not_assessed", "2"}, "", "reason_vi", {"", "", "chưa có số liệu"});
  one(grdp, "2022", "q05", {"billion VND", "18", ""});
  one(grdp, "2022", "q50", {"billion VND", "20", ""});
  one(grdp, "2021", "quantile_error", {"billion VND", "0.25", ""});
  one({"co_so", "history", "grdp"}, "2019", "value", {"billion VND", "9.5", ""});
  one({"co_so", "history", "grdp"}, "2019", "place", {"", "", "II.1"});
  one({"co_so", "all_targets", "all"}, "", "hits", {"1", "600", ""});
  one({"co_so", "group", "core"}, "", "probability", {"1", "1", ""});
  one({"co_so", "count", "1"}, "", "hits", {"1", "400", ""});
  one({"co_so", "pair", "1a 1b"}, "", "both_missed", {"1", "0", ""});
  one({"co_so", "parameter", "drift.grdp"}, "", "posterior_mean", {"1/year", "0.5", ""});
  one({"co_so", "setting", "lever.growth"}, "", "value", {"", "", "7.5"});
  one({"", "run", ""}, "", "seed", {"", "", "18364758544493064720"});
  one({"", "finding", "1/grdp"}, "2025", "expected", {"%", "7.5", ""});
  one({"", "answer", "explain co_so/shares/2"}, "", "share", {"1", "0.25", ""});
  one({"", "answer", "explain co_so/shares/2"}, "", "input", {"", "", "mưa"});
}

TEST(TidyCsv, WhatHasNoValueHasNoRow) {
  const std::string text = tidy_csv(record(), {});
  EXPECT_TRUE(said(text, {"co_so", "target", "1b"}, "", "shortfall").empty());
  EXPECT_TRUE(said(text, {"co_so", "target", "1a"}, "", "assumption_low").empty());
  EXPECT_TRUE(said(text, {"thấp", "all_targets", "all"}, "", "hits").empty()) << "nothing is assessed";
  EXPECT_EQ(text.find("nan"), text.npos);
}

TEST(TidyCsv, WritesTheCommaOfVietnameseSpreadsheets) {
  const std::string text = tidy_csv(record(), {';', ',', true});
  ASSERT_EQ(text.substr(0, 3), "\xEF\xBB\xBF");
  EXPECT_NE(text.find(";probability;1;0,6;\r\n"), text.npos);
  const auto rows = rows_of(text.substr(3), ';');
  EXPECT_EQ(rows.size(), rows_of(tidy_csv(record(), {})).size());
  for (const auto& row : rows) EXPECT_EQ(row.size(), 10u);
}

TEST(TidyCsv, NoTextBecomesAFormula) {
  auto made = record();
  auto& target = made.scenarios[0].program.targets[0];
  for (const std::string text : {"=HYPERLINK(\"x\")", "+1", "-1", "@sum", "'quoted", "\tx", "\nx"}) {
    target.label.en = text;
    const auto csv = tidy_csv(made, {});
    bool found = false;
    for (const auto& row : rows_of(csv)) {
      if (row[2] != "1a") continue;
      EXPECT_EQ(row[3], "'" + text);
      found = true;
    }
    EXPECT_TRUE(found);
  }
}

TEST(TidyCsv, QuotesWhatPartsCells) {
  auto made = record();
  made.scenarios[0].program.targets[0].label = {"a, \"b\"\r\nc", "a; b"};
  for (const auto& row : rows_of(tidy_csv(made, {}))) {
    if (row[2] != "1a") continue;
    EXPECT_EQ(row[3], "a, \"b\"\r\nc");
    EXPECT_EQ(row[4], "a; b");
  }
  EXPECT_NE(tidy_csv(made, {';', ',', false}).find("\"a; b\""), std::string::npos);
}

TEST(Shortest, ReadsBackToTheSameDouble) {
  for (const double value : {0.1, 1.0 / 3, 1e300, 123456789.123456789, -0.0, 2.0}) {
    EXPECT_EQ(std::stod(shortest(value)), value);
  }
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(std::nan("")), "");
  EXPECT_EQ(shortest(std::numeric_limits<double>::infinity()), "");
}

}  // namespace
}  // namespace prospect::publish
