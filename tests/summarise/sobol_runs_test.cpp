/// What scrambled Sobol' points are worth, and whether their intervals hold, on a plan in small: forty indicators
/// with uncertain trends and correlated yearly shocks, forty targets, five years; 240 words a path.

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

#include "lanes/distribution.hpp"
#include "lanes/functions.hpp"
#include "lanes/sobol_points.hpp"
#include "summarise/interval.hpp"

namespace prospect::summarise {
namespace {

using lanes::lane_count;
using lanes::sobol_scramblings;

constexpr std::size_t indicators = 40, logarithmic = 10;
constexpr int years = 5;

/// Trend m + s T with T Student's t of 5 degrees of freedom, scaled to variance 1; yearly shocks of sd `sigma`,
/// correlated 0.3; ten indicators grow on a log scale, thirty on a logit scale; the eleventh falls with the growth
/// of the first. Targets lie 1 to 2.4 standard deviations from the middle.
struct SmallPlan {
  std::array<double, indicators> start, trend, doubt, sigma, wanted;
  std::array<double, indicators> own, shared;  ///< the Cholesky factor: its diagonal, and each column below it

  SmallPlan() {
    double before = 0;
    for (std::size_t i = 0; i < indicators; ++i) {
      const bool log = i < logarithmic;
      const double level = log ? 100 : 0.15 + 0.02 * static_cast<double>(i - logarithmic);
      start[i] = log ? std::log(level) : std::log(level / (1 - level));
      trend[i] = log ? 0.03 : i == logarithmic ? -0.05 : 0.04;
      doubt[i] = log ? 0.01 : 0.02;
      sigma[i] = log ? 0.04 : 0.12;
      const double spread = std::sqrt(years * sigma[i] * sigma[i] + years * years * doubt[i] * doubt[i]);
      const double middle = start[i] + years * (trend[i] + (i == logarithmic ? -1.5 * 0.03 : 0));
      wanted[i] = middle - (1 + 0.2 * static_cast<double>(i % 8)) * spread;
      // All off the diagonal are 0.3, so that a column is one number below its diagonal.
      own[i] = std::sqrt(1 - before);
      shared[i] = (0.3 - before) / own[i];
      before += shared[i] * shared[i];
    }
  }
};

/// What a run counts: of each scrambling hits, and sums of the indicators in the last year and of their squares.
struct Found {
  std::array<std::array<std::uint64_t, sobol_scramblings>, indicators> hits{};
  std::array<double, indicators> sum{}, squares{};
  std::array<std::uint64_t, sobol_scramblings> paths{};

  [[nodiscard]] double share(std::size_t i) const {
    std::uint64_t all = 0, met = 0;
    for (std::size_t r = 0; r < sobol_scramblings; ++r) all += paths[r], met += hits[i][r];
    return static_cast<double>(met) / static_cast<double>(all);
  }
};

void add_block(const SmallPlan& plan, const lanes::Rows& state, std::uint64_t path, Found& found) {
  for (std::size_t i = 0; i < indicators; ++i) {
    const double* row = state.row(i);
    for (std::size_t l = 0; l < lane_count; ++l) {
      const double value = i < logarithmic ? lanes::exp_lane(row[l]) : lanes::logistic_lane(row[l]);
      found.hits[i][lanes::scrambling_of(path + l)] += row[l] >= plan.wanted[i] ? 1U : 0U;
      found.sum[i] += value;
      found.squares[i] += value * value;
    }
  }
}

Found run(std::uint64_t seed, std::uint64_t paths) {
  static const SmallPlan plan;
  static const auto student = lanes::Distribution::student_t(5).table();
  static const double scale = std::sqrt(3.0 / 5);
  std::vector<lanes::SobolStream> list;
  std::vector<lanes::Stream> trends, shocks;
  for (std::size_t i = 0; i < indicators; ++i) list.push_back({"trend." + std::to_string(i), 0, 1});
  for (std::size_t i = 0; i < indicators; ++i) list.push_back({"shock." + std::to_string(i), 1, years});
  for (std::size_t i = 0; i < indicators; ++i) {
    trends.emplace_back(seed, list[i].name);
    shocks.emplace_back(seed, list[indicators + i].name);
  }
  lanes::SobolWords words(std::make_shared<const lanes::SobolPoints>(seed, list));
  lanes::Rows state(indicators), drift(indicators), work(3);
  double *z = work.row(0), *common = work.row(1), *growth = work.row(2);
  Found found;
  for (std::uint64_t path = 0; path < paths; path += lane_count) {
    for (std::size_t i = 0; i < indicators; ++i) {
      words.uniforms(trends[i], path, 0, z);
      lanes::normal_quantile_row(z, z);
      student.evaluate(z, drift.row(i));
      std::fill_n(state.row(i), lane_count, plan.start[i]);
    }
    for (int year = 1; year <= years; ++year) {
      std::fill_n(common, lane_count, 0.0);
      for (std::size_t i = 0; i < indicators; ++i) {
        words.uniforms(shocks[i], path, year, z);
        lanes::normal_quantile_row(z, z);
        const double* t = drift.row(i);
        double* at = state.row(i);
        for (std::size_t l = 0; l < lane_count; ++l) {
          double move =
              plan.trend[i] + plan.doubt[i] * scale * t[l] + plan.sigma[i] * (common[l] + plan.own[i] * z[l]);
          common[l] += plan.shared[i] * z[l];
          if (i == 0) growth[l] = move;
          if (i == logarithmic) move -= 1.5 * growth[l];
          at[l] += move;
        }
      }
    }
    add_block(plan, state, path, found);
    for (std::size_t l = 0; l < lane_count; ++l) ++found.paths[lanes::scrambling_of(path + l)];
  }
  return found;
}

/// Variance of some numbers but one of them; `without` past their end leaves none out.
double variance(const std::vector<double>& of, std::size_t without) {
  double n = 0, mean = 0, squares = 0;
  for (std::size_t k = 0; k < of.size(); ++k) {
    if (k != without) mean += of[k], n += 1;
  }
  mean /= n;
  for (std::size_t k = 0; k < of.size(); ++k) {
    if (k != without) squares += (of[k] - mean) * (of[k] - mean);
  }
  return squares / (n - 1);
}

/// How many times less the variance is than that of plain paths, geometric mean over the indicators; `low` the
/// lower end of its 95 % interval by the jackknife over randomisations, on the log scale.
struct Gain {
  double value, low;
};
Gain gain_of(const std::vector<std::vector<double>>& values, const std::vector<double>& plain) {
  const std::size_t n = values.front().size();
  const auto log_gain = [&](std::size_t without) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += std::log(plain[i] / variance(values[i], without));
    return sum / static_cast<double>(values.size());
  };
  const double whole = log_gain(n);
  double squares = 0;
  for (std::size_t k = 0; k < n; ++k) squares += std::pow(log_gain(k) - whole, 2);
  const double error = std::sqrt(squares * static_cast<double>(n - 1) / static_cast<double>(n));
  return {std::exp(whole), std::exp(whole - 1.96 * error)};
}

/// 16 384 paths, 64 randomisations. The variance of plain paths is p (1 - p) / N, and that of one path over N; both
/// are known from all paths together far better than the variance that is measured.
TEST(SobolRuns, KnowProbabilitiesAndMeansBetterThanPlainPaths) {
  constexpr std::uint64_t paths = 16'384;
  constexpr std::size_t runs = 64;
  std::vector<std::vector<double>> shares(indicators), means(indicators);
  std::vector<double> sum(indicators), squares(indicators), of_share, of_mean;
  for (std::size_t k = 0; k < runs; ++k) {
    const Found found = run(1000 + k, paths);
    for (std::size_t i = 0; i < indicators; ++i) {
      shares[i].push_back(found.share(i));
      means[i].push_back(found.sum[i] / static_cast<double>(paths));
      sum[i] += found.sum[i];
      squares[i] += found.squares[i];
    }
  }
  constexpr double n = static_cast<double>(paths), all = n * static_cast<double>(runs);
  for (std::size_t i = 0; i < indicators; ++i) {
    double p = 0;
    for (const double share : shares[i]) p += share / static_cast<double>(runs);
    of_share.push_back(p * (1 - p) / n);
    of_mean.push_back((squares[i] / all - sum[i] / all * (sum[i] / all)) / n);
  }
  const Gain probabilities = gain_of(shares, of_share), of_means = gain_of(means, of_mean);
  EXPECT_GT(probabilities.low, 1.8);
  EXPECT_GT(of_means.low, 300);
  RecordProperty("probabilities", std::to_string(probabilities.value) + " from " + std::to_string(probabilities.low));
  RecordProperty("means", std::to_string(of_means.value) + " from " + std::to_string(of_means.low));
}

/// 400 runs of 4096 paths: how often the 95 % interval holds the probability, which all runs together know twenty
/// times better than one. Each target by itself within five standard errors of a binomial share of 400 below, all
/// together closer; and the intervals are narrower than those of plain paths.
TEST(SobolRuns, HaveIntervalsThatHold) {
  constexpr std::uint64_t paths = 4096;
  constexpr std::size_t runs = 400;
  std::vector<Found> found;
  for (std::size_t k = 0; k < runs; ++k) found.push_back(run(5000 + k, paths));
  double held_of_all = 0, width = 0, plain_width = 0;
  for (std::size_t i = 0; i < indicators; ++i) {
    double p = 0;
    for (const auto& one : found) p += one.share(i) / static_cast<double>(runs);
    std::size_t held = 0;
    for (const auto& one : found) {
      const auto interval = scrambled_interval(one.hits[i], one.paths);
      held += interval.low <= p && p <= interval.high ? 1U : 0U;
      width += interval.high - interval.low;
      const auto plain = probability_interval(static_cast<std::uint64_t>(std::lround(one.share(i) * paths)), paths);
      plain_width += plain.high - plain.low;
    }
    const double share = static_cast<double>(held) / static_cast<double>(runs);
    EXPECT_GT(share, 0.95 - 5 * std::sqrt(0.95 * 0.05 / static_cast<double>(runs))) << i;
    held_of_all += share / static_cast<double>(indicators);
  }
  EXPECT_GT(held_of_all, 0.94);
  EXPECT_LT(held_of_all, 0.975);
  EXPECT_LT(width, 0.95 * plain_width);
  RecordProperty("held", std::to_string(held_of_all));
  RecordProperty("width", std::to_string(width / plain_width));
}

}  // namespace
}  // namespace prospect::summarise
