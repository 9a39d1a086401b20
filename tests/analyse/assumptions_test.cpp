#include "analyse/assumptions.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "model/targeted.hpp"

namespace prospect::analyse {
namespace {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// x = a + s e with a normal(0, 1) assumed and e normal(0, 1) chance; met when x >= c.
model::Program sum_of(double s, double c) {
  auto program = model::program_of(
      {.body = fmt::format("[parameter.a]\nprior = 'normal(0, 1)'\n[shock.e]\ndistribution = 'normal(0, 1)'\n"
                           "[indicator.x]\nequals = 'a + {} * e'\n", s),
       .end_year = 2021});
  model::aim(program, "x", 2021, c);
  return program;
}

DrawCounts counted(const model::Program& program, std::uint64_t draws, std::uint64_t replicates, int threads = 1) {
  simulate::Plan plan;
  plan.threads = threads;
  return count_draws(program, calibrate::fit(program), {{"x", {}, {0}}}, plan, draws, replicates);
}

// P given a is Phi((a - c) / s): its quantiles over a are known. 4 000 draws; the beta law of the same two
// moments is within 0.02 of the true quantiles for these shapes, chance within 0.012 besides.
TEST(assumptions, range_of_a_probability_is_that_of_its_law) {
  for (const auto& [s, c] : {std::pair{1.0, 0.0}, {2.0, 1.0}, {0.5, 0.5}, {3.0, -2.0}}) {
    const auto counts = counted(sum_of(s, c), 4000, 64);
    const auto law = law_of(counts.hits[0], counts.paths);
    const auto range = law.range();
    EXPECT_NEAR(law.mean, normal_cdf(-c / std::hypot(1, s)), 0.03) << s;
    EXPECT_NEAR(range.low, normal_cdf((-1.6449 - c) / s), 0.035) << s << " " << c;
    EXPECT_NEAR(range.high, normal_cdf((1.6449 - c) / s), 0.035) << s << " " << c;
  }
}

// The noise of replicates is taken out: with 4 or 256 replicates the variance is the same, though shares of 4
// paths scatter by 0.25 about it. Var Phi(a) for s = 1, c = 0 is that of a uniform number, 1/12.
TEST(assumptions, noise_of_replicates_is_taken_out) {
  for (const std::uint64_t replicates : {4U, 64U, 256U}) {
    const auto counts = counted(sum_of(1, 0), 8192, replicates);
    EXPECT_NEAR(law_of(counts.hits[0], counts.paths).variance, 1.0 / 12, 4 * 0.0015) << replicates;
  }
}

// Where only chance decides there is no range.
TEST(assumptions, chance_alone_leaves_no_range) {
  auto program = model::program_of({.body = "[shock.e]\ndistribution = 'normal(0, 1)'\n[indicator.x]\nequals = 'e'\n",
                                    .end_year = 2021});
  model::aim(program, "x", 2021, 0.5);
  const auto counts = counted(program, 2048, 64);
  const auto law = law_of(counts.hits[0], counts.paths);
  EXPECT_LT(std::sqrt(law.variance), 0.02);
  EXPECT_NEAR(law.mean, normal_cdf(-0.5), 0.01);
}

TEST(assumptions, certain_targets_have_no_range) {
  for (const double c : {-1e9, 1e9}) {
    const auto counts = counted(sum_of(1, c), 128, 64);
    const auto law = law_of(counts.hits[0], counts.paths);
    EXPECT_EQ(law.mean, c < 0 ? 1 : 0);
    EXPECT_EQ(law.range().low, law.mean);
    EXPECT_EQ(law.range().high, law.mean);
    EXPECT_EQ(law.given(3, 64), law.mean);
  }
  EXPECT_TRUE(std::isnan(law_of({0, 0}, {0, 0}).mean));
}

// What decides alone is known once it is assumed: P given a is 0 or 1.
TEST(assumptions, an_assumption_that_decides_alone_spans_all) {
  const auto counts = counted(sum_of(0, 0), 2048, 64);
  for (std::size_t a = 0; a < counts.paths.size(); ++a) {
    EXPECT_TRUE(counts.hits[0][a] == 0 || counts.hits[0][a] == 64);
    EXPECT_EQ(counts.hits[0][a] == 64, counts.parameters[0][a] >= 0);
  }
  const auto range = law_of(counts.hits[0], counts.paths).range();
  EXPECT_LT(range.low, 0.01);
  EXPECT_GT(range.high, 0.99);
}

TEST(assumptions, are_the_same_bits_for_any_threads) {
  const auto one = counted(sum_of(1, 0.3), 300, 64, 1), two = counted(sum_of(1, 0.3), 300, 64, 2);
  EXPECT_EQ(one.hits, two.hits);
  EXPECT_EQ(one.parameters, two.parameters);
}

// Unequal sizes: a draw without paths says nothing, and one with few says little.
TEST(assumptions, weigh_draws_by_the_paths_that_count) {
  const auto law = law_of({0, 64, 0}, {64, 64, 0});
  EXPECT_EQ(law.mean, 0.5);
  EXPECT_GT(law.variance, 0.24);
  EXPECT_NEAR(law_of({1, 32, 0}, {2, 64, 0}).variance, 0, 1e-9);
}

// So narrow that it is normal: mean -+ 1.645 sd. The library's quantile finds no end there.
TEST(assumptions, a_law_that_is_all_but_one_number_has_a_range) {
  DrawLaw law;
  law.a = 3.8e10, law.b = 3.39e11;
  law.mean = law.a / (law.a + law.b);
  law.variance = law.mean * (1 - law.mean) / (law.a + law.b + 1);
  const auto range = law.range();
  const double sd = std::sqrt(law.variance);
  EXPECT_NEAR((range.low - law.mean) / sd, -1.6449, 1e-3);
  EXPECT_NEAR((range.high - law.mean) / sd, 1.6449, 1e-3);
}

}  // namespace
}  // namespace prospect::analyse
