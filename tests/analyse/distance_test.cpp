#include "analyse/distance.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "model/targeted.hpp"

namespace prospect::analyse {
namespace {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// x = 0.8 a + 0.6 b + s e; a, b assumed normal(0, 1), d of no consequence; met when x >= c.
DrawCounts counted(double s, double c, int threads = 1) {
  auto program = model::program_of(
      {.body = fmt::format("[parameter.a]\nprior = 'normal(10, 2)'\n[parameter.b]\nprior = 'normal(0, 1)'\n"
                           "[parameter.d]\nprior = 'normal(0, 1)'\n[shock.e]\ndistribution = 'normal(0, 1)'\n"
                           "[indicator.x]\nequals = '0.8 * (a - 10) / 2 + 0.6 * b + {} * e + 0 * d'\n", s),
       .end_year = 2021});
  model::aim(program, "x", 2021, c);
  simulate::Plan plan;
  plan.threads = threads;
  return count_draws(program, calibrate::fit(program), {{"x", {}, {0}}}, plan, 8192, 64);
}

// By quadrature: u = 0.8 a' + 0.6 b is normal(0, 1), P(u) = Phi((u - c) / s); the law proportional to
// phi(u) exp(t P(u)) with mean P one half, its divergence and its mean of u.
struct Truth {
  double distance = 0, mean_u = 0;
  Truth(double s, double c, double wanted) {
    const auto at = [&](double t, double& p, double& u, double& log_w) {
      double sum = 0;
      p = u = log_w = 0;
      for (double x = -8; x <= 8; x += 0.002) {
        const double prob = normal_cdf((x - c) / s), w = std::exp(-x * x / 2 + t * prob);
        sum += w;
        p += w * prob;
        u += w * x;
        log_w += w * t * prob;
      }
      double plain = 0;
      for (double x = -8; x <= 8; x += 0.002) plain += std::exp(-x * x / 2);
      p /= sum;
      u /= sum;
      log_w = log_w / sum - std::log(sum / plain);
    };
    double low = 0, high = 100, p = 0, kl = 0;
    for (int k = 0; k < 60; ++k) {
      const double t = (low + high) / 2;
      at(t, p, mean_u, kl);
      (p < wanted ? low : high) = t;
    }
    distance = std::sqrt(2 * kl);
  }
};

TEST(distance, is_that_of_the_nearest_law) {
  for (const auto& [s, c] : {std::pair{1.0, 0.7}, {0.5, 1.0}, {2.0, 0.5}}) {
    const auto found = distance_to(counted(s, c), 0, 0.5);
    ASSERT_TRUE(found.has_value());
    const Truth truth(s, c, 0.5);
    EXPECT_FALSE(found->out_of_reach);
    EXPECT_NEAR(found->reached, 0.5, 1e-6);
    EXPECT_NEAR(found->now, normal_cdf(-c / std::hypot(1, s)), 0.015);
    // 8 192 draws: the mean of u is known to 0.02, and P to as much of it.
    EXPECT_NEAR(found->distance, truth.distance, 0.08) << s << " " << c;
    ASSERT_EQ(found->shifts.size(), 2U);
    EXPECT_EQ(found->shifts[0].parameter.value, 0U);
    EXPECT_NEAR(found->shifts[0].sds, 0.8 * truth.mean_u, 0.08);
    EXPECT_NEAR(found->shifts[1].sds, 0.6 * truth.mean_u, 0.08);
    EXPECT_NEAR(found->shifts[0].after - found->shifts[0].before, 2 * found->shifts[0].sds, 0.05);
    EXPECT_NEAR(found->shifts[0].before, 10, 0.1);
  }
}

TEST(distance, goes_either_way) {
  const auto up = distance_to(counted(1, 0.7), 0, 0.5), down = distance_to(counted(1, -0.7), 0, 0.5);
  EXPECT_NEAR(up->distance, down->distance, 0.08);
  EXPECT_GT(up->shifts[0].sds, 0);
  EXPECT_LT(down->shifts[0].sds, 0);
}

TEST(distance, out_of_reach_is_said) {
  const auto far = distance_to(counted(1, 8), 0, 0.5);
  if (far) {
    EXPECT_TRUE(far->out_of_reach);
    EXPECT_LT(far->reached, 0.1);
    EXPECT_GE(far->draws, least_draws * 0.99);
  }
  EXPECT_FALSE(distance_to(counted(1, 1e9), 0, 0.5).has_value());
  EXPECT_FALSE(distance_to(counted(1, -1e9), 0, 0.5).has_value());
}

TEST(distance, is_the_same_for_any_threads) {
  EXPECT_EQ(distance_to(counted(1, 1, 1), 0, 0.5)->distance, distance_to(counted(1, 1, 2), 0, 0.5)->distance);
}

}  // namespace
}  // namespace prospect::analyse
