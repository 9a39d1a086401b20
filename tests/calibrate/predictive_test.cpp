#include "calibrate/predictive.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "calibrate/dense_trend.hpp"
#include "calibrate/histories.hpp"

namespace prospect::calibrate {
namespace {

StateFit state_of(const model::Family& family, const std::vector<model::Observation>& figures,
                  const Volatility& pool) {
  StateFit fit{filter_trend(family, figures, 2020), pool, {}};
  fit.posterior = volatility_posterior(pool, fit.trend);
  return fit;
}

// No drift at all: a random walk, whose variance grows by sigma^2 a year. Squares 1 + 1 and the
// pool's 2 * 1 over 4 degrees of freedom: s = 1.
TEST(predictive, of_a_random_walk_spreads_with_the_root_of_time) {
  const auto family = family_with(0, 0, 0);
  const auto fit = state_of(family, yearly(2018, {0, 1, 2}), {2, 1});
  const auto levels = predict_levels(family, fit, 4);
  ASSERT_EQ(levels.size(), 4u);
  for (int h = 1; h <= 4; ++h) {
    const auto& level = levels[static_cast<std::size_t>(h - 1)];
    EXPECT_EQ(level.df, 4);
    EXPECT_EQ(level.location, 2);
    EXPECT_DOUBLE_EQ(level.scale, std::sqrt(h));
  }
}

// One movement of 2, half of it drift (variance 1/2): next level 4 + 1, variance 1/2 + 1; the year
// after 4 + 2, variance 4/2 + 2.
TEST(predictive, of_a_constant_drift_adds_its_doubt) {
  const auto family = family_with(1, 0, 1);
  const auto levels = predict_levels(family, state_of(family, yearly(2019, {2, 4}), {2, 1}), 2);
  const double s = std::sqrt(4.0 / 3);
  EXPECT_DOUBLE_EQ(levels[0].location, 5);
  EXPECT_DOUBLE_EQ(levels[0].scale, s * std::sqrt(1.5));
  EXPECT_DOUBLE_EQ(levels[1].location, 6);
  EXPECT_DOUBLE_EQ(levels[1].scale, s * 2);
}

// Five movements with mean `centre` and sample sd `s`.
std::vector<model::Observation> growth_years(double centre, double s) {
  // -2, -1, 0, 1, 2 have squares 10, that is a sample variance of 10 / 4.
  std::vector<double> levels = {0};
  for (const double step : {0, 2, -1, 1, -2}) {
    levels.push_back(levels.back() + centre + step * s / std::sqrt(2.5));
  }
  return yearly(2015, levels);
}

// The classical t(n - 1) is the limit of a drift that stays (damping 1, no
// change), of which nothing is known (drift_sd to infinity), and of the improper prior 1/sigma on
// the volatility: df -1 and scale 0 in the pool, since the vague drift's own density carries a
// 1/sigma that counts as one degree of freedom. A pool of df 0 would give t(5) instead.
TEST(predictive, in_the_vague_limit_is_the_closed_form_of_mean_growth) {
  struct Case {
    double centre, s, published;
  };
  const Case cases[] = {{5.46, 2.0, 0.09}, {5.46, 2.5, 0.13}, {5.46, 3.0, 0.17},
                        {6.2, 2.0, 0.18},  {6.2, 2.5, 0.23},  {6.2, 3.0, 0.27}};
  const auto family = family_with(1, 0, 1e6);
  for (const auto& [centre, s, published] : cases) {
    const auto fit = state_of(family, growth_years(centre, s), {-1, 0});
    EXPECT_EQ(fit.posterior.df, 4);
    EXPECT_NEAR(fit.posterior.scale, s, 1e-9);
    const StudentT sum = predict_levels(family, fit, 5).back();
    const StudentT mean{sum.df, (sum.location - fit.trend.posterior.level) / 5, sum.scale / 5};
    EXPECT_NEAR(mean.location, centre, 1e-9);
    EXPECT_NEAR(mean.scale, s * std::sqrt(1.0 / 5 + 1.0 / 5), 1e-9);
    EXPECT_NEAR(1 - mean.cdf(7.5), published, 0.005) << centre << ' ' << s;
  }
}

TEST(predictive, agrees_with_dense_matrices) {
  const std::vector<std::vector<model::Observation>> histories = {
      yearly(2015, {0.3, 0.9, 0.4, 1.7, 2.5, 2.1}),
      {{2012, 0, 0.3, false}, {2015, 0, 0.9, false}, {2018, 0, 1.7, false}},
      yearly(2020, {0.4}),
  };
  for (const double damping : {0.0, 0.8, 1.0}) {
    for (const double change : {0.0, 1.5}) {
      auto family = family_with(damping, change, 2);
      family.drift_mean = 0.1;
      for (const auto& history : histories) {
        const auto fit = state_of(family, history, {4, 0.1});
        const auto levels = predict_levels(family, fit, 10);
        for (int h = 1; h <= 10; ++h) {
          const auto slow = dense_trend(family, history, 2020 + h);
          const auto& level = levels[static_cast<std::size_t>(h - 1)];
          EXPECT_NEAR(level.location, slow.mean(0), 1e-10);
          EXPECT_NEAR(level.scale, fit.posterior.scale * std::sqrt(slow.covariance(0, 0)), 1e-10);
        }
      }
    }
  }
}

TEST(predictive, without_figures_has_no_level) {
  const auto family = family_with(0.8, 1, 2);
  const auto levels = predict_levels(family, state_of(family, {}, {4, 0.1}), 1);
  EXPECT_TRUE(std::isnan(levels[0].location));
  EXPECT_TRUE(predict_levels(family, state_of(family, {}, {4, 0.1}), 0).empty());
}

}  // namespace
}  // namespace prospect::calibrate
