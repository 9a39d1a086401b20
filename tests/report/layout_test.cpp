#include "report/layout.hpp"

#include <gtest/gtest.h>

#include "report/sample.hpp"

namespace prospect::report {
namespace {

using Lines = std::vector<std::string>;

TEST(layout, measures_vietnamese_as_a_terminal_does) {
  EXPECT_EQ(display_columns("Tỷ lệ che phủ rừng"), 18);
  EXPECT_EQ(display_columns("Ty\xCC\x89"), 2);  // a combining hook takes no column
  EXPECT_EQ(display_columns("漢字"), 4);
  EXPECT_EQ(display_columns(""), 0);
}

TEST(layout, pads_to_columns_not_bytes) {
  EXPECT_EQ(padded("rừng", 6), "rừng  ");
  EXPECT_EQ(padded("rừng", 6, Align::right), "  rừng");
  EXPECT_EQ(padded("y\xCC\x89", 3), "y\xCC\x89  ");
  EXPECT_EQ(padded("longer", 3), "longer");
}

TEST(layout, cuts_between_letters) {
  EXPECT_EQ(cut("Tỷ lệ che phủ rừng", 18), "Tỷ lệ che phủ rừng");
  EXPECT_EQ(cut("Tỷ lệ che phủ rừng", 7), "Tỷ lệ…");
  EXPECT_EQ(cut("y\xCC\x89y\xCC\x89y\xCC\x89", 2),
            "y\xCC\x89…");  // the mark stays with its letter
  EXPECT_EQ(cut("漢字", 3), "漢…");
  EXPECT_EQ(cut("abc", 1), "…");
  EXPECT_EQ(cut("abc", 0), "");
}

TEST(layout, wraps_at_blanks) {
  EXPECT_EQ(wrapped("one two three", 7), (Lines{"one two", "three"}));
  EXPECT_EQ(wrapped("one\ntwo", 7), (Lines{"one", "two"}));
  EXPECT_EQ(wrapped("", 7), (Lines{""}));
  EXPECT_EQ(wrapped("\na", 7), (Lines{"", "a"}));
  EXPECT_EQ(wrapped("abcdefgh", 3), (Lines{"abc", "def", "gh"}));
  EXPECT_EQ(wrapped("漢字", 1), (Lines{"漢", "字"}));  // too wide for the column, but it ends
}

TEST(layout, keeps_figures_with_their_signs) {
  EXPECT_EQ(wrapped("up to 62 %", 8), (Lines{"up to", "62 %"}));
  EXPECT_EQ(wrapped("was < 0.1", 6), (Lines{"was", "< 0.1"}));
  EXPECT_EQ(wrapped("a %", 2), (Lines{"a", "%"}));  // nothing else helps
  EXPECT_EQ(finished("62\xC2\xA0%  \nx"), "62 %\nx");
}

TEST(layout, hangs_the_lines_of_a_list) {
  EXPECT_EQ(paragraph("• ", "one two three", 9), "• one two\n  three\n");
}

TEST(layout, draws_a_table) {
  Table table({{"Name", Align::left}, {"Value", Align::right}}, 40);
  table.heading("Kinh tế");
  table.row({{"rừng"}, {"5,0"}});
  table.row({{"ba\ndòng"}});
  EXPECT_EQ(finished(table.text(false)),
            "Name  Value\n"
            "────  ─────\n"
            "Kinh tế\n"
            "rừng    5,0\n"
            "ba\n"
            "dòng\n");
}

TEST(layout, cuts_only_the_column_that_may_be_cut) {
  Table table({{"A", Align::left, 1000, 4, 1}, {"B", Align::right}}, 20);
  table.row({{"a label that is too long"}, {"123456789"}});
  EXPECT_EQ(finished(table.text(false)),
            "A                  B\n"
            "─────────  ─────────\n"
            "a label…   123456789\n");
}

TEST(layout, never_grows_beyond_its_width) {
  for (int width = 8; width < 60; ++width) {
    Table table({{"Chỉ tiêu", Align::left, 1000, 10, 2},
                 {"Xác suất", Align::right, 20, 8},
                 {"Nhận định"}},
                width);
    table.heading("Về kinh tế và xã hội của tỉnh");
    table.row({{"Tỷ lệ lao động nông nghiệp"}, {"62,3 %\n61,9–62,6 %"}, {"khả năng ngang nhau"}});
    EXPECT_LE(widest(finished(table.text(false))), width);
  }
}

TEST(layout, colours_only_when_asked) {
  EXPECT_EQ(toned("x", Tone::bad, false), "x");
  EXPECT_EQ(toned("x", Tone::bad, true), "\x1B[31mx\x1B[0m");
  EXPECT_EQ(toned("x", Tone::plain, true), "x");
  EXPECT_EQ(toned("", Tone::bad, true), "");
}

}  // namespace
}  // namespace prospect::report
