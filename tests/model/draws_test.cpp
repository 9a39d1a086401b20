/// Correlations, counts, what is known when: models that `compile` must get right or refuse.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "model/small_world.hpp"

namespace prospect::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const auto n = static_cast<double>(x.size());
  double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    mx += x[k] / n;
    my += y[k] / n;
  }
  for (std::size_t k = 0; k < x.size(); ++k) {
    xx += (x[k] - mx) * (x[k] - mx);
    yy += (y[k] - my) * (y[k] - my);
    xy += (x[k] - mx) * (y[k] - my);
  }
  return xy / std::sqrt(xx * yy);
}

std::string shocks(const std::string& members, const std::string& law) {
  std::string body;
  for (const std::string name : {"a", "b", "c"}) {
    body += fmt::format(
        "[shock.{0}]\ndistribution = 'normal(0, 1)'\n[indicator.x_{0}]\nequals = "
        "'{0}'\n",
        name);
  }
  return body + fmt::format("[correlation.all]\nmembers = [{}]\n{}\n", members, law);
}

// Standard error of a correlation r of n normals: (1 - r^2) / sqrt(n).
TEST(draws, have_the_correlations_asked_for) {
  const std::size_t n = 40960;
  Paths paths({.body = shocks("'a', 'b', 'c'",
                              "matrix = [[1, 0.6, -0.3], [0.6, 1, 0.2], [-0.3, 0.2, 1]]")});
  const auto a = paths.sample("x_a", 2022, n), b = paths.sample("x_b", 2022, n),
             c = paths.sample("x_c", 2022, n);
  const auto within = [&](double r) { return 4 * (1 - r * r) / std::sqrt(static_cast<double>(n)); };
  EXPECT_NEAR(correlation(a, b), 0.6, within(0.6));
  EXPECT_NEAR(correlation(a, c), -0.3, within(0.3));
  EXPECT_NEAR(correlation(b, c), 0.2, within(0.2));
}

TEST(draws, do_not_change_when_a_member_is_added_at_the_end) {
  const Paths two({.body = shocks("'a', 'b'", "common = 0.5")});
  const Paths three({.body = shocks("'a', 'b', 'c'", "common = 0.5")});
  for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
    EXPECT_EQ(two.value("x_a", 2022, lane), three.value("x_a", 2022, lane));
    EXPECT_EQ(two.value("x_b", 2022, lane), three.value("x_b", 2022, lane));
  }
  EXPECT_NE(two.value("x_c", 2022), three.value("x_c", 2022));
}

TEST(draws, couple_states_and_shocks) {
  Paths paths({.body = R"(
[shock.a]
distribution = 'student_t(5)'
[indicator.x]
start = 0
drift = 0
volatility = 1
[indicator.y]
equals = 'a'
[correlation.both]
members = ["a", "x"]
common = 0.9
)"});
  const auto x = paths.sample("x", 2021, 20480), y = paths.sample("y", 2021, 20480);
  // The t's tails cost some of it: corr(z, t_5(z)) is about 0.97; standard error below 0.01.
  const double r = correlation(x, y);
  EXPECT_GT(r, 0.83);
  EXPECT_LT(r, 0.91);
}

// Two flags of 1/2 whose scores correlate by r are both on with 1/4 + asin(r) / (2 pi) (Sheppard
// 1899).
TEST(draws, couple_counts) {
  Paths paths({.body = "[shock.a]\ndistribution = 'bernoulli(0.5)'\n"
                       "[shock.b]\ndistribution = 'bernoulli(0.5)'\n"
                       "[indicator.x]\nequals = 'a * b'\n[indicator.y]\nequals = 'b'\n"
                       "[correlation.both]\nmembers = ['a', 'b']\ncommon = 0.8\n"});
  const std::size_t n = 20480;
  const auto share = [&](const std::string& name) {
    double sum = 0;
    for (const double value : paths.sample(name, 2021, n)) sum += value / static_cast<double>(n);
    return sum;
  };
  const double both = 0.25 + std::asin(0.8) / (2 * std::acos(-1.0));
  const auto errors = [&](double p) { return 4 * std::sqrt(p * (1 - p) / static_cast<double>(n)); };
  EXPECT_NEAR(share("x"), both, errors(both));
  EXPECT_NEAR(share("y"), 0.5, errors(0.5));
}

TEST(draws, refuse_correlations_that_cannot_be) {
  EXPECT_THAT(problems_of({.body = shocks("'a', 'b', 'c'", "common = -0.6")}),
              HasSubstr("the matrix is not positive definite"));
  EXPECT_THAT(problems_of({.body = shocks("'a', 'b'", "matrix = [[1, 0.5], [0.4, 1]]")}),
              HasSubstr("the matrix of 'all' is not symmetric: 0.4 here, 0.5 across"));
  EXPECT_THAT(problems_of({.body = shocks("'a', 'b'", "matrix = [[1, 0.5]]")}),
              HasSubstr("needs 'common' or a matrix of 2 rows"));
  EXPECT_THAT(problems_of({.body = shocks("'a', 'd'", "common = 0.5")}),
              HasSubstr("correlation 'all' names 'd'"));
  EXPECT_THAT(problems_of({.body = shocks("'a', 'a'", "common = 0.5")}),
              HasSubstr("'a' stands in two correlations"));
}

std::string counts(const std::string& law) {
  return "[shock.k]\ndistribution = \"" + law +
         "\"\n[indicator.x]\nequals = 'k'\n"
         "[indicator.left]\nstart = 20\nnext = 'left[-1] - min(k, left[-1])'\n";
}

struct Moments {
  double mean = 0, variance = 0, zeros = 0;
};
Moments moments(Paths& paths, std::size_t n) {
  Moments m;
  const auto values = paths.sample("x", 2021, n);
  for (const double v : values) m.mean += v / static_cast<double>(values.size());
  for (const double v : values) {
    m.variance += (v - m.mean) * (v - m.mean) / static_cast<double>(values.size());
    m.zeros += v == 0 ? 1.0 / static_cast<double>(values.size()) : 0;
  }
  return m;
}

// Means within four standard errors, sqrt(variance / n); variances within 6 %.
TEST(draws, count) {
  const std::size_t n = 20480;
  struct Row {
    std::string law;
    double mean, variance;
  };
  for (const Row& row :
       {Row{"bernoulli(0.3)", 0.3, 0.21}, Row{"binomial(10, 0.3)", 3, 2.1}, Row{"poisson(4)", 4, 4},
        // n p q (c + n) / (c + 1), c = 4
        Row{"beta_binomial(10, 0.3, 4)", 3, 2.1 * 14 / 5}, Row{"spike(0.25, 2)", 0, 1},
        Row{"binomial(left[-1], 0.5)", 10, 5}}) {
    Paths paths({.body = counts(row.law)});
    const auto m = moments(paths, n);
    const double error = std::sqrt(row.variance / static_cast<double>(n));
    EXPECT_NEAR(m.mean, row.mean, 4 * error) << row.law;
    EXPECT_NEAR(m.variance, row.variance, 0.06 * row.variance + 0.01) << row.law;
  }
  Paths spike({.body = counts("spike(0.25, 2)")});
  EXPECT_NEAR(moments(spike, n).zeros, 0.75, 4 * std::sqrt(0.75 * 0.25 / static_cast<double>(n)));
}

TEST(draws, refuse_counts_badly_written) {
  EXPECT_THAT(problems_of({.body = counts("binomial(10)")}),
              HasSubstr("takes 2 arguments, found 1"));
  EXPECT_THAT(problems_of({.body = counts("beta_binomial(10, 0.3, -1)")}),
              HasSubstr("should be a positive number"));
  EXPECT_THAT(problems_of({.body = counts("beta_binomial(10, 0.3, left[-1])")}),
              HasSubstr("the concentration"));
  EXPECT_THAT(problems_of({.body = counts("normal(0, left[-1])")}), HasSubstr("should be numbers"));
  EXPECT_THAT(problems_of({.body = counts("normal(0, -1)")}), HasSubstr("bad-distribution"));
  EXPECT_THAT(problems_of({.body = counts("student_t(5, 1)")}), HasSubstr("arguments, found 2"));
  EXPECT_THAT(problems_of({.body = counts("gauss(0, 1)")}),
              HasSubstr("should be a number or a distribution, found 'gauss'"));
}

TEST(draws, keep_a_fixed_shock_as_it_is) {
  EXPECT_THAT(
      Paths({.body = "[shock.k]\ndistribution = 2.5\n[indicator.x]\nequals = 'k'"}).years("x"),
      ElementsAre(2.5, 2.5, 2.5));
}

// ------------------------------------------------------------------------------------------------

const SmallWorld known{.body =
                           "[indicator.x]\nhistory = 'x'\nnext = 'x[-1] + 1'\n"
                           "[indicator.y]\nhistory = 'y'\nnext = 'y[-1] + x'\n"
                           "[indicator.z]\nequals = '2 * y'\n",
                       .series = "x,1\ny,1",
                       .history = "x,2018,1\nx,2019,2\nx,2020,30\ny,2020,5"};

TEST(history, is_hidden_beyond_an_earlier_base_year) {
  auto world = known;
  EXPECT_THAT(Paths(world).years("x"), ElementsAre(31, 32, 33));
  EXPECT_EQ(Paths(world).program.indicators().size(), 3u);
  world.as_of = 2018;
  const Paths earlier(world);
  EXPECT_EQ(earlier.program.base_year, 2018);
  EXPECT_THAT(earlier.years("x"), ElementsAre(2, 3, 4, 5, 6));
  // y has no figure yet, and z needs it: both are left out.
  EXPECT_EQ(earlier.program.indicators().size(), 1u);
}

// What is known later must not teach an earlier fit.
TEST(history, of_later_years_teaches_nothing) {
  SmallWorld world{.body =
                       "[family.f]\nsigma = 0.1\nlink = 'log'\n[indicator.x]\nhistory = 'x'\n"
                       "family = 'f'\n",
                   .series = "x,1",
                   .history = "x,2016,1\nx,2017,1.2\nx,2018,1.3\nx,2019,9\nx,2020,0.1",
                   .as_of = 2018};
  const Paths all(world);
  world.history = "x,2016,1\nx,2017,1.2\nx,2018,1.3";
  const Paths early(world);
  const auto& figures = all.program.histories.at(all.program.fitted.at(0).history).figures;
  ASSERT_EQ(figures.size(), 3u);
  EXPECT_EQ(figures.back().year, 2018);
  EXPECT_EQ(figures.back().linked, std::log(1.3));
  EXPECT_EQ(all.years("x", 3), early.years("x", 3));
}

// A family learns from its series too, up to the base year, from all that is not derived.
TEST(history, of_series_without_a_state_teaches_their_family) {
  SmallWorld world{.body = "[family.f]\nlink = 'log'\nseries = ['y']\n"
                           "[indicator.x]\nhistory = 'x'\nfamily = 'f'\n",
                   .series = "x,1\ny,1",
                   .history = "x,2017,1\nx,2018,1.2\ny,2016,1\ny,2017,3,derived\ny,2018,2,estimate\n"
                              "y,2019,7\ny,2020,9",
                   .as_of = 2018};
  const auto program = program_of(world);
  ASSERT_EQ(program.histories.size(), 2u);
  const auto& taught = program.histories[0];
  EXPECT_EQ(taught.series, "y");
  EXPECT_FALSE(taught.variable.has_value());
  ASSERT_EQ(taught.figures.size(), 2u);
  EXPECT_EQ(taught.figures[1].year, 2018);
  EXPECT_EQ(taught.figures[1].linked, std::log(2.0));
  EXPECT_TRUE(taught.figures[1].estimate);
  EXPECT_EQ(program.histories[1].variable, variable_named(program, "x"));
  EXPECT_EQ(calibrate::fit(program).families[0].series, 2);
}

TEST(history, must_reach_what_lags_read) {
  EXPECT_EQ(problems_of({.body = "[indicator.x]\nhistory = 'x'\nnext = 'x[-1] + x[-3]'",
                         .series = "x,1",
                         .history = "x,2020,1\nx,2019,1"}),
            "lag-before-history: 'x' needs 'x' in 2018, which has no figure");
  EXPECT_EQ(problems_of({.body = "[indicator.x]\nnext = 'x[-1] + 1'"}),
            "lag-before-history: 'x' needs 'x' in 2020, which has no figure");
  EXPECT_EQ(
      problems_of(
          {.body = "[shock.e]\ndistribution = 'normal(0, 1)'\n[indicator.x]\nequals = 'e[-1]'"}),
      "lag-before-history: 'x' needs 'e' in 2020, which has no figure");
  EXPECT_EQ(
      problems_of(
          {.body = "[indicator.x]\nstart = 1\nlink = 'log'\n[indicator.y]\nequals = 'x[2019]'"}),
      "lag-before-history: 'y' needs 'x' in 2019, which has no figure");
}

// An identity without figures that reads its own past has no first value.
TEST(history, is_not_made_by_an_identity_of_itself) {
  EXPECT_EQ(problems_of({.body = "[indicator.x]\nequals = 'x[-1] + 1'"}),
            "lag-before-history: 'x' needs 'x' in 2020, which has no figure");
}

TEST(history, of_starts_that_need_each_other_is_not_known) {
  const Paths paths({.body = "[indicator.x]\nequals = '1'\nstart = 'y'\n"
                             "[indicator.y]\nequals = '2'\nstart = 'x'"});
  EXPECT_TRUE(std::isnan(paths.value("x", 2020)));
  EXPECT_EQ(paths.value("x", 2021), 1);
}

// Each identity reads two years of the one before: 2^40 ways down, 42 years to know.
TEST(history, of_long_chains_is_found_in_time) {
  std::string body = "[lever.x0]\ndefault = 'year'\nbounds = [0, 3000]\n";
  for (int k = 1; k <= 40; ++k) {
    body += fmt::format("[indicator.x{}]\nequals = '(x{} + x{}[-1]) / 2'\n", k, k - 1, k - 1);
  }
  const Paths paths({.body = body});
  EXPECT_NEAR(paths.value("x40", 2020), 2000, 1e-9);
  EXPECT_NEAR(paths.value("x40", 2023), 2003, 1e-9);
}

TEST(history, follows_identities_back) {
  const Paths paths({.body = "[indicator.x]\nhistory = 'x'\nnext = 'x[-1]'\n"
                             "[indicator.y]\nequals = '2 * x'\n[indicator.z]\nequals = 'y[-2]'",
                     .series = "x,1",
                     .history = "x,2018,1\nx,2019,2\nx,2020,3"});
  EXPECT_THAT(paths.years("z"), ElementsAre(4, 6, 6));
  EXPECT_EQ(paths.value("z", 2020), 2);
}

TEST(history, comes_over_in_the_indicators_unit) {
  const Paths paths({.body = "[units]\nwords = ['VND']\n[indicator.x]\nunit = 'million VND'\n"
                             "history = 'x'\nnext = 'x[-1]'",
                     .series = "x,billion VND",
                     .history = "x,2020,3"});
  EXPECT_EQ(paths.value("x", 2021), 3000);
}

TEST(cycle, is_told_with_its_way_round) {
  EXPECT_EQ(problems_of({.body = "[indicator.x]\nequals = 'y + 1'\n[indicator.y]\nequals = 'z'\n"
                                 "[indicator.z]\nequals = '2 * x'"}),
            "cycle: within one year each of these needs the next: x -> y -> z -> x");
  EXPECT_EQ(problems_of({.body = "[indicator.x]\nequals = 'x + 1'"}),
            "cycle: within one year each of these needs the next: x -> x");
  EXPECT_EQ(
      problems_of(
          {.body = "[indicator.x]\nstart = 1\nequals = 'y'\n[indicator.y]\nequals = 'x[-1]'"}),
      "");
  EXPECT_THAT(
      problems_of({.body = "[indicator.x]\nequals = 'y[2022]'\n[indicator.y]\nequals = 'x'"}),
      HasSubstr("x -> y -> x"));
}

}  // namespace
}  // namespace prospect::model
