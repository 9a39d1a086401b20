#include "read/table.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace prospect::read {
namespace {

using Texts = std::vector<std::vector<std::string>>;

std::string words(const base::Place& place) {
  return fmt::format("{}:{}+{}", place.line, place.column, place.length);
}

std::vector<std::string> texts_of(const std::vector<Cell>& cells) {
  std::vector<std::string> texts;
  for (const Cell& cell : cells) texts.push_back(cell.text);
  return texts;
}

Texts rows_of(const Table& table) {
  Texts rows;
  for (const auto& row : table.rows) rows.push_back(texts_of(row));
  return rows;
}

// The table of a text that must have no problem.
Table sound(const std::string& text) {
  base::Problems problems;
  Table table = parse_csv(text, "t.csv", problems);
  EXPECT_TRUE(problems.empty()) << draw(problems, {});
  return table;
}

// "kind line:column+length" of each problem of a text, with blanks between.
std::string problems_of(const std::string& text) {
  base::Problems problems;
  const Table table = parse_csv(text, "t.csv", problems);
  std::string all;
  for (const auto& problem : problems.sorted()) {
    all += fmt::format("{}{} {}", all.empty() ? "" : " ", problem.kind, words(problem.place));
  }
  return all;
}

TEST(parse_csv, by_hand) {
  const Table table = sound("year,value\n2019,1.5\n2020,2\n");
  EXPECT_EQ(table.file, "t.csv");
  EXPECT_EQ(texts_of(table.columns), (std::vector<std::string>{"year", "value"}));
  EXPECT_EQ(rows_of(table), (Texts{{"2019", "1.5"}, {"2020", "2"}}));
  EXPECT_EQ(table.column("value"), 1u);
  EXPECT_FALSE(table.column("absent"));
  EXPECT_EQ(words(table.rows[1][1].place), "3:6+1");
  EXPECT_EQ(words(table.columns[1].place), "1:6+5");
}

TEST(parse_csv, blanks_around_cells_are_taken_off) {
  const Table table = sound("a,b\n  x y \t, \n");
  EXPECT_EQ(rows_of(table), (Texts{{"x y", ""}}));
  EXPECT_EQ(words(table.rows[0][0].place), "2:3+3");
  EXPECT_EQ(words(table.rows[0][1].place), "2:9+1");
}

TEST(parse_csv, columns_count_characters) {
  const Table table = sound("a,b\nTỷ lệ che phủ rừng,47.5\n");
  EXPECT_EQ(words(table.rows[0][0].place), "2:1+18");
  EXPECT_EQ(words(table.rows[0][1].place), "2:20+4");
}

TEST(parse_csv, quotes_in_quotes) {
  const Table table = sound("a,b\n\"x, \"\"y\"\"\", \" z\" \n\"\",\"\"\"\"\n");
  EXPECT_EQ(rows_of(table), (Texts{{"x, \"y\"", "z"}, {"", "\""}}));
  EXPECT_EQ(words(table.rows[0][0].place), "2:2+7");  // to the pair that ends it
  EXPECT_EQ(words(table.rows[0][1].place), "2:15+1");
  EXPECT_EQ(words(table.rows[1][0].place), "3:2+1");
}

TEST(parse_csv, quoted_cells_may_hold_lines) {
  const Table table = sound("a,b\n\"x\n\n# y\",1\nz,2\n");
  EXPECT_EQ(rows_of(table), (Texts{{"x\n\n# y", "1"}, {"z", "2"}}));
  EXPECT_EQ(words(table.rows[0][0].place), "2:2+1");
  EXPECT_EQ(words(table.rows[0][1].place), "4:6+1");
  EXPECT_EQ(words(table.rows[1][0].place), "5:1+1");
}

TEST(parse_csv, byte_order_mark_carriage_returns_comments_and_blank_lines) {
  const Table table = sound("\xEF\xBB\xBF# head\r\n\r\na,b\r\n  \r\n1,\"2\"\r\n#3,4\r\n5,6");
  EXPECT_EQ(texts_of(table.columns), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(rows_of(table), (Texts{{"1", "2"}, {"5", "6"}}));
  EXPECT_EQ(words(sound("\xEF\xBB\xBF"
                        "a\n1")
                      .columns[0]
                      .place),
            "1:1+1");
}

TEST(parse_csv, header_only_is_an_empty_table) {
  EXPECT_TRUE(sound("a,b").rows.empty());
}

TEST(parse_csv, no_header_is_a_problem) {
  EXPECT_EQ(problems_of(""), "syntax 0:0+1");
  EXPECT_EQ(problems_of("\n# only this\n"), "syntax 0:0+1");
}

TEST(parse_csv, rows_of_other_length_are_told_and_dropped) {
  EXPECT_EQ(problems_of("a,b\n1\n1,2,3\n1,2\n"), "row-length 2:1+1 row-length 3:5+1");
  base::Problems problems;
  EXPECT_EQ(parse_csv("a,b\n1\n1,2\n", "t", problems).rows.size(), 1u);
  EXPECT_EQ(problems.sorted()[0].hint, "the first column missing is 'b'");
  EXPECT_EQ(problems_of("a,b\n2020,12,5\n"), "row-length 2:9+1");
}

TEST(parse_csv, broken_quotes) {
  EXPECT_EQ(problems_of("a,b\n1,\"2\n3,4\n"), "syntax 2:3+1");
  EXPECT_EQ(problems_of("a,b\n1,\"2\" x\n3,4\n"), "syntax 2:7+1");
  EXPECT_EQ(problems_of("a,b\n1,5\" \"pipe\n"), "syntax 2:4+1");
}

TEST(parse_csv, columns_named_twice_or_not_at_all) {
  EXPECT_EQ(problems_of("a,b,a\n"), "duplicate-name 1:5+1");
  EXPECT_EQ(problems_of("a,,\n"), "missing-column 1:3+1 missing-column 1:4+1");
  base::Problems problems;
  const Table table = parse_csv("a,b,a\n", "t", problems);
  EXPECT_EQ(words(problems.sorted()[0].other.value()), "1:1+1");
}

TEST(parse_csv, other_separators_are_named_once) {
  EXPECT_EQ(problems_of("year;value\n2019;1,5\n2020;1,6\n"), "syntax 1:1+10");
  EXPECT_EQ(problems_of("year\tvalue\n2019\t1\n"), "syntax 1:1+10");
}

TEST(parse_csv, broken_utf8) {
  EXPECT_EQ(problems_of("a,b\nrừng,\xFF\n"), "encoding 2:6+1");
}

TEST(parse_csv, too_much_is_refused) {
  EXPECT_EQ(problems_of(std::string(largest_table + 1, '\n')), "too-large 0:0+1");
  // The header has two cells; the one cell too many is the first of its row.
  std::string text = "a,b\n";
  for (std::size_t row = 1; row < most_cells / 2; ++row) text += ",\n";
  EXPECT_EQ(problems_of(text), "");
  EXPECT_EQ(problems_of(text + "1,2\n"), fmt::format("too-large {}:1+1", most_cells / 2 + 1));
}

TEST(require_columns, tells_each_that_is_missing) {
  base::Problems problems;
  const Table table = sound("yaer,value\n");
  EXPECT_TRUE(require_columns(table, {"value"}, problems));
  EXPECT_TRUE(problems.empty());
  EXPECT_FALSE(require_columns(table, {"year", "status", "value"}, problems));
  const auto list = problems.sorted();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].message, "the table has no column 'year'");
  EXPECT_EQ(list[0].hint, "did you mean 'yaer'?");
  EXPECT_EQ(list[1].hint, "its columns are yaer, value");
}

std::optional<double> number(const std::string& text) {
  base::Problems problems;
  return number_in({text, {"t", 1, 1, 1}}, problems);
}

std::string hint_for(const std::string& text) {
  base::Problems problems;
  EXPECT_FALSE(number_in({text, {"t", 1, 1, 1}}, problems)) << text;
  return problems.sorted().at(0).hint;
}

TEST(number_in, numbers) {
  EXPECT_EQ(number("0"), 0.0);
  EXPECT_EQ(number("-1.25"), -1.25);
  EXPECT_EQ(number("+3"), 3.0);
  EXPECT_EQ(number(".5"), 0.5);
  EXPECT_EQ(number("1e3"), 1000.0);
  EXPECT_EQ(number("0.1"), 0.1);
}

TEST(number_in, what_is_no_number) {
  for (const std::string text : {"", "x", "1x", "inf", "-inf", "nan", "0x10", "1e", "--1", "+-1",
                                 "+", ".", "1e999", "1 2"}) {
    EXPECT_FALSE(number(text)) << text;
  }
}

TEST(number_in, hints_for_figures_written_for_people) {
  EXPECT_EQ(hint_for("12,5"), "decimals take a point: 12.5");
  EXPECT_EQ(hint_for("-0,75"), "decimals take a point: -0.75");
  EXPECT_EQ(hint_for("1.234,5"), "write digits and a decimal point only: 1234.5");
  EXPECT_EQ(hint_for("1.234.567"), "write digits and a decimal point only: 1234567");
  EXPECT_EQ(hint_for("1,234,567"), "write digits and a decimal point only: 1234567");
  EXPECT_EQ(hint_for("1 234"), "write digits and a decimal point only: 1234");
  EXPECT_EQ(hint_for("47.5 %"), "write digits and a decimal point only: 47.5");
  EXPECT_EQ(hint_for("n/a"), "");
  EXPECT_EQ(hint_for(""), "write a number");
}

}  // namespace
}  // namespace prospect::read
