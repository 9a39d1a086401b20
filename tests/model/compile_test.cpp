#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "model/small_world.hpp"

namespace prospect::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string stage(const std::string& text, const std::string& from) {
  const auto at = text.find(from);
  const auto end = text.find("\n\n", at);
  return text.substr(at, end == std::string::npos ? end : end + 1 - at);
}

int count(const std::string& text, const std::string& word) {
  int found = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
  return found;
}

// 1, then one more a year.
TEST(compile, counts_years_by_hand) {
  const Paths paths({.body = "[indicator.x]\nstart = 1\nnext = 'x[-1] + 1'"});
  EXPECT_EQ(paths.value("x", 2020), 1);
  EXPECT_THAT(paths.years("x"), ElementsAre(2, 3, 4));
}

// Pinned: form of the listing; what each line does is derived by eye.
TEST(compile, prints_its_stages) {
  EXPECT_EQ(listing(program_of({.body = "[parameter.p]\nprior = 2\n"
                                        "[indicator.x]\nstart = 'p'\nnext = 'x[-1] * (1 + p)'"})),
            "program 'model': 1 indicators, 1 parameters, 0 streams, years 2021 to 2023\n"
            "rows: 2 path, 0 scratch, 1 kept\n"
            "\n"
            "path stage, once a path (3 instructions)\n"
            "  p0                           = parameter p\n"
            "  p1                           = add_i p0 1\n"
            "  x[2020]                      = copy p0\n"
            "\n"
            "year stage, each year (1 instructions)\n"
            "  x                            = mul x[-1] p1\n");
}

TEST(compile, runs_what_only_needs_parameters_once_a_path) {
  const auto text = listing(program_of({.body = R"(
[parameter.p]
prior = 'normal(0, 1)'
[shock.e]
distribution = 'normal(0, 1)'
[indicator.x]
start = 0
next = 'exp(p) * x[-1] + e * sqrt(p * p)'
)"}));
  const auto path = stage(text, "path stage"), year = stage(text, "year stage");
  EXPECT_THAT(path, HasSubstr("= exp"));
  EXPECT_THAT(path, HasSubstr("= sqrt"));
  EXPECT_THAT(year, testing::Not(HasSubstr("= exp")));
  EXPECT_THAT(year, HasSubstr("= word"));
}

TEST(compile, emits_a_common_part_once) {
  const auto program = program_of({.body = R"(
[shock.e]
distribution = 'normal(0, 1)'
[indicator.x]
equals = 'exp(e + 1) + 1'
[indicator.y]
equals = '2 * exp(e + 1)'
[indicator.z]
equals = 'exp(e + 1) + 1'
)"});
  const auto year = stage(listing(program), "year stage");
  EXPECT_EQ(count(year, "= exp"), 1);
  EXPECT_EQ(count(year, "= word"), 1);
  const Paths paths(program);
  EXPECT_EQ(paths.value("z", 2021), paths.value("x", 2021));
  EXPECT_EQ(paths.value("y", 2021), 2 * (paths.value("x", 2021) - 1));
}

// A shock that an indicator copies and another reads: its row must stay.
TEST(compile, keeps_a_value_that_is_shown_under_a_second_name) {
  const Paths paths({.body = R"(
[shock.e]
distribution = 'normal(3, 1)'
[indicator.x]
equals = 'e'
[indicator.y]
equals = 'exp(x / 8)'
[indicator.z]
equals = 'e + 1'
[indicator.w]
equals = 'e * 2'
)"});
  for (int year = 2021; year <= 2023; ++year) {
    EXPECT_EQ(paths.value("z", year), paths.value("x", year) + 1);
    EXPECT_EQ(paths.value("w", year), paths.value("x", year) * 2);
  }
}

TEST(compile, shares_scratch_rows_without_mixing_values) {
  std::string body = "[shock.e]\ndistribution = 'normal(0, 1)'\n[indicator.x]\nequals = 'e'\n";
  std::string sum = "0";
  for (int k = 1; k <= 20; ++k) {
    body += fmt::format("[indicator.y{}]\nequals = 'exp(e * {}) - sqrt(abs(e + {}))'\n", k, k, k);
    sum += fmt::format(" + y{}", k);
  }
  body += "[indicator.total]\nequals = '" + sum + "'\n";
  const Paths paths({.body = body});
  EXPECT_LT(paths.program.scratch_rows, 8u);
  double total = 0;
  const double e = paths.value("x", 2022, 5);
  for (int k = 1; k <= 20; ++k) {
    const double y = std::exp(e * k) - std::sqrt(std::abs(e + k));
    EXPECT_NEAR(paths.value(fmt::format("y{}", k), 2022, 5), y, 1e-13 * std::exp(std::abs(e) * k));
    total += paths.value(fmt::format("y{}", k), 2022, 5);
  }
  EXPECT_EQ(paths.value("total", 2022, 5), total);
}

// Fibonacci from 1, 1, 2 in 2018-2020; a lag of three reads 2018 in 2021.
TEST(compile, reads_lags_of_several_years) {
  const Paths paths({.body = "[indicator.x]\nhistory = 'f'\nnext = 'x[-1] + x[-2]'\n"
                             "[indicator.old]\nequals = 'x[-3]'\n"
                             "[indicator.fixed]\nequals = 'x[2019] + 10 * x[base]'\n",
                     .end_year = 2025,
                     .series = "f,1",
                     .history = "f,2018,1\nf,2019,1\nf,2020,2"});
  EXPECT_THAT(paths.years("x"), ElementsAre(3, 5, 8, 13, 21));
  EXPECT_THAT(paths.years("old"), ElementsAre(1, 1, 2, 3, 5));
  EXPECT_THAT(paths.years("fixed"), ElementsAre(21, 21, 21, 21, 21));
}

// A hidden row keeps no more years than its lags need, and none of them is lost.
TEST(compile, keeps_few_years_of_hidden_rows) {
  const Paths paths({.body = "[lever.a]\ndefault = 'year'\nbounds = [0, 3000]\n"
                             "[indicator.x]\nequals = 'a[-3]'",
                     .end_year = 2029});
  EXPECT_THAT(paths.years("x"), ElementsAre(2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026));
  EXPECT_EQ(paths.program.kept_depth, (std::vector<std::uint32_t>{4, 12}));
}

// The reader stands before what it reads: the year itself must already count.
TEST(compile, reads_a_year_to_come_as_zero) {
  Paths paths({.body = "[indicator.x]\nequals = 'y[2022]'\n[shock.e]\ndistribution = "
                       "'normal(5, 1)'\n[indicator.y]\nequals = 'e'"});
  for (const std::uint64_t first : {0, 4096}) {
    paths.run(first);
    EXPECT_EQ(paths.value("x", 2021), 0);
    EXPECT_EQ(paths.value("x", 2022), paths.value("y", 2022));
    EXPECT_EQ(paths.value("x", 2023), paths.value("y", 2022));
    EXPECT_NE(paths.value("y", 2022), 0);
  }
}

const std::string lever =
    "[lever.a]\ndefault = 7\nbounds = [0, 10]\n"
    "[indicator.x]\nequals = 'a'\n[indicator.before]\nequals = 'a[-2]'\n";

TEST(compile, gives_levers_their_values) {
  const Paths standard({.body = lever});
  EXPECT_THAT(standard.years("x"), ElementsAre(7, 7, 7));
  EXPECT_THAT(standard.years("before"), ElementsAre(7, 7, 7));
  const Paths number({.body = lever, .scenario = "[lever]\na = 2"});
  EXPECT_THAT(number.years("x"), ElementsAre(2, 2, 2));
  EXPECT_THAT(number.years("before"), ElementsAre(7, 7, 2));
  const Paths years(
      {.body = lever, .end_year = 2025, .scenario = "[lever]\na = { 2022 = 1, 2024 = 3 }"});
  EXPECT_THAT(years.years("x"), ElementsAre(7, 1, 1, 3, 3));
  EXPECT_THAT(years.years("before"), ElementsAre(7, 7, 7, 1, 1));
  const Paths sourced({.body = lever, .scenario = "[lever]\na = { value = 4, source = 'why' }"});
  EXPECT_THAT(sourced.years("x"), ElementsAre(4, 4, 4));
  ASSERT_EQ(sourced.program.settings.size(), 1u);
  EXPECT_EQ(sourced.program.settings[0].source, "why");
}

TEST(compile, holds_an_uncertain_lever_within_its_bounds) {
  Paths paths({.body = lever, .scenario = "[lever]\na = 'normal(5, 20)'"});
  const auto values = paths.sample("x", 2022, 1024);
  for (const double value : values) EXPECT_TRUE(value >= 0 && value <= 10) << value;
  EXPECT_NE(std::count(values.begin(), values.end(), 0), 0);
  EXPECT_NE(std::count(values.begin(), values.end(), 10), 0);
  EXPECT_EQ(paths.row("x", 2021)[7], paths.row("x", 2023)[7]);
  EXPECT_EQ(paths.value("before", 2021), 7);
}

TEST(compile, refuses_levers_out_of_bounds) {
  EXPECT_EQ(problems_of({.body = lever, .scenario = "[lever]\na = 11"}),
            "out-of-bounds: lever 'a' is set to 11 1, allowed are 0 to 10");
  EXPECT_EQ(problems_of({.body = lever, .scenario = "[lever]\na = { 2022 = 11 }"}),
            "out-of-bounds: lever 'a' is set to 11 1 in 2022, allowed are 0 to 10");
  EXPECT_EQ(problems_of({.body = lever, .scenario = "[lever]\na = { 2020 = 1 }"}),
            "bad-year: '2020' is not a simulated year of lever 'a'");
  EXPECT_EQ(problems_of({.body = lever, .scenario = "[lever]\nb = 1"}),
            "unknown-name: the model has no lever 'b'");
}

std::string event(const std::string& keys) {
  return "[event.e]\n" + keys +
         "\n[indicator.x]\nequals = 'e'\n[indicator.last]\nequals = 'e[-1]'\n";
}

TEST(compile, lets_events_begin_and_go_on) {
  EXPECT_THAT(Paths({.body = event("probability = 0")}).years("x"), ElementsAre(0, 0, 0));
  EXPECT_THAT(Paths({.body = event("probability = 1\npersistence = 1\nsize = 3")}).years("x"),
              ElementsAre(3, 3, 3));
  // Without persistence it ends after a year, and may begin again only in the next.
  EXPECT_THAT(Paths({.body = event("probability = 1\nsize = 3")}).years("x"), ElementsAre(3, 0, 3));
  // On in the base year, with size 1 there, and it never ends.
  const Paths on({.body = event("probability = 0\npersistence = 1\nactive = true\nsize = 3")});
  EXPECT_THAT(on.years("x"), ElementsAre(3, 3, 3));
  EXPECT_THAT(on.years("last"), ElementsAre(1, 3, 3));
  const Paths off({.body = event("probability = 0\npersistence = 1\nsize = 3")});
  EXPECT_THAT(off.years("x"), ElementsAre(0, 0, 0));
  const Paths ends({.body = event("probability = 1\npersistence = 0\nactive = true")});
  EXPECT_THAT(ends.years("x"), ElementsAre(0, 1, 0));
}

TEST(compile, forces_events) {
  const std::string scenario = "[event.e]\nforce = { 2022 = 2.5 }\n";
  const Paths paths({.body = event("probability = 0\npersistence = 1\nsize = 3"),
                     .end_year = 2024,
                     .scenario = scenario});
  EXPECT_THAT(paths.years("x"), ElementsAre(0, 2.5, 3, 3));
  const Paths stopped({.body = event("probability = 0\npersistence = 1\nactive = true\nsize = 3"),
                       .end_year = 2024,
                       .scenario = "[event.e]\nforce = { 2022 = 0 }\n"});
  EXPECT_THAT(stopped.years("x"), ElementsAre(3, 0, 0, 0));
}

const std::string three_shares = R"(
[indicator.a]
unit = "%"
history = "a"
link = "log_ratio"
volatility = 0.3
[indicator.b]
unit = "%"
history = "b"
link = "log_ratio"
drift = 0.1
volatility = 0.2
[indicator.rest]
unit = "%"
history = "rest"
equals = '100% - a - b'
[shares.all]
members = ["a", "b"]
reference = "rest"
total = 100
)";

TEST(compile, makes_shares_sum_to_their_total) {
  const SmallWorld world{.body = three_shares,
                         .end_year = 2030,
                         .series = "a,%\nb,%\nrest,%",
                         .history = "a,2020,20\nb,2020,30\nrest,2020,50"};
  const Paths paths(world);
  for (int year = 2021; year <= 2030; ++year) {
    for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
      const double a = paths.value("a", year, lane), b = paths.value("b", year, lane);
      const double rest = paths.value("rest", year, lane);
      EXPECT_NEAR(a + b + rest, 100, 100 * 1e-12);
      EXPECT_TRUE(a > 0 && b > 0 && rest > 0);
    }
  }
  // log(b / rest) has moved by drift 0.1 and its noise from log(30 / 50).
  EXPECT_NE(paths.value("b", 2021) / paths.value("rest", 2021), 0.6);
}

TEST(compile, moves_shares_by_their_drift_alone_without_noise) {
  auto world = SmallWorld{.body = three_shares,
                          .series = "a,%\nb,%\nrest,%",
                          .history = "a,2020,20\nb,2020,30\nrest,2020,50"};
  for (const std::string key : {"volatility = 0.3\n", "volatility = 0.2\n"}) {
    world.body.erase(world.body.find(key), key.size());
  }
  const Paths paths(world);
  EXPECT_NEAR(paths.value("b", 2023) / paths.value("rest", 2023), 0.6 * std::exp(0.3), 1e-14);
  EXPECT_NEAR(paths.value("a", 2023) / paths.value("rest", 2023), 0.4, 1e-15);
}

}  // namespace
}  // namespace prospect::model
