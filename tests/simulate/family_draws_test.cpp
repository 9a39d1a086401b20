#include "simulate/family_draws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "calibrate/fit.hpp"
#include "calibrate/histories.hpp"
#include "lanes/functions.hpp"

namespace prospect::simulate {
namespace {

using calibrate::family_with;
using calibrate::ProgramOf;
using calibrate::with_last_estimates;
using calibrate::yearly;
using lanes::lane_count;

/// Threefry words that remember which streams were asked.
class Counted final : public lanes::WordSource {
 public:
  void uniforms(const lanes::Stream& stream, std::uint64_t first_path, std::int64_t step,
                double* out) override {
    asked.emplace(stream.key().first, stream.key().second);
    ++count;
    words_.uniforms(stream, first_path, step, out);
  }
  std::multiset<std::pair<std::uint64_t, std::uint64_t>> asked;
  int count = 0;

 private:
  lanes::Threefry words_;
};

/// The rows of all parameters of a program's only family, block by block.
class Drawn {
 public:
  explicit Drawn(const model::Program& program, std::uint64_t seed = 5)
      : estimate(calibrate::fit(program)),
        draws_(estimate.joints.at(0), seed, tables_),
        wanted_(program.parameters.size(), true),
        rows_(program.parameters.size()) {}

  void draw(std::uint64_t first_path) {
    draws_.draw(words, first_path, wanted_, work_,
                [this](model::ParameterId id) { return rows_.row(id.value); });
  }
  [[nodiscard]] double value(model::ParameterId id, std::size_t lane) { return rows_.row(id.value)[lane]; }

  std::vector<double> sample(model::ParameterId id, std::size_t paths) {
    std::vector<double> values;
    for (std::uint64_t path = 0; path < paths; path += lane_count) {
      draw(path);
      values.insert(values.end(), rows_.row(id.value), rows_.row(id.value) + lane_count);
    }
    return values;
  }

  const calibrate::Estimate estimate;
  Counted words;

 private:
  lanes::Tables tables_;
  FamilyDraws draws_;
  FamilyDraws::Work work_;
  std::vector<bool> wanted_;
  lanes::Rows rows_;
};

/// Two states, estimates at the end; lists, breaks.
model::Program rich_program() {
  model::Family family;
  family.name = "f";
  family.damping = {0.5, 1};
  family.drift_change = {0, 1};
  family.estimate_error = {0.3, 1};
  family.df = {2, 8};
  family.sigma = 0.3;
  family.break_probability = 0.1;
  return ProgramOf(family)
      .state(with_last_estimates(yearly(2016, {0, 0.3, 0.35, 0.9, 1}), 2))
      .state(with_last_estimates(yearly(2017, {1, 0.8, 1.9, 2}), 1))
      .get();
}

constexpr std::size_t paths = 20480;
/// Kolmogorov's bound that chance passes less than once in a thousand times.
const double bound = 1.95 / std::sqrt(static_cast<double>(paths));

/// Largest distance at the quantiles of 1 % to 99 % between draws and a law.
template <class Quantile>
double distance(std::vector<double> draws, Quantile quantile) {
  std::sort(draws.begin(), draws.end());
  double most = 0;
  for (int percent = 1; percent < 100; percent += 2) {
    const double p = percent / 100.0;
    const auto at = std::lower_bound(draws.begin(), draws.end(), quantile(p));
    const auto below = static_cast<double>(at - draws.begin());
    most = std::max(most, std::abs(below / static_cast<double>(draws.size()) - p));
  }
  return most;
}

TEST(family_draws, agree_with_the_laws_of_each_state) {
  const auto program = rich_program();
  Drawn drawn(program);
  const auto& joint = drawn.estimate.joints[0];
  for (std::size_t s = 0; s < 2; ++s) {
    const auto& state = joint.states[s];
    const auto level = calibrate::level_of(*joint.posterior, s);
    const auto drift = calibrate::drift_of(*joint.posterior, s);
    const auto levels = drawn.sample(state.level, paths), drifts = drawn.sample(state.drift, paths);
    EXPECT_LT(distance(levels, [&](double p) { return level.quantile(p); }), bound);
    EXPECT_LT(distance(drifts, [&](double p) { return drift.quantile(p); }), bound);
    // The other state's law would be told apart.
    const auto other = calibrate::drift_of(*joint.posterior, 1 - s);
    EXPECT_GT(distance(drifts, [&](double p) { return other.quantile(p); }), bound);
    // The fit's own row of sigma: 5 %, 50 % and 95 %.
    const auto sigmas = drawn.sample(state.sigma, paths);
    const auto& row = drawn.estimate.learned[state.sigma.value];
    const auto share_below = [&](double x) {
      return static_cast<double>(std::count_if(sigmas.begin(), sigmas.end(), [x](double s) { return s < x; })) /
             static_cast<double>(paths);
    };
    EXPECT_NEAR(share_below(row.q05), 0.05, bound);
    EXPECT_NEAR(share_below(row.median), 0.5, bound);
    EXPECT_NEAR(share_below(row.q95), 0.95, bound);
  }
}

// Level and drift of one path belong together: the correlation of level and drift over sigma is the one of
// the filter, mixed. Compared on its own with the plain product of both deviations.
TEST(family_draws, draw_level_and_drift_together) {
  model::Family family = family_with(0.9, 1, 2);
  family.estimate_error = {1};
  const auto program = ProgramOf(family).state(with_last_estimates(yearly(2016, {0, 1, 1, 3, 4}), 2)).get();
  Drawn drawn(program);
  const auto& joint = drawn.estimate.joints[0];
  const auto& state = joint.posterior->members[0].trend(0, 0).state;
  const auto& ids = joint.states[0];
  const double expected = state.covariance / std::sqrt(state.level_variance * state.drift_variance);
  double xy = 0, xx = 0, yy = 0;
  for (std::uint64_t path = 0; path < paths; path += lane_count) {
    drawn.draw(path);
    for (std::size_t l = 0; l < lane_count; ++l) {
      const double sigma = drawn.value(ids.sigma, l);
      const double x = (drawn.value(ids.level, l) - state.level) / sigma;
      const double y = (drawn.value(ids.drift, l) - state.drift) / sigma;
      xy += x * y;
      xx += x * x;
      yy += y * y;
    }
  }
  EXPECT_GT(expected, 0.3);
  const auto n = static_cast<double>(paths);
  EXPECT_NEAR(xy / std::sqrt(xx * yy), expected, 4 * (1 - expected * expected) / std::sqrt(n));
  EXPECT_NEAR(xx / n, state.level_variance, 4 * state.level_variance * std::sqrt(2 / n));
  EXPECT_NEAR(yy / n, state.drift_variance, 4 * state.drift_variance * std::sqrt(2 / n));
}

TEST(family_draws, draw_nodes_by_their_weight) {
  const auto program = rich_program();
  Drawn drawn(program);
  const auto& joint = drawn.estimate.joints[0];
  const auto& posterior = *joint.posterior;
  std::map<std::vector<double>, double> weights, seen;
  for (const auto& node : posterior.nodes) {
    const auto& rule = posterior.rules[node.rule];
    weights[{node.df, rule.damping, rule.drift_change, rule.estimate_error}] += node.weight;
  }
  const auto& shared = joint.shared;
  double log_scale = 0, expected = 0;
  for (const auto& node : posterior.nodes) expected += node.weight * std::log(node.scale);
  for (std::uint64_t path = 0; path < paths; path += lane_count) {
    drawn.draw(path);
    for (std::size_t l = 0; l < lane_count; ++l) {
      ++seen[{drawn.value(*shared.df, l), drawn.value(*shared.damping, l),
              drawn.value(*shared.drift_change, l), drawn.value(*shared.estimate_error, l)}];
      log_scale += std::log(drawn.value(*shared.scale, l)) / static_cast<double>(paths);
    }
  }
  double chi_square = 0;
  for (const auto& [key, weight] : weights) {
    const double wanted = weight * static_cast<double>(paths);
    chi_square += (seen[key] - wanted) * (seen[key] - wanted) / wanted;
  }
  EXPECT_EQ(weights.size(), 16u);
  EXPECT_EQ(seen.size(), 16u);
  // Published: chi-square of 15 degrees exceeds 37.70 once in a thousand times.
  EXPECT_LT(chi_square, 37.7);
  EXPECT_NEAR(log_scale, expected, 0.02);
}

TEST(family_draws, give_a_path_the_same_bits_in_any_block) {
  const auto program = rich_program();
  Drawn one(program), other(program);
  one.draw(4096);
  other.draw(4096 + 3);
  for (std::size_t p = 0; p < program.parameters.size(); ++p) {
    const model::ParameterId id(p);
    for (std::size_t l = 3; l < lane_count; ++l) EXPECT_EQ(one.value(id, l), other.value(id, l - 3));
  }
  // Drawn again after others, too.
  other.draw(0);
  other.draw(4096);
  for (std::size_t l = 0; l < lane_count; ++l) {
    EXPECT_EQ(one.value(model::ParameterId(7), l), other.value(model::ParameterId(7), l));
  }
}

TEST(family_draws, of_a_state_do_not_change_when_another_joins_behind_it) {
  model::Family family = family_with(0.8, 1, 2);  // one rule: figures of others do not matter
  const auto figures = yearly(2016, {0, 1, 1, 3, 4});
  const auto alone = ProgramOf(family).state(figures).get();
  const auto two = ProgramOf(family).state(figures).state(yearly(2018, {0, 1, 4})).get();
  Drawn one(alone), both(two);
  one.draw(0);
  both.draw(0);
  for (std::size_t p = 0; p < 3; ++p) {
    for (std::size_t l = 0; l < lane_count; ++l) {
      EXPECT_EQ(one.value(model::ParameterId(p), l), both.value(model::ParameterId(p), l));
    }
  }
}

TEST(family_draws, ask_only_for_words_that_matter) {
  const auto words_of = [](const model::Family& family, std::vector<model::Observation> figures) {
    Drawn drawn(ProgramOf(family).state(std::move(figures)).get());
    drawn.draw(0);
    EXPECT_EQ(drawn.words.count, static_cast<int>(drawn.words.asked.size()));
    for (const auto& key : drawn.words.asked) EXPECT_EQ(drawn.words.asked.count(key), 1u);
    return drawn.words.count;
  };
  const auto figures = yearly(2016, {0, 1, 1, 3, 4});
  auto family = family_with(0.8, 1, 2);
  EXPECT_EQ(words_of(family, figures), 2);  // sigma and drift
  family.estimate_error = {0.5};
  EXPECT_EQ(words_of(family, figures), 2);  // no figure is an estimate
  EXPECT_EQ(words_of(family, with_last_estimates(figures, 1)), 3);  // and the level
  family.break_probability = 0.1;
  EXPECT_EQ(words_of(family, with_last_estimates(figures, 1)), 4);  // and the breaks
  family.damping = {0.5, 1};
  EXPECT_EQ(words_of(family, with_last_estimates(figures, 1)), 5);  // and the node
}

}  // namespace
}  // namespace prospect::simulate
