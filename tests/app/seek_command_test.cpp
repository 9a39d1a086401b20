/// `seek` through its door: files on the disk, the answer written, and the answer run.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/lever_trials.hpp"
#include "app/seek.hpp"
#include "base/problem.hpp"
#include "lanes/normal.hpp"
#include "observe_world.hpp"

namespace prospect::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

/// x in 2021 is `push` + `pull` + noise of N(0, 1); target a: at least 1. `trend` lifts y alike, from N(0.5, 1).
class SeekCommand : public testing::Test {
 protected:
  SeekCommand() : folder_(fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::create_directories(folder_);
    const ObserveWorld world{{"[parameter.drift]\nprior = 'normal(0.5, 1)'\n"
                              "[lever.push]\ndefault = 0\nbounds = [-3, 3]\n"
                              "[lever.pull]\ndefault = 0\nbounds = [0, 3]\n"
                              "[lever.trend]\ndefault = 'drift'\nbounds = [-5, 5]\n"
                              "[shock.s]\ndistribution = 'normal(0, 1)'\n"
                              "[indicator.x]\nstart = 0\nnext = 'push + pull + s'\n"
                              "[indicator.y]\nstart = 0\nnext = 'trend + s'\n",
                              2021, "[lever]\npush = 0.1\n", "x,1", "x,2020,0\n"},
                             "a,x,2021,1\nb,y,2021,2\n"};
    for (const auto& [name, text] : world.texts()) std::ofstream(folder_ / name) << text;
    request_.files = {(folder_ / "s.toml").generic_string()};
    request_.levers = {"push"};
    request_.targets = {"a"};
    request_.paths = 20'000;
    request_.seed = 1;
    request_.threads = 2;
  }
  ~SeekCommand() override { fs::remove_all(folder_); }

  std::string file(const std::string& name) const { return (folder_ / name).generic_string(); }

  static std::string text_of(const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(name).rdbuf();
    return text.str();
  }

  /// The number that stands after `words`.
  static double value_in(const std::string& text, const std::string& words) {
    const auto at = text.find(words);
    return at == std::string::npos ? NAN : std::stod(text.substr(at + words.size()));
  }

  std::string said() {
    testing::internal::CaptureStdout();
    try {
      EXPECT_EQ(seek_command(request_), 0);
    } catch (const base::Rejected& rejected) {
      ADD_FAILURE() << base::to_json(rejected.problems());
    }
    return testing::internal::GetCapturedStdout();
  }

  std::string refused() {
    try {
      seek_command(request_);
    } catch (const base::Rejected& rejected) {
      return base::to_json(rejected.problems());
    }
    return "accepted";
  }

  static double chance_of(const std::string& scenario, std::size_t target, std::uint64_t seed) {
    RunRequest request;
    request.scenarios = {scenario};
    request.paths = 20'000;
    request.seed = seed;
    request.threads = 2;
    Split split;
    return probability(app::run(request, read::Disk(), split), target);
  }

  fs::path folder_;
  SeekRequest request_;
};

// x ~ N(push, 1): push = 1 + z(0.8) = 1.8416.
TEST_F(SeekCommand, WritesAScenarioThatGivesWhatWasPromised) {
  request_.write = file("answer.toml");
  const auto text = said();
  // 4 standard deviations of a root on 20 000 paths.
  EXPECT_NEAR(value_in(text_of(request_.write), "push = { value = "), 1.8416, 0.04);
  EXPECT_THAT(text, HasSubstr("Written to"));
  EXPECT_THAT(text_of(request_.write), StartsWith(answer_marker));
  // The same worlds: the trial again. Others: 4 standard deviations of 20 000 paths on both sides.
  EXPECT_NEAR(chance_of(request_.write, 0, 1), 0.8, 1e-3);
  EXPECT_GE(chance_of(request_.write, 0, 1), 0.8);
  EXPECT_NEAR(chance_of(request_.write, 0, 99), 0.8, 4 * std::sqrt(2 * 0.16 / 20'000));
  // An earlier answer is replaced.
  request_.probability = 50;
  EXPECT_THAT(said(), HasSubstr("Written to"));
  EXPECT_NEAR(chance_of(request_.write, 0, 1), 0.5, 1e-3);
}

TEST_F(SeekCommand, TakesALeverOfAnyDefault) {
  request_.levers = {"trend"};
  request_.targets = {"b"};
  request_.json = true;
  const auto json = said();
  EXPECT_THAT(json, HasSubstr("\"outcome\": \"found\""));
  EXPECT_THAT(json, HasSubstr("\"present_is_one_number\": 0"));
  EXPECT_NEAR(value_in(json, "\"value\": "), 2.8416, 0.04);  // 2 + z(0.8): the doubt of the drift is gone
}

// x ~ N(push, 1 + 0.5^2).
TEST_F(SeekCommand, KeepsASpread) {
  request_.spread = 0.5;
  request_.write = file("answer.toml");
  static_cast<void>(said());
  EXPECT_NEAR(value_in(text_of(request_.write), "normal("), 1 + lanes::normal_quantile_lane(0.8) * std::sqrt(1.25), 0.06);
  EXPECT_NEAR(chance_of(request_.write, 0, 1), 0.8, 1e-3);
}

TEST_F(SeekCommand, MovesSeveralLevers) {
  request_.levers = {"push", "pull"};
  request_.write = file("answer.toml");
  EXPECT_THAT(said(), HasSubstr("same share"));
  EXPECT_NEAR(chance_of(request_.write, 0, 1), 0.8, 2e-3);
  request_.least_effort = true;
  EXPECT_THAT(said(), HasSubstr("Least effort"));
  EXPECT_NEAR(chance_of(request_.write, 0, 1), 0.8, 2e-3);
}

TEST_F(SeekCommand, SaysWhatCannotBeReachedAndWhatIsMet) {
  request_.levers = {"pull"};
  request_.targets = {"b"};
  request_.write = file("answer.toml");
  EXPECT_THAT(said(), HasSubstr("Out of reach"));
  EXPECT_FALSE(fs::exists(request_.write));
  request_.targets = {"a"};
  request_.probability = 10;
  EXPECT_THAT(said(), HasSubstr("Nothing needs to change"));
  request_.language = base::Language::vietnamese;
  EXPECT_THAT(said(), HasSubstr("Không cần thay đổi"));
}

TEST_F(SeekCommand, SaysTheSameWithAnyNumberOfThreads) {
  request_.json = true;
  const auto two = said();
  request_.threads = 1;
  EXPECT_EQ(said(), two);
}

TEST_F(SeekCommand, RefusesMistakes) {
  const auto base = request_;
  const auto with = [&](auto change) {
    request_ = base;
    change();
    return refused();
  };
  EXPECT_THAT(with([&] { request_.levers = {"pus"}; }), HasSubstr("did you mean 'push'"));
  EXPECT_THAT(with([&] { request_.targets = {"z"}; }), HasSubstr("unknown-target"));
  EXPECT_THAT(with([&] { request_.probability = 100; }), HasSubstr("between 0 and 100"));
  EXPECT_THAT(with([&] { request_.probability = NAN; }), HasSubstr("between 0 and 100"));
  EXPECT_THAT(with([&] { request_.spread = 0; }), HasSubstr("above 0"));
  EXPECT_THAT(with([&] { request_.spread = 1, request_.levers = {"push", "pull"}; }), HasSubstr("one lever"));
  EXPECT_THAT(with([&] { request_.write = file("s.toml"); }), HasSubstr("will not be replaced"));
  EXPECT_THAT(with([&] { request_.write = file("none/a.toml"); }), HasSubstr("no folder"));
  EXPECT_THAT(with([&] { request_.write = testing::TempDir() + "/a.toml"; }), HasSubstr("same folder"));
  EXPECT_THAT(with([&] { request_.write = file("answer"); }), HasSubstr("not the name of a scenario"));
  EXPECT_FALSE(fs::exists(file("answer")));
}

}  // namespace
}  // namespace prospect::app
