#include "calibrate/fit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "calibrate/family_rows.hpp"
#include "calibrate/histories.hpp"

namespace prospect::calibrate {
namespace {

using Role = model::Parameter::Role;

model::Family slow_structural() {
  auto family = family_with(0.8, 1, 2);
  family.name = "slow_structural";
  family.sigma = 0.03;
  return family;
}

/// The language's own defaults, with what is asked for.
model::Family default_family(double sigma = 0.03) {
  model::Family family;
  family.name = "default";
  family.sigma = sigma;
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

const std::vector<double> wandering = {0, 0.02, 0.09, 0.07, 0.1, 0.2};

// Movement 2, drift 1 +- sqrt(1/2) sigma; squares 2 + 2 * 1 over three degrees of freedom.
TEST(fit, of_one_movement_by_hand) {
  auto family = family_with(1, 0, 1);
  family.sigma = 1;
  family.df = {2};
  const auto estimate = fit(ProgramOf(family).state(yearly(2019, {5, 7})).get());
  ASSERT_EQ(estimate.laws.size(), 3u);
  for (const Law& law : estimate.laws) EXPECT_EQ(law.kind, Law::Kind::joint);
  const Learned& sigma = estimate.learned[0];
  // Published: the 5 %, 50 % and 95 % quantiles of chi-square(3) are 0.3518, 2.366 and 7.815; before of
  // chi-square(2) 0.1026, 1.386 and 5.991.
  EXPECT_NEAR(sigma.q05, std::sqrt(4 / 7.815), 1e-4);
  EXPECT_NEAR(sigma.median, std::sqrt(4 / 2.366), 1e-4);
  EXPECT_NEAR(sigma.q95, std::sqrt(4 / 0.3518), 1e-3);
  EXPECT_TRUE(std::isnan(sigma.prior_sd));  // sigma^2 has no mean with two degrees
  // s sqrt(df / 2) Gamma((df - 1) / 2) / Gamma(df / 2): sqrt(4/3) sqrt(3/2) / (sqrt(pi) / 2).
  EXPECT_NEAR(sigma.posterior_mean, std::sqrt(2.0) * 2 / std::sqrt(std::acos(-1.0)), 1e-9);
  EXPECT_NEAR(sigma.prior_mean, std::sqrt(std::acos(-1.0)), 1e-9);
  // The mean of sigma^2 is 4 / (3 - 2).
  EXPECT_NEAR(sigma.posterior_sd, std::sqrt(4 - 8 / std::acos(-1.0)), 1e-9);
  const Learned& level = estimate.learned[1];
  EXPECT_EQ(level.median, 7);
  EXPECT_EQ(level.posterior_sd, 0);
  EXPECT_FALSE(level.not_learned);
  const Learned& drift = estimate.learned[2];
  EXPECT_EQ(drift.posterior_mean, 1);
  EXPECT_DOUBLE_EQ(drift.posterior_sd, std::sqrt(4.0 / 3 / 2 * 3));
  EXPECT_NEAR(drift.median, 1, 1e-9);
  // Published: 95 % quantile of t(3) is 2.353.
  EXPECT_NEAR(drift.q95, 1 + 2.353 * std::sqrt(4.0 / 6), 1e-3);
  EXPECT_NEAR(drift.q05, 1 - 2.353 * std::sqrt(4.0 / 6), 1e-3);
  EXPECT_EQ(drift.observations, 2);
  EXPECT_TRUE(std::isnan(drift.prior_sd));  // a t of two degrees has none
  EXPECT_EQ(drift.prior_mean, 0);
  EXPECT_FALSE(drift.not_learned);
}

TEST(fit, keeps_the_order_of_parameters_and_the_priors_given) {
  const auto normal = lanes::Distribution::normal(3, 2);
  const auto fixed = lanes::Distribution::fixed(7);
  const auto estimate = fit(ProgramOf(slow_structural())
                                .given(normal)
                                .state(forest_cover())
                                .given(fixed, Role::lever)
                                .get());
  ASSERT_EQ(estimate.laws.size(), 5u);
  ASSERT_EQ(estimate.learned.size(), 5u);
  EXPECT_EQ(estimate.laws[0].kind, Law::Kind::marginal);
  EXPECT_EQ(estimate.laws[0].distribution, normal);
  for (const std::size_t p : {1u, 2u, 3u}) EXPECT_EQ(estimate.laws[p].kind, Law::Kind::joint);
  EXPECT_EQ(estimate.laws[4].distribution, fixed);
  const Learned& row = estimate.learned[0];
  EXPECT_EQ(row.prior_mean, 3);
  EXPECT_EQ(row.posterior_sd, 2);
  EXPECT_NEAR(row.q95, 3 + 2 * 1.6448536, 1e-6);
  EXPECT_EQ(row.observations, 0);
  EXPECT_TRUE(row.not_learned);
  EXPECT_EQ(estimate.learned[4].median, 7);
  EXPECT_FALSE(estimate.learned[4].not_learned);  // there is nothing to learn
  ASSERT_EQ(estimate.joints.size(), 1u);
  ASSERT_EQ(estimate.joints[0].states.size(), 1u);
  EXPECT_EQ(estimate.joints[0].states[0].sigma, model::ParameterId(1));
  EXPECT_EQ(estimate.joints[0].states[0].level, model::ParameterId(2));
  EXPECT_EQ(estimate.joints[0].states[0].drift, model::ParameterId(3));
  EXPECT_EQ(estimate.joints[0].states[0].name, "x0");
}

// Derived: the five movements are 0.1300 in all, 0.0260 a year, and rise; the drift of 2020 must
// lie above that mean and below the last movement. The rule's own figures, with six digits, were worked
// out apart for this rule: scale 0.021703 with 9 degrees, drift 0.033354 +- 0.760318 sigma.
TEST(fit, of_forest_cover) {
  const auto estimate = fit(ProgramOf(slow_structural()).state(forest_cover()).get());
  const Learned& drift = estimate.learned[2];
  EXPECT_GT(drift.posterior_mean, 0.0260);
  EXPECT_LT(drift.posterior_mean, logit_of_percent(45.5) - logit_of_percent(44.52));
  EXPECT_NEAR(drift.posterior_mean, 0.033354, 1e-6);
  EXPECT_NEAR(drift.posterior_sd, 0.021703 * 0.760318 * std::sqrt(9.0 / 7), 1e-6);
  EXPECT_FALSE(drift.not_learned);
  EXPECT_EQ(drift.observations, 6);
  ASSERT_EQ(estimate.families.size(), 1u);
  EXPECT_EQ(estimate.families[0].family, "slow_structural");
  EXPECT_EQ(estimate.families[0].members, 1);
  EXPECT_EQ(estimate.families[0].series, 1);
  EXPECT_EQ(estimate.families[0].sigma, 0.03);
  EXPECT_EQ(estimate.families[0].damping, 0.8);
  EXPECT_EQ(estimate.families[0].drift_change, 1);
  EXPECT_EQ(estimate.families[0].estimate_error, 0);
  EXPECT_EQ(estimate.families[0].df, 4);
}

TEST(fit, gives_what_a_family_shares_a_row) {
  const auto estimate = fit(ProgramOf(default_family())
                                .state(forest_cover())
                                .series("taught", yearly(2015, wandering))
                                .get());
  // scale, damping, drift_change, estimate_error, df; then the state.
  ASSERT_EQ(estimate.learned.size(), 8u);
  const auto& shared = estimate.joints[0].shared;
  EXPECT_EQ(shared.scale, model::ParameterId(0));
  EXPECT_FALSE(shared.drift_sd.has_value());
  for (const auto& law : estimate.laws) EXPECT_EQ(law.kind, Law::Kind::joint);
  for (std::size_t p = 0; p < 5; ++p) EXPECT_EQ(estimate.learned[p].observations, 12);
  const Learned& scale = estimate.learned[0];
  EXPECT_NEAR(scale.median / 0.03, 1, 0.9);
  EXPECT_FALSE(scale.not_learned);
  // The prior of a list gives each value the same weight.
  const Learned& damping = estimate.learned[1];
  EXPECT_NEAR(damping.prior_mean, (0.5 + 0.7 + 0.85 + 1) / 4, 1e-9);
  double variance = 0;
  for (const double d : {0.5, 0.7, 0.85, 1.0}) variance += std::pow(d - 0.7625, 2) / 4;
  EXPECT_NEAR(damping.prior_sd, std::sqrt(variance), 1e-9);
  EXPECT_NEAR(estimate.learned[2].prior_mean, 3.3 / 4, 1e-9);
  EXPECT_NEAR(estimate.learned[4].prior_mean, 14.0 / 3, 1e-9);
  EXPECT_EQ(damping.posterior_mean, estimate.families[0].damping);
  // No figure is an estimate: their error is not learned at all.
  EXPECT_NEAR(estimate.learned[3].posterior_sd, 0.25, 1e-9);
  EXPECT_TRUE(estimate.learned[3].not_learned);
  EXPECT_EQ(estimate.families[0].members, 1);
  EXPECT_EQ(estimate.families[0].series, 2);
  EXPECT_EQ(estimate.joints[0].states.size(), 1u);
}

TEST(fit, learns_from_series_that_no_state_follows) {
  const auto alone = fit(ProgramOf(default_family()).state(forest_cover()).get());
  ProgramOf more(default_family());
  more.state(forest_cover());
  for (const auto* code : {"a", "b", "c"}) more.series(code, yearly(2015, {0, 1, -0.5, 0.8, 2, 1}));
  const auto taught = fit(more.get());
  EXPECT_GT(taught.learned[0].median, 2 * alone.learned[0].median);
  EXPECT_NE(taught.learned[7].posterior_mean, alone.learned[7].posterior_mean);
}

TEST(fit, gives_states_without_movements_their_prior) {
  auto family = slow_structural();
  family.drift_mean = 0.01;
  const auto estimate =
      fit(ProgramOf(family).state({}).state(yearly(2020, {0.4})).state(yearly(2017, {0.4})).get());
  for (std::size_t k = 0; k < 9; ++k) {
    const Learned& row = estimate.learned[k];
    EXPECT_EQ(row.observations, 0);
    if (k % 3 == 1) continue;  // a level has no prior
    EXPECT_TRUE(row.not_learned);
    EXPECT_EQ(row.prior_mean, row.posterior_mean);
    EXPECT_EQ(row.prior_sd, row.posterior_sd);
  }
  for (const std::size_t state : {0u, 3u}) {
    EXPECT_DOUBLE_EQ(estimate.learned[state + 2].prior_mean, 0.01);
    // drift_sd s sqrt(df / (df - 2)) = 2 * 0.03 * sqrt(2).
    EXPECT_DOUBLE_EQ(estimate.learned[state + 2].prior_sd, 0.06 * std::sqrt(2.0));
  }
  EXPECT_DOUBLE_EQ(estimate.learned[8].posterior_mean, 0.01 * 0.8 * 0.8 * 0.8);
  // Without a figure there is no level to speak of; with one, it is that figure, or what moved on from it.
  EXPECT_TRUE(std::isnan(estimate.learned[1].median));
  EXPECT_TRUE(std::isnan(estimate.learned[1].posterior_sd));
  EXPECT_EQ(estimate.learned[4].median, 0.4);
  EXPECT_EQ(estimate.learned[4].q95, 0.4);
  EXPECT_NEAR(estimate.learned[7].median, 0.4 + 0.01 * (0.8 + 0.64 + 0.512), 1e-9);
  EXPECT_GT(estimate.learned[7].q95, 0.5);
}

TEST(fit, of_an_estimate_leaves_doubt_about_the_level) {
  auto family = slow_structural();
  family.estimate_error = {0.5};
  const auto sure = fit(ProgramOf(family).state(forest_cover()).get());
  const auto unsure = fit(ProgramOf(family).state(with_last_estimates(forest_cover(), 1)).get());
  EXPECT_EQ(sure.learned[1].posterior_sd, 0);
  EXPECT_GT(unsure.learned[1].posterior_sd, 0.004);
  EXPECT_LT(unsure.learned[1].posterior_sd, 0.5 * 0.03);
  // It is pulled towards what was expected: the last movement was nearly that.
  EXPECT_NEAR(unsure.learned[1].median, sure.learned[1].median, 0.005);
  // Such an error can be told from none only by estimates.
  family.estimate_error = {0, 0.5};
  const auto learned = fit(ProgramOf(family).state(with_last_estimates(forest_cover(), 2)).get());
  EXPECT_NE(learned.learned[0].posterior_mean, 0.25);
}

TEST(fit, keeps_families_apart) {
  auto other = slow_structural();
  other.name = "other";
  other.sigma = 5;
  const auto estimate = fit(ProgramOf(slow_structural())
                                .state(forest_cover())
                                .state(yearly(2015, wandering))
                                .family(other)
                                .state(forest_cover())
                                .get());
  ASSERT_EQ(estimate.families.size(), 2u);
  EXPECT_EQ(estimate.families[0].members, 2);
  EXPECT_EQ(estimate.families[1].members, 1);
  EXPECT_EQ(estimate.families[1].sigma, 5);
  // The same history is read beside a volatility a hundred times larger.
  EXPECT_GT(estimate.learned[6].median, 30 * estimate.learned[0].median);
  EXPECT_DOUBLE_EQ(estimate.learned[8].posterior_mean, estimate.learned[2].posterior_mean);
}

TEST(fit, of_a_constant_history_keeps_some_volatility) {
  const std::vector<double> flat(6, 1.25);
  const auto alone = fit(ProgramOf(slow_structural()).state(yearly(2015, flat)).get());
  // sigma^2 = 4 * 0.03^2 over a chi-square(9), whose median is 8.343.
  EXPECT_NEAR(alone.learned[0].median, std::sqrt(4 * 0.0009 / 8.343), 1e-6);
  EXPECT_EQ(alone.learned[2].posterior_mean, 0);
  EXPECT_GT(alone.learned[2].q95, 0);
  ProgramOf all_flat(default_family());
  for (int k = 0; k < 3; ++k) all_flat.state(yearly(2015, flat));
  const auto still = fit(all_flat.get());
  for (const auto& row : still.learned) {
    for (const double x : {row.q05, row.median, row.q95}) EXPECT_TRUE(std::isfinite(x));
  }
  EXPECT_GT(still.learned[5].q05, 0);
  EXPECT_LT(still.learned[5].median, alone.learned[0].median);
}

// y to 10 - 4 y, with the file's sigma four times as large: drifts turn, volatilities grow, rules stay.
TEST(fit, shifts_and_scales_with_the_series) {
  const std::vector<std::vector<double>> series = {{0, 0.5, 0.25, 1, 2, 1.5},
                                                   {1, 1.25, 1.75, 1.5, 2.5, 3},
                                                   {3, 2.5, 2.75, 2, 1.5, 1.75}};
  ProgramOf plain(default_family(0.5)), moved(default_family(2));
  for (const auto& levels : series) {
    std::vector<double> image;
    for (const double level : levels) image.push_back(10 - 4 * level);
    plain.state(with_last_estimates(yearly(2015, levels), 1));
    moved.state(with_last_estimates(yearly(2015, image), 1));
  }
  const auto one = fit(plain.get()), two = fit(moved.get());
  EXPECT_NEAR(one.families[0].df, two.families[0].df, 1e-9);
  EXPECT_NEAR(one.families[0].damping, two.families[0].damping, 1e-9);
  EXPECT_NEAR(one.families[0].sigma * 4, two.families[0].sigma, 1e-9);
  // Each of the 15 movements' densities falls by 4.
  EXPECT_NEAR(one.families[0].log_evidence, two.families[0].log_evidence + 15 * std::log(4.0), 1e-9);
  for (std::size_t k = 5; k < one.learned.size(); k += 3) {
    EXPECT_NEAR(two.learned[k].median, 4 * one.learned[k].median, 1e-3 * one.learned[k].median);
    EXPECT_NEAR(two.learned[k + 1].posterior_mean, 10 - 4 * one.learned[k + 1].posterior_mean, 1e-9);
    EXPECT_NEAR(two.learned[k + 2].posterior_mean, -4 * one.learned[k + 2].posterior_mean, 1e-9);
    EXPECT_NEAR(two.learned[k + 2].q05, -4 * one.learned[k + 2].q95, 1e-2 * one.learned[k].median);
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
  EXPECT_NEAR(forwards.learned[0].median, backwards.learned[6].median, 1e-14);
  EXPECT_NEAR(forwards.learned[8].q95, backwards.learned[2].q95, 1e-14);
}

// Nothing to learn: flat posterior over prior. One movement of many years ago says little of today's drift.
TEST(fit, marks_what_was_not_learned) {
  auto family = slow_structural();
  family.damping = {0.3};
  const auto old = fit(ProgramOf(family).state(yearly(2005, {0, 0.05})).get());
  EXPECT_TRUE(old.learned[2].not_learned);   // the drift has long forgotten
  EXPECT_FALSE(fit(ProgramOf(family).state(forest_cover()).get()).learned[2].not_learned);
}

void expect_same(const Estimate& a, const Estimate& b) {
  ASSERT_EQ(a.learned.size(), b.learned.size());
  for (std::size_t p = 0; p < a.learned.size(); ++p) {
    EXPECT_EQ(a.learned[p].q05, b.learned[p].q05);
    EXPECT_EQ(a.learned[p].median, b.learned[p].median);
    EXPECT_EQ(a.learned[p].q95, b.learned[p].q95);
    EXPECT_EQ(a.learned[p].not_learned, b.learned[p].not_learned);
  }
  ASSERT_EQ(a.joints.size(), b.joints.size());
  for (std::size_t j = 0; j < a.joints.size(); ++j) {
    const auto &one = *a.joints[j].posterior, &other = *b.joints[j].posterior;
    ASSERT_EQ(one.nodes.size(), other.nodes.size());
    for (std::size_t k = 0; k < one.nodes.size(); ++k) {
      EXPECT_EQ(one.nodes[k].weight, other.nodes[k].weight);
    }
    EXPECT_EQ(one.log_evidence, other.log_evidence);
  }
}

TEST(fit, takes_over_the_posterior_of_another_scenario) {
  const auto make = [] {
    ProgramOf program(default_family());
    program.state(forest_cover()).state(yearly(2015, wandering));
    return program;
  };
  const auto before = fit(make().get());
  auto again = make();
  again.given(lanes::Distribution::normal(0, 1));  // another scenario's lever
  const auto taken = fit(again.get(), {2020, 1, &before}), fresh = fit(again.get());
  EXPECT_EQ(taken.joints[0].posterior, before.joints[0].posterior);
  EXPECT_NE(fresh.joints[0].posterior, before.joints[0].posterior);
  expect_same(taken, fresh);
  EXPECT_EQ(taken.families[0].damping, fresh.families[0].damping);
  EXPECT_EQ(taken.learned[3].prior_mean, fresh.learned[3].prior_mean);
  EXPECT_EQ(taken.laws.back().kind, Law::Kind::marginal);
}

// A scenario may leave out a state, or have parameters in other places: rows go with their names.
TEST(fit, takes_rows_over_to_where_they_belong) {
  const auto figures = forest_cover(), other = yearly(2015, wandering);
  const auto before = fit(ProgramOf(default_family()).state(figures).series("x1", other).get());
  const auto moved = fit(ProgramOf(default_family()).state(figures).series("x1", other).get(), {2020, 1, &before});
  expect_same(moved, before);
  // The second is followed here: there is no row of it to take.
  const auto more = ProgramOf(default_family()).state(figures).state(other);
  const auto taken = fit(more.get(), {2020, 1, &before});
  EXPECT_EQ(taken.joints[0].posterior, before.joints[0].posterior);
  expect_same(taken, fit(more.get()));
}

TEST(fit, takes_nothing_over_that_differs) {
  const auto before = fit(ProgramOf(default_family()).state(forest_cover()).get());
  const auto expect_own = [&before](const ProgramOf& program) {
    const auto own = fit(program.get(), {2020, 1, &before});
    EXPECT_NE(own.joints[0].posterior, before.joints[0].posterior);
    expect_same(own, fit(program.get()));
  };
  auto figures = forest_cover();
  figures.back().estimate = true;
  expect_own(ProgramOf(default_family()).state(figures));
  figures = forest_cover();
  figures.back().linked += 1e-12;
  expect_own(ProgramOf(default_family()).state(figures));
  expect_own(ProgramOf(default_family(), 2021).state(forest_cover()));
  expect_own(ProgramOf(default_family()).state(forest_cover()).series("s", yearly(2019, {1, 2})));
  auto family = default_family();
  family.break_probability = 0.05;
  expect_own(ProgramOf(family).state(forest_cover()));
  family = default_family();
  family.damping.pop_back();
  expect_own(ProgramOf(family).state(forest_cover()));
}

// Whatever the fit of a family depends on makes another key.
TEST(family_rows, have_a_key_of_all_they_depend_on) {
  const auto base = default_family();
  const std::vector<model::History> histories = {history_of(yearly(2017, {0, 1, 2, 4}), "a"),
                                                 history_of(yearly(2018, {1, 1, 2}), "b")};
  const auto key = [&](const model::Family& family, const std::vector<model::History>& of, int year = 2020,
                       int last = 2025, const std::vector<std::size_t>& described = {0}) {
    return key_of(family, views_of(of), year, last, described);
  };
  std::set<std::string> keys = {key(base, histories)};
  EXPECT_EQ(key(base, histories), *keys.begin());
  const auto family = [&](auto change) {
    auto other = base;
    change(other);
    keys.insert(key(other, histories));
  };
  family([](auto& f) { f.name = "other"; });
  family([](auto& f) { f.damping = {0.5}; });
  family([](auto& f) { f.drift_change.push_back(3); });
  family([](auto& f) { f.drift_sd = {2.0000000001}; });
  family([](auto& f) { f.drift_mean = 0.1; });
  family([](auto& f) { f.estimate_error = {0.5, 0.0}; });
  family([](auto& f) { f.df.pop_back(); });
  family([](auto& f) { f.sigma = 0.2; });
  family([](auto& f) { f.sigma_spread = 0; });
  family([](auto& f) { f.break_probability = 0; });
  family([](auto& f) { f.break_size = 4; });
  const auto figures = [&](auto change) {
    auto others = histories;
    change(others);
    keys.insert(key(base, others));
  };
  figures([](auto& of) { of[0].figures[1].linked += 1e-12; });
  figures([](auto& of) { of[1].figures[2].year = 2021; });
  figures([](auto& of) { of[1].figures[2].estimate = true; });
  figures([](auto& of) { of[0].link = model::Link::log; });
  figures([](auto& of) { of[0].high = 100; });
  figures([](auto& of) { std::swap(of[0], of[1]); });
  figures([](auto& of) { of.pop_back(); });
  keys.insert(key(base, histories, 2019));
  keys.insert(key(base, histories, 2020, 2020));
  keys.insert(key(base, histories, 2020, 2025, {1}));
  keys.insert(key(base, histories, 2020, 2025, {0, 1}));
  EXPECT_EQ(keys.size(), 23U);
  // Words that are of no account.
  auto worded = base;
  worded.source = "page 3";
  EXPECT_EQ(key(worded, histories), key(base, histories));
}

TEST(fit, of_many_families_is_the_same_on_any_number_of_threads) {
  ProgramOf made(default_family());
  made.state(forest_cover()).state(yearly(2016, wandering));
  for (const char* name : {"second", "third", "fourth"}) {
    auto family = default_family(0.1);
    family.name = name;
    made.family(family).state(yearly(2015, wandering)).series(std::string(name) + "s", forest_cover());
  }
  const auto one = fit(made.get()), three = fit(made.get(), {.threads = 3});
  ASSERT_EQ(one.learned.size(), three.learned.size());
  for (std::size_t p = 0; p < one.learned.size(); ++p) {
    EXPECT_EQ(one.learned[p].median, three.learned[p].median) << p;
    EXPECT_EQ(one.learned[p].posterior_mean, three.learned[p].posterior_mean) << p;
  }
  for (std::size_t f = 0; f < one.families.size(); ++f) {
    EXPECT_EQ(one.families[f].family, three.families[f].family);
    EXPECT_EQ(one.families[f].log_evidence, three.families[f].log_evidence);
  }
}

}  // namespace
}  // namespace prospect::calibrate
