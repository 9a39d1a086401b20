/// What a run leaves behind besides its counts.

#include <gtest/gtest.h>

#include "observe_world.hpp"

namespace prospect::app {
namespace {

TEST(Run, KeepsChartsAndThePrintedPast) {
  const ObserveWorld world{{"[indicator.x]\nhistory = 'x'\nnext = 'x[-1] + 1'\n"
                            "[chart.first]\ntarget = 'most'\n",
                            2021, "", "x,1", "x,2019,3\nx,2020,4\n"},
                           "most,x,2021,0\n"};
  const auto record = world.run(1000);
  const auto& display = record.scenarios.at(0).display;
  ASSERT_EQ(display.charts.size(), 1U);
  EXPECT_EQ(display.charts[0].target, "most");
  EXPECT_EQ(display.charts[0].indicator, "x");
  ASSERT_EQ(display.past.size(), 2U);
  EXPECT_EQ(display.past[0].year, 2019);
  EXPECT_EQ(display.past[1].value, 4);
}

}  // namespace
}  // namespace prospect::app
