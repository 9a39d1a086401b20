#include "calibrate/mixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "calibrate/words.hpp"

namespace prospect::calibrate {
namespace {

using Part = Mixture::Part;

TEST(mixture, of_one_part_is_that_part) {
  const Mixture law({{3, 4, 1, 2}});
  const StudentT part{4, 1, 2};
  EXPECT_EQ(law.parts()[0].weight, 1);
  for (const double x : {-7.0, 0.0, 1.0, 2.5}) EXPECT_EQ(law.cdf(x), part.cdf(x));
  for (const double p : {0.001, 0.5, 0.9}) EXPECT_DOUBLE_EQ(law.quantile(p), part.quantile(p));
  EXPECT_EQ(law.mean(), 1);
  EXPECT_DOUBLE_EQ(law.sd(), part.sd());
}

// Two t(4) of sd sqrt(2) at -3 and 5 with weights 1/4 and 3/4: mean 3, variance 2 + 64 * 3 / 16 = 14.
TEST(mixture, has_the_moments_of_its_parts) {
  const Mixture law({{1, 4, -3, 1}, {3, 4, 5, 1}});
  EXPECT_DOUBLE_EQ(law.mean(), 3);
  EXPECT_DOUBLE_EQ(law.sd(), std::sqrt(14.0));
  EXPECT_TRUE(std::isnan(Mixture({{1, 1, 0, 1}, {1, 4, 0, 1}}).mean()));
  EXPECT_EQ(Mixture({{1, 2, 0, 1}, {1, 4, 2, 1}}).mean(), 1);
  EXPECT_TRUE(std::isnan(Mixture({{1, 2, 0, 1}, {1, 4, 2, 1}}).sd()));
}

TEST(mixture, leaves_out_parts_without_weight) {
  const Mixture law({{0, 1, -99, 1}, {2, 4, 0, 1}, {2, 4, 1, 1}});
  ASSERT_EQ(law.parts().size(), 2u);
  EXPECT_EQ(law.parts()[0].weight, 0.5);
}

/// Parts of many sizes, places and degrees of freedom.
Mixture many_parts(std::uint64_t seed, std::size_t count, double spread) {
  WordsOf words(3, seed);
  std::vector<Part> parts;
  for (std::size_t k = 0; k < count; ++k) {
    const double df = words.uniform() < 0.5 ? 3 : 9;
    parts.push_back({words.uniform(), df, spread * words.normal(), std::exp(0.5 * words.normal())});
  }
  return Mixture(std::move(parts));
}

TEST(mixture, finds_the_quantile_of_its_cdf) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Mixture law = many_parts(seed, 30, 3);
    for (const double p : {1e-6, 0.01, 0.05, 0.5, 0.95, 0.999}) {
      EXPECT_NEAR(law.cdf(law.quantile(p)), p, 1e-8) << seed;
    }
  }
}

TEST(mixture, finds_the_quantile_where_parts_lie_far_apart) {
  // Half of the mass at 0, half around 1000: the quantile of 0.75 is the median of the second.
  const Mixture law({{1, 5, 0, 0}, {1, 5, 1000, 1}});
  EXPECT_NEAR(law.quantile(0.75), 1000, 1e-4);
  EXPECT_EQ(law.quantile(0.3), 0);
  EXPECT_NEAR(law.cdf(-1e-300), 0, 1e-14);
  EXPECT_NEAR(law.cdf(0), 0.5, 1e-14);
  EXPECT_EQ(Mixture({{1, 5, 2, 0}}).quantile(0.01), 2);
}

TEST(mixture, has_the_density_that_its_cdf_grows_by) {
  const Mixture law = many_parts(1, 12, 2);
  for (const double x : {-6.0, -0.3, 0.0, 1.7, 9.0}) {
    const double h = 1e-4;
    EXPECT_NEAR(std::exp(law.log_density(x)), (law.cdf(x + h) - law.cdf(x - h)) / (2 * h), 1e-7);
  }
  // Published: the density of t(1) at 0 is 1 / pi. Far out: t(3) falls as 6 sqrt(3) / (pi x^4).
  EXPECT_NEAR(Mixture({{1, 1, 0, 1}}).log_density(0), -std::log(std::acos(-1.0)), 1e-14);
  EXPECT_NEAR(Mixture({{1, 3, 0, 1}}).log_density(1e80),
              std::log(6 * std::sqrt(3.0) / std::acos(-1.0)) - 4 * std::log(1e80), 1e-10);
}

double largest_difference(const Mixture& a, const Mixture& b) {
  double most = 0;
  for (double x = -8; x < 8; x += 0.04) most = std::max(most, std::abs(a.cdf(x) - b.cdf(x)));
  return most;
}

constexpr double claimed = 3e-4;

TEST(mixture, condensed_keeps_every_cdf) {
  double most = 0;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const Mixture law = many_parts(seed, 1000, 0.3);
    const Mixture few = law.condensed();
    EXPECT_LT(few.parts().size(), law.parts().size());
    most = std::max(most, largest_difference(law, few));
    double sum = 0;
    for (const Part& part : few.parts()) sum += part.weight;
    EXPECT_NEAR(sum, 1, 1e-12);
  }
  std::printf("condensed: no cdf moves by more than %.2g\n", most);
  EXPECT_LT(most, claimed / 3);
}

// Two parts in opposite corners of one cell: as far from each other as parts that become one may be.
TEST(mixture, condensed_keeps_the_cdf_of_the_worst_pair) {
  const double step = 0.05;
  for (const double df : {1.0, 2.0, 4.0, 1000.0}) {
    for (const double weight : {0.3, 0.5, 0.7}) {
      const double large = std::exp(step * 0.999), right = step * 0.999;
      const Mixture pair({{weight, df, 0, 1.000001}, {1 - weight, df, right, large}});
      const Mixture turned({{weight, df, 0, large}, {1 - weight, df, right, 1.000001}});
      for (const auto* law : {&pair, &turned}) {
        EXPECT_EQ(law->condensed().parts().size(), 1u);
        EXPECT_LT(largest_difference(*law, law->condensed()), claimed);
      }
    }
  }
  // The bound is close: four fifths of it are passed.
  const Mixture pair({{1, 1000, 0, 1.000001}, {1, 1000, 0.05 * 0.999, std::exp(0.05 * 0.999)}});
  EXPECT_GT(largest_difference(pair, pair.condensed()), 0.8 * claimed);
}

TEST(mixture, condensed_keeps_laws_without_spread_apart) {
  const double next = std::nextafter(1.0, 2.0);
  const Mixture law({{1, 5, 1, 0}, {1, 5, next, 0}, {2, 5, 1, 0}, {1, 5, 1, 1}, {1, 6, 1, 1}});
  const Mixture few = law.condensed();
  EXPECT_EQ(few.parts().size(), 4u);
  EXPECT_NEAR(few.cdf(1), law.cdf(1), 1e-15);
  EXPECT_NEAR(few.cdf(next), law.cdf(next), 1e-15);
  // A location that is far from its scale still has its cell.
  EXPECT_EQ(Mixture({{1, 5, 1e100, 1e-100}}).condensed().parts()[0].location, 1e100);
}

}  // namespace
}  // namespace prospect::calibrate
