#include "report/texts.hpp"

#include <set>

#include <gtest/gtest.h>

#include "base/unicode.hpp"

namespace prospect::report {
namespace {

using base::Language;

// The gaps of a pattern, by name.
std::set<std::string> gaps(std::string_view pattern) {
  std::set<std::string> names;
  for (std::size_t open = pattern.find('{'); open != pattern.npos;
       open = pattern.find('{', open + 1)) {
    const std::size_t close = pattern.find('}', open);
    names.emplace(pattern.substr(open + 1, close - open - 1));
  }
  return names;
}

TEST(texts, holds_one_row_for_each_key_in_their_order) {
  ASSERT_EQ(catalogue().size(), static_cast<std::size_t>(Text::count_));
  for (std::size_t i = 0; i < catalogue().size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(catalogue()[i].key), i);
  }
}

TEST(texts, says_everything_in_both_languages) {
  for (const TextRow& row : catalogue()) {
    EXPECT_FALSE(row.en.empty()) << static_cast<int>(row.key);
    EXPECT_FALSE(row.vi.empty()) << row.en;
    EXPECT_FALSE(base::first_broken_byte(row.vi)) << row.en;
    EXPECT_EQ(gaps(row.en), gaps(row.vi)) << row.en;
  }
}

TEST(texts, translates_every_sentence) {
  for (const TextRow& row : catalogue()) {
    const bool is_only_gaps = row.key == Text::omitted_line;
    EXPECT_TRUE(is_only_gaps || row.en != row.vi) << row.en;
  }
}

TEST(texts, fills_gaps_once) {
  EXPECT_EQ(fill("{a} and {b}", {{"a", "1"}, {"b", "2"}}), "1 and 2");
  EXPECT_EQ(fill("{a}", {{"a", "{b}"}, {"b", "no"}}), "{b}");  // a user's braces stay braces
  EXPECT_EQ(fill("{a} {c}", {{"a", "1"}}), "1 {c}");
  EXPECT_EQ(fill("an open { brace", {{"a", "1"}}), "an open { brace");
  EXPECT_EQ(fill("", {}), "");
}

TEST(texts, speaks_the_language_asked_for) {
  EXPECT_EQ(text(Text::column_target, Language::english), "Target");
  EXPECT_EQ(text(Text::column_target, Language::vietnamese), "Chỉ tiêu");
  EXPECT_EQ(say(Text::scenario_heading, Language::vietnamese, {{"label", "cơ sở"}}),
            "Kịch bản: cơ sở");
}

}  // namespace
}  // namespace prospect::report
