#include "calibrate/family_posterior.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "calibrate/brute_family.hpp"
#include "calibrate/histories.hpp"
#include "calibrate/posterior_draw.hpp"
#include "calibrate/words.hpp"

namespace prospect::calibrate {
namespace {

/// What Mixture::condensed may move a cdf by (mixture.hpp).
constexpr double condensing = 3e-4;

/// Two members of four and three figures, estimates at the end, a gap; short lists, breaks.
model::Family tiny_family() {
  model::Family family = family_with(1, 0, 2);
  family.damping = {0.5, 1};
  family.drift_change = {0.3, 1};
  family.estimate_error = {0, 0.5};
  family.df = {2, 8};
  family.sigma = 0.3;
  family.sigma_spread = 0.5;
  family.drift_mean = 0.05;
  family.break_probability = 0.1;
  return family;
}

std::vector<model::History> tiny_members() {
  return {history_of(with_last_estimates(yearly(2017, {0, 0.3, 0.35, 0.9}), 1)),
          history_of({{2016, 0, 1, true}, {2018, 0, 0.8, false}, {2019, 0, 1.9, true}}, "other")};
}

FamilyPosterior fitted(const model::Family& family, const std::vector<model::History>& members,
                       int year = 2020) {
  return fit_family(family, views_of(members), year);
}

// A movement of 2 of variance 2 sigma^2, sigma^2 ~ 2 / chi2_2: t(2) of scale sqrt(2), whose density at 2 is
// (2 + 2)^-3/2 / sqrt(2).
TEST(family_posterior, has_the_evidence_of_one_movement) {
  auto family = family_with(1, 0, 1);
  family.sigma = 1;
  family.df = {2};
  const auto posterior = fitted(family, {history_of(yearly(2019, {5, 7}))});
  ASSERT_EQ(posterior.nodes.size(), 1u);
  EXPECT_EQ(posterior.nodes[0].weight, 1);
  EXPECT_NEAR(posterior.log_evidence, std::log(0.125 / std::sqrt(2.0)), 1e-14);
  const auto volatility = volatility_of(posterior, 0);
  ASSERT_EQ(volatility.size(), 1u);
  EXPECT_EQ(volatility[0].df, 3);
  EXPECT_DOUBLE_EQ(volatility[0].scale, std::sqrt(4.0 / 3));
}

/// The family's parts by brute force: [node][member].
struct Brute {
  std::vector<FamilyNode> nodes;                          ///< weights normalised, all of them
  std::vector<std::vector<std::vector<BrutePart>>> parts; ///< [rule][member]
  std::vector<Rule> rules;
  double log_evidence = 0;
};

Brute brute_of(const model::Family& family, const std::vector<model::History>& members, int steps = 25,
               double reach = 2.4) {
  Brute brute;
  for (const double damping : family.damping) {
    for (const double change : family.drift_change) {
      for (const double error : family.estimate_error) {
        brute.rules.push_back({damping, change, family.drift_sd[0], error, family.drift_mean,
                               family.break_size});
        brute.parts.emplace_back();
        for (const auto& member : members) {
          brute.parts.back().push_back(brute_parts(family, brute.rules.back(), member.figures, 2020));
        }
      }
    }
  }
  double sum = 0, priors = 0;
  for (std::uint32_t rule = 0; rule < brute.rules.size(); ++rule) {
    for (const double df : family.df) {
      for (int k = 0; k < steps; ++k) {
        const double z = reach * (2.0 * k / (steps - 1) - 1);
        FamilyNode node{rule, df, family.sigma * std::exp(family.sigma_spread * z),
                        std::exp(-z * z / 2), 0};
        node.weight = node.prior;
        for (const auto& parts : brute.parts[rule]) node.weight *= brute_evidence(parts, df, node.scale);
        sum += node.weight;
        priors += node.prior;
        brute.nodes.push_back(node);
      }
    }
  }
  for (auto& node : brute.nodes) node.weight /= sum;
  brute.log_evidence = std::log(sum / priors);
  return brute;
}

TEST(family_posterior, agrees_with_quadrature_on_evidence_and_weights) {
  const auto posterior = fitted(tiny_family(), tiny_members());
  const auto brute = brute_of(tiny_family(), tiny_members());
  EXPECT_NEAR(posterior.log_evidence, brute.log_evidence, 1e-9);
  double left_out = 0;
  std::size_t next = 0;
  for (const auto& node : brute.nodes) {
    const bool kept = next < posterior.nodes.size() && posterior.nodes[next].rule == node.rule &&
                      posterior.nodes[next].df == node.df &&
                      std::abs(posterior.nodes[next].scale / node.scale - 1) < 1e-12;
    if (kept) {
      EXPECT_NEAR(posterior.nodes[next++].weight, node.weight, 1e-9);
    } else {
      left_out += node.weight;
    }
  }
  EXPECT_EQ(next, posterior.nodes.size());
  EXPECT_LT(left_out, 1e-5);
  // The comparison can fail: another rule, or an estimate read as a figure, are far off.
  auto other = tiny_members();
  other[0].figures.back().estimate = false;
  EXPECT_GT(std::abs(brute_of(tiny_family(), other).log_evidence - posterior.log_evidence), 1e-3);
}

/// P(value of member 0 <= x) by quadrature, where `moments` gives mean and variance of a part.
template <class Moments>
double brute_cdf(const Brute& brute, double x, Moments moments) {
  double sum = 0;
  for (const auto& node : brute.nodes) {
    double below = 0, all = 0;
    for (const auto& part : brute.parts[node.rule][0]) {
      const auto [mean, variance] = moments(brute.rules[node.rule], part);
      below += brute_below(part, node.df, node.scale, x, mean, variance);
      all += brute_integral(part, node.df, node.scale, [](double) { return 1.0; });
    }
    sum += node.weight * below / all;
  }
  return sum;
}

/// P(sigma <= x) of a mixture of scaled inverse chi laws with whole df, by quadrature of the chi-square.
double volatility_cdf(const std::vector<VolatilityPart>& parts, double x) {
  double sum = 0;
  for (const auto& part : parts) {
    double below = 0;
    constexpr double step = 0.01;
    for (double u = -14; u < std::log(x / part.scale); u += step) {
      const double to = std::min(u + step, std::log(x / part.scale));
      const double c = part.df * std::exp(-(u + to));  // midpoint
      below += (to - u) * 2 *
               std::exp(part.df / 2 * std::log(c / 2) - c / 2 - std::lgamma(part.df / 2));
    }
    sum += part.weight * below;
  }
  return sum;
}

TEST(family_posterior, agrees_with_quadrature_on_the_laws_of_a_member) {
  const auto posterior = fitted(tiny_family(), tiny_members());
  const auto brute = brute_of(tiny_family(), tiny_members());
  const auto drift = drift_of(posterior, 0), level = level_of(posterior, 0);
  for (const double p : {0.03, 0.3, 0.6, 0.97}) {
    const double at_drift = drift.quantile(p), at_level = level.quantile(p);
    EXPECT_NEAR(brute_cdf(brute, at_drift,
                          [](const Rule&, const BrutePart& part) {
                            return std::pair(part.trend.mean(1), part.trend.covariance(1, 1));
                          }),
                p, condensing);
    // Half of the rules know the level: its cdf jumps there, so it is compared beside the jump.
    const double beside = std::abs(at_level - 0.9) < 1e-6 ? 0.9 - 1e-3 : at_level;
    EXPECT_NEAR(brute_cdf(brute, beside,
                          [](const Rule&, const BrutePart& part) {
                            const double variance = part.trend.covariance(0, 0);
                            return std::pair(part.trend.mean(0), variance < 1e-12 ? 0 : variance);
                          }),
                level.cdf(beside), condensing);
  }
  const auto parts = volatility_of(posterior, 0);
  for (const double x : {0.1, 0.2, 0.3, 0.6}) {
    double sum = 0;
    for (const auto& node : brute.nodes) {
      double below = 0, all = 0;
      for (const auto& part : brute.parts[node.rule][0]) {
        // Half a weight at the edge: trapezoids of a step converge slowly, so the bound is wider.
        below += brute_integral(part, node.df, node.scale, [x](double s) {
          return std::clamp(0.5 - std::log(s / x) / 0.04, 0.0, 1.0);
        });
        all += brute_integral(part, node.df, node.scale, [](double) { return 1.0; });
      }
      sum += node.weight * below / all;
    }
    EXPECT_NEAR(volatility_cdf(parts, x), sum, 1e-3);
  }
}

/// Most that the grid of the scale moves a cdf of the first member's drift, against a fine one that goes far.
double moved_by_grid(const model::Family& family, const std::vector<model::History>& members) {
  const auto grid = brute_of(family, members);
  const auto fine = brute_of(family, members, 200, 5);
  const auto moments = [](const Rule&, const BrutePart& part) {
    return std::pair(part.trend.mean(1), part.trend.covariance(1, 1));
  };
  double most = 0;
  for (const double x : {-0.4, 0.0, 0.2, 0.4, 0.8}) {
    most = std::max(most, std::abs(brute_cdf(grid, x, moments) - brute_cdf(fine, x, moments)));
  }
  EXPECT_NEAR(grid.log_evidence, fine.log_evidence, 0.04);
  return most;
}

TEST(family_posterior, loses_little_to_the_grid_of_the_scale) {
  auto family = family_with(0.8, 1, 2);
  family.df = {8};
  family.sigma = 0.3;
  family.sigma_spread = 1.5;
  const double few = moved_by_grid(family, tiny_members());
  std::vector<model::History> many;  // ten members tell the scale well
  for (std::uint64_t m = 0; m < 10; ++m) {
    WordsOf words(4, m);
    std::vector<double> levels = {0};
    for (int k = 0; k < 5; ++k) levels.push_back(levels.back() + 0.2 * words.normal());
    many.push_back(history_of(yearly(2015, levels)));
  }
  const double with_many = moved_by_grid(family, many);
  std::printf("grid of the scale: a cdf moves by %.2g at most, with ten members by %.2g\n", few, with_many);
  EXPECT_LT(few, 1e-3);
  EXPECT_LT(with_many, 2e-3);
}

TEST(family_posterior, does_not_look_beyond_its_year) {
  auto members = tiny_members();
  const auto before = fitted(tiny_family(), members, 2018);
  for (auto& member : members) {
    for (auto& figure : member.figures) {
      if (figure.year <= 2018) continue;
      figure.linked = figure.value = std::nan("");
      figure.estimate = !figure.estimate;
    }
    member.figures.push_back({2021, 7, 7, false});
  }
  const auto after = fitted(tiny_family(), members, 2018);
  EXPECT_EQ(before.log_evidence, after.log_evidence);
  ASSERT_EQ(before.nodes.size(), after.nodes.size());
  for (std::size_t k = 0; k < before.nodes.size(); ++k) {
    EXPECT_EQ(before.nodes[k].weight, after.nodes[k].weight);
  }
  for (std::size_t m = 0; m < 2; ++m) {
    EXPECT_EQ(before.members[m].weights, after.members[m].weights);
    EXPECT_EQ(drift_of(before, m).quantile(0.3), drift_of(after, m).quantile(0.3));
    EXPECT_EQ(predict_figure(before, m, 2020, true).quantile(0.7),
              predict_figure(after, m, 2020, true).quantile(0.7));
  }
  // The figures up to the year do matter.
  members[0].figures[1].linked += 0.01;
  EXPECT_NE(fitted(tiny_family(), members, 2018).log_evidence, before.log_evidence);
}

TEST(family_posterior, of_members_without_movement_is_the_prior) {
  const auto family = tiny_family();
  const auto posterior = fitted(family, {history_of({}), history_of(yearly(2019, {3}))});
  EXPECT_NEAR(posterior.log_evidence, 0, 1e-12);
  double sum = 0;
  for (const auto& node : posterior.nodes) {
    EXPECT_NEAR(node.weight, node.prior, 1e-6 * node.prior + 1e-8);
    sum += node.weight;
  }
  EXPECT_NEAR(sum, 1, 1e-12);
  // Beside others they change nothing.
  auto members = tiny_members();
  const auto alone = fitted(family, members);
  members.push_back(history_of(yearly(2019, {3})));
  members.insert(members.begin(), history_of({}));
  const auto beside = fitted(family, members);
  ASSERT_EQ(alone.nodes.size(), beside.nodes.size());
  EXPECT_NEAR(alone.log_evidence, beside.log_evidence, 1e-12);
  EXPECT_NEAR(drift_of(alone, 0).quantile(0.2), drift_of(beside, 1).quantile(0.2), 1e-9);
}

TEST(family_posterior, does_not_depend_on_the_order_of_members) {
  auto members = tiny_members();
  const auto forwards = fitted(tiny_family(), members);
  std::swap(members[0], members[1]);
  const auto backwards = fitted(tiny_family(), members);
  EXPECT_NEAR(forwards.log_evidence, backwards.log_evidence, 1e-12);
  EXPECT_NEAR(level_of(forwards, 1).quantile(0.1), level_of(backwards, 0).quantile(0.1), 1e-9);
}

/// Posterior probability that a member broke in a year (single breaks come first, in order of year).
double single_break(const FamilyPosterior& posterior, std::size_t m, int first, int year) {
  const auto& member = posterior.members[m];
  double sum = 0;
  for (std::size_t k = 0; k < posterior.nodes.size(); ++k) {
    sum += posterior.nodes[k].weight *
           member.weights[k * member.sets + 1 + static_cast<std::size_t>(year - first)];
  }
  return sum;
}

double typical_volatility(const FamilyPosterior& posterior) {
  double mean = 0;
  for (const auto& part : volatility_of(posterior, 0)) mean += part.weight * part.scale;
  return mean;
}

TEST(family_posterior, finds_the_year_of_a_break) {
  auto family = family_with(0.8, 0.3, 2);
  family.sigma = 0.1;
  family.break_probability = 0.04;
  family.break_size = 20;
  const auto posterior =
      fitted(family, {history_of(yearly(2014, {0, 0.1, 0.05, 0.12, 2.3, 2.25, 2.4}))});
  EXPECT_EQ(posterior.members[0].sets, 1u + 6 + 15);
  EXPECT_GT(single_break(posterior, 0, 2015, 2018), 0.9);
  EXPECT_LT(single_break(posterior, 0, 2015, 2017), 0.01);
  EXPECT_LT(typical_volatility(posterior), 0.2);
  // Without breaks the jump is volatility.
  family.break_probability = 0;
  const auto calm = fitted(family, {history_of(yearly(2014, {0, 0.1, 0.05, 0.12, 2.3, 2.25, 2.4}))});
  EXPECT_EQ(calm.members[0].sets, 1u);
  EXPECT_GT(typical_volatility(calm), 0.4);
}

TEST(family_posterior, asks_for_pairs_of_breaks_only_of_short_histories) {
  auto family = family_with(0.8, 0.3, 2);
  family.break_probability = 0.04;
  const auto sets = [&](int first) {
    return fitted(family, {history_of(yearly(first, {0, 1, 1.5}))}).members[0].sets;
  };
  EXPECT_EQ(sets(2008), 1u + 12 + 66);
  EXPECT_EQ(sets(2007), 1u + 13);
}

// ------------------------------------------------------------------------------------- what comes next

// No drift at all: a random walk, whose variance grows by sigma^2 a year. Squares 1 + 1 and the
// family's 2 * 1 over 4 degrees of freedom: s = 1.
TEST(predict_figure, of_a_random_walk_spreads_with_the_root_of_time) {
  auto family = family_with(0, 0, 0);
  family.df = {2};
  family.sigma = 1;
  family.estimate_error = {0.5};
  const auto posterior = fitted(family, {history_of(yearly(2018, {0, 1, 2}))});
  for (int h = 1; h <= 4; ++h) {
    const auto law = predict_figure(posterior, 0, 2020 + h, false);
    ASSERT_EQ(law.parts().size(), 1u);
    EXPECT_EQ(law.parts()[0].df, 4);
    EXPECT_EQ(law.parts()[0].location, 2);
    EXPECT_DOUBLE_EQ(law.parts()[0].scale, std::sqrt(h));
    // An estimate has its own error: a quarter of sigma^2 more.
    EXPECT_DOUBLE_EQ(predict_figure(posterior, 0, 2020 + h, true).parts()[0].scale,
                     std::sqrt(h + 0.25));
  }
}

// One movement of 2, half of it drift (variance 1/2): next level 4 + 1, variance 1/2 + 1; the year
// after 4 + 2, variance 4/2 + 2. Squares 2 + 2 over 3 degrees of freedom.
TEST(predict_figure, of_a_constant_drift_adds_its_doubt) {
  auto family = family_with(1, 0, 1);
  family.df = {2};
  family.sigma = 1;
  const auto posterior = fitted(family, {history_of(yearly(2019, {2, 4}))});
  const double s = std::sqrt(4.0 / 3);
  const auto one = predict_figure(posterior, 0, 2021, false).parts()[0];
  const auto two = predict_figure(posterior, 0, 2022, false).parts()[0];
  EXPECT_DOUBLE_EQ(one.location, 5);
  EXPECT_DOUBLE_EQ(one.scale, s * std::sqrt(1.5));
  EXPECT_DOUBLE_EQ(two.location, 6);
  EXPECT_DOUBLE_EQ(two.scale, s * 2);
}

// A drift that stays, of which nothing is known, and a family of next to no weight: the mean growth m of n
// years with sample sd r has for its sum over the next n years n m +- sqrt(n (n - 1) / n r^2 (1 + n / n)).
TEST(predict_figure, in_the_vague_limit_is_the_closed_form_of_mean_growth) {
  auto family = family_with(1, 0, 1e6);
  family.df = {1e-9};
  family.sigma = 1e-9;
  // -2, -1, 0, 1, 2 have squares 10; 5 degrees of freedom, since the vague drift's own density counts as one.
  const auto posterior = fitted(family, {history_of(yearly(2015, {0, 5.5, 12.5, 16.5, 22.5, 25.5}))});
  const auto law = predict_figure(posterior, 0, 2025, false).parts()[0];
  EXPECT_NEAR(law.df, 5, 1e-6);
  EXPECT_NEAR((law.location - 25.5) / 5, 5.1, 1e-6);
  const double squares = 0.16 + 1.9 * 1.9 + 1.1 * 1.1 + 0.81 + 2.1 * 2.1;
  EXPECT_NEAR(law.scale / 5, std::sqrt(squares / 5 * (1.0 / 5 + 1.0 / 5)), 1e-6);
}

/// The law of a later figure by quadrature, all sets of breaks to come written out.
double brute_prediction(const model::Family& family, const Brute& brute,
                        const model::History& member, int ahead, bool estimate, double x) {
  double sum = 0;
  const double p = family.break_probability;
  for (const auto& node : brute.nodes) {
    const Rule& rule = brute.rules[node.rule];
    const auto& parts = brute.parts[node.rule][0];
    const auto sets = p > 0 ? brute_sets(member.figures.front().year + 1, 2020)
                            : std::vector<std::vector<int>>{{}};
    double below = 0, all = 0;
    for (std::size_t s = 0; s < parts.size(); ++s) {
      all += brute_integral(parts[s], node.df, node.scale, [](double) { return 1.0; });
      for (unsigned later = 0; later < (1U << ahead); ++later) {
        auto breaks = sets[s];
        double chance = 1;
        for (int k = 0; k < ahead; ++k) {
          const bool jumps = (later >> k & 1U) != 0;
          chance *= jumps ? p : 1 - p;
          if (jumps) breaks.push_back(2021 + k);
        }
        if (chance == 0) continue;
        const auto trend = dense_trend(rule, member.figures, 2020 + ahead, breaks);
        const double error = estimate ? rule.estimate_error * rule.estimate_error : 0;
        below += chance * brute_below(parts[s], node.df, node.scale, x, trend.mean(0),
                                      trend.covariance(0, 0) + error);
      }
    }
    sum += node.weight * below / all;
  }
  return sum;
}

TEST(predict_figure, agrees_with_quadrature) {
  auto family = tiny_family();
  family.df = {2};
  family.sigma_spread = 0;
  family.damping = {0.5, 1};
  family.drift_change = {1};
  family.break_probability = 0.15;
  const auto members = tiny_members();
  auto brute = brute_of(family, members, 3, 0.0);
  const auto posterior = fitted(family, members);
  for (const int ahead : {1, 2, 3}) {
    for (const bool estimate : {false, true}) {
      const auto law = predict_figure(posterior, 0, 2020 + ahead, estimate);
      for (const double p : {0.02, 0.3, 0.8, 0.98}) {
        EXPECT_NEAR(brute_prediction(family, brute, members[0], ahead, estimate, law.quantile(p)), p,
                    condensing)
            << ahead << ' ' << estimate;
      }
    }
  }
}

/// Kolmogorov's distance of n draws from a law, at 99 of its quantiles.
double distance(std::vector<double> draws, const Mixture& law) {
  std::sort(draws.begin(), draws.end());
  const auto n = static_cast<double>(draws.size());
  double most = 0;
  for (int percent = 1; percent < 100; ++percent) {
    const auto at = std::lower_bound(draws.begin(), draws.end(), law.quantile(percent / 100.0));
    most = std::max(most, std::abs(static_cast<double>(at - draws.begin()) / n - percent / 100.0));
  }
  return most;
}

// 1.95 / sqrt(n) is passed by chance less than once in a thousand times.
TEST(predict_figure, is_where_simulated_paths_end) {
  const auto posterior = fitted(tiny_family(), tiny_members());
  const int n = 20000;
  const PosteriorDrawer drawer(posterior, 0);
  std::vector<double> draws;
  for (int k = 0; k < n; ++k) {
    WordsOf words(9, static_cast<std::uint64_t>(k));
    const PosteriorDraw from = drawer.draw(words);
    const double error = posterior.rules[posterior.nodes[from.node].rule].estimate_error;
    draws.push_back(drawer.later(from, 5, words) + error * from.sigma * words.normal());
  }
  const double bound = 1.95 / std::sqrt(n);
  EXPECT_LT(distance(draws, predict_figure(posterior, 0, 2025, true)), bound);
  // It would be noticed if the paths ran a year less.
  EXPECT_GT(distance(draws, predict_figure(posterior, 0, 2024, true)), bound);
}

}  // namespace
}  // namespace prospect::calibrate
