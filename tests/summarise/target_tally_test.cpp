/// Every kind of test: figure, hits, shortfall and arrival.

#include "summarise/target_tally.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "made_world.hpp"

namespace prospect::summarise {
namespace {

using Kind = model::Target::Test;
using Counts = std::vector<std::uint64_t>;

/// Paths of one variable, years 2020 to 2023.
World histories(std::vector<std::vector<double>> paths) {
  World world(1, 2023);
  world.paths = paths.size();
  world.value = [paths = std::move(paths)](std::size_t, int year, std::uint64_t path) {
    return paths[path][static_cast<std::size_t>(year - 2020)];
  };
  return world;
}

World example() {
  return histories({{9, 1, 5, 3}, {0, 4, 4, 4}, {3, 2, 2, 7}, {1, 6, 0, 4}});
}

TargetCount count(World world, Kind kind, double low, double high, int from = 2021) {
  model::Target& target = world.target(low, high);
  target.test = kind;
  target.from = from;
  return run(world).targets.at(0);
}

/// Figures 3 4 7 4. Catches: another year taken.
TEST(target, at) {
  const TargetCount target = count(example(), Kind::at, 4, infinity);
  EXPECT_EQ(target.hits, 3U);
  EXPECT_EQ(target.shortfall, 1.0);
  EXPECT_EQ(target.figure.mean, 4.5);
  EXPECT_EQ(target.first_met, (Counts{2, 1, 1}));  // 5 in 2022; 4 and 6 in 2021; 7 in 2023
}

/// Worst years: 1 4 2 0. Catches: best for worst, the base year in the window.
TEST(target, every_at_least) {
  const TargetCount target = count(example(), Kind::every, 2, infinity);
  EXPECT_EQ(target.hits, 2U);
  EXPECT_EQ(target.shortfall, 1.5);
  EXPECT_EQ(target.figure.mean, 7.0 / 4);
  EXPECT_TRUE(target.first_met.empty());
}

/// Worst years: 5 4 7 6.
TEST(target, every_at_most) {
  const TargetCount target = count(example(), Kind::every, -infinity, 5);
  EXPECT_EQ(target.hits, 2U);
  EXPECT_EQ(target.shortfall, 1.5);
  EXPECT_EQ(target.figure.mean, 5.5);
}

/// Within [2, 4]: furthest out are 1 (or 5: the earlier), 4, 7, 0 (2 and 2 out: the earlier, 6).
TEST(target, every_between) {
  const TargetCount target = count(example(), Kind::every, 2, 4);
  EXPECT_EQ(target.hits, 1U);
  EXPECT_EQ(target.figure.mean, (1.0 + 4 + 7 + 6) / 4);
  EXPECT_EQ(target.shortfall, (1.0 + 3 + 2) / 3);
}

/// Best years: 5 4 7 6. Arrival at 5: 2022, never, 2023, 2021.
TEST(target, ever_at_least) {
  const TargetCount target = count(example(), Kind::ever, 5, infinity);
  EXPECT_EQ(target.hits, 3U);
  EXPECT_EQ(target.shortfall, 1.0);
  EXPECT_EQ(target.figure.mean, 5.5);
  EXPECT_EQ(target.first_met, (Counts{1, 1, 1}));
}

/// Best years: 1 4 2 0.
TEST(target, ever_at_most) {
  const TargetCount target = count(example(), Kind::ever, -infinity, 0.5);
  EXPECT_EQ(target.hits, 1U);
  EXPECT_EQ(target.first_met, (Counts{0, 1, 0}));
  EXPECT_EQ(target.shortfall, (0.5 + 3.5 + 1.5) / 3);
}

/// Within [2.5, 3.5]: nearest are 3 4 2 4.
TEST(target, ever_between) {
  const TargetCount target = count(example(), Kind::ever, 2.5, 3.5);
  EXPECT_EQ(target.hits, 1U);
  EXPECT_EQ(target.figure.mean, 13.0 / 4);
  EXPECT_EQ(target.shortfall, 0.5);
}

/// Means 3 4 11/3 10/3 of three years, sums of the last two 8 8 9 4.
TEST(target, mean_and_sum) {
  EXPECT_EQ(count(example(), Kind::mean, 3.5, infinity).hits, 2U);
  const TargetCount sum = count(example(), Kind::sum, 8, infinity, 2022);
  EXPECT_EQ(sum.hits, 3U);
  EXPECT_EQ(sum.shortfall, 4.0);
  EXPECT_EQ(sum.figure.mean, 29.0 / 4);
  EXPECT_TRUE(sum.first_met.empty());
}

/// Catches: a window that may not begin at the base year, arrivals in it written into 2021.
TEST(target, window_from_the_base_year) {
  const TargetCount target = count(example(), Kind::ever, 7, infinity, 2020);
  EXPECT_EQ(target.hits, 2U);  // 9 in 2020, 7 in 2023
  EXPECT_EQ(target.first_met, (Counts{0, 0, 1}));
}

/// Catches: a NaN of the base year that counts as met, or vanishes in a minimum.
TEST(target, nan_is_a_miss) {
  World world = histories({{not_a_number, 5, 5, 5}, {5, 5, 5, 5}});
  for (const Kind kind : {Kind::every, Kind::ever, Kind::mean, Kind::sum}) {
    EXPECT_EQ(count(world, kind, 1, infinity, 2020).hits, 1U);
  }
}

/// Catches: arrival only up to the target's own year, or counted again when a level comes back.
TEST(target, arrival_before_and_after_its_year) {
  World world = histories({{0, 5, 0, 0}, {0, 0, 0, 5}, {0, 5, 0, 5}});
  model::Target& target = world.target(5, infinity);
  target.from = target.year = 2022;
  const TargetCount at = run(world).targets.at(0);
  EXPECT_EQ(at.hits, 0U);
  EXPECT_EQ(at.first_met, (Counts{2, 0, 1}));
}

/// All kinds and directions on random paths against a walk through one path at a time.
TEST(target, against_a_walk_through_each_path) {
  World world(1, 2025);
  world.paths = 700;
  world.value = [](std::size_t, int year, std::uint64_t path) {
    return std::floor(20 * noise(9, static_cast<std::uint64_t>(year), path)) / 2;
  };
  const std::pair<double, double> bounds[] = {{4, infinity}, {-infinity, 4}, {3, 6}};
  for (const Kind kind : {Kind::at, Kind::every, Kind::ever, Kind::mean, Kind::sum}) {
    for (const auto& [low, high] : bounds) {
      World tested = world;
      model::Target& target = tested.target(low, high);
      target.test = kind;
      target.from = 2022;
      target.year = 2024;
      std::uint64_t hits = 0;
      double distance = 0;
      for (std::uint64_t path = 0; path < world.paths; ++path) {
        double sum = 0, worst = -infinity, best = infinity;
        for (int year = 2022; year <= 2024; ++year) {
          const double x = world.value(0, year, path);
          sum += x;
          worst = std::max({worst, low - x, x - high});
          best = std::min(best, std::max(low - x, x - high));
        }
        const double last = world.value(0, 2024, path);
        const double figure = kind == Kind::at ? last : kind == Kind::mean ? sum / 3 : sum;
        const double out = kind == Kind::every  ? worst
                           : kind == Kind::ever ? best
                                                : std::max(low - figure, figure - high);
        hits += out <= 0 ? 1 : 0;
        distance += std::max(out, 0.0);
      }
      const TargetCount found = run(tested).targets.at(0);
      EXPECT_EQ(found.hits, hits);
      const auto misses = static_cast<double>(world.paths - hits);
      EXPECT_NEAR(found.shortfall, distance / misses, 1e-12);
    }
  }
}

}  // namespace
}  // namespace prospect::summarise
