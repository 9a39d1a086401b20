#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "calibrate/particle_weights.hpp"

namespace prospect::calibrate {
namespace {

constexpr double impossible = -std::numeric_limits<double>::infinity();
using Numbers = std::vector<double>;
using Places = std::vector<std::uint32_t>;

TEST(particle_weights, effective_size_of_four) {
  EXPECT_DOUBLE_EQ(effective_size(Numbers{0.25, 0.25, 0.25, 0.25}), 4);
  EXPECT_DOUBLE_EQ(effective_size(Numbers{0.4, 0.4, 0.2}), 1 / 0.36);
  EXPECT_DOUBLE_EQ(effective_size(Numbers{1, 0, 0, 0}), 1);
}

// Factors 1 and 1/3 on equal weights: (2/3)^2 / ((1 + 1/9)/2) = 4/5.
TEST(particle_weights, conditional_share_of_two) {
  const Numbers weights{0.5, 0.5}, likelihood{std::log(3.0), 0};
  EXPECT_DOUBLE_EQ(conditional_share(weights, likelihood, 0), 1);
  EXPECT_NEAR(conditional_share(weights, likelihood, 1), 0.8, 1e-15);
}

TEST(particle_weights, a_step_goes_as_far_as_it_may) {
  const Numbers weights{0.5, 0.5}, likelihood{std::log(3.0), 0};
  EXPECT_NEAR(longest_step(weights, likelihood, 0.8, 9), 1, 2e-3);
  EXPECT_EQ(longest_step(weights, likelihood, 0.8, 0.5), 0.5);
  const Numbers steep{3e12 * std::log(3.0), 0};
  EXPECT_NEAR(longest_step(weights, steep, 0.8, 1) * 3e12, 1, 2e-3);
}

TEST(particle_weights, reweighting_multiplies_and_tells_the_mean) {
  Numbers weights{0.25, 0.75, 0};
  const Numbers likelihood{std::log(2.0), std::log(6.0), impossible};
  EXPECT_NEAR(reweight(weights, likelihood, 1), std::log(5.0), 1e-15);
  EXPECT_NEAR(weights[0], 0.1, 1e-15);
  EXPECT_NEAR(weights[1], 0.9, 1e-15);
  EXPECT_EQ(weights[2], 0);
}

TEST(particle_weights, reweighting_does_not_underflow) {
  Numbers weights{0.5, 0.5};
  EXPECT_NEAR(reweight(weights, Numbers{-1e6, -1e6}, 1), -1e6, 1e-9);
  EXPECT_EQ(weights, (Numbers{0.5, 0.5}));
}

TEST(particle_weights, the_impossible_are_dropped) {
  Numbers weights;
  EXPECT_EQ(drop_impossible(Numbers{impossible, -3, impossible, 7}, weights), 0.5);
  EXPECT_EQ(weights, (Numbers{0, 0.5, 0, 0.5}));
  EXPECT_EQ(drop_impossible(Numbers{impossible, impossible}, weights), 0);
}

// Points 1/8, 3/8, 5/8, 7/8 against sums 0.5, 0.5, 0.75, 1.
TEST(particle_weights, systematic_resampling_by_hand) {
  EXPECT_EQ(resample_systematically(Numbers{0.5, 0, 0.25, 0.25}, 0.5), (Places{0, 0, 2, 3}));
  EXPECT_EQ(resample_systematically(Numbers{0, 0, 1, 0}, 0.999), (Places{2, 2, 2, 2}));
  // Nine tenths thrice are 3 - 2^-52 or so of three: the last place is filled all the same.
  EXPECT_EQ(resample_systematically(Numbers{0.1, 0.2, 0.7 - 1e-9}, 1 - 1e-12).back(), 2U);
}

TEST(particle_weights, everyone_gets_the_places_of_his_weight_or_one_off) {
  Numbers weights;
  for (int p = 1; p <= 100; ++p) weights.push_back(p / 5050.0);
  Numbers places(100, 0);
  for (const auto p : resample_systematically(weights, 0.3)) ++places[p];
  for (std::size_t p = 0; p < 100; ++p) EXPECT_LT(std::abs(places[p] - 100 * weights[p]), 1) << p;
}

// Mean 0, variance 1; families {1, 1} and {-1, -1}: sums 2 and -2, together 8, where independent
// ones would give 4 - 8/4 = 2. So 4 * 2/8 = 1 draw; families that cancel out tell of more than 4.
TEST(particle_weights, effective_draws_of_two_families) {
  EXPECT_DOUBLE_EQ(effective_draws(Numbers{1, 1, -1, -1}, Places{0, 0, 1, 1}), 1);
  EXPECT_DOUBLE_EQ(effective_draws(Numbers{1, -1, 1, -1}, Places{0, 0, 1, 1}), 4);
  EXPECT_DOUBLE_EQ(effective_draws(Numbers{1, 1, -1, -1}, Places{3, 3, 3, 3}), 1);
  // All of their own family: sum 4, expected 4 - 4/4 = 3; the fourth is lost to the mean.
  EXPECT_DOUBLE_EQ(effective_draws(Numbers{1, 1, -1, -1}, Places{0, 1, 2, 3}), 3);
}

}  // namespace
}  // namespace prospect::calibrate
