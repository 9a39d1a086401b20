#include "lanes/counts.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <gtest/gtest.h>

#include "lanes/block.hpp"
#include "lanes/threefry.hpp"
#include "scripted_words.hpp"

namespace prospect::lanes {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(Binomial, ByHand) {
  // n = 2, p = 1/2: P(K <= 0) = 1/4, P(K <= 1) = 3/4.
  EXPECT_EQ(binomial_quantile(0.2, 2, 0.5), 0);
  EXPECT_EQ(binomial_quantile(0.25, 2, 0.5), 0);
  EXPECT_EQ(binomial_quantile(0.26, 2, 0.5), 1);
  EXPECT_EQ(binomial_quantile(0.74, 2, 0.5), 1);
  EXPECT_EQ(binomial_quantile(0.75, 2, 0.5), 1);
  EXPECT_EQ(binomial_quantile(0.76, 2, 0.5), 2);
  EXPECT_EQ(binomial_quantile(0.3, 7, 0), 0);
  EXPECT_EQ(binomial_quantile(0.3, 7, 1), 7);
  EXPECT_EQ(binomial_quantile(0.3, 0, 0.4), 0);
}

TEST(Counts, DropFractionsAndRefuseWhatIsOutside) {
  EXPECT_EQ(binomial_quantile(0.9999, 3.9, 1), 3);
  EXPECT_EQ(binomial_quantile(0.9999, 4 - 1e-12, 1), 4);
  for (const double n : {-1.0, 10001.0, nan}) {
    EXPECT_TRUE(std::isnan(binomial_quantile(0.5, n, 0.5))) << n;
    EXPECT_TRUE(std::isnan(beta_binomial_quantile(0.5, n, 0.5, 10))) << n;
  }
  for (const double p : {-1e-9, 1.0000001, nan}) {
    EXPECT_TRUE(std::isnan(binomial_quantile(0.5, 5, p))) << p;
    EXPECT_TRUE(std::isnan(beta_binomial_quantile(0.5, 5, p, 10))) << p;
    EXPECT_TRUE(std::isnan(bernoulli(0.5, p))) << p;
    EXPECT_TRUE(std::isnan(spike(0.5, p, 1))) << p;
  }
  EXPECT_TRUE(std::isnan(beta_binomial_quantile(0.5, 5, 0.5, 0)));
  EXPECT_TRUE(std::isnan(poisson_quantile(0.5, -1)));
  EXPECT_TRUE(std::isnan(poisson_quantile(0.5, 10001)));
  EXPECT_TRUE(std::isnan(poisson_quantile(nan, 1)));
}

/// P(K <= k) or, for the upper half, 1 - P(K <= k), from a trusted source.
struct Reference {
  std::function<double(double)> below, above;
};

/// u must lie in (P(K <= k-1), P(K <= k)], to `tolerance` of the nearer tail.
void expect_inverse(double k, double u, const Reference& exact, double tolerance) {
  if (u <= 0.5) {
    EXPECT_GE(exact.below(k), u * (1 - tolerance)) << "u " << u << " k " << k;
    EXPECT_TRUE(k == 0 || exact.below(k - 1) <= u * (1 + tolerance)) << "u " << u << " k " << k;
  } else {
    const double rest = 1 - u;
    EXPECT_LE(exact.above(k), rest * (1 + tolerance)) << "u " << u << " k " << k;
    EXPECT_TRUE(k == 0 || exact.above(k - 1) >= rest * (1 - tolerance)) << "u " << u << " k " << k;
  }
}

std::vector<double> words() {
  std::vector<double> all = {0x1p-53, 1 - 0x1p-53, 1e-12, 1 - 1e-12, 1e-6, 1 - 1e-6, 0.5};
  for (std::uint64_t i = 0; i < 100; ++i) {
    all.push_back(unit_number(threefry2x64({i, 9}, {9, 9}).first));
  }
  return all;
}

/// Boost's own tails are good to about 1e-11 at n = 10000; ours lose a millionth at 2^-53.
constexpr double tail_tolerance = 1e-5;

TEST(Binomial, InvertsTheDistributionFunction) {
  for (const double n : {1.0, 5.0, 300.0, 10000.0}) {
    for (const double p : {1e-6, 1e-3, 0.1, 0.5, 0.77, 1 - 1e-3, 1 - 1e-6}) {
      const boost::math::binomial_distribution<> d(n, p);
      const Reference exact = {
          [&](double k) { return k < n ? boost::math::cdf(d, k) : 1; },
          [&](double k) { return k < n ? boost::math::cdf(boost::math::complement(d, k)) : 0; }};
      for (const double u : words()) {
        expect_inverse(binomial_quantile(u, n, p), u, exact, tail_tolerance);
      }
    }
  }
}

TEST(Poisson, InvertsTheDistributionFunction) {
  EXPECT_EQ(poisson_quantile(0.99, 0), 0);
  for (const double mean : {1e-6, 0.3, 1.0, 17.5, 300.0, 10000.0}) {
    const boost::math::poisson_distribution<> d(mean);
    const Reference exact = {
        [&](double k) { return boost::math::cdf(d, k); },
        [&](double k) { return boost::math::cdf(boost::math::complement(d, k)); }};
    for (const double u : words()) {
      expect_inverse(poisson_quantile(u, mean), u, exact, tail_tolerance);
    }
  }
}

TEST(BetaBinomial, InvertsTheDistributionFunction) {
  for (const double n : {1.0, 12.0, 300.0}) {
    for (const double p : {0.001, 0.3, 0.5, 0.9}) {
      for (const double concentration : {0.5, 2.0, 50.0, 1e5}) {
        const double a = p * concentration, b = concentration - a;
        std::vector<double> mass;
        for (double k = 0; k <= n; k += 1) {
          mass.push_back(std::exp(-std::log(n + 1) - std::log(boost::math::beta(n - k + 1, k + 1)) +
                                  std::lgamma(k + a) + std::lgamma(n - k + b) -
                                  std::lgamma(n + concentration) + std::lgamma(concentration) -
                                  std::lgamma(a) - std::lgamma(b)));
        }
        const auto sum = [&](double from, double to) {
          double total = 0;
          for (double k = from; k <= to; k += 1) {
            total += mass[static_cast<std::size_t>(k)];
          }
          return total;
        };
        const Reference exact = {[&](double k) { return sum(0, k); },
                                 [&](double k) { return sum(k + 1, n); }};
        for (const double u : words()) {
          // The reference itself is a difference of large logarithms.
          expect_inverse(beta_binomial_quantile(u, n, p, concentration), u, exact, 1e-5);
        }
      }
    }
  }
}

TEST(BetaBinomial, BecomesBinomialAndUniform) {
  for (const double u : words()) {
    EXPECT_EQ(beta_binomial_quantile(u, 20, 0.3, std::numeric_limits<double>::infinity()),
              binomial_quantile(u, 20, 0.3));
    // a = b = 1: every count from 0 to 9 has probability 1/10.
    EXPECT_EQ(beta_binomial_quantile(u, 9, 0.5, 2), std::ceil(u * 10) - 1);
  }
}

TEST(Counts, NeverFallWhenTheWordRises) {
  double last_binomial = 0, last_beta = 0, last_poisson = 0;
  for (int i = 0; i < 4000; ++i) {
    const double u = (i + 0.5) / 4000;
    EXPECT_GE(binomial_quantile(u, 300, 0.37), last_binomial);
    EXPECT_GE(beta_binomial_quantile(u, 300, 0.37, 12), last_beta);
    EXPECT_GE(poisson_quantile(u, 40), last_poisson);
    last_binomial = binomial_quantile(u, 300, 0.37);
    last_beta = beta_binomial_quantile(u, 300, 0.37, 12);
    last_poisson = poisson_quantile(u, 40);
  }
}

TEST(Spike, IsZeroOrANormalFromTheSameWord) {
  EXPECT_EQ(bernoulli(0.1, 0.2), 1);
  EXPECT_EQ(bernoulli(0.3, 0.2), 0);
  EXPECT_EQ(bernoulli(1 - 0x1p-53, 1), 1);
  EXPECT_EQ(bernoulli(0x1p-53, 0), 0);
  EXPECT_EQ(spike(0.3, 0.2, 5), 0);
  EXPECT_EQ(spike(0.1, 0.2, 5), 0);                          // the median of the event
  EXPECT_DOUBLE_EQ(spike(0.05, 0.2, 5), 5 * normal_quantile_lane(0.25));
  EXPECT_TRUE(std::isfinite(spike(std::nextafter(0.2, 0.0), 0.2, 5)));
  EXPECT_TRUE(std::isfinite(spike(1 - 0x1p-53, 1, 5)));
  EXPECT_EQ(spike(0.3, 0, 5), 0);
}

/// Rows are drawn side by side: every kind of law and of answer, few trials next to many, tails and both halves.
TEST(Counts, ARowHasTheBitsOfSingleDraws) {
  Rows rows(4);
  double *u = rows.row(0), *n = rows.row(1), *p = rows.row(2), *out = rows.row(3);
  const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  std::uint64_t compared = 0;
  for (const double most : {12.0, 139.0, 596.0, 9999.0}) {
    for (std::int64_t step = 0; step < 40; ++step) {
      uniforms(Stream(7, "u"), 0, step, u);
      uniforms(Stream(7, "n"), 0, step, n);
      uniforms(Stream(7, "p"), 0, step, p);
      const double concentration = step % 3 == 0 ? 60 : step % 3 == 1 ? 1.5 : 1e6;
      for (std::size_t lane = 0; lane < lane_count; ++lane) {
        if (step % 5 == 0) u[lane] = std::pow(u[lane], 30) + 0x1p-53;
        if (step % 7 == 0) u[lane] = 1 - u[lane];
        if (lane % 11 == 3) p[lane] = lane % 2 == 0 ? 0 : 1;
        n[lane] = lane % 13 == 5 ? -1 : n[lane] * (most + 1);
      }
      binomial_row(u, n, p, out);
      for (std::size_t l = 0; l < lane_count; ++l) {
        compared += same(out[l], binomial_quantile(u[l], n[l], p[l])) ? 1U : 0U;
      }
      beta_binomial_row(u, n, p, concentration, out);
      for (std::size_t l = 0; l < lane_count; ++l) {
        compared += same(out[l], beta_binomial_quantile(u[l], n[l], p[l], concentration)) ? 1U : 0U;
      }
      poisson_row(u, n, out);
      for (std::size_t l = 0; l < lane_count; ++l) compared += same(out[l], poisson_quantile(u[l], n[l])) ? 1U : 0U;
    }
  }
  EXPECT_EQ(compared, 3 * 4 * 40 * lane_count);
}

TEST(Spike, ARowHasTheBitsOfSingleDraws) {
  Rows rows(4);
  double *u = rows.row(0), *p = rows.row(1), *sd = rows.row(2), *out = rows.row(3);
  for (std::int64_t step = 0; step < 20; ++step) {
    uniforms(Stream(7, "u"), 0, step, u);
    uniforms(Stream(7, "sd"), 0, step, sd);
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      p[lane] = lane % 17 == 3 ? 2 : lane % 19 == 4 ? 0 : static_cast<double>(step) / 19;
    }
    spike_row(u, p, sd, out);
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      const double alone = spike(u[lane], p[lane], sd[lane]);
      EXPECT_TRUE(out[lane] == alone || (std::isnan(out[lane]) && std::isnan(alone))) << step << ' ' << lane;
    }
  }
}

/// One word each: two scripted words serve two rows, and a third would fail the test.
TEST(Counts, TakeOneWordAVariateAndMayWorkInPlace) {
  tests::ScriptedWords source({0.3, 0.9});
  Rows rows(4);
  double *u = rows.row(0), *n = rows.row(1), *p = rows.row(2), *out = rows.row(3);
  each_lane([=](std::size_t lane) {
    n[lane] = static_cast<double>(lane % 50);
    p[lane] = (static_cast<double>(lane) + 0.5) / lane_count;
  });
  source.uniforms(Stream(1, "x"), 0, 0, u);
  binomial_row(u, n, p, out);
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    EXPECT_EQ(out[lane], binomial_quantile(0.3, n[lane], p[lane]));
  }
  source.uniforms(Stream(1, "x"), 0, 1, u);
  beta_binomial_row(u, n, p, 8, out);
  poisson_row(u, n, u);
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    EXPECT_EQ(out[lane], beta_binomial_quantile(0.9, n[lane], p[lane], 8));
    EXPECT_EQ(u[lane], poisson_quantile(0.9, n[lane]));
  }
  EXPECT_EQ(source.left(), 0U);
}

}  // namespace
}  // namespace prospect::lanes
