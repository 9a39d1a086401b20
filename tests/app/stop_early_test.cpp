/// Runs that stop when it is clear: where they stop, and that they are the same runs.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "app/stop_early.hpp"
#include "observe_world.hpp"
#include "report/layout.hpp"
#include "report/stopping.hpp"
#include "report/text.hpp"
#include "store/store.hpp"

namespace prospect::app {
namespace {

/// x ~ N(0, 1); targets with probabilities 0.5, 0.8 (exactly at the tested threshold) and 1.
ObserveWorld normal_world() {
  return {{"[shock.s]\ndistribution = 'normal(0, 1)'\n[indicator.x]\nhistory = 'x'\nequals = 's'\n", 2021, "", "x,1", "x,2020,0\n"},
          "half,x,2021,0\nmost,x,2021,-0.841621233572914\nsure,x,2021,-100\n"};
}

store::RunRecord run_it(RunRequest request, int threads = 2) {
  request.threads = threads;
  Split split;
  return app::run(request, read::Memory(normal_world().texts()), split);
}

RunRequest precise(double points, std::uint64_t most) {
  auto request = normal_world().request(most);
  request.precision = points;
  return request;
}

std::string bytes_of(const store::RunRecord& record, const std::string& name) {
  const auto file = (std::filesystem::temp_directory_path() / name).string();
  store::write(record, file);
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  std::filesystem::remove(file);
  return bytes.str();
}

double rule(const store::RunRecord& record, const std::string& column) {
  for (const auto& one : record.answers.at(0).tables.at(0).columns) {
    if (one.name == column) return std::get<std::vector<double>>(one.values).at(0);
  }
  return -1;
}

// At P = 0.5, K = 7 looks up to 2^20: a half-width of 1 point at 1 - 0.05 / 7 takes (2.69 * 50)^2 = 18,100 paths.
TEST(StopEarly, StopsAtTheFirstLookThatIsPreciseEnough) {
  const auto record = run_it(precise(1, 1 << 20));
  EXPECT_EQ(record.paths, 32'768U);
  EXPECT_EQ(record.scenarios[0].summary.paths, 32'768U);
  EXPECT_EQ(rule(record, "look"), 2);
  EXPECT_EQ(rule(record, "looks"), 7);
  EXPECT_TRUE(report::is_clear(record));
}

TEST(StopEarly, LeavesTheSameFileAsAPlainRunOfThatManyPaths) {
  auto early = precise(1, 1 << 20);
  early.keep_paths = 100;
  auto plain = normal_world().request(32'768);
  plain.keep_paths = 100;
  auto stopped = run_it(early, 2);
  stopped.answers.clear();
  EXPECT_TRUE(bytes_of(stopped, "prospect_early.h5") == bytes_of(run_it(plain, 1), "prospect_plain.h5"));
}

// More paths asked to be kept than are run: those that were run.
TEST(StopEarly, KeepsNoMoreThanItRan) {
  auto early = precise(5, 1 << 20);
  early.keep_paths = 20'000;
  const auto record = run_it(early);
  EXPECT_EQ(record.paths, 16'384U);
  EXPECT_EQ(record.scenarios[0].kept.paths, 16'384U);
  EXPECT_EQ(record.scenarios[0].kept.met.size(), 3 * 16'384U);
}

TEST(StopEarly, SaysWhenTheMostPathsWereTooFew) {
  const auto record = run_it(precise(0.1, 40'000));
  EXPECT_EQ(record.paths, 40'000U);
  EXPECT_FALSE(report::is_clear(record));
  EXPECT_EQ(rule(record, "reached"), 0);
  EXPECT_NE(report::verdict(record, {}).find("NOT REACHED"), std::string::npos);
}

// "most" lies at 0.8 and will hardly be decided; "half" and "sure" are at the first look.
TEST(StopEarly, DecidesTarget) {
  auto request = normal_world().request(1 << 18);
  request.decide = 0.8;
  request.targets = {"half", "sure"};
  const auto record = run_it(request);
  EXPECT_EQ(record.paths, 16'384U);
  const auto& figures = record.answers.at(0).tables.at(1);
  EXPECT_EQ(std::get<std::vector<std::string>>(figures.columns.back().values), (std::vector<std::string>{"no", "yes"}));
  request.targets = {};
  const auto all = run_it(request);
  EXPECT_EQ(all.paths, 1U << 18U);
  EXPECT_FALSE(report::is_clear(all));
}

// The verdict shows the look's exact interval, not that of a run planned for so many paths; a file keeps that.
TEST(StopEarly, ShowsIntervalsThatAreValidUnderStopping) {
  const auto record = run_it(precise(1, 1 << 20));
  const auto interval = report::interval_rule(record);
  EXPECT_TRUE(interval.looked);
  EXPECT_NEAR(interval.level, 1 - 0.05 / 7, 1e-12);
  const auto file = (std::filesystem::temp_directory_path() / "prospect_stopped.h5").string();
  store::write(record, file);
  const auto loaded = store::load(file);
  std::filesystem::remove(file);
  EXPECT_EQ(report::interval_rule(loaded).level, interval.level);
  EXPECT_EQ(report::how_it_stopped(loaded, {}), report::how_it_stopped(record, {}));
  EXPECT_FALSE(report::interval_rule(run_it(normal_world().request(1000))).looked);
}

TEST(StopEarly, SpeaksBothLanguagesWithinTheWidth) {
  auto request = precise(0.3, 1 << 16);
  request.decide = 0.8;
  const auto record = run_it(request);
  ASSERT_EQ(record.answers.size(), 2U);
  for (const auto language : {base::Language::english, base::Language::vietnamese}) {
    report::VerdictOptions options;
    options.language = language;
    std::istringstream lines(report::verdict(record, options));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(report::display_columns(line), 100) << line;
  }
  EXPECT_NE(report::to_json(record).find("\"stopped\""), std::string::npos);
}

TEST(StopEarly, RefusesWhatMakesNoSense) {
  for (const auto& [precision, decide] : {std::pair{-1.0, 0.0}, {80.0, 0.0}, {0.0, 80.0}, {0.0, 1.0}, {0.0, -0.5},
                                          {std::nan(""), 0.0}, {0.0, std::nan("")}}) {
    auto request = normal_world().request(1000);
    request.precision = precision;
    request.decide = decide;
    EXPECT_THROW(check_stopping(request), base::Rejected) << precision << " " << decide;
  }
  auto request = normal_world().request(1000);
  request.targets = {"half"};
  EXPECT_THROW(check_stopping(request), base::Rejected);
}

}  // namespace
}  // namespace prospect::app
