/// Grid files: what is read of them, every mistake, and the designs.

#include "app/sweep_grid.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sweep_world.hpp"

namespace prospect::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class GridFile : public SweepWorld {
 protected:
  /// A grid with these lines for the lever `push`.
  [[nodiscard]] std::string with_push(const std::string& lines) const {
    return head_ + "[lever.push]\n" + lines;
  }

  [[nodiscard]] static std::vector<double> column(const std::vector<double>& settings,
                                                  std::size_t levers, std::size_t k) {
    std::vector<double> values;
    for (std::size_t s = 0; s < settings.size() / levers; ++s)
      values.push_back(settings[s * levers + k]);
    return values;
  }
};

TEST_F(GridFile, SaysWhatIsMoved) {
  const auto read = grid(
      "format = 1\nlabel = { en = 'Growth', vi = 'Tăng trưởng' }\nscenarios = ['s.toml', "
      "'t.toml']\n"
      "targets = ['a', 'both']\npaths = 3000\n"
      "[lever.push]\nfrom = -1\nto = 1\nsteps = 5\nspread = 0.5\n"
      "[lever.calm]\nvalues = [2, 0.5]\n");
  EXPECT_EQ(read.name, "grid");
  EXPECT_EQ(read.label.vi, "Tăng trưởng");
  EXPECT_THAT(read.scenarios, ElementsAre("s.toml", "t.toml"));
  EXPECT_THAT(read.targets, ElementsAre("a", "both"));
  EXPECT_EQ(read.paths, 3000U);
  EXPECT_EQ(read.text, texts_["grid.toml"]);
  ASSERT_EQ(read.levers.size(), 2U);
  EXPECT_THAT(read.levers[0].values, ElementsAre(-1, -0.5, 0, 0.5, 1));
  EXPECT_EQ(read.levers[0].spread, 0.5);
  EXPECT_EQ(read.levers[0].decimals, 4);  // 6 / 10 000 is above 10^-4
  EXPECT_THAT(read.levers[1].values, ElementsAre(0.5, 2));
  EXPECT_EQ(read.settings, 10U);
  EXPECT_EQ(read.points(), 20U);
}

TEST_F(GridFile, CountsEveryTargetIfNoneIsNamed) {
  EXPECT_THAT(grid().targets, ElementsAre("each", "both", "all"));
}

TEST_F(GridFile, FindsScenariosBesideItself) {
  texts_["grids/grid.toml"] =
      "format = 1\nlabel = 'g'\nscenarios = ['../s.toml']\n[lever.push]\nvalues = [0, 1]\n";
  EXPECT_THAT(read_grid("grids/grid.toml", read::Memory(texts_)).scenarios, ElementsAre("s.toml"));
}

TEST_F(GridFile, FullDesignIsEveryCombinationTheLastLeverTheFastest) {
  const auto settings =
      settings_of(grid(with_push("values = [1, 2]\n[lever.calm]\nvalues = [0.5, 1, 1.5]\n")), 1);
  EXPECT_THAT(settings, ElementsAre(1, 0.5, 1, 1, 1, 1.5, 2, 0.5, 2, 1, 2, 1.5));
}

TEST_F(GridFile, ValuesStandOnTheStepsOfTheLever) {
  // Thirds, to four decimals; zero without a sign.
  EXPECT_THAT(grid(with_push("from = -1\nto = 1\nsteps = 7\n")).levers[0].values,
              ElementsAre(-1, -0.6667, -0.3333, 0, 0.3333, 0.6667, 1));
  EXPECT_FALSE(std::signbit(grid(with_push("values = [-0.00001, 1]\n")).levers[0].values[0]));
}

TEST_F(GridFile, LatinHypercubeHitsEachStratumOnce) {
  const auto read = grid(
      "format = 1\nlabel = 'g'\nscenarios = ['s.toml']\ndesign = 'latin_hypercube'\npoints = 150\n"
      "[lever.push]\nfrom = -2\nto = 3\n[lever.calm]\nfrom = 0.5\nto = 0.53\n");
  EXPECT_EQ(read.settings, 150U);
  const auto settings = settings_of(read, 7);
  ASSERT_EQ(settings.size(), 300U);
  for (std::size_t k = 0; k < 2; ++k) {
    const auto& lever = read.levers[k];
    const double from = lever.values[0], width = (lever.values[1] - from) / 150;
    std::set<int> strata;
    double sum = 0;
    for (const double value : column(settings, 2, k)) {
      strata.insert(static_cast<int>(std::floor((value - from) / width + 1e-9)));
      const double steps = value * std::pow(10.0, lever.decimals);
      EXPECT_NEAR(steps, std::round(steps), 1e-6);
      sum += (value - from) / (lever.values[1] - from);
    }
    // The upper end itself is of the last stratum.
    if (strata.erase(150) > 0) strata.insert(149);
    EXPECT_EQ(strata.size(), 150U) << lever.name;
    EXPECT_EQ(*strata.begin(), 0);
    EXPECT_EQ(*strata.rbegin(), 149);
    EXPECT_NEAR(sum / 150, 0.5, 0.02);
  }
  // Order by chance: no lever follows the other, nor the number of the setting.
  const auto a = column(settings, 2, 0), b = column(settings, 2, 1);
  double together = 0;
  for (std::size_t s = 0; s < 150; ++s) together += (a[s] - 0.5) / 5 * (b[s] - 0.515) / 0.03;
  EXPECT_NEAR(together / 150 * 12, 0, 4 / std::sqrt(150.0));
  EXPECT_FALSE(std::is_sorted(a.begin(), a.end()));
}

TEST_F(GridFile, LatinHypercubeGivesALeverValuesOfItsOwn) {
  const std::string head =
      "format = 1\nlabel = 'g'\nscenarios = ['s.toml']\ndesign = 'latin_hypercube'\npoints = 40\n";
  const std::string push = "[lever.push]\nfrom = -2\nto = 3\n",
                    calm = "[lever.calm]\nfrom = 0.5\nto = 2\n";
  const auto alone = settings_of(grid(head + push), 7);
  EXPECT_EQ(alone, column(settings_of(grid(head + push + calm), 7), 2, 0));
  EXPECT_EQ(alone, column(settings_of(grid(head + calm + push), 7), 2, 1));
  EXPECT_NE(alone, settings_of(grid(head + push), 8));
}

TEST_F(GridFile, TellsAllMistakesAtOnce) {
  const auto drawn = refused(
      "format = 2\nlabl = 'g'\nscenarios = ['s.toml', 'missing.toml', 'S/s.toml', 4]\n"
      "targets = ['aa', 3]\ndesign = 'fulll'\npaths = 0\n"
      "[lever.puch]\nfrom = 0\nto = 1\nsteps = 3\n"
      "[lever.push]\nfrom = 1\nto = 1\nsteps = 1\nspread = 0\nstep = 3\n"
      "[lever.calm]\nvalues = [0.5, 3, 'x']\n");
  for (const char* mistake :
       {"grid.toml:1:10: error: format 2 is not known",
        "grid.toml:2:1: error: 'labl' is not a key of a grid",
        "did you mean 'label'?",
        "a grid has no 'label'",
        "grid.toml:3:24: error: there is no scenario file 'missing.toml'",
        "grid.toml:3:40: error: two scenarios of the grid are called 's'",
        "grid.toml:3:52: error: 'scenarios' of a grid should be an array of strings",
        "grid.toml:4:12: error: there is no target 'aa'",
        "grid.toml:4:18: error: 'targets' of a grid should be an array of strings",
        "grid.toml:5:10: error: there is no design 'fulll'",
        "did you mean 'full'?",
        "grid.toml:6:9: error: 'paths' is 0, allowed are 1 to 1000000000",
        "grid.toml:7:8: error: the model has no lever 'puch'",
        "did you mean 'push' or 'pull'?",
        "grid.toml:13:6: error: lever 'push' of a grid runs from 1 to 1",
        "grid.toml:14:9: error: 'steps' is 1, allowed are 2 to 100000",
        "grid.toml:15:10: error: 'spread' of lever 'push' of a grid is 0",
        "grid.toml:16:1: error: 'step' is not a key of lever 'push' of a grid",
        "grid.toml:18:16: error: lever 'calm' would be set to 3, allowed are 0.5 to 2",
        "grid.toml:18:19: error: 'values' of lever 'calm' of a grid should be numbers, found a "
        "string"}) {
    EXPECT_THAT(drawn, HasSubstr(mistake));
  }
}

TEST_F(GridFile, RefusesWhatDoesNotGoTogether) {
  EXPECT_THAT(refused(with_push("from = 0\nto = 1\n")),
              HasSubstr("grid.toml:4:8: error: lever 'push' of a grid has no 'steps'"));
  EXPECT_THAT(
      refused(with_push("values = [0, 1]\nsteps = 3\n")),
      HasSubstr(
          "grid.toml:6:9: error: 'steps' of lever 'push' of a grid does not go with 'values'"));
  EXPECT_THAT(refused("points = 5\n" + with_push("values = [0, 1]\n")),
              HasSubstr("grid.toml:1:10: error: 'points' does not go with design full"));
  const std::string latin = "design = 'latin_hypercube'\n";
  EXPECT_THAT(refused(latin + with_push("from = 0\nto = 1\n")),
              HasSubstr("grid.toml:1:10: error: a latin_hypercube has no 'points'"));
  EXPECT_THAT(refused(latin + "points = 5\n" + with_push("from = 0\nto = 1\nsteps = 4\n")),
              HasSubstr("grid.toml:9:9: error: 'steps' of lever 'push' of a grid does not go with "
                        "design latin_hypercube"));
  EXPECT_THAT(
      refused(latin + "points = 5\n" + with_push("values = [0, 1]\n")),
      HasSubstr("'values' of lever 'push' of a grid does not go with design latin_hypercube"));
  EXPECT_THAT(refused(latin + "points = 5\n" + with_push("from = 0\n")),
              HasSubstr("lever 'push' of a grid has no 'to'"));
  EXPECT_THAT(refused(latin + "points = 500\n" + with_push("from = 0\nto = 0.001\n")),
              HasSubstr("cannot take 500 values between 0 and 0.001"));
}

TEST_F(GridFile, RefusesWhatCannotBeSet) {
  EXPECT_THAT(
      refused(with_push("from = -4\nto = 1\nsteps = 3\n")),
      HasSubstr("grid.toml:5:8: error: lever 'push' would be set to -4, allowed are -3 to 3"));
  EXPECT_THAT(refused(with_push("values = [1, 2, 1.00001]\n")),
              HasSubstr("grid.toml:5:17: error: lever 'push' is set to 1 twice"));
  EXPECT_THAT(refused(with_push("from = 0\nto = 0.001\nsteps = 100\n")), HasSubstr("twice"));
  EXPECT_THAT(refused(with_push("values = [0, inf]\n")),
              HasSubstr("grid.toml:5:14: error: 'inf' is not a finite number"));
  EXPECT_THAT(refused(with_push("values = []\n")), HasSubstr("should be an array of numbers"));
  EXPECT_THAT(
      refused(with_push("from = 'a'\nto = 1\nsteps = 3\n")),
      HasSubstr("grid.toml:5:8: error: 'from' of lever 'push' of a grid should be a number"));
  EXPECT_THAT(refused(head_ + "[lever]\npush = 3\n"),
              HasSubstr("lever 'push' of a grid should be a table"));
  EXPECT_THAT(refused(head_ + "lever = 3\n"), HasSubstr("'lever' of a grid should be a table"));
  EXPECT_THAT(refused(head_), HasSubstr("the grid moves no lever"));
  EXPECT_THAT(refused("format = 1\nlabel = 'g'\nscenarios = []\n[lever.push]\nvalues = [0]\n"),
              HasSubstr("'scenarios' of a grid is empty"));
  EXPECT_THAT(refused("format = 1\nlabel = 'g'\n[lever.push]\nvalues = [0]\n"),
              HasSubstr("a grid has no 'scenarios'"));
  EXPECT_THAT(refused("targets = []\n" + with_push("values = [0]\n")),
              HasSubstr("'targets' of a grid is empty"));
  EXPECT_THAT(refused("format = 1\nlabel = 'g'\nscenarios = ['/etc/s.toml', "
                      "'../../s.toml']\n[lever.push]\nvalues = [0]\n"),
              HasSubstr("absolute path"));
}

TEST_F(GridFile, SaysHowManyPointsAreTooMany) {
  const auto drawn = refused(
      with_push("from = 0\nto = 1\nsteps = 1000\n[lever.calm]\nfrom = 0.5\nto = 2\nsteps = 100\n"));
  EXPECT_THAT(
      drawn,
      HasSubstr(
          "the grid has 200000 points (100000 settings, 2 scenarios), at most 100000 can be run"));
  EXPECT_THAT(
      refused("design = 'latin_hypercube'\npoints = 100001\n" + with_push("from = 0\nto = 1\n")),
      HasSubstr("'points' is 100001, allowed are 2 to 100000"));
}

TEST_F(GridFile, TellsMistakesOfItsScenariosToo) {
  texts_["t.toml"] =
      "format = 1\nlabel = 'other'\ndescription = 'd'\nextends = 's'\n[lever]\npuch = 1\n";
  const auto drawn = refused(with_push("values = [0, 9]\n"));
  EXPECT_THAT(drawn, HasSubstr("t.toml:6:1: error: the model has no lever 'puch'"));
  EXPECT_THAT(drawn, HasSubstr("lever 'push' would be set to 9"));
}

TEST_F(GridFile, IsNamedWhereItIsMissingOrBroken) {
  EXPECT_THAT(refused("format = = 1\n"), HasSubstr("grid.toml:1:10: error"));
  const read::Memory files(texts_);
  try {
    static_cast<void>(read_grid("girds.toml", files));
    FAIL();
  } catch (const base::Rejected& rejected) {
    const auto drawn = base::to_json(rejected.problems());
    EXPECT_THAT(drawn, HasSubstr("there is no file 'girds.toml'"));
    EXPECT_THAT(drawn, HasSubstr("grid.toml"));
  }
}

}  // namespace
}  // namespace prospect::app
