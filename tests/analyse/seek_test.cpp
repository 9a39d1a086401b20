/// Roots on common worlds where the answer is known in closed form.

#include "analyse/seek.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "lanes/normal.hpp"
#include "lanes/word_source.hpp"

namespace prospect::analyse {
namespace {

constexpr std::uint64_t worlds = 20'000;

/// n normal scores, the same for every trial: the middles of n equal parts of probability, so that P_n is Phi
/// to half a path.
std::vector<double> even_scores(std::uint64_t n) {
  std::vector<double> scores;
  for (std::uint64_t k = 0; k < n; ++k) {
    scores.push_back(lanes::normal_quantile_lane((static_cast<double>(k) + 0.5) / static_cast<double>(n)));
  }
  return scores;
}

std::uint64_t used(Look look, std::uint64_t n) { return look == Look::rough ? n / 8 : n; }

/// Share of scores below `height` of the place.
template <class Height>
Trial below(const std::vector<double>& scores, Height height) {
  return [&scores, height](Place place, Look look) {
    // The rough look takes every eighth score, so that it too is even.
    const std::uint64_t n = used(look, scores.size()), stride = scores.size() / n;
    Hits hits{0, n};
    for (std::uint64_t k = 0; k < n; ++k) hits.hits += scores[k * stride + stride / 2] < height(place) ? 1 : 0;
    return hits;
  };
}

double at(Place place) { return static_cast<double>(place) / 1000; }

// P(x) = Phi(x - 1): 0.8 at x = 1 + z(0.8).
TEST(Seek, SolvesTheNormalDistribution) {
  const auto scores = even_scores(worlds);
  const auto sought = seek({-4000, 4000, 0}, 0.8, below(scores, [](Place p) { return at(p) - 1; }));
  ASSERT_TRUE(sought.found);
  const double root = 1 + lanes::normal_quantile_lane(0.8);
  EXPECT_NEAR(at(sought.answer.place), root, 0.0015);
  EXPECT_GE(sought.answer.hits.share(), 0.8);
  EXPECT_NEAR(sought.now.hits.share(), lanes::normal_cdf_lane(-1), 1e-4);
  // Wilson's interval holds p while |P - p| <= 1.96 sqrt(p (1 - p) / n) in the mean over both ends.
  const double half = 1.959964 * std::sqrt(0.8 * 0.2 / worlds) / lanes::normal_pdf_lane(root - 1);
  ASSERT_TRUE(sought.near && sought.far);
  EXPECT_NEAR(at(*sought.near), root - half, 0.003);
  EXPECT_NEAR(at(*sought.far), root + half, 0.003);
}

TEST(Seek, GoesDownWhereLessIsBetter) {
  const auto scores = even_scores(worlds);
  const auto sought = seek({-4000, 4000, 500}, 0.8, below(scores, [](Place p) { return -at(p); }));
  ASSERT_TRUE(sought.found);
  EXPECT_NEAR(at(sought.answer.place), -lanes::normal_quantile_lane(0.8), 0.0015);
  EXPECT_GT(*sought.near, sought.answer.place);
  EXPECT_LT(*sought.far, sought.answer.place);
}

// P rises to a peak at x = 1, falls, and is highest far below: the nearest crossing counts.
TEST(Seek, TakesTheNearestCrossingOfWhatRisesAndFalls) {
  const auto scores = even_scores(worlds);
  const auto sought = seek({-4000, 4000, 0}, 0.8, below(scores, [](Place p) {
    const double x = at(p);
    return x > -2 ? 2 - 2 * std::abs(x - 1) : -4 - x * 2;
  }));
  ASSERT_TRUE(sought.found);
  EXPECT_NEAR(at(sought.answer.place), lanes::normal_quantile_lane(0.8) / 2, 0.0015);
}

// The peak stands between two places of the grid, neither of which is enough.
TEST(Seek, FindsAPeakInsideACell) {
  const auto scores = even_scores(worlds);
  const auto sought = seek({0, 8000, 0}, 0.8, below(scores, [](Place p) {
    return 1 - 3 * std::abs(at(p) - 3.24);
  }));
  ASSERT_TRUE(sought.found);
  EXPECT_NEAR(at(sought.answer.place), 3.24 - (1 - lanes::normal_quantile_lane(0.8)) / 3, 0.0015);
}

TEST(Seek, SaysHowFarOneGets) {
  const auto scores = even_scores(worlds);
  const auto sought = seek({-4000, 4000, 0}, 0.8, below(scores, [](Place p) {
    return -(at(p) - 1.3) * (at(p) - 1.3);
  }));
  EXPECT_FALSE(sought.found);
  EXPECT_NEAR(at(sought.answer.place), 1.3, 0.05);
  EXPECT_NEAR(sought.answer.hits.share(), 0.5, 0.002);
  EXPECT_FALSE(sought.near || sought.far);
}

TEST(Seek, FindsTheBestAtABound) {
  const auto scores = even_scores(worlds);
  const auto sought = seek({-1000, 1000, 0}, 0.99, below(scores, [](Place p) { return at(p); }));
  EXPECT_FALSE(sought.found);
  EXPECT_EQ(sought.answer.place, 1000);
}

TEST(Seek, StaysWhereItIsEnoughAlready) {
  const auto scores = even_scores(worlds);
  const auto sought = seek({-1000, 1000, 900}, 0.8, below(scores, [](Place p) { return at(p); }));
  EXPECT_TRUE(sought.found);
  EXPECT_EQ(sought.answer.place, 900);
}

TEST(Seek, KnowsWhatCannotFailAndWhatCannotBeMet) {
  const Trial always = [](Place, Look look) { return Hits{used(look, 800), used(look, 800)}; };
  const Trial never = [](Place, Look look) { return Hits{0, used(look, 800)}; };
  EXPECT_TRUE(seek({0, 100, 50}, 0.999, always).found);
  const auto sought = seek({0, 100, 50}, 0.001, never);
  EXPECT_FALSE(sought.found);
  EXPECT_EQ(sought.answer.place, 50);
  const Trial uncounted = [](Place, Look) { return Hits{0, 0}; };
  EXPECT_FALSE(seek({0, 100, 50}, 0.5, uncounted).found);
}

// All paths switch at one place: a tie of all worlds.
TEST(Seek, FindsAJump) {
  for (const Place jump : {1, 2, 37, 625, 626, 9'999, 10'000}) {
    const auto sought = seek({0, 10'000, 0}, 0.8, [&](Place p, Look look) {
      return Hits{p >= jump ? used(look, 800) : 0, used(look, 800)};
    });
    ASSERT_TRUE(sought.found) << jump;
    EXPECT_EQ(sought.answer.place, jump);
    EXPECT_EQ(sought.near, sought.far);
  }
}

TEST(Seek, WorksWithTwoPlacesOrOne) {
  const Trial up = [](Place p, Look look) { return Hits{p == 1 ? used(look, 800) : 0, used(look, 800)}; };
  EXPECT_EQ(seek({0, 1, 0}, 0.8, up).answer.place, 1);
  EXPECT_FALSE(seek({0, 0, 0}, 0.8, up).found);
}

// The interval holds the true root in 95 % of the repetitions; 800 of them: give or take 2 points (2.6 sd).
TEST(Seek, GivesAnIntervalThatCovers) {
  constexpr std::uint64_t n = 2'000;
  constexpr int repetitions = 800;
  const double root = 1 + lanes::normal_quantile_lane(0.8);
  lanes::Threefry words;
  int held = 0;
  for (int r = 0; r < repetitions; ++r) {
    std::vector<double> scores, row(lanes::lane_count);
    for (std::uint64_t first = 0; first < n; first += lanes::lane_count) {
      words.uniforms(lanes::Stream(7, "seek_test"), first, r, row.data());
      for (const double u : row) scores.push_back(lanes::normal_quantile_lane(u));
    }
    scores.resize(n);
    const Trial trial = [&](Place place, Look look) {
      Hits hits{0, used(look, n)};
      for (std::uint64_t k = 0; k < hits.n; ++k) hits.hits += scores[k] < at(place) - 1 ? 1 : 0;
      return hits;
    };
    const auto sought = seek({-4000, 6000, 0}, 0.8, trial);
    ASSERT_TRUE(sought.found && sought.near && sought.far);
    held += at(*sought.near) <= root && root <= at(*sought.far) ? 1 : 0;
  }
  EXPECT_GE(held, repetitions * 93 / 100);
  EXPECT_LE(held, repetitions * 97 / 100);
}

/// P = Phi(a . u - b) of several levers, on even scores.
MovesTrial plane(const std::vector<double>& scores, Moves slopes, double height) {
  return [&scores, slopes = std::move(slopes), height](const Moves& moves, Look look) {
    double sum = -height;
    for (std::size_t k = 0; k < moves.size(); ++k) sum += slopes[k] * moves[k];
    return below(scores, [&](Place) { return sum; })(0, look);
  };
}

TEST(SeekMoves, GoesTheSameShareOfEveryWay) {
  const auto scores = even_scores(worlds);
  // The second lever helps downward, the third not at all.
  const auto sought = seek_together({{-0.5, -0.5, -0.5}, {0.5, 0.5, 0.5}}, 0.8, plane(scores, {4, -2, 0}, 1));
  ASSERT_TRUE(sought.along.found);
  const double share = (1 + lanes::normal_quantile_lane(0.8)) / 3;  // of 0.5 (4 + 2)
  EXPECT_NEAR(sought.answer[0], 0.5 * share, 2e-4);
  EXPECT_NEAR(sought.answer[1], -0.5 * share, 2e-4);
  EXPECT_EQ(sought.answer[2], 0);
  ASSERT_TRUE(sought.near && sought.far);
  EXPECT_LT((*sought.near)[0], sought.answer[0]);
  EXPECT_GT((*sought.far)[0], sought.answer[0]);
}

// The nearest point of a plane lies along its normal: u = a (b + z) / |a|^2.
TEST(SeekMoves, FindTheLeastEffortOfAPlane) {
  const auto scores = even_scores(worlds);
  const auto sought = seek_least_effort({{-1, -1}, {1, 1}}, 0.8, plane(scores, {3, 4}, 1));
  ASSERT_TRUE(sought.along.found);
  const double far = 1 + lanes::normal_quantile_lane(0.8);
  EXPECT_NEAR(effort_of(sought.answer), far / 5, 2e-3);
  EXPECT_NEAR(sought.answer[0], 3 * far / 25, 0.01);
  EXPECT_NEAR(sought.answer[1], 4 * far / 25, 0.01);
}

// With the stronger lever held at 0.1 the other does the rest.
TEST(SeekMoves, HoldLeversAtTheirBounds) {
  const auto scores = even_scores(worlds);
  const auto sought = seek_least_effort({{0, 0}, {1, 0.1}}, 0.8, plane(scores, {3, 4}, 1));
  ASSERT_TRUE(sought.along.found);
  EXPECT_NEAR(sought.answer[1], 0.1, 1e-3);
  EXPECT_NEAR(sought.answer[0], (1 + lanes::normal_quantile_lane(0.8) - 0.4) / 3, 2e-3);
}

// Phi(2 u + v + v^2 - 1.5): the first gradient knows nothing of the square. Within 2 % of the least effort of
// a fine sweep of directions.
TEST(SeekMoves, TurnWhereTheProbabilityCurves) {
  const auto scores = even_scores(worlds);
  const MovesTrial trial = [&](const Moves& moves, Look look) {
    const double height = 2 * moves[0] + moves[1] + moves[1] * moves[1] - 1.5;
    return below(scores, [&](Place) { return height; })(0, look);
  };
  const auto sought = seek_least_effort({{-2, 0}, {2, 2}}, 0.8, trial);
  ASSERT_TRUE(sought.along.found);
  double least = 1e9;
  const double wanted = lanes::normal_quantile_lane(0.8) + 1.5;
  for (double angle = 0; angle < 1.5708; angle += 1e-4) {
    const double a = 2 * std::cos(angle) + std::sin(angle), b = std::sin(angle) * std::sin(angle);
    least = std::min(least, b < 1e-12 ? wanted / a : (-a + std::sqrt(a * a + 4 * b * wanted)) / (2 * b));
  }
  EXPECT_GT(sought.rounds, 1);
  EXPECT_NEAR(effort_of(sought.answer), least, 0.02 * least);
}

TEST(SeekMoves, SayWhereNoLeverMatters) {
  const auto scores = even_scores(worlds);
  const MoveBounds bounds{{-1, -1}, {1, 1}};
  for (const auto& sought : {seek_together(bounds, 0.8, plane(scores, {0, 0}, 1)),
                             seek_least_effort(bounds, 0.8, plane(scores, {0, 0}, 1))}) {
    EXPECT_TRUE(sought.stuck);
    EXPECT_FALSE(sought.along.found);
    EXPECT_EQ(effort_of(sought.answer), 0);
  }
  EXPECT_FALSE(seek_together(bounds, 0.8, plane(scores, {0.1, 0.1}, 1)).along.found);
}

}  // namespace
}  // namespace prospect::analyse
