/// Simulated models against their closed forms. Every tolerance is a multiple of the standard error
/// of what was simulated: 4 of them, which chance alone passes once in 16 000 times.

#include <gtest/gtest.h>

#include <cmath>

#include "calibrate/family_posterior.hpp"
#include "model/small_world.hpp"

namespace prospect::model {
namespace {

constexpr std::size_t paths_run = 40960;
constexpr double errors = 4;

struct Sample {
  double mean = 0, variance = 0, n = 0;

  explicit Sample(const std::vector<double>& values) : n(static_cast<double>(values.size())) {
    for (const double x : values) mean += x / n;
    for (const double x : values) variance += (x - mean) * (x - mean) / n;
  }
};

/// Standard error of the mean sqrt(v / n), of a normal's variance v sqrt(2 / n).
void expect_normal(const std::vector<double>& values, double mean, double variance,
                   const std::string& what) {
  const Sample sample(values);
  EXPECT_NEAR(sample.mean, mean, errors * std::sqrt(variance / sample.n)) << what;
  EXPECT_NEAR(sample.variance, variance, errors * variance * std::sqrt(2 / sample.n)) << what;
}

/// Standard error of a share sqrt(p (1 - p) / n).
void expect_share(double found, double p, double n, const std::string& what) {
  EXPECT_NEAR(found, p, errors * std::sqrt(p * (1 - p) / n)) << what;
}

double share_from(const std::vector<double>& values, double bound) {
  double count = 0;
  for (const double x : values) count += x >= bound ? 1 : 0;
  return count / static_cast<double>(values.size());
}

// log x_h is normal with mean log 100 + 0.03 h and variance 0.1^2 h; E x_h = 100 exp(0.035 h).
TEST(closed_form, lognormal_growth) {
  Paths paths({.body = "[indicator.x]\nstart = 100\nlink = 'log'\ndrift = 0.03\nvolatility = 0.1",
               .end_year = 2025});
  for (const int h : {1, 5}) {
    auto values = paths.sample("x", 2020 + h, paths_run);
    const double mean = 100 * std::exp(0.035 * h);
    const double sd = mean * std::sqrt(std::exp(0.01 * h) - 1);
    EXPECT_NEAR(Sample(values).mean, mean,
                errors * sd / std::sqrt(static_cast<double>(values.size())));
    for (double& x : values) x = std::log(x);
    expect_normal(values, std::log(100) + 0.03 * h, 0.01 * h, fmt::format("{} years", h));
  }
}

// x_h = r^h x_0 + s sum r^k e: mean r^h x_0, variance s^2 (1 - r^2h) / (1 - r^2).
TEST(closed_form, mean_reversion) {
  Paths paths({.body = "[shock.e]\ndistribution = 'normal(0, 1)'\n"
                       "[indicator.x]\nstart = 5\nnext = '0.7 * x[-1] + 0.3 * e'",
               .end_year = 2030});
  for (const int h : {1, 2, 5, 10}) {
    expect_normal(paths.sample("x", 2020 + h, paths_run), 5 * std::pow(0.7, h),
                  0.09 * (1 - std::pow(0.49, h)) / (1 - 0.49), fmt::format("{} years", h));
  }
}

// A flow drawn once, N(2, 0.5^2), and yearly noise of sd 0.4: variance (0.5 h)^2 + 0.16 h.
TEST(closed_form, linear_stock) {
  Paths paths({.body = "[parameter.flow]\nprior = 'normal(2, 0.5)'\n"
                       "[shock.e]\ndistribution = 'normal(0, 0.4)'\n"
                       "[indicator.x]\nstart = 10\nnext = 'x[-1] + flow + e'",
               .end_year = 2025});
  for (const int h : {1, 3, 5}) {
    expect_normal(paths.sample("x", 2020 + h, paths_run), 10 + 2 * h, 0.25 * h * h + 0.16 * h,
                  fmt::format("{} years", h));
  }
}

SmallWorld fitted(const std::string& family, const std::string& link) {
  return {.body = "[family.f]\n" + family + "link = '" + link + "'\n[indicator.x]\nunit = '%'\n" +
                  "history = 'x'\nfamily = 'f'",
          .end_year = 2025,
          .series = "x,%",
          .history =
              "x,2015,42.3\nx,2016,42.41\nx,2017,42.72\nx,2018,43.51\nx,2019,44.52\nx,2020,45.5,estimate"};
}

// Exact: a mixture of Student-t in each year (calibrate/family_posterior.hpp); the first case has the
// language's own lists and breaks, the last ones single rules.
TEST(closed_form, state_fitted_to_its_history) {
  struct Case {
    std::string family, link;
  };
  for (const Case& of :
       {Case{"", "logit"},
        Case{"break_probability = 0.2\ndamping = [0, 1]\nsigma = 0.02\nestimate_error = 2\n", "log"},
        Case{"damping = 1\ndrift_change = 0\nbreak_probability = 0\nsigma_spread = 0\n", "log"},
        Case{"sigma = 0.5\ndamping = 0.5\ndrift_change = 2\ndf = 6\nbreak_size = 0\n", "identity"}}) {
    Paths paths(fitted(of.family, of.link));
    const auto& program = paths.program;
    ASSERT_EQ(program.fitted.size(), 1u);
    EXPECT_TRUE(program.histories[0].figures.back().estimate);
    const auto& posterior = *paths.estimate.joints.at(0).posterior;
    for (const int h : {1, 3, 5}) {
      const auto law = calibrate::predict_figure(posterior, 0, 2020 + h, false);
      auto values = paths.sample("x", 2020 + h, paths_run);
      for (double& x : values) {
        if (of.link == "logit") x = std::log(x / (100 - x));
        if (of.link == "log") x = std::log(x);
      }
      for (const double p : {0.05, 0.25, 0.5, 0.75, 0.95}) {
        expect_share(share_from(values, law.quantile(p)), 1 - p, static_cast<double>(values.size()),
                     fmt::format("{} after {} years at {}", of.link, h, p));
      }
    }
  }
}

// The classical closed form: five past years with sample sd s and no structural prior make the mean of five
// coming ones t(4) with scale s sqrt(1/5 + 1/5). Printed to two digits, hence 0.005 more.
TEST(closed_form, five_year_mean_of_growth) {
  struct Row {
    double centre, s, printed;
  };
  for (const Row& row : {Row{5.46, 2, 0.09}, Row{5.46, 2.5, 0.13}, Row{5.46, 3, 0.17},
                         Row{6.2, 2, 0.18}, Row{6.2, 2.5, 0.23}, Row{6.2, 3, 0.27}}) {
    const double scale = row.s * std::sqrt(0.4);
    Paths paths({.body = fmt::format(
                     "[parameter.trend]\nunit = '%/year'\nprior = 'student_t(4, {}, {})'\n"
                     "[indicator.grdp]\nunit = '%'\nstart = 100\nnext = 'grdp[-1] * (1 + trend)'\n"
                     "[indicator.mean]\nunit = '%/year'\n"
                     "equals = '(grdp / grdp[base]) ^ (1 / (year - base_year)) - 1'",
                     row.centre, scale),
                 .end_year = 2025});
    const auto values = paths.sample("mean", 2025, paths_run);
    const double exact = 1 - calibrate::StudentT{4, row.centre, scale}.cdf(7.5);
    EXPECT_NEAR(exact, row.printed, 0.005);
    expect_share(share_from(values, 7.5), exact, static_cast<double>(values.size()),
                 fmt::format("centre {} s {}", row.centre, row.s));
  }
}

// Each year a beta-binomial part p of the communes left is done: E left_h = 50 (1 - p)^h, and
// one year's variance is n p q (c + n) / (c + 1).
TEST(closed_form, beta_binomial_stock) {
  Paths paths({.body = "[shock.done]\ndistribution = 'beta_binomial(left[-1], 0.2, 8)'\n"
                       "[indicator.left]\nstart = 50\nnext = 'left[-1] - done'",
               .end_year = 2025});
  for (const int h : {1, 3, 5}) {
    const Sample sample(paths.sample("left", 2020 + h, paths_run));
    EXPECT_NEAR(sample.mean, 50 * std::pow(0.8, h), errors * std::sqrt(sample.variance / sample.n));
    const double variance = 50 * 0.2 * 0.8 * (8 + 50) / 9;
    // Of a bell-shaped law on 51 numbers the variance's error is below that of a normal's.
    if (h == 1) EXPECT_NEAR(sample.variance, variance, errors * variance * std::sqrt(2 / sample.n));
  }
}

// It begins with p when off and goes on with r when on: f = (1 - f) p + f r, f = p / (1 - r + p).
// What it was in the base year fades as (r - p)^h.
TEST(closed_form, event_frequency) {
  Paths paths({.body = "[event.e]\nprobability = 0.2\npersistence = 0.6\n"
                       "[indicator.x]\nequals = 'e'\n[indicator.again]\nequals = 'e * e[-1]'",
               .end_year = 2050});
  const double p = 0.2, r = 0.6, f = p / (1 - r + p);
  for (const int h : {1, 2, 3, 30}) {
    const Sample sample(paths.sample("x", 2020 + h, paths_run));
    expect_share(sample.mean, f - f * std::pow(r - p, h), sample.n, fmt::format("{} years", h));
  }
  const Sample again(paths.sample("again", 2050, paths_run));
  expect_share(again.mean, f * r, again.n, "two years running");
}

}  // namespace
}  // namespace prospect::model
