#include "analyse/one_world.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "model/targeted.hpp"

namespace prospect::analyse {
namespace {

/// x = a + 2 e - storm, y a figure of its own; storms hit one year in five and cost their size.
model::Program world(double at_least) {
  auto program = model::program_of(
      {.body = "[parameter.a]\nprior = 'normal(5, 1)'\n[shock.e]\ndistribution = 'normal(0, 1)'\n"
               "[shock.f]\ndistribution = 'normal(0, 1)'\n[event.storm]\nprobability = 0.2\nsize = 'lognormal(3, 0.3)'\n"
               "[indicator.x]\nequals = 'a + 2 * e - storm'\n[indicator.y]\nequals = 'f'\n",
       .end_year = 2021});
  model::aim(program, "x", 2021, at_least);
  model::aim(program, "y", 2021, 0);
  return program;
}

TEST(one_world, the_typical_one_has_the_fate_and_lies_in_the_middle) {
  const auto program = world(4);
  const auto estimate = calibrate::fit(program);
  const simulate::Plan plan;
  model::Paths paths(program, plan.seed);
  std::vector<double> x;
  for (std::uint64_t first = 0; first < typical_paths; first += lanes::lane_count) {
    paths.run(first);
    for (std::size_t l = 0; l < lanes::lane_count; ++l) x.push_back(paths.value("x", 2021, l));
  }
  for (const bool met : {true, false}) {
    const auto found = typical_world(program, estimate, {"x", {}, {0}}, met, plan);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(x[*found] >= 4, met);
    std::vector<double> same;
    for (const double value : x) {
      if ((value >= 4) == met) same.push_back(value);
    }
    std::sort(same.begin(), same.end());
    EXPECT_GT(x[*found], same[same.size() * 2 / 5]);
    EXPECT_LT(x[*found], same[same.size() * 3 / 5]);
  }
}

TEST(one_world, no_world_stands_for_what_never_happens) {
  const simulate::Plan plan;
  const auto sure = world(-1e9);
  EXPECT_FALSE(typical_world(sure, calibrate::fit(sure), {"x", {}, {0}}, false, plan).has_value());
  EXPECT_TRUE(typical_world(sure, calibrate::fit(sure), {"x", {}, {0}}, true, plan).has_value());
}

// With one input at its median the figure is known: a at 5, e at 0, no storm.
TEST(one_world, pushes_are_what_one_input_alone_moved) {
  const auto program = world(4);
  const auto estimate = calibrate::fit(program);
  model::Paths paths(program, 2020);
  std::size_t stormy = lanes::lane_count, calm = lanes::lane_count;
  std::uint64_t first = 0;
  for (; stormy == lanes::lane_count || calm == lanes::lane_count; first += lanes::lane_count) {
    paths.run(first);
    stormy = calm = lanes::lane_count;
    for (std::size_t l = 0; l < lanes::lane_count; ++l) {
      (paths.value("x", 2021, l) < 2 ? stormy : calm) = l;
    }
  }
  first -= lanes::lane_count;
  for (const std::size_t lane : {stormy, calm}) {
    const double x = paths.value("x", 2021, lane), a = paths.parameter("a", lane);
    const auto found = pushes(program, estimate, 0, first + lane, 2020);
    ASSERT_GE(found.size(), 2U);
    double last = INFINITY, rest = x - a;
    for (const auto& push : found) {
      EXPECT_LE(std::abs(x - push.without), last);
      last = std::abs(x - push.without);
      EXPECT_NE(push.input.name, "f");
      if (push.input.name == "a") EXPECT_NEAR(push.without, x - a + 5, 1e-12);
      if (push.input.name == "e" || push.input.name == "storm") rest -= x - push.without;
    }
    EXPECT_NEAR(rest, 0, 1e-12);   // 2 e and the storm are what is left beside a
  }
}

}  // namespace
}  // namespace prospect::analyse
