/// Reported figures against numerical integration over the pull, and what priors set with later figures
/// leave of an earlier run.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/math/distributions/beta.hpp>

#include <cmath>
#include <functional>
#include <limits>

#include "model/small_world.hpp"
#include "summarise/gather.hpp"

namespace prospect::model {
namespace {

constexpr std::uint64_t paths = 40960;
constexpr double errors = 4;   // standard errors that a share may be off

const char* const target_columns =
    "code,indicator,test,from,year,direction,value,high,unit,tolerance,assess,plan,number,part,"
    "theme,label_en,label_vi,reason_en,reason_vi,place,printed\n";

/// Rows "code,indicator,test,from,year,direction,value,high,unit,tolerance,assess".
Program program_with(const SmallWorld& world, const std::string& targets) {
  auto texts = texts_of(world);
  const std::string data = "[data]\n";
  auto& model = texts["model.toml"];
  if (model.find(data) == std::string::npos) model += data;
  model.insert(model.find(data) + data.size(), "targets = 'targets.csv'\n");
  texts["targets.csv"] = target_columns;
  for (const auto& row : rows_of(targets)) texts["targets.csv"] += row + ",p,1,,t,l,,why,,,\n";
  return compile(read::load("model.toml", read::Memory(texts)), world.as_of);
}

/// x moves as a random walk: N(10, 2) in 2022, N(10, 3) in 2023.
SmallWorld walk(const std::string& reporting) {
  return {.body = "[shock.e]\ndistribution = 'normal(0, 1)'\n"
                  "[indicator.x]\nunit = '%'\nstart = 10\nnext = 'x[-1] + 1% * e'\n" + reporting};
}

const char* const walk_targets =
    "least,x,at,,2022,>=,12,,%,0.3,yes\n"
    "exact,x,at,,2023,>=,0.11,,1,,yes\n"
    "mean,x,mean,2021,2023,>=,10,,%,,yes\n";

summarise::Summary summary(const Program& program) {
  simulate::Plan plan;
  plan.paths = paths;
  const auto estimate = calibrate::fit(program);
  summarise::Gatherer gatherer(program, plan, 1);
  const Draws draws(program, plan.seed);
  const simulate::ParameterDraws parameters(program, estimate, plan.seed);
  simulate::PathRunner runner(program, estimate, draws, parameters);
  for (std::uint64_t path = 0; path < simulate::chunk_paths; path += lanes::lane_count) {
    gatherer.pilot(runner.run(path, lanes::lane_count));
  }
  gatherer.fix_ranges();
  for (std::uint64_t path = 0; path < plan.paths; path += lanes::lane_count) {
    gatherer.add(runner.run(path, lanes::lane_count), 0);
    if ((path + lanes::lane_count) % simulate::chunk_paths == 0) {
      gatherer.close_chunk(0);
    }
  }
  return gatherer.finish();
}

double normal_cdf(double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; }

/// The mean of `share` over a pull of law beta(a, b), by midpoints.
double over_the_pull(double a, double b, const std::function<double(double)>& share) {
  const boost::math::beta_distribution<> law(a, b);
  constexpr int points = 20000;
  double sum = 0;
  for (int k = 0; k < points; ++k) {
    const double pull = (k + 0.5) / points;
    sum += pdf(law, pull) * share(pull) / points;
  }
  return sum;
}

void expect_share(std::uint64_t hits, double p, const std::string& what) {
  const auto n = static_cast<double>(paths);
  std::printf("  %s: %.4f, exact %.4f\n", what.c_str(), static_cast<double>(hits) / n, p);
  EXPECT_NEAR(static_cast<double>(hits) / n, p, errors * std::sqrt(p * (1 - p) / n)) << what;
}

// x + pull (12 - x) reaches 11.7 where x reaches (11.7 - 12 pull) / (1 - pull).
TEST(reported, leans_towards_the_target) {
  const auto program = program_with(walk("reporting = 'beta(2, 3)'"), walk_targets);
  const auto found = summary(program);
  ASSERT_EQ(found.targets.size(), 3u);
  expect_share(found.targets[0].hits, normal_cdf(-1.7 / std::sqrt(2.0)), "structural");
  ASSERT_TRUE(found.targets[0].reported_hits.has_value());
  expect_share(*found.targets[0].reported_hits,
               over_the_pull(2, 3,
                             [](double pull) {
                               const double least = (11.7 - 12 * pull) / (1 - pull);
                               return normal_cdf((10 - least) / std::sqrt(2.0));
                             }),
               "reported");
  // What leans towards a bound without tolerance never passes it; the target is told in another unit.
  EXPECT_EQ(found.targets[1].reported_hits, found.targets[1].hits);
  expect_share(found.targets[1].hits, normal_cdf(-1 / std::sqrt(3.0)), "without tolerance");
  // A mean over years is no single declared figure.
  EXPECT_FALSE(program.targets[2].reported.has_value());
  EXPECT_FALSE(found.targets[2].reported_hits.has_value());
}

TEST(reported, aims_at_the_middle_of_a_range) {
  const auto found =
      summary(program_with(walk("reporting = 'beta(2, 3)'"), "a,x,at,,2022,between,11,13,%,0.5,yes"));
  // 12 + (1 - pull) (x - 12) within 10.5 to 13.5.
  const auto within = [](double pull) {
    const double half = 1.5 / (1 - pull);
    return normal_cdf((2 + half) / std::sqrt(2.0)) - normal_cdf((2 - half) / std::sqrt(2.0));
  };
  expect_share(found.targets[0].reported_hits.value(), over_the_pull(2, 3, within), "between");
}

TEST(reported, is_the_structural_one_without_a_pull) {
  const auto found = summary(program_with(walk("reporting = 0"), walk_targets));
  EXPECT_EQ(found.targets[0].reported_hits.value(), found.targets[0].hits);
  EXPECT_GT(found.targets[0].hits, 0u);
  const auto all = summary(program_with(walk("reporting = 1"), walk_targets));
  EXPECT_EQ(all.targets[0].reported_hits.value(), paths);
  EXPECT_EQ(all.targets[0].hits, found.targets[0].hits);
}

TEST(reported, needs_a_word_of_the_model) {
  const auto program = program_with(walk(""), walk_targets);
  for (const auto& target : program.targets) EXPECT_FALSE(target.reported.has_value());
  // Nor does it change what is structural.
  EXPECT_EQ(summary(program).targets[0].hits,
            summary(program_with(walk("reporting = 'beta(2, 3)'"), walk_targets)).targets[0].hits);
}

TEST(reported, lies_within_0_and_1) {
  try {
    const auto program = program_with(walk("reporting = 'normal(0.5, 0.1)'"), walk_targets);
    FAIL();
  } catch (const base::Rejected& rejected) {
    EXPECT_EQ(rejected.problems().sorted().at(0).kind, "out-of-bounds");
  }
}

TEST(reported, is_a_matter_of_the_family_unless_a_member_says_another) {
  SmallWorld world{.body = "[family.f]\nreporting = 1\nlink = 'log'\n"
                           "[indicator.x]\nhistory = 'x'\nfamily = 'f'\n"
                           "[indicator.y]\nhistory = 'y'\nfamily = 'f'\nreporting = 0",
                   .series = "x,1\ny,1",
                   .history = "x,2018,10\nx,2019,11\nx,2020,12\ny,2018,10\ny,2019,12\ny,2020,13"};
  const auto found =
      summary(program_with(world, "x,x,at,,2022,>=,16,,1,,yes\ny,y,at,,2022,>=,16,,1,0.5,yes"));
  EXPECT_EQ(found.targets[0].reported_hits.value(), paths);
  EXPECT_LT(found.targets[0].hits, paths);
  EXPECT_EQ(found.targets[1].reported_hits.value(), found.targets[1].hits);
}

// --- Priors set with figures later than the base year.

SmallWorld late(const std::string& keys, int as_of) {
  return {.body = "[parameter.gain]\nprior = 3\n" + keys +
                  "\n[indicator.x]\nhistory = 'x'\nnext = 'x[-1] + gain'\n"
                  "[indicator.after]\nequals = '2 * x'\n"
                  "[indicator.other]\nhistory = 'x'\nnext = 'other[-1] + 1'",
          .series = "x,1",
          .history = "x,2017,10\nx,2018,10\nx,2019,12\nx,2020,20",
          .as_of = as_of};
}

const char* const late_targets =
    "x,x,at,,2022,>=,1,,1,,yes\nafter,after,at,,2022,>=,1,,1,,yes\nother,other,at,,2022,>=,1,,1,,yes";

TEST(known, later_than_the_base_year_is_left_out) {
  const auto early = program_with(late("known = 2019", 2018), late_targets);
  EXPECT_FALSE(early.targets[0].variable.has_value());
  EXPECT_THAT(early.targets[0].reason.en, testing::HasSubstr("2018"));
  EXPECT_FALSE(early.targets[1].variable.has_value());   // by way of x
  EXPECT_TRUE(early.targets[2].variable.has_value());
  for (const int as_of : {0, 2019}) {
    const auto in_time = program_with(late("known = 2019", as_of), late_targets);
    for (const auto& target : in_time.targets) EXPECT_TRUE(target.variable.has_value()) << as_of;
    Paths run(in_time);
    EXPECT_EQ(run.value("x", 2022), as_of == 0 ? 26 : 21);
  }
}

TEST(known, takes_the_earlier_prior_where_there_is_one) {
  const auto keys = "known = 2019\nearlier = 5";
  const auto early = program_with(late(keys, 2018), late_targets);
  for (const auto& target : early.targets) EXPECT_TRUE(target.variable.has_value());
  Paths run(early);
  EXPECT_EQ(run.value("x", 2022), 10 + 4 * 5);
  EXPECT_EQ(run.value("after", 2022), 2 * (10 + 4 * 5));
  Paths in_time(program_with(late(keys, 2019), late_targets));
  EXPECT_EQ(in_time.value("x", 2022), 12 + 3 * 3);
}

// What a scenario says holds in every year.
TEST(known, does_not_matter_to_what_a_scenario_sets) {
  auto world = late("known = 2019", 2018);
  world.scenario = "[parameter]\ngain = 7";
  Paths run(program_of(world));
  EXPECT_EQ(run.value("x", 2022), 10 + 4 * 7);
}

}  // namespace
}  // namespace prospect::model
