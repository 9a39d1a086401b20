#include "simulate/routed_words.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "model/small_world.hpp"

namespace prospect::simulate {
namespace {

using model::SmallWorld;
using model::variable_named;

const SmallWorld world = {
    .body = "[parameter.a]\nprior = 'normal(0, 1)'\n"
            "[shock.e]\ndistribution = 'normal(0, 1)'\n[shock.f]\ndistribution = 'normal(0, 1)'\n"
            "[shock.g]\ndistribution = 'normal(0, 1)'\n"
            "[correlation.c]\nmembers = ['e', 'f', 'g']\nmatrix = [[1, 0.6, 0.3], [0.6, 1, -0.2], [0.3, -0.2, 1]]\n"
            "[event.storm]\nprobability = 0.3\npersistence = 0.9\nsize = 'lognormal(1, 0.4)'\n"
            "[indicator.p]\nequals = 'a'\n[indicator.x]\nequals = 'e'\n[indicator.y]\nequals = 'f'\n"
            "[indicator.z]\nequals = 'g'\n[indicator.s]\nequals = 'storm'\n"};

/// Runs the world with chosen routes.
class Routed {
 public:
  explicit Routed(std::uint64_t replicates = 1)
      : program(model::program_of(world)),
        estimate(calibrate::fit(program)),
        inputs(inputs_of(program, estimate)),
        draws_(program, 9),
        parameters_(program, estimate, 9) {
    auto words = std::make_unique<RoutedWords>(program, inputs, 9, replicates);
    words_ = words.get();
    runner_ = std::make_unique<PathRunner>(program, estimate, draws_, parameters_, conditions_, 9, std::move(words));
  }

  [[nodiscard]] std::size_t input(const std::string& name) const {
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      if (inputs[k].name == name) return k;
    }
    throw std::runtime_error("no input " + name);
  }

  /// Values of an indicator on `count` paths, the inputs named on the route.
  std::vector<double> values(const std::string& indicator, Route route, const std::vector<std::string>& names,
                             std::size_t count = 20480, int year = 2022) {
    std::vector<Route> routes(inputs.size(), Route::own);
    for (const auto& name : names) routes[input(name)] = route;
    words_->route(routes);
    std::vector<double> all;
    for (std::uint64_t at = 0; at < count; at += lanes::lane_count) {
      const double* row = runner_->run(at, lanes::lane_count).row(variable_named(program, indicator), year);
      all.insert(all.end(), row, row + lanes::lane_count);
    }
    return all;
  }

  const model::Program program;
  const calibrate::Estimate estimate;
  const std::vector<Input> inputs;

 private:
  const model::Draws draws_;
  const ParameterDraws parameters_;
  const std::vector<Condition> conditions_;
  RoutedWords* words_ = nullptr;
  std::unique_ptr<PathRunner> runner_;
};

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
  const auto n = static_cast<double>(a.size());
  for (std::size_t k = 0; k < a.size(); ++k) { ma += a[k] / n; mb += b[k] / n; }
  for (std::size_t k = 0; k < a.size(); ++k) {
    aa += (a[k] - ma) * (a[k] - ma);
    bb += (b[k] - mb) * (b[k] - mb);
    ab += (a[k] - ma) * (b[k] - mb);
  }
  return ab / std::sqrt(aa * bb);
}

constexpr double near = 4 / 143.0;   // four standard errors of a correlation of 20 480 pairs

TEST(routed_words, inputs_are_what_the_words_stand_for) {
  const Routed routed;
  std::map<std::string, Input::Kind> kinds;
  for (const auto& input : routed.inputs) kinds[input.name] = input.kind;
  EXPECT_EQ(kinds.size(), 5U);
  EXPECT_EQ(kinds.at("a"), Input::Kind::parameter);
  EXPECT_EQ(kinds.at("storm"), Input::Kind::event);
  EXPECT_EQ(kinds.at("f"), Input::Kind::shock);
  EXPECT_EQ(routed.inputs[routed.input("storm")].streams.size(), 2U);
  EXPECT_TRUE(routed.inputs[routed.input("a")].is_assumption());
  EXPECT_FALSE(routed.inputs[routed.input("e")].is_assumption());
}

TEST(routed_words, redraw_changes_what_is_named_and_nothing_else) {
  Routed routed;
  const auto plain = routed.values("p", Route::own, {});
  EXPECT_EQ(routed.values("p", Route::redrawn, {"e", "f", "g", "storm"}), plain);
  EXPECT_NEAR(correlation(routed.values("p", Route::redrawn, {"a"}), plain), 0, near);
  EXPECT_EQ(routed.values("s", Route::redrawn, {"a", "e"}), routed.values("s", Route::own, {}));
  EXPECT_NE(routed.values("s", Route::redrawn, {"storm"}), routed.values("s", Route::own, {}));
}

// e is kept, f and g are drawn anew given it: all correlations are those of the model, with the kept value
// too, and what is left of f given e is new.
TEST(routed_words, redraw_follows_the_law_given_what_stays) {
  Routed routed;
  const auto e = routed.values("x", Route::redrawn, {"f", "g"});
  const auto f = routed.values("y", Route::redrawn, {"f", "g"});
  const auto g = routed.values("z", Route::redrawn, {"f", "g"});
  EXPECT_EQ(e.size(), 20480U);
  const auto own_e = routed.values("x", Route::own, {});
  for (std::size_t k = 0; k < e.size(); ++k) EXPECT_NEAR(e[k], own_e[k], 1e-9);
  EXPECT_NEAR(correlation(e, f), 0.6, near);
  EXPECT_NEAR(correlation(e, g), 0.3, near);
  EXPECT_NEAR(correlation(f, g), -0.2, near);
  auto own_f = routed.values("y", Route::own, {});
  auto new_f = f;
  for (std::size_t k = 0; k < e.size(); ++k) { own_f[k] -= 0.6 * e[k]; new_f[k] -= 0.6 * e[k]; }
  EXPECT_NEAR(correlation(own_f, new_f), 0, near);
  // The first of the order may be the one that is redrawn.
  const auto first = routed.values("x", Route::redrawn, {"e"});
  const auto kept = routed.values("y", Route::redrawn, {"e"});
  const auto own = routed.values("y", Route::own, {});
  for (std::size_t k = 0; k < kept.size(); ++k) EXPECT_NEAR(kept[k], own[k], 1e-9);
  EXPECT_NEAR(correlation(first, kept), 0.6, near);
  EXPECT_NEAR(correlation(first, routed.values("z", Route::redrawn, {"e"})), 0.3, near);
}

TEST(routed_words, shared_words_hold_for_the_replicates_of_a_draw) {
  constexpr std::size_t replicates = 64;
  Routed routed(replicates);
  const auto plain = routed.values("p", Route::own, {});
  const auto shared = routed.values("p", Route::shared, {"a"});
  const auto chance = routed.values("x", Route::shared, {"a"});
  EXPECT_EQ(chance, routed.values("x", Route::own, {}));
  for (std::size_t k = 0; k < shared.size(); ++k) EXPECT_EQ(shared[k], plain[k / replicates]) << k;
}

TEST(routed_words, the_middle_is_the_median_and_no_event) {
  Routed routed;
  for (const double x : routed.values("p", Route::middle, {"a"}, 256)) EXPECT_NEAR(x, 0, 1e-12);
  for (const double x : routed.values("s", Route::middle, {"storm"}, 256)) EXPECT_EQ(x, 0);
}

}  // namespace
}  // namespace prospect::simulate
