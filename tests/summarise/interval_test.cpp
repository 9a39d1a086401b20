#include "summarise/interval.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "bernoulli.hpp"

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

/// Measured: 2000 runs of n = 4096 paths, the least n with 20 expected hits at P = 0.005. At P = 0 the
/// interval begins at 0 and always holds. 93 to 97 % is four standard errors about 95 %.
TEST(probability_interval, covers_over_repeated_runs) {
  constexpr std::uint64_t n = 4096;
  constexpr int repetitions = 2000;
  for (const double p : {0.5, 0.05, 0.005, 0.0}) {
    int covered = 0;
    for (int k = 0; k < repetitions; ++k) {
      Bernoulli stream(p, static_cast<std::uint64_t>(k) + 17);
      const Interval interval = probability_interval(stream.count(n), n);
      covered += interval.low <= p && p <= interval.high ? 1 : 0;
    }
    const double share = static_cast<double>(covered) / repetitions;
    std::printf("P = %.3f: %.4f of the 95 %% intervals hold it\n", p, share);
    EXPECT_GE(share, 0.93) << p;
    EXPECT_LE(share, p > 0 ? 0.97 : 1) << p;
  }
}

/// Clopper and Pearson (1934); Newcombe (1998), table I, method 5.
TEST(exact_interval, published) {
  const Interval some = exact_interval(81, 263), few = exact_interval(1, 29), none = exact_interval(0, 20);
  EXPECT_NEAR(some.low, 0.2527, 5e-5);
  EXPECT_NEAR(some.high, 0.3676, 5e-5);
  EXPECT_NEAR(few.low, 0.0009, 5e-5);
  EXPECT_NEAR(few.high, 0.1776, 5e-5);
  EXPECT_EQ(none.low, 0.0);
  EXPECT_NEAR(none.high, 0.1684, 5e-5);
}

/// The bounds solve what defines them: each tail has (1 - level) / 2 at its bound. Also for long runs.
TEST(exact_interval, has_its_tails) {
  const auto tail_from = [](std::uint64_t hits, std::uint64_t n, double p) {
    double sum = 0;
    for (std::uint64_t k = hits; k <= n; ++k) {
      const double a = static_cast<double>(k), b = static_cast<double>(n - k);
      sum += std::exp(std::lgamma(a + b + 1) - std::lgamma(a + 1) - std::lgamma(b + 1) + a * std::log(p) +
                      b * std::log1p(-p));
    }
    return sum;
  };
  for (const auto& [hits, n] : {std::pair<std::uint64_t, std::uint64_t>{3, 10}, {50, 400}, {399, 400}}) {
    const Interval interval = exact_interval(hits, n, 0.99);
    EXPECT_NEAR(tail_from(hits, n, interval.low), 0.005, 1e-10);
    EXPECT_NEAR(1 - tail_from(hits + 1, n, interval.high), 0.005, 1e-10);
  }
  const Interval all = exact_interval(20, 20), unknown = exact_interval(0, 0);
  EXPECT_EQ(all.high, 1.0);
  EXPECT_EQ(unknown.high - unknown.low, 1.0);
  const Interval exact = exact_interval(5'000'000, 10'000'000), wilson = probability_interval(5'000'000, 10'000'000);
  EXPECT_NEAR(exact.low, wilson.low, 1e-7);
  EXPECT_NEAR(exact.high, wilson.high, 1e-7);
}

/// By hand: 4 scramblings of 100 paths with 40, 60, 40, 60 hits. Share 1/2, variance 4/3 * 400 / 400^2 = 1/300, so
/// worth 75 independent paths; at level 1/2 + 1/pi Student's t of 3 degrees of freedom
/// is sqrt 3 (its distribution function there is 3/4 + 1/(2 pi)): Wilson's half-width is 1 / (2 sqrt(1 + 75/3)).
TEST(scrambled_interval, by_hand) {
  const std::vector<std::uint64_t> hits = {40, 60, 40, 60}, paths(4, 100);
  const double level = 0.5 + 1 / std::acos(-1.0);
  const Interval interval = scrambled_interval(hits, paths, level);
  EXPECT_NEAR(interval.low, 0.5 - 0.5 / std::sqrt(26.0), 1e-10);
  EXPECT_NEAR(interval.high, 0.5 + 0.5 / std::sqrt(26.0), 1e-10);
}

/// Where scramblings have unlike numbers of paths their hits are held against the same share of them.
TEST(scrambled_interval, takes_the_share_as_a_ratio) {
  const std::vector<std::uint64_t> paths = {100, 200, 300, 400};
  const Interval same = scrambled_interval(std::vector<std::uint64_t>{50, 100, 150, 200}, paths);
  const Interval plain = probability_interval(500, 1000);
  EXPECT_EQ(same.low, plain.low);    // they agree: no spread to go by
  EXPECT_EQ(same.high, plain.high);
  const Interval apart = scrambled_interval(std::vector<std::uint64_t>{51, 99, 151, 199}, paths);
  EXPECT_LT(apart.high - apart.low, 0.02);
  EXPECT_NEAR(apart.high + apart.low, 1, 1e-12);
}

/// Catches: an interval without width at no hit, at few hits that happen to be spread evenly.
TEST(scrambled_interval, is_that_of_plain_paths_where_hits_or_misses_are_few) {
  const std::vector<std::uint64_t> paths(16, 256);
  for (const std::uint64_t each : {0U, 1U, 7U, 249U, 255U, 256U}) {
    std::vector<std::uint64_t> hits(16, each);
    if (each > 0 && each < 256) ++hits[3], --hits[4];
    const Interval interval = scrambled_interval(hits, paths), plain = probability_interval(16 * each, 4096);
    EXPECT_EQ(interval.low, plain.low) << each;
    EXPECT_EQ(interval.high, plain.high) << each;
  }
  std::vector<std::uint64_t> enough(16, 8);
  ++enough[3], --enough[4];
  EXPECT_LT(scrambled_interval(enough, paths).high, probability_interval(128, 4096).high);
}

}  // namespace
}  // namespace prospect::summarise
