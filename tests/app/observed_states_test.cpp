/// Fitted states that start from new figures: their laws, and what the fit learns.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "calibrate/fit.hpp"
#include "observe_world.hpp"

namespace prospect::app {
namespace {

using model::Paths;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

/// Two states in families of their own, and what a file may ask of the first.
ObserveWorld two_states(const std::string& observed, int as_of = 0) {
  return {{"[family.f]\nlink = 'log'\nsigma = 0.05\n"
           "[family.g]\nlink = 'identity'\nsigma = 1\n"
           "[indicator.x]\nhistory = 'x'\nfamily = 'f'\n"
           "[indicator.y]\nhistory = 'y'\nfamily = 'g'\n"
           "[indicator.x_trend]\nequals = 'trend.x'\n"
           "[indicator.x_before]\nequals = 'x[-1]'\n",
           2025, "", "x,1\ny,1",
           "x,2016,10\nx,2017,11\nx,2018,11.5\nx,2019,12.5\nx,2020,13\n"
           "y,2017,5\ny,2018,5.5\ny,2019,5\ny,2020,6\n",
           as_of},
          "", observed};
}

std::vector<double> lanes_of(const Paths& paths, const std::string& name, int year) {
  const double* row = paths.row(name, year);
  return {row, row + lanes::lane_count};
}

// One block of paths is enough: what is known is so on each of them.
TEST(ObservedState, StandsAtItsFiguresAndMovesFromTheLast) {
  const Paths paths(two_states("x,2021,13.7,actual,\nx,2022,14.9,actual,\n").program());
  EXPECT_THAT(lanes_of(paths, "x", 2021), Each(13.7));
  EXPECT_THAT(lanes_of(paths, "x", 2022), Each(14.9));
  EXPECT_THAT(lanes_of(paths, "x_before", 2022), Each(13.7));
  EXPECT_THAT(lanes_of(paths, "x_before", 2023), Each(14.9));
  EXPECT_THAT(lanes_of(paths, "x_before", 2021), Each(13.0));
  EXPECT_NE(paths.value("x", 2023, 0), paths.value("x", 2023, 1));
}

TEST(ObservedState, HasTheDriftOfItsLastFigureUpToIt) {
  Paths paths(two_states("x,2021,13.7,actual,\nx,2022,14.9,actual,\n").program());
  for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
    const double drift = paths.parameter("drift.x", lane);
    EXPECT_EQ(paths.value("x_trend", 2021, lane), drift);
    EXPECT_EQ(paths.value("x_trend", 2022, lane), drift);
    EXPECT_EQ(paths.parameter("level.x", lane), std::log(14.9));
  }
  EXPECT_NE(lanes_of(paths, "x_trend", 2023), lanes_of(paths, "x_trend", 2022));
}

TEST(ObservedState, TakesAProvisionalLastFigureWithItsError) {
  Paths paths(two_states("x,2021,13.7,estimate,\nx,2022,14.9,estimate,\n").program());
  EXPECT_THAT(lanes_of(paths, "x", 2021), Each(13.7));  // followed by another, it stands
  double low = 100, high = 0;
  for (std::uint64_t first = 0; first < 256; first += lanes::lane_count) {
    paths.run(first);
    for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
      const double x = paths.value("x", 2022, lane);
      EXPECT_NEAR(std::log(x), paths.parameter("level.x", lane), 1e-12);
      low = std::min(low, x);
      high = std::max(high, x);
    }
  }
  EXPECT_LT(low, 14.9);
  EXPECT_GT(high, 14.9);
}

// Half way between log 13 and log 14.3 lies the root of their product.
TEST(ObservedState, StandsBetweenItsFiguresInAYearThatHasNone) {
  const Paths paths(two_states("x,2022,14.3,actual,\n").program());
  for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
    EXPECT_NEAR(paths.value("x", 2021, lane), std::sqrt(13 * 14.3), 1e-12);
  }
  EXPECT_THAT(lanes_of(paths, "x", 2022), Each(14.3));
}

TEST(ObservedState, LeavesEveryOtherStateAsItWas) {
  const auto plain = two_states("").program();
  EXPECT_THAT(model::listing(plain), Not(HasSubstr("year_value")));
  EXPECT_THAT(model::listing(plain), Not(HasSubstr("choose")));
  const Paths before(plain), after(two_states("x,2021,13.7,actual,\n").program());
  for (int year = 2021; year <= 2025; ++year) {
    EXPECT_EQ(lanes_of(before, "y", year), lanes_of(after, "y", year)) << year;
    EXPECT_NE(lanes_of(before, "x", year), lanes_of(after, "x", year)) << year;
  }
}

// A model as of 2019 that is told of 2020 knows what the model of 2020 knows.
TEST(ObservedFit, LearnsFromNewFiguresAsARunWithALaterBaseYearWould) {
  const auto told = calibrate::fit(two_states("x,2020,13,actual,\ny,2020,6,actual,\n", 2019).program());
  const auto later = calibrate::fit(two_states("").program());
  const auto untold = calibrate::fit(two_states("", 2019).program());
  ASSERT_EQ(told.learned.size(), later.learned.size());
  for (std::size_t p = 0; p < told.learned.size(); ++p) {
    const auto& a = told.learned[p];
    const auto& b = later.learned[p];
    EXPECT_EQ(std::isnan(a.posterior_mean), std::isnan(b.posterior_mean)) << p;
    if (!std::isnan(a.posterior_mean)) {
      EXPECT_EQ(a.posterior_mean, b.posterior_mean) << p;
    }
    EXPECT_EQ(a.q05, b.q05) << p;
    EXPECT_EQ(a.median, b.median) << p;
    EXPECT_EQ(a.q95, b.q95) << p;
    EXPECT_EQ(a.observations, b.observations) << p;
  }
  const auto& drift = told.joints[0].states[0].drift;
  EXPECT_NE(told.learned[drift.value].median, untold.learned[drift.value].median);
}

TEST(ObservedFit, HasAnOriginForEachMember) {
  const auto program = two_states("x,2021,13.7,actual,\nx,2022,14.9,actual,\n").program();
  const auto estimate = calibrate::fit(program);
  EXPECT_EQ(estimate.joints[0].posterior->members[0].origin, 2022);
  EXPECT_EQ(estimate.joints[1].posterior->members[0].origin, 2020);
  // A figure ahead is told from the origin: two years on from 2022 as from a fit as of 2022.
  const auto members = calibrate::members_of(program, "f");
  const auto& family = program.families[0];
  const auto one = calibrate::fit_family(family, members, 2020, 2025);
  const auto other = calibrate::fit_family(family, members, 2022);
  EXPECT_EQ(calibrate::predict_figure(one, 0, 2024, false).quantile(0.9),
            calibrate::predict_figure(other, 0, 2024, false).quantile(0.9));
  const auto unseen = calibrate::fit_family(family, members, 2020);
  EXPECT_EQ(unseen.members[0].origin, 2020);
  EXPECT_EQ(unseen.members[0].innovations, 4);
  EXPECT_EQ(one.members[0].innovations, 6);
}

}  // namespace
}  // namespace prospect::app
