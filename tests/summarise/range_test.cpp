#include "summarise/range.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace prospect::summarise {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// 0 to 1 and a quarter on either side: 1022 bins from -0.25 to 1.25, and a little more above since
/// the centre is the middle of a bin.
TEST(fit_range, by_hand) {
  const Range range = fit_range({1, 0, 0.5});
  EXPECT_FALSE(range.atom);
  EXPECT_FALSE(range.whole);
  EXPECT_EQ(range.centre, 0.5);
  EXPECT_DOUBLE_EQ(range.width, 1.5 / 1022);
  EXPECT_NEAR(range.edge(1), -0.25, range.width);
  EXPECT_NEAR(range.edge(range.last), 1.25, range.width);
  EXPECT_EQ(range.last, bin_count - 1);
  EXPECT_EQ(range.middle(range.centre_bin), 0.5);
}

/// Catches: limits at the extremes.
TEST(fit_range, rare_extremes_do_not_widen) {
  std::vector<double> sample = {-1e9, 1e9};
  for (int i = 0; i < 400; ++i) sample.push_back(i / 400.0);
  EXPECT_LT(fit_range(sample).width, 0.002);
}

TEST(fit_range, whole_numbers) {
  const Range range = fit_range({3, 4, 8, 4});
  EXPECT_TRUE(range.whole);
  EXPECT_EQ(range.width, 1.0);
  EXPECT_EQ(range.middle(range.centre_bin), range.centre);
  EXPECT_EQ(range.centre, 6.0);  // 5.5 to the even
  EXPECT_FALSE(fit_range({3, 4.5, 8}).whole);
  EXPECT_FALSE(fit_range({0, 1e6, 7}).whole);     // too many to have a bin each
  EXPECT_FALSE(fit_range({1e17, 1e17 + 64}).whole);
}

/// Catches: a width of nothing, an infinite inverse, a range out of what is not finite.
TEST(fit_range, odd_samples) {
  const double tiny = 5e-324, great = 1.7e308;
  const std::vector<std::vector<double>> samples = {
      {}, {NAN, infinity, -infinity}, {0}, {7, 7, 7}, {tiny, 2 * tiny}, {-great, great},
      {1, 1 + 1e-16, 1 + 3e-16}, {great, great}, {NAN, 4}, {0, tiny}};
  for (const auto& sample : samples) {
    const Range range = fit_range(sample);
    EXPECT_TRUE(std::isfinite(range.centre));
    EXPECT_TRUE(std::isfinite(range.width));
    EXPECT_TRUE(std::isfinite(range.bins_per_unit));
    EXPECT_GT(range.width, 0.0);
    EXPECT_GT(range.bins_per_unit, 0.0);
    EXPECT_LT(range.centre_bin, range.last);
    EXPECT_LT(range.last, bin_count);
  }
  EXPECT_EQ(fit_range({NAN, 4}).centre, 4.0);
  EXPECT_TRUE(fit_range({7, 7, 7}).atom);
}

}  // namespace
}  // namespace prospect::summarise
