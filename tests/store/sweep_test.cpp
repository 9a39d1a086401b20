#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "sample_record.hpp"
#include "store/contents.hpp"
#include "store/digest.hpp"
#include "store/store.hpp"
#include "store/sweep_columns.hpp"

namespace prospect::store {
namespace {

RunRecord kept_and_read(const RunRecord& record) {
  const Folder folder;
  write(record, folder.file("a.h5"));
  return load(folder.file("a.h5"));
}

TEST(Sweeps, AreKept) {
  const RunRecord run = kept_and_read(sample_record());
  ASSERT_EQ(run.sweeps.size(), 2U);
  const analyse::Sweep meant = sample_grid();
  const analyse::Sweep& grid = run.sweeps[0];
  EXPECT_EQ(grid.name, "lưới");
  EXPECT_EQ(grid.label.vi, "hai biến");
  EXPECT_EQ(grid.file, meant.file);
  EXPECT_EQ(grid.asked, meant.asked);
  EXPECT_EQ(grid.design, analyse::SweepDesign::full);
  EXPECT_EQ(grid.paths, 1000U);
  ASSERT_EQ(grid.levers.size(), 2U);
  EXPECT_EQ(grid.levers[0].label.vi, "tăng trưởng");
  EXPECT_EQ(grid.levers[0].unit, "%/year");
  EXPECT_EQ(grid.levers[0].decimals, 1);
  EXPECT_EQ(grid.levers[0].spread, 0.25);
  EXPECT_EQ(grid.levers[0].values, (std::vector<double>{8, 7, 6}));
  EXPECT_EQ(grid.levers[1].values, (std::vector<double>{40, 50}));
  ASSERT_EQ(grid.scenarios.size(), 2U);
  EXPECT_EQ(grid.scenarios[0].label.vi, "Kịch bản cơ sở");
  EXPECT_EQ(grid.scenarios[0].present, (std::vector<double>{7.25, 0.5}));
  ASSERT_EQ(grid.scenarios[1].present.size(), 2U);
  EXPECT_TRUE(std::isnan(grid.scenarios[1].present[0]));
  ASSERT_EQ(grid.goals.size(), 3U);
  EXPECT_EQ(grid.goals[2].label.vi, "tất cả");
  EXPECT_EQ(grid.scenario, meant.scenario);
  EXPECT_EQ(grid.setting, meant.setting);
  EXPECT_EQ(grid.counted, meant.counted);
  EXPECT_EQ(grid.failed, meant.failed);
  EXPECT_EQ(grid.hits, meant.hits);
  EXPECT_EQ(run.sweeps[1].design, analyse::SweepDesign::latin_hypercube);
  EXPECT_EQ(run.sweeps[1].setting, sample_hypercube().setting);
  EXPECT_EQ(run.sweeps[1].counted.back(), 0);
}

// 50 hits of 999 paths; nothing is known where no path counts.
TEST(Sweeps, HaveProbabilitiesForReaders) {
  const Contents contents = pack(sample_record());
  EXPECT_EQ(contents.sweeps[0].first, "l__i");
  EXPECT_EQ(contents.sweeps[1].first, "luoi");
  const auto& shares = column<double>(contents.sweeps[0].second, "probability");
  EXPECT_DOUBLE_EQ(shares.at(3), 50 / 999.0);
  EXPECT_LT(column<double>(contents.sweeps[0].second, "probability_low").at(3), 50 / 999.0);
  EXPECT_GT(column<double>(contents.sweeps[0].second, "probability_high").at(3), 50 / 999.0);
  EXPECT_TRUE(std::isnan(column<double>(contents.sweeps[1].second, "probability").back()));
  EXPECT_EQ(column<double>(contents.sweeps[1].second, "probability_low").back(), 0);
  EXPECT_EQ(column<double>(contents.sweeps[1].second, "probability_high").back(), 1);
  EXPECT_EQ(column<std::int32_t>(contents.sweeps[0].second, "lever_value_lever"),
            (std::vector<std::int32_t>{0, 0, 0, 1, 1}));
}

// As files of programs that knew none; and what has none leaves nothing of it.
TEST(Sweeps, MayBeAbsent) {
  RunRecord plain = sample_record();
  plain.sweeps.clear();
  const Folder folder;
  write(plain, folder.file("a.h5"));
  EXPECT_EQ(bytes_of(folder.file("a.h5")).find("sweep"), std::string::npos);
  EXPECT_TRUE(load(folder.file("a.h5")).sweeps.empty());
}

TEST(Sweeps, OfManyPointsAreKept) {
  RunRecord run = sample_record();
  analyse::Sweep& sweep = run.sweeps[0];
  sweep.levers[0].values.clear();
  for (int k = 0; k < 300; ++k) sweep.levers[0].values.push_back(0.1 * k);
  sweep.scenarios.resize(1);
  sweep.scenario.assign(600, 0);
  sweep.counted.assign(600, 1000);
  sweep.failed.assign(600, 0);
  sweep.hits.assign(1800, 7);
  sweep.setting.clear();
  for (const double growth : sweep.levers[0].values) {
    sweep.setting.insert(sweep.setting.end(), {growth, 40, growth, 50});
  }
  EXPECT_EQ(kept_and_read(run).sweeps[0].setting, sweep.setting);
}

/// What is said of a sweep that was changed and sealed anew.
std::string refusal_of_sweep(const std::function<void(Group&)>& forge, std::size_t which = 0) {
  Contents contents = pack(sample_record());
  Group& group = contents.sweeps[which].second;
  forge(group);
  group.attributes.insert_or_assign("sha256", digest(Section::sweep, group));
  try {
    static_cast<void>(unpack(contents));
  } catch (const Unfit& error) {
    return error.what();
  }
  return "";
}

template <class Value>
auto put(const char* name, std::size_t at, Value value) {
  return [=](Group& group) { std::get<std::vector<Value>>(group.columns.at(name)).at(at) = value; };
}

constexpr double beyond = std::numeric_limits<double>::infinity();

TEST(ForgedSweep, CountsThatCannotBeAreRefused) {
  EXPECT_EQ(refusal_of_sweep([](Group&) {}), "");
  EXPECT_EQ(refusal_of_sweep([](Group&) {}, 1), "");
  const std::string hits = "'hits' counts more paths than are sound, or fewer than none";
  EXPECT_EQ(refusal_of_sweep(put<std::int64_t>("hits", 0, 1001)), hits);
  EXPECT_EQ(refusal_of_sweep(put<std::int64_t>("hits", 0, -1)), hits);
  EXPECT_EQ(refusal_of_sweep(put<std::int64_t>("hits", 9, 993)), hits);   // 997 count, 5 of them failed
  EXPECT_EQ(refusal_of_sweep(put<std::int64_t>("hits", 9, 992)), "");
  EXPECT_EQ(refusal_of_sweep(put<std::int64_t>("failed", 0, 1001)),
            "'failed' counts more paths than count, or fewer than none");
  EXPECT_EQ(refusal_of_sweep(put<std::int64_t>("failed", 0, std::numeric_limits<std::int64_t>::min())),
            "'failed' counts more paths than count, or fewer than none");
  EXPECT_EQ(refusal_of_sweep(put<std::int64_t>("counted", 0, 1001)),
            "'counted' counts more paths than a point has, or fewer than none");
  EXPECT_EQ(refusal_of_sweep([](Group& group) { group.attributes.insert_or_assign("paths", std::int64_t{-1}); }),
            "'paths' holds -1, which is below 0");
  EXPECT_EQ(refusal_of_sweep([](Group& group) {
              group.attributes.insert_or_assign("paths", std::numeric_limits<std::int64_t>::max());
            }),
            "a point of a sweep has more paths than can be counted");
}

TEST(ForgedSweep, PositionsAndSettingsThatCannotBeAreRefused) {
  EXPECT_EQ(refusal_of_sweep(put<std::int32_t>("point_scenario", 0, 2)),
            "'point_scenario' names a scenario that is not there");
  EXPECT_EQ(refusal_of_sweep(put<std::int32_t>("point_scenario", 0, -1)),
            "'point_scenario' names a scenario that is not there");
  EXPECT_EQ(refusal_of_sweep(put<std::int32_t>("lever_value_lever", 0, 2)),
            "'lever_value_lever' names a lever that is not there");
  EXPECT_EQ(refusal_of_sweep(put<double>("setting", 0, std::nan(""))), "'setting' holds something that is no number");
  EXPECT_EQ(refusal_of_sweep(put<double>("setting", 0, 6.5)), "'setting' holds a value that is none of its lever's");
  EXPECT_EQ(refusal_of_sweep(put<double>("setting", 0, 7)),
            "the points are not every combination of the levers' values");
  EXPECT_EQ(refusal_of_sweep(put<double>("lever_value_setting", 0, beyond)),
            "'lever_value_setting' holds something that is no number");
  EXPECT_EQ(refusal_of_sweep(put<double>("lever_value_setting", 0, 7)), "a lever has no values, or one of them twice");
  EXPECT_EQ(refusal_of_sweep(put<double>("present", 0, beyond)), "'present' holds something that is no number");
  EXPECT_EQ(refusal_of_sweep(put<double>("lever_spread", 0, -1)), "'lever_spread' is no standard deviation");
  EXPECT_EQ(refusal_of_sweep(put<std::int32_t>("lever_decimals", 0, 400)), "'lever_decimals' is no number of decimals");
  EXPECT_EQ(refusal_of_sweep(put<double>("setting", 0, 8.6), 1), "'setting' lies outside the range of its lever");
  EXPECT_EQ(refusal_of_sweep(put<double>("lever_value_setting", 0, 9), 1), "a lever of a latin hypercube has no range");
}

TEST(ForgedSweep, NamesAndShapesThatCannotBeAreRefused) {
  EXPECT_EQ(refusal_of_sweep([](Group& group) { group.attributes.insert_or_assign("design", std::string("sobol")); }),
            "'design' holds 'sobol', which has no meaning there");
  const std::string names = "a lever, goal or scenario of a sweep has no name, or that of another";
  EXPECT_EQ(refusal_of_sweep(put<std::string>("lever", 0, "forest")), names);
  EXPECT_EQ(refusal_of_sweep(put<std::string>("goal", 0, "")), names);
  EXPECT_EQ(refusal_of_sweep([](Group& group) { group.attributes.insert_or_assign("sweep", std::string("luoi")); }),
            "the sweep 'luoi' is there twice");
  EXPECT_EQ(refusal_of_sweep([](Group& g) { std::get<std::vector<double>>(g.columns.at("setting")).pop_back(); }),
            "the columns of a sweep differ in length");
  EXPECT_EQ(refusal_of_sweep([](Group& group) { group.columns.erase("hits"); }),
            "the columns of a sweep differ in length");
  EXPECT_EQ(refusal_of_sweep([](Group& group) { group.columns.erase("point_scenario"); }),
            "a sweep has no points, levers, goals or scenarios");
  EXPECT_EQ(refusal_of_sweep([](Group& group) { group.extents.erase("lever_value"); }),
            "a lever has no values, or one of them twice");
}

TEST(ForgedSweep, AnotherNumberIsNoticed) {
  Contents contents = pack(sample_record());
  put<std::int64_t>("hits", 0, 1)(contents.sweeps[0].second);
  EXPECT_THROW(static_cast<void>(unpack(contents)), Unfit);
}

}  // namespace
}  // namespace prospect::store
