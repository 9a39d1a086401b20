#include "calibrate/trend_filter.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "calibrate/dense_trend.hpp"
#include "calibrate/histories.hpp"

namespace prospect::calibrate {
namespace {

// A movement of 2 where 0 +- 1 of drift and 1 of noise were expected: half of it is drift.
TEST(trend_filter, splits_one_movement_between_drift_and_noise) {
  const auto trend = filter_trend(family_with(1, 0, 1), yearly(2019, {5, 7}), 2020);
  ASSERT_EQ(trend.innovations.size(), 1u);
  EXPECT_EQ(trend.innovations[0].year, 2020);
  EXPECT_EQ(trend.innovations[0].error, 2);
  EXPECT_EQ(trend.innovations[0].variance, 2);
  EXPECT_EQ(trend.sum_of_squares, 2);
  EXPECT_EQ(trend.posterior.drift, 1);
  EXPECT_EQ(trend.posterior.drift_variance, 0.5);
  EXPECT_EQ(trend.posterior.level, 7);
  EXPECT_EQ(trend.posterior.level_variance, 0);
}

// Drift 0.5 b + eta: variance 0.25 * 4 + 1 = 2, of the movement 3; of 3 seen two thirds are drift.
TEST(trend_filter, damps_and_changes_the_drift) {
  const auto trend = filter_trend(family_with(0.5, 1, 2), yearly(2019, {0, 3}), 2020);
  EXPECT_DOUBLE_EQ(trend.innovations[0].variance, 3);
  EXPECT_DOUBLE_EQ(trend.posterior.drift, 2);
  EXPECT_DOUBLE_EQ(trend.posterior.drift_variance, 2 - 4.0 / 3);
  EXPECT_DOUBLE_EQ(trend.prior.drift_variance, 2);
}

// 4 in two years: variance 2^2 * 1 + 2 = 6, covariance with the drift 2.
TEST(trend_filter, bridges_a_gap_year) {
  const std::vector<model::Observation> figures = {{2018, 0, 0, false}, {2020, 4, 4, false}};
  const auto trend = filter_trend(family_with(1, 0, 1), figures, 2020);
  ASSERT_EQ(trend.innovations.size(), 1u);
  EXPECT_EQ(trend.innovations[0].variance, 6);
  EXPECT_DOUBLE_EQ(trend.posterior.drift, 4 * 2 / 6.0);
  EXPECT_DOUBLE_EQ(trend.posterior.drift_variance, 1 - 4 / 6.0);
}

// A constant drift of which nothing is known: its mean is the mean movement, its variance 1/n, and
// the squares are those about the mean (the classical results for a sample of n).
TEST(trend_filter, with_a_vague_drift_gives_sample_mean_and_variance) {
  const auto two = filter_trend(family_with(1, 0, 1e6), yearly(2019, {10, 12}), 2020);
  EXPECT_NEAR(two.posterior.drift, 2, 1e-9);
  EXPECT_NEAR(two.posterior.drift_variance, 1, 1e-9);
  EXPECT_NEAR(two.sum_of_squares, 0, 1e-9);
  // Movements 1, 2, 3, 4, 5: mean 3, squares about it 10.
  const auto six = filter_trend(family_with(1, 0, 1e6), yearly(2015, {0, 1, 3, 6, 10, 15}), 2020);
  EXPECT_NEAR(six.posterior.drift, 3, 1e-9);
  EXPECT_NEAR(six.posterior.drift_variance, 0.2, 1e-9);
  EXPECT_NEAR(six.sum_of_squares, 10, 1e-9);
}

TEST(trend_filter, carries_the_drift_to_the_base_year) {
  const auto family = family_with(0.5, 0, 2);
  const auto trend = filter_trend(family, yearly(2017, {0, 1}), 2020);
  const auto seen = filter_trend(family, yearly(2017, {0, 1}), 2018);
  EXPECT_DOUBLE_EQ(trend.posterior.drift, seen.posterior.drift / 4);
  EXPECT_DOUBLE_EQ(trend.posterior.drift_variance, seen.posterior.drift_variance / 16);
  EXPECT_DOUBLE_EQ(trend.posterior.level, 1 + seen.posterior.drift * (0.5 + 0.25));
  EXPECT_GT(trend.posterior.level_variance, 2);
}

TEST(trend_filter, without_movements_keeps_the_prior) {
  auto family = family_with(0.8, 1, 2);
  family.drift_mean = 0.3;
  const auto none = filter_trend(family, {}, 2020);
  EXPECT_TRUE(none.innovations.empty());
  EXPECT_TRUE(std::isnan(none.posterior.level));
  EXPECT_EQ(none.posterior.drift, 0.3);
  EXPECT_EQ(none.posterior.drift_variance, 4);
  const auto one = filter_trend(family, yearly(2020, {7}), 2020);
  EXPECT_EQ(one.posterior.drift_variance, 4);
  EXPECT_EQ(one.posterior.level, 7);
  const auto early = filter_trend(family, yearly(2019, {7}), 2020);
  EXPECT_DOUBLE_EQ(early.posterior.drift, 0.24);
  EXPECT_DOUBLE_EQ(early.posterior.drift_variance, 0.64 * 4 + 1);
  EXPECT_EQ(early.posterior.drift_variance, early.prior.drift_variance);
}

TEST(trend_filter, takes_a_drift_that_cannot_be) {
  const auto trend = filter_trend(family_with(0, 0, 0), yearly(2018, {0, 3, 2}), 2020);
  EXPECT_EQ(trend.posterior.drift, 0);
  EXPECT_EQ(trend.posterior.drift_variance, 0);
  EXPECT_EQ(trend.sum_of_squares, 9 + 1);
}

void expect_like_dense(const model::Family& family, const std::vector<model::Observation>& figures,
                       int base_year) {
  const auto fast = filter_trend(family, figures, base_year);
  const auto slow = dense_trend(family, figures, base_year);
  const double tolerance = 1e-11;
  EXPECT_NEAR(fast.posterior.level, slow.mean(0), tolerance);
  EXPECT_NEAR(fast.posterior.drift, slow.mean(1), tolerance);
  EXPECT_NEAR(fast.posterior.level_variance, slow.covariance(0, 0), tolerance);
  EXPECT_NEAR(fast.posterior.covariance, slow.covariance(0, 1), tolerance);
  EXPECT_NEAR(fast.posterior.drift_variance, slow.covariance(1, 1), tolerance);
  EXPECT_NEAR(fast.sum_of_squares, slow.quadratic, tolerance);
  const auto blind = dense_trend(family, {figures.front()}, base_year);
  EXPECT_NEAR(fast.prior.drift, blind.mean(1), tolerance);
  EXPECT_NEAR(fast.prior.drift_variance, blind.covariance(1, 1), tolerance);
}

TEST(trend_filter, agrees_with_dense_matrices) {
  const std::vector<std::vector<model::Observation>> histories = {
      yearly(2015, {0.3, 0.9, 0.4, 1.7, 2.5, 2.1}),
      {{2015, 0, 0.3, false}, {2016, 0, 0.9, false}, {2018, 0, 1.7, false}, {2020, 0, 1, false}},
      {{2010, 0, -1, false}, {2013, 0, 2, false}, {2014, 0, 2.5, false}, {2017, 0, 4, false}},
      yearly(2014, {2, 2, 2}),
  };
  for (const double damping : {0.0, 0.8, 1.0}) {
    for (const double change : {0.0, 0.3, 1.5}) {
      for (const double spread : {0.0, 0.5, 2.0}) {
        auto family = family_with(damping, change, spread);
        family.drift_mean = 0.1;
        for (const auto& history : histories) expect_like_dense(family, history, 2020);
      }
    }
  }
}

TEST(trend_filter, shifting_changes_nothing_and_scaling_scales) {
  auto family = family_with(0.8, 1, 2);
  family.drift_mean = 0.25;
  auto scaled_family = family;
  scaled_family.drift_mean *= -4;
  const std::vector<double> levels = {0.5, 0.75, 0.25, 1.5, 2.5, 2.125};
  std::vector<double> moved, scaled;
  for (const double level : levels) {
    moved.push_back(level + (1 << 26));
    scaled.push_back(level * -4);
  }
  const auto plain = filter_trend(family, yearly(2015, levels), 2020);
  const auto shifted = filter_trend(family, yearly(2015, moved), 2020);
  const auto larger = filter_trend(scaled_family, yearly(2015, scaled), 2020);
  EXPECT_NEAR(shifted.posterior.drift, plain.posterior.drift, 1e-6);
  EXPECT_NEAR(shifted.sum_of_squares, plain.sum_of_squares, 1e-6);
  EXPECT_EQ(shifted.posterior.drift_variance, plain.posterior.drift_variance);
  EXPECT_EQ(larger.posterior.drift, -4 * plain.posterior.drift);
  EXPECT_EQ(larger.sum_of_squares, 16 * plain.sum_of_squares);
  EXPECT_EQ(larger.posterior.drift_variance, plain.posterior.drift_variance);
}

}  // namespace
}  // namespace prospect::calibrate
