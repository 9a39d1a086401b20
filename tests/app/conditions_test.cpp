/// Paths held against new figures, and kept paths weighed by them, where the conditional law is known.

#include <gtest/gtest.h>

#include <cmath>

#include "app/conditions.hpp"
#include "app/observe.hpp"
#include "app/replay.hpp"
#include "observe_world.hpp"
#include "report/layout.hpp"
#include "report/text.hpp"
#include "store/store.hpp"

namespace prospect::app {
namespace {

/// A random walk x of steps N(1, 1) from 10, and z = x + w with w ~ N(0, 0.5^2) beside it, of which figures
/// are seen. Targets: x in 2023 at least 13.5, and in 2022 at least 12.5.
ObserveWorld walk(const std::string& observed) {
  return {{"[shock.s]\ndistribution = 'normal(1, 1)'\n"
           "[shock.w]\ndistribution = 'normal(0, 0.5)'\n"
           "[indicator.x]\nhistory = 'x'\nnext = 'x[-1] + s'\n"
           "[indicator.z]\nhistory = 'z'\nequals = 'x + w'\n",
           2023, "", "x,1\nz,1", "x,2020,10\nz,2020,10\n"},
          "a,x,2023,13.5\nb,x,2022,12.5\n", observed};
}

double normal_beyond(double limit, double mean, double variance) {
  return 0.5 * std::erfc((limit - mean) / std::sqrt(2 * variance));
}

/// x_2021 ~ N(11, 1); what is seen of it, 12.2, has variance v: normal again, with precision 1 + 1/v.
struct Conditional {
  double mean, variance;
  explicit Conditional(double v) : mean((11 + 12.2 / v) / (1 + 1 / v)), variance(1 / (1 + 1 / v)) {}
  [[nodiscard]] double beyond_2023() const { return normal_beyond(13.5, mean + 2, variance + 2); }
  [[nodiscard]] double beyond_2022() const { return normal_beyond(12.5, mean + 1, variance + 1); }
};

void expect_share(double share, double truth, double paths) {
  EXPECT_NEAR(share, truth, 4 * std::sqrt(truth * (1 - truth) / paths));
}

// Seen through z with an error of 0.4: variance 0.25 + 0.16.
TEST(Conditions, GiveTheConditionalLaw) {
  const auto record = walk("z,2021,12.2,actual,0.4\n").run(200'000);
  const auto& summary = record.scenarios[0].summary;
  const Conditional law(0.25 + 0.16);
  EXPECT_EQ(summary.simulated, 200'000U);
  // The mean of exp(-d^2 / 2) for z - 12.2 ~ N(-1.2, 1.25): the two normal densities convolved.
  const double agree = 0.4 / std::sqrt(1.25 + 0.16) * std::exp(-1.2 * 1.2 / 2 / (1.25 + 0.16));
  expect_share(static_cast<double>(summary.paths) / 200'000, agree, 200'000);
  EXPECT_EQ(summary.observed[0].agreeing, summary.paths);
  const auto paths = static_cast<double>(summary.paths);
  expect_share(probability(record, 0), law.beyond_2023(), paths);
  expect_share(probability(record, 1), law.beyond_2022(), paths);
  const auto& spread = summary.spreads[0][0];  // of x in 2021
  EXPECT_NEAR(spread.mean, law.mean, 4 * std::sqrt(law.variance / paths));
  EXPECT_NEAR(spread.sd, std::sqrt(law.variance), 4 * std::sqrt(law.variance / (2 * paths)));
  // Without the figure the share is another: the test would see it left out.
  EXPECT_GT(law.beyond_2023() - normal_beyond(13.5, 13, 3), 0.05);
}

TEST(Conditions, OfTwoFiguresHoldTogether) {
  const auto record = walk("x,2021,12.2,actual,0.5\nx,2022,12.0,actual,0.5\n").run(200'000);
  // Kalman: N(11, 1) sees 12.2 with 0.25, moves by N(1, 1), sees 12.0 with 0.25, moves again.
  const Conditional first(0.25);
  const double variance = first.variance + 1, gain = variance / (variance + 0.25);
  const double mean = first.mean + 1 + gain * (12.0 - first.mean - 1), left = (1 - gain) * variance;
  const auto paths = static_cast<double>(record.scenarios[0].summary.paths);
  expect_share(probability(record, 0), normal_beyond(13.5, mean + 1, left + 1), paths);
  expect_share(probability(record, 1), normal_beyond(12.5, mean, left), paths);
}

// sd of x in 2021 is 1, so 0.15 of it; the last digit of 12.2 allows 0.05 only.
TEST(Conditions, TakeTheErrorFromTheSpreadWhereNoneIsGiven) {
  const auto record = walk("x,2021,12.2,,\n").run(20'000);
  EXPECT_NEAR(record.scenarios[0].summary.observed[0].error, 0.15, 0.15 * 4 / std::sqrt(2 * 4096.0));
  const auto coarse = walk("x,2021,12,,\n").run(20'000);
  EXPECT_EQ(coarse.scenarios[0].summary.observed[0].error, 0.5);
}

TEST(Reweighting, GivesTheConditionalLawToo) {
  const auto record = walk("").run(200'000, 200'000);
  const auto texts = walk("z,2021,12.2,actual,0.4\n").texts();
  const auto result = observe(record, record.scenarios[0], "observed.csv", read::Memory(texts));
  const Conditional law(0.25 + 0.16);
  // sum w / sqrt(sum w^2): with d ~ N(-1.2, 1.25), E w as above, and E w^2 is that of half the variance.
  const auto mean_weight = [](double error) {
    const double v = 1.25 + error * error;
    return error / std::sqrt(v) * std::exp(-1.2 * 1.2 / 2 / v);
  };
  const double share = mean_weight(0.4) * mean_weight(0.4) / mean_weight(0.4 / std::sqrt(2.0));
  EXPECT_NEAR(result.effective / 200'000, share, 0.01);
  EXPECT_FALSE(result.is_thin());
  ASSERT_EQ(result.targets.size(), 2U);
  expect_share(result.targets[0].after, law.beyond_2023(), result.effective);
  expect_share(result.targets[1].after, law.beyond_2022(), result.effective);
  EXPECT_EQ(result.targets[0].before, probability(record, 0));
  EXPECT_LT(result.targets[0].after_interval.low, law.beyond_2023());
  EXPECT_GT(result.targets[0].after_interval.high, law.beyond_2023());
}

TEST(Reweighting, NamesTheFigureThatCostsMost) {
  const auto record = walk("").run(20'000, 20'000);
  const auto texts = walk("z,2021,11.1,actual,2\nx,2022,17,actual,0.1\n").texts();
  const auto result = observe(record, record.scenarios[0], "observed.csv", read::Memory(texts));
  EXPECT_TRUE(result.is_thin());
  EXPECT_EQ(result.costliest(), 1U);
  EXPECT_GT(result.effective_without[1], 10'000);
  EXPECT_LT(result.effective, 100);
}

TEST(Update, SplitsTheChangeByFigure) {
  const auto world = walk("x,2021,12.2,actual,0.5\nz,2022,12.0,estimate,0.5\n");
  const auto record = world.run(50'000);
  ASSERT_TRUE(record.scenarios[0].update);
  const auto& update = *record.scenarios[0].update;
  EXPECT_EQ(update.simulated, 50'000U);
  ASSERT_EQ(update.targets[0].probability.size(), 3U);
  EXPECT_EQ(update.targets[0].name, "a");
  EXPECT_EQ(update.targets[0].probability[0], probability(walk("").run(50'000)));
  EXPECT_EQ(update.targets[0].probability[1], probability(walk("x,2021,12.2,actual,0.5\n").run(50'000)));
  EXPECT_EQ(update.targets[0].probability[2], probability(record));
  EXPECT_EQ(update.accepted[0], 50'000U);
  EXPECT_EQ(update.accepted[2], record.scenarios[0].summary.paths);
}

TEST(Update, IsPrintedInBothLanguagesWithinTheWidth) {
  const auto record = walk("x,2021,12.2,actual,0.5\nz,2022,12.0,estimate,0.5\n").run(20'000);
  for (const auto language : {base::Language::english, base::Language::vietnamese}) {
    report::VerdictOptions options;
    options.language = language;
    for (const auto& line : model::rows_of(report::verdict(record, options))) {
      EXPECT_LE(report::display_columns(line), 100) << line;
    }
  }
}

TEST(Conditions, KeepTheirPathsAndTheirCountsInTheFile) {
  const auto record = walk("z,2021,12.2,estimate,0.4\n").run(20'000, 4'000);
  const auto file = (std::filesystem::temp_directory_path() / "prospect_observed_test.h5").string();
  store::write(record, file);
  const auto read = store::load(file);
  std::filesystem::remove(file);
  const auto& before = record.scenarios[0];
  const auto& after = read.scenarios[0];
  EXPECT_EQ(read.observed, "observed.csv");
  EXPECT_EQ(read.texts.at("observed.csv"), walk("z,2021,12.2,estimate,0.4\n").texts().at("observed.csv"));
  EXPECT_EQ(after.summary.simulated, 20'000U);
  EXPECT_EQ(after.summary.paths, before.summary.paths);
  EXPECT_LT(after.summary.paths, 10'000U);
  ASSERT_EQ(after.summary.observed.size(), 1U);
  EXPECT_EQ(after.summary.observed[0].series, "z");
  EXPECT_EQ(after.summary.observed[0].year, 2021);
  EXPECT_EQ(after.summary.observed[0].value, 12.2);
  EXPECT_EQ(after.summary.observed[0].error, 0.4);
  EXPECT_TRUE(after.summary.observed[0].estimate);
  EXPECT_FALSE(after.summary.observed[0].fitted);
  EXPECT_EQ(after.summary.observed[0].agreeing, before.summary.observed[0].agreeing);
  EXPECT_FALSE(after.kept.numbers.empty());
  EXPECT_EQ(after.kept.numbers, before.kept.numbers);
  EXPECT_EQ(after.kept.values, before.kept.values);
  EXPECT_EQ(after.kept.paths * 2, after.kept.met.size());
  // A kept path is told again from the file alone.
  const auto world = static_cast<std::uint64_t>(after.kept.numbers.back());
  ReplayRequest asked;
  asked.scenarios = {"model"};
  asked.world = world;
  const auto story = replay(read, asked);
  EXPECT_EQ(static_cast<float>(story.rows[0].values[1]),
            after.kept.values[after.kept.values.size() - 6]);
}

TEST(Conditions, GiveTheSameResultForAnyNumberOfThreads) {
  const auto world = walk("x,2021,12.2,actual,0.5\nz,2022,12.0,estimate,0.5\n");
  const auto one = world.run(30'000, 5'000, 1), three = world.run(30'000, 5'000, 3);
  EXPECT_EQ(one.scenarios[0].kept.values, three.scenarios[0].kept.values);
  EXPECT_EQ(one.scenarios[0].kept.numbers, three.scenarios[0].kept.numbers);
  EXPECT_EQ(one.scenarios[0].summary.paths, three.scenarios[0].summary.paths);
  EXPECT_EQ(one.scenarios[0].summary.spreads[1][2].mean, three.scenarios[0].summary.spreads[1][2].mean);
  EXPECT_EQ(one.scenarios[0].update->all.probability, three.scenarios[0].update->all.probability);
}

TEST(Conditions, ThatNoPathMeetsAreAProblemThatNamesTheFigure) {
  try {
    const auto record = walk("z,2021,11,actual,1\nx,2022,90,actual,0.5\n").run(5'000);
    FAIL() << "no path can be at 90";
  } catch (const base::Rejected& rejected) {
    const auto problems = rejected.problems().sorted();
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].kind, "impossible-figure");
    EXPECT_EQ(problems[0].place.line, 3);
    EXPECT_NE(problems[0].message.find("'x' 90"), std::string::npos);
  }
}

// 10 000 simulated, 30 count: 400 need 133 334 paths, rounded up to two digits.
TEST(Conditions, SayHowManyPathsWouldBeEnough) {
  summarise::Summary summary;
  summary.simulated = 10'000;
  summary.paths = 30;
  EXPECT_EQ(summarise::paths_for_enough(summary), 140'000U);
}

}  // namespace
}  // namespace prospect::app
