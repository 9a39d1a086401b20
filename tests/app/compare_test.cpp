/// Scenarios compared on the same worlds, where the probabilities are known.

#include <gtest/gtest.h>

#include <cmath>

#include "analyse/compare.hpp"
#include "app/conditions.hpp"
#include "app/simulate_scenario.hpp"
#include "observe_world.hpp"
#include "report/compare.hpp"
#include "report/layout.hpp"

namespace prospect::app {
namespace {

/// x = s + shift, y = sign s, sure = 1, with s ~ N(0, 1) the same word in every scenario. Targets: x at least
/// 0.5, y at least 0, sure at least 0.
model::Program world(double shift, int sign, const std::string& observed = "") {
  const ObserveWorld made{{fmt::format("[shock.s]\ndistribution = 'normal(0, 1)'\n"
                                       "[indicator.x]\nequals = 's + {}'\n"
                                       "[indicator.y]\nequals = '{} * s'\n"
                                       "[indicator.sure]\nequals = '1 + 0 * s'\n"
                                       "[indicator.seen]\nhistory = 'seen'\nequals = 's'\n"
                                       "[joint.both]\ntargets = ['x', 'sure']\n",
                                       shift, sign),
                           2021, "", "seen,1", "seen,2020,0\n"},
                          "x,x,2021,0.5\ny,y,2021,0\nsure,sure,2021,0\n", observed};
  return made.program();
}

struct Made {
  std::vector<model::Program> programs;
  std::vector<calibrate::Estimate> estimates;

  explicit Made(std::vector<model::Program> of) : programs(std::move(of)) {
    for (const auto& program : programs) estimates.push_back(calibrate::fit(program));
  }
  [[nodiscard]] analyse::Comparison compare(std::uint64_t paths = 40'000, int threads = 1,
                                            std::vector<std::string> words = {"each", "all"}) const {
    std::vector<analyse::Contender> contenders;
    for (std::size_t s = 0; s < programs.size(); ++s) {
      simulate::Plan plan;
      plan.seed = 3;
      plan.paths = paths;
      plan.threads = threads;
      contenders.push_back({&programs[s], &estimates[s], plan});
    }
    return {contenders, std::move(words), threads};
  }
};

double beyond(double limit) { return 0.5 * std::erfc(limit / std::sqrt(2.0)); }

enum GoalPlace : std::size_t { x, y, sure, all };

void expect_share(std::uint64_t hits, double truth, double n) {
  EXPECT_NEAR(static_cast<double>(hits) / n, truth, 4 * std::sqrt(truth * (1 - truth) / n));
}

// A raised by 0.3 meets all that B meets: worlds with s from 0.2 to 0.5 are A's alone, none B's.
TEST(Compare, KnowsWhichWorldsOneScenarioAloneMeets) {
  const Made made({world(0.3, 1), world(0, -1)});
  const auto found = made.compare();
  EXPECT_EQ(found.worlds(), 40'000U);
  EXPECT_EQ(found.left_out(), 0U);
  expect_share(found.hits(x, 0), beyond(0.2), 40'000);
  const auto apart = found.difference(x, 0, 1);
  expect_share(apart.only_a, beyond(0.2) - beyond(0.5), 40'000);
  EXPECT_EQ(apart.only_b, 0U);
  EXPECT_LE(apart.interval.low, beyond(0.2) - beyond(0.5));
  EXPECT_GE(apart.interval.high, beyond(0.2) - beyond(0.5));
  // y: as likely in both, and never in both.
  const auto turned = found.difference(y, 0, 1);
  EXPECT_EQ(turned.only_a + turned.only_b, 40'000U);
  EXPECT_LT(turned.interval.low, 0);
  EXPECT_GT(turned.interval.high, 0);
  // all: s at least 0.2 and 0 in A; s at least 0.5 and at most 0, which cannot be, in B.
  EXPECT_EQ(found.hits(all, 0), found.hits(x, 0));
  EXPECT_EQ(found.hits(all, 1), 0U);
}

TEST(Compare, NamesTheBestAndHowSureItIs) {
  const Made made({world(0, 1), world(0.3, 1), world(0.3, 1), world(-0.2, 1)});
  const auto best = made.compare().best(x);
  EXPECT_EQ(best.scenario, 1U);
  EXPECT_LT(best.chance[0], 1e-9);
  EXPECT_EQ(best.chance[2], 1);   // its twin
  EXPECT_LT(best.chance[3], 1e-9);
  EXPECT_EQ(best.not_told_apart, std::vector<std::size_t>{2});
  EXPECT_EQ(best.confidence, 0);
  const Made clear({world(0, 1), world(0.3, 1)});
  EXPECT_GT(clear.compare().best(x).confidence, 0.999);
  EXPECT_TRUE(clear.compare().best(x).not_told_apart.empty());
}

TEST(Compare, ScenariosThatAreAlikeDifferByNothing) {
  const Made made({world(0.1, 1), world(0.1, 1)});
  const auto found = made.compare();
  for (std::size_t goal = 0; goal < found.goals().size(); ++goal) {
    const auto apart = found.difference(goal, 0, 1);
    EXPECT_EQ(apart.only_a + apart.only_b, 0U);
    EXPECT_EQ(apart.value, 0);
    EXPECT_LT(apart.interval.low, 0);
    EXPECT_GT(apart.interval.high, 0);
    EXPECT_LT(apart.interval.high, 1.0 / 10'000);
    EXPECT_EQ(found.best(goal).not_told_apart, std::vector<std::size_t>{1});
  }
  const auto met = found.met_difference(0, 1);
  EXPECT_EQ(met.value, 0);
  EXPECT_LT(met.interval.low, 0);
  EXPECT_GT(met.interval.high, 0);
}

TEST(Compare, ATargetThatCannotFailTellsNothingApart) {
  const Made made({world(0.3, 1), world(0, -1)});
  const auto found = made.compare();
  EXPECT_EQ(found.hits(sure, 0), found.worlds());
  EXPECT_EQ(found.difference(sure, 0, 1).only_a, 0U);
  EXPECT_EQ(found.best(sure).confidence, 0);
}

// x, y, sure: 1 more in A where s is in [0.2, 0.5); y one more or one less by the sign of s.
TEST(Compare, PairsTheNumberMet) {
  const Made made({world(0.3, 1), world(0, -1)});
  const auto found = made.compare();
  EXPECT_EQ(found.targets(), 3U);
  const double truth = beyond(0.2) - beyond(0.5);
  const auto apart = found.met_difference(0, 1);
  EXPECT_NEAR(apart.value, found.met(0) - found.met(1), 1e-12);
  EXPECT_LE(apart.interval.low, truth);
  EXPECT_GE(apart.interval.high, truth);
  // Its variance: (2^2 on [0.2, 0.5), else 1) less the squared mean.
  const double sd = std::sqrt(1 + 3 * truth - truth * truth);
  EXPECT_NEAR(apart.interval.high - apart.interval.low, 2 * 1.96 * sd / 200, 1e-3);
}

TEST(Compare, ChangesSignWithTheOrder) {
  const Made made({world(0.3, 1), world(0, -1)}), turned({world(0, -1), world(0.3, 1)});
  const auto one = made.compare(), other = turned.compare();
  for (const std::size_t goal : {x, y, sure, all}) {
    for (const auto& back : {one.difference(goal, 1, 0), other.difference(goal, 0, 1)}) {
      const auto apart = one.difference(goal, 0, 1);
      EXPECT_EQ(apart.only_a, back.only_b);
      EXPECT_EQ(apart.only_b, back.only_a);
      EXPECT_EQ(apart.value, -back.value);
      EXPECT_EQ(apart.interval.low, -back.interval.high);
      EXPECT_EQ(apart.interval.high, -back.interval.low);
    }
  }
  EXPECT_EQ(one.met_difference(0, 1).value, -one.met_difference(1, 0).value);
}

TEST(Compare, IsTheSameForAnyThreads) {
  const Made made({world(0.3, 1), world(0, -1), world(0.2, 1)});
  // The last chunk and its last block are not full.
  const auto one = report::comparison_answer(made.compare(20'001, 1), 0);
  const auto two = report::comparison_answer(made.compare(20'001, 2), 0);
  ASSERT_EQ(one.tables.size(), two.tables.size());
  for (std::size_t t = 0; t < one.tables.size(); ++t) {
    for (std::size_t c = 0; c < one.tables[t].columns.size(); ++c) {
      EXPECT_EQ(one.tables[t].columns[c].values, two.tables[t].columns[c].values) << one.tables[t].name;
    }
  }
}

TEST(Compare, CountsWhatARunCounts) {
  const Made made({world(0.3, 1), world(0, -1)});
  const auto found = made.compare(20'001, 2);
  for (std::size_t s = 0; s < 2; ++s) {
    simulate::Plan plan;
    plan.seed = 3;
    plan.paths = 20'001;
    ScenarioRun run(made.programs[s], made.estimates[s], plan);
    run.go_on(plan.paths);
    const auto summary = run.finish();
    for (const std::size_t goal : {x, y, sure}) EXPECT_EQ(found.hits(goal, s), summary.targets[goal].hits);
    EXPECT_EQ(found.hits(all, s), summary.all_met);
  }
}

TEST(Compare, TakesTheModelsOwnGoalsAndAllWithoutWords) {
  const Made made({world(0.3, 1), world(0, 1)});
  const auto found = made.compare(4096, 1, {});
  std::vector<std::string> names;
  for (const auto& goal : found.goals()) names.push_back(goal.name);
  EXPECT_EQ(names, (std::vector<std::string>{"x", "sure", "both", "all"}));
}

// Held against a figure of s: every scenario sees the same s, so the same worlds count in all of them.
TEST(Compare, TakesTheWorldsThatAgreeWithNewFigures) {
  const Made made({world(0.3, 1, "seen,2021,0.4,actual,0.3\n"), world(0, 1, "seen,2021,0.4,actual,0.3\n")});
  std::vector<analyse::Contender> contenders;
  for (std::size_t s = 0; s < 2; ++s) {
    simulate::Plan plan;
    plan.paths = 40'000;
    plan.conditions = conditions_of(made.programs[s], made.estimates[s], plan.seed);
    contenders.push_back({&made.programs[s], &made.estimates[s], plan});
  }
  const analyse::Comparison found(contenders, {"x"}, 1);
  EXPECT_EQ(found.left_out(), 0U);
  EXPECT_LT(found.worlds(), 20'000U);
  EXPECT_GT(found.worlds(), 5'000U);
  // s given the figure is normal: precision 1 + 1 / 0.09.
  const double variance = 1 / (1 + 1 / 0.09), mean = 0.4 / 0.09 * variance;
  expect_share(found.hits(0, 0), beyond((0.2 - mean) / std::sqrt(variance)), static_cast<double>(found.worlds()));
}

TEST(Compare, SpeaksBothLanguagesWithinTheWidth) {
  const Made made({world(0.3, 1), world(0, -1), world(0.2, 1), world(0.1, 1), world(0, 1), world(-0.1, 1)});
  const auto found = made.compare();
  for (const auto language : {base::Language::english, base::Language::vietnamese}) {
    report::VerdictOptions options;
    options.language = language;
    const auto text = report::comparison(found, 1, 3, options);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(report::display_columns(line), 100) << line;
  }
}

}  // namespace
}  // namespace prospect::app
