#include "simulate/chosen_words.hpp"

#include <gtest/gtest.h>

namespace prospect::simulate {
namespace {

using lanes::lane_count;

// Of ten paths with 4 and every third from there: 0, 1, 2, 3, 4, 7.
TEST(ChosenWords, CountThePathsChosen) {
  EXPECT_EQ(ChosenWords::count(10, 4, 3), 6U);
  EXPECT_EQ(ChosenWords::count(11, 4, 3), 7U);
  EXPECT_EQ(ChosenWords::count(3, 4, 3), 3U);
  EXPECT_EQ(ChosenWords::count(4096, 64, 8), 568U);
}

TEST(ChosenWords, AreThoseOfTheirPaths) {
  constexpr std::uint64_t dense = 64, stride = 8;
  const lanes::Stream stream(7, "a name");
  ChosenWords chosen(dense, stride);
  lanes::Threefry plain;
  lanes::Rows rows(2);
  for (const std::int64_t step : {-3, 0, 1, 2020, 2021}) {
    for (std::uint64_t first = 0; first < 3 * lane_count; first += lane_count) {
      chosen.uniforms(stream, first, step, rows.row(0));
      for (std::size_t l = 0; l < lane_count; ++l) {
        const std::uint64_t k = first + l, path = k < dense ? k : dense + (k - dense) * stride;
        plain.uniforms(stream, path, step, rows.row(1));
        ASSERT_EQ(rows.row(0)[l], rows.row(1)[0]) << step << " " << k;
      }
      chosen.scores(stream, first, step, true, rows.row(0));
      for (std::size_t l = 0; l < lane_count; l += 17) {
        const std::uint64_t k = first + l, path = k < dense ? k : dense + (k - dense) * stride;
        plain.scores(stream, path, step, false, rows.row(1));
        ASSERT_EQ(rows.row(0)[l], rows.row(1)[0]) << step << " " << k;
      }
    }
  }
}

}  // namespace
}  // namespace prospect::simulate
