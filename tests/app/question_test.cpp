/// Questions asked of a result file: what they print, and what becomes of the answer.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/distance.hpp"
#include "app/replay.hpp"
#include "app/score.hpp"
#include "app/stored.hpp"
#include "observe_world.hpp"
#include "store/store.hpp"

namespace prospect::app {
namespace {

using ::testing::HasSubstr;

/// x = a + 0.5 e at least 11; y a shock of its own at least 0.
ObserveWorld world() {
  return {{.body = "[parameter.a]\nprior = 'normal(10, 1)'\n[shock.e]\ndistribution = 'normal(0, 1)'\n"
                   "[shock.f]\ndistribution = 'normal(0, 1)'\n[indicator.x]\nequals = 'a + 0.5 * e'\n"
                   "[indicator.y]\nequals = 'f'\n"
                   "[family.g]\nlink = 'identity'\nsigma = 0.2\n[indicator.z]\nhistory = 's'\nfamily = 'g'\n",
           .end_year = 2021,
           .series = "s,1",
           .history = "s,2014,1\ns,2015,1.1\ns,2016,1.3\ns,2017,1.2\ns,2018,1.4\ns,2019,1.6\ns,2020,1.5"},
          "tx,x,2021,11\nty,y,2021,0\n"};
}

class Asked : public ::testing::Test {
 protected:
  Asked()
      : file_((std::filesystem::temp_directory_path() /
               ("prospect_question_" + std::to_string(getpid()) + ".h5")).string()) {
    store::write(world().run(2000), file_);
  }
  ~Asked() override { std::filesystem::remove(file_); }

  template <class Request, class Command>
  std::string printed(Request request, const Command& command) {
    request.files = {file_};
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    command(request);
    testing::internal::GetCapturedStderr();
    return testing::internal::GetCapturedStdout();
  }

  std::string file_;
};

TEST_F(Asked, KeepsAnAnswerOnceAndTheRunAsItWas) {
  DistanceRequest request;
  request.targets = {"tx"};
  request.asked = "distance FILE --target tx";
  const auto before = load_result(file_);
  EXPECT_THAT(printed(request, distance_command), HasSubstr("50 %"));
  EXPECT_TRUE(load_result(file_).answers.empty());
  request.keep = true;
  request.language = base::Language::vietnamese;
  const auto words = printed(request, distance_command);
  printed(request, distance_command);
  const auto after = load_result(file_);
  ASSERT_EQ(after.answers.size(), 1U);
  EXPECT_EQ(after.answers[0].question, "distance");
  EXPECT_EQ(after.answers[0].asked, "distance FILE --target tx");
  EXPECT_EQ(after.answers[0].text.vi, words);
  EXPECT_EQ(after.texts, before.texts);
  EXPECT_EQ(after.scenarios[0].summary.all_met, before.scenarios[0].summary.all_met);
  request.targets = {"ty"};
  printed(request, distance_command);
  EXPECT_EQ(load_result(file_).answers.size(), 2U);
}

TEST_F(Asked, PrintsJsonOfTheSameFigures) {
  DistanceRequest request;
  request.targets = {"tx"};
  request.json = true;
  const auto json = printed(request, distance_command);
  EXPECT_THAT(json, HasSubstr("\"parameter\": \"a\""));
  EXPECT_THAT(json, HasSubstr("\"units\""));
}

TEST_F(Asked, RefusesWhatCannotBe) {
  DistanceRequest request;
  request.targets = {"tz"};
  request.files = {file_};
  EXPECT_THROW(distance_command(request), base::Rejected);
  request.targets.clear();
  request.files = {"model.toml"};
  request.keep = true;
  EXPECT_THROW((void)questioned(request, 1), base::Rejected);
}

TEST_F(Asked, TellsATypicalWorldAndWhatMovedIt) {
  ReplayRequest request;
  request.targets = {"tx"};
  request.typical = "miss";
  const auto miss = replay(load_result(file_), [&] { auto r = request; r.files = {file_}; return r; }());
  ASSERT_TRUE(miss.moved.has_value());
  EXPECT_FALSE(miss.targets[0].met);
  EXPECT_FALSE(miss.moved->first_missed);
  EXPECT_EQ(miss.moved->target.number, "(1)");
  for (const auto& input : miss.moved->inputs) EXPECT_NE(input.name, "f");
  EXPECT_THAT(printed(request, replay_command), HasSubstr("It stands for the worlds that miss"));
  request.typical = "met";
  EXPECT_TRUE(replay(load_result(file_), request).targets[0].met);
  request.world = 3;
  EXPECT_THROW((void)replay(load_result(file_), request), base::Rejected);
  request.typical.clear();
  request.targets.clear();
  EXPECT_EQ(replay(load_result(file_), request).path, 3U);
}

// What is kept comes back from the file as it was printed and computed; other origins are another answer.
TEST_F(Asked, KeepsTheTrackRecord) {
  ScoreRequest request;
  request.origins = "2018,2019";
  request.asked = "score FILE";
  const auto words = printed(request, score_command);
  EXPECT_THAT(words, HasSubstr("All forecasts together"));
  EXPECT_TRUE(load_result(file_).answers.empty());
  request.keep = true;
  EXPECT_EQ(printed(request, score_command), words);
  printed(request, score_command);
  const auto kept = load_result(file_).answers;
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].question, "score");
  EXPECT_EQ(kept[0].text.en, words);
  EXPECT_THAT(kept[0].text.vi, HasSubstr("2018"));
  ASSERT_EQ(kept[0].tables.size(), 5U);   // no targets of plans that are over: two have no rows
  const auto& pooled = kept[0].tables[1];
  EXPECT_EQ(pooled.name, "pooled");
  EXPECT_EQ(pooled.columns[7].name, "cases");
  EXPECT_EQ(std::get<std::vector<double>>(pooled.columns[7].values).front(), 3);   // 2019 and 2020; 2020
  request.origins = "2019";
  printed(request, score_command);
  EXPECT_EQ(load_result(file_).answers.size(), 2U);
}

// With nothing known before its origin a record has no rows, and is kept all the same.
TEST_F(Asked, KeepsATrackRecordWithoutForecasts) {
  ScoreRequest request;
  request.origins = "2001";
  request.keep = true;
  const auto words = printed(request, score_command);
  const auto kept = load_result(file_).answers;
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].text.en, words);
  ASSERT_EQ(kept[0].tables.size(), 1U);   // tables without rows are not kept
  EXPECT_EQ(kept[0].tables[0].name, "counts");
}

TEST_F(Asked, RefusesATrackRecordOfWhatIsNotThere) {
  ScoreRequest request;
  request.files = {file_};
  request.scenarios = {"another"};
  EXPECT_THROW((void)score_command(request), base::Rejected);
  request.scenarios.clear();
  request.sensitivity = true;
  EXPECT_THROW((void)score_command(request), base::Rejected);
  request.sensitivity = false;
  request.files = {file_, file_};
  EXPECT_THROW((void)score_command(request), base::Rejected);
}

// The ranges over assumptions that a run puts beside its probabilities: y hangs on none, x on a alone.
TEST_F(Asked, TheRunHasRangesOverAssumptions) {
  const auto record = load_result(file_);
  const auto& targets = record.scenarios[0].summary.targets;
  EXPECT_LT(targets[0].assumptions.low, 0.02);
  EXPECT_GT(targets[0].assumptions.high, 0.7);
  EXPECT_GT(targets[1].assumptions.low, 0.35);
  EXPECT_LT(targets[1].assumptions.high, 0.65);
}

}  // namespace
}  // namespace prospect::app
