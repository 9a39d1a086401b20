/// The fit of a world it was not made for: series from a rule that no list of the family's holds, read from
/// files, fitted with the language's own defaults, held against the truth they came from.

#include <gtest/gtest.h>

#include <boost/math/special_functions/gamma.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "calibrate/family_posterior.hpp"
#include "calibrate/fit.hpp"
#include "calibrate/worlds.hpp"
#include "lanes/ordered_for.hpp"
#include "model/small_world.hpp"

namespace prospect::model {
namespace {

using calibrate::FamilyTruth;
using calibrate::MemberTruth;

constexpr std::size_t families = 200;
constexpr int members = 3;
constexpr int threads = 2;

/// Where a truth may lie: what share of the 90 % intervals held it, family by family.
struct Covered {
  std::array<double, 3> share{};  ///< sigma, drift, the figure five years on
};
const std::array names = {"sigma", "drift", "level five years on"};

/// Damping, change of drift, first drifts, error of estimates, breaks and scale: none is the default's.
FamilyTruth draw_truth(double scale, double break_probability, calibrate::WordsOf& words) {
  FamilyTruth truth;
  truth.rule = {0.6, 0.2, 1, 0.3, 0, 5};
  truth.df = 5;
  truth.scale = scale;
  for (int m = 0; m < members; ++m) {
    truth.members.push_back(calibrate::draw_member(truth, break_probability, {}, words));
  }
  return truth;
}

/// The files of a family of these members.
SmallWorld files_of(const FamilyTruth& truth, const std::string& link, const std::string& keys) {
  SmallWorld world{.body = "[family.f]\nlink = '" + link + "'\n" + keys};
  for (int m = 0; m < members; ++m) {
    world.body += fmt::format("[indicator.x{0}]\nhistory = 'x{0}'\nfamily = 'f'\n", m);
    world.series += fmt::format("x{},1\n", m);
    for (const auto& figure : truth.members[static_cast<std::size_t>(m)].figures) {
      const double value = link == "log" ? std::exp(figure.linked) : figure.linked;
      world.history += fmt::format("x{},{},{},{}\n", m, figure.year, value,
                                   figure.estimate ? "estimate" : "actual");
    }
  }
  return world;
}

double volatility_cdf(const std::vector<calibrate::VolatilityPart>& parts, double x) {
  double sum = 0;
  for (const auto& part : parts) {
    const double ratio = part.scale / x;
    sum += part.weight * boost::math::gamma_q(part.df / 2, part.df * ratio * ratio / 2);
  }
  return sum;
}

Covered covered(const FamilyTruth& truth, const SmallWorld& world) {
  const auto program = program_of(world);
  const auto posterior = calibrate::fit_family(
      program.families[0], calibrate::members_of(program, "f"), program.base_year);
  Covered result;
  const auto count = [&](std::size_t quantity, double p) {
    result.share[quantity] += (p > 0.05 && p < 0.95) / static_cast<double>(members);
  };
  for (std::size_t m = 0; m < truth.members.size(); ++m) {
    const MemberTruth& member = truth.members[m];
    count(0, volatility_cdf(calibrate::volatility_of(posterior, m), member.sigma));
    count(1, calibrate::drift_of(posterior, m).cdf(member.drift));
    count(2, calibrate::predict_figure(posterior, m, 2025, false).cdf(member.later));
  }
  return result;
}

struct Recovery {
  std::array<double, 3> share{}, error{};  ///< mean over families, and its standard error
};

/// Coverage over many families; members of one err together, so a family is one observation.
Recovery recover(const std::string& name, double scale, const std::string& link, const std::string& keys,
                 double break_probability) {
  std::vector<Covered> all(families);
  lanes::ordered_for(
      families, threads,
      [&](std::uint64_t f, int) {
        calibrate::WordsOf words(23, f);
        const auto truth = draw_truth(scale, break_probability, words);
        all[f] = covered(truth, files_of(truth, link, keys));
      },
      [](std::uint64_t, int) {});
  Recovery of;
  constexpr auto n = static_cast<double>(families);
  for (std::size_t q = 0; q < names.size(); ++q) {
    double square = 0;
    for (const Covered& family : all) of.share[q] += family.share[q] / n;
    for (const Covered& family : all) square += std::pow(family.share[q] - of.share[q], 2) / (n - 1);
    of.error[q] = std::sqrt(square / n);
    std::printf("%s: 90 %% intervals hold %s on %.3f +- %.3f\n", name.c_str(), names[q], of.share[q],
                of.error[q]);
  }
  return of;
}

void expect_nominal(const Recovery& of) {
  for (std::size_t q = 0; q < names.size(); ++q) EXPECT_NEAR(of.share[q], 0.9, 3.3 * of.error[q]) << names[q];
}

// The file's median of the scale is 0.1, the truth five times less.
TEST(recovery, on_a_log_scale_by_the_defaults) {
  expect_nominal(recover("log", 0.02, "log", "", 0.1));
}

TEST(recovery, on_the_scale_of_the_figures) {
  expect_nominal(recover("identity", 30, "identity", "sigma = 8\n", 0.1));
}

// A wrong rule that is fixed costs what the average does not: drifts that stay, where they fade.
TEST(recovery, is_lost_by_a_wrong_rule_that_is_fixed) {
  const auto of = recover("fixed wrong rule", 0.02, "log",
                          "damping = 1\ndrift_change = 0\nestimate_error = 0\nbreak_probability = 0\n", 0.1);
  EXPECT_LT(of.share[1], 0.9 - 3.3 * of.error[1]);
}

}  // namespace
}  // namespace prospect::model
