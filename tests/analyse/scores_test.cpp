#include "analyse/scores.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "analyse/count_law.hpp"
#include "calibrate/student_t.hpp"
#include "lanes/threefry.hpp"

namespace prospect::analyse {
namespace {

using calibrate::Mixture;

/// As good as normal: what a t of a million degrees of freedom differs by is below 1e-6.
constexpr double many = 1e6;

Mixture t_law(double df, double location, double scale) {
  return Mixture({{1, df, location, scale}});
}

// Gneiting and Raftery (2007), equation 21.
double crps_of_normal(double mean, double sd, double y) {
  const boost::math::normal unit;
  const double z = (y - mean) / sd;
  return sd * (z * (2 * cdf(unit, z) - 1) + 2 * pdf(unit, z) - 1 / std::sqrt(std::numbers::pi));
}

// Jordan, Krüger and Lerch (2019), doi:10.18637/jss.v090.i12, appendix A.2.
double crps_of_t(double df, double z) {
  const boost::math::students_t law(df);
  const double b = boost::math::beta(0.5, df - 0.5) / std::pow(boost::math::beta(0.5, df / 2), 2);
  return z * (2 * cdf(law, z) - 1) + 2 * pdf(law, z) * (df + z * z) / (df - 1) -
         2 * std::sqrt(df) / (df - 1) * b;
}

// The definition word by word: two sums over draws.
double slow_fair_crps(const std::vector<double>& draws, double y) {
  const auto m = static_cast<double>(draws.size());
  double away = 0, apart = 0;
  for (const double a : draws) {
    away += std::abs(a - y) / m;
    for (const double b : draws) apart += std::abs(a - b);
  }
  return away - apart / (2 * m * (m - 1));
}

double word(std::string_view name, std::uint64_t path, std::uint64_t step) {
  const lanes::Stream stream(7, name);
  return lanes::unit_number(lanes::threefry2x64({path, step}, stream.key()).first);
}

double normal_word(std::string_view name, std::uint64_t path, std::uint64_t step) {
  return quantile(boost::math::normal(), word(name, path, step));
}

TEST(scores, of_a_probability_by_hand) {
  EXPECT_DOUBLE_EQ(brier(0.8, true), 0.04);
  EXPECT_DOUBLE_EQ(brier(0.8, false), 0.64);
  EXPECT_DOUBLE_EQ(log_score(0.5, true), std::log(0.5));
  EXPECT_DOUBLE_EQ(log_score(0.8, false), std::log(0.2));
  EXPECT_DOUBLE_EQ(log_score(0.0, true), std::log(0.01));   // clipped
  EXPECT_DOUBLE_EQ(log_score(1.0, false), std::log(0.01));
  EXPECT_DOUBLE_EQ(log_score(1.0, true), 0);
  EXPECT_DOUBLE_EQ(skill(0.1, 0.4), 0.75);
  EXPECT_TRUE(std::isnan(skill(0.1, 0)));
}

// Draws 1, 2, 4 and outcome 3: mean distance (2 + 1 + 1) / 3; gaps 1, 3, 2 over 3 pairs, halved.
TEST(scores, fair_crps_by_hand_and_by_its_definition) {
  EXPECT_DOUBLE_EQ(fair_crps({4, 1, 2}, 3), 4.0 / 3 - 1);
  std::vector<double> draws;
  for (std::uint64_t k = 0; k < 50; ++k) draws.push_back(1e3 + normal_word("draws", k, 0));
  for (const double y : {998.0, 1000.2, 1005.0}) {
    EXPECT_NEAR(fair_crps(draws, y), slow_fair_crps(draws, y), 1e-9);
  }
}

// Fair: the mean over small ensembles is the score of the law itself.
TEST(scores, fair_crps_does_not_depend_on_the_size_of_the_ensemble) {
  constexpr std::uint64_t ensembles = 20000;
  for (const std::uint64_t size : {2U, 5U}) {
    double mean = 0, squares = 0;
    for (std::uint64_t e = 0; e < ensembles; ++e) {
      std::vector<double> draws;
      for (std::uint64_t k = 0; k < size; ++k) draws.push_back(normal_word("ensemble", e, k));
      const double score = fair_crps(draws, 0.7);
      mean += score / ensembles;
      squares += score * score / ensembles;
    }
    const double error = std::sqrt((squares - mean * mean) / ensembles);
    EXPECT_NEAR(mean, crps_of_normal(0, 1, 0.7), 4 * error) << size;
  }
}

TEST(scores, crps_of_a_law_is_the_closed_form) {
  for (const double y : {-8.0, -1.0, 0.0, 0.3, 2.5, 40.0}) {
    EXPECT_NEAR(crps(t_law(many, 0, 1), y), crps_of_normal(0, 1, y), 2e-6) << y;
    for (const double df : {1.5, 4.0, 9.0}) {
      EXPECT_NEAR(crps(t_law(df, 0, 1), y) / crps_of_t(df, y), 1, 1e-6) << df << ' ' << y;
      // Shifted and on a small scale, as link scales are.
      EXPECT_NEAR(crps(t_law(df, -3, 0.006), -3 + 0.006 * y) / (0.006 * crps_of_t(df, y)), 1, 1e-6);
    }
  }
}

// Without a mean the score exists all the same: of Cauchy's law at its middle it is
// 2 integral (1/2 - atan(x)/pi)^2 over x > 0, that is 2 ln 2 / pi (substitute x = cot(pi v)).
TEST(scores, crps_of_a_law_without_a_mean) {
  EXPECT_NEAR(crps(t_law(1, 0, 1), 0), 2 * std::numbers::ln2 / std::numbers::pi, 1e-6);
}

// For mixtures of normals: sum w A(y - m, s) - 1/2 sum w w' A(m - m', s'') with A the mean of |N|.
// Grimit et al. (2006), doi:10.1256/qj.05.235.
TEST(scores, crps_of_a_mixture_with_parts_of_unlike_width) {
  const auto mean_size = [](double m, double s) {
    const boost::math::normal unit;
    return m * (2 * cdf(unit, m / s) - 1) + 2 * s * pdf(unit, m / s);
  };
  struct Normal {
    double weight, mean, sd;
  };
  const std::vector<Normal> parts = {{0.6, 0, 0.01}, {0.3, 0.2, 1}, {0.1, -4, 3}};
  std::vector<Mixture::Part> same;
  for (const auto& p : parts) same.push_back({p.weight, many, p.mean, p.sd});
  for (const double y : {-6.0, 0.0, 0.004, 1.0}) {
    double closed = 0;
    for (const auto& a : parts) {
      closed += a.weight * mean_size(y - a.mean, a.sd);
      for (const auto& b : parts) {
        closed -= a.weight * b.weight / 2 * mean_size(a.mean - b.mean, std::hypot(a.sd, b.sd));
      }
    }
    EXPECT_NEAR(crps(Mixture(same), y), closed, 3e-6) << y;
  }
}

TEST(scores, energy_score_of_one_figure_is_the_fair_crps) {
  std::vector<double> draws;
  for (std::uint64_t k = 0; k < 40; ++k) draws.push_back(normal_word("energy", k, 0));
  const std::vector<double> outcome = {0.4};
  EXPECT_NEAR(fair_energy_score(std::vector<std::vector<double>>{draws}, outcome), fair_crps(draws, 0.4), 1e-12);
}

// Draws (0, 0) and (3, 4), outcome (0, 4): distances 4 and 3, 5 apart: 7/2 - 5/2.
TEST(scores, energy_score_by_hand) {
  const std::vector<std::vector<double>> draws = {{0, 3}, {0, 4}};
  EXPECT_DOUBLE_EQ(fair_energy_score(draws, std::vector<double>{0, 4}), 1);
}

TEST(scores, stratified_draws_fill_every_stratum_of_the_law) {
  const Mixture law({{0.25, 5, -1, 0.5}, {0.75, 3, 2, 1}});
  constexpr std::size_t count = 4000;
  auto draws = stratified_draws(law, count, "x");
  EXPECT_EQ(draws, stratified_draws(law, count, "x"));
  EXPECT_NE(draws, stratified_draws(law, count, "y"));
  EXPECT_FALSE(std::is_sorted(draws.begin(), draws.end()));
  std::sort(draws.begin(), draws.end());
  // Each part is known within a stratum: so the cdf is within two of them.
  for (std::size_t k = 0; k < count; k += 100) {
    EXPECT_NEAR(law.cdf(draws[k]), static_cast<double>(k) / count, 2.5 / count);
  }
}

TEST(scores, pit_histogram_and_its_chi_square_by_hand) {
  // Counts 4, 2, 2, 1, 1 against 2 each: (4 + 0 + 0 + 1 + 1) / 2 = 3; survival e^-1.5 (1 + 1.5).
  const std::vector<double> pit = {0, 0.1, 0.15, 0.19, 0.2, 0.3, 0.4, 0.5, 0.7, 1};
  const auto histogram = pit_histogram(pit, std::vector<std::size_t>(pit.size()));
  EXPECT_EQ(histogram.counts, (std::array<int, 5>{4, 2, 2, 1, 1}));
  EXPECT_DOUBLE_EQ(histogram.chi_square, 3);
  EXPECT_NEAR(histogram.p_value, 0.557825, 1e-6);
  EXPECT_EQ(histogram.design_effect, 1);  // one cluster says nothing of it
  EXPECT_EQ(pit_histogram({}, {}).p_value, 1);
}

// 15 of 22: Wilson's interval at 95 % is 0.4732 to 0.8364 (Newcombe's formula by hand).
TEST(scores, coverage_counts_central_intervals) {
  std::vector<double> pit(7, 0.01);
  pit.resize(22, 0.5);
  std::vector<std::size_t> series(22);
  for (std::size_t k = 0; k < series.size(); ++k) series[k] = k / 2;
  const auto found = coverage(pit, series, 0.9);
  EXPECT_EQ(found.hits, 15U);
  EXPECT_EQ(found.cases, 22U);
  EXPECT_NEAR(found.interval.low, 0.4732, 5e-5);
  EXPECT_NEAR(found.interval.high, 0.8364, 5e-5);
  // 4 of 11 pairs miss, one of them by half: resampling them is less sure than Wilson.
  EXPECT_LT(found.by_cluster.low, found.interval.low);
  EXPECT_GT(found.by_cluster.high, 0.9);
  const std::vector<std::size_t> one(3);
  EXPECT_EQ(coverage(std::vector<double>{0.05, 0.95, 0.04}, one, 0.9).hits, 2U);
  EXPECT_EQ(coverage(std::vector<double>{0.3, 0.2, 0.8}, one, 0.5).hits, 1U);
}

TEST(scores, a_promise_is_broken_outside_both_intervals) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE((Coverage{0.9, 15, 22, {0.47, 0.84}, {0.45, 0.88}}.is_broken()));
  EXPECT_FALSE((Coverage{0.9, 15, 22, {0.47, 0.84}, {0.45, 0.92}}.is_broken()));
  EXPECT_FALSE((Coverage{0.9, 22, 22, {0.85, 1}, {1, 1}}.is_broken()));
  EXPECT_TRUE((Coverage{0.9, 15, 22, {0.47, 0.84}, {none, none}}.is_broken()));
}

// All cases of a cluster in one fifth: with six each the counts spread six times as wide, but for what
// the shares learned from 30 clusters take away and C / (C - 1) gives back.
TEST(scores, pit_histogram_knows_that_clusters_fall_together) {
  std::vector<double> pit;
  std::vector<std::size_t> cluster;
  for (std::size_t c = 0; c < 30; ++c) {
    for (int k = 0; k < 6; ++k) {
      pit.push_back(c % 5 < 2 ? 0.1 : (static_cast<double>(c % 5) + 0.5) / 5);
      cluster.push_back(c);
    }
  }
  const auto histogram = pit_histogram(pit, cluster);
  // Shares 2/5, 0, 1/5, 1/5, 1/5: squares of a cluster sum to 36 (1 - sum of squared shares = 0.72).
  EXPECT_NEAR(histogram.design_effect, 30.0 / 29 * 30 * 36 * 0.72 / 36 / 4, 1e-9);
  EXPECT_NEAR(histogram.chi_square, 72, 1e-9);
  EXPECT_GT(histogram.p_value, 0.01);  // alone the 72 would leave no chance at all
}

TEST(scores, a_mean_difference_weighs_cases_not_clusters) {
  const std::vector<double> values = {1, 1, 1, 5};
  const auto found = mean_difference(values, std::vector<std::size_t>{9, 9, 9, 4});
  EXPECT_DOUBLE_EQ(found.mean, 2);
  EXPECT_EQ(found.clusters, 2U);
  EXPECT_TRUE(std::isnan(found.low) && std::isnan(found.high));  // two clusters say nothing
  const auto sure = mean_difference(std::vector<double>(6, 0.5), std::vector<std::size_t>{1, 2, 3, 4, 5, 6});
  EXPECT_EQ(sure.low, 0.5);
  EXPECT_EQ(sure.high, 0.5);
}

// 25 series of 6 cases that share half of their variance. Resampling cases would be too sure of
// itself: its intervals hold the truth in about 72 of 100.
TEST(scores, resampling_whole_series_covers_at_nearly_the_nominal_rate) {
  constexpr std::uint64_t worlds = 400, series = 25, cases = 6;
  int held = 0, held_by_cases = 0;
  for (std::uint64_t w = 0; w < worlds; ++w) {
    std::vector<double> values;
    std::vector<std::size_t> by_series, by_case;
    for (std::uint64_t s = 0; s < series; ++s) {
      const double shared = normal_word("shared", w, s);
      for (std::uint64_t c = 0; c < cases; ++c) {
        values.push_back(0.3 + shared + normal_word("own", w, s * cases + c));
        by_series.push_back(s);
        by_case.push_back(by_case.size());
      }
    }
    const auto whole = mean_difference(values, by_series);
    const auto split = mean_difference(values, by_case);
    held += whole.low <= 0.3 && 0.3 <= whole.high;
    held_by_cases += split.low <= 0.3 && 0.3 <= split.high;
  }
  EXPECT_GE(held, 0.90 * worlds);
  EXPECT_LE(held, 0.975 * worlds);
  EXPECT_LT(held_by_cases, 0.80 * worlds);
}

TEST(count_law, of_independent_events_is_what_enumeration_finds) {
  const std::vector<double> p = {0.1, 0.5, 0.77, 0.95, 0.3};
  std::vector<double> slow(p.size() + 1);
  for (unsigned set = 0; set < 32; ++set) {
    double chance = 1;
    std::size_t came = 0;
    for (std::size_t k = 0; k < p.size(); ++k) {
      const bool in = (set >> k & 1U) != 0;
      chance *= in ? p[k] : 1 - p[k];
      came += in;
    }
    slow[came] += chance;
  }
  const auto law = count_law(p);
  ASSERT_EQ(law.size(), slow.size());
  for (std::size_t k = 0; k < law.size(); ++k) EXPECT_NEAR(law[k], slow[k], 1e-15);
  EXPECT_NEAR(mean_count(law), 2.62, 1e-12);
}

// Two fair coins: 1/4, 1/2, 1/4.
TEST(count_law, gives_quantiles_and_the_middle_of_the_outcome_step) {
  const auto law = count_law(std::vector<double>{0.5, 0.5});
  EXPECT_EQ(law, (std::vector<double>{0.25, 0.5, 0.25}));
  EXPECT_EQ(count_quantile(law, 0.05), 0U);
  EXPECT_EQ(count_quantile(law, 0.25), 0U);
  EXPECT_EQ(count_quantile(law, 0.26), 1U);
  EXPECT_EQ(count_quantile(law, 0.95), 2U);
  EXPECT_DOUBLE_EQ(count_pit(law, 0), 0.125);
  EXPECT_DOUBLE_EQ(count_pit(law, 2), 0.875);
  EXPECT_EQ(count_law(std::vector<double>{}), std::vector<double>{1});
}

// Events that come all or none: joint draws show it, independence would not.
TEST(count_law, of_joint_draws_keeps_their_dependence) {
  const std::vector<std::vector<char>> events = {{1, 0, 1, 0}, {1, 0, 1, 1}};
  EXPECT_EQ(count_law(events), (std::vector<double>{0.25, 0.25, 0.5}));
}

}  // namespace
}  // namespace prospect::analyse
