#include "analyse/gap.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "missing_world.hpp"

namespace prospect::analyse {
namespace {

/// Misses of one goal in three batches by the settings that are on: 10 a setting, 30 more for the first two
/// together.
Misses misses_of(const Mixture& on) {
  std::uint32_t count = 10 * static_cast<std::uint32_t>(std::count(on.begin(), on.end(), true));
  if (on.size() > 1 && on[0] && on[1]) count += 30;
  return {{count, count, count}};
}

std::vector<Gap> shared(std::size_t settings) {
  std::vector<Misses> of;
  for (const auto& mixture : mixtures_of(settings, 1)) of.push_back(misses_of(mixture));
  return share_gap(settings, 1, 768, of, misses_of(Mixture(settings, false)), misses_of(Mixture(settings, true)));
}

// What two do together is halved: 10 + 15 each, and 10 for each of the others.
TEST(gap, shares_out_exactly_what_settings_do_together) {
  const auto gaps = shared(4);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].second_missed - gaps[0].first_missed, 210U);
  const double each = 3.0 / 768;
  EXPECT_NEAR(gaps[0].parts[0].points, 25 * each, 1e-12);
  EXPECT_NEAR(gaps[0].parts[1].points, 25 * each, 1e-12);
  EXPECT_NEAR(gaps[0].parts[2].points, 10 * each, 1e-12);
  EXPECT_NEAR(gaps[0].parts[3].points, 10 * each, 1e-12);
  EXPECT_EQ(gaps[0].rest.points, 0);
  EXPECT_NEAR(gaps[0].parts[0].low, gaps[0].parts[0].high, 1e-9);   // every batch is the same
}

// Eight random orders and their reverses: in each pair the first two come once in either order.
TEST(gap, samples_orders_of_many_settings) {
  const auto mixtures = mixtures_of(9, 1);
  EXPECT_EQ(std::set<Mixture>(mixtures.begin(), mixtures.end()).size(), mixtures.size());
  EXPECT_LT(mixtures.size(), sampled_orders * 9);
  const auto gaps = shared(9);
  double sum = 0;
  for (const auto& part : gaps[0].parts) sum += part.points;
  EXPECT_NEAR(sum, 120 * 3.0 / 768, 1e-12);
  EXPECT_NEAR(gaps[0].parts[0].points, 25 * 3.0 / 768, 1e-12);
  EXPECT_NEAR(gaps[0].parts[8].points, 10 * 3.0 / 768, 1e-12);
}

TEST(gap, needs_no_settings) {
  const Misses misses = {{5, 7}};
  const auto gaps = share_gap(0, 1, 512, {misses}, misses, {{6, 9}});
  EXPECT_TRUE(gaps[0].parts.empty());
  EXPECT_NEAR(gaps[0].rest.points, 3.0 / 512, 1e-15);
}

TEST(gap, counts_misses_by_batches_for_any_number_of_threads) {
  const MissingWorld world("[parameter.a]\nprior = \"normal(0, 1)\"\n[indicator.y]\nequals = \"a\"\n", 0);
  simulate::Plan plan;
  plan.paths = 10'000;
  const auto one = count_misses(world.program, world.estimate, {world.goal}, plan);
  plan.threads = 3;
  EXPECT_EQ(count_misses(world.program, world.estimate, {world.goal}, plan), one);
  ASSERT_EQ(one[0].size(), 40U);
  // Half of them: standard error 50.
  EXPECT_NEAR(std::accumulate(one[0].begin(), one[0].end(), 0.0), 5'000, 200);
}

}  // namespace
}  // namespace prospect::analyse
