#include "base/unicode.hpp"

#include <gtest/gtest.h>

namespace prospect::base {
namespace {

TEST(unicode, decodes_one_to_four_bytes) {
  const std::string text = "aé€😀";
  const Character a = character_at(text, 0);
  EXPECT_EQ(a.code, U'a');
  EXPECT_EQ(a.bytes, 1u);
  EXPECT_EQ(character_at(text, 1).code, U'é');
  EXPECT_EQ(character_at(text, 3).code, U'€');
  const Character face = character_at(text, 6);
  EXPECT_EQ(face.code, U'😀');
  EXPECT_EQ(face.bytes, 4u);
}

TEST(unicode, writes_what_it_reads) {
  for (const char32_t code :
       {U'\0', U'a', char32_t{0x7F}, char32_t{0x80}, char32_t{0x7FF}, char32_t{0x800},
        char32_t{0xFFFF}, char32_t{0x10000}, char32_t{0x10FFFF}}) {
    std::string text;
    append_utf8(text, code);
    const Character read = character_at(text, 0);
    EXPECT_FALSE(read.broken);
    EXPECT_EQ(read.code, code);
    EXPECT_EQ(read.bytes, text.size());
  }
}

TEST(unicode, finds_broken_bytes) {
  EXPECT_FALSE(first_broken_byte(""));
  EXPECT_FALSE(first_broken_byte("Tỷ lệ che phủ rừng"));
  EXPECT_EQ(first_broken_byte("ab\xFF"), 2u);
  EXPECT_EQ(first_broken_byte("a\x80"), 1u);             // a tail without a head
  EXPECT_EQ(first_broken_byte("\xC3"), 0u);              // cut off
  EXPECT_EQ(first_broken_byte("\xE1\xBB"), 0u);          // cut off
  EXPECT_EQ(first_broken_byte("\xC0\xAF"), 0u);          // overlong
  EXPECT_EQ(first_broken_byte("\xE0\x80\x80"), 0u);      // overlong
  EXPECT_EQ(first_broken_byte("\xED\xA0\x80"), 0u);      // a surrogate
  EXPECT_EQ(first_broken_byte("\xF4\x90\x80\x80"), 0u);  // beyond U+10FFFF
  EXPECT_EQ(first_broken_byte("\xC3(\xC3\xA9"), 0u);
}

TEST(unicode, measures_columns) {
  EXPECT_EQ(display_width(U'a'), 1);
  EXPECT_EQ(display_width(U'ệ'), 1);
  EXPECT_EQ(display_width(0x0301), 0);  // combining acute
  EXPECT_EQ(display_width(0x0323), 0);  // combining dot below
  EXPECT_EQ(display_width(U'漢'), 2);
  EXPECT_EQ(display_width(0xFF21), 2);  // fullwidth A
  EXPECT_EQ(display_width(U'😀'), 2);
  EXPECT_EQ(display_width(0x20AB), 1);  // the sign of the dong
}

TEST(unicode, keeps_controls_from_the_terminal) {
  EXPECT_EQ(printable("a\tb\x1B[31m\x7F"), "a b [31m ");
  EXPECT_EQ(printable("x\xC2\x9Bz"), "x z");  // a one-character escape sequence (C1)
  EXPECT_EQ(printable("\xE2\x80\xAE"
                      "abc"),
            " abc");  // writes from right to left
  EXPECT_EQ(printable("\xFFé"), "\xEF\xBF\xBDé");
}

}  // namespace
}  // namespace prospect::base
