#include "report/fate.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "report/sample.hpp"

namespace prospect::report {
namespace {

// Ten paths; targets with the given hits and nothing else.
summarise::Summary with_hits(const std::vector<std::uint64_t>& hits) {
  summarise::Summary summary;
  summary.paths = 10;
  for (const std::uint64_t one : hits) {
    summary.targets.emplace_back();
    summary.targets.back().hits = one;
  }
  return summary;
}

TEST(fate, reads_the_number_met) {
  summarise::Summary summary = with_hits({5, 5});
  summary.met_count = {2, 5, 3};
  const MetRange met = met_range(summary);
  EXPECT_EQ(met.low, 0u);  // 2 of 10 meet none
  EXPECT_EQ(met.median, 1u);
  EXPECT_EQ(met.high, 2u);
  EXPECT_DOUBLE_EQ(met.mean, 1.1);
  EXPECT_EQ(at_least(summary, 0), 10u);
  EXPECT_EQ(at_least(summary, 1), 8u);
  EXPECT_EQ(at_least(summary, 2), 3u);
  EXPECT_EQ(at_least(summary, 3), 0u);
}

TEST(fate, knows_nothing_without_paths) {
  const summarise::Summary none;
  EXPECT_EQ(met_range(none).median, 0u);
  EXPECT_TRUE(std::isnan(met_range(none).mean));
  EXPECT_TRUE(weakest(none, 3).empty());
  EXPECT_FALSE(most_alone(none));
  EXPECT_TRUE(pairs_beyond_chance(none, 5).empty());
}

TEST(fate, names_a_round_number_not_above_the_median) {
  EXPECT_EQ(round_number(21, 33), 20u);
  EXPECT_EQ(round_number(20, 33), 20u);
  EXPECT_EQ(round_number(4, 33), 4u);  // nothing round below
  EXPECT_EQ(round_number(6, 8), 6u);   // few targets: the median itself
  EXPECT_EQ(round_number(0, 8), 1u);   // at least none is no news
}

TEST(fate, orders_the_weakest) {
  EXPECT_EQ(weakest(with_hits({5, 1, 9, 1}), 3), (std::vector<std::size_t>{1, 3, 0}));
  EXPECT_EQ(weakest(with_hits({5}), 3), (std::vector<std::size_t>{0}));
}

TEST(fate, finds_the_target_missed_alone_most_often) {
  summarise::Summary summary = with_hits({5, 5, 5});
  EXPECT_FALSE(most_alone(summary));
  summary.targets[1].only_miss = 2;
  summary.targets[2].only_miss = 1;
  EXPECT_EQ(most_alone(summary), 1u);
}

TEST(fate, measures_how_far_a_pair_is_beyond_chance) {
  summarise::Summary summary = with_hits({5000, 5000});
  summary.paths = 10000;
  summary.both_missed = {5000, 4000, 4000, 5000};
  const auto pairs = pairs_beyond_chance(summary, 5);
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_DOUBLE_EQ(pairs[0].both, 0.4);
  EXPECT_DOUBLE_EQ(pairs[0].chance, 0.25);
  EXPECT_DOUBLE_EQ(pairs[0].phi, 0.6);  // (0.40 - 0.25) / 0.25
}

TEST(fate, leaves_out_pairs_that_chance_explains) {
  summarise::Summary summary = with_hits({50, 50});
  summary.paths = 100;
  summary.both_missed = {50, 30, 30, 50};  // phi 0.2, under three standard errors of 0.1
  EXPECT_TRUE(pairs_beyond_chance(summary, 5).empty());
  summary.both_missed = {50, 10, 10, 50};  // one replaces the other
  EXPECT_TRUE(pairs_beyond_chance(summary, 5).empty());
  summary.both_missed = {0, 0, 0, 50};  // one is never missed
  EXPECT_TRUE(pairs_beyond_chance(summary, 5).empty());
}

TEST(fate, does_not_take_failed_draws_for_a_relation) {
  summarise::Summary summary = with_hits({4000, 4000});
  summary.paths = 10000;
  summary.failed = 2000;                           // they miss both
  summary.both_missed = {6000, 4000, 4000, 6000};  // 4000, 2000, 4000 of the 8000 sound ones
  EXPECT_TRUE(pairs_beyond_chance(summary, 5).empty());
  summary.failed = summary.paths;
  EXPECT_TRUE(pairs_beyond_chance(summary, 5).empty());
}

TEST(fate, lists_the_strongest_pairs_first) {
  const store::ScenarioRecord scenario = plan_scenario("s");
  const auto pairs = pairs_beyond_chance(scenario.summary, 2);
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].a, 1u);
  EXPECT_EQ(pairs[0].b, 3u);
  EXPECT_GT(pairs[0].phi, pairs[1].phi);
}

}  // namespace
}  // namespace prospect::report
