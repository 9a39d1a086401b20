#include "lanes/quantile_table.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "lanes/distribution.hpp"
#include "lanes/functions.hpp"

namespace prospect::lanes {
namespace {

using Form = QuantileTable::Form;
using Knot = QuantileTable::Knot;

TEST(QuantileTable, FollowsALineAndACubicExactly) {
  EXPECT_EQ(QuantileTable({}, 3, 2).at(1.5), 6);
  EXPECT_EQ(QuantileTable({}, 3, 2).at(100), 203);
  const QuantileTable cubic({}, [](double z) { return Knot{z * z * z, 3 * z * z}; });
  for (const double z : {-8.0, -1.3, 0.0, 0.004, 2.7, 8.29}) {
    EXPECT_NEAR(cubic.at(z), z * z * z, 1e-12);
  }
}

TEST(QuantileTable, StandsStillBeyondItsGrid) {
  const QuantileTable identity({}, [](double z) { return Knot{z, 1}; });
  EXPECT_NEAR(identity.at(8.3), 8.3, 1e-14);
  EXPECT_EQ(identity.at(9), identity.at(8.3));
  EXPECT_EQ(identity.at(-9), identity.at(-8.3));
  EXPECT_EQ(identity.at(std::numeric_limits<double>::infinity()), identity.at(8.3));
  EXPECT_TRUE(std::isnan(identity.at(std::numeric_limits<double>::quiet_NaN())));
}

TEST(QuantileTable, HasTheFormsOfItsHeader) {
  EXPECT_EQ(QuantileTable({Form::exponential, 3}, 0, 1).at(0), 3);
  EXPECT_EQ(QuantileTable({Form::logistic}, 0, 1).at(0), 0.5);
  EXPECT_EQ(QuantileTable({Form::stretched, 1, 2}, 0, 0).at(3), 7);
  EXPECT_EQ(QuantileTable({Form::uniform, 1, 5}, 0, 0).at(0), 3);
  EXPECT_DOUBLE_EQ(QuantileTable({Form::triangular, 0, 1, 2}, 0, 0).at(0), 1);
}

TEST(QuantileTable, RowHasTheBitsOfOneScore) {
  using D = Distribution;
  Rows rows(2);
  double *z = rows.row(0), *x = rows.row(1);
  for (const D& d : {D::fixed(2), D::normal(1, 2), D::lognormal(2, 0.5), D::uniform(1, 2),
                     D::triangular(0, 1, 4), D::student_t(3, 1, 2), D::beta(2, 3), D::gamma(2, 3),
                     D::exponential(2), D::chi(3), D::inverse_chi(4, 1), D::logit_normal(0.3, 1)}) {
    const QuantileTable table = d.table();
    for (int turn = 0; turn < 40; ++turn) {
      each_lane([=](std::size_t lane) {
        z[lane] = -9 + 0.45 * turn + 0.001 * static_cast<double>(lane);
      });
      table.evaluate(z, x);
      for (std::size_t lane = 0; lane < lane_count; ++lane) {
        ASSERT_EQ(bits_of(x[lane]), bits_of(table.at(z[lane]))) << d.describe() << " " << z[lane];
      }
    }
    each_lane([=](std::size_t lane) { x[lane] = z[lane]; });
    table.evaluate(x, x);
    EXPECT_EQ(x[3], table.at(z[3])) << "in place, " << d.describe();
  }
}

TEST(QuantileTable, NeverFallsWhenTheScoreRises) {
  using D = Distribution;
  for (const D& d : {D::student_t(2), D::beta(0.5, 0.5), D::gamma(0.3, 1), D::inverse_chi(3, 1),
                     D::triangular(0, 1, 4), D::uniform(0, 1)}) {
    const QuantileTable table = d.table();
    double last = table.at(-8.3);
    for (int i = 1; i <= 20000; ++i) {
      const double now = table.at(-8.3 + 16.6 * i / 20000);
      ASSERT_GE(now, last * (1 - std::copysign(1e-14, last))) << d.describe() << " step " << i;
      last = now;
    }
  }
}

}  // namespace
}  // namespace prospect::lanes
