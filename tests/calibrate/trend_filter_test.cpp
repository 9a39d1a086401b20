#include "calibrate/trend_filter.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "calibrate/dense_trend.hpp"
#include "calibrate/histories.hpp"

namespace prospect::calibrate {
namespace {

// A movement of 2 where 0 +- 1 of drift and 1 of noise were expected: half of it is drift.
TEST(trend_filter, splits_one_movement_between_drift_and_noise) {
  const auto trend = filter_trend(rule_with(1, 0, 1), yearly(2019, {5, 7}), 2020);
  EXPECT_EQ(trend.innovations, 1);
  EXPECT_EQ(trend.sum_of_squares, 2);  // 2^2 over a variance of 2
  EXPECT_EQ(trend.log_variances, std::log(2.0));
  EXPECT_EQ(trend.state.drift, 1);
  EXPECT_EQ(trend.state.drift_variance, 0.5);
  EXPECT_EQ(trend.state.level, 7);
  EXPECT_EQ(trend.state.level_variance, 0);
  EXPECT_EQ(trend.state.covariance, 0);
}

// Drift 0.5 b + eta: variance 0.25 * 4 + 1 = 2, of the movement 3; of 3 seen two thirds are drift.
TEST(trend_filter, damps_and_changes_the_drift) {
  const auto trend = filter_trend(rule_with(0.5, 1, 2), yearly(2019, {0, 3}), 2020);
  EXPECT_DOUBLE_EQ(trend.sum_of_squares, 3);
  EXPECT_DOUBLE_EQ(trend.log_variances, std::log(3.0));
  EXPECT_DOUBLE_EQ(trend.state.drift, 2);
  EXPECT_DOUBLE_EQ(trend.state.drift_variance, 2 - 4.0 / 3);
}

// 4 in two years: variance 2^2 * 1 + 2 = 6, covariance with the drift 2.
TEST(trend_filter, bridges_a_gap_year) {
  const std::vector<model::Observation> figures = {{2018, 0, 0, false}, {2020, 4, 4, false}};
  const auto trend = filter_trend(rule_with(1, 0, 1), figures, 2020);
  EXPECT_EQ(trend.innovations, 1);
  EXPECT_DOUBLE_EQ(trend.sum_of_squares, 16 / 6.0);
  EXPECT_DOUBLE_EQ(trend.state.drift, 4 * 2 / 6.0);
  EXPECT_DOUBLE_EQ(trend.state.drift_variance, 1 - 4 / 6.0);
}

// Without drift an estimate of error 1 after a step of variance 1 is half believed; the covariance stays 0.
TEST(trend_filter, believes_an_estimate_by_half) {
  Rule rule = rule_with(0, 0, 0);
  rule.estimate_error = 1;
  const auto trend = filter_trend(rule, with_last_estimates(yearly(2019, {0, 3}), 1), 2020);
  EXPECT_EQ(trend.sum_of_squares, 4.5);
  EXPECT_EQ(trend.state.level, 1.5);
  EXPECT_EQ(trend.state.level_variance, 0.5);
  // As the first figure it leaves its error to the next: 1 + 1 + 1 with an error of 1 each.
  const auto both = filter_trend(rule, with_last_estimates(yearly(2019, {0, 3}), 2), 2020);
  EXPECT_EQ(both.sum_of_squares, 3);
  EXPECT_DOUBLE_EQ(both.state.level, 2);
  EXPECT_DOUBLE_EQ(both.state.level_variance, 2 / 3.0);
}

// A jump of sd 2 beside a noise of sd 1: the movement's variance is 5 instead of 1, the year after not.
TEST(trend_filter, expects_more_in_a_year_of_a_break) {
  Rule rule = rule_with(0, 0, 0);
  rule.break_size = 2;
  const std::vector<int> breaks = {2019};
  const auto trend = filter_trend(rule, yearly(2018, {0, 10, 11}), 2020, breaks);
  EXPECT_DOUBLE_EQ(trend.sum_of_squares, 100 / 5.0 + 1);
  EXPECT_DOUBLE_EQ(trend.log_variances, std::log(5.0));
  // After the last figure it widens the level.
  EXPECT_EQ(filter_trend(rule, yearly(2018, {0}), 2020, breaks).state.level_variance, 6);
}

// A constant drift of which nothing is known: its mean is the mean movement, its variance 1/n, and
// the squares are those about the mean (the classical results for a sample of n).
TEST(trend_filter, with_a_vague_drift_gives_sample_mean_and_variance) {
  const auto two = filter_trend(rule_with(1, 0, 1e6), yearly(2019, {10, 12}), 2020);
  EXPECT_NEAR(two.state.drift, 2, 1e-9);
  EXPECT_NEAR(two.state.drift_variance, 1, 1e-9);
  EXPECT_NEAR(two.sum_of_squares, 0, 1e-9);
  // Movements 1, 2, 3, 4, 5: mean 3, squares about it 10.
  const auto six = filter_trend(rule_with(1, 0, 1e6), yearly(2015, {0, 1, 3, 6, 10, 15}), 2020);
  EXPECT_NEAR(six.state.drift, 3, 1e-9);
  EXPECT_NEAR(six.state.drift_variance, 0.2, 1e-9);
  EXPECT_NEAR(six.sum_of_squares, 10, 1e-9);
}

TEST(trend_filter, carries_the_drift_to_the_base_year) {
  const auto rule = rule_with(0.5, 0, 2);
  const auto trend = filter_trend(rule, yearly(2017, {0, 1}), 2020);
  const auto seen = filter_trend(rule, yearly(2017, {0, 1}), 2018);
  EXPECT_DOUBLE_EQ(trend.state.drift, seen.state.drift / 4);
  EXPECT_DOUBLE_EQ(trend.state.drift_variance, seen.state.drift_variance / 16);
  EXPECT_DOUBLE_EQ(trend.state.level, 1 + seen.state.drift * (0.5 + 0.25));
  EXPECT_GT(trend.state.level_variance, 2);
}

TEST(trend_filter, without_movements_keeps_the_prior) {
  Rule rule = rule_with(0.8, 1, 2);
  rule.drift_mean = 0.3;
  const auto none = filter_trend(rule, {}, 2020);
  EXPECT_EQ(none.innovations, 0);
  EXPECT_TRUE(std::isnan(none.state.level));
  EXPECT_EQ(none.state.drift, 0.3);
  EXPECT_EQ(none.state.drift_variance, 4);
  const auto one = filter_trend(rule, yearly(2020, {7}), 2020);
  EXPECT_EQ(one.state.drift_variance, 4);
  EXPECT_EQ(one.state.level, 7);
  EXPECT_EQ(one.sum_of_squares, 0);
  EXPECT_EQ(one.log_variances, 0);
  const auto early = filter_trend(rule, yearly(2019, {7}), 2020);
  EXPECT_DOUBLE_EQ(early.state.drift, 0.24);
  EXPECT_DOUBLE_EQ(early.state.drift_variance, 0.64 * 4 + 1);
}

TEST(trend_filter, takes_a_drift_that_cannot_be) {
  const auto trend = filter_trend(rule_with(0, 0, 0), yearly(2018, {0, 3, 2}), 2020);
  EXPECT_EQ(trend.state.drift, 0);
  EXPECT_EQ(trend.state.drift_variance, 0);
  EXPECT_EQ(trend.sum_of_squares, 9 + 1);
}

/// Histories without and with gaps, a late base year, estimates at the end, in the middle and first.
std::vector<std::vector<model::Observation>> many_histories() {
  return {
      yearly(2015, {0.3, 0.9, 0.4, 1.7, 2.5, 2.1}),
      with_last_estimates(yearly(2015, {0.3, 0.9, 0.4, 1.7, 2.5, 2.1}), 2),
      {{2015, 0, 0.3, true}, {2016, 0, 0.9, false}, {2018, 0, 1.7, true}, {2020, 0, 1, false}},
      {{2010, 0, -1, false}, {2013, 0, 2, true}, {2014, 0, 2.5, false}, {2017, 0, 4, true}},
      with_last_estimates(yearly(2014, {2, 2, 2}), 3),
      {{2018, 0, 0.5, true}},
  };
}

void expect_like_dense(const Rule& rule, const std::vector<model::Observation>& figures,
                       const std::vector<int>& breaks) {
  const auto fast = filter_trend(rule, figures, 2020, breaks);
  const auto slow = dense_trend(rule, figures, 2020, breaks);
  const double tolerance = 1e-11;
  EXPECT_NEAR(fast.state.level, slow.mean(0), tolerance);
  EXPECT_NEAR(fast.state.drift, slow.mean(1), tolerance);
  EXPECT_NEAR(fast.state.level_variance, slow.covariance(0, 0), tolerance);
  EXPECT_NEAR(fast.state.covariance, slow.covariance(0, 1), tolerance);
  EXPECT_NEAR(fast.state.drift_variance, slow.covariance(1, 1), tolerance);
  EXPECT_NEAR(fast.sum_of_squares, slow.quadratic, tolerance);
  EXPECT_NEAR(fast.log_variances, slow.log_determinant, tolerance);
  EXPECT_EQ(fast.innovations, static_cast<int>(figures.size()) - 1);
}

TEST(trend_filter, agrees_with_dense_matrices) {
  int compared = 0;
  for (const double damping : {0.0, 0.8, 1.0}) {
    for (const double change : {0.0, 0.3, 1.5}) {
      for (const double spread : {0.0, 0.5, 2.0}) {
        for (const double error : {0.0, 0.5, 3.0}) {
          for (const auto& breaks : std::vector<std::vector<int>>{{}, {2017}, {2019, 2020}}) {
            const Rule rule = {damping, change, spread, error, 0.1, 5};
            for (const auto& history : many_histories()) {
              expect_like_dense(rule, history, breaks);
              ++compared;
            }
          }
        }
      }
    }
  }
  EXPECT_EQ(compared, 81 * 3 * 6);
}

// Whether a break that is told before the first figure, or twice in the years of a gap, changes what it may.
TEST(trend_filter, knows_in_which_years_a_break_matters) {
  const Rule rule = {0.8, 1, 2, 0.5, 0, 5};
  const std::vector<model::Observation> figures = {{2016, 0, 0, false}, {2019, 0, 3, false}};
  const auto log_variances = [&](std::vector<int> breaks) {
    return filter_trend(rule, figures, 2020, breaks).log_variances;
  };
  EXPECT_EQ(log_variances({2015}), log_variances({}));
  EXPECT_EQ(log_variances({2016}), log_variances({}));
  EXPECT_EQ(log_variances({2020}), log_variances({}));
  EXPECT_GT(log_variances({2017}), log_variances({}));
  EXPECT_DOUBLE_EQ(log_variances({2017}), log_variances({2018}));
}

TEST(trend_filter, shifting_changes_nothing_and_scaling_scales) {
  Rule rule = {0.8, 1, 2, 0.5, 0.25, 5};
  Rule scaled_rule = rule;
  scaled_rule.drift_mean *= -4;
  const std::vector<double> levels = {0.5, 0.75, 0.25, 1.5, 2.5, 2.125};
  std::vector<double> moved, scaled;
  for (const double level : levels) {
    moved.push_back(level + (1 << 26));
    scaled.push_back(level * -4);
  }
  const auto of = [](const Rule& r, const std::vector<double>& x) {
    return filter_trend(r, with_last_estimates(yearly(2015, x), 2), 2020);
  };
  const auto plain = of(rule, levels), shifted = of(rule, moved), larger = of(scaled_rule, scaled);
  EXPECT_NEAR(shifted.state.drift, plain.state.drift, 1e-6);
  EXPECT_NEAR(shifted.sum_of_squares, plain.sum_of_squares, 1e-6);
  EXPECT_EQ(shifted.state.drift_variance, plain.state.drift_variance);
  EXPECT_EQ(larger.state.drift, -4 * plain.state.drift);
  EXPECT_EQ(larger.state.level, -4 * plain.state.level);
  EXPECT_EQ(larger.sum_of_squares, 16 * plain.sum_of_squares);
  EXPECT_EQ(larger.log_variances, plain.log_variances);
  EXPECT_EQ(larger.state.drift_variance, plain.state.drift_variance);
}

}  // namespace
}  // namespace prospect::calibrate
