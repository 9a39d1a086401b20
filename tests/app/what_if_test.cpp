/// The what-if page's cases, without a network.

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <sstream>

#include "analyse/compare.hpp"
#include "app/desk_words.hpp"
#include "app/live_case.hpp"
#include "app/quick_look.hpp"
#include "app/run.hpp"
#include "app/what_if_model.hpp"
#include "base/aside_file.hpp"
#include "base/problem.hpp"
#include "what_if_world.hpp"

namespace prospect::app {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

class WhatIfPage : public WhatIfWorld {
 protected:
  WhatIfSettings settings(const std::string& text) {
    return settings_in(json::parse(text).as_object(), what_if().bounds());
  }
  std::string refusal(const std::string& text) {
    try {
      static_cast<void>(settings(text));
    } catch (const BadMessage& bad) {
      return bad.what();
    }
    return "accepted";
  }
  /// What a plain run of a scenario file counts.
  summarise::Summary run_of(const std::string& name, std::uint64_t paths) {
    RunRequest request;
    request.scenarios = {file(name)};
    request.paths = paths;
    request.seed = 1;
    request.threads = 1;
    Split split;
    return run(request, read::Disk(), split).scenarios.front().summary;
  }
};

std::vector<std::uint64_t> hits_of(const summarise::Summary& summary) {
  std::vector<std::uint64_t> hits;
  for (const auto& target : summary.targets) hits.push_back(target.hits);
  hits.push_back(summary.all_met);
  return hits;
}

constexpr const char* moved = R"({"scenario": "s", "levers": {"push": 0.6, "trend": {"2021": 1, "2022": 2, "2023": 0.5}},
                                 "events": {"storm": {"2021": 0, "2023": 1.5}}})";

TEST_F(WhatIfPage, SavesWhatARunAnswersBitForBit) {
  const auto set = settings(moved);
  LiveCase live(what_if(), what_if().case_of(set));
  ASSERT_TRUE(live.go_on(8192));
  ASSERT_TRUE(live.go_on(20'000));
  const auto summary = live.record().scenarios.front().summary;
  base::write_file(file("saved.toml"), what_if().text_of(set));
  const auto wanted = run_of("saved.toml", 20'000);
  EXPECT_EQ(hits_of(summary), hits_of(wanted));
  ASSERT_EQ(summary.spreads.size(), wanted.spreads.size());
  for (std::size_t i = 0; i < summary.spreads.size(); ++i) {
    for (std::size_t t = 0; t < summary.years.size(); ++t) {
      EXPECT_EQ(summary.spreads[i][t].quantiles, wanted.spreads[i][t].quantiles);
    }
  }
  // The set-up moves what it should: it is not the scenario's own answer.
  EXPECT_NE(hits_of(run_of("s.toml", 20'000)), hits_of(wanted));
}

TEST_F(WhatIfPage, AnEventThatNeverHappensIsOffInForcedYearsToo) {
  const auto set = settings(R"({"scenario": "s", "events": {"storm": "never"}})");
  base::write_file(file("saved.toml"), what_if().text_of(set));
  std::ofstream(folder_ / "off.toml") << "format = 1\nlabel = { en = 'o', vi = 'o' }\ndescription = { en = 'o', vi = 'o' }\n"
                                         "extends = 's'\n[event.storm]\nprobability = 0\npersistence = 0\n"
                                         "force = { 2021 = 0, 2022 = 0, 2023 = 0 }\n";
  EXPECT_EQ(hits_of(run_of("saved.toml", 5'000)), hits_of(run_of("off.toml", 5'000)));
  EXPECT_GT(hits_of(run_of("saved.toml", 5'000))[1], hits_of(run_of("s.toml", 5'000))[1]);
}

TEST_F(WhatIfPage, WhatIsAskedAgainIsAtHand) {
  const auto first = what_if().case_of(settings(moved));
  EXPECT_EQ(what_if().case_of(settings(moved)), first);
  EXPECT_EQ(what_if().case_of(settings(R"({"scenario": "s"})"))->text, "");
}

TEST_F(WhatIfPage, LaterChangesOfFilesChangeNothing) {
  static_cast<void>(what_if());
  std::ofstream(folder_ / "s.toml") << "broken";
  EXPECT_NO_THROW(static_cast<void>(what_if().case_of(settings(moved))));
}

TEST_F(WhatIfPage, TurnsDownWhatTheModelDoesNotHave) {
  EXPECT_THAT(refusal(R"({"levers": {}})"), HasSubstr("no scenario"));
  EXPECT_THAT(refusal(R"({"scenario": "../s"})"), HasSubstr("no scenario '../s'"));
  EXPECT_THAT(refusal(R"({"scenario": "s", "levers": {"pull": 1}})"), HasSubstr("no lever 'pull'"));
  EXPECT_THAT(refusal(R"({"scenario": "s", "levers": {"push": 4}})"), HasSubstr("-3 to 3"));
  EXPECT_THAT(refusal(R"({"scenario": "s", "levers": {"push": "4"}})"), HasSubstr("no number"));
  EXPECT_THAT(refusal(R"({"scenario": "s", "levers": {"push": {"2021": 1}}})"), HasSubstr("every year"));
  EXPECT_THAT(refusal(R"({"scenario": "s", "levers": {"push": {"2020": 1}}})"), HasSubstr("not simulated"));
  EXPECT_THAT(refusal(R"({"scenario": "s", "levers": [1]})"), HasSubstr("not a table"));
  EXPECT_THAT(refusal(R"({"scenario": "s", "events": {"flood": "never"}})"), HasSubstr("no event 'flood'"));
  EXPECT_THAT(refusal(R"({"scenario": "s", "events": {"storm": "always"}})"), HasSubstr("neither"));
  EXPECT_THAT(refusal(R"({"scenario": "s", "events": {"storm": {"2021": -1}}})"), HasSubstr("size"));
  EXPECT_EQ(refusal(moved), "accepted");
}

TEST_F(WhatIfPage, DifferencesAreThoseOfCompare) {
  const auto set = settings(moved);
  LiveCase own(what_if(), what_if().case_of(set)), other(what_if(), what_if().case_of(settings(R"({"scenario": "s"})")));
  ASSERT_TRUE(own.go_on(5'000));
  ASSERT_TRUE(other.go_on(20'000));
  const analyse::WorldDifferences found(*own.hits(), *other.hits(), 5'000);
  simulate::Plan plan = what_if().plan_for(*own.what());
  plan.paths = 5'000;
  const analyse::Comparison wanted({{&own.what()->one.program, &own.what()->one.estimate, plan},
                                    {&other.what()->one.program, &other.what()->one.estimate, plan}},
                                   {"a", "b", "all"}, 2);
  const std::vector<std::vector<std::string>> goals = {{"a"}, {"b"}, {"a", "b"}};
  for (std::size_t g = 0; g < goals.size(); ++g) {
    const auto difference = found.difference(goals[g]);
    const auto of_compare = wanted.difference(g, 0, 1);
    EXPECT_EQ(difference.only_a, of_compare.only_a);
    EXPECT_EQ(difference.only_b, of_compare.only_b);
    EXPECT_EQ(difference.value, of_compare.value);
    EXPECT_EQ(difference.interval.low, of_compare.interval.low);
  }
  EXPECT_GT(found.difference({"a"}).value, 0);
  const auto met = found.met_difference({"a", "b"}), of_compare = wanted.met_difference(0, 1);
  EXPECT_DOUBLE_EQ(met.value, of_compare.value);
  EXPECT_DOUBLE_EQ(met.interval.high, of_compare.interval.high);
}

TEST_F(WhatIfPage, ARunPutToRestBeginsAnewWithTheSameBits) {
  const auto what = what_if().case_of(settings(moved));
  LiveCase rested(what_if(), what), straight(what_if(), what);
  ASSERT_TRUE(rested.go_on(8192));
  rested.rest();
  EXPECT_EQ(rested.done(), 8192U);
  ASSERT_TRUE(rested.go_on(20'000));
  ASSERT_TRUE(straight.go_on(20'000));
  EXPECT_EQ(hits_of(rested.record().scenarios.front().summary), hits_of(straight.record().scenarios.front().summary));
  rested.rest();
  EXPECT_EQ(rested.record().paths, 20'000U);
}

// What hangs on nothing that was moved is taken over from the look before; all numbers are those of looking at everything.
TEST_F(WhatIfPage, AQuickLookIsThatAtEverything) {
  constexpr std::uint64_t worlds = 5'000;
  const std::vector<const char*> moves = {
      R"({"scenario": "s"})", R"({"scenario": "s", "levers": {"push": 1}})",
      R"({"scenario": "s", "levers": {"push": 1, "trend": -0.5}})", R"({"scenario": "s", "levers": {"push": 1, "trend": -0.5},
      "events": {"storm": "never"}})", moved, R"({"scenario": "s"})"};
  std::optional<QuickLook> before;
  for (const char* move : moves) {
    const auto what = what_if().case_of(settings(move));
    LiveCase live(what_if(), what), straight(what_if(), what);
    auto look = look_at(what_if(), live, worlds, before ? &*before : nullptr);
    // Only the first had to run everything.
    EXPECT_EQ(live.done(), before ? 0U : worlds) << move;
    ASSERT_TRUE(straight.go_on(worlds));
    const auto& found = look.record.scenarios.front().summary;
    const auto& wanted = straight.record().scenarios.front().summary;
    EXPECT_EQ(hits_of(found), hits_of(wanted)) << move;
    EXPECT_EQ(found.met_count, wanted.met_count) << move;
    for (std::size_t t = 0; t < wanted.targets.size(); ++t) {
      EXPECT_EQ(found.targets[t].figure.quantiles, wanted.targets[t].figure.quantiles) << move;
      EXPECT_EQ(found.targets[t].first_met, wanted.targets[t].first_met) << move;
    }
    for (std::size_t g = 0; g < wanted.groups.size(); ++g) EXPECT_EQ(found.groups[g].all_met, wanted.groups[g].all_met);
    const analyse::WorldDifferences same(*look.hits, *straight.hits(), worlds);
    for (const char* code : {"a", "b"}) {
      EXPECT_EQ(same.difference({code}).only_a, 0U) << move;
      EXPECT_EQ(same.difference({code}).only_b, 0U) << move;
    }
    before = std::move(look);
  }
}

// A file that something here stands on is not replaced, though it was saved from the page once.
TEST_F(WhatIfPage, SavesOverNothingThatIsInUse) {
  const auto set = settings(moved);
  EXPECT_EQ(what_if().save(set, "mine", {"a \"b\"", "a"}), file("mine.toml"));
  EXPECT_EQ(what_if().save(set, "mine", {"again", "again"}), file("mine.toml"));
  std::ofstream(folder_ / "other.toml") << "the user's own";
  for (const char* name : {"s", "model", "other"}) {
    EXPECT_THROW(static_cast<void>(what_if().save(set, name, {"x", "x"})), BadMessage) << name;
  }
  request_.files.push_back(file("mine.toml"));
  what_if_ = nullptr;
  EXPECT_THROW(static_cast<void>(what_if().save(settings(R"({"scenario": "mine", "levers": {"push": 2}})"), "mine",
                                                {"x", "x"})),
               BadMessage);
  request_.save = false;
  what_if_ = nullptr;
  EXPECT_THROW(static_cast<void>(what_if().save(settings(moved), "new", {"x", "x"})), BadMessage);
}

// z is in no target and no chart: its paths fail all the same, and a failed path misses everything.
TEST_F(WhatIfPage, AQuickLookSeesEveryFault) {
  constexpr std::uint64_t worlds = 5'000;
  LiveCase calm(what_if(), what_if().case_of(settings(R"({"scenario": "s"})")));
  const auto before = look_at(what_if(), calm, worlds, nullptr);
  LiveCase wild(what_if(), what_if().case_of(settings(R"({"scenario": "s", "levers": {"push": 2.5}})")));
  const auto look = look_at(what_if(), wild, worlds, &before);
  EXPECT_EQ(look.record.scenarios.front().summary.failed, worlds);
  EXPECT_EQ(hits_of(look.record.scenarios.front().summary), (std::vector<std::uint64_t>{0, 0, 0}));
  LiveCase again(what_if(), what_if().case_of(settings(R"({"scenario": "s", "levers": {"push": 1}})")));
  const auto after = look_at(what_if(), again, worlds, &look);
  EXPECT_EQ(after.record.scenarios.front().summary.failed, 0U);
  EXPECT_EQ(again.done(), worlds);   // nothing can be taken over from paths that failed
}

TEST_F(WhatIfPage, TellsWhatCanBeSet) {
  const auto model = json::parse(what_if().model_message()).as_object();
  EXPECT_EQ(model.at("kind"), "model");
  EXPECT_EQ(model.at("years"), json::parse("[2021, 2022, 2023]"));
  const auto& scenario = model.at("scenarios").at(0);
  EXPECT_EQ(scenario.at("levers").at("push"),
            json::parse(R"({"years": [0.1, 0.1, 0.1], "low": [0.1, 0.1, 0.1], "high": [0.1, 0.1, 0.1], "fixed": true})"));
  EXPECT_EQ(scenario.at("levers").at("trend").at("fixed"), false);
  EXPECT_EQ(scenario.at("events").at("storm").at("forced"), json::parse("[false, true, false]"));
  EXPECT_NEAR(scenario.at("events").at("storm").at("chance").at(0).as_double(), 0.3, 0.03);
  EXPECT_EQ(model.at("levers").at(0).at("low"), -3);
  EXPECT_EQ(model.at("targets").as_array().size(), 2U);
  EXPECT_EQ(model.at("folder").as_string(), folder_.generic_string());
}

TEST(DeskWords, NamesOfFilesLeadNowhereElse) {
  const auto stem = [](const char* name) {
    return file_stem_in(json::object{{"name", name}}, 20);
  };
  EXPECT_EQ(stem("Case_2-b"), "Case_2-b");
  for (const char* name : {"", "../x", "a/b", "a.toml", "-a", "a b", "ấ", "a\n", "123456789012345678901"}) {
    EXPECT_THROW(static_cast<void>(stem(name)), BadMessage) << name;
  }
}

}  // namespace
}  // namespace prospect::app
