#include "analyse/baselines.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analyse/figures.hpp"
#include "analyse/past_world.hpp"

namespace prospect::analyse {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(figures, are_cut_off_after_the_last_year_known) {
  const auto history = history_of("a", "f", 2016, {1, 2, 3});
  EXPECT_EQ(known_figures(history, 2015).size(), 0U);
  EXPECT_EQ(known_figures(history, 2017).size(), 2U);
  EXPECT_EQ(known_figures(history, 2030).size(), 3U);
  EXPECT_EQ(figure_of(history, 2017)->value, 2);
  EXPECT_EQ(figure_of(history, 2019), nullptr);
}

TEST(figures, go_to_the_link_scale_and_past_its_bounds) {
  auto history = history_of("a", "f", 2016, {1});
  EXPECT_EQ(to_link(history, -3), -3);
  history.link = model::Link::log;
  EXPECT_DOUBLE_EQ(to_link(history, std::exp(2)), 2);
  EXPECT_EQ(to_link(history, 0), -infinity);
  history.link = model::Link::logit;
  history.low = 50;
  history.high = 100;
  EXPECT_DOUBLE_EQ(to_link(history, 75), 0);
  EXPECT_DOUBLE_EQ(to_link(history, 90), std::log(4));
  EXPECT_EQ(to_link(history, 100), infinity);
  EXPECT_EQ(to_link(history, 50), -infinity);
}

TEST(figures, show_the_step_of_their_last_digit) {
  EXPECT_EQ(printed_step(history_of("a", "f", 2016, {3, 4057}).figures), 1);
  EXPECT_DOUBLE_EQ(printed_step(history_of("a", "f", 2016, {36, 41.8}).figures), 0.1);
  EXPECT_DOUBLE_EQ(printed_step(history_of("a", "f", 2016, {94.08, 95.5}).figures), 0.01);
  EXPECT_DOUBLE_EQ(printed_step(history_of("a", "f", 2016, {1.0 / 3}).figures), 1e-6);
}

// Figures 0, 0, 3 with weights 1, 2, 3: the mean year is 4/3, the mean figure 3/2, the slope 6 over
// 10/3 = 1.8, and a year later the line is at 3/2 + 1.8 * 5/3 = 4.5. Unweighted it is at 4.
TEST(baselines, weigh_recent_figures_more_in_the_line) {
  const auto history = history_of("a", "f", 2017, {0, 0, 3, 99});
  EXPECT_NEAR(*extrapolated(history, 2019, 2020), 4.5, 1e-12);
  EXPECT_NEAR(*extrapolated(history, 2019, 2020, 0), 4, 1e-12);
  EXPECT_NEAR(*extrapolated(history, 2018, 2024), 0, 1e-12);  // the 3 is not known yet
  EXPECT_FALSE(extrapolated(history, 2017, 2020));
}

// Movements 1 and 2: mean 3/2, residual squares 1/2 over one degree of freedom. A year on the scale
// is sqrt(1/2 (1 + 1/2)), two years on sqrt(1/2 (2 + 4/2)).
TEST(baselines, walk_with_their_own_mean) {
  const auto history = history_of("a", "f", 2017, {0, 1, 3, 99});
  const auto part = drift_walk(history, 2019, 2020)->parts().front();
  EXPECT_EQ(part.df, 1);
  EXPECT_DOUBLE_EQ(part.location, 4.5);
  EXPECT_DOUBLE_EQ(part.scale, std::sqrt(0.75));
  const auto later = drift_walk(history, 2019, 2021)->parts().front();
  EXPECT_DOUBLE_EQ(later.location, 6);
  EXPECT_DOUBLE_EQ(later.scale, std::sqrt(2));
  EXPECT_FALSE(drift_walk(history, 2018, 2020));
}

// The same after a gap: a movement of 2 over two years is one a year, with sqrt 2 the noise.
TEST(baselines, count_a_gap_by_its_years) {
  auto history = history_of("a", "f", 2015, {0, 0, 0, 0});
  history.figures[1] = {2017, 2, 2, false};
  history.figures[2] = {2018, 4, 4, false};
  history.figures.pop_back();
  // Mean 4/3; residuals 2 - 8/3 and 2 - 4/3: (4/9) / 2 + 4/9 = 2/3.
  const auto part = drift_walk(history, 2018, 2020)->parts().front();
  EXPECT_NEAR(part.location, 4 + 8.0 / 3, 1e-12);
  EXPECT_NEAR(part.scale, std::sqrt(2.0 / 3) * std::sqrt(2 + 4.0 / 3), 1e-12);
}

// Equal steps of 0.5 printed to one decimal: rounding alone moves a difference by 0.1 / sqrt 6.
TEST(baselines, do_not_take_equal_steps_for_certainty) {
  const auto history = history_of("a", "f", 2017, {1, 1.5, 2});
  EXPECT_NEAR(drift_walk(history, 2019, 2020)->parts().front().scale,
              0.1 / std::sqrt(6) * std::sqrt(1.5), 1e-12);
}

}  // namespace
}  // namespace prospect::analyse
