#include "analyse/discover.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "lanes/threefry.hpp"
#include "missing_world.hpp"

namespace prospect::analyse {
namespace {

double uniform(std::string_view name, std::uint64_t path) {
  return lanes::unit_number(lanes::threefry2x64({path, 0}, lanes::Stream(1, name).key()).first);
}

/// Four features, uniform over 64 bins, and fates by a rule of their values.
template <class Rule>
WorldTable table_by(std::size_t paths, const Rule& missed) {
  WorldTable table;
  table.fates.assign(1, std::vector<Fate>(paths));
  for (std::size_t f = 0; f < 4; ++f) {
    Feature feature;
    feature.name = "f" + std::to_string(f);
    for (int k = 1; k < 64; ++k) feature.edges.push_back(k / 64.0);
    table.features.push_back(feature);
    table.bins.emplace_back(paths);
  }
  for (std::size_t p = 0; p < paths; ++p) {
    double u[4];
    for (std::size_t f = 0; f < 4; ++f) {
      u[f] = uniform(table.features[f].name, p);
      table.bins[f][p] = static_cast<std::uint8_t>(u[f] * 64);
    }
    table.fates[0][p] = missed(u, uniform("fate", p)) ? Fate::missed : Fate::met;
  }
  return table;
}

double ratio(std::uint64_t a, std::uint64_t b) { return static_cast<double>(a) / static_cast<double>(b); }

// Misses lie where the first feature is below 3/8 and the third above 5/8, nine in ten of those worlds, and
// in one of fifty others. Nothing else tells.
TEST(discover, finds_a_known_box) {
  const auto table = table_by(81'920, [](const double* u, double fate) {
    return fate < (u[0] < 0.375 && u[2] >= 0.625 ? 0.9 : 0.02);
  });
  const auto said = discover(table, 0);
  ASSERT_TRUE(said.searched);
  ASSERT_FALSE(said.regions.empty());
  // The box holds 0.9 9/64 / (0.9 9/64 + 0.02 55/64) = 0.88 of the misses: found by the first level, 80 %.
  const auto& region = said.regions.front();
  ASSERT_EQ(region.bounds.size(), 2U);
  EXPECT_EQ(region.bounds[0].feature, 0U);
  EXPECT_EQ(region.bounds[1].feature, 2U);
  EXPECT_EQ(region.bounds[0].low, 0U);
  EXPECT_NEAR(static_cast<double>(region.bounds[0].high), 23, 2);   // bins 0 to 23 end at 3/8
  EXPECT_NEAR(static_cast<double>(region.bounds[1].low), 40, 2);
  EXPECT_EQ(region.bounds[1].high, 63U);
  EXPECT_NEAR(ratio(region.missed, region.paths), 0.9, 0.03);
  EXPECT_GT(ratio(region.missed, said.missed), 0.77);
  EXPECT_NEAR(region.bounds[0].cut_above, 1 - 0.375, 0.05);
  EXPECT_EQ(said.paths + said.found_paths, table.paths());
}

TEST(discover, says_so_when_there_is_nothing_to_find) {
  const auto table = table_by(40'960, [](const double*, double fate) { return fate < 0.3; });
  const auto said = discover(table, 0);
  EXPECT_TRUE(said.searched);
  EXPECT_TRUE(said.regions.empty());
}

TEST(discover, does_not_search_without_misses_or_without_anything_else) {
  for (const double chance : {0.0, 1.0, 0.0005}) {
    const auto said = discover(table_by(20'000, [&](const double*, double fate) { return fate < chance; }), 0);
    EXPECT_FALSE(said.searched);
    EXPECT_TRUE(said.regions.empty());
    if (chance != 0.0005) EXPECT_EQ(said.all_missed(), chance == 0 ? 0U : 20'000U);
  }
  const auto empty = discover(table_by(100, [](const double*, double fate) { return fate < 0.5; }), 0);
  EXPECT_FALSE(empty.searched);   // no path is left to judge by
}

TEST(discover, leaves_out_paths_that_do_not_count) {
  auto table = table_by(40'960, [](const double* u, double) { return u[1] < 0.25; });
  for (std::size_t p = 0; p < table.paths(); p += 2) table.fates[0][p] = Fate::not_counted;
  const auto said = discover(table, 0);
  EXPECT_EQ(said.all_paths(), table.paths() / 2);
  ASSERT_FALSE(said.regions.empty());
  EXPECT_EQ(said.regions.front().missed, said.regions.front().paths);
}

/// A trend, an event, a correlated pair of shocks and a target that hangs on all of them.
MissingWorld mixed() {
  return MissingWorld(
      "[parameter.a]\nprior = \"normal(3, 1)\"\n[event.e]\nprobability = 0.3\npersistence = 0.5\n"
      "[shock.u]\ndistribution = \"normal(0, 1)\"\n[shock.v]\ndistribution = \"normal(0, 1)\"\n"
      "[correlation.both]\nmembers = [\"u\", \"v\"]\ncommon = 0.5\n"
      "[indicator.y]\nstart = 0\nnext = \"y[-1] + a + u + v - 3 * e\"\n[indicator.us]\nstart = 0\nnext = \"us[-1] + u\"\n"
      "[indicator.vs]\nstart = 0\nnext = \"vs[-1] + v\"\n",
      5, 2023);
}

simulate::Plan plan_of(std::uint64_t paths, int threads) {
  simulate::Plan plan;
  plan.seed = 6;
  plan.paths = paths;
  plan.threads = threads;
  return plan;
}

// The bin of a feature is that of what the program itself says: years of the event, the parameter, and for
// standard normal shocks the mean over the years, correlation included.
TEST(world_table, tells_what_was_drawn_and_what_happened) {
  const auto world = mixed();
  const auto inputs = simulate::inputs_of(world.program, world.estimate);
  const auto table = world_table(world.program, world.estimate, inputs, {world.goal}, plan_of(5000, 1));
  ASSERT_EQ(table.features.size(), 4U);
  model::Paths paths(world.program, 6);
  const auto bin = [&](const Feature& feature, double value) {
    return std::upper_bound(feature.edges.begin(), feature.edges.end(), value) - feature.edges.begin();
  };
  int missed = 0;
  for (std::size_t at = 0; at < 4096; at += lanes::lane_count) {
    paths.run(at);
    for (std::size_t l = 0; l < lanes::lane_count; ++l) {
      for (std::size_t f = 0; f < 4; ++f) {
        const auto& feature = table.features[f];
        double value = feature.name == "a" ? paths.parameter("a", l) : 0;
        if (feature.name == "e") {
          for (const double e : paths.years("e", l)) value += e != 0;
        }
        if (feature.name == "u") value = paths.value("us", 2023, l) / 3;
        if (feature.name == "v") value = paths.value("vs", 2023, l) / 3;
        const auto wanted = bin(feature, value);
        // A mean that lies on an edge may fall on either side of it by rounding.
        EXPECT_NEAR(static_cast<double>(table.bins[f][at + l]), static_cast<double>(wanted),
                    feature.kind == Feature::Kind::chance ? 1 : 0)
            << feature.name;
      }
      const bool is_missed = paths.value("y", 2023, l) < 5;
      missed += is_missed;
      EXPECT_EQ(table.fates[0][at + l], is_missed ? Fate::missed : Fate::met);
    }
  }
  EXPECT_GT(missed, 100);
}

TEST(world_table, gives_the_same_for_any_number_of_threads) {
  const auto world = mixed();
  const auto inputs = simulate::inputs_of(world.program, world.estimate);
  const auto one = world_table(world.program, world.estimate, inputs, {world.goal}, plan_of(20'000, 1));
  const auto three = world_table(world.program, world.estimate, inputs, {world.goal}, plan_of(20'000, 3));
  EXPECT_EQ(one.bins, three.bins);
  EXPECT_EQ(one.fates, three.fates);
  const auto a = discover(one, 0), b = discover(three, 0);
  ASSERT_FALSE(a.regions.empty());
  ASSERT_EQ(a.regions.size(), b.regions.size());
  for (std::size_t r = 0; r < a.regions.size(); ++r) EXPECT_EQ(a.regions[r].bounds, b.regions[r].bounds);
}

TEST(world_table, cuts_at_figures_that_people_write) {
  int decimals = -1;
  EXPECT_EQ(edges_of({1, 1, 1}, decimals), (std::vector<double>{}));
  EXPECT_EQ(edges_of({0, 1, 2, 1, 0}, decimals), (std::vector<double>{0.5, 1.5}));
  EXPECT_EQ(edges_of({0.5, 0.7, 1, NAN}, decimals), (std::vector<double>{0.6, 0.85}));
  std::vector<double> many;
  for (int k = 0; k < 4096; ++k) many.push_back(6 + 2 * uniform("x", static_cast<std::uint64_t>(k)));
  const auto edges = edges_of(many, decimals);   // 1.8 between the twentieths: in steps of 0.02
  EXPECT_EQ(decimals, 2);
  EXPECT_LE(edges.size(), 63U);
  EXPECT_GT(edges.size(), 40U);
  for (const double edge : edges) EXPECT_NEAR(edge * 50, std::round(edge * 50), 1e-9);
  EXPECT_TRUE(std::is_sorted(edges.begin(), edges.end()));
}

}  // namespace
}  // namespace prospect::analyse
