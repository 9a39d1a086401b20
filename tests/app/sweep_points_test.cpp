/// Points of a sweep against runs of the scenario files they stand for.

#include "app/sweep_points.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sweep_world.hpp"

namespace prospect::app {
namespace {

using testing::HasSubstr;

class Sweeping : public SweepWorld {
 protected:
  [[nodiscard]] SweepPoints points(const SweepGrid& grid, int threads = 2,
                                   const std::string& observed = "") const {
    return {grid, about(grid, observed), paths_, threads};
  }

  std::uint64_t paths_ = 5000;  ///< not whole blocks, chunks or tasks

  [[nodiscard]] static std::uint64_t hits_of(const store::ScenarioRecord& scenario,
                                             const std::string& goal) {
    if (goal == "all") return scenario.summary.all_met;
    for (const auto& target : scenario.summary.targets) {
      if (scenario.program.targets[target.target].code == goal) return target.hits;
    }
    for (const auto& group : scenario.summary.groups) {
      if (group.name == goal) return group.all_met;
    }
    ADD_FAILURE() << goal;
    return 0;
  }

  /// Counts every point and holds some of them against `run` of their texts; returns the worlds
  /// with a fault.
  std::int64_t expect_as_run(const SweepGrid& grid, std::size_t every,
                             const std::string& observed = "") {
    auto sweep = points(grid, 2, observed);
    const auto counts = sweep.count(0, sweep.size());
    EXPECT_EQ(counts.size(), sweep.size());
    const auto shape = sweep.empty();
    std::int64_t failed = 0;
    for (std::size_t p = 0; p < counts.size(); p += every) {
      const read::Memory below(texts_);
      const auto text = sweep.text(p);
      const read::Added files(below, "point.toml", text);
      RunRequest request;
      request.scenarios = {"point.toml"};
      request.paths = paths_;
      request.seed = 1;
      request.threads = 1;
      request.observe = observed;
      Split split;
      const auto record = app::run(request, files, split);
      const auto& scenario = record.scenarios.front();
      EXPECT_EQ(counts[p].counted, static_cast<std::int64_t>(scenario.summary.paths)) << text;
      EXPECT_EQ(counts[p].failed, static_cast<std::int64_t>(scenario.summary.failed)) << text;
      for (std::size_t g = 0; g < shape.goals.size(); ++g) {
        EXPECT_EQ(counts[p].hits[g],
                  static_cast<std::int64_t>(hits_of(scenario, shape.goals[g].name)))
            << shape.goals[g].name << " of\n"
            << text;
      }
      failed += counts[p].failed;
    }
    return failed;
  }
};

TEST_F(Sweeping, HasTheShapeOfItsGrid) {
  const auto sweep = points(grid()).empty();
  EXPECT_EQ(sweep.name, "grid");
  EXPECT_EQ(sweep.paths, paths_);
  ASSERT_EQ(sweep.scenarios.size(), 2U);
  EXPECT_EQ(sweep.scenarios[0].name, "s");
  EXPECT_EQ(sweep.scenarios[1].label.en, "other");
  EXPECT_THAT(sweep.scenarios[0].present, testing::ElementsAre(0.1, 1));
  EXPECT_EQ(sweep.points(), 30U);
  EXPECT_EQ(sweep.setting.size(), 60U);
  EXPECT_EQ(sweep.scenario[14], 0);
  EXPECT_EQ(sweep.scenario[15], 1);
  EXPECT_EQ(sweep.setting[2 * 15], -2);  // the second scenario begins anew
  EXPECT_EQ(sweep.goals.size(), 8U);     // six targets, the joint, all
  EXPECT_EQ(sweep.hits.size(), 30U * 8U);
}

TEST_F(Sweeping, CountsWhatRunCountsOfEachPoint) {
  EXPECT_GT(expect_as_run(grid(), 1), 0);  // some of them with faults
}

TEST_F(Sweeping, CountsThreeLeversOneOfThemOfAnExpression) {
  expect_as_run(
      grid(head_ + "[lever.push]\nvalues = [-3, 0, 3]\n[lever.pull]\nvalues = [-5, 0, 0.25, 5]\n"
                   "[lever.calm]\nvalues = [0.5, 1, 2]\n"),
      5);
}

TEST_F(Sweeping, CountsUncertainLevers) {
  expect_as_run(
      grid(head_ +
           "[lever.push]\nvalues = [-3, 0, 3]\nspread = 0.5\n[lever.pull]\nvalues = [-1, 1]\n"
           "[lever.calm]\nvalues = [1, 2]\nspread = 0.2\n"),
      3);
}

TEST_F(Sweeping, CountsALatinHypercube) {
  expect_as_run(grid("format = 1\nlabel = 'g'\nscenarios = ['s.toml']\ndesign = "
                     "'latin_hypercube'\npoints = 30\n"
                     "targets = ['b', 'both', 'd']\n[lever.push]\nfrom = -3\nto = "
                     "3\n[lever.pull]\nfrom = -1\nto = 2\n"),
                4);
}

TEST_F(Sweeping, CountsALeverThatMovesNoTarget) {
  expect_as_run(grid("format = 1\nlabel = 'g'\nscenarios = ['s.toml']\ntargets = ['c']\n"
                     "[lever.push]\nvalues = [0, 3]\n[lever.pull]\nvalues = [-1, 2]\n"),
                1);
}

TEST_F(Sweeping, CountsAModelAlone) {
  expect_as_run(
      grid("format = 1\nlabel = 'g'\nscenarios = ['model.toml']\n[lever.push]\nvalues = [0, 3]\n"),
      1);
}

// Figures whose error is given, is to be found from the first worlds, and that a state starts from.
TEST_F(Sweeping, HoldsWorldsAgainstNewFigures) {
  texts_["observed.csv"] =
      "series,year,value,status,error\nx,2021,0.5,actual,0.4\nx,2022,1,actual,\nh,2021,13.5,actual,"
      "\n";
  expect_as_run(grid(), 7, "observed.csv");
}

// The first chunk says how far a figure may err, however few worlds are counted.
TEST_F(Sweeping, HoldsFewWorldsAgainstFiguresOfWhatIsMovedAndWhatIsNot) {
  paths_ = 300;
  texts_["observed.csv"] = "series,year,value,status,error\nx,2021,0.5,actual,\nu,2021,14,actual,\n";
  texts_["series.csv"] += "u,1,l,\n";
  auto& model = texts_["model.toml"];
  model.insert(model.find("equals = 'h * (1"), "history = 'u'\n");
  texts_["history.csv"] += "u,,2020,13,actual,yes\n";
  expect_as_run(grid(head_ + "[lever.push]\nvalues = [-1, 0, 1]\nspread = 0.1\n[lever.calm]\nvalues = [0.5, 2]\n"), 1,
                "observed.csv");
}

TEST_F(Sweeping, KnowsNothingWhereNoWorldAgrees) {
  texts_["observed.csv"] = "series,year,value,status,error\nx,2021,9,actual,0.01\n";
  auto sweep = points(grid(head_ + "[lever.push]\nvalues = [-3, 0]\n"), 1, "observed.csv");
  for (const auto& count : sweep.count(0, sweep.size())) {
    EXPECT_EQ(count.counted, 0);
    EXPECT_EQ(count.hits[0], 0);
  }
}

TEST_F(Sweeping, AFittedFigureTurnsNoWorldDown) {
  texts_["observed.csv"] = "series,year,value,status,error\nh,2021,13.5,actual,\n";
  expect_as_run(grid(), 7, "observed.csv");
}

TEST_F(Sweeping, DoesNotHangOnThreadsOrRanges) {
  const auto read = grid();
  auto one = points(read, 1);
  const auto counts = one.count(0, one.size());
  for (const int threads : {2, 3}) {
    auto others = points(read, threads);
    std::vector<PointCount> parts;
    for (std::size_t at = 0; at < others.size();) {
      const std::size_t end = std::min(others.size(), at + 1 + at % 7);
      for (auto& count : others.count(at, end)) parts.push_back(std::move(count));
      at = end;
    }
    ASSERT_EQ(parts.size(), counts.size());
    for (std::size_t p = 0; p < parts.size(); ++p) {
      EXPECT_EQ(parts[p].counted, counts[p].counted);
      EXPECT_EQ(parts[p].failed, counts[p].failed);
      EXPECT_EQ(parts[p].hits, counts[p].hits);
    }
  }
}

TEST_F(Sweeping, AHigherPushMeetsItsTargetMoreOften) {
  auto sweep =
      points(grid(head_ + "targets = ['a']\n[lever.push]\nfrom = -1\nto = 1\nsteps = 21\n"));
  const auto counts = sweep.count(0, 21);
  for (std::size_t p = 1; p < counts.size(); ++p)
    EXPECT_GE(counts[p].hits[0], counts[p - 1].hits[0]);
  // x in 2023 is N(3 push, 3), the target 1; a world with a fault misses it.
  EXPECT_NEAR(static_cast<double>(counts[10].hits[0]) / paths_,
              0.5 * std::erfc(1 / std::sqrt(6.0)), 0.03);
  EXPECT_GT(counts.back().hits[0], 2 * counts[5].hits[0]);
}

TEST_F(Sweeping, TellsOfEachPointAndStopsWhereItIsTold) {
  auto sweep = points(grid());
  std::size_t seen = 0;
  EXPECT_EQ(sweep.count(3, 20, nullptr, [&] { ++seen; }).size(), 17U);
  EXPECT_EQ(seen, 17U);
  std::atomic<bool> stop{false};
  seen = 0;
  // The two scenarios are counted one after the other; how many points are counted together hangs on their time.
  const auto first = sweep.count(0, 30, &stop, [&] {
    ++seen;
    stop = true;
  });
  EXPECT_EQ(first.size(), seen);
  EXPECT_GE(first.size(), 1U);
  EXPECT_LE(first.size(), 15U);
  EXPECT_TRUE(sweep.count(0, 30, &stop).empty());
  stop = false;
  EXPECT_EQ(sweep.count(0, 1)[0].hits, first[0].hits);
}

TEST_F(Sweeping, NamesTheSettingThatCannotBe) {
  const auto read = grid();
  auto cases = about(read);
  texts_["s.toml"] += "[parameter]\nnobody = 1\n";  // the file changed since it was read
  cases.files = std::make_shared<read::Memory>(texts_);
  try {
    const SweepPoints sweep(read, std::move(cases), paths_, 1);
    FAIL() << sweep.size();
  } catch (const base::Rejected& rejected) {
    EXPECT_THAT(base::to_json(rejected.problems()),
                HasSubstr("of the grid 'grid', scenario 's' with push = -2, calm = 0.5"));
  }
}

}  // namespace
}  // namespace prospect::app
