#include "calibrate/fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "calibrate/histories.hpp"

namespace prospect::calibrate {
namespace {

using Role = model::Parameter::Role;

model::Family slow_structural() {
  auto family = family_with(0.8, 1, 2);
  family.name = "slow_structural";
  family.sigma = 0.03;
  family.df = {4};
  return family;
}

double logit_of_percent(double value) { return std::log(value / (100 - value)); }

std::vector<model::Observation> forest_cover() {
  std::vector<double> levels;
  for (const double value : {42.3, 42.41, 42.72, 43.51, 44.52, 45.5}) {
    levels.push_back(logit_of_percent(value));
  }
  return yearly(2015, levels);
}

// Movement 2, drift 1 +- sqrt(1/2) sigma; squares 2 + 2 * 1 over three degrees of freedom.
TEST(fit, of_one_movement_by_hand) {
  auto family = family_with(1, 0, 1);
  family.sigma = 1;
  family.df = {2};
  const auto estimate = fit(ProgramOf(family).state(yearly(2019, {5, 7})).get());
  const Law& sigma = estimate.laws[0];
  EXPECT_EQ(sigma.kind, Law::Kind::marginal);
  EXPECT_EQ(sigma.distribution, lanes::Distribution::inverse_chi(3, std::sqrt(4.0 / 3)));
  const Law& drift = estimate.laws[1];
  EXPECT_EQ(drift.kind, Law::Kind::conditional);
  EXPECT_EQ(drift.given, model::ParameterId(0));
  EXPECT_EQ(drift.mean, 1);
  EXPECT_DOUBLE_EQ(drift.scale, std::sqrt(0.5));
  const Learned& row = estimate.learned[1];
  EXPECT_EQ(row.posterior_mean, 1);
  EXPECT_DOUBLE_EQ(row.posterior_sd, std::sqrt(4.0 / 3 / 2 * 3));
  EXPECT_EQ(row.median, 1);
  // Published: 95 % quantile of t(3) is 2.353.
  EXPECT_NEAR(row.q95, 1 + 2.353 * std::sqrt(4.0 / 6), 1e-3);
  EXPECT_NEAR(row.q05, 1 - 2.353 * std::sqrt(4.0 / 6), 1e-3);
  EXPECT_EQ(row.observations, 2);
  EXPECT_TRUE(std::isnan(row.prior_sd));  // a t of two degrees has none
  EXPECT_EQ(row.prior_mean, 0);
  EXPECT_FALSE(row.not_learned);
}

TEST(fit, keeps_the_order_of_parameters_and_the_priors_given) {
  const auto normal = lanes::Distribution::normal(3, 2);
  const auto fixed = lanes::Distribution::fixed(7);
  const auto estimate = fit(ProgramOf(slow_structural())
                                .given(normal)
                                .state(forest_cover())
                                .given(fixed, Role::lever)
                                .get());
  ASSERT_EQ(estimate.laws.size(), 4u);
  ASSERT_EQ(estimate.learned.size(), 4u);
  EXPECT_EQ(estimate.laws[0].kind, Law::Kind::marginal);
  EXPECT_EQ(estimate.laws[0].distribution, normal);
  EXPECT_EQ(estimate.laws[1].distribution.kind, lanes::Distribution::Kind::inverse_chi);
  EXPECT_EQ(estimate.laws[2].given, model::ParameterId(1));
  EXPECT_EQ(estimate.laws[3].distribution, fixed);
  const Learned& row = estimate.learned[0];
  EXPECT_EQ(row.prior_mean, 3);
  EXPECT_EQ(row.posterior_sd, 2);
  EXPECT_NEAR(row.q95, 3 + 2 * 1.6448536, 1e-6);
  EXPECT_EQ(row.observations, 0);
  EXPECT_TRUE(row.not_learned);
  EXPECT_EQ(estimate.learned[3].median, 7);
  EXPECT_FALSE(estimate.learned[3].not_learned);  // there is nothing to learn
}

// Derived: the five movements are 0.1300 in all, 0.0260 a year, and rise; the drift of 2020 must
// lie above that mean and below the last movement. The numbers with six digits are pinned.
TEST(fit, of_forest_cover) {
  const auto estimate = fit(ProgramOf(slow_structural()).state(forest_cover()).get());
  const Learned& drift = estimate.learned[1];
  EXPECT_GT(drift.posterior_mean, 0.0260);
  EXPECT_LT(drift.posterior_mean, logit_of_percent(45.5) - logit_of_percent(44.52));
  EXPECT_FALSE(drift.not_learned);
  EXPECT_EQ(drift.observations, 6);
  ASSERT_EQ(estimate.families.size(), 1u);
  EXPECT_EQ(estimate.families[0].family, "slow_structural");
  EXPECT_EQ(estimate.families[0].members, 1);
  EXPECT_FALSE(estimate.families[0].from_data);
  const auto states = fit_states(ProgramOf(slow_structural()).state(forest_cover()).get());
  EXPECT_EQ(states[0].posterior.df, 9);
  EXPECT_EQ(states[0].trend.innovations.size(), 5u);
  EXPECT_NEAR(states[0].posterior.scale, 0.021703, 1e-6);
  EXPECT_NEAR(estimate.laws[1].mean, 0.033354, 1e-6);
  EXPECT_NEAR(estimate.laws[1].scale, 0.760318, 1e-6);
}

TEST(fit, gives_states_without_movements_their_prior) {
  auto family = slow_structural();
  family.drift_mean = 0.01;
  const auto estimate =
      fit(ProgramOf(family).state({}).state(yearly(2020, {0.4})).state(yearly(2017, {0.4})).get());
  for (std::size_t k = 0; k < 6; ++k) {
    const Learned& row = estimate.learned[k];
    EXPECT_EQ(row.observations, 0);
    EXPECT_TRUE(row.not_learned);
    EXPECT_EQ(row.prior_mean, row.posterior_mean);
    EXPECT_EQ(row.prior_sd, row.posterior_sd);
  }
  for (const std::size_t state : {0u, 2u}) {
    EXPECT_EQ(estimate.laws[state].distribution, lanes::Distribution::inverse_chi(4, 0.03));
    EXPECT_EQ(estimate.laws[state + 1].mean, 0.01);
    EXPECT_EQ(estimate.laws[state + 1].scale, 2);
    // drift_sd s sqrt(df / (df - 2)) = 2 * 0.03 * sqrt(2).
    EXPECT_DOUBLE_EQ(estimate.learned[state + 1].prior_sd, 0.06 * std::sqrt(2.0));
  }
  EXPECT_DOUBLE_EQ(estimate.laws[5].mean, 0.01 * 0.8 * 0.8 * 0.8);
}

TEST(fit, pools_a_family_apart_from_others) {
  auto other = slow_structural();
  other.name = "other";
  other.sigma = 5;
  const auto estimate = fit(ProgramOf(slow_structural())
                                .state(forest_cover())
                                .state(yearly(2015, {0, 0.02, 0.09, 0.07, 0.1, 0.2}))
                                .state(yearly(2016, {0, -0.03, 0.02, -0.05, 0.1}))
                                .family(other)
                                .state(forest_cover())
                                .get());
  ASSERT_EQ(estimate.families.size(), 2u);
  EXPECT_EQ(estimate.families[0].members, 3);
  EXPECT_TRUE(estimate.families[0].from_data);
  EXPECT_GT(estimate.families[0].sigma, 0.01);
  EXPECT_LT(estimate.families[0].sigma, 0.1);
  EXPECT_FALSE(estimate.families[1].from_data);
  EXPECT_EQ(estimate.families[1].sigma, 5);
  // The same history is read beside a volatility a hundred times larger.
  EXPECT_GT(estimate.learned[6].median, 30 * estimate.learned[0].median);
  EXPECT_EQ(estimate.learned[7].posterior_mean, estimate.learned[1].posterior_mean);
}

TEST(fit, of_a_constant_history_keeps_some_volatility) {
  const std::vector<double> flat(6, 1.25);
  const auto alone = fit(ProgramOf(slow_structural()).state(yearly(2015, flat)).get());
  // 4 * 0.03^2 over 4 + 5 degrees of freedom.
  EXPECT_DOUBLE_EQ(alone.laws[0].distribution.b, 0.03 * std::sqrt(4.0 / 9));
  EXPECT_EQ(alone.laws[1].mean, 0);
  EXPECT_GT(alone.learned[1].q95, 0);
  const auto all_flat = fit(ProgramOf(slow_structural())
                                .state(yearly(2015, flat))
                                .state(yearly(2015, flat))
                                .state(yearly(2015, flat))
                                .get());
  EXPECT_GT(all_flat.laws[0].distribution.b, 0);
  EXPECT_EQ(all_flat.laws[0].distribution.validate(), "");
  const auto among = fit(ProgramOf(slow_structural())
                             .state(forest_cover())
                             .state(forest_cover())
                             .state(forest_cover())
                             .state(yearly(2015, flat))
                             .get());
  EXPECT_GT(among.laws[6].distribution.b, 0.001);
  EXPECT_LT(among.laws[6].distribution.b, among.laws[0].distribution.b);
}

// y to 10 - 4 y, with the file's sigma four times as large: drifts turn, volatilities grow.
TEST(fit, shifts_and_scales_with_the_series) {
  const std::vector<std::vector<double>> series = {{0, 0.5, 0.25, 1, 2, 1.5},
                                                   {1, 1.25, 1.75, 1.5, 2.5, 3},
                                                   {3, 2.5, 2.75, 2, 1.5, 1.75}};
  auto family = slow_structural();
  auto other = family;
  other.sigma *= 4;
  ProgramOf plain(family), moved(other);
  for (const auto& levels : series) {
    std::vector<double> image;
    for (const double level : levels) image.push_back(10 - 4 * level);
    plain.state(yearly(2015, levels));
    moved.state(yearly(2015, image));
  }
  const auto one = fit(plain.get()), two = fit(moved.get());
  EXPECT_EQ(one.families[0].df, two.families[0].df);
  for (std::size_t k = 0; k < 6; k += 2) {
    EXPECT_NEAR(two.laws[k].distribution.b, 4 * one.laws[k].distribution.b, 1e-12);
    EXPECT_NEAR(two.laws[k + 1].mean, -4 * one.laws[k + 1].mean, 1e-12);
    EXPECT_NEAR(two.laws[k + 1].scale, one.laws[k + 1].scale, 1e-12);
    EXPECT_NEAR(two.learned[k + 1].q05, -4 * one.learned[k + 1].q95, 1e-11);
  }
}

TEST(fit, does_not_depend_on_the_order_of_states) {
  const auto first = yearly(2015, {0, 0.5, 0.25, 1, 2, 1.5});
  const auto forwards = fit(ProgramOf(slow_structural())
                                .state(first)
                                .state(forest_cover())
                                .state(yearly(2017, {1, 3, 2, 2}))
                                .get());
  const auto backwards = fit(ProgramOf(slow_structural())
                                 .state(yearly(2017, {1, 3, 2, 2}))
                                 .state(forest_cover())
                                 .state(first)
                                 .get());
  EXPECT_NEAR(forwards.learned[0].median, backwards.learned[4].median, 1e-14);
  EXPECT_NEAR(forwards.learned[5].q95, backwards.learned[1].q95, 1e-14);
}

}  // namespace
}  // namespace prospect::calibrate
