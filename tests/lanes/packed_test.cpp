#include "lanes/packed.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "lanes/block.hpp"

namespace prospect::lanes {
namespace {

/// Whether lane l of pattern p is taken: each pattern of eight neighbours occurs, and all and none.
bool is_taken(std::size_t pattern, std::size_t l) { return (pattern >> (l % 8) & 1U) != 0; }

/// Rows of l + 1, negative where a lane is taken.
void fill(std::size_t pattern, double* row) {
  for (std::size_t l = 0; l < lane_count; ++l) {
    row[l] = (is_taken(pattern, l) ? -1.0 : 1.0) * static_cast<double>(l + 1);
  }
}

TEST(PackedLanes, GoToTheFrontInOrderAndBack) {
  Rows rows(2);
  for (std::size_t pattern = 0; pattern < 256; ++pattern) {
    fill(pattern, rows.row(0));
    for (std::size_t l = 0; l < lane_count; ++l) rows.row(1)[l] = 0.5;
    Packed<> packed;
    packed.take_unless(rows.row(0), rows.row(1), [](auto x) { return x > 0.0; });
    std::vector<double> taken;
    for (std::size_t l = 0; l < lane_count; ++l) {
      if (is_taken(pattern, l)) taken.push_back(rows.row(0)[l]);
    }
    ASSERT_EQ(std::vector<double>(packed.values, packed.values + packed.count()), taken) << pattern;
    for (std::size_t i = 0; i < packed.count(); ++i) packed.values[i] *= 2;
    packed.put();
    EXPECT_EQ(packed.count(), 0U);
    for (std::size_t l = 0; l < lane_count; ++l) {
      ASSERT_EQ(rows.row(1)[l], is_taken(pattern, l) ? 2 * rows.row(0)[l] : 0.5) << pattern << " lane " << l;
    }
  }
}

TEST(PackedLanes, OfSeveralRowsFindTheirOwn) {
  constexpr std::size_t count = 3;
  Rows rows(2 * count);
  Packed<count> packed;
  for (std::size_t r = 0; r < count; ++r) {
    fill(r == 1 ? 255 : 37 + 11 * r, rows.row(r));
    packed.take_unless(rows.row(r), rows.row(count + r), [](auto x) { return x > 0.0; });
  }
  packed.put();
  for (std::size_t r = 0; r < count; ++r) {
    for (std::size_t l = 0; l < lane_count; ++l) {
      const double x = rows.row(r)[l];
      ASSERT_EQ(rows.row(count + r)[l], x < 0 ? x : 0) << "row " << r << " lane " << l;
    }
  }
}

/// A NaN does not stay: it is worked out with the lanes that are taken.
TEST(PackedLanes, TakeWhatIsNoNumber) {
  Rows rows(1);
  for (std::size_t l = 0; l < lane_count; ++l) rows.row(0)[l] = 1;
  rows.row(0)[lane_count - 1] = std::numeric_limits<double>::quiet_NaN();
  Packed<> packed;
  packed.take_unless(rows.row(0), rows.row(0), [](auto x) { return x > 0.0; });
  EXPECT_EQ(packed.count(), 1U);
}

}  // namespace
}  // namespace prospect::lanes
