/// Parameters learned by simulating the history: against the exact normal posterior of a linear world,
/// against importance sampling, and what may and may not enter a block.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

#include "calibrate/importance_sample.hpp"
#include "lanes/functions.hpp"
#include "model/evaluate.hpp"
#include "model/learn_world.hpp"

namespace prospect::model {
namespace {

using calibrate::BlockPosterior;

constexpr double errors = 4;   // standard errors that a difference may have

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double sd_of(const std::vector<double>& values) {
  const double mean = mean_of(values);
  double square = 0;
  for (const double x : values) square += (x - mean) * (x - mean);
  return std::sqrt(square / static_cast<double>(values.size() - 1));
}

double correlation_of(const std::vector<double>& a, const std::vector<double>& b) {
  const double mean_a = mean_of(a), mean_b = mean_of(b);
  double product = 0;
  for (std::size_t k = 0; k < a.size(); ++k) product += (a[k] - mean_a) * (b[k] - mean_b);
  return product / static_cast<double>(a.size() - 1) / (sd_of(a) * sd_of(b));
}

// --- The linear world: x moves by a trend and shocks from the figure of 2014 on.

const char* const linear_body =
    "[parameter.trend]\nprior = 'normal(2, 1)'\n"
    "[parameter.level]\nprior = 'normal(20, 9)'\n"
    "[shock.e]\ndistribution = 'normal(0, 0.8)'\n"
    "[indicator.x]\nhistory = 'x'\nnext = 'x[-1] + trend + e'\n"
    "[indicator.twice]\nstart = 20\nequals = '2 * x'\n"
    "[indicator.ahead]\nstart = 'level'\nnext = 'ahead[-1] + trend'\n"
    "[learn.b]\nfrom = 2014\nparameters = ['trend']\ncarry = { level = 'x' }\n"
    "figures = [{ of = 'x', error = 0.5 }, { of = 'twice', year = 2017, value = 33, error = 1.5 }]";

SmallWorld linear_world(const std::string& last_figure = "26") {
  return {.body = linear_body,
          .series = "x,1",
          .history = "x,2014,10\nx,2016,14.1\nx,2018,99,derived\nx,2019,21.5\nx,2020," + last_figure};
}

constexpr const char* linear_means = "x,2016,2018,17.5";

/// The normal law of (trend, shocks of 2015 to 2020) under one printed figure after another.
class LinearPosterior {
 public:
  static constexpr std::size_t n = 7;
  using Row = std::array<double, n>;

  LinearPosterior() {
    mean_[0] = 2;
    covariance_[0][0] = 1;
    for (std::size_t k = 1; k < n; ++k) covariance_[k][k] = 0.8 * 0.8;
  }

  /// x of a year, less the 10 of 2014.
  static Row x(int year, double weight = 1) {
    Row row{};
    row[0] = weight * (year - 2014);
    for (int k = 1; k <= year - 2014; ++k) row[static_cast<std::size_t>(k)] = weight;
    return row;
  }

  [[nodiscard]] double mean(const Row& row) const {
    return std::inner_product(row.begin(), row.end(), mean_.begin(), 0.0);
  }
  [[nodiscard]] double variance(const Row& row) const {
    const Row moved = times(row);
    return std::inner_product(row.begin(), row.end(), moved.begin(), 0.0);
  }

  void see(const Row& row, double figure, double error) {
    const Row gain = times(row);
    const double spread = variance(row) + error * error, away = figure - mean(row);
    log_evidence -= away * away / (2 * spread) + std::log(2 * M_PI * spread) / 2;
    for (std::size_t a = 0; a < n; ++a) {
      mean_[a] += gain[a] * away / spread;
      for (std::size_t b = 0; b < n; ++b) covariance_[a][b] -= gain[a] * gain[b] / spread;
    }
  }

  double log_evidence = 0;

 private:
  [[nodiscard]] Row times(const Row& row) const {
    Row out{};
    for (std::size_t a = 0; a < n; ++a) {
      out[a] = std::inner_product(row.begin(), row.end(), covariance_[a].begin(), 0.0);
    }
    return out;
  }

  Row mean_{};
  std::array<Row, n> covariance_{};
};

LinearPosterior exact_posterior() {
  LinearPosterior exact;
  const auto x = [](int year, double weight = 1) { return LinearPosterior::x(year, weight); };
  exact.see(x(2016), 4.1, 0.5);
  exact.see(x(2019), 11.5, 0.5);
  exact.see(x(2020), 16, 0.5);
  exact.see(x(2017, 2), 13, 1.5);
  LinearPosterior::Row mean{};
  for (const int year : {2016, 2017, 2018}) {
    for (std::size_t k = 0; k < mean.size(); ++k) mean[k] += x(year)[k] / 3;
  }
  exact.see(mean, 7.5, 0.5);
  return exact;
}

/// Standard error of the mean s / sqrt(n), of the sd of a normal s / sqrt(2 n).
void expect_normal(const std::vector<double>& draws, double effective, double mean, double sd,
                   const std::string& what) {
  const double error = errors * sd / std::sqrt(effective);
  std::printf("  %s: mean %.3f (exact %.3f), sd %.3f (exact %.3f), worth %.0f draws\n", what.c_str(),
              mean_of(draws), mean, sd_of(draws), sd, effective);
  EXPECT_NEAR(mean_of(draws), mean, error) << what;
  EXPECT_NEAR(sd_of(draws), sd, error / std::sqrt(2)) << what;
}

TEST(learn, a_linear_world_as_its_closed_form) {
  const auto program = compile(inputs_with_means(linear_world(), linear_means));
  const LearnBlock& block = only_block(program);
  EXPECT_EQ(block.figures.size(), 5u);
  const auto exact = exact_posterior();
  const LinearPosterior::Row trend{1};
  const auto level = LinearPosterior::x(2020);
  // The figures say something: else agreement would prove little.
  EXPECT_LT(exact.variance(trend), 0.3 * 0.3 * 2);
  const auto posterior = calibrate::learn(block, program, 1, 2);
  EXPECT_EQ(posterior.scores, LinearPosterior::n);
  EXPECT_EQ(posterior.figures, 5u);
  EXPECT_GT(posterior.effective, 200);
  expect_normal(draws_of(posterior, "trend"), posterior.effective, exact.mean(trend),
                std::sqrt(exact.variance(trend)), "trend");
  expect_normal(draws_of(posterior, "level"), posterior.effective, 10 + exact.mean(level),
                std::sqrt(exact.variance(level)), "level");
  // The prior as described: the trend's own, and of the level what six years of the model make.
  EXPECT_NEAR(posterior.prior[0].mean, 20 + 2, errors * std::sqrt(36 + 6 * 0.64) / 64);
  EXPECT_NEAR(posterior.prior[1].sd, 1, errors / std::sqrt(2 * 4096.0));
}

// Means of eight seeds, whose spread tells the standard error.
TEST(learn, the_evidence_of_a_linear_world) {
  const auto program = compile(inputs_with_means(linear_world(), linear_means));
  std::vector<double> found;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    found.push_back(calibrate::learn(only_block(program), program, seed, 2, 1024).log_evidence);
  }
  const double error = sd_of(found) / std::sqrt(8.0);
  EXPECT_LT(error, 0.1);
  EXPECT_NEAR(mean_of(found), exact_posterior().log_evidence, errors * error);
}

// The forecast goes on from the level the block ends with, under the trend of the same particle.
TEST(learn, the_forecast_takes_one_particle_a_path) {
  Paths paths(compile(inputs_with_means(linear_world(), linear_means)));
  const auto& posterior = *paths.estimate.blocks.at(0).posterior;
  const auto& trend = draws_of(posterior, "trend");
  const auto& level = draws_of(posterior, "level");
  std::set<std::pair<double, double>> pairs;
  for (std::size_t k = 0; k < trend.size(); ++k) pairs.emplace(trend[k], level[k]);
  std::vector<double> trends, levels;
  for (std::uint64_t path = 0; path < 10240; path += lanes::lane_count) {
    paths.run(path);
    for (std::size_t l = 0; l < lanes::lane_count; ++l) {
      trends.push_back(paths.parameter("trend", l));
      levels.push_back(paths.parameter("level", l));
      ASSERT_TRUE(pairs.contains({trends.back(), levels.back()}));
      EXPECT_DOUBLE_EQ(paths.value("ahead", 2022, l), levels.back() + 2 * trends.back());
    }
  }
  const double r = correlation_of(trend, level);
  EXPECT_GT(std::abs(r), 0.1);
  const double error = (1 - r * r) / std::sqrt(static_cast<double>(trends.size()));
  EXPECT_NEAR(correlation_of(trends, levels), r, errors * error);
  EXPECT_NEAR(mean_of(trends), mean_of(trend),
              errors * sd_of(trend) / std::sqrt(static_cast<double>(trends.size())));
}

// Shocks that move together: of x and y in two years, covariance 2 and 1.6; x is seen with an error of 0.5.
TEST(learn, correlated_shocks_teach_what_is_not_printed) {
  const auto program = program_of(
      {.body = "[parameter.end]\nprior = 1\n"
               "[shock.e]\ndistribution = 'normal(0, 1)'\n[shock.f]\ndistribution = 'normal(0, 1)'\n"
               "[correlation.c]\nmembers = ['e', 'f']\ncommon = 0.8\n"
               "[indicator.x]\nstart = 0\nnext = 'x[-1] + e'\n"
               "[indicator.y]\nstart = 0\nnext = 'y[-1] + f'\n"
               "[indicator.keeps]\nstart = 'end'\nnext = 'keeps[-1]'\n"
               "[learn.b]\nfrom = 2018\nparameters = []\ncarry = { end = 'y' }\n"
               "figures = [{ of = 'x', year = 2020, value = 3, error = 0.5 }]"});
  const auto posterior = calibrate::learn(only_block(program), program, 1, 2);
  expect_normal(draws_of(posterior, "end"), posterior.effective, 1.6 / 2.25 * 3,
                std::sqrt(2 - 1.6 * 1.6 / 2.25), "end");
}

// --- Importance sampling over the same scores.

struct Weighed {
  double mean = 0, sd = 0;
};

template <class Value>
Weighed weigh(const calibrate::WeightedDraws& oracle, Value value) {
  Weighed out;
  std::vector<double> values(oracle.draws.count);
  for (std::size_t p = 0; p < values.size(); ++p) {
    std::vector<double> scores;
    for (std::size_t k = 0; k < oracle.draws.dimension; ++k) scores.push_back(oracle.draws.row(k)[p]);
    values[p] = value(scores);
    out.mean += oracle.weights[p] * values[p];
  }
  for (std::size_t p = 0; p < values.size(); ++p) {
    out.sd += oracle.weights[p] * (values[p] - out.mean) * (values[p] - out.mean);
  }
  out.sd = std::sqrt(out.sd);
  return out;
}

void expect_like(const BlockPosterior& posterior, const std::string& name,
                 const calibrate::WeightedDraws& oracle, const Weighed& wanted) {
  const auto& draws = draws_of(posterior, name);
  const double error = errors * wanted.sd * std::sqrt(1 / posterior.effective + 1 / oracle.effective_size);
  std::printf("  %s: mean %.4f (oracle %.4f), sd %.4f (oracle %.4f), worth %.0f and %.0f draws\n",
              name.c_str(), mean_of(draws), wanted.mean, sd_of(draws), wanted.sd, posterior.effective,
              oracle.effective_size);
  EXPECT_NEAR(mean_of(draws), wanted.mean, error) << name;
  // The laws have longer tails than a normal: the error of an sd is allowed that of a mean.
  EXPECT_NEAR(sd_of(draws), wanted.sd, error) << name;
}

/// Least k whose probability of k or fewer reaches u.
double poisson_quantile(double mean, double u) {
  double term = std::exp(-mean), sum = term, k = 0;
  while (sum < u) {
    k += 1;
    term *= mean / k;
    sum += term;
  }
  return k;
}

// x = a (floods + t): lognormal, count and Student-t in one year, the carried state by hand.
TEST(learn, a_nonlinear_world_as_importance_sampling) {
  const auto program = program_of(
      {.body = "[parameter.a]\nprior = 'lognormal(1, 0.5)'\n"
               "[parameter.rate]\nprior = 'gamma(4, 1)'\n"
               "[parameter.end]\nprior = 1\n"
               "[shock.floods]\ndistribution = 'poisson(rate)'\n"
               "[shock.e]\ndistribution = 'student_t(3)'\n"
               "[indicator.x]\nhistory = 'x'\nnext = '0.5 * x[-1] + a * (floods + e)'\n"
               "[indicator.keeps]\nstart = 'end'\nnext = 'keeps[-1]'\n"
               "[indicator.seen]\nstart = 0\nequals = 'a + 0.2 * floods'\n"
               "[learn.b]\nfrom = 2019\nparameters = ['a', 'rate']\ncarry = { end = 'x' }\n"
               "figures = [{ of = 'x', error = 1 }, "
               "{ of = 'seen', year = 2020, value = 2.2, error = 0.4 }]",
       .series = "x,1",
       .history = "x,2019,2\nx,2020,9"});
  const LearnBlock& block = only_block(program);
  const auto scores = calibrate::scores_of(block);
  ASSERT_EQ(scores.dimension, 4u);
  const auto oracle = calibrate::importance_sample(scores.dimension, scores.make, {.name = "oracle"});
  ASSERT_GT(oracle.effective_size, 2000);
  const auto posterior = calibrate::learn(block, program, 1, 2);
  // Scores stand in order: a, rate, floods, e. That the twin agrees with the block shows it.
  const auto a = [](const auto& z) { return std::exp(0.5 * z[0]); };
  const auto law = lanes::Distribution::gamma(4, 1);
  const auto rate = [&](const auto& z) { return law.quantile(lanes::normal_cdf_lane(z[1])); };
  const auto t = lanes::Distribution::student_t(3);
  const auto x = [&](const auto& z, std::size_t floods, std::size_t e) {
    const double count = poisson_quantile(rate(z), lanes::normal_cdf_lane(z[floods]));
    return 1 + a(z) * (count + t.quantile(lanes::normal_cdf_lane(z[e])));
  };
  const auto log_likelihood = [&](const auto& z) {
    const double count = poisson_quantile(rate(z), lanes::normal_cdf_lane(z[2]));
    const double first = x(z, 2, 3) - 9, second = (a(z) + 0.2 * count - 2.2) / 0.4;
    return -(first * first + second * second) / 2 - std::log(2 * M_PI * 0.4);
  };
  std::size_t unequal = 0;
  for (std::size_t p = 0; p < 2000; ++p) {
    std::vector<double> z;
    for (std::size_t k = 0; k < 4; ++k) z.push_back(oracle.draws.row(k)[p]);
    const double wanted = log_likelihood(z);
    unequal += !(std::abs(oracle.draws.log_likelihood[p] - wanted) < 1e-4 * (1 + std::abs(wanted)));
  }
  EXPECT_LE(unequal, 4u);  // a count may fall on either side of its step
  expect_like(posterior, "a", oracle, weigh(oracle, a));
  expect_like(posterior, "rate", oracle, weigh(oracle, rate));
  expect_like(posterior, "end", oracle, weigh(oracle, [&](const auto& z) { return x(z, 2, 3); }));
  EXPECT_NEAR(posterior.log_evidence, oracle.log_evidence, 0.3);
}

// A parameter and two years of a heavy-tailed shock that multiplies.
TEST(learn, a_heavy_tailed_walk_as_importance_sampling) {
  const auto program = program_of(
      {.body = "[parameter.growth]\nprior = 'lognormal(0.1, 0.8)'\n"
               "[parameter.end]\nprior = 1\n"
               "[shock.e]\ndistribution = 'student_t(2.5)'\n"
               "[indicator.x]\nhistory = 'x'\nnext = 'x[-1] * exp(growth + 0.1 * e)'\n"
               "[indicator.keeps]\nstart = 'end'\nnext = 'keeps[-1] * exp(growth)'\n"
               "[learn.b]\nfrom = 2018\nparameters = ['growth']\ncarry = { end = 'x' }\n"
               "figures = [{ of = 'x', error = 6 }]",
       .series = "x,1",
       .history = "x,2018,100\nx,2019,131\nx,2020,150"});
  const LearnBlock& block = only_block(program);
  const auto scores = calibrate::scores_of(block);
  ASSERT_EQ(scores.dimension, 3u);
  const auto oracle = calibrate::importance_sample(scores.dimension, scores.make, {.name = "oracle"});
  ASSERT_GT(oracle.effective_size, 1000);
  const auto posterior = calibrate::learn(block, program, 1, 2);
  const auto growth = [](const auto& z) { return 0.1 * std::exp(0.8 * z[0]); };
  const auto t = lanes::Distribution::student_t(2.5);
  const auto x = [&](const auto& z) {
    const double shocks = t.quantile(lanes::normal_cdf_lane(z[1])) + t.quantile(lanes::normal_cdf_lane(z[2]));
    return 100 * std::exp(2 * growth(z) + 0.1 * shocks);
  };
  expect_like(posterior, "growth", oracle, weigh(oracle, growth));
  expect_like(posterior, "end", oracle, weigh(oracle, x));
}

// --- What enters, and what does not.

TEST(learn, threads_change_nothing) {
  const auto program = compile(inputs_with_means(linear_world(), linear_means));
  const auto one = calibrate::learn(only_block(program), program, 5, 1, 1024);
  for (const int threads : {2, 3}) {
    const auto other = calibrate::learn(only_block(program), program, 5, threads, 1024);
    EXPECT_EQ(one.draws, other.draws);
    EXPECT_EQ(one.log_evidence, other.log_evidence);
    EXPECT_EQ(one.effective, other.effective);
    EXPECT_EQ(one.prior, other.prior);
    EXPECT_EQ(one.key, other.key);
  }
  EXPECT_NE(one.draws, calibrate::learn(only_block(program), program, 6, 1, 1024).draws);
}

std::string key_of(const SmallWorld& world) {
  const auto program = compile(inputs_with_means(world, linear_means));
  return calibrate::key_of(only_block(program), program, 1);
}

TEST(learn, figures_after_an_earlier_base_year_do_not_enter) {
  auto early = linear_world();
  early.as_of = 2018;
  const auto program = program_of(early);
  const LearnBlock& block = only_block(program);
  EXPECT_EQ(block.program.end_year, 2018);
  for (const auto& figure : block.figures) EXPECT_LE(figure.year, 2018);
  ASSERT_EQ(block.figures.size(), 2u);  // that of 2016 and the block's own of 2017
  auto other = linear_world("40");
  EXPECT_NE(key_of(linear_world()), key_of(other));
  other.as_of = 2018;
  const auto same = program_of(other);
  EXPECT_EQ(calibrate::key_of(block, program, 1), calibrate::key_of(only_block(same), same, 1));
}

TEST(learn, as_of_its_first_year_priors_stand) {
  for (const int as_of : {2014, 2013}) {
    auto world = linear_world();
    world.history = "x,2013,8\n" + world.history;
    world.as_of = as_of;
    const auto program = program_of(world);
    EXPECT_TRUE(program.blocks.empty());
    const auto id = parameter_named(program, "trend");
    EXPECT_EQ(program.parameters[id.value].role, Parameter::Role::given);
    const auto estimate = calibrate::fit(program);
    EXPECT_EQ(estimate.laws[id.value].kind, calibrate::Law::Kind::marginal);
    EXPECT_EQ(estimate.laws[id.value].distribution, lanes::Distribution::normal(2, 1));
  }
}

const char* const town_body =
    "[parameter.trend]\nprior = 'normal(2, 1)'\n"
    "[parameter.share]\nprior = 'uniform(0, 1)'\n"
    "[lever.works]\ndefault = 1\nbounds = [0, 9]\n"
    "[event.strike]\nprobability = 0.2\npast = { 2012 = 3, 2017 = 2, 2020 = 0.5 }\n"
    "[shock.e]\ndistribution = 'normal(0, 0.5)'\n"
    "[indicator.x]\nhistory = 'x'\nnext = 'x[-1] + trend + share * works - strike + e'\n"
    "[learn.b]\nfrom = 2015\nparameters = ['trend', 'share']\n"
    "figures = [{ of = 'x', error = 0.5 }]";

SmallWorld town(const std::string& scenario = "", const std::string& body = town_body) {
  return {.body = body,
          .scenario = scenario,
          .series = "x,1",
          .history = "x,2015,10\nx,2017,13\nx,2018,16\nx,2020,21"};
}

std::string town_key(const SmallWorld& world) {
  const auto program = program_of(world);
  return calibrate::key_of(only_block(program), program, 1);
}

TEST(learn, what_a_scenario_sets_was_not_at_work_in_the_past) {
  const std::string plain = town_key(town());
  EXPECT_EQ(town_key(town("[lever]\nworks = 5")), plain);
  EXPECT_EQ(town_key(town("[event.strike]\nprobability = 0.9\nforce = { 2021 = 4 }")), plain);
  EXPECT_EQ(town_key(town("[shock.e]\ndistribution = 'normal(0, 3)'")), plain);
  // The key does notice what is at work in the past.
  const auto with = [](const std::string& from, const std::string& to) {
    std::string body = town_body;
    body.replace(body.find(from), from.size(), to);
    return town_key(town("", body));
  };
  EXPECT_NE(with("default = 1", "default = 2"), plain);
  EXPECT_NE(with("2017 = 2", "2017 = 1"), plain);
  EXPECT_NE(with("normal(0, 0.5)", "normal(0, 0.6)"), plain);
  EXPECT_NE(with("normal(2, 1)", "normal(2, 2)"), plain);
  EXPECT_NE(with("error = 0.5", "error = 0.6"), plain);
  EXPECT_NE(with("- strike", "- 2 * strike"), plain);
  // Bits that no shortened number would show, what is learned, the seed.
  EXPECT_NE(with("normal(2, 1)", "normal(2.0000000000000004, 1)"), plain);
  EXPECT_NE(with("normal(0, 0.5)", "normal(0, 0.5000000000000001)"), plain);
  EXPECT_NE(with("parameters = ['trend', 'share']", "parameters = ['trend']"), plain);
  EXPECT_NE(with("[learn.b]", "[learn.other]"), plain);
  const auto program = program_of(town());
  EXPECT_NE(calibrate::key_of(only_block(program), program, 2), plain);
  EXPECT_EQ(plain.size(), 64U);
  EXPECT_EQ(with("probability = 0.2", "probability = 0.3"), plain);
}

TEST(learn, scenarios_share_one_fit) {
  const auto plain = program_of(town());
  const auto estimate = calibrate::fit(plain);
  const auto other = calibrate::fit(program_of(town("[lever]\nworks = 5")), {.before = &estimate});
  EXPECT_EQ(other.blocks.at(0).posterior, estimate.blocks.at(0).posterior);
}

TEST(learn, what_was_kept_is_not_drawn_again) {
  class Kept final : public calibrate::KeptPosteriors {
   public:
    std::shared_ptr<const calibrate::BlockPosterior> find(const std::string& key) override {
      asked.push_back(key);
      return posterior && posterior->key == key ? posterior : nullptr;
    }
    void keep(const std::shared_ptr<const calibrate::BlockPosterior>& drawn) override {
      ++drawings;
      posterior = drawn;
    }
    std::shared_ptr<const calibrate::BlockPosterior> posterior;
    std::vector<std::string> asked;
    int drawings = 0;
  } kept;
  const auto program = program_of(town());
  const auto first = calibrate::fit(program, {.seed = 1, .kept = &kept});
  EXPECT_EQ(kept.drawings, 1);
  EXPECT_EQ(kept.asked, std::vector<std::string>{town_key(town())});
  const auto again = calibrate::fit(program, {.seed = 1, .kept = &kept});
  EXPECT_EQ(kept.drawings, 1);
  EXPECT_EQ(again.blocks.at(0).posterior, first.blocks.at(0).posterior);
  // Another seed is another posterior.
  const auto other = calibrate::fit(program, {.seed = 2, .kept = &kept});
  EXPECT_EQ(kept.drawings, 2);
  EXPECT_NE(other.blocks.at(0).posterior->draws, first.blocks.at(0).posterior->draws);
}

TEST(learn, a_parameter_that_a_scenario_sets_keeps_its_law) {
  Paths paths(town("[parameter]\nshare = 0.25"));
  const auto& block = paths.estimate.blocks.at(0);
  EXPECT_EQ(block.posterior->names, std::vector<std::string>{"trend"});
  ASSERT_EQ(block.parts.size(), 1u);
  EXPECT_EQ(paths.parameter("share", 7), 0.25);
  // The past knew nothing of it: the trend is learned as under the model itself.
  const auto plain = calibrate::fit(program_of(town()));
  EXPECT_EQ(draws_of(*block.posterior, "trend"), draws_of(*plain.blocks.at(0).posterior, "trend"));
  const auto all = program_of(town("[parameter]\nshare = 0.25\ntrend = 1"));
  EXPECT_TRUE(all.blocks.empty());
}

/// Rows of x through a block's own years, all scores 0.
std::vector<double> plain_years(const LearnBlock& block, const std::string& name) {
  class Middle final : public lanes::WordSource {
    void uniforms(const lanes::Stream&, std::uint64_t, std::int64_t, double* out) override {
      std::fill_n(out, lanes::lane_count, 0.5);
    }
  } words;
  const Draws draws(block.program, 1);
  Evaluator evaluator(block.program, draws);
  for (std::size_t p = 0; p < block.program.parameters.size(); ++p) {
    std::fill_n(evaluator.parameter_row(ParameterId(p)), lanes::lane_count, 1.0);
  }
  evaluator.run(words, 0);
  std::vector<double> years;
  for (int year = block.program.base_year + 1; year <= block.program.end_year; ++year) {
    years.push_back(evaluator.row(variable_named(block.program, name), year)[0]);
  }
  return years;
}

// x gains 1 + 1 a year; strikes of 2 in 2017 and 0.5 in 2020 take from it.
TEST(learn, events_have_their_past_sizes) {
  const auto program = program_of(town("[event.strike]\nforce = { 2021 = 4 }"));
  EXPECT_THAT(plain_years(only_block(program), "x"), testing::Pointwise(testing::DoubleNear(1e-9),
              std::vector<double>{12, 12, 14, 16, 17.5}));
  auto early = town();
  early.as_of = 2018;
  EXPECT_THAT(plain_years(only_block(program_of(early)), "x"),
              testing::Pointwise(testing::DoubleNear(1e-9), std::vector<double>{12, 12, 14}));
}

// A block without anything to draw still says what it comes to: 10 + 5 times 2.
TEST(learn, a_block_without_unknowns_carries_its_end) {
  SmallWorld world{.body = "[parameter.gain]\nprior = 2\n[parameter.end]\nprior = 'normal(0, 1)'\n"
                           "[indicator.x]\nhistory = 'x'\nnext = 'x[-1] + gain'\n"
                           "[indicator.later]\nstart = 'end'\nnext = 'later[-1] + gain'\n"
                           "[learn.b]\nfrom = 2015\nparameters = ['gain']\ncarry = { end = 'x' }\n"
                           "figures = [{ of = 'x', error = 0.5 }]",
                   .series = "x,1",
                   .history = "x,2015,10\nx,2020,21"};
  Paths paths(world);
  EXPECT_EQ(paths.parameter("end", 3), 20);
  EXPECT_EQ(paths.parameter("gain", 3), 2);
  EXPECT_EQ(paths.value("later", 2021, 3), 22);
}

TEST(learn, figures_no_draw_comes_near_leave_the_priors) {
  const auto program = compile(inputs_with_means(linear_world("1e300"), linear_means));
  const auto estimate = calibrate::fit(program);
  EXPECT_TRUE(estimate.blocks.at(0).posterior->impossible);
  EXPECT_TRUE(estimate.blocks.at(0).parts.empty());
  const auto id = parameter_named(program, "trend");
  EXPECT_EQ(estimate.laws[id.value].kind, calibrate::Law::Kind::marginal);
}

}  // namespace
}  // namespace prospect::model
