/// Ranks among drawn regions where their law is known.

#include "analyse/rank.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "model/small_world.hpp"

namespace prospect::analyse {
namespace {

/// A town with x in 2023 of N(0, 3) (three yearly steps of sd 1) among others of one figure.
struct World {
  std::string figures = "0,0,0";       ///< of the town, then of the others
  double drift = 0, common = 0, spread = 1;
  std::string better = "high", own_step = "s";

  [[nodiscard]] model::Program program() const {
    const model::SmallWorld small{"[shock.s]\ndistribution = 'normal(0, 1)'\n[indicator.x]\nstart = 0\nnext = 'x[-1] + " +
                                  own_step + "'\n"};
    auto texts = model::texts_of(small);
    auto& model = texts.at("model.toml");
    model.insert(model.find("[shock"), "[data]\nregions = 'regions.csv'\n");
    model += fmt::format("[ranking.x]\nlabel = 'l'\nsource = 's'\nindicator = 'x'\nown = 'town'\nyear = 2020\n"
                         "better = '{}'\ndrift = {}\ncommon = {}\nspread = {}\n", better, drift, common, spread);
    std::string head = "indicator,unit,town";
    for (std::size_t k = 1; k < 1 + static_cast<std::size_t>(std::count(figures.begin(), figures.end(), ',')); ++k) {
      head += fmt::format(",r{}", k);
    }
    texts["regions.csv"] = head + "\nx,1," + figures + "\n";
    return model::compile(read::load("model.toml", read::Memory(texts)));
  }

  [[nodiscard]] RankCount count(std::uint64_t paths, int threads = 1) const {
    const auto made = program();
    simulate::Plan plan;
    plan.paths = paths;
    plan.threads = threads;
    return rank(made, calibrate::fit(made, {}), plan).at(0);
  }
};

TEST(Rank, CountsBothWaysAndSharesTies) {
  EXPECT_EQ(twice_rank(5, {1, 2, 3}, true), 2U);
  EXPECT_EQ(twice_rank(5, {1, 2, 3}, false), 8U);
  EXPECT_EQ(twice_rank(2, {1, 2, 3}, true), 5U);   // second and third share: 2.5
  EXPECT_EQ(twice_rank(2, {2, 2, 2}, true), 5U);
  EXPECT_EQ(twice_rank(2, {}, true), 2U);
}

// Equal laws: each rank of five is as likely. 4 sd of a share of 1/5.
TEST(Rank, IsUniformAmongEqualRegions) {
  constexpr std::uint64_t paths = 50'000;
  const auto count = World{"0,0,0,0,0"}.count(paths);
  EXPECT_EQ(count.n, paths);
  EXPECT_EQ(count.now, 6U);                        // all share the middle of 1 to 5
  for (std::size_t place = 1; place <= 5; ++place) {
    EXPECT_NEAR(static_cast<double>(count.paths[2 * place]) / paths, 0.2, 4 * std::sqrt(0.16 / paths)) << place;
  }
  EXPECT_EQ(count.quantile(0.5), 3);
  EXPECT_EQ(count.within(5), paths);
}

// x - y ~ N(1 - 3 * 0.5, 3 + 3 * 2^2 + (3 * 0.4)^2): own steps, the other's own and the common movement.
TEST(Rank, FollowsTheLawOfTheOthers) {
  constexpr std::uint64_t paths = 50'000;
  World world{"0,-1", 0.5, 0.4, 2};
  const auto count = world.count(paths);
  const double first = 0.5 * std::erfc(0.5 / std::sqrt(2 * (3 + 12 + 1.44)));
  EXPECT_NEAR(static_cast<double>(count.within(1)) / paths, first, 4 * std::sqrt(0.25 / paths));
  EXPECT_EQ(count.now, 2U);
  EXPECT_EQ(count.better(), 0U);
  world.better = "low";
  const auto other = world.count(paths);
  EXPECT_EQ(other.within(1), paths - count.within(1));
  EXPECT_EQ(other.better(), other.within(1));
}

// The common movement alone: the others keep their order, and all stand on one side of the town or the other.
TEST(Rank, MovesTheOthersTogether) {
  const auto count = World{"0,0,0,0", 0, 1, 0}.count(20'000);
  EXPECT_EQ(count.paths[2] + count.paths[8], count.n);
}

TEST(Rank, IsCertainAgainstCertainRegions) {
  const auto count = World{"0,-100,-200", 0, 0, 0}.count(10'000);
  EXPECT_EQ(count.within(1), count.n);
  const auto tied = World{"0,0,-200", 0, 0, 0, "high", "0"}.count(10'000);
  EXPECT_EQ(tied.paths[3], tied.n);                // 1.5
}

TEST(Rank, IsTheSameForAnyNumberOfThreads) {
  const World world{"0,1,2,3"};
  EXPECT_EQ(world.count(20'000, 1).paths, world.count(20'000, 2).paths);
}

TEST(Rank, LeavesOutRegionsWithoutAFigure) {
  EXPECT_EQ(World{"0,1,,3"}.program().rankings.at(0).regions, (std::vector<std::string>{"r1", "r3"}));
}

}  // namespace
}  // namespace prospect::analyse
