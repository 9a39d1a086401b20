#include "read/text_index.hpp"

#include <gtest/gtest.h>

#include <string>

#include "read/cursor.hpp"

namespace prospect::read {
namespace {

TEST(text_index, by_hand) {
  const std::string text = "ab\ncé=d\n\nx";
  const TextIndex index(text);
  EXPECT_EQ(index.offset(1, 1), 0u);
  EXPECT_EQ(index.offset(1, 3), 2u);  // the line feed
  EXPECT_EQ(index.offset(2, 2), 4u);
  EXPECT_EQ(index.offset(2, 3), 6u);  // é has two bytes
  EXPECT_EQ(index.offset(3, 1), 9u);
  EXPECT_EQ(index.offset(4, 1), 10u);
  EXPECT_EQ(index.offset(4, 2), text.size());
  EXPECT_EQ(index.offset(9, 1), text.size());
  EXPECT_EQ(index.offset(0, 1), text.size());
}

TEST(text_index, of_nothing_and_of_a_byte_order_mark) {
  EXPECT_EQ(TextIndex("").offset(1, 1), 0u);
  EXPECT_EQ(TextIndex("\xEF\xBB\xBFxy").offset(1, 2), 4u);
}

TEST(text_index, agrees_with_a_walk_over_long_lines) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += i % 7 == 0 ? "ệ" : i % 701 == 0 ? "\n" : "x";
  const TextIndex index(text);
  for (Cursor cursor(text); !cursor.at_end(); cursor.take()) {
    const Position at = cursor.position();
    ASSERT_EQ(
        index.offset(static_cast<std::size_t>(at.line), static_cast<std::size_t>(at.column)),
        cursor.offset());
  }
}

TEST(cursor, knows_line_and_column) {
  Cursor cursor("é\r\nb");
  EXPECT_EQ(cursor.take(), "é");
  EXPECT_EQ(cursor.position().column, 2);
  cursor.skip(2);
  EXPECT_EQ(cursor.position().line, 2);
  EXPECT_EQ(cursor.position().column, 1);
  EXPECT_TRUE(cursor.sees("b"));
  cursor.skip(5);
  EXPECT_TRUE(cursor.at_end());
  EXPECT_EQ(cursor.byte(), '\0');
}

}  // namespace
}  // namespace prospect::read
