#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <functional>
#include <limits>
#include <thread>

#include "base/problem.hpp"
#include "sample_record.hpp"
#include "store/contents.hpp"
#include "store/digest.hpp"
#include "store/store.hpp"

namespace prospect::store {
namespace {

RunRecord there_and_back(const RunRecord& record) {
  const Folder folder;
  write(record, folder.file("a.h5"));
  return load(folder.file("a.h5"));
}

std::string seal(const Group& group) {
  return std::get<std::string>(group.attributes.at("sha256"));
}

// All that is stored is the same, if the digests of what would be stored are.
void expect_same(const RunRecord& a, const RunRecord& b) {
  const Contents one = pack(a);
  const Contents two = pack(b);
  EXPECT_EQ(seal(one.root), seal(two.root));
  EXPECT_EQ(seal(one.inputs), seal(two.inputs));
  EXPECT_EQ(seal(one.audit), seal(two.audit));
  EXPECT_EQ(seal(one.answers), seal(two.answers));
  EXPECT_EQ(seal(one.fits), seal(two.fits));
  ASSERT_EQ(one.scenarios.size(), two.scenarios.size());
  for (std::size_t i = 0; i < one.scenarios.size(); ++i) {
    EXPECT_EQ(one.scenarios[i].first, two.scenarios[i].first);
    EXPECT_EQ(seal(one.scenarios[i].second), seal(two.scenarios[i].second)) << i;
  }
  ASSERT_EQ(one.sweeps.size(), two.sweeps.size());
  for (std::size_t i = 0; i < one.sweeps.size(); ++i) {
    EXPECT_EQ(one.sweeps[i].first, two.sweeps[i].first);
    EXPECT_EQ(seal(one.sweeps[i].second), seal(two.sweeps[i].second)) << i;
  }
}

TEST(RoundTrip, KeepsTheRun) {
  const RunRecord run = there_and_back(sample_record());
  EXPECT_EQ(run.program_version, "0.1.0");
  EXPECT_EQ(run.seed, 0xFEDCBA9876543210);
  EXPECT_EQ(run.paths, 1000U);
  EXPECT_EQ(run.observed, "empty.csv");
  EXPECT_EQ(run.as_of, 2019);
  EXPECT_EQ(run.texts, sample_record().texts);
  ASSERT_EQ(run.audit.size(), 1U);
  EXPECT_EQ(run.audit[0].kind, analyse::Finding::Kind::plan_arithmetic);
  EXPECT_EQ(run.audit[0].expected, 7.5);
  EXPECT_EQ(run.audit[0].printed, 7.25);
  EXPECT_FALSE(run.audit[0].agrees);
  EXPECT_EQ(run.audit[0].words.vi, "chênh lệch 0,25");
}

TEST(RoundTrip, KeepsAnswersAsTables) {
  const RunRecord run = there_and_back(sample_record());
  ASSERT_EQ(run.answers.size(), 2U);
  EXPECT_EQ(run.answers[0].text.vi, "nguyên nhân");
  ASSERT_EQ(run.answers[0].tables.size(), 1U);
  const auto& columns = run.answers[0].tables[0].columns;
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_EQ(std::get<std::vector<std::string>>(columns[0].values)[1], "mưa");
  EXPECT_EQ(std::get<std::vector<double>>(columns[1].values)[0], 0.75);
  EXPECT_EQ(columns[1].unit, "1");
  EXPECT_TRUE(run.answers[1].tables.empty());
}

TEST(RoundTrip, KeepsFitsBitByBit) {
  const RunRecord meant = sample_record();
  const RunRecord run = there_and_back(meant);
  ASSERT_EQ(run.fits.size(), 2U);
  for (std::size_t f = 0; f < run.fits.size(); ++f) {
    EXPECT_EQ(run.fits[f]->block, meant.fits[f]->block);
    EXPECT_EQ(run.fits[f]->key, meant.fits[f]->key);
    EXPECT_EQ(run.fits[f]->scores, meant.fits[f]->scores);
    EXPECT_EQ(run.fits[f]->figures, meant.fits[f]->figures);
    EXPECT_EQ(run.fits[f]->names, meant.fits[f]->names);
    EXPECT_EQ(run.fits[f]->draws, meant.fits[f]->draws);
    EXPECT_EQ(run.fits[f]->prior, meant.fits[f]->prior);
    EXPECT_EQ(run.fits[f]->effective, meant.fits[f]->effective);
    EXPECT_EQ(run.fits[f]->log_evidence, meant.fits[f]->log_evidence);
  }
}

// As files of programs that kept no fits.
TEST(RoundTrip, ReadsAFileWithoutFits) {
  Contents contents = pack(sample_record());
  contents.fits = {};
  const RunRecord run = unpack(contents);
  EXPECT_TRUE(run.fits.empty());
  EXPECT_EQ(run.scenarios.size(), 2U);
}

TEST(RoundTrip, KeepsWhatPeopleRead) {
  const RunRecord run = there_and_back(sample_record());
  ASSERT_EQ(run.scenarios.size(), 2U);
  const model::Program& program = run.scenarios[0].program;
  EXPECT_EQ(program.scenario, "co_so");
  EXPECT_EQ(program.title.vi, "Kế hoạch Sơn La");
  EXPECT_EQ(program.label.vi, "Kịch bản cơ sở");
  EXPECT_EQ(program.description.vi, "");
  EXPECT_EQ(program.horizon(), 2);
  EXPECT_EQ(program.variables[0].name, "grdp");
  EXPECT_EQ(program.variables[1].label.vi, "Tỷ lệ hộ nghèo");
  EXPECT_EQ(program.variables[1].unit, "%");
  EXPECT_EQ(program.variables[1].link, model::Link::log);
  EXPECT_TRUE(std::isinf(program.variables[0].limit_high));
  ASSERT_EQ(program.settings.size(), 2U);
  EXPECT_EQ(program.settings[0].label.vi, "tăng trưởng");
  EXPECT_EQ(program.settings[0].value, "7.5");
  EXPECT_TRUE(program.settings[1].from_default);
  EXPECT_EQ(program.unit_labels.at("billion VND").vi, "tỷ đồng");
  const auto notes = program.notes.sorted();
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].place, (base::Place{"model.toml", 3, 5, 7}));
  EXPECT_EQ(notes[0].hint, "remove it");
  EXPECT_EQ(run.scenarios[0].file, "data/model.toml");
  EXPECT_EQ(run.scenarios[1].program.scenario, "thấp");
}

TEST(RoundTrip, KeepsTheTableOfTargetsInItsOrder) {
  const ScenarioRecord scenario = there_and_back(sample_record()).scenarios[0];
  const model::Program& program = scenario.program;
  ASSERT_EQ(program.targets.size(), 3U);
  EXPECT_EQ(program.targets[0].code, "1a");
  EXPECT_EQ(program.targets[1].code, "2");
  EXPECT_EQ(program.targets[2].code, "1b");
  EXPECT_FALSE(program.targets[1].variable);
  EXPECT_EQ(program.targets[1].reason.vi, "chưa có số liệu");
  EXPECT_EQ(program.targets[0].variable, model::VariableId(0));
  EXPECT_EQ(program.targets[0].test, model::Target::Test::ever);
  EXPECT_EQ(program.targets[0].direction, model::Target::Direction::at_most);
  EXPECT_EQ(program.targets[0].high_bound, 0.075);
  EXPECT_TRUE(std::isinf(program.targets[0].low_bound));
  // The variable tested is no indicator: it stands behind them.
  ASSERT_TRUE(program.targets[2].variable);
  EXPECT_EQ(program.variables[program.targets[2].variable->value].name, "hidden_one");
  EXPECT_FALSE(program.variables[program.targets[2].variable->value].indicator);
  ASSERT_EQ(program.joints.size(), 1U);
  EXPECT_EQ(program.joints[0].targets, (std::vector<std::size_t>{2}));
}

TEST(RoundTrip, KeepsTheSummary) {
  const summarise::Summary s = there_and_back(sample_record()).scenarios[0].summary;
  EXPECT_EQ(s.seed, 42U);
  EXPECT_EQ(s.first_path, 100U);
  EXPECT_EQ(s.failed, 3U);
  ASSERT_EQ(s.faults.size(), 1U);
  EXPECT_EQ(s.faults[0].first_path, 117U);
  EXPECT_EQ(s.years, (std::vector<int>{2021, 2022}));
  EXPECT_EQ(s.spreads[0][1].mean, 20);
  EXPECT_EQ(s.spreads[1][0].quantiles[6], 32);
  EXPECT_EQ(s.spreads[1][1].maximum, 43);
  ASSERT_EQ(s.targets.size(), 2U);
  EXPECT_EQ(s.targets[1].target, 2U);
  EXPECT_EQ(s.targets[0].hits, 600U);
  EXPECT_EQ(s.targets[0].only_miss, 100U);
  EXPECT_EQ(s.targets[0].first_met, (std::vector<std::uint64_t>{250, 350}));
  EXPECT_TRUE(s.targets[1].first_met.empty());
  EXPECT_TRUE(std::isnan(s.targets[1].shortfall));
  EXPECT_EQ(s.targets[1].figure.quantiles[3], 2);
  EXPECT_EQ(s.met_count, (std::vector<std::uint64_t>{0, 400, 600}));
  EXPECT_EQ(s.both_missed, (std::vector<std::uint64_t>{400, 0, 0, 0}));
  EXPECT_EQ(s.all_met, 600U);
  EXPECT_EQ(s.groups[0].label.vi, "kinh tế");
  EXPECT_EQ(s.groups[1].targets, (std::vector<std::size_t>{1}));
}

TEST(RoundTrip, KeepsTheNewFigures) {
  const summarise::Summary s = there_and_back(sample_record()).scenarios[0].summary;
  EXPECT_EQ(s.simulated, 4000U);
  EXPECT_EQ(s.paths, 1000U);
  ASSERT_EQ(s.observed.size(), 2U);
  EXPECT_FALSE(s.targets[0].reported_hits);
  EXPECT_EQ(s.targets[1].reported_hits, 950U);
  EXPECT_EQ(s.observed[0].series, "grdp");
  EXPECT_EQ(s.observed[0].year, 2021);
  EXPECT_EQ(s.observed[0].value, 7.25);
  EXPECT_EQ(s.observed[0].error, 0.5);
  EXPECT_TRUE(s.observed[0].estimate);
  EXPECT_FALSE(s.observed[0].fitted);
  EXPECT_EQ(s.observed[0].agreeing, 1000U);
  EXPECT_TRUE(std::isnan(s.observed[1].error));
  EXPECT_TRUE(s.observed[1].fitted);
}

TEST(RoundTrip, KeepsTheScramblings) {
  const summarise::Summary s = there_and_back(sample_record()).scenarios[0].summary;
  ASSERT_EQ(s.scramblings.size(), 2U);
  EXPECT_EQ(s.coordinates, 640U);
  EXPECT_EQ(s.plain_words, 3U);
  EXPECT_EQ(s.scramblings[0].paths, 501U);
  EXPECT_EQ(s.scramblings[1].hits, (std::vector<std::uint64_t>{290, 499}));
  EXPECT_EQ(s.scramblings[1].reported_hits, (std::vector<std::uint64_t>{0, 479}));
  EXPECT_EQ(s.scramblings[0].groups, (std::vector<std::uint64_t>{310, 501}));
  EXPECT_EQ(s.scramblings[0].met_count, (std::vector<std::uint64_t>{0, 191, 310}));
  EXPECT_TRUE(there_and_back(sample_record()).scenarios[1].summary.scramblings.empty());
}

// Plain paths leave nothing of it, nor do programs that did not know it.
TEST(RoundTrip, LoadsFilesOfPlainPaths) {
  RunRecord plain = sample_record();
  plain.scenarios[0].summary.scramblings.clear();
  EXPECT_FALSE(pack(plain).scenarios[0].second.columns.contains("scrambling_hits"));
  EXPECT_TRUE(there_and_back(plain).scenarios[0].summary.scramblings.empty());
}

TEST(RoundTrip, RefusesScramblingsThatDoNotAddUp) {
  const auto loads = [](const auto& change) {
    RunRecord run = sample_record();
    change(run.scenarios[0].summary);
    try {
      (void)unpack(pack(run));
      return true;
    } catch (const Unfit&) {
      return false;
    }
  };
  EXPECT_TRUE(loads([](auto&) {}));
  EXPECT_FALSE(loads([](auto& s) { s.scramblings[0].hits[0] += 1; }));
  EXPECT_FALSE(loads([](auto& s) { s.scramblings[0].groups[1] -= 1; }));
  EXPECT_FALSE(loads([](auto& s) { s.scramblings[1].met_count[1] += 1; }));
  EXPECT_FALSE(loads([](auto& s) { s.scramblings[1].reported_hits[0] += 1; }));
  EXPECT_FALSE(loads([](auto& s) { s.scramblings[1].paths += 1; }));
  EXPECT_FALSE(loads([](auto& s) { s.scramblings.push_back(s.scramblings[0]); }));
  EXPECT_FALSE(loads([](auto& s) { s.scramblings[0].hits[0] = 502, s.scramblings[1].hits[0] = 98; }));
}

TEST(RoundTrip, KeepsChartsAndThePast) {
  const model::Display display = there_and_back(sample_record()).scenarios[0].display;
  ASSERT_EQ(display.charts.size(), 2U);
  EXPECT_EQ(display.charts[0].name, "growth");
  EXPECT_EQ(display.charts[0].label.vi, "Tăng trưởng");
  EXPECT_EQ(display.charts[0].target, "1a");
  EXPECT_EQ(display.charts[0].indicator, "grdp");
  EXPECT_EQ(display.charts[0].line, "poverty");
  EXPECT_EQ(display.charts[1].line, "");
  ASSERT_EQ(display.past.size(), 2U);
  EXPECT_EQ(display.past[0].indicator, "grdp");
  EXPECT_EQ(display.past[0].label.vi, "Sản lượng");
  EXPECT_EQ(display.past[0].year, 2019);
  EXPECT_EQ(display.past[0].value, 6.5);
  EXPECT_EQ(display.past[0].unit, "billion VND");
  EXPECT_EQ(display.past[0].status, "actual");
  EXPECT_EQ(display.past[0].place, "Biểu 01, I");
  EXPECT_EQ(display.past[1].year, 2020);
  EXPECT_TRUE(there_and_back(sample_record()).scenarios[1].display.past.empty());
}

// A file of a program that knew neither: what it holds reads as before.
TEST(RoundTrip, LoadsFilesWithoutChartsAndPast) {
  RunRecord old = sample_record();
  for (auto& scenario : old.scenarios) scenario.display = {};
  const Contents contents = pack(old);
  EXPECT_FALSE(contents.scenarios[0].second.columns.contains("chart"));
  EXPECT_FALSE(contents.scenarios[0].second.columns.contains("past_value"));
  const RunRecord run = there_and_back(old);
  EXPECT_TRUE(run.scenarios[0].display.charts.empty());
  EXPECT_TRUE(run.scenarios[0].display.past.empty());
  EXPECT_EQ(run.scenarios[0].summary.all_met, 600U);
}

// What is looked up by name later must be there: a file of a stranger may say anything.
TEST(RoundTrip, RefusesChartsOfWhatIsNotThere) {
  const auto refusal = [](const auto& change) -> std::string {
    RunRecord run = sample_record();
    change(run.scenarios[0].display);
    try {
      const auto loaded = unpack(pack(run));
      return "";
    } catch (const Unfit& unfit) {
      return unfit.what();
    }
  };
  EXPECT_EQ(refusal([](model::Display&) {}), "");
  EXPECT_EQ(refusal([](model::Display& d) { d.charts[0].target = "2"; }),
            "'chart_target' names a target that is not assessed");
  EXPECT_EQ(refusal([](model::Display& d) { d.charts[0].indicator = "x"; }),
            "'chart_indicator' names an indicator that is not there");
  EXPECT_EQ(refusal([](model::Display& d) { d.charts[0].line = "x"; }),
            "'chart_line' names an indicator that is not there");
  EXPECT_EQ(refusal([](model::Display& d) { d.past[0].indicator = "x"; }),
            "'past_indicator' names an indicator that is not there");
  EXPECT_EQ(refusal([](model::Display& d) { d.past[1].value = std::numeric_limits<double>::quiet_NaN(); }),
            "'past_value' holds something that is no number");
}

TEST(RoundTrip, KeepsTheNumbersOfPathsThatAreNotOneAfterTheOther) {
  RunRecord run = sample_record();
  run.scenarios[0].kept.numbers = {100, 104, 231};
  EXPECT_EQ(there_and_back(run).scenarios[0].kept.numbers, (std::vector<std::int64_t>{100, 104, 231}));
  run.scenarios[0].kept.numbers = {100, 101, 102};
  EXPECT_TRUE(there_and_back(run).scenarios[0].kept.numbers.empty());
}

TEST(RoundTrip, KeepsTheFitAndThePaths) {
  const ScenarioRecord scenario = there_and_back(sample_record()).scenarios[0];
  ASSERT_EQ(scenario.estimate.learned.size(), 4U);
  EXPECT_EQ(scenario.estimate.learned[0].q95, 2);
  EXPECT_EQ(scenario.estimate.learned[0].observations, 6);
  EXPECT_EQ(scenario.estimate.learned[0].prior_q05, -3);
  EXPECT_EQ(scenario.estimate.learned[0].prior_q95, 3);
  EXPECT_EQ(scenario.estimate.learned[0].doubt_left, 0.5);
  EXPECT_EQ(scenario.estimate.learned[3].effective, 1500);
  EXPECT_TRUE(scenario.estimate.learned[1].not_learned);
  EXPECT_TRUE(std::isnan(scenario.estimate.learned[1].prior_sd));
  EXPECT_EQ(scenario.program.parameters[0].of, model::VariableId(0));
  EXPECT_EQ(scenario.program.parameters[2].of, model::VariableId(0));
  EXPECT_EQ(scenario.program.parameters[2].role, model::Parameter::Role::level);
  EXPECT_EQ(scenario.program.parameters[3].role, model::Parameter::Role::family);
  EXPECT_EQ(scenario.program.parameters[0].prior_text, "normal(0, 1)");
  EXPECT_EQ(scenario.program.families[0].label.vi, "sản lượng");
  EXPECT_EQ(scenario.posterior, sample_record().scenarios[0].posterior);
  const auto& family = scenario.estimate.families[0];
  EXPECT_EQ(family.members, 2);
  EXPECT_EQ(family.series, 3);
  EXPECT_EQ(family.damping, 0.8);
  EXPECT_EQ(family.drift_change, 0.5);
  EXPECT_EQ(family.estimate_error, 0.25);
  EXPECT_EQ(family.df, 4.5);
  EXPECT_EQ(family.log_evidence, -12.5);
  EXPECT_EQ(scenario.tally, sample_record().scenarios[0].tally);
  EXPECT_EQ(scenario.kept.first_path, 100U);
  EXPECT_EQ(scenario.kept.paths, 3U);
  EXPECT_EQ(scenario.kept.values, sample_record().scenarios[0].kept.values);
  EXPECT_EQ(scenario.kept.met, sample_record().scenarios[0].kept.met);
}

TEST(RoundTrip, KeepsAllThatIsStored) {
  expect_same(sample_record(), there_and_back(sample_record()));
}

TEST(RoundTrip, WorksWithoutScenariosAndTexts) {
  expect_same(RunRecord{}, there_and_back(RunRecord{}));
}

TEST(RoundTrip, KeepsAnEmptyTableOfPathsApartFromNone) {
  RunRecord run = sample_record();
  run.scenarios[1].kept = {7, 2, {0.5F, std::numeric_limits<float>::quiet_NaN()}, {}};
  const KeptPaths kept = there_and_back(run).scenarios[1].kept;
  EXPECT_EQ(kept.paths, 2U);
  EXPECT_EQ(kept.first_path, 7U);
  EXPECT_TRUE(std::isnan(kept.values[1]));
  EXPECT_TRUE(there_and_back(sample_record()).scenarios[1].kept.values.empty());
}

// More paths than a chunk holds, and not a whole number of chunks.
TEST(RoundTrip, KeepsManyPaths) {
  RunRecord run = sample_record();
  KeptPaths& kept = run.scenarios[0].kept;
  kept.paths = 2500;
  kept.values.resize(kept.paths * 4);
  kept.met.resize(kept.paths * 2);
  for (std::size_t i = 0; i < kept.values.size(); ++i) kept.values[i] = static_cast<float>(i);
  for (std::size_t i = 0; i < kept.met.size(); ++i) kept.met[i] = i % 3 == 0;
  expect_same(run, there_and_back(run));
}

// A text longer than what an object header takes, in a dataset and in an attribute.
TEST(RoundTrip, KeepsLongTexts) {
  RunRecord run = sample_record();
  for (int i = 0; i < 30000; ++i) run.texts["long.csv"] += "tỷ đồng,1\n";
  run.scenarios[0].program.description.vi = run.texts["long.csv"].substr(0, 200001);
  expect_same(run, there_and_back(run));
}

TEST(RoundTrip, GivesTheSameBytesTwice) {
  const Folder folder;
  write(sample_record(), folder.file("a.h5"));
  ::sleep(1);  // a time of writing would show
  write(sample_record(), folder.file("b.h5"));
  const std::string bytes = bytes_of(folder.file("a.h5"));
  EXPECT_GT(bytes.size(), 10000U);
  EXPECT_EQ(bytes, bytes_of(folder.file("b.h5")));
  write(load(folder.file("a.h5")), folder.file("c.h5"));
  EXPECT_EQ(bytes, bytes_of(folder.file("c.h5")));
}

TEST(RoundTrip, WorksFromManyThreads) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "that sanitiser's heap, unlike the C library's, cannot be used in a process split off while other "
                  "threads allocate";
#endif
  const Folder folder;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      const std::string file = folder.file(std::to_string(i));
      write(sample_record(), file);
      EXPECT_EQ(load(file).paths, 1000U);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(folder.count(), 4);
}

TEST(GroupName, IsAsciiAndFree) {
  EXPECT_EQ(group_name("co_so-2.b", {}), "co_so-2.b");
  EXPECT_EQ(group_name("thấp", {}), "th_p");
  EXPECT_EQ(group_name("th_p", {"th_p", "th_p_2"}), "th_p_3");
  EXPECT_EQ(group_name("", {}), "scenario");
  EXPECT_EQ(group_name("../a b", {}), "_._a_b");
}

// Whoever forges a file seals it anew: what its numbers say of each other must still hold.
std::string refusal_of(const std::function<void(Contents&)>& forge) {
  Contents contents = pack(sample_record());
  forge(contents);
  contents.answers.attributes.insert_or_assign("sha256", digest(Section::answers, contents.answers));
  auto& scenario = contents.scenarios.front().second;
  scenario.attributes.insert_or_assign("sha256", digest(Section::scenario, scenario));
  try {
    static_cast<void>(unpack(contents));
  } catch (const Unfit& error) {
    return error.what();
  }
  return "";
}

template <class Value>
std::vector<Value>& forged(Contents& contents, const char* name) {
  return std::get<std::vector<Value>>(contents.scenarios.front().second.columns.at(name));
}

TEST(Forged, CountsAndYearsThatCannotBeAreRefused) {
  EXPECT_EQ(refusal_of([](Contents&) {}), "");
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(refusal_of([](Contents& c) { forged<std::int64_t>(c, "met_count").back() = most; }),
            "more paths are counted than there are");
  EXPECT_EQ(refusal_of([](Contents& c) { forged<std::int64_t>(c, "both_missed").front() = most; }),
            "more paths are counted than there are");
  EXPECT_EQ(refusal_of([](Contents& c) { forged<std::int64_t>(c, "observed_agreeing").front() = most; }),
            "more paths agree with a figure than were simulated");
  EXPECT_EQ(refusal_of([](Contents& c) { forged<std::int32_t>(c, "year").back() = 1'000'000; }),
            "the years lie outside the horizon");
  EXPECT_EQ(refusal_of([](Contents& c) { forged<std::int32_t>(c, "target_year").front() = -1; }),
            "a year of a target is none");
  EXPECT_EQ(refusal_of([](Contents& c) { forged<std::int32_t>(c, "target_year").front() = -2'147'483'648; }),
            "'target_year' holds -2147483648, which is no year and no row");
  EXPECT_EQ(refusal_of([](Contents& c) { forged<std::int32_t>(c, "past_year").front() = 20'000; }),
            "'past_year' holds something that is no year");
  EXPECT_EQ(refusal_of([](Contents& c) { forged<std::string>(c, "target_variable").front() = ""; }),
            "an assessed target names no indicator");
  EXPECT_EQ(refusal_of([](Contents& c) {
              auto& columns = std::get<std::vector<std::string>>(c.answers.columns.at("cell_column"));
              columns.back() = columns.front();
            }),
            "a table of the answer 'explain co_so' has columns of different lengths");
}

}  // namespace
}  // namespace prospect::store
