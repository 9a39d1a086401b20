#include "lanes/functions.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include <boost/math/special_functions/erf.hpp>
#include <gtest/gtest.h>

#include "lanes/block.hpp"
#include "lanes/threefry.hpp"
#include "lanes/vector_functions.hpp"

namespace prospect::lanes {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double least = std::numeric_limits<double>::denorm_min();
constexpr double greatest = std::numeric_limits<double>::max();

using Function = std::function<double(double)>;
using Exact = std::function<long double(long double)>;

double error_in_ulp(double value, long double exact) {
  const double near = std::fabs(static_cast<double>(exact));
  const double ulp = std::nextafter(near, inf) - near;
  return static_cast<double>(std::fabs(static_cast<long double>(value) - exact) /
                             static_cast<long double>(ulp));
}

/// Where a function is tried: evenly and at random, on x itself or on its binary logarithm.
struct Range {
  double low, high;
  enum class Scale { plain, binary } scale = Scale::plain;
};

double largest_error(const Function& ours, const Exact& exact, const Range& range) {
  constexpr int points = 100000;
  double worst = 0;
  for (int i = 0; i < 2 * points; ++i) {
    const std::uint64_t number = static_cast<std::uint64_t>(i);
    const double u = i < points ? (i + 0.5) / points
                                : unit_number(threefry2x64({number, 1}, {2, 3}).first);
    const double place = range.low + (range.high - range.low) * u;
    const double x = range.scale == Range::Scale::plain ? place : std::exp2(place);
    worst = std::max(worst, error_in_ulp(ours(x), exact(static_cast<long double>(x))));
  }
  return worst;
}

TEST(Exp, ByHandAndAtTheEdges) {
  EXPECT_EQ(exp_lane(0.0), 1.0);
  EXPECT_EQ(exp_lane(-0.0), 1.0);
  EXPECT_DOUBLE_EQ(exp_lane(1.0), 2.718281828459045);
  EXPECT_EQ(exp_lane(inf), inf);
  EXPECT_EQ(exp_lane(710), inf);
  EXPECT_LT(exp_lane(709.78), inf);
  EXPECT_EQ(exp_lane(-inf), 0.0);
  EXPECT_EQ(exp_lane(-746), 0.0);
  EXPECT_EQ(exp_lane(-745), least);
  EXPECT_TRUE(std::isnan(exp_lane(nan)));
}

TEST(Exp, IsWithinOneUlp) {
  const Exact exact = [](long double x) { return std::exp(x); };
  EXPECT_LE(largest_error(exp_lane, exact, {-1, 1}), 1);
  EXPECT_LE(largest_error(exp_lane, exact, {-708, 709.7}), 1);
  EXPECT_LE(largest_error(exp_lane, exact, {-745, -700}), 1.01);
}

TEST(Log, ByHandAndAtTheEdges) {
  EXPECT_EQ(log_lane(1.0), 0.0);
  EXPECT_DOUBLE_EQ(log_lane(10.0), 2.302585092994046);
  EXPECT_EQ(log_lane(0.0), -inf);
  EXPECT_EQ(log_lane(-0.0), -inf);
  EXPECT_EQ(log_lane(inf), inf);
  EXPECT_TRUE(std::isnan(log_lane(-1.0)));
  EXPECT_TRUE(std::isnan(log_lane(-inf)));
  EXPECT_TRUE(std::isnan(log_lane(nan)));
  EXPECT_DOUBLE_EQ(log_lane(least), std::log(least));
  EXPECT_DOUBLE_EQ(log_lane(greatest), std::log(greatest));
}

TEST(Log, IsWithinOneUlp) {
  const Exact exact = [](long double x) { return std::log(x); };
  EXPECT_LE(largest_error(log_lane, exact, {0.5, 2}), 1);
  EXPECT_LE(largest_error(log_lane, exact, {-1074, 1023.9, Range::Scale::binary}), 1);
}

TEST(Logistic, ByHandAndAccurateInBothTails) {
  EXPECT_EQ(logistic_lane(0.0), 0.5);
  EXPECT_EQ(logistic_lane(inf), 1.0);
  EXPECT_EQ(logistic_lane(-inf), 0.0);
  EXPECT_EQ(logistic_lane(800), 1.0);
  EXPECT_TRUE(std::isnan(logistic_lane(nan)));
  const Exact exact = [](long double x) { return 1 / (1 + std::exp(-x)); };
  EXPECT_LE(largest_error(logistic_lane, exact, {-5, 5}), 3);
  EXPECT_LE(largest_error(logistic_lane, exact, {-708, 40}), 3);
}

TEST(Logit, ByHandAndAccurateEverywhere) {
  EXPECT_EQ(logit_lane(0.5), 0.0);
  EXPECT_DOUBLE_EQ(logit_lane(0.75), std::log(3.0));
  EXPECT_EQ(logit_lane(0.0), -inf);
  EXPECT_EQ(logit_lane(1.0), inf);
  for (const double outside : {-0.1, 1.1, nan, inf, -inf, -least, std::nextafter(1.0, 2.0)}) {
    EXPECT_TRUE(std::isnan(logit_lane(outside))) << outside;
  }
  const Exact exact = [](long double p) { return std::log(p) - std::log1p(-p); };
  const Exact centre = [](long double p) { return 2 * std::atanh(2 * p - 1); };
  EXPECT_LE(largest_error(logit_lane, exact, {0.001, 0.3}), 1);
  EXPECT_LE(largest_error(logit_lane, exact, {0.7, 0.999}), 1);
  EXPECT_LE(largest_error(logit_lane, centre, {0.3, 0.7}), 1);
  EXPECT_LE(largest_error(logit_lane, exact, {-1070, -2, Range::Scale::binary}), 1);
  const auto upper = [](double q) { return logit_lane(1 - q); };
  const Exact exact_upper = [](long double q) {
    const double rounded = 1 - static_cast<double>(q);
    const long double p = static_cast<long double>(rounded);
    return std::log(p) - std::log(1 - p);
  };
  EXPECT_LE(largest_error(upper, exact_upper, {-50, -2, Range::Scale::binary}), 1);
}

TEST(Pow, TreatsEveryEdgeAsCDoes) {
  const std::vector<double> a = {0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, inf, -inf, nan, least, -least,
                                 greatest, -greatest, 3.7, -3.7, std::nextafter(1.0, 2.0)};
  const std::vector<double> b = {0.0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 2.5, inf, -inf, nan,
                                 least, 1e17, -1e17, 0x1p52 + 1, 9007199254740991.0, 1e300};
  for (const double x : a) {
    for (const double y : b) {
      const double ours = pow_lane(x, y), theirs = std::pow(x, y);
      if (std::isnan(theirs)) {
        EXPECT_TRUE(std::isnan(ours)) << x << " ^ " << y;
      } else if (theirs == 0 || std::isinf(theirs) || theirs == 1) {
        EXPECT_EQ(ours, theirs) << x << " ^ " << y;
        EXPECT_EQ(std::signbit(ours), std::signbit(theirs)) << x << " ^ " << y;
      } else {
        EXPECT_LE(std::fabs(ours / theirs - 1), 2e-15) << x << " ^ " << y;
      }
    }
  }
}

TEST(Pow, IsWithinTwoUlpForModerateResults) {
  EXPECT_EQ(pow_lane(3, 4), 81);
  for (const double b : {0.5, 2.5, -3.0, 7.7, 30.0, -55.5}) {
    const auto ours = [b](double a) { return pow_lane(a, b); };
    const Exact exact = [b](long double a) { return std::pow(a, static_cast<long double>(b)); };
    EXPECT_LE(largest_error(ours, exact, {0.05, 20}), 2) << b;
  }
  const auto far = [](double a) { return pow_lane(a, 300); };
  const Exact exact = [](long double a) { return std::pow(a, 300.0L); };
  EXPECT_LE(largest_error(far, exact, {0.1, 10}), 9);
}

TEST(Floor, IsExact) {
  for (const double x : {0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 1.5, 2.5, -2.5, 0x1p51 + 0.5,
                         0x1p52 - 0.5, -0x1p52 + 0.5, 0x1p53, 1e300, -1e300, least, -least, inf,
                         -inf, std::nextafter(3.0, 0.0), std::nextafter(-3.0, 0.0)}) {
    EXPECT_EQ(floor_lane(x), std::floor(x)) << x;
    EXPECT_EQ(std::signbit(floor_lane(x)), std::signbit(std::floor(x))) << x;
  }
  EXPECT_TRUE(std::isnan(floor_lane(nan)));
}

TEST(Normal, DensityIsWithinThreeUlp) {
  EXPECT_DOUBLE_EQ(normal_pdf_lane(0), 0.3989422804014327);
  EXPECT_EQ(normal_pdf_lane(inf), 0);
  EXPECT_EQ(normal_pdf_lane(-1e200), 0);
  EXPECT_TRUE(std::isnan(normal_pdf_lane(nan)));
  const Exact exact = [](long double x) {
    return std::exp(-x * x / 2) / std::sqrt(2 * 3.14159265358979323846264338327950288L);
  };
  EXPECT_LE(largest_error(normal_pdf_lane, exact, {-37, 37}), 3);
}

TEST(Normal, ProbabilityIsWithinSevenUlpInTheLowerTail) {
  EXPECT_EQ(normal_cdf_lane(0), 0.5);
  EXPECT_EQ(normal_cdf_lane(inf), 1);
  EXPECT_EQ(normal_cdf_lane(-inf), 0);
  EXPECT_EQ(normal_cdf_lane(9), 1);
  EXPECT_TRUE(std::isnan(normal_cdf_lane(nan)));
  EXPECT_NEAR(normal_cdf_lane(1.959963984540054), 0.975, 1e-15);
  const Exact exact = [](long double x) {
    return boost::math::erfc(-x / std::sqrt(2.0L)) / 2;
  };
  EXPECT_LE(largest_error(normal_cdf_lane, exact, {-3, 3}), 7);
  EXPECT_LE(largest_error(normal_cdf_lane, exact, {-8.3, 8.3}), 7);
  EXPECT_LE(largest_error(normal_cdf_lane, exact, {-37.4, -8}), 7);
}

/// Published: Wichura (1988), p. 482, the check values printed with PPND16.
TEST(Normal, QuantileMeetsThePublishedValues) {
  EXPECT_DOUBLE_EQ(normal_quantile_lane(0.25), -0.6744897501960817);
  EXPECT_DOUBLE_EQ(normal_quantile_lane(0.001), -3.090232306167814);
  EXPECT_DOUBLE_EQ(normal_quantile_lane(1e-20), -9.262340089798408);
}

TEST(Normal, QuantileIsWithinFiveUlp) {
  EXPECT_EQ(normal_quantile_lane(0.5), 0);
  EXPECT_EQ(normal_quantile_lane(0), -inf);
  EXPECT_EQ(normal_quantile_lane(1), inf);
  for (const double outside : {-0.1, 1.1, nan, inf, -inf}) {
    EXPECT_TRUE(std::isnan(normal_quantile_lane(outside))) << outside;
  }
  const Exact exact = [](long double p) {
    return -std::sqrt(2.0L) * boost::math::erfc_inv(2 * p);
  };
  EXPECT_LE(largest_error(normal_quantile_lane, exact, {0.001, 0.999}), 5);
  EXPECT_LE(largest_error(normal_quantile_lane, exact, {-60, -1, Range::Scale::binary}), 5);
  // From above through the same numbers: 1 - q is exact in the words' grid.
  for (int bits = 2; bits <= 53; ++bits) {
    const double q = std::exp2(-bits);
    EXPECT_EQ(normal_quantile_lane(1 - q), -normal_quantile_lane(q)) << bits;
  }
}

TEST(Normal, QuantileRowHasTheBitsOfTheLane) {
  const Stream stream(1, "row");
  Rows rows(2);
  double *p = rows.row(0), *z = rows.row(1);
  for (std::uint64_t block = 0; block < 64; ++block) {
    uniforms(stream, block * lane_count, 0, p);
    p[block % lane_count] = nan;
    p[(block + 1) % lane_count] = 0;
    p[(block + 2) % lane_count] = 1e-15;
    p[(block + 3) % lane_count] = 1;
    normal_quantile_row(p, z);
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      ASSERT_EQ(bits_of(z[lane]), bits_of(normal_quantile_lane(p[lane]))) << p[lane];
    }
    normal_quantile_row(p, p);
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      ASSERT_EQ(bits_of(z[lane]), bits_of(p[lane])) << "in place, lane " << lane;
    }
  }
}

/// Whole parts of a row have a quicker way where all numbers are ordinary: one that is not must not take it.
TEST(Functions, ExponentialsAndLogisticsOfARowHaveTheBitsOfTheLane) {
  Rows rows(3);
  double *x = rows.row(0), *e = rows.row(1), *p = rows.row(2);
  const double others[] = {0.5, -0.0, ordinary_limit, -ordinary_limit, 700.0000001, -708.5, 709.5, -745, 800, -800, inf, -inf, nan};
  for (std::size_t block = 0; block < 40; ++block) {
    for (const double other : others) {
      each_lane([=](std::size_t lane) {
        x[lane] = (static_cast<double>((lane * 37 + block * 11) % 1400) - 700) * (block % 2 == 0 ? 1.0 : 0.01);
      });
      x[(block * 13) % lane_count] = other;
      exponentials<lane_count>(x, e);
      logistics<lane_count>(x, p);
      for (std::size_t lane = 0; lane < lane_count; ++lane) {
        ASSERT_EQ(bits_of(e[lane]), bits_of(exp_lane(x[lane]))) << x[lane];
        ASSERT_EQ(bits_of(p[lane]), bits_of(logistic_lane(x[lane]))) << x[lane];
      }
    }
  }
}

/// A loop the compiler has made vector code of against one call at a time.
TEST(Functions, GiveTheSameBitsInEveryLane) {
  Rows rows(2);
  double *x = rows.row(0), *y = rows.row(1);
  const std::vector<double> edges = {0, -0.0, inf, -inf, nan, least, -least, greatest, 1, -1};
  for (std::size_t shift = 0; shift < 16; ++shift) {
    each_lane([=](std::size_t lane) {
      x[lane] = (static_cast<double>((lane + shift) % lane_count) + 0.25) * 0.37 - 20;
    });
    for (std::size_t i = 0; i < edges.size(); ++i) {
      x[(i + shift) % lane_count] = edges[i];
    }
    each_lane([=](std::size_t lane) {
      y[lane] = pow_lane(logistic_lane(x[lane]), 1.5) + normal_cdf_lane(x[lane]) +
                floor_lane(x[lane]) * exp_lane(-magnitude(x[lane])) +
                logit_lane(normal_pdf_lane(x[lane])) + log_lane(magnitude(x[lane]));
    });
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      const double alone = pow_lane(logistic_lane(x[lane]), 1.5) + normal_cdf_lane(x[lane]) +
                           floor_lane(x[lane]) * exp_lane(-magnitude(x[lane])) +
                           logit_lane(normal_pdf_lane(x[lane])) + log_lane(magnitude(x[lane]));
      ASSERT_TRUE(y[lane] == alone || (std::isnan(y[lane]) && std::isnan(alone))) << x[lane];
    }
  }
}

}  // namespace
}  // namespace prospect::lanes
