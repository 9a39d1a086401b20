/// Two scenarios on the same worlds.

#include "summarise/paired.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace prospect::summarise {
namespace {

/// The score of d by brute force: the chance of `only_b` is found by searching the likelihood itself.
double brute_score(double b, double c, double n, double d) {
  const auto likelihood = [&](double p) {   // p of only_b, p + d of only_a, the rest for the others
    const auto term = [](double k, double q) { return k > 0 ? k * std::log(std::max(q, 1e-300)) : 0.0; };
    return term(b, p + d) + term(c, p) + term(n - b - c, 1 - 2 * p - d);
  };
  double low = std::max(0.0, -d), high = (1 - d) / 2;
  for (int k = 0; k < 300; ++k) {
    const double one = low + (high - low) / 3, two = high - (high - low) / 3;
    (likelihood(one) < likelihood(two) ? low : high) = likelihood(one) < likelihood(two) ? one : two;
  }
  const double p = (low + high) / 2;
  return (b - c - n * d) / std::sqrt(n * (2 * p + d * (1 - d)));
}

/// The ends of the interval are where the score reaches the normal score. Catches: a wrong root, a wrong sign.
TEST(difference_interval, ends_where_the_score_test_turns_down) {
  constexpr double z = 1.959963984540054;
  for (const auto& [b, c, n] : {std::array<std::uint64_t, 3>{12, 2, 50}, {3, 8, 100}, {40, 40, 200}, {1, 0, 30},
                                {500, 300, 2000}, {90, 5, 100}}) {
    const Interval interval = difference_interval(b, c, n);
    const auto score = [&, b = static_cast<double>(b), c = static_cast<double>(c), n = static_cast<double>(n)](
                           double d) { return brute_score(b, c, n, d); };
    EXPECT_NEAR(score(interval.low), z, 1e-4) << b << " " << c << " " << n;
    EXPECT_NEAR(score(interval.high), -z, 1e-4) << b << " " << c << " " << n;
  }
}

/// By hand: without a discordant world n d^2 = z^2 d (1 - d), so d = z^2 / (n + z^2).
TEST(difference_interval, has_a_width_without_discordant_worlds) {
  constexpr double z = 1.959963984540054;
  for (const double n : {1.0, 20.0, 1e6}) {
    const Interval interval = difference_interval(0, 0, static_cast<std::uint64_t>(n));
    EXPECT_NEAR(interval.high, z * z / (n + z * z), 1e-12);
    EXPECT_EQ(interval.low, -interval.high);
  }
  const Interval unknown = difference_interval(0, 0, 0);
  EXPECT_EQ(unknown.low, -1);
  EXPECT_EQ(unknown.high, 1);
}

TEST(difference_interval, changes_sign_with_the_scenarios_and_stays_inside) {
  for (const std::uint64_t n : {5U, 40U, 1000U}) {
    for (std::uint64_t b = 0; b <= n; b += n / 5) {
      for (std::uint64_t c = 0; b + c <= n; c += n / 5) {
        const Interval one = difference_interval(b, c, n), other = difference_interval(c, b, n);
        EXPECT_EQ(one.low, -other.high);
        EXPECT_EQ(one.high, -other.low);
        EXPECT_GE(one.low, -1);
        const double d = (static_cast<double>(b) - static_cast<double>(c)) / static_cast<double>(n);
        EXPECT_LE(one.low, d + 1e-12);
        EXPECT_GE(one.high, d - 1e-12);
        EXPECT_LT(one.low, one.high);
      }
    }
  }
}

/// Measured: n = 2000 worlds, only_a with 0.05, only_b with 0.03; 4000 repetitions.
TEST(difference_interval, covers_over_repeated_runs) {
  constexpr int repetitions = 4000, n = 2000;
  std::mt19937_64 words(5);
  int covered = 0;
  for (int k = 0; k < repetitions; ++k) {
    std::uint64_t b = 0, c = 0;
    for (int world = 0; world < n; ++world) {
      const double u = static_cast<double>(words() >> 11) * 0x1p-53;
      b += u < 0.05 ? 1U : 0U;
      c += u >= 0.05 && u < 0.08 ? 1U : 0U;
    }
    const Interval interval = difference_interval(b, c, n);
    covered += interval.low <= 0.02 && 0.02 <= interval.high ? 1 : 0;
  }
  const double share = static_cast<double>(covered) / repetitions;
  std::printf("Tango: %.4f of the 95 %% intervals hold the difference\n", share);
  EXPECT_GE(share, 0.93);
  EXPECT_LE(share, 0.97);
}

/// By hand: 5 of 5 has 1/32; 4 or more of 5 has 6/32; 0 or more is certain.
TEST(chance_if_no_better, by_hand) {
  EXPECT_NEAR(chance_if_no_better(5, 0), 1.0 / 32, 1e-14);
  EXPECT_NEAR(chance_if_no_better(4, 1), 6.0 / 32, 1e-14);
  EXPECT_EQ(chance_if_no_better(0, 5), 1);
  EXPECT_EQ(chance_if_no_better(0, 0), 1);
  EXPECT_GE(chance_if_no_better(100'000, 10), 0);
}

/// By hand: 0.01 * 4, 0.02 * 3, then 0.03 * 2 = 0.06, and 0.5 * 1; never falling.
TEST(holm, by_hand) {
  const auto adjusted = holm({0.03, 0.01, 0.5, 0.02});
  EXPECT_NEAR(adjusted[1], 0.04, 1e-14);
  EXPECT_NEAR(adjusted[3], 0.06, 1e-14);
  EXPECT_NEAR(adjusted[0], 0.06, 1e-14);
  EXPECT_NEAR(adjusted[2], 0.5, 1e-14);
  EXPECT_EQ(holm({0.9, 0.8})[0], 1);
}

/// 100 worlds, +1 on 30 and -1 on 10: mean 0.2, sd sqrt(0.4 - 0.04) = 0.6, so 0.2 -+ 1.96 * 0.06.
TEST(mean_interval, by_hand) {
  const Interval interval = mean_interval({100, 40, 20, 40}, 5);
  EXPECT_NEAR(interval.low, 0.2 - 1.959964 * 0.06, 1e-6);
  EXPECT_NEAR(interval.high, 0.2 + 1.959964 * 0.06, 1e-6);
}

/// No world differs: at most 1 - 0.025^(1/n) of them do, by 5 each.
TEST(mean_interval, has_a_width_when_no_world_differs) {
  const Interval interval = mean_interval({1000, 0, 0, 0}, 5);
  EXPECT_NEAR(interval.high, 5 * (1 - std::pow(0.025, 1e-3)), 1e-12);
  EXPECT_EQ(interval.low, -interval.high);
}

}  // namespace
}  // namespace prospect::summarise
