/// Simulation-based calibration of the sampler (Talts et al. 2018, arXiv:1804.06788) on a short
/// nonlinear series: with truth from the prior and figures from the model, ranks of the truth among
/// posterior draws are uniform.
///
/// Model   x_t = x_{t-1} + drift + volatility (exp(0.6 s_t) - 1)/0.6, t = 1 .. 6, x_0 = 0, with
///         drift = 0.3 z_0, volatility = 0.3 exp(0.5 z_1) and skewed shocks; the figures are x_t
///         with a logistic error of scale 0.1. Scores: z_0, z_1, s_1 .. s_6.

#include <gtest/gtest.h>

#include <boost/math/distributions/chi_squared.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <span>

#include "calibrate/tempered_smc.hpp"
#include "calibrate/words.hpp"
#include "lanes/functions.hpp"

namespace prospect::calibrate {
namespace {

using lanes::lane_count;

constexpr std::size_t years = 6, dimension = years + 2;
constexpr double skewness = 0.6, error_scale = 0.1;
using Figures = std::array<double, years>;

[[gnu::always_inline]] inline double drift_of(double z) { return 0.3 * z; }
[[gnu::always_inline]] inline double volatility_of(double z) {
  return 0.3 * lanes::exp_lane(0.5 * z);
}
[[gnu::always_inline]] inline double shock_of(double s) {
  return (lanes::exp_lane(skewness * s) - 1) / skewness;
}

/// `spoiling` of 1 is right; otherwise errors are taken for that many times larger than they are.
class Series final : public Likelihood {
 public:
  Series(const Figures& figures, double spoiling)
      : figures_(figures), scale_(spoiling * error_scale) {}

  void log_likelihood(const lanes::Rows& scores, double* out) override {
    double* level = rows_.row(0);
    double* volatility = rows_.row(1);
    double* product = rows_.row(2);  // of the years' 1 + exp(-e): one logarithm serves all
    const double* z_drift = scores.row(0);
    const double* z_volatility = scores.row(1);
    lanes::each_lane([=](std::size_t l) {
      level[l] = out[l] = 0;
      product[l] = 1;
      volatility[l] = volatility_of(z_volatility[l]);
    });
    for (std::size_t t = 0; t < years; ++t) {
      const double* shock = scores.row(2 + t);
      lanes::each_lane([=, figure = figures_[t], scale = scale_](std::size_t l) {
        level[l] += drift_of(z_drift[l]) + volatility[l] * shock_of(shock[l]);
        const double e = lanes::magnitude(figure - level[l]) / scale;
        out[l] -= e;
        product[l] *= 1 + lanes::exp_lane(-e);
      });
    }
    lanes::each_lane([=](std::size_t l) { out[l] -= 2 * lanes::log_lane(product[l]); });
  }

 private:
  Figures figures_;
  double scale_;
  lanes::Rows rows_{3};
};

struct World {
  double drift = 0, volatility = 0, last_shock = 0;  // scores
  Figures figures{};
};

World draw_world(WordsOf& words) {
  World world{words.normal(), words.normal()};
  double level = 0;
  for (double& figure : world.figures) {
    world.last_shock = words.normal();
    level += drift_of(world.drift) + volatility_of(world.volatility) * shock_of(world.last_shock);
    const double p = words.uniform();
    figure = level + error_scale * std::log(p / (1 - p));
  }
  return world;
}

constexpr std::size_t particles = 512, thinning = 8, draws = particles / thinning;
constexpr std::size_t bins = 13;  // five of the ranks 0 .. 64 each
static_assert((draws + 1) % bins == 0);

using Histogram = std::array<int, bins>;

/// Counts the truth's rank among every eighth particle; copies stand side by side.
void count_rank(std::span<const double> values, double truth, Histogram& histogram) {
  std::size_t below = 0;
  for (std::size_t p = 0; p < particles; p += thinning) below += values[p] < truth;
  ++histogram[below * bins / (draws + 1)];
}

double p_value(const Histogram& histogram, int fits, const char* what) {
  const double expected = static_cast<double>(fits) / bins;
  double sum = 0;
  for (const int seen : histogram) sum += (seen - expected) * (seen - expected) / expected;
  const double p = boost::math::cdf(complement(boost::math::chi_squared(bins - 1), sum));
  std::printf("%s: chi-square %.1f with %zu degrees over %d fits, p %.3g\n", what, sum, bins - 1,
              fits, p);
  return p;
}

struct PValues {
  double drift, volatility, shock;
};

PValues calibrate(int fits, double spoiling) {
  Histogram drift{}, volatility{}, shock{};
  for (int fit = 0; fit < fits; ++fit) {
    WordsOf words(21, static_cast<std::uint64_t>(fit));
    const World world = draw_world(words);
    SmcOptions options;
    options.name = "series";
    options.seed = static_cast<std::uint64_t>(fit);
    options.particles = particles;
    options.threads = 1;
    options.most_moves = 15;
    const auto make = [&] { return std::make_unique<Series>(world.figures, spoiling); };
    const auto post = sample_posterior(dimension, make, options);
    count_rank(post.particles.row(0), world.drift, drift);
    count_rank(post.particles.row(1), world.volatility, volatility);
    count_rank(post.particles.row(dimension - 1), world.last_shock, shock);
  }
  return {p_value(drift, fits, "drift"), p_value(volatility, fits, "volatility"),
          p_value(shock, fits, "last shock")};
}

constexpr double level = 1e-3;

TEST(smc_calibration, ranks_are_uniform) {
  const auto p = calibrate(600, 1);
  EXPECT_GT(p.drift, level);
  EXPECT_GT(p.volatility, level);
  EXPECT_GT(p.shock, level);
}

// Errors thought a third as large are taken for shocks.
TEST(smc_calibration, would_notice_a_spoiled_likelihood) {
  EXPECT_LT(calibrate(300, 0.3).volatility, level);
}

}  // namespace
}  // namespace prospect::calibrate
