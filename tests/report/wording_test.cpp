#include "report/wording.hpp"

#include <gtest/gtest.h>

namespace prospect::report {
namespace {

using base::Language;
using enum Likelihood;

TEST(wording, has_thresholds_after_the_ipcc_scale) {
  EXPECT_EQ(likelihood(0.0), exceptionally_unlikely);
  EXPECT_EQ(likelihood(0.0099), exceptionally_unlikely);
  EXPECT_EQ(likelihood(0.01), very_unlikely);
  EXPECT_EQ(likelihood(0.0999), very_unlikely);
  EXPECT_EQ(likelihood(0.10), unlikely);
  EXPECT_EQ(likelihood(0.3299), unlikely);
  EXPECT_EQ(likelihood(0.33), about_even);
  EXPECT_EQ(likelihood(0.5), about_even);
  EXPECT_EQ(likelihood(0.66), about_even);
  EXPECT_EQ(likelihood(0.6601), likely);
  EXPECT_EQ(likelihood(0.90), likely);
  EXPECT_EQ(likelihood(0.9001), very_likely);
  EXPECT_EQ(likelihood(0.99), very_likely);
  EXPECT_EQ(likelihood(0.9901), virtually_certain);
  EXPECT_EQ(likelihood(1.0), virtually_certain);
}

TEST(wording, takes_the_word_nearer_to_even_when_an_interval_straddles) {
  using summarise::Interval;
  EXPECT_EQ(likelihood(Interval{0.91, 0.93}), very_likely);
  EXPECT_EQ(likelihood(Interval{0.89, 0.91}), likely);
  EXPECT_EQ(likelihood(Interval{0.985, 1.0}), very_likely);
  EXPECT_EQ(likelihood(Interval{0.0, 0.012}), very_unlikely);
  EXPECT_EQ(likelihood(Interval{0.31, 0.35}), about_even);
  EXPECT_EQ(likelihood(Interval{0.65, 0.67}), about_even);
  EXPECT_EQ(likelihood(Interval{0.05, 0.95}), about_even);  // either side
  EXPECT_EQ(likelihood(Interval{0.0, 1.0}), about_even);    // nothing is known
}

TEST(wording, mirrors_itself_around_even) {
  for (int percent = 1; percent <= 100; ++percent) {
    const double low = (percent - 1) / 100.0 + 0.003, high = percent / 100.0 - 0.003;
    const auto below = likelihood(summarise::Interval{low, high});
    const auto above = likelihood(summarise::Interval{1 - high, 1 - low});
    if (percent == 34 || percent == 67) continue;  // 33 and 66 are not each other's mirror
    EXPECT_EQ(static_cast<int>(below) + static_cast<int>(above), 6) << percent;
  }
}

TEST(wording, says_it_in_both_languages) {
  EXPECT_EQ(words(virtually_certain, Language::english), "virtually certain");
  EXPECT_EQ(words(about_even, Language::english), "about even");
  EXPECT_EQ(words(about_even, Language::vietnamese), "khả năng ngang nhau");
  EXPECT_EQ(words(exceptionally_unlikely, Language::vietnamese), "gần như không thể");
}

}  // namespace
}  // namespace prospect::report
