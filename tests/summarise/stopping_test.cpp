/// Stopping when it is clear: the promises hold although the run looks again and again.

#include "summarise/stopping.hpp"

#include <gtest/gtest.h>

#include "bernoulli.hpp"

namespace prospect::summarise {
namespace {

constexpr std::uint64_t most = first_look * 64;
// Three standard errors of a share near 1 % over 10000 runs, and near 95 % over 2000: 3 sqrt(p (1 - p) / n).
constexpr double noise_of_errors = 0.003, noise_of_coverage = 0.0146;

TEST(looks, double_up_to_the_most) {
  EXPECT_EQ(looks_up_to(1000), (std::vector<std::uint64_t>{1000}));
  EXPECT_EQ(looks_up_to(first_look), (std::vector<std::uint64_t>{first_look}));
  EXPECT_EQ(looks_up_to(100'000), (std::vector<std::uint64_t>{16'384, 32'768, 65'536, 100'000}));
  EXPECT_EQ(looks_up_to(most).size(), 7U);
  EXPECT_EQ(looks_up_to(10'000'000).size(), 11U);
  EXPECT_DOUBLE_EQ(level_of_look(0.95, 1), 0.95);
  EXPECT_DOUBLE_EQ(level_of_look(0.95, 10), 0.995);
}

TEST(decide, takes_the_whole_interval) {
  EXPECT_EQ(decide({0.81, 0.83}, 0.8), Decision::yes);
  EXPECT_EQ(decide({0.7, 0.79}, 0.8), Decision::no);
  EXPECT_EQ(decide({0.79, 0.81}, 0.8), Decision::not_yet);
  EXPECT_EQ(decide({0.8, 0.81}, 0.8), Decision::not_yet);
}

/// One run that looks at P > `threshold`, and at a half-width, until each is settled.
struct OneRun {
  Decision decision = Decision::not_yet, naive = Decision::not_yet;
  bool covers_decided = false, covers_precise = false, covers_always = true;

  OneRun(double p, double threshold, double width, std::uint64_t seed) {
    Bernoulli stream(p, seed);
    const auto looks = looks_up_to(most);
    const double sure = level_of_look(0.99, looks.size()), known = level_of_look(0.95, looks.size());
    std::uint64_t hits = 0, before = 0;
    bool is_decided = false, is_precise = false;
    for (const auto n : looks) {
      hits += stream.count(n - before);
      before = n;
      const bool last = n == looks.back();
      const Interval interval = exact_interval(hits, n, known);
      const bool covers = interval.low <= p && p <= interval.high;
      covers_always = covers_always && covers;
      if (!is_decided) {
        decision = decide(exact_interval(hits, n, sure), threshold);
        is_decided = decision != Decision::not_yet || last;
        if (is_decided) covers_decided = covers;
      }
      if (!is_precise) {
        is_precise = half_width(interval) <= width || last;
        if (is_precise) covers_precise = covers;
      }
      if (naive == Decision::not_yet) naive = decide(probability_interval(hits, n, 0.99), threshold);
    }
  }
};

/// Threshold 0.8 and 99 %; a half-width of 0.5 points and 95 %. P at the threshold: every answer is wrong. Just
/// below it a yes is wrong. Catches: intervals that are not made for repeated looks, shown by the plain ones.
TEST(stopping, keeps_its_promises_under_repeated_looks) {
  for (const double p : {0.8, 0.79, 0.5, 0.05, 0.005, 0.0}) {
    const int repetitions = p == 0.8 ? 10'000 : 2000;   // only there errors are to be expected
    int wrong = 0, naive_wrong = 0, decided = 0, precise = 0, always = 0, settled = 0;
    for (int k = 0; k < repetitions; ++k) {
      const OneRun run(p, 0.8, 0.005, static_cast<std::uint64_t>(k) + 1000 * static_cast<std::uint64_t>(1e4 * p));
      const auto is_wrong = [&](Decision d) { return d == Decision::yes || (p == 0.8 && d == Decision::no); };
      wrong += is_wrong(run.decision) ? 1 : 0;
      naive_wrong += is_wrong(run.naive) ? 1 : 0;
      settled += run.decision != Decision::not_yet ? 1 : 0;
      decided += run.covers_decided ? 1 : 0;
      precise += run.covers_precise ? 1 : 0;
      always += run.covers_always ? 1 : 0;
    }
    const auto share = [&](int count) { return static_cast<double>(count) / repetitions; };
    std::printf("P = %.3f: wrong %.4f (plain intervals %.4f), decided %.4f, 95 %% covers %.4f and %.4f, always %.4f\n",
                p, share(wrong), share(naive_wrong), share(settled), share(decided), share(precise), share(always));
    EXPECT_LE(share(wrong), 0.01 + noise_of_errors) << p;
    EXPECT_GE(share(decided), 0.95 - noise_of_coverage) << p;
    EXPECT_GE(share(precise), 0.95 - noise_of_coverage) << p;
    EXPECT_GE(share(always), 0.95 - noise_of_coverage) << p;
    if (p == 0.8) {
      EXPECT_GT(share(naive_wrong), 0.02) << "plain intervals would not have been caught";
    }
    if (p < 0.8) {
      EXPECT_GT(share(settled), 0.99) << p;
    }
  }
}

}  // namespace
}  // namespace prospect::summarise
