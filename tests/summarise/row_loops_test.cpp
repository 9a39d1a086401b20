/// The vector loops against loops over single lanes.

#include "summarise/row_loops.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "lanes/bits.hpp"
#include "made_world.hpp"

namespace prospect::summarise {
namespace {

/// One row with every kind of number in it; `turn` shifts them along the lanes.
lanes::Rows odd_row(std::size_t turn) {
  const double odd[] = {-2, -0.0, 0, 1e-310, 0.5, 1, 3, 1e300, -1e300, infinity, -infinity,
                        not_a_number, 2.5};
  lanes::Rows rows(1);
  for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
    rows.row(0)[lane] = odd[(lane + turn) % std::size(odd)];
  }
  return rows;
}

/// Catches: bits in the wrong lane, a bound left out, a NaN let in.
TEST(lanes_within, every_lane_and_bound) {
  const std::pair<double, double> bounds[] = {
      {0, infinity}, {-infinity, 1}, {0, 1}, {-infinity, infinity}, {1, 1}, {3, 2}};
  for (std::size_t turn = 0; turn < 13; ++turn) {
    const lanes::Rows rows = odd_row(turn);
    for (const auto& [low, high] : bounds) {
      const LaneSet set = lanes_within(rows.row(0), low, high);
      for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
        const double x = rows.row(0)[lane];
        EXPECT_EQ((set[lane / word_lanes] >> (lane % word_lanes) & 1U) != 0, low <= x && x <= high)
            << x << " in " << low << ".." << high;
      }
    }
  }
}

/// Catches: places beyond the bins (memory outside), NaN and infinity converted to nonsense.
TEST(add_row, places_stay_within_the_bins) {
  const Range ranges[] = {fit_range({0, 1}), fit_range({}), fit_range({0.0, 0.25}),
                          fit_range({1e300, -1e300}), fit_range({3.0})};
  for (const Range& range : ranges) {
    const lanes::Rows rows = odd_row(3);
    lanes::Rows places(1);
    RowSums sums;
    add_row(rows.row(0), range, sums, places.row(0));
    for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
      const double x = rows.row(0)[lane];
      const auto bin = static_cast<int>(lanes::bits_of(places.row(0)[lane]) & 0xFFFFU);
      ASSERT_LE(bin, range.last);
      if (std::isfinite(x) && bin > 0) {
        EXPECT_LE(range.edge(bin), x);
      }
      if (std::isfinite(x) && bin < range.last) {
        EXPECT_LE(x, range.edge(bin + 1));
      }
    }
  }
}

/// Catches: stripes joined wrongly, extremes passed over in some stripe.
TEST(add_row, sums_and_extremes_of_every_lane) {
  lanes::Rows rows(2);
  for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
    rows.row(0)[lane] = static_cast<double>(lane) + 2;
  }
  RowSums sums;
  const Range range = fit_range({0, 4});  // centre 2
  add_row(rows.row(0), range, sums, rows.row(1));
  const auto n = static_cast<double>(lanes::lane_count);
  EXPECT_EQ(sums.sums.sum(), n * (n - 1) / 2);
  EXPECT_EQ(sums.squares.sum(), (n - 1) * n * (2 * n - 1) / 6);
  EXPECT_EQ(sums.least.values[0], 2.0);
  EXPECT_EQ(sums.greatest.values[7], n + 1);
  RowSums extremes;
  add_extremes(rows.row(0), extremes);
  EXPECT_EQ(extremes.least.values[3], 5.0);
  EXPECT_EQ(extremes.greatest.values[0], n - 6);
}

/// Catches: equal bins in a group of four counted once.
TEST(count_places, equal_neighbours) {
  lanes::Rows places(1);
  for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
    places.row(0)[lane] = lanes::rounding_shift + (lane % 8 < 5 ? 7 : 0);
  }
  std::vector<std::uint16_t> bins(bin_count);
  count_places(places.row(0), bins.data());
  EXPECT_EQ(bins[7], lanes::lane_count / 8 * 5);
  EXPECT_EQ(bins[0], lanes::lane_count / 8 * 3);
}

/// Catches: a lane left out, or counted twice, where a row is counted while another is added.
TEST(add_row, counts_the_places_of_another_row) {
  lanes::Rows rows(3);
  std::vector<std::uint16_t> expected(bin_count), bins(bin_count);
  for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
    rows.row(0)[lane] = lanes::rounding_shift + static_cast<double>(lane % 7 * 3);
  }
  count_places(rows.row(0), expected.data());
  RowSums sums, plain;
  const Range range = fit_range({0, 4});
  add_row(rows.row(1), range, sums, rows.row(2), {rows.row(0), bins.data()});
  add_row(rows.row(1), range, plain, rows.row(2));
  EXPECT_EQ(bins, expected);
  EXPECT_EQ(sums.sums.sum(), plain.sums.sum());
}

TEST(all_whole, one_fraction_in_any_lane) {
  lanes::Rows rows(1);
  EXPECT_TRUE(all_whole(rows.row(0)));
  for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
    rows.row(0)[lane] = -3;
    EXPECT_TRUE(all_whole(rows.row(0)));
    rows.row(0)[lane] = 1e-9;
    EXPECT_FALSE(all_whole(rows.row(0)));
    rows.row(0)[lane] = 1e9;
  }
}

/// Catches: signs, an open side that gives infinity, a NaN passed over.
TEST(add_distances, by_hand) {
  lanes::Rows rows(1);
  std::fill_n(rows.row(0), lanes::lane_count, 2.0);
  rows.row(0)[0] = 0.5;
  rows.row(0)[5] = 7;
  const auto distance = [&](double low, double high) {
    Stripes sums;
    add_distances(rows.row(0), low, high, sums);
    return sums.sum();
  };
  EXPECT_EQ(distance(1, 3), 4.5);
  EXPECT_EQ(distance(1, infinity), 0.5);
  EXPECT_EQ(distance(-infinity, 3), 4.0);
  EXPECT_EQ(distance(-infinity, infinity), 0.0);
  rows.row(0)[6] = not_a_number;
  EXPECT_TRUE(std::isnan(distance(1, 3)));
}

}  // namespace
}  // namespace prospect::summarise
