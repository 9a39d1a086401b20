/// Runs of scrambled Sobol' points: the same worlds for every scenario, length and thread, and what is said of them.

#include "app/sobol.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/replay.hpp"
#include "observe_world.hpp"
#include "report/text.hpp"
#include "summarise/stopping.hpp"

namespace prospect::app {
namespace {

/// x ~ N(0, 1), and a slope: two words a path.
ObserveWorld two_words() {
  return {{"[shock.s]\ndistribution = 'normal(0, 1)'\n[parameter.slope]\nprior = 'normal(1, 0.1)'\n"
           "[indicator.x]\nhistory = 'x'\nequals = 's * slope'\n",
           2021, "", "x,1", "x,2020,0\n"},
          "half,x,2021,0\nmost,x,2021,-1\nrare,x,2021,3.6\n"};
}

store::RunRecord run_it(std::uint64_t paths, int threads = 1,
                        simulate::Sampling sampling = simulate::Sampling::sobol) {
  auto request = two_words().request(paths);
  request.sampling = sampling;
  request.threads = threads;
  request.keep_paths = 300;
  Split split;
  return app::run(request, read::Memory(two_words().texts()), split);
}

TEST(Sobol, SplitsItsCountsOverSixteenScramblings) {
  const auto record = run_it(16'384, 2);
  const auto& summary = record.scenarios.at(0).summary;
  ASSERT_EQ(summary.scramblings.size(), 16U);
  EXPECT_EQ(summary.coordinates, 2U);
  EXPECT_EQ(summary.plain_words, 0U);
  std::uint64_t hits = 0;
  for (const auto& one : summary.scramblings) {
    EXPECT_EQ(one.paths, 1024U);
    hits += one.hits[0];
    // In one dimension a scrambling misses the share by less than a point or two; plain ones by 16.
    EXPECT_NEAR(static_cast<double>(one.hits[0]), 512, 4);
  }
  EXPECT_EQ(hits, summary.targets[0].hits);
  EXPECT_TRUE(run_it(16'384, 1, simulate::Sampling::plain).scenarios[0].summary.scramblings.empty());
}

TEST(Sobol, ThreadsChangeNothing) {
  const auto one = run_it(16'384, 1).scenarios.at(0), three = run_it(16'384, 3).scenarios.at(0);
  EXPECT_EQ(one.kept.values, three.kept.values);
  EXPECT_EQ(one.posterior, three.posterior);
  for (std::size_t r = 0; r < 16; ++r) EXPECT_EQ(one.summary.scramblings[r].hits, three.summary.scramblings[r].hits);
  EXPECT_EQ(one.summary.spreads[0][0].mean, three.summary.spreads[0][0].mean);
}

TEST(Sobol, MorePathsKeepTheFirst) {
  EXPECT_EQ(run_it(4096).scenarios.at(0).kept.values, run_it(16'384).scenarios.at(0).kept.values);
  EXPECT_NE(run_it(4096).scenarios.at(0).kept.values,
            run_it(4096, 1, simulate::Sampling::plain).scenarios.at(0).kept.values);
}

/// A replayed path that comes out otherwise than it was kept is a failure.
TEST(Sobol, ReplaysThePathsItKept) {
  const auto record = run_it(4096);
  for (const std::uint64_t world : {0U, 255U, 256U, 299U}) {
    ReplayRequest asked;
    asked.scenarios = {"model"};
    asked.world = world;
    const auto story = replay(record, asked);
    EXPECT_EQ(static_cast<float>(story.rows.at(0).values.back()), record.scenarios[0].kept.values.at(world));
  }
}

/// The list of what a scenario adds comes last: the words of the first stay where they are.
TEST(Sobol, GivesTheFirstScenarioItsCoordinatesFirst) {
  const auto first = two_words().program();
  auto other = two_words();
  other.world.body += "[shock.a]\ndistribution = 'normal(0, 1)'\n[indicator.y]\nhistory = 'x'\nequals = 'a'\n";
  const auto second = other.program();
  const auto alone = simulate::sobol_streams({&first}), both = simulate::sobol_streams({&first, &second});
  ASSERT_EQ(both.size(), alone.size() + 1);
  for (std::size_t k = 0; k < alone.size(); ++k) EXPECT_EQ(alone[k].name, both[k].name);
  EXPECT_EQ(both.back().name, "shock.a");
  EXPECT_EQ(both.back().first_step, 2021);
}

TEST(Sobol, TakesIntervalsFromTheScramblings) {
  const auto record = run_it(65'536);
  const auto& summary = record.scenarios.at(0).summary;
  const summarise::IntervalRule rule;
  const auto width = [](summarise::Interval interval) { return interval.high - interval.low; };
  const auto& most = summary.targets.at(1);
  EXPECT_LT(width(rule(counted(summary, most))), 0.5 * width(rule(most.hits, summary.paths)));
  // Too rare for a spread: as of plain paths.
  const auto& rare = summary.targets.at(2);
  ASSERT_LT(rare.hits, 128U);
  EXPECT_EQ(width(rule(counted(summary, rare))), width(rule(rare.hits, summary.paths)));
  const auto text = report::verdict(record, {});
  EXPECT_NE(text.find("16 Sobol' sequences"), text.npos);
  EXPECT_NE(report::to_json(record).find("\"kind\": \"sobol\""), std::string::npos);
}

TEST(Sobol, TurnsDownWhatMakesNoNets) {
  const auto says = [](const auto& change) -> std::string {
    RunRequest request;
    request.sampling = simulate::Sampling::sobol;
    request.paths = sobol_paths_if_not_said;
    change(request);
    try {
      check_sampling(request);
      return "";
    } catch (const base::Rejected& rejected) {
      return rejected.problems().sorted().front().hint;
    }
  };
  EXPECT_EQ(says([](auto&) {}), "");
  EXPECT_EQ(says([](auto& r) { r.paths = 4096; }), "");
  EXPECT_EQ(says([](auto& r) { r.paths = 12'288; }), "--paths 8192 or --paths 16384");
  EXPECT_EQ(says([](auto& r) { r.paths = 200'000; }), "--paths 131072 or --paths 262144");
  EXPECT_EQ(says([](auto& r) { r.paths = 1; }), "the least is --paths 4096");
  EXPECT_NE(says([](auto& r) { r.precision = 0.2; }), "");
  EXPECT_NE(says([](auto& r) { r.decide = 0.8; }), "");
  EXPECT_EQ(says([](auto& r) { r.paths = 7, r.sampling = simulate::Sampling::plain; }), "");
}

}  // namespace
}  // namespace prospect::app
