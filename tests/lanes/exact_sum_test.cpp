#include "lanes/exact_sum.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>
#include <gtest/gtest.h>

namespace prospect::lanes {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double least = std::numeric_limits<double>::denorm_min();

double sum_of(const std::vector<double>& terms) {
  ExactSum sum;
  for (const double x : terms) sum.add(x);
  return sum.value();
}

/// Doubles with any bits: signs, magnitudes from the least to the greatest.
std::vector<double> any_doubles(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 words(seed);
  std::vector<double> terms;
  while (terms.size() < count) {
    const double x = std::bit_cast<double>(words());
    if (std::isfinite(x)) terms.push_back(x);
  }
  return terms;
}

/// The sum in whole multiples of 2^-1074, rounded by the library: to nearest, ties to even.
double by_whole_numbers(const std::vector<double>& terms) {
  using boost::multiprecision::cpp_int;
  cpp_int sum = 0;
  for (const double x : terms) {
    int exponent = 0;
    const double half = std::frexp(x, &exponent);
    cpp_int whole(static_cast<std::int64_t>(std::ldexp(half, 53)));
    const int shift = exponent - 53 + 1074;
    sum += shift >= 0 ? cpp_int(whole << shift) : cpp_int(whole >> -shift);   // exact: such bits are zeros
  }
  const bool negative = sum < 0;
  if (negative) sum = -sum;
  if (sum == 0) return 0;
  const auto top = static_cast<int>(msb(sum));
  double value = 0;
  if (top < 53) {
    value = std::ldexp(static_cast<double>(static_cast<std::uint64_t>(sum)), -1074);
  } else {
    cpp_int kept = sum >> (top - 52);
    const cpp_int rest = sum - (kept << (top - 52)), half = cpp_int(1) << (top - 53);
    if (rest > half || (rest == half && (kept & 1) != 0)) ++kept;
    value = std::ldexp(static_cast<double>(static_cast<std::uint64_t>(kept)), top - 52 - 1074);
  }
  return negative ? -value : value;
}

/// Catches: a sum that rounds on the way, a sign lost, a carry lost, ties to odd.
TEST(ExactSum, ByHand) {
  EXPECT_EQ(sum_of({}), 0);
  EXPECT_EQ(sum_of({1, 1e100, 1, -1e100}), 2);
  EXPECT_EQ(sum_of({0.1, -0.1}), 0);
  EXPECT_EQ(sum_of({-1, 0.25}), -0.75);
  EXPECT_EQ(sum_of({1, 0x1p-53}), 1);                          // a tie: to even
  EXPECT_EQ(sum_of({1, 0x1p-53, least}), 1 + 0x1p-52);         // a trifle decides it
  EXPECT_EQ(sum_of({1 + 0x1p-52, 0x1p-53}), 1 + 0x1p-51);      // a tie: up to even
  EXPECT_EQ(sum_of({least, least, least}), 3 * least);
  EXPECT_EQ(sum_of({largest, largest, -largest}), largest);
  EXPECT_EQ(sum_of({largest, largest}), inf);
  EXPECT_EQ(sum_of({-largest, -largest}), -inf);
}

TEST(ExactSum, InfiniteTerms) {
  EXPECT_EQ(sum_of({1, inf}), inf);
  EXPECT_EQ(sum_of({-inf, 1}), -inf);
  EXPECT_TRUE(std::isnan(sum_of({inf, -inf})));
  EXPECT_TRUE(std::isnan(sum_of({std::numeric_limits<double>::quiet_NaN(), 1})));
}

/// Law: the sum of whole numbers, rounded once; against the library's arithmetic.
TEST(ExactSum, IsTheExactSumRounded) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    auto terms = any_doubles(1 + seed % 17, seed);
    EXPECT_EQ(sum_of(terms), by_whole_numbers(terms)) << seed;
    // What cancels leaves the small ones.
    const auto count = terms.size();
    for (std::size_t k = 0; k + 1 < count; ++k) terms.push_back(-terms[k]);
    EXPECT_EQ(sum_of(terms), terms[count - 1]) << seed;
  }
}

/// Law: order and grouping leave no trace, neither in the value nor in the bytes.
TEST(ExactSum, ForgetsOrderAndGroups) {
  const auto terms = any_doubles(1000, 7);
  std::vector<std::size_t> order(terms.size());
  std::iota(order.begin(), order.end(), 0);
  std::mt19937_64 words(3);
  ExactSum whole;
  for (const double x : terms) whole.add(x);
  base::Archive bytes;
  whole.exchange(bytes);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(order.begin(), order.end(), words);
    std::vector<ExactSum> parts(1 + static_cast<std::size_t>(round));
    for (std::size_t k = 0; k < order.size(); ++k) parts[k % parts.size()].add(terms[order[k]]);
    ExactSum joined;
    for (const auto& part : parts) joined.merge(part);
    EXPECT_EQ(joined.value(), whole.value());
    base::Archive again;
    joined.exchange(again);
    EXPECT_EQ(again.bytes(), bytes.bytes());
  }
}

TEST(ExactSum, ComesBackFromItsBytes) {
  for (const auto& terms : std::vector<std::vector<double>>{
           {}, {1.5}, {-1e-300, 1e300}, {least}, {-least}, {largest, largest}, {inf, 1}, any_doubles(50, 1)}) {
    ExactSum sum, back;
    for (const double x : terms) sum.add(x);
    base::Archive out;
    sum.exchange(out);
    base::Archive in(out.bytes());
    back.add(3);   // is replaced
    back.exchange(in);
    EXPECT_TRUE(in.whole());
    EXPECT_EQ(back.value(), sum.value());
    back.add(1);
    sum.add(1);
    EXPECT_EQ(back.value(), sum.value());
  }
}

/// Catches: digits beyond their base believed, which a later carry would overflow on.
TEST(ExactSum, RefusesDigitsThatAreNone) {
  for (const auto& [first, digit] : std::vector<std::pair<std::uint64_t, std::int64_t>>{
           {0, std::int64_t{1} << 32}, {0, -1}, {67, std::numeric_limits<std::int64_t>::max()}, {68, 1},
           {~std::uint64_t{0}, 1}}) {
    base::Archive out;
    std::uint64_t place = first, count = 1;
    std::int64_t value = digit;
    bool no = false;
    out.part(place);
    out.part(count);
    out.part(value);
    for (int k = 0; k < 3; ++k) out.part(no);
    base::Archive in(out.bytes());
    ExactSum sum;
    sum.exchange(in);
    EXPECT_FALSE(in.sound()) << first;
  }
}

}  // namespace
}  // namespace prospect::lanes
