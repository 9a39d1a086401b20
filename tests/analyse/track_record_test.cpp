#include "analyse/track_record.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/normal.hpp>

#include <cmath>

#include "analyse/past_world.hpp"
#include "calibrate/student_t.hpp"
#include "lanes/threefry.hpp"

namespace prospect::analyse {
namespace {

double normal_word(std::string_view name, std::uint64_t path, std::uint64_t step) {
  const lanes::Stream stream(11, name);
  return quantile(boost::math::normal(),
                  lanes::unit_number(lanes::threefry2x64({path, step}, stream.key()).first));
}

/// Series of two families with figures of 2013 to 2020 that drift and jitter.
model::Program world() {
  model::Program program;
  program.base_year = 2020;
  program.families = {one_rule("calm", 0.8, 1, 2), one_rule("wild", 0.8, 1, 2)};
  for (std::uint64_t s = 0; s < 8; ++s) {
    double level = 0;
    std::vector<double> levels;
    const double size = s < 4 ? 0.05 : 0.5;
    for (std::uint64_t t = 0; t < 8; ++t) {
      levels.push_back(level += size * (0.5 + normal_word("world", s, t)));
    }
    program.histories.push_back(
        history_of("s" + std::to_string(s), s < 4 ? "calm" : "wild", 2013, levels));
  }
  program.targets = {target_of("one", "s0", 0.2), target_of("two", "s5", 3)};
  return program;
}

const Forecast& by(const Case& one, Method method) {
  return *one.by[static_cast<std::size_t>(method)];
}

void expect_same(const Forecast& a, const Forecast& b) {
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.median, b.median);
  EXPECT_EQ(a.high, b.high);
}

TEST(track_record, takes_every_later_figure_of_series_with_two_before) {
  auto program = world();
  program.histories.resize(3);
  program.histories[1].figures.erase(program.histories[1].figures.begin(),
                                     program.histories[1].figures.begin() + 4);  // from 2017
  program.histories[2].figures.erase(program.histories[2].figures.begin() + 6);  // without 2019
  const auto record = track_record(program, {});
  EXPECT_EQ(record.origins, (std::vector<int>{2017, 2018, 2019}));
  std::vector<std::array<int, 3>> found;
  for (const auto& one : record.cases) {
    found.push_back({static_cast<int>(one.series), one.origin, one.year});
  }
  const std::vector<std::array<int, 3>> expected = {
      {0, 2017, 2018}, {0, 2017, 2019}, {0, 2017, 2020}, {0, 2018, 2019}, {0, 2018, 2020},
      {0, 2019, 2020}, {1, 2018, 2019}, {1, 2018, 2020}, {1, 2019, 2020}, {2, 2017, 2018},
      {2, 2017, 2020}, {2, 2018, 2020}, {2, 2019, 2020}};
  EXPECT_EQ(found, expected);
  // Two figures are too few for a walk with its own mean.
  EXPECT_FALSE(record.cases[6].by[static_cast<std::size_t>(Method::drift_walk)]);
  EXPECT_TRUE(record.cases[8].by[static_cast<std::size_t>(Method::drift_walk)]);
}

// Figures 0, 1, 3 and then 4: the textbook's law is t(1) at 4.5 with scale sqrt(3/4).
TEST(track_record, scores_a_forecast_on_its_law) {
  model::Program program;
  program.base_year = 2020;
  program.families = {one_rule("f", 0, 0, 0)};
  program.histories = {history_of("a", "f", 2017, {0, 1, 3, 4})};
  const auto record = track_record(program, {{2019}, {}, 1});
  ASSERT_EQ(record.cases.size(), 1U);
  const auto& made = by(record.cases[0], Method::drift_walk);
  const calibrate::StudentT law{1, 4.5, std::sqrt(0.75)};
  const double z = -0.5 / std::sqrt(0.75);
  EXPECT_NEAR(made.median, 4.5, 1e-7);
  EXPECT_NEAR(made.low, law.quantile(0.05), 1e-7);
  EXPECT_NEAR(made.high, law.quantile(0.95), 1e-7);
  EXPECT_NEAR(made.pit, 0.5 + std::atan(z) / M_PI, 1e-12);
  EXPECT_NEAR(made.log_density, -std::log(M_PI * std::sqrt(0.75) * (1 + z * z)), 1e-12);
  // Half of the 50 % interval is about a third of half the 90 % one, for laws with a few degrees of freedom.
  const auto& walk = by(record.cases[0], Method::random_walk);
  EXPECT_NEAR(record.cases[0].scale / (walk.high - walk.low) * 2, 0.34, 0.08);
}

// The one thing that must never happen: a forecast that knows what came after its origin.
TEST(track_record, forecasts_do_not_know_what_came_after_their_origin) {
  const auto program = world();
  auto other = program;
  for (auto& history : other.histories) {
    for (auto& figure : history.figures) {
      if (figure.year > 2018) figure.value = figure.linked = 7 - 3 * figure.value;
    }
  }
  const auto one = track_record(program, {});
  const auto two = track_record(other, {});
  ASSERT_EQ(one.cases.size(), two.cases.size());
  int compared = 0, outcomes = 0, changed = 0;
  for (std::size_t k = 0; k < one.cases.size(); ++k) {
    const Case& a = one.cases[k];
    const Case& b = two.cases[k];
    for (std::size_t m = 0; m < method_count; ++m) {
      if (a.origin <= 2018) {
        expect_same(*a.by[m], *b.by[m]);
        EXPECT_EQ(a.scale, b.scale);
        ++compared;
        outcomes += a.year > 2018 && a.by[m]->pit != b.by[m]->pit;
      } else {
        changed += a.by[m]->median != b.by[m]->median;
      }
    }
  }
  EXPECT_EQ(compared, 8 * 5 * 5);
  EXPECT_EQ(outcomes, 8 * 4 * 5);  // the outcomes did change
  EXPECT_EQ(changed, 8 * 5);       // and an origin that may know them does
  for (std::size_t r = 0; r < 2; ++r) {  // 2017, 2018
    const auto& before = one.targets.rounds[r].forecasts;
    const auto& after = two.targets.rounds[r].forecasts;
    ASSERT_EQ(before.size(), after.size());
    for (std::size_t k = 0; k < before.size(); ++k) {
      EXPECT_EQ(before[k].probability, after[k].probability);
    }
  }
  EXPECT_NE(one.targets.rounds[2].forecasts[0].probability,
            two.targets.rounds[2].forecasts[0].probability);
}

TEST(track_record, is_the_same_on_any_number_of_threads) {
  const auto one = track_record(world(), {{}, {}, 1});
  const auto two = track_record(world(), {{}, {}, 3});
  for (std::size_t k = 0; k < one.cases.size(); ++k) {
    for (std::size_t m = 0; m < method_count; ++m) {
      expect_same(*one.cases[k].by[m], *two.cases[k].by[m]);
      EXPECT_EQ(one.cases[k].by[m]->crps, two.cases[k].by[m]->crps);
    }
  }
  EXPECT_EQ(one.end_values[0].methods[0].score, two.end_values[0].methods[0].score);
}

TEST(track_record, pools_all_cases_and_its_parts) {
  const auto record = track_record(world(), {});
  const auto& all = record.pools.front();
  EXPECT_EQ(all.by, Pool::By::all);
  ASSERT_EQ(all.methods.size(), method_count);
  EXPECT_EQ(all.methods[0].cases, 48U);
  EXPECT_EQ(all.methods[0].series, 8U);
  EXPECT_EQ(all.methods[0].to_ours.mean, 0);
  EXPECT_DOUBLE_EQ(all.methods[1].crps, 1);
  double mean = 0, difference = 0;
  for (const auto& one : record.cases) {
    mean += by(one, Method::own_mean).log_density / 48;
    difference += (by(one, Method::own_mean).log_density - by(one, Method::ours).log_density) / 48;
  }
  EXPECT_NEAR(all.methods[2].log_score, mean, 1e-12);
  EXPECT_NEAR(all.methods[2].to_ours.mean, difference, 1e-12);
  for (const auto part : {Pool::By::family, Pool::By::horizon, Pool::By::origin}) {
    std::size_t cases = 0;
    for (const auto& pool : record.pools) cases += pool.by == part ? pool.methods[0].cases : 0;
    EXPECT_EQ(cases, 48U);
  }
}

// The families are held to the damped rule already: ours is that rung, to the bit.
TEST(track_record, lays_rules_on_ours_and_leaves_the_rungs) {
  const auto plain = track_record(world(), {});
  const auto walk = track_record(
      world(), {{}, {{"damping", {0}}, {"drift_change", {0}}, {"drift_sd", {0}}}, 0});
  EXPECT_EQ(walk.rules.size(), 3U);
  for (std::size_t k = 0; k < plain.cases.size(); ++k) {
    expect_same(by(plain.cases[k], Method::ours), by(plain.cases[k], Method::damped));
    expect_same(by(walk.cases[k], Method::ours), by(plain.cases[k], Method::random_walk));
    for (const Method rung : {Method::random_walk, Method::own_mean, Method::damped}) {
      expect_same(by(walk.cases[k], rung), by(plain.cases[k], rung));
    }
  }
}

TEST(track_record, knows_the_keys_of_rules) {
  for (const auto& key : rule_keys()) {
    model::Family family;
    lay_on({key, {0.125}}, family);
    const bool is_set = family.damping == std::vector{0.125} || family.drift_change[0] == 0.125 ||
                        family.drift_sd[0] == 0.125 || family.estimate_error[0] == 0.125 ||
                        family.df[0] == 0.125 || family.break_probability == 0.125 ||
                        family.break_size == 0.125 || family.sigma_spread == 0.125;
    EXPECT_TRUE(is_set) << key;
  }
  EXPECT_TRUE(takes_list("df"));
  EXPECT_FALSE(takes_list("break_size"));
}

// Where the truth is a random walk its own rung promises what it keeps, and the rung that follows
// drifts that are not there is worse. 40 series, so that the share is known within 3 points or so.
TEST(track_record, tells_the_true_rule_from_others) {
  model::Program program;
  program.base_year = 2020;
  program.families = {one_rule("f", 0.8, 1, 2)};
  for (std::uint64_t s = 0; s < 40; ++s) {
    double level = 0;
    std::vector<double> levels;
    for (std::uint64_t t = 0; t < 10; ++t) levels.push_back(level += 0.1 * normal_word("walk", s, t));
    program.histories.push_back(history_of("s" + std::to_string(s), "f", 2011, levels));
  }
  const auto record = track_record(program, {});
  const auto& methods = record.pools.front().methods;
  const auto share = [](const Coverage& c) {
    return static_cast<double>(c.hits) / static_cast<double>(c.cases);
  };
  EXPECT_NEAR(share(methods[1].covers[0]), 0.5, 0.1);
  EXPECT_NEAR(share(methods[1].covers[2]), 0.9, 0.06);
  EXPECT_FALSE(methods[1].covers[2].is_broken());
  EXPECT_GT(methods[1].pit.p_value, 0.01);
  EXPECT_GT(methods[1].to_ours.low, 0);   // better than ours, held to the damped rule
  EXPECT_GT(methods[3].crps, 1);
  EXPECT_LT(record.end_values[0].methods[3].skill, 0);
}

}  // namespace
}  // namespace prospect::analyse
