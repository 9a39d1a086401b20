#include "summarise/interval.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace prospect::summarise {
namespace {

/// By hand: k = n/2 and z = 2 (level erf(sqrt 2)): 1/2 -+ 1 / (2 sqrt(1 + n/4)); n = 32 gives 1/6.
TEST(probability_interval, by_hand) {
  const Interval interval = probability_interval(16, 32, std::erf(std::sqrt(2.0)));
  EXPECT_NEAR(interval.low, 0.5 - 1.0 / 6, 1e-14);
  EXPECT_NEAR(interval.high, 0.5 + 1.0 / 6, 1e-14);
}

/// Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, table I,
/// method 3. Catches: Wald's interval, a continuity correction, a one-sided score.
TEST(probability_interval, published_wilson) {
  struct Row {
    std::uint64_t hits, n;
    double low, high;
  };
  for (const Row& row : {Row{81, 263, 0.2553, 0.3662}, Row{15, 148, 0.0624, 0.1605},
                         Row{1, 29, 0.0061, 0.1718}}) {
    const Interval interval = probability_interval(row.hits, row.n);
    EXPECT_NEAR(interval.low, row.low, 5e-5) << row.hits;
    EXPECT_NEAR(interval.high, row.high, 5e-5) << row.hits;
  }
}

/// The same table, method 5, at no hit: Clopper and Pearson. Catches: Wilson's 0.1611.
TEST(probability_interval, published_exact_bound_without_hits) {
  const Interval none = probability_interval(0, 20);
  EXPECT_EQ(none.low, 0.0);
  EXPECT_NEAR(none.high, 0.1684, 5e-5);
  const Interval all = probability_interval(20, 20);
  EXPECT_EQ(all.high, 1.0);
  EXPECT_NEAR(all.low, 1 - 0.1684, 5e-5);
}

/// Catches: cancellation at many paths, where the bound is -log(0.025) / n.
TEST(probability_interval, rare_events_of_long_runs) {
  const Interval none = probability_interval(0, 10'000'000'000U);
  EXPECT_NEAR(none.high * 1e10, -std::log(0.025), 1e-6);
  const Interval one = probability_interval(1, 1'000'000'000U);
  EXPECT_GT(one.low, 0.0);
  EXPECT_LT(one.low, 1e-9);
}

TEST(probability_interval, no_path_says_nothing) {
  const Interval interval = probability_interval(0, 0);
  EXPECT_EQ(interval.low, 0.0);
  EXPECT_EQ(interval.high, 1.0);
}

/// Laws: mirror images, the share inside, wider at a higher level, narrower with more paths.
TEST(probability_interval, laws) {
  for (const std::uint64_t n : {1U, 2U, 7U, 40U, 1000U}) {
    for (std::uint64_t hits = 0; hits <= n; ++hits) {
      const Interval here = probability_interval(hits, n);
      const Interval mirrored = probability_interval(n - hits, n);
      const Interval sure = probability_interval(hits, n, 0.99);
      const double share = static_cast<double>(hits) / static_cast<double>(n);
      EXPECT_NEAR(here.low, 1 - mirrored.high, 1e-14);
      EXPECT_LE(here.low, share);
      EXPECT_GE(here.high, share);
      EXPECT_LT(here.low, here.high);
      EXPECT_LE(sure.low, here.low);
      EXPECT_GE(sure.high, here.high);
      const Interval longer = probability_interval(4 * hits, 4 * n);
      EXPECT_LT(longer.high - longer.low, here.high - here.low);
    }
  }
}

/// The share of samples whose interval holds p, every possible sample weighed by its probability:
/// what a simulation would come to in the end.
double coverage(std::uint64_t n, double p) {
  double covered = 0;
  for (std::uint64_t hits = 0; hits <= n; ++hits) {
    const Interval interval = probability_interval(hits, n);
    if (interval.low <= p && p <= interval.high) {
      const double k = static_cast<double>(hits), rest = static_cast<double>(n - hits);
      covered += std::exp(std::lgamma(k + rest + 1) - std::lgamma(k + 1) - std::lgamma(rest + 1) +
                          k * std::log(p) + rest * std::log1p(-p));
    }
  }
  return covered;
}

/// Brown, Cai and DasGupta (2001), doi:10.1214/ss/1009213286, section 4: the mean coverage of
/// Wilson's interval is close to its level, with dips near p = 0 and 1 to about 0.83.
TEST(probability_interval, coverage_for_small_n) {
  for (const std::uint64_t n : {5U, 10U, 25U, 50U, 100U}) {
    double sum = 0, least = 1;
    constexpr int steps = 2000;
    for (int i = 0; i < steps; ++i) {
      const double covered = coverage(n, (i + 0.5) / steps);
      sum += covered;
      least = std::min(least, covered);
    }
    EXPECT_NEAR(sum / steps, 0.95, 0.015) << n;
    EXPECT_GT(least, 0.82) << n;
  }
}

}  // namespace
}  // namespace prospect::summarise
