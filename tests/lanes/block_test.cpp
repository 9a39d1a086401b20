#include "lanes/block.hpp"

#include <cstdint>
#include <type_traits>

#include <gtest/gtest.h>

namespace prospect::lanes {
namespace {

TEST(Rows, AreAlignedZerosThatDoNotOverlap) {
  Rows rows(3);
  ASSERT_EQ(rows.count(), 3U);
  for (std::size_t r = 0; r < 3; ++r) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(rows.row(r)) % 64, 0U);
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      EXPECT_EQ(rows.row(r)[lane], 0.0);
      rows.row(r)[lane] = static_cast<double>(r);
    }
  }
  const Rows& same = rows;
  EXPECT_EQ(same.row(0)[lane_count - 1], 0.0);
  EXPECT_EQ(same.row(2)[0], 2.0);
}

TEST(Rows, MoveAndDoNotCopy) {
  static_assert(!std::is_copy_constructible_v<Rows> && std::is_nothrow_move_constructible_v<Rows>);
  Rows first(2);
  first.row(1)[5] = 7;
  Rows second = std::move(first);
  EXPECT_EQ(first.count(), 0U);  // NOLINT(bugprone-use-after-move): that it is empty is promised
  EXPECT_EQ(second.row(1)[5], 7);
  second = Rows();
  EXPECT_EQ(second.count(), 0U);
}

TEST(EachLane, MayWriteTheRowItReads) {
  Rows rows(1);
  double* row = rows.row(0);
  each_lane([=](std::size_t lane) { row[lane] = static_cast<double>(lane); });
  each_lane([=](std::size_t lane) { row[lane] = 2 * row[lane] + 1; });
  EXPECT_EQ(row[0], 1);
  EXPECT_EQ(row[lane_count - 1], 2 * static_cast<double>(lane_count) - 1);
}

}  // namespace
}  // namespace prospect::lanes
