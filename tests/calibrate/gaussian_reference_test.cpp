#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "calibrate/gaussian_reference.hpp"
#include "calibrate/words.hpp"

namespace prospect::calibrate {
namespace {

using lanes::lane_count;

// Four points at (7, 1) and four at (3, -1): mean (5, 0), S = [4 2; 2 1], ESS 8,
// a = 2/10, C = 0.8 S + 0.2 I = [3.4 1.6; 1.6 1].
TEST(gaussian_reference, mean_and_covariance_by_hand) {
  const Swarm swarm{2, 8, {7, 7, 7, 7, 3, 3, 3, 3, 1, 1, 1, 1, -1, -1, -1, -1}, Swarm{}.scores};
  GaussianReference reference(2);
  reference.fit(swarm, std::vector<double>(8, 0.125), 0, 1);
  EXPECT_DOUBLE_EQ(reference.mean()[0], 5);
  EXPECT_DOUBLE_EQ(reference.mean()[1], 0);
  const auto l = reference.factor();
  EXPECT_NEAR(l[0] * l[0], 3.4, 1e-14);
  EXPECT_NEAR(l[0] * l[2], 1.6, 1e-14);
  EXPECT_NEAR(l[2] * l[2] + l[3] * l[3], 1, 1e-14);
}

// The same points, seen half as often below: weights need not sum to 1.
TEST(gaussian_reference, weights_count) {
  const Swarm swarm{1, 8, {7, 7, 7, 7, 1, 1, 1, 1}, Swarm{}.scores};
  GaussianReference reference(1);
  reference.fit(swarm, std::vector<double>{0.2, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 0.1}, 0, 1);
  EXPECT_NEAR(reference.mean()[0], 5, 1e-14);
  // Variance 2/3 4 + 1/3 16 = 8; ESS 1.2^2 / 0.2 = 7.2, a = 1/8.2.
  EXPECT_NEAR(reference.factor()[0] * reference.factor()[0], (7.2 * 8 + 1) / 8.2, 1e-13);
}

TEST(gaussian_reference, nobody_of_weight_changes_nothing) {
  const Swarm swarm{1, 8, std::vector<double>(8, 3.0), Swarm{}.scores};
  GaussianReference reference(1);
  reference.fit(swarm, std::vector<double>(8, 0.0), 0, 1);
  EXPECT_EQ(reference.mean()[0], 0);
  EXPECT_EQ(reference.factor()[0], 1);
}

TEST(gaussian_reference, colouring_undoes_whitening) {
  constexpr std::size_t d = 3;
  Swarm swarm{d, lane_count, std::vector<double>(d * lane_count), Swarm{}.scores};
  WordsOf words(1, 0);
  for (std::size_t p = 0; p < lane_count; ++p) {
    const double common = words.normal();
    for (std::size_t k = 0; k < d; ++k) {
      swarm.scores[k * lane_count + p] = common + 0.01 * words.normal();
    }
  }
  GaussianReference reference(d);
  reference.fit(swarm, std::vector<double>(lane_count, 1.0), 0, 1);
  std::vector<double> whitened(d * lane_count);
  reference.whiten(swarm, 0, whitened);
  lanes::Rows rows(d), scores(d);
  for (std::size_t k = 0; k < d; ++k) {
    std::copy_n(&whitened[k * lane_count], lane_count, rows.row(k));
  }
  reference.colour(rows, scores);
  for (std::size_t k = 0; k < d; ++k) {
    for (std::size_t p = 0; p < lane_count; ++p) {
      EXPECT_NEAR(scores.row(k)[p], swarm.scores[k * lane_count + p], 1e-12);
    }
  }
}

}  // namespace
}  // namespace prospect::calibrate
