#include "lanes/word_source.hpp"

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <gtest/gtest-spi.h>

#include "lanes/functions.hpp"
#include "scripted_words.hpp"

namespace prospect::lanes {
namespace {

void expect_plain(WordSource& source, const Stream& stream, std::uint64_t path, std::int64_t step) {
  Rows rows(2);
  source.uniforms(stream, path, step, rows.row(0));
  uniforms(stream, path, step, rows.row(1));
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    ASSERT_EQ(rows.row(0)[lane], rows.row(1)[lane]) << "step " << step << " path " << path;
  }
}

TEST(ThreefrySource, AnswersTheSameInAnyOrder) {
  const auto source = std::make_unique<Threefry>();
  const Stream a(1, "a"), b(1, "b"), other_seed(2, "a");
  for (const std::int64_t step : {2024, 2025, 2025, 2027, 2026, 2025, 2024, -2, -1, 0, 1}) {
    for (const Stream& stream : {a, b, other_seed, a}) {
      for (const std::uint64_t path : {0U, 256U, 0U, 1U}) {
        expect_plain(*source, stream, path, step);
      }
    }
  }
}

/// What was kept for one address is never given for a neighbour of it.
TEST(ThreefrySource, KeepsNothingThatShowsAtAnotherAddress) {
  const auto source = std::make_unique<Threefry>();
  Rows row(1);
  const Stream stream(1, "a");
  source->uniforms(stream, 0, 2024, row.row(0));
  expect_plain(*source, stream, 8, 2025);
  expect_plain(*source, stream, 0, 2023);
  expect_plain(*source, Stream(9, "a"), 0, 2025);
  expect_plain(*source, stream, 0, 2025);
}

TEST(ThreefrySource, StaysRightWhenNamesShareAPlace) {
  const auto source = std::make_unique<Threefry>();
  for (std::int64_t step = 0; step < 4; ++step) {
    for (int name = 0; name < 1500; ++name) {
      expect_plain(*source, Stream(5, "name " + std::to_string(name)), 16, step);
    }
  }
}

/// Scores have the bits of words turned into scores, whatever was asked before, also where words and scores of
/// one stream are asked in turn.
TEST(ThreefrySource, ScoresAreThoseOfItsWords) {
  const auto source = std::make_unique<Threefry>();
  const Stream a(1, "a"), b(1, "b");
  Rows rows(2);
  double *got = rows.row(0), *expected = rows.row(1);
  for (const std::int64_t step : {2024, 2025, 2025, 2027, 2026, 2025, 0, 1}) {
    for (const Stream& stream : {a, b}) {
      for (const bool goes_on : {true, false}) {
        for (const std::uint64_t path : {0U, 256U, 1U, 0U}) {
          source->scores(stream, path, step, goes_on, got);
          uniforms(stream, path, step, expected);
          normal_quantile_row(expected, expected);
          for (std::size_t lane = 0; lane < lane_count; ++lane) {
            ASSERT_EQ(bits_of(got[lane]), bits_of(expected[lane])) << "step " << step << " path " << path;
          }
          if (step == 2026) expect_plain(*source, stream, path, step);
        }
      }
    }
  }
}

/// Steps in turn have the bits of each by itself, from an even step and an odd one, few of them and many.
TEST(ThreefrySource, ScoresInTurnAreThoseOfEachStep) {
  const auto source = std::make_unique<Threefry>();
  const Stream stream(7, "in turn");
  Rows rows(21);
  for (const std::int64_t first : {2020, 2021, -3}) {
    for (const std::size_t count : {1U, 2U, 5U, 6U, 7U, 20U}) {
      std::vector<double*> got;
      for (std::size_t k = 0; k < count; ++k) got.push_back(rows.row(k));
      source->scores_in_turn(stream, 512, first, got);
      for (std::size_t k = 0; k < count; ++k) {
        uniforms(stream, 512, first + static_cast<std::int64_t>(k), rows.row(20));
        normal_quantile_row(rows.row(20), rows.row(20));
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
          ASSERT_EQ(bits_of(got[k][lane]), bits_of(rows.row(20)[lane])) << "step " << k << " of " << count;
        }
      }
    }
  }
}

TEST(ScriptedWords, SayTheirWordsAndThenFail) {
  tests::ScriptedWords words({0.25, 0.75});
  Rows row(1);
  const Stream stream(1, "x");
  words.uniforms(stream, 0, 0, row.row(0));
  EXPECT_EQ(row.row(0)[lane_count - 1], 0.25);
  words.uniforms(stream, 0, 1, row.row(0));
  EXPECT_EQ(row.row(0)[0], 0.75);
  EXPECT_EQ(words.left(), 0U);
  EXPECT_NONFATAL_FAILURE(words.uniforms(stream, 0, 2, row.row(0)), "word 3 of 2");
}

TEST(CountingWords, CountCalls) {
  tests::CountingWords words;
  Rows row(1);
  words.uniforms(Stream(1, "x"), 0, 0, row.row(0));
  expect_plain(words, Stream(1, "x"), 0, 5);
  EXPECT_EQ(words.count(), 2U);
}

}  // namespace
}  // namespace prospect::lanes
