#include "calibrate/student_t.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace prospect::calibrate {
namespace {

TEST(student_t, is_centred_and_scaled) {
  const StudentT t{4, 10, 3};
  EXPECT_DOUBLE_EQ(t.mean(), 10);
  EXPECT_DOUBLE_EQ(t.sd(), 3 * std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(t.cdf(10), 0.5);
  EXPECT_DOUBLE_EQ(t.quantile(0.5), 10);
  EXPECT_NEAR(t.cdf(t.quantile(0.93)), 0.93, 1e-14);
}

// Published: table of the t distribution, 97.5 % (Fisher and Yates 1963, table III).
TEST(student_t, has_the_published_quantiles) {
  EXPECT_NEAR((StudentT{1, 0, 1}.quantile(0.975)), 12.706, 5e-4);
  EXPECT_NEAR((StudentT{4, 0, 1}.quantile(0.975)), 2.776, 5e-4);
  EXPECT_NEAR((StudentT{5, 0, 1}.quantile(0.975)), 2.571, 5e-4);
  EXPECT_NEAR((StudentT{1e9, 0, 1}.quantile(0.975)), 1.960, 5e-4);
}

// The library's incomplete beta function is the judge, at whole degrees of freedom and between them.
TEST(student_t, has_the_library_s_probabilities) {
  for (const double df : {1.0, 2.0, 3.0, 4.0, 5.0, 8.0, 13.0, 14.0, 63.0, 64.0, 65.0, 2.5}) {
    const boost::math::students_t_distribution<double> judge(df);
    for (int k = -400; k <= 400; ++k) {
      const double x = 0.1 * k + 1e-3;
      const double wanted = boost::math::cdf(judge, x);
      EXPECT_NEAR((StudentT{df, 0, 1}.cdf(x)), wanted, 1e-15) << df << ' ' << x;
      EXPECT_NEAR((StudentT{df, 0, 1}.cdf(x) / wanted), 1, 1e-10) << df << ' ' << x;
    }
  }
}

TEST(student_t, has_no_moments_at_few_degrees) {
  EXPECT_TRUE(std::isnan(StudentT({1, 0, 1}).mean()));
  EXPECT_TRUE(std::isnan(StudentT({2, 0, 1}).sd()));
  EXPECT_EQ(StudentT({2, 7, 1}).mean(), 7);
}

TEST(student_t, without_scale_is_a_point) {
  const StudentT point{1, 2, 0};
  EXPECT_EQ(point.mean(), 2);
  EXPECT_EQ(point.sd(), 0);
  EXPECT_EQ(point.quantile(0.05), 2);
  EXPECT_EQ(point.cdf(1.9), 0);
  EXPECT_EQ(point.cdf(2), 1);
}

}  // namespace
}  // namespace prospect::calibrate
