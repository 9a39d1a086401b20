#include "report/numbers.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "report/layout.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {
namespace {

using base::Language;
constexpr Language en = Language::english, vi = Language::vietnamese;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::string chance(std::uint64_t hits, std::uint64_t n, Language language = en) {
  return finished(probability(hits, n, summarise::probability_interval(hits, n), language));
}

std::string interval(std::uint64_t hits, std::uint64_t n) {
  return finished(probability_range(summarise::probability_interval(hits, n), en));
}

TEST(numbers, part_thousands_and_decimals_by_language) {
  EXPECT_EQ(number(1234567.891, 2, en), "1,234,567.89");
  EXPECT_EQ(number(1234567.891, 2, vi), "1.234.567,89");
  EXPECT_EQ(number(999, 0, vi), "999");
  EXPECT_EQ(number(6250, 0, vi), "6.250");
  EXPECT_EQ(count(100000, vi), "100.000");
  EXPECT_EQ(count(0, en), "0");
}

TEST(numbers, have_a_minus_and_no_minus_nought) {
  EXPECT_EQ(number(-0.55, 2, en), "−0.55");
  EXPECT_EQ(number(-0.001, 2, en), "0.00");
  EXPECT_EQ(number(-1234.5, 1, vi), "−1.234,5");
}

TEST(numbers, show_what_is_not_a_number) {
  EXPECT_EQ(number(nan, 2, en), "-");
  EXPECT_EQ(plain(nan, vi), "-");
  EXPECT_EQ(size(nan, 1, en), "-");
  EXPECT_EQ(percent(nan, 1, en), "-");
  EXPECT_EQ(number(infinity, 0, en), "∞");
  EXPECT_EQ(number(-infinity, 0, vi), "−∞");
  EXPECT_EQ(number(1.5e300, 0, vi), "1,500e+300");
}

TEST(numbers, round_to_tens_and_beyond) {
  EXPECT_EQ(number(98712, -3, en), "99,000");
  EXPECT_EQ(number(449, -3, en), "0");
}

TEST(numbers, print_a_setting_as_it_was_written) {
  EXPECT_EQ(plain(7.5, vi), "7,5");
  EXPECT_EQ(plain(120000, en), "120,000");
  EXPECT_EQ(plain(3.65, en), "3.65");
  EXPECT_EQ(plain(0.1 + 0.2, en), "0.3");
  EXPECT_EQ(trimmed(88, 2, en), "88");
  EXPECT_EQ(trimmed(4.4321, 2, en), "4.43");
}

TEST(numbers, take_their_digits_from_the_width_of_the_fan) {
  EXPECT_EQ(decimals_for(3.4, 7.9), 1);  // tenths of 4.5
  EXPECT_EQ(decimals_for(52, 72), 0);
  EXPECT_EQ(decimals_for(81000, 121000), -3);
  EXPECT_EQ(decimals_for(0.0134, 0.0287), 3);
  EXPECT_EQ(decimals_for(0, 10), 0);  // exactly ten steps
  EXPECT_EQ(decimals_for(5, 5), 3);   // no width: four digits
  EXPECT_EQ(decimals_for(nan, nan), 0);
  EXPECT_EQ(decimals_for(-infinity, infinity), 0);
}

TEST(numbers, write_ranges) {
  EXPECT_EQ(range(4.5, 8.3, 1, en), "4.5–8.3");
  EXPECT_EQ(range(-0.5, 1.2, 1, en), "−0.5 to 1.2");
  EXPECT_EQ(range(-0.5, 1.2, 1, vi), "−0,5 đến 1,2");
  EXPECT_EQ(finished(size(0.04, 1, en)), "< 0.1");
  EXPECT_EQ(size(0, 1, en), "0.0");
}

TEST(numbers, give_a_probability_the_digits_its_interval_supports) {
  EXPECT_EQ(chance(62, 100), "62 %");
  EXPECT_EQ(chance(6234, 10000), "62 %");        // within 0.95 points
  EXPECT_EQ(chance(62340, 100000), "62.3 %");    // within 0.3
  EXPECT_EQ(chance(623400, 1000000), "62.3 %");  // within 0.095
  EXPECT_EQ(chance(62340000, 100000000), "62.34 %");
  EXPECT_EQ(chance(62340, 100000, vi), "62,3 %");
  EXPECT_EQ(interval(6234, 10000), "61.4–63.3 %");
  EXPECT_EQ(interval(62340, 100000), "62.0–62.6 %");
}

TEST(numbers, never_say_nought_or_a_hundred_per_cent) {
  EXPECT_EQ(chance(0, 100000), "< 0.01 %");
  EXPECT_EQ(chance(0, 100000, vi), "< 0,01 %");
  EXPECT_EQ(chance(0, 1000), "< 1 %");
  EXPECT_EQ(chance(0, 10), "< 31 %");
  EXPECT_EQ(chance(100000, 100000), "> 99.99 %");
  EXPECT_EQ(chance(5000, 5000), "> 99.9 %");
  EXPECT_EQ(chance(10, 10), "> 69 %");
  EXPECT_EQ(chance(3, 100000), "0.003 %");
  EXPECT_EQ(chance(99970, 100000), "99.97 %");
  EXPECT_EQ(chance(0, 0), "-");
  EXPECT_EQ(interval(0, 100000), "0–0.004 %");
}

TEST(numbers, keep_the_rounded_probability_inside_its_interval) {
  for (const std::uint64_t n : {10ull, 137ull, 1000ull, 54321ull, 1000000ull}) {
    for (std::uint64_t hits = 1; hits < n; hits += 1 + n / 97) {
      const auto known = summarise::probability_interval(hits, n);
      const double scale = std::pow(10.0, probability_decimals(known));
      const double share = 100.0 * static_cast<double>(hits) / static_cast<double>(n);
      const double shown = std::round(share * scale) / scale / 100;
      EXPECT_LE(std::abs(shown * 100 - share), 50 * (known.high - known.low) + 1e-9)
          << hits << " of " << n;
    }
  }
}

}  // namespace
}  // namespace prospect::report
