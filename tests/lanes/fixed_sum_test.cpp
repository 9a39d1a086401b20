#include "lanes/fixed_sum.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "lanes/functions.hpp"
#include "lanes/threefry.hpp"

namespace prospect::lanes {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

Moments of(const std::vector<double>& x) {
  Moments m;
  m.add(x.data(), x.size());
  return m;
}

std::vector<double> numbers(std::size_t count) {
  std::vector<double> x(count);
  for (std::size_t i = 0; i < count; ++i) {
    x[i] = 5 + normal_quantile_lane(unit_number(threefry2x64({i, 0}, {1, 2}).first));
  }
  return x;
}

void expect_same_bits(const Moments& a, const Moments& b) {
  EXPECT_EQ(a.count(), b.count());
  EXPECT_EQ(bits_of(a.mean()), bits_of(b.mean()));
  EXPECT_EQ(bits_of(a.m2()), bits_of(b.m2()));
  EXPECT_EQ(a.minimum(), b.minimum());
  EXPECT_EQ(a.maximum(), b.maximum());
}

/// The plain sum loses everything, Kahan's keeps half (Neumaier 1974): 1 + 1e100 + 1 - 1e100 = 2.
TEST(FixedSum, KeepsWhatAPlainSumLoses) {
  const double terms[] = {1, 1e100, 1, -1e100};
  EXPECT_EQ(((1 + 1e100) + 1) - 1e100, 0);
  FixedSum sum;
  sum.add(terms, 4);
  EXPECT_EQ(sum.value(), 2);
}

TEST(FixedSum, MergesAndPassesOnInfinity) {
  FixedSum a, b, empty;
  for (int i = 0; i < 1000; ++i) {
    a.add(0.1);
    b.add(1e15);
  }
  a.merge(b);
  a.merge(empty);
  EXPECT_EQ(a.value(), 1e18 + 100);
  a.add(inf);
  EXPECT_EQ(a.value(), inf);
  a.add(-inf);
  EXPECT_TRUE(std::isnan(a.value()));
}

TEST(Moments, ByHand) {
  const Moments m = of({2, 4, 6, 8});
  EXPECT_EQ(m.count(), 4U);
  EXPECT_EQ(m.mean(), 5);
  EXPECT_EQ(m.m2(), 20);
  EXPECT_DOUBLE_EQ(m.variance(), 20.0 / 3);
  EXPECT_EQ(m.minimum(), 2);
  EXPECT_EQ(m.maximum(), 8);
}

TEST(Moments, AreExactWhenShifted) {
  const Moments m = of({1e8 + 2, 1e8 + 4, 1e8 + 6, 1e8 + 8});
  EXPECT_EQ(m.mean(), 1e8 + 5);
  EXPECT_EQ(m.m2(), 20);
}

TEST(Moments, OfNoneOneAndEqualSamples) {
  const Moments none;
  EXPECT_EQ(none.count(), 0U);
  EXPECT_TRUE(std::isnan(none.mean()));
  EXPECT_TRUE(std::isnan(none.variance()));
  EXPECT_EQ(none.minimum(), inf);
  EXPECT_EQ(of({3}).mean(), 3);
  EXPECT_EQ(of({3}).m2(), 0);
  EXPECT_TRUE(std::isnan(of({3}).variance()));
  EXPECT_EQ(of(std::vector<double>(1000, 0.1)).m2(), 0);
  EXPECT_EQ(of(std::vector<double>(1000, 0.1)).mean(), 0.1);
  const double tiny = std::numeric_limits<double>::denorm_min();
  EXPECT_EQ(of({tiny, 3 * tiny}).mean(), 2 * tiny);
}

TEST(Moments, DoNotHideWhatIsNotFinite) {
  EXPECT_TRUE(std::isnan(of({1, std::nan(""), 2}).mean()));
  EXPECT_TRUE(std::isnan(of({std::nan(""), 1, 2}).mean()));
  EXPECT_EQ(of({1, inf, 2}).maximum(), inf);
  EXPECT_FALSE(std::isfinite(of({inf, 1, 2}).mean()));
}

TEST(Moments, HaveTheSameBitsHoweverRowsAreCut) {
  const auto x = numbers(5000);
  const Moments whole = of(x);
  for (const std::size_t width : {1U, 3U, 8U, 64U, 256U, 1000U}) {
    Moments cut;
    for (std::size_t i = 0; i < x.size(); i += width) {
      cut.add(&x[i], std::min(width, x.size() - i));
    }
    expect_same_bits(cut, whole);
  }
}

TEST(Moments, MergeIsTheWholeAndEmptyIsNothing) {
  const auto x = numbers(4001);
  Moments left, right, empty;
  left.add(x.data(), 1234);
  right.add(x.data() + 1234, x.size() - 1234);
  left.merge(right);
  const Moments whole = of(x);
  EXPECT_EQ(left.count(), whole.count());
  EXPECT_NEAR(left.mean(), whole.mean(), 1e-14);
  EXPECT_NEAR(left.m2(), whole.m2(), 1e-12 * whole.m2());
  EXPECT_EQ(left.minimum(), whole.minimum());
  EXPECT_EQ(left.maximum(), whole.maximum());

  Moments same = whole;
  same.merge(empty);
  expect_same_bits(same, whole);
  empty.merge(whole);
  expect_same_bits(empty, whole);
}

TEST(Moments, MayBeAddedToAfterAMerge) {
  Moments a = of({2, 4});
  a.merge(of({6}));
  const double more[] = {8};
  a.add(more, 1);
  EXPECT_EQ(a.count(), 4U);
  EXPECT_EQ(a.mean(), 5);
  EXPECT_EQ(a.m2(), 20);
}

}  // namespace
}  // namespace prospect::lanes
