#include "analyse/explain.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>
#include <set>

#include "missing_world.hpp"
#include "simulate/routed_words.hpp"

namespace prospect::analyse {
namespace {

const Driver& driver_named(const Explained& said, const std::string& name) {
  const auto found = std::find_if(said.drivers.begin(), said.drivers.end(),
                                  [&](const Driver& d) { return d.name == name; });
  if (found == said.drivers.end()) throw std::runtime_error("no driver " + name);
  return *found;
}

std::int64_t sum_of(const Explained& said) {
  return std::accumulate(said.drivers.begin(), said.drivers.end(), std::int64_t{0},
                         [](std::int64_t sum, const Driver& d) { return sum + d.halves; });
}

double cdf(double z) { return boost::math::cdf(boost::math::normal(), z); }

/// Var Phi((c - s Z) / r) for a standard normal Z, by the trapezoid rule on +-9, exact to 1e-10; r > 0.
double variance_of_probability(double c, double s, double r) {
  constexpr int steps = 4000;
  constexpr double reach = 9;
  double mean = 0, square = 0;
  for (int k = 0; k <= steps; ++k) {
    const double z = -reach + 2 * reach * k / steps;
    const double weight = std::exp(-z * z / 2) / std::sqrt(2 * M_PI) * (2 * reach / steps);
    const double p = cdf((c - s * z) / r);
    mean += weight * p;
    square += weight * p * p;
  }
  return square - mean * mean;
}

/// Shapley effects from the value of each set of players, as bits of its index.
std::vector<double> shapley(std::size_t players, const std::vector<double>& value) {
  std::vector<double> effects(players, 0);
  std::vector<std::size_t> order(players);
  std::iota(order.begin(), order.end(), std::size_t{0});
  double orders = 0;
  do {
    std::size_t set = 0;
    for (const auto p : order) {
      effects[p] += value[set | (std::size_t{1} << p)] - value[set];
      set |= std::size_t{1} << p;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& effect : effects) effect /= orders;
  return effects;
}

/// Effects of standard normals on the miss of their weighted sum below `wanted`. Given a set K, P(miss) is
/// Phi((wanted - s Z) / r) with s^2 the squared weights in K and r^2 those outside: its variance by quadrature.
std::vector<double> linear_effects(const std::vector<double>& weights, double wanted) {
  const std::size_t sets = std::size_t{1} << weights.size();
  double all = 0;
  for (const double w : weights) all += w * w;
  const double p = cdf(wanted / std::sqrt(all));
  std::vector<double> value(sets);
  for (std::size_t set = 0; set < sets; ++set) {
    double known = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) {
      if ((set >> k & 1U) != 0) known += weights[k] * weights[k];
    }
    value[set] = all - known < 1e-9
                     ? p * (1 - p)
                     : variance_of_probability(wanted, std::sqrt(known), std::sqrt(all - known));
  }
  return shapley(weights.size(), value);
}

/// Within four standard errors of the reference: a half-width of the interval is about two.
void expect_share(const Explained& said, const std::string& name, double share) {
  const auto& driver = driver_named(said, name);
  EXPECT_NEAR(driver.share, share, driver.high - driver.low) << name;
  EXPECT_LT(driver.high - driver.low, 0.1) << name;
}

// y = 2 a + b + 0.5 c + 0 d of standard normals is missed below 1.
TEST(explain, finds_the_effects_of_a_linear_gaussian_figure) {
  const MissingWorld world(
      "[parameter.a]\nprior = \"normal(0, 1)\"\n[parameter.b]\nprior = \"normal(0, 1)\"\n"
      "[parameter.c]\nprior = \"normal(0, 1)\"\n[parameter.d]\nprior = \"normal(0, 1)\"\n"
      "[indicator.y]\nequals = \"2 * a + b + 0.5 * c + min(d, 100) * 0\"\n",
      1);
  const double p = cdf(1 / std::sqrt(5.25));
  const auto effects = linear_effects({2, 1, 0.5, 0}, 1);
  const auto said = explain(world.program, world.estimate, world.goal, {.seed = 3, .worlds = 400'000, .threads = 2});
  EXPECT_EQ(said.screened, 0U);
  EXPECT_NEAR(said.share_missed(), p, 4 * std::sqrt(p * (1 - p) / static_cast<double>(said.walks)));
  // (F(x) - F(y))^2 / 2 is 1/2 with probability 2 p (1 - p).
  EXPECT_NEAR(said.spread(), p * (1 - p), 4 * 0.5 * std::sqrt(0.25 / static_cast<double>(said.walks)));
  expect_share(said, "a", effects[0] / (p * (1 - p)));
  expect_share(said, "b", effects[1] / (p * (1 - p)));
  expect_share(said, "c", effects[2] / (p * (1 - p)));
  EXPECT_EQ(driver_named(said, "d").halves, 0);
  EXPECT_EQ(driver_named(said, "d").share, 0);
  EXPECT_EQ(sum_of(said), said.halves);
  // Low values of a are missed more often than high ones, near 1 and near 0.1 or so.
  const auto& ends = driver_named(said, "a").ends;
  ASSERT_TRUE(ends.has_value());
  EXPECT_GT(ends->low.missed, 0.95 * static_cast<double>(ends->low.paths));
  EXPECT_LT(ends->high.missed, 0.35 * static_cast<double>(ends->high.paths));
  EXPECT_NEAR(static_cast<double>(ends->low.paths) / static_cast<double>(said.walks), 0.2, 0.02);
  EXPECT_NEAR(ends->below, -0.84, 0.1);   // the fifths of a standard normal
  EXPECT_NEAR(ends->above, 0.84, 0.1);
}

// How often the 95 % intervals of shares hold the truth, over 600 seeds with some 6 000 walks each; the misses of
// three inputs, one of which hardly matters. A true 95 % shows 93.2 to 96.8 % of 600 in 19 of 20 cases.
TEST(explain, intervals_of_shares_cover) {
  const MissingWorld world(
      "[parameter.a]\nprior = \"normal(0, 1)\"\n[parameter.b]\nprior = \"normal(0, 1)\"\n"
      "[parameter.c]\nprior = \"normal(0, 1)\"\n[indicator.y]\nequals = \"2 * a + b + 0.3 * c\"\n",
      -1.5);
  const double p = cdf(-1.5 / std::sqrt(5.09));
  const auto effects = linear_effects({2, 1, 0.3}, -1.5);
  const std::vector<std::string> names = {"a", "b", "c"};
  constexpr int seeds = 600;
  std::vector<int> held(names.size(), 0);
  for (int seed = 1; seed <= seeds; ++seed) {
    const auto said = explain(world.program, world.estimate, world.goal,
                              {.seed = static_cast<std::uint64_t>(seed), .worlds = 24'000, .threads = 1});
    for (std::size_t k = 0; k < names.size(); ++k) {
      const auto& driver = driver_named(said, names[k]);
      const double share = effects[k] / (p * (1 - p));
      held[k] += driver.low <= share && share <= driver.high ? 1 : 0;
    }
  }
  for (std::size_t k = 0; k < names.size(); ++k) {
    RecordProperty("held_" + names[k], held[k]);
    EXPECT_GE(held[k], 0.925 * seeds) << names[k];
    EXPECT_LE(held[k], 0.985 * seeds) << names[k];
  }
}

// Two shocks with correlation 0.8, y = 2 u + 0.3 v missed below 0.5. Given u, v is normal about 0.8 u with
// variance 0.36, and the other way round.
TEST(explain, shares_out_what_correlated_inputs_do) {
  const double rho = 0.8, wu = 2, wv = 0.3, c = 0.5;
  const MissingWorld world(
      "[shock.u]\ndistribution = \"normal(0, 1)\"\n[shock.v]\ndistribution = \"normal(0, 1)\"\n"
      "[indicator.y]\nequals = \"2 * u + 0.3 * v\"\n[correlation.both]\nmembers = [\"u\", \"v\"]\ncommon = 0.8\n",
      c);
  const double sd = std::sqrt(wu * wu + wv * wv + 2 * rho * wu * wv), p = cdf(c / sd);
  const double left = std::sqrt(1 - rho * rho);
  const double of_u = variance_of_probability(c, wu + rho * wv, wv * left);
  const double of_v = variance_of_probability(c, wv + rho * wu, wu * left);
  const auto effects = shapley(2, {0, of_u, of_v, p * (1 - p)});
  const auto said = explain(world.program, world.estimate, world.goal, {.seed = 5, .worlds = 200'000});
  expect_share(said, "u", effects[0] / (p * (1 - p)));
  expect_share(said, "v", effects[1] / (p * (1 - p)));
  // What hangs together shares: v alone does 2 % of the figure's variance, but has a good part of the effect.
  EXPECT_GT(driver_named(said, "v").share, 0.25);
}

TEST(explain, adds_up_to_the_worlds_whose_outcome_changes) {
  const MissingWorld world(
      "[parameter.a]\nprior = \"normal(0, 1)\"\n[shock.u]\ndistribution = \"normal(0, 1)\"\n"
      "[event.e]\nprobability = 0.3\nsize = \"lognormal(1, 0.4)\"\n"
      "[indicator.y]\nstart = 0\nnext = \"0.5 * y[-1] + a + u - e\"\n",
      0.5, 2023);
  const auto said = explain(world.program, world.estimate, world.goal, {.seed = 9, .worlds = 20'000});
  const auto inputs = simulate::inputs_of(world.program, world.estimate);
  const model::Draws draws(world.program, 9);
  const simulate::ParameterDraws parameters(world.program, world.estimate, 9);
  auto words = std::make_unique<simulate::RoutedWords>(world.program, inputs, 9);
  auto* routed = words.get();
  const std::vector<simulate::Condition> none;
  simulate::PathRunner runner(world.program, world.estimate, draws, parameters, none, 9, std::move(words));
  GoalTest test(world.program, {world.goal});
  std::int64_t changed = 0;
  for (std::uint64_t at = 0; at < said.walks; at += lanes::lane_count) {
    routed->route(std::vector<simulate::Route>(inputs.size(), simulate::Route::own));
    const auto before = test.met(runner.run(at, lanes::lane_count)).front();
    routed->route(std::vector<simulate::Route>(inputs.size(), simulate::Route::redrawn));
    const auto after = test.met(runner.run(at, lanes::lane_count)).front();
    for (std::size_t w = 0; w < before.size(); ++w) changed += std::popcount(before[w] ^ after[w]);
  }
  EXPECT_GT(changed, 0);
  EXPECT_EQ(sum_of(said), changed);
  EXPECT_EQ(said.halves, changed);
  double shares = 0;
  for (const auto& driver : said.drivers) shares += driver.share;
  EXPECT_NEAR(shares, 1, 1e-12);
  ASSERT_TRUE(driver_named(said, "e").ends.has_value());
  EXPECT_TRUE(driver_named(said, "e").ends->is_event);
  // An event in no year of three: 0.7^3 = 0.343 of the worlds, standard error 0.007 or less.
  const auto& ends = *driver_named(said, "e").ends;
  EXPECT_NEAR(static_cast<double>(ends.low.paths) / static_cast<double>(said.walks), 0.343, 0.04);
  EXPECT_EQ(ends.low.paths + ends.high.paths, said.walks);
}

TEST(explain, says_nothing_of_what_never_or_always_misses) {
  const std::string body = "[parameter.a]\nprior = \"normal(0, 1)\"\n[indicator.y]\nequals = \"a\"\n";
  for (const double wanted : {-1000.0, 1000.0}) {
    const MissingWorld world(body, wanted);
    const auto said = explain(world.program, world.estimate, world.goal, {.worlds = 5'000});
    EXPECT_EQ(said.missed, wanted > 0 ? said.walks : 0);
    EXPECT_EQ(said.halves, 0);
    ASSERT_EQ(said.drivers.size(), 1U);
    EXPECT_EQ(said.drivers[0].share, 0);
    EXPECT_EQ(said.drivers[0].low, 0);
    EXPECT_EQ(said.drivers[0].high, 0);
  }
}

// Two inputs that do the same share alike.
TEST(explain, gives_alike_inputs_alike_shares) {
  const MissingWorld world(
      "[parameter.a]\nprior = \"normal(0, 1)\"\n[parameter.b]\nprior = \"normal(0, 1)\"\n"
      "[indicator.y]\nequals = \"a + b\"\n",
      0.3);
  const auto said = explain(world.program, world.estimate, world.goal, {.seed = 2, .worlds = 60'000});
  expect_share(said, "a", 0.5);
  expect_share(said, "b", 0.5);
}

/// Twelve inputs, the first three strong, and one event.
MissingWorld crowd() {
  std::string body, sum = "3 * p0 + 3 * p1 + 3 * p2";
  for (int k = 0; k < 12; ++k) {
    body += fmt::format("[parameter.p{}]\nprior = \"normal(0, 1)\"\n", k);
    if (k > 2) sum += fmt::format(" + 0.3 * p{}", k);
  }
  for (int k = 0; k < 3; ++k) {
    body += fmt::format("[shock.s{}]\ndistribution = \"normal(0, 1)\"\n", k);
    sum += fmt::format(" + 0.2 * s{}", k);
  }
  return MissingWorld(body + "[indicator.y]\nequals = \"" + sum + "\"\n", 1);
}

TEST(explain, joins_small_inputs) {
  const auto world = crowd();
  const auto said = explain(world.program, world.estimate, world.goal, {.worlds = 60'000});
  EXPECT_LE(said.drivers.size(), 10U);
  EXPECT_GT(said.screened, 0U);
  EXPECT_LE(said.worlds, 60'000U);
  std::set<std::size_t> inputs;
  std::size_t count = 0;
  for (const auto& driver : said.drivers) {
    inputs.insert(driver.inputs.begin(), driver.inputs.end());
    count += driver.inputs.size();
  }
  EXPECT_EQ(inputs.size(), 15U);
  EXPECT_EQ(count, 15U);
  for (const char* name : {"p0", "p1", "p2"}) EXPECT_GT(driver_named(said, name).share, 0.2) << name;
  EXPECT_EQ(sum_of(said), said.halves);
}

TEST(explain, can_tell_kinds_apart) {
  const auto world = crowd();
  const auto said = explain(world.program, world.estimate, world.goal, {.worlds = 30'000, .by_kind = true});
  ASSERT_EQ(said.drivers.size(), 2U);
  EXPECT_EQ(said.drivers[0].kind, simulate::Input::Kind::parameter);
  EXPECT_EQ(said.drivers[0].inputs.size(), 12U);
  EXPECT_GT(said.drivers[0].share, 0.9);
  EXPECT_FALSE(said.drivers[0].ends.has_value());
}

TEST(explain, gives_the_same_bits_for_any_number_of_threads) {
  const auto world = crowd();
  const auto one = explain(world.program, world.estimate, world.goal, {.worlds = 40'000, .threads = 1});
  const auto three = explain(world.program, world.estimate, world.goal, {.worlds = 40'000, .threads = 3});
  ASSERT_EQ(one.drivers.size(), three.drivers.size());
  EXPECT_EQ(one.missed, three.missed);
  for (std::size_t d = 0; d < one.drivers.size(); ++d) {
    EXPECT_EQ(one.drivers[d].inputs, three.drivers[d].inputs);
    EXPECT_EQ(one.drivers[d].halves, three.drivers[d].halves);
    EXPECT_EQ(one.drivers[d].low, three.drivers[d].low);
    EXPECT_EQ(one.drivers[d].high, three.drivers[d].high);
    ASSERT_EQ(one.drivers[d].ends.has_value(), three.drivers[d].ends.has_value());
    if (one.drivers[d].ends) EXPECT_EQ(one.drivers[d].ends->low.missed, three.drivers[d].ends->low.missed);
  }
}

// The halves found with blocks of 256 lanes; a build with 8 finds the same.
TEST(explain, does_not_depend_on_the_lanes_of_a_block) {
  const MissingWorld world(
      "[parameter.a]\nprior = \"normal(0, 1)\"\n[shock.u]\ndistribution = \"normal(0, 1)\"\n"
      "[indicator.y]\nequals = \"a + 0.5 * u\"\n",
      0.2);
  const auto said = explain(world.program, world.estimate, world.goal, {.seed = 4, .worlds = 8'192});
  EXPECT_EQ(said.walks, 2048U);
  EXPECT_EQ(driver_named(said, "a").halves, 746);
  EXPECT_EQ(driver_named(said, "u").halves, 248);
}

TEST(explain, orders_are_permutations_and_differ) {
  std::set<std::vector<std::size_t>> orders;
  for (std::uint64_t pair = 0; pair < 600; ++pair) {
    auto order = order_of(1, pair, 4);
    orders.insert(order);
    std::sort(order.begin(), order.end());
    EXPECT_EQ(order, (std::vector<std::size_t>{0, 1, 2, 3}));
  }
  EXPECT_EQ(orders.size(), 24U);   // each is missed with probability (23/24)^600 = 8e-12
}

}  // namespace
}  // namespace prospect::analyse
