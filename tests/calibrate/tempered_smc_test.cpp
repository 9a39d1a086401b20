/// The sampler against closed forms, grids and importance sampling.

#include <gtest/gtest.h>

// Small matrices need no packets, and g++ 12 warns falsely of those for AVX-512.
#define EIGEN_DONT_VECTORIZE
#include <Eigen/Dense>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "calibrate/importance_sample.hpp"
#include "calibrate/lane_likelihood.hpp"
#include "calibrate/tempered_smc.hpp"
#include "calibrate/words.hpp"

namespace prospect::calibrate {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

SmcOptions options_of(std::uint64_t seed, std::size_t particles = 4096) {
  SmcOptions options;
  options.name = "test";
  options.seed = seed;
  options.particles = particles;
  options.threads = 1;
  return options;
}

/// y = H z + sd e: the posterior of z is normal.
struct Linear {
  Eigen::MatrixXd h;
  Eigen::VectorXd y;
  double sd = 0;

  /// `rows` observations along random directions of length 1, of figures drawn from the model.
  Linear(Eigen::Index rows, Eigen::Index dimension, double noise, std::uint64_t seed)
      : h(rows, dimension), y(rows), sd(noise) {
    WordsOf words(seed, 0);
    Eigen::VectorXd truth(dimension);
    for (auto& value : truth) value = words.normal();
    for (auto& value : h.reshaped()) value = words.normal();
    h.rowwise().normalize();
    for (auto& value : y) value = sd * words.normal();
    y += h * truth;
  }

  [[nodiscard]] std::size_t dimension() const { return static_cast<std::size_t>(h.cols()); }

  [[nodiscard]] LikelihoodMaker likelihood() const {
    return each_lane_by(dimension(), [this](const std::vector<double>& z) {
      double squares = 0;
      for (Eigen::Index k = 0; k < h.rows(); ++k) {
        double error = y(k);
        for (Eigen::Index j = 0; j < h.cols(); ++j) {
          error -= h(k, j) * z[static_cast<std::size_t>(j)];
        }
        squares += error * error;
      }
      return -0.5 * squares / (sd * sd);
    });
  }

  /// Log of the prior mean of that likelihood, which lacks the constant of its density.
  [[nodiscard]] double log_evidence() const {
    const Eigen::LLT<Eigen::MatrixXd> v(covariance_of_y());
    const Eigen::MatrixXd l = v.matrixL();
    return -0.5 * y.dot(v.solve(y)) - l.diagonal().array().log().sum() +
           static_cast<double>(y.size()) * std::log(sd);
  }

  [[nodiscard]] Eigen::MatrixXd covariance_of_y() const {
    return h * h.transpose() + sd * sd * Eigen::MatrixXd::Identity(y.size(), y.size());
  }

  /// Scores as deviations from the exact posterior, which makes of it N(0, I): a direction that is
  /// known to 1/50 weighs as much as one that is not.
  [[nodiscard]] Eigen::MatrixXd whitened(const Swarm& swarm) const {
    const auto d = h.cols();
    const Eigen::MatrixXd precision =
        Eigen::MatrixXd::Identity(d, d) + h.transpose() * h / (sd * sd);
    const Eigen::LLT<Eigen::MatrixXd> factor(precision);
    const Eigen::VectorXd mean = factor.solve(h.transpose() * y / (sd * sd));
    Eigen::MatrixXd z(d, static_cast<Eigen::Index>(swarm.count));
    for (Eigen::Index k = 0; k < d; ++k) {
      const auto row = swarm.row(static_cast<std::size_t>(k));
      for (std::size_t p = 0; p < row.size(); ++p) z(k, static_cast<Eigen::Index>(p)) = row[p];
    }
    return factor.matrixU() * (z.colwise() - mean);
  }
};

/// Mean and standard error over runs.
struct OverRuns {
  std::vector<double> values;

  [[nodiscard]] double mean() const {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
  }
  [[nodiscard]] double error() const {
    double squares = 0;
    for (const double value : values) squares += (value - mean()) * (value - mean());
    const auto n = static_cast<double>(values.size());
    return std::sqrt(squares / (n - 1) / n);
  }
};

/// Runs the sampler and holds means, covariances and evidence against the closed form. In whitened
/// scores the mean of E draws has variance 1/E, a covariance 1/E and a variance 2/E; over d of
/// them the mean of squared standard deviates is 1 with a standard deviation of about sqrt(2/d).
void expect_closed_form(const Linear& world, int runs) {
  const auto d = world.h.cols();
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(d);
  Eigen::MatrixXd square = Eigen::MatrixXd::Zero(d, d);
  OverRuns evidence;
  double draws = 0;
  for (int run = 0; run < runs; ++run) {
    const auto post = sample_posterior(world.dimension(), world.likelihood(),
                                       options_of(static_cast<std::uint64_t>(run)));
    ASSERT_EQ(post.status, SmcStatus::done);
    EXPECT_EQ(post.steps.back().temperature, 1);
    const Eigen::MatrixXd u = world.whitened(post.particles);
    mean += u.rowwise().mean() / runs;
    square += u * u.transpose() / static_cast<double>(u.cols()) / runs;
    for (const double effective : post.effective) draws += effective / static_cast<double>(d);
    evidence.values.push_back(post.log_evidence);
  }
  EXPECT_GT(draws, 1000.0 * runs);
  const double slack = 1 + 5 * std::sqrt(2.0 / static_cast<double>(d));
  EXPECT_LT(draws * mean.squaredNorm() / static_cast<double>(d), slack);
  const Eigen::MatrixXd off = square - Eigen::MatrixXd::Identity(d, d);
  EXPECT_LT(draws * off.diagonal().squaredNorm() / 2 / static_cast<double>(d), slack);
  EXPECT_LT(draws * off.squaredNorm() / static_cast<double>(d * (d + 1)), slack);
  // E log Z is less than log E Z by half a variance of Z.
  const double bias = runs * evidence.error() * evidence.error() / 2;
  EXPECT_NEAR(evidence.mean(), world.log_evidence(), 4.5 * evidence.error() + bias);
  EXPECT_LT(evidence.error() * std::sqrt(runs), 0.2);
}

TEST(tempered_smc, linear_model_with_two_scores) { expect_closed_form(Linear(1, 2, 0.5, 3), 10); }

TEST(tempered_smc, linear_model_with_forty_scores) {
  expect_closed_form(Linear(15, 40, 0.5, 4), 10);
}

TEST(tempered_smc, ten_directions_known_to_a_fiftieth) {
  expect_closed_form(Linear(10, 30, 0.02, 5), 10);
}

TEST(tempered_smc, two_scores_known_to_a_ten_thousandth) {
  expect_closed_form(Linear(2, 2, 1e-4, 6), 10);
}

/// A posterior in the plane, integrated over a grid.
struct Plane {
  std::string name;
  LaneFunction log_likelihood;
};

/// Means of z0, z1, z0^2, z1^2 and z0 < 0, and the log evidence.
using Answers = std::array<double, 6>;

Answers functions_of(double x, double y) { return {x, y, x * x, y * y, x < 0 ? 1.0 : 0.0, 0}; }

Answers integrate(const Plane& plane) {
  constexpr int cells = 1600;
  constexpr double reach = 8, width = 2 * reach / cells;
  constexpr double two_pi = 6.283185307179586;
  Answers sums{};
  double mass = 0;
  for (int i = 0; i < cells; ++i) {
    for (int j = 0; j < cells; ++j) {
      const double x = -reach + (i + 0.5) * width, y = -reach + (j + 0.5) * width;
      const double weight = std::exp(plane.log_likelihood({x, y}) - 0.5 * (x * x + y * y)) *
                            width * width / two_pi;
      const auto f = functions_of(x, y);
      for (std::size_t k = 0; k < f.size(); ++k) sums[k] += weight * f[k];
      mass += weight;
    }
  }
  for (double& sum : sums) sum /= mass;
  sums[5] = std::log(mass);
  return sums;
}

Answers answers_of(const Swarm& swarm, const std::vector<double>& weights, double log_evidence) {
  Answers sums{};
  for (std::size_t p = 0; p < swarm.count; ++p) {
    const auto f = functions_of(swarm.row(0)[p], swarm.row(1)[p]);
    for (std::size_t k = 0; k < f.size(); ++k) sums[k] += weights[p] * f[k];
  }
  sums[5] = log_evidence;
  return sums;
}

/// Two hills of different width and mass, a banana, and two counts of successes.
std::vector<Plane> planes() {
  const auto hills = [](const std::vector<double>& z) {
    const auto hill = [&z](double x, double y, double sd) {
      const double square = (z[0] - x) * (z[0] - x) + (z[1] - y) * (z[1] - y);
      return std::exp(-0.5 * square / (sd * sd)) / (sd * sd);
    };
    return std::log(0.3 * hill(1.5, 0.5, 0.2) + 0.7 * hill(-1.2, -1, 0.1) + 1e-300);
  };
  const auto banana = [](const std::vector<double>& z) {
    const double error = (z[1] - z[0] * z[0] + 1) / 0.15;
    return -0.5 * error * error;
  };
  const auto counts = [](const std::vector<double>& z) {
    const auto binomial = [](int successes, int of, double logit) {
      return successes * logit - of * std::log1p(std::exp(logit));
    };
    return binomial(3, 20, z[0]) + binomial(18, 30, z[0] + 0.7 * z[1]);
  };
  return {{"hills", hills}, {"banana", banana}, {"counts", counts}};
}

TEST(tempered_smc, agrees_with_grid_and_importance_sampling) {
  constexpr int runs = 12;
  for (const auto& plane : planes()) {
    const auto exact = integrate(plane);
    std::array<OverRuns, 6> smc, importance;
    for (int run = 0; run < runs; ++run) {
      const auto seed = static_cast<std::uint64_t>(run);
      const auto make = each_lane_by(2, plane.log_likelihood);
      const auto post = sample_posterior(2, make, options_of(seed));
      const std::vector<double> equal(post.particles.count,
                                      1 / static_cast<double>(post.particles.count));
      const auto plain = importance_sample(2, make, {"test", seed, 102400, 1});
      const auto a = answers_of(post.particles, equal, post.log_evidence);
      const auto b = answers_of(plain.draws, plain.weights, plain.log_evidence);
      for (std::size_t k = 0; k < a.size(); ++k) {
        smc[k].values.push_back(a[k]);
        importance[k].values.push_back(b[k]);
      }
      EXPECT_NEAR(plain.mean[0], b[0], 1e-12);
      EXPECT_NEAR(plain.sd[1], std::sqrt(b[3] - b[1] * b[1]), 1e-9);
      EXPECT_GT(plain.effective_size, 500);
    }
    for (std::size_t k = 0; k < exact.size(); ++k) {
      // Student-t with 11 degrees: 5 errors are passed by chance once in 2500.
      EXPECT_NEAR(smc[k].mean(), exact[k], 5 * smc[k].error()) << plane.name << ' ' << k;
      EXPECT_NEAR(importance[k].mean(), exact[k], 5 * importance[k].error()) << plane.name << k;
      EXPECT_LT(smc[k].error(), 0.03) << plane.name << ' ' << k;
    }
  }
}

// Above 1 all is as likely: the prior cut off there. phi(1) / (1 - Phi(1)) = 0.2419707/0.1586553.
TEST(tempered_smc, impossible_regions_are_left) {
  const auto cut = [](const std::vector<double>& z) {
    if (z[0] > 1) return 0.0;
    return z[1] > 0 ? -infinity : std::numeric_limits<double>::quiet_NaN();
  };
  const auto post = sample_posterior(2, each_lane_by(2, cut), options_of(1, 16384));
  ASSERT_EQ(post.status, SmcStatus::done);
  double mean = 0;
  for (const double value : post.particles.row(0)) {
    EXPECT_GT(value, 1);
    mean += value / 16384;
  }
  // The sd beyond 1 is 0.446, that of the share sqrt(p q / N).
  EXPECT_NEAR(mean, 1.525135, 4 * 0.446 / std::sqrt(post.effective[0]));
  EXPECT_NEAR(post.log_evidence, std::log(0.1586553), 4 * std::sqrt(0.8413 / 0.1587 / 16384));
  EXPECT_EQ(post.steps.front().temperature, 0);
}

TEST(tempered_smc, an_impossible_likelihood_is_said_to_be) {
  const auto none = [](const std::vector<double>&) { return -infinity; };
  const auto post = sample_posterior(3, each_lane_by(3, none), options_of(1));
  EXPECT_EQ(post.status, SmcStatus::impossible);
  EXPECT_EQ(post.particles.count, 0U);
  EXPECT_EQ(post.log_evidence, -infinity);
  const auto plain = importance_sample(3, each_lane_by(3, none), {"test", 1, 1024, 1});
  EXPECT_EQ(plain.effective_size, 0);
  EXPECT_EQ(plain.log_evidence, -infinity);
  EXPECT_TRUE(std::isnan(plain.mean[0]));
}

TEST(tempered_smc, no_information_leaves_the_prior) {
  const auto flat = [](const std::vector<double>&) { return -2.5; };
  const auto post = sample_posterior(2, each_lane_by(2, flat), options_of(1));
  EXPECT_NEAR(post.log_evidence, -2.5, 1e-12);
  EXPECT_EQ(post.steps.size(), 1U);
  EXPECT_EQ(post.ancestors, 4096U);
}

TEST(tempered_smc, same_bits_for_any_number_of_threads) {
  const Linear world(6, 10, 0.1, 9);
  auto options = options_of(11, 8 * lanes::lane_count);
  options.threads = 1;
  const auto alone = sample_posterior(10, world.likelihood(), options);
  for (const int threads : {2, 3}) {
    options.threads = threads;
    const auto post = sample_posterior(10, world.likelihood(), options);
    EXPECT_EQ(post.particles.scores, alone.particles.scores);
    EXPECT_EQ(post.particles.log_likelihood, alone.particles.log_likelihood);
    EXPECT_EQ(post.log_evidence, alone.log_evidence);
    EXPECT_EQ(post.effective, alone.effective);
    ASSERT_EQ(post.steps.size(), alone.steps.size());
    EXPECT_EQ(post.steps.back().correlation, alone.steps.back().correlation);
  }
  options.seed = 12;
  EXPECT_NE(sample_posterior(10, world.likelihood(), options).log_evidence, alone.log_evidence);
  options.seed = 11;
  options.name = "other";
  EXPECT_NE(sample_posterior(10, world.likelihood(), options).log_evidence, alone.log_evidence);
}

}  // namespace
}  // namespace prospect::calibrate
