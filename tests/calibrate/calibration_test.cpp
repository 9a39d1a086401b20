/// Simulation-based calibration: Talts et al. (2018), arXiv:1804.06788. If truth is drawn from the
/// prior and figures from the model, the rank of the truth among draws from the posterior is
/// uniform; any error in the fit, its laws or their order shows in the histogram of ranks. Ties, as of
/// numbers that take few values, are broken at random.

#include <gtest/gtest.h>

#include <boost/math/distributions/chi_squared.hpp>

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "calibrate/posterior_draw.hpp"
#include "calibrate/worlds.hpp"
#include "lanes/ordered_for.hpp"

namespace prospect::calibrate {
namespace {

constexpr int draws = 199;  // ranks 0 to 199
constexpr int bins = 20;    // ten ranks each
constexpr double level = 1e-4;
constexpr int threads = 2;

const std::array names = {"sigma", "level", "drift", "level five years on", "scale",
                          "damping", "drift_change", "estimate_error", "df"};
using Values = std::array<double, names.size()>;
using Ranks = std::array<int, names.size()>;
constexpr std::size_t later = 3;

struct Block {
  const char* name;
  model::Family family;
  Printed printed;
  int fits = 600;
  std::array<int, 3> members = {1, 3, 5};  ///< in turn
  double narrowing = 1;
};

Values truth_of(const FamilyTruth& family, const MemberTruth& member) {
  const Rule& rule = family.rule;
  return {member.sigma, member.level,      member.drift,        member.later, family.scale,
          rule.damping, rule.drift_change, rule.estimate_error, family.df};
}

/// Ranks of the truth of one family and its first member among draws from the posterior.
Ranks ranks_of(const Block& block, int replicate) {
  WordsOf words(7, static_cast<std::uint64_t>(replicate));
  const auto count = block.members[static_cast<std::size_t>(replicate) % block.members.size()];
  const auto truth = draw_family(block.family, block.printed, count, words);
  const auto histories = truth.histories();
  const auto posterior = fit_family(block.family, views_of(histories), block.printed.base_year);
  const PosteriorDrawer drawer(posterior, 0, block.narrowing);
  const Values actual = truth_of(truth, truth.members[0]);
  Ranks below{}, ties{};
  for (int k = 0; k < draws; ++k) {
    const PosteriorDraw drawn = drawer.draw(words);
    const FamilyNode& node = posterior.nodes[drawn.node];
    const Rule& rule = posterior.rules[node.rule];
    const double ahead = drawer.later(drawn, years_ahead, words);
    const Values of = {drawn.sigma,  drawn.level,       drawn.drift,         ahead, node.scale,
                       rule.damping, rule.drift_change, rule.estimate_error, node.df};
    for (std::size_t q = 0; q < names.size(); ++q) {
      // A level that is known is drawn with its rounding.
      const bool tie = std::abs(of[q] - actual[q]) <= 1e-9 * actual[0];
      ties[q] += tie;
      below[q] += !tie && of[q] < actual[q];
    }
  }
  for (std::size_t q = 0; q < names.size(); ++q) {
    below[q] += std::min(static_cast<int>(words.uniform() * (ties[q] + 1)), ties[q]);
    if (ties[q] == draws) below[q] = -1;  // there was nothing to draw
  }
  return below;
}

std::vector<Ranks> calibrate(const Block& block) {
  std::vector<Ranks> ranks(static_cast<std::size_t>(block.fits));
  lanes::ordered_for(
      ranks.size(), threads,
      [&](std::uint64_t k, int) { ranks[k] = ranks_of(block, static_cast<int>(k)); },
      [](std::uint64_t, int) {});
  return ranks;
}

/// Chi-square of the histogram of ranks of one quantity, and the probability of one as large.
std::pair<double, double> chi_square(const std::vector<Ranks>& all, std::size_t quantity) {
  std::array<double, bins> seen{};
  double count = 0, sum = 0;
  for (const Ranks& ranks : all) {
    if (ranks[quantity] < 0) continue;
    ++seen[static_cast<std::size_t>(ranks[quantity] * bins / (draws + 1))];
    ++count;
  }
  if (count == 0) return {0, 1};
  for (const double n : seen) sum += (n - count / bins) * (n - count / bins) / (count / bins);
  return {sum, boost::math::cdf(complement(boost::math::chi_squared(bins - 1), sum))};
}

bool always_known(const std::vector<Ranks>& all, std::size_t quantity) {
  return std::all_of(all.begin(), all.end(), [=](const Ranks& r) { return r[quantity] < 0; });
}

/// Wilson's (1927) 99.9 % interval of a share.
std::pair<double, double> wilson(double share, double n) {
  constexpr double z = 3.29;
  const double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return {centre - half, centre + half};
}

/// Shares of the truths that lie within central intervals, and their Wilson intervals.
void expect_coverage(const std::vector<Ranks>& all, std::size_t quantity) {
  for (const double nominal : {0.5, 0.8, 0.9, 0.95}) {
    const double outside = (1 - nominal) / 2 * (draws + 1);  // ranks on each side
    double inside = 0, count = 0;
    for (const Ranks& ranks : all) {
      if (ranks[quantity] < 0) continue;
      inside += ranks[quantity] >= outside - 1e-9 && ranks[quantity] < draws + 1 - outside - 1e-9;
      ++count;
    }
    const auto [low, high] = wilson(inside / count, count);
    std::printf("  %2.0f %% interval of %s: %.3f of %.0f, Wilson %.3f to %.3f\n", 100 * nominal,
                names[quantity], inside / count, count, low, high);
    EXPECT_LT(low, nominal);
    EXPECT_GT(high, nominal);
  }
}

void expect_uniform(const Block& block) {
  const auto all = calibrate(block);
  std::printf("%s, %d fits\n", block.name, block.fits);
  for (std::size_t q = 0; q < names.size(); ++q) {
    if (always_known(all, q)) continue;
    const auto [sum, p] = chi_square(all, q);
    std::printf("  %-20s chi-square %5.1f of %d, p %.4f\n", names[q], sum, bins - 1, p);
    EXPECT_GT(p, level) << block.name << ": " << names[q];
  }
  expect_coverage(all, later);
}

/// Short lists: fits are quick, and truths well spread.
model::Family family_of_lists() {
  model::Family family = family_with(1, 0, 2);
  family.damping = {0.5, 1};
  family.drift_change = {0.3, 1.5};
  family.estimate_error = {0, 1};
  family.df = {2, 8};
  family.sigma_spread = 1;
  family.drift_mean = 0.02;
  return family;
}

TEST(calibration, of_the_default_lists) {
  expect_uniform({.name = "default lists", .family = model::Family(), .printed = {}});
}

TEST(calibration, of_a_single_rule) {
  auto family = family_with(0.8, 1, 2);
  family.estimate_error = {0.5};
  family.sigma_spread = 1;
  family.drift_mean = 0.02;
  expect_uniform({.name = "single rule", .family = family, .printed = {}, .fits = 2000});
}

TEST(calibration, with_many_breaks) {
  auto family = family_of_lists();
  family.break_probability = 0.2;
  expect_uniform({.name = "breaks", .family = family, .printed = {}, .fits = 1000});
}

TEST(calibration, with_gaps_and_a_late_base_year) {
  auto family = family_of_lists();
  family.break_probability = 0.05;
  expect_uniform({.name = "gaps, late base year",
                  .family = family,
                  .printed = {{2013, 2014, 2016, 2019, 2020}, 2, 2022},
                  .fits = 600});
}

TEST(calibration, of_a_drift_that_stays) {
  auto family = family_with(1, 0, 0.5);
  family.df = {2, 8};
  family.sigma_spread = 1;
  expect_uniform({.name = "drift that stays", .family = family, .printed = {}, .fits = 2000});
}

// All figures but one are estimates, the first one too.
TEST(calibration, of_estimates) {
  auto family = family_of_lists();
  expect_uniform({.name = "estimates",
                  .family = family,
                  .printed = {{2015, 2016, 2017, 2018, 2019, 2020}, 6, 2020},
                  .fits = 1500});
}

TEST(calibration, would_notice_a_law_a_fifth_too_narrow) {
  auto family = family_with(0.8, 1, 2);
  family.estimate_error = {0.5};
  Block block{.name = "spoiled", .family = family, .printed = {}, .fits = 1500};
  block.narrowing = 0.8;
  const auto all = calibrate(block);
  EXPECT_GT(chi_square(all, 0).second, level);  // sigma is not spoiled
  EXPECT_LT(chi_square(all, 1).second, level);
  EXPECT_LT(chi_square(all, 2).second, level);
}

// A fit that takes estimates for figures is told by its levels; one that knows of no breaks by its sigmas.
TEST(calibration, would_notice_what_the_fit_leaves_out) {
  auto family = family_of_lists();
  family.break_probability = 0.2;
  auto blind = family;
  blind.break_probability = 0;
  std::vector<Ranks> all;
  for (int k = 0; k < 600; ++k) {
    WordsOf words(8, static_cast<std::uint64_t>(k));
    const auto truth = draw_family(family, {}, 3, words);
    const auto histories = truth.histories();
    const auto posterior = fit_family(blind, views_of(histories), 2020);
    const PosteriorDrawer drawer(posterior, 0);
    Ranks below{};
    for (int d = 0; d < draws; ++d) below[0] += drawer.draw(words).sigma < truth.members[0].sigma;
    all.push_back(below);
  }
  EXPECT_LT(chi_square(all, 0).second, level);
}

}  // namespace
}  // namespace prospect::calibrate
