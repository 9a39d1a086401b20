#include "analyse/past_targets.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "analyse/past_world.hpp"

namespace prospect::analyse {
namespace {

using calibrate::Mixture;

/// A law with its middle at `centre`, nearly certain or nearly flat as asked.
LawOfFigure law_at(double centre, double scale) {
  return [=](std::size_t, int, int, bool) { return Mixture({{1, 5, centre, scale}}); };
}

model::Program world() {
  model::Program program;
  program.base_year = 2020;
  program.families.push_back(one_rule("f", 0, 0, 0));
  program.histories.push_back(history_of("a", "f", 2016, {1, 2, 3, 4, 5}));
  program.histories.push_back(history_of("late", "f", 2019, {1, 2}));
  return program;
}

const UnresolvedTarget& left(const PastTargets& past, const std::string& code) {
  for (const auto& one : past.unresolved) {
    if (one.code == code) return one;
  }
  static const UnresolvedTarget none;
  return none;
}

TEST(past_targets, are_resolved_by_the_figure_within_the_tolerance) {
  auto program = world();
  program.targets = {target_of("met", "a", 5), target_of("missed", "a", 5.2, 0.1),
                     target_of("just", "a", 5.05, 0.05), target_of("at_most", "a", 4),
                     target_of("about", "a", 5.2, 0.3), target_of("between", "a", 2)};
  program.targets[3].direction = model::Target::Direction::at_most;
  program.targets[4].direction = model::Target::Direction::between;
  program.targets[5].direction = model::Target::Direction::between;
  program.targets[5].high = 4;
  const auto past = past_targets(program, {2018}, law_at(5, 1));
  ASSERT_EQ(past.resolved.size(), 6U);
  const std::vector<bool> met = {true, false, true, false, true, false};
  for (std::size_t k = 0; k < met.size(); ++k) {
    EXPECT_EQ(past.resolved[k].met, met[k]) << past.resolved[k].code;
  }
  EXPECT_DOUBLE_EQ(past.resolved[4].low, 4.9);
  EXPECT_DOUBLE_EQ(past.resolved[4].high, 5.5);
  EXPECT_EQ(past.resolved[5].high, 4);
}

TEST(past_targets, are_listed_with_the_reason_when_they_cannot_be_scored) {
  auto program = world();
  program.targets = {target_of("sum", "a", 5),    target_of("unknown", "b", 5),
                     target_of("unit", "a", 5),   target_of("silent", "a", 5),
                     target_of("late", "late", 1), target_of("told", "", 5),
                     target_of("future", "a", 5)};
  program.targets[0].test = model::Target::Test::sum;
  program.targets[2].unit = "kg";
  program.targets[3].year = 2015;
  program.targets[5].reason = {"no outcome", "không có kết quả"};
  program.targets[6].year = 2025;
  const auto past = past_targets(program, {2018}, law_at(5, 1));
  EXPECT_TRUE(past.resolved.empty());
  EXPECT_EQ(past.unresolved.size(), 6U);  // that of 2025 is no earlier plan's
  EXPECT_NE(left(past, "sum").reason.en.find("several years"), std::string::npos);
  EXPECT_NE(left(past, "unknown").reason.en.find("'b'"), std::string::npos);
  EXPECT_NE(left(past, "unit").reason.en.find("'kg'"), std::string::npos);
  EXPECT_NE(left(past, "silent").reason.en.find("2015"), std::string::npos);
  EXPECT_NE(left(past, "late").reason.en.find("two figures"), std::string::npos);
  EXPECT_EQ(left(past, "told").reason.vi, "không có kết quả");
}

// A law centred on the bound says one half; the Brier score of that is 1/4 whatever happens.
TEST(past_targets, are_forecast_and_scored) {
  auto program = world();
  program.targets = {target_of("met", "a", 5), target_of("missed", "a", 5.000001)};
  const auto past = past_targets(program, {2018, 2019}, law_at(5, 1));
  ASSERT_EQ(past.rounds.size(), 2U);
  const auto& round = past.rounds[0];
  EXPECT_EQ(round.origin, 2018);
  ASSERT_EQ(round.forecasts.size(), 2U);
  EXPECT_NEAR(*round.forecasts[0].probability[0], 0.5, 1e-9);
  ASSERT_EQ(round.scores.size(), target_method_count);
  EXPECT_NEAR(round.scores[0].brier, 0.25, 1e-6);
  EXPECT_NEAR(round.scores[0].log_score, std::log(0.5), 1e-5);
  EXPECT_DOUBLE_EQ(round.scores[1].brier, (0.23 * 0.23 + 0.77 * 0.77) / 2);
  EXPECT_NEAR(round.scores[1].to_ours.mean, 0.25 - round.scores[1].brier, 1e-6);
  EXPECT_DOUBLE_EQ(round.scores[2].brier, (0.05 * 0.05 + 0.95 * 0.95) / 2);
  EXPECT_NEAR(round.scores[2].skill, 1 - 0.25 / round.scores[2].brier, 1e-6);
  // The line through 1, 2, 3 reaches 5 and no more: it is right of both, at 0.9 and 0.1.
  EXPECT_NEAR(round.scores[3].brier, 0.01, 1e-12);
  EXPECT_NEAR(round.count.expected, 1, 1e-5);
  EXPECT_EQ(round.count.met, 1U);
  EXPECT_NEAR(round.count.law[1], 0.5, 1e-5);
  EXPECT_NEAR(round.count.pit, 0.5, 1e-5);
  EXPECT_EQ(round.count.low, 0U);
  EXPECT_EQ(round.count.high, 2U);
}

TEST(past_targets, beyond_what_the_link_can_take_are_certain) {
  auto program = world();
  auto& history = program.histories[0];
  history.link = model::Link::logit;
  history.low = 0;
  history.high = 100;
  program.targets = {target_of("all", "a", 100), target_of("any", "a", 0),
                     target_of("rounds", "a", 100, 50)};
  const auto past = past_targets(program, {2018}, law_at(0, 1));
  const auto& made = past.rounds[0].forecasts;
  EXPECT_EQ(*made[0].probability[0], 0);
  EXPECT_EQ(*made[1].probability[0], 1);
  EXPECT_NEAR(*made[2].probability[0], 0.5, 1e-12);  // the bound is 50, that is 0 on the link scale
}

TEST(past_targets, leave_out_a_baseline_that_needs_more_figures) {
  auto program = world();
  program.targets = {target_of("a", "a", 5)};
  const auto past = past_targets(program, {2017}, law_at(5, 1));
  EXPECT_FALSE(past.rounds[0].forecasts[0].probability[4]);
  EXPECT_EQ(past.rounds[0].scores.size(), target_method_count - 1);
}

}  // namespace
}  // namespace prospect::analyse
