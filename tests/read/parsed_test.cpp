#include "read/parsed.hpp"

#include <gtest/gtest.h>

#include "read/read.hpp"

namespace prospect::read {
namespace {

std::vector<std::string> words_of(const base::Problems& problems) {
  std::vector<std::string> words;
  for (const auto& problem : problems.sorted()) words.push_back(problem.kind + ": " + problem.message);
  return words;
}

TEST(Parsed, GivesWhatParsingGivesEachTime) {
  Parsed parsed;
  const std::string text = "a = 1\nb = 2020-01-01\n";
  base::Problems expected;
  const auto root = parse_toml(text, "x.toml", expected);
  for (int turn = 0; turn < 2; ++turn) {
    base::Problems problems;
    const auto again = parsed.toml(text, "x.toml", problems);
    EXPECT_EQ(again.entries.size(), root.entries.size());
    EXPECT_EQ(words_of(problems), words_of(expected));
    EXPECT_EQ(problems.has_errors(), expected.has_errors());
  }
  base::Problems problems;
  EXPECT_EQ(parsed.csv("a,b\n1,2\n", "t.csv", problems).rows.size(), 1U);
  EXPECT_EQ(parsed.csv("a,b\n1,2\n", "t.csv", problems).rows.size(), 1U);
}

TEST(Parsed, TellsTextsOfOneNameApart) {
  Parsed parsed;
  base::Problems problems;
  EXPECT_EQ(parsed.toml("a = 1", "x.toml", problems).entries.at(0).key, "a");
  EXPECT_EQ(parsed.toml("b = 1", "x.toml", problems).entries.at(0).key, "b");
  EXPECT_EQ(parsed.toml("a = 1", "x.toml", problems).entries.at(0).key, "a");
}

}  // namespace
}  // namespace prospect::read
