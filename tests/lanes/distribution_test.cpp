#include "lanes/distribution.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <boost/math/distributions.hpp>
#include <gtest/gtest.h>

#include "lanes/functions.hpp"

namespace prospect::lanes {
namespace {

using D = Distribution;
namespace bm = boost::math;
constexpr double inf = std::numeric_limits<double>::infinity();

const std::vector<D> samples = {
    D::fixed(2.5), D::normal(3, 2), D::lognormal(2, 0.7), D::lognormal(1e6, 3), D::uniform(-1, 3),
    D::triangular(0, 1, 5), D::triangular(2, 2, 3), D::student_t(1), D::student_t(2),
    D::student_t(5, 1, 2), D::student_t(30.5), D::beta(0.5, 0.5), D::beta(2, 5), D::beta(0.1, 3),
    D::beta(50, 1), D::beta(1e5, 2e5), D::gamma(0.1, 2), D::gamma(5, 3), D::gamma(1e4, 1),
    D::exponential(3), D::chi(1), D::chi(4), D::inverse_chi(1, 1), D::inverse_chi(4, 2),
    D::inverse_chi(30, 0.1), D::logit_normal(0.2, 1.5)};

TEST(Distribution, ByHand) {
  EXPECT_EQ(D::fixed(4).quantile(0.3), 4);
  EXPECT_EQ(D::uniform(2, 6).quantile(0.25), 3);
  EXPECT_EQ(D::triangular(0, 1, 2).quantile(0.5), 1);
  EXPECT_DOUBLE_EQ(D::triangular(0, 1, 2).quantile(0.125), 0.5);
  EXPECT_DOUBLE_EQ(D::lognormal(3, 1).quantile(0.5), 3);
  EXPECT_DOUBLE_EQ(D::exponential(1).quantile(0.5), std::log(2.0));
  EXPECT_DOUBLE_EQ(D::logit_normal(0.2, 3).quantile(0.5), 0.2);
  EXPECT_DOUBLE_EQ(D::student_t(1).quantile(0.75), 1);  // Cauchy: tan(pi/4)
  EXPECT_DOUBLE_EQ(D::chi(2).quantile(0.5), std::sqrt(2 * std::log(2.0)));
  EXPECT_DOUBLE_EQ(D::inverse_chi(2, 3).quantile(0.5), 3 / std::sqrt(std::log(2.0)));
}

/// One exact quantile of the Boost distribution, from the nearer tail.
template <class Reference>
double reference(const Reference& d, double z) {
  return z < 0 ? bm::quantile(d, normal_cdf_lane(z))
               : bm::quantile(bm::complement(d, normal_cdf_lane(-z)));
}

double boost_quantile(const D& d, double z) {
  switch (d.kind) {
    case D::Kind::fixed: return d.a;
    case D::Kind::normal: return reference(bm::normal(d.a, d.b), z);
    case D::Kind::lognormal: return reference(bm::lognormal(std::log(d.a), d.b), z);
    case D::Kind::uniform: return reference(bm::uniform(d.a, d.b), z);
    case D::Kind::triangular: return reference(bm::triangular(d.a, d.b, d.c), z);
    case D::Kind::student_t: return d.b + d.c * reference(bm::students_t(d.a), z);
    case D::Kind::beta: return reference(bm::beta_distribution<>(d.a, d.b), z);
    case D::Kind::gamma: return reference(bm::gamma_distribution<>(d.a, d.b), z);
    case D::Kind::exponential: return reference(bm::exponential(1 / d.a), z);
    case D::Kind::chi: return std::sqrt(reference(bm::chi_squared(d.a), z));
    case D::Kind::inverse_chi: return d.b * std::sqrt(d.a / reference(bm::chi_squared(d.a), -z));
    case D::Kind::logit_normal: {
      const double x = std::log(d.a / (1 - d.a)) + d.b * z;
      return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x));
    }
  }
  return 0;
}

TEST(Distribution, QuantileAgreesWithBoost) {
  for (const D& d : samples) {
    for (double z = -8; z <= 8; z += 0.173) {
      const double exact = boost_quantile(d, z);
      EXPECT_NEAR(d.quantile_of_score(z), exact, 1e-12 * std::fabs(exact)) << d.describe() << z;
      if (z < 0) {
        const double p = normal_cdf_lane(z);
        EXPECT_NEAR(d.quantile(p), exact, 1e-12 * std::fabs(exact)) << d.describe() << z;
      }
    }
  }
}

TEST(Distribution, TableIsWithinOneBillionthInTheBody) {
  for (const D& d : samples) {
    const QuantileTable table = d.table();
    // A quantile near zero between negative and positive ones has no relative accuracy to keep.
    const double ground = d.kind == D::Kind::student_t && d.b == 0 ? 0
                          : d.lower() < 0                          ? 1e-3 * d.quantile(0.75)
                                                                   : 0;
    for (double z = -8.29; z <= 8.29; z += 0.00713) {
      const double exact = boost_quantile(d, z);
      const double allowed = std::fabs(z) < 6 ? 1e-9 : 1e-7;
      ASSERT_LE(std::fabs(table.at(z) - exact), allowed * (std::fabs(exact) + ground))
          << d.describe() << " at " << z;
    }
  }
}

/// Against an integral over the score; tolerances are shares of the sd.
TEST(Distribution, MomentsAgreeWithQuantiles) {
  for (const D& d : samples) {
    const double sd = d.sd(), mean = d.mean();
    const bool heavy = (d.kind == D::Kind::student_t && d.a < 9) || d == D::lognormal(1e6, 3) ||
                       (d.kind == D::Kind::inverse_chi && d.a < 9) || d.kind == D::Kind::fixed;
    if (heavy) {
      continue;
    }
    // The integrals of x phi and x^2 phi by the trapezoidal rule, from -8 to 8.
    double first = 0, second = 0;
    for (int i = -4000; i <= 4000; ++i) {
      const double z = i / 500.0, x = d.quantile_of_score(z) - mean;
      first += x * normal_pdf_lane(z) / 500;
      second += x * x * normal_pdf_lane(z) / 500;
    }
    EXPECT_NEAR(first, 0, 1e-6 * sd) << d.describe();
    EXPECT_NEAR(std::sqrt(second), sd, 1e-5 * sd) << d.describe();
  }
}

TEST(Distribution, KnowsMomentsThatDoNotExist) {
  EXPECT_TRUE(std::isnan(D::student_t(1).mean()));
  EXPECT_EQ(D::student_t(1.5).sd(), inf);
  EXPECT_DOUBLE_EQ(D::student_t(4, 1, 3).sd(), 3 * std::sqrt(2.0));
  EXPECT_EQ(D::inverse_chi(1, 1).mean(), inf);
  EXPECT_EQ(D::inverse_chi(2, 1).sd(), inf);
  // df 3: E sd = sqrt(3) E 1/chi_3 = sqrt(3) sqrt(2/pi).
  EXPECT_DOUBLE_EQ(D::inverse_chi(3, 1).mean(), std::sqrt(6 / 3.141592653589793));
  EXPECT_EQ(D::fixed(3).sd(), 0);
}

TEST(Distribution, SupportIsWhatTheQuantilesReach) {
  for (const D& d : samples) {
    EXPECT_EQ(d.quantile(0), d.lower()) << d.describe();
    EXPECT_EQ(d.quantile(1), d.upper()) << d.describe();
    EXPECT_TRUE(std::isnan(d.quantile(-0.1)));
    EXPECT_TRUE(std::isnan(d.quantile(std::nan(""))));
    EXPECT_GE(d.quantile_of_score(-8), d.lower());
    EXPECT_LE(d.quantile_of_score(8), d.upper());
  }
}

TEST(Distribution, SaysWhatIsWrong) {
  EXPECT_EQ(D::normal(0, -1).validate(), "sd must be positive, found -1");
  EXPECT_EQ(D::normal(std::nan(""), 1).validate(), "mean must be finite, found nan");
  EXPECT_EQ(D::lognormal(0, 1).validate(), "median must be positive, found 0");
  EXPECT_EQ(D::uniform(3, 2).validate(), "low must be below high, found 3 and 2");
  EXPECT_EQ(D::uniform(0, inf).validate(), "high must be finite, found inf");
  EXPECT_EQ(D::triangular(0, 5, 3).validate(),
            "mode must lie between low and high, found 5 outside 0 to 3");
  EXPECT_EQ(D::triangular(3, 3, 3).validate(), "low must be below high, found 3 and 3");
  EXPECT_EQ(D::student_t(0.05).validate(), "df must be at least 0.2, found 0.05");
  EXPECT_EQ(D::student_t(5, 0, 0).validate(), "scale must be positive, found 0");
  EXPECT_EQ(D::beta(1, 0).validate(), "b must be positive, found 0");
  EXPECT_EQ(D::logit_normal(1, 1).validate(), "median must lie between 0 and 1, found 1");
  for (const D& d : samples) {
    EXPECT_EQ(d.validate(), "") << d.describe();
  }
}

TEST(Distribution, DescribesItself) {
  EXPECT_EQ(D::normal(3, 0.1).describe(), "normal(3, 0.1)");
  EXPECT_EQ(D().describe(), "fixed(0)");
  EXPECT_EQ(D::student_t(5).describe(), "student_t(5, 0, 1)");
  EXPECT_EQ(kind_name(D::Kind::logit_normal), "logit_normal");
  EXPECT_EQ(kind_name(D::Kind::inverse_chi), "inverse_chi");
}

/// Shapes at which the smallest quantiles underflow still give finite tables.
TEST(Distribution, TablesStayFiniteAtExtremeShapes) {
  for (const D& d : {D::gamma(0.01, 1), D::beta(0.01, 0.02), D::beta(1e-3, 5), D::chi(0.02),
                     D::student_t(0.2), D::student_t(1e8), D::gamma(1e8, 1), D::beta(1e7, 1)}) {
    const QuantileTable table = d.table();
    for (double z = -8.3; z <= 8.3; z += 0.0173) {
      ASSERT_TRUE(std::isfinite(table.at(z))) << d.describe() << " at " << z;
    }
  }
}

TEST(Tables, ShareCurvesAndKeepTheBits) {
  Tables tables;
  for (const auto& law : {Distribution::student_t(5, 1, 2), Distribution::student_t(5, -3, 0.5),
                          Distribution::student_t(7, 1, 2), Distribution::gamma(2, 3), Distribution::gamma(2, 0.1),
                          Distribution::exponential(2), Distribution::exponential(9), Distribution::beta(2, 3),
                          Distribution::beta(3, 2), Distribution::chi(3), Distribution::inverse_chi(6, 2),
                          Distribution::inverse_chi(6, 1), Distribution::normal(1, 2), Distribution::uniform(0, 3)}) {
    const QuantileTable alone = law.table(), shared = tables.make(law);
    for (double z = -8.5; z < 8.6; z += 0.37) EXPECT_EQ(shared.at(z), alone.at(z)) << law.describe() << ' ' << z;
  }
}

}  // namespace
}  // namespace prospect::lanes
