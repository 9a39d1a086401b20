#include "calibrate/pool.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/polygamma.hpp>

#include <cmath>
#include <numbers>
#include <vector>

#include "calibrate/words.hpp"

namespace prospect::calibrate {
namespace {

model::Family guess_of(double sigma, int df) {
  model::Family family;
  family.name = "family";
  family.sigma = sigma;
  family.df = {static_cast<double>(df)};
  return family;
}

// psi(1) = -gamma and psi'(1) = pi^2/6: two innovations leave e = log s^2 + gamma, with variance
// pi^2/6 by chance. Three members at -x, 0, x have variance x^2; if x^2 is twice pi^2/6, the excess
// is pi^2/6 too, so df = 2 and log s^2 = gamma - gamma = 0.
TEST(pool, solves_a_family_by_hand) {
  const double x = std::sqrt(2 * std::numbers::pi * std::numbers::pi / 6);
  const std::vector<Residual> members = {{2, std::exp(-x)}, {2, 1}, {2, std::exp(x)}};
  const Volatility pool = moment_estimate(members);
  EXPECT_NEAR(pool.df, 2, 1e-9);
  EXPECT_NEAR(pool.scale, 1, 1e-12);
}

TEST(pool, of_equal_members_trusts_them_up_to_the_cap) {
  const std::vector<Residual> members(4, Residual{5, 0.09});
  EXPECT_TRUE(std::isinf(moment_estimate(members).df));
  const FamilyFit fit = pool_family(guess_of(7, 4), members);
  EXPECT_TRUE(fit.from_data);
  EXPECT_EQ(fit.members, 4);
  EXPECT_EQ(fit.df, most_df);
  // log s^2 = log 0.09 - (psi(2.5) - log 2.5) + (psi(2) - log 2), psi(2.5) = 0.703157, psi(2) = 0.422784.
  EXPECT_NEAR(fit.sigma, 0.3 * std::exp(0.5 * (0.213134 - 0.270363)), 1e-6);
}

TEST(pool, of_unlike_members_says_little_but_something) {
  const std::vector<Residual> members = {{5, 1e-8}, {5, 1}, {5, 1e8}};
  EXPECT_LT(moment_estimate(members).df, 0.3);
  const FamilyFit fit = pool_family(guess_of(1, 4), members);
  EXPECT_EQ(fit.df, least_df);
  EXPECT_GT(fit.sigma, 0.1);
  EXPECT_LT(fit.sigma, 10);
}

TEST(pool, of_too_few_members_keeps_the_guess) {
  for (const auto& members : {std::vector<Residual>{}, {{5, 1.0}, {5, 2.0}},
                              {{5, 1.0}, {5, 2.0}, {1, 3.0}, {0, 0.0}}}) {
    const FamilyFit fit = pool_family(guess_of(0.03, 40), members);
    EXPECT_FALSE(fit.from_data);
    EXPECT_EQ(fit.sigma, 0.03);
    EXPECT_EQ(fit.df, 40);
    EXPECT_EQ(fit.members, static_cast<int>(members.size()));
  }
}

TEST(pool, takes_constant_series_at_their_floor) {
  const std::vector<Residual> members = {{5, 0.01}, {5, 0.01}, {5, 0.01}, {5, 0}};
  const FamilyFit fit = pool_family(guess_of(0.1, 4), members);
  EXPECT_EQ(fit.df, least_df);
  EXPECT_GT(fit.sigma, 0.01);
  EXPECT_LT(fit.sigma, 0.1);
  // What rounding leaves of an even advance is floored alike.
  const std::vector<Residual> rounded = {{5, 0.01}, {5, 0.01}, {5, 0.01}, {5, 1e-34}};
  EXPECT_EQ(pool_family(guess_of(0.1, 4), rounded).sigma, fit.sigma);
}

TEST(pool, of_constant_series_only_is_small_and_positive) {
  const std::vector<Residual> members(5, Residual{5, 0});
  const FamilyFit fit = pool_family(guess_of(0.1, 4), members);
  EXPECT_TRUE(fit.from_data);
  EXPECT_EQ(fit.df, most_df);
  EXPECT_GT(fit.sigma, 0.9e-4);
  EXPECT_LT(fit.sigma, 1.2e-4);
}

TEST(pool, scales_with_its_members) {
  const std::vector<Residual> members = {{5, 0.5}, {5, 0.1}, {4, 0.9}, {3, 0.2}};
  std::vector<Residual> scaled = members;
  for (auto& member : scaled) member.mean_square *= 1e6;
  const FamilyFit one = pool_family(guess_of(0.1, 4), members);
  const FamilyFit other = pool_family(guess_of(100, 4), scaled);
  EXPECT_EQ(one.df, other.df);
  EXPECT_NEAR(other.sigma, 1000 * one.sigma, 1e-9);
}

// Members of a family with known df and s = 0.03, n innovations each.
std::vector<Residual> simulated(double df, int n, int count) {
  const auto sigma_law = lanes::Distribution::inverse_chi(df, 0.03);
  const auto chi = lanes::Distribution::chi(n);
  std::vector<Residual> members;
  for (int k = 0; k < count; ++k) {
    WordsOf words(2020, static_cast<std::uint64_t>(k));
    const double root = words.draw(sigma_law) * words.draw(chi);
    members.push_back({n, root * root / n});
  }
  return members;
}

// log s_i^2 is the difference of two log chi-squares: its variance is k2 = psi'(n/2) + psi'(df/2)
// and its fourth cumulant k4 = psi'''(n/2) + psi'''(df/2). A sample variance of N has variance
// (k4 + 2 k2^2) / N; df follows by the delta method, log s^2 through its mean and through df.
TEST(pool, recovers_df_and_scale_of_large_families) {
  using boost::math::polygamma;
  const int count = 4000;
  for (const double df : {2.5, 4.0, 8.0}) {
    for (const int n : {2, 5}) {
      const Volatility pool = moment_estimate(simulated(df, n, count));
      const double k2 = polygamma(1, n / 2.0) + polygamma(1, df / 2);
      const double k4 = polygamma(3, n / 2.0) + polygamma(3, df / 2);
      const double error_of_df =
          std::sqrt((k4 + 2 * k2 * k2) / count) / std::abs(polygamma(2, df / 2) / 2);
      const double error_of_log = std::sqrt(k2 / count) +
                                  (polygamma(1, df / 2) / 2 - 1 / df) * error_of_df;
      EXPECT_NEAR(pool.df, df, 4 * error_of_df) << "n " << n;
      EXPECT_NEAR(2 * std::log(pool.scale / 0.03), 0, 4 * error_of_log) << df << " n " << n;
    }
  }
}

}  // namespace
}  // namespace prospect::calibrate
