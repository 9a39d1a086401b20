#include "analyse/goals.hpp"

#include <gtest/gtest.h>

#include "model/targeted.hpp"

namespace prospect::analyse {
namespace {

model::Program program() {
  auto made = model::program_of({.body = "[shock.e]\ndistribution = 'normal(0, 1)'\n[indicator.x]\nequals = 'e'\n"
                                         "[indicator.y]\nequals = '1 / max(e, 0)'\n",
                                 .end_year = 2021});
  model::aim(made, "x", 2021, 0);
  model::aim(made, "y", 2021, 1);
  model::aim(made, "x", 2021, 1);
  made.targets[2].code = "far";
  made.targets[1].part = "a";
  made.joints.push_back({"both", {"both", ""}, {0, 1}});
  return made;
}

std::vector<std::string> names(const std::vector<Goal>& goals) {
  std::vector<std::string> all;
  for (const auto& goal : goals) all.push_back(goal.name);
  return all;
}

TEST(goals, are_named_by_number_code_joint_and_all) {
  const auto p = program();
  using Names = std::vector<std::string>;
  EXPECT_EQ(names(find_goals(p, {"1", "(2a)", "far"})), (Names{"x_2021", "y_2021", "far"}));
  EXPECT_EQ(names(find_goals(p, {"2"})), (Names{"y_2021"}));
  EXPECT_EQ(names(find_goals(p, {"both", "all", "both"})), (Names{"both", "all"}));
  EXPECT_EQ(names(find_goals(p, {"each"})), (Names{"x_2021", "y_2021", "far"}));
  EXPECT_EQ(names(find_goals(p, {})), (Names{"x_2021", "y_2021", "both"}));
  EXPECT_EQ(find_goals(p, {"all"})[0].targets, (std::vector<std::size_t>{0, 1, 2}));
}

// A plan that ends earlier has numbers too: they do not answer for those of the later plan.
TEST(goals, numbers_are_those_of_the_plan_that_reaches_furthest) {
  auto p = program();
  for (auto& target : p.targets) target.plan = "new";
  p.targets[0].plan = "old";
  p.targets[0].year = p.targets[0].from = 2020;
  EXPECT_EQ(names(find_goals(p, {"x_2021", "3"})), (std::vector<std::string>{"x_2021", "far"}));
  EXPECT_THROW((void)find_goals(p, {"1"}), base::Rejected);
}

TEST(goals, that_do_not_exist_are_refused_with_near_names) {
  auto p = program();
  p.targets[2].variable.reset();
  p.targets[2].reason = {"no base", ""};
  try {
    (void)find_goals(p, {"bth", "far"});
    FAIL();
  } catch (const base::Rejected& rejected) {
    const auto problems = rejected.problems().sorted();
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].kind, "unknown-target");
    EXPECT_TRUE(problems[0].hint.find("both") != std::string::npos || problems[1].hint.find("both") != std::string::npos);
    EXPECT_TRUE(problems[0].message.find("no base") != std::string::npos ||
                problems[1].message.find("no base") != std::string::npos);
  }
}

// A failed path misses all: y is infinite where e <= 0.
TEST(goals, are_met_by_sound_paths_alone) {
  const auto p = program();
  const auto estimate = calibrate::fit(p);
  const model::Draws draws(p, 4);
  const simulate::ParameterDraws parameters(p, estimate, 4);
  simulate::PathRunner runner(p, estimate, draws, parameters);
  const auto goals = find_goals(p, {"1", "2", "far", "both"});
  GoalTest test(p, goals);
  const auto& block = runner.run(0, lanes::lane_count);
  const auto& met = test.met(block);
  const double* x = block.row(model::variable_named(p, "x"), 2021);
  for (std::size_t l = 0; l < lanes::lane_count; ++l) {
    const auto bit = [&](std::size_t g) { return summarise::contains(met[g], l); };
    const bool sound = x[l] > 0;
    EXPECT_EQ(bit(0), sound);
    EXPECT_EQ(bit(1), sound && 1 / x[l] >= 1);
    EXPECT_EQ(bit(2), sound && x[l] >= 1);
    EXPECT_EQ(bit(3), bit(0) && bit(1));
  }
}

}  // namespace
}  // namespace prospect::analyse
