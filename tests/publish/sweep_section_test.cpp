#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "publish/compose.hpp"
#include "publish/data_tables.hpp"
#include "publish/sweep_charts.hpp"
#include "publish/table_views.hpp"
#include "report/sample.hpp"

namespace prospect::publish {
namespace {

using analyse::Sweep;
using analyse::SweepDesign;
using base::Language;

/// A full design over the values of its levers; hits rise with every one of them.
void fill_design(Sweep& sweep, std::vector<double> chosen, std::size_t scenario) {
  if (chosen.size() < sweep.levers.size()) {
    for (const double value : sweep.levers[chosen.size()].values) {
      auto more = chosen;
      more.push_back(value);
      fill_design(sweep, more, scenario);
    }
    return;
  }
  double sum = 0;
  for (const double value : chosen) sum += value;
  sweep.scenario.push_back(static_cast<std::int32_t>(scenario));
  sweep.setting.insert(sweep.setting.end(), chosen.begin(), chosen.end());
  sweep.counted.push_back(static_cast<std::int64_t>(sweep.paths));
  sweep.failed.push_back(0);
  for (std::size_t goal = 0; goal < sweep.goals.size(); ++goal) sweep.hits.push_back(std::llround(10 * sum));
}

Sweep sweep_of(std::vector<std::vector<double>> values, std::size_t goals = 1) {
  Sweep sweep;
  sweep.name = "grid";
  sweep.label = {"A grid", "Lưới"};
  sweep.paths = 1000;
  sweep.scenarios = {{"baseline", {"Baseline", "Cơ sở"}, {}}, {"low", {"Low", "Thấp"}, {}}};
  for (std::size_t k = 0; k < values.size(); ++k) {
    const std::string n = std::to_string(k + 1);
    sweep.levers.push_back({"lever" + n, {"Lever " + n, "Biến " + n}, "1", 1, values[k]});
    for (auto& scenario : sweep.scenarios) scenario.present.push_back(values[k][0] + 0.25);
  }
  for (std::size_t k = 0; k < goals; ++k) {
    sweep.goals.push_back({"g" + std::to_string(k), {"Goal " + std::to_string(k), "Mục tiêu " + std::to_string(k)}});
  }
  for (std::size_t s = 0; s < sweep.scenarios.size(); ++s) fill_design(sweep, {}, s);
  return sweep;
}

Sweep scattered(std::size_t n) {
  Sweep sweep = sweep_of({{0, 10}, {0, 20}});
  sweep.design = SweepDesign::latin_hypercube;
  sweep.scenario.clear(), sweep.setting.clear(), sweep.counted.clear(), sweep.failed.clear(), sweep.hits.clear();
  for (std::size_t k = 0; k < n; ++k) {
    sweep.scenario.push_back(0);
    sweep.setting.insert(sweep.setting.end(), {10 * (double(k) + 0.5) / double(n), 20 * double(k * 7 % n) / double(n)});
    sweep.counted.push_back(1000);
    sweep.failed.push_back(0);
    sweep.hits.push_back(static_cast<std::int64_t>(1000 * k / n));
  }
  return sweep;
}

store::RunRecord record_with(std::vector<Sweep> sweeps) {
  auto record = report::plan_record();
  record.sweeps = std::move(sweeps);
  return record;
}

View view_of(const store::RunRecord& record) { return {record, {}}; }

const std::vector<double>& numbers_of(const Chart& chart, const std::string& table, const std::string& column) {
  for (const auto& one : chart.data) {
    if (one.name == table) return numbers_in(one, column);
  }
  throw std::runtime_error("no table " + table);
}

const std::vector<std::string>& texts_of(const Chart& chart, const std::string& table, const std::string& column) {
  for (const auto& one : chart.data) {
    if (one.name == table) return texts_in(one, column);
  }
  throw std::runtime_error("no table " + table);
}

const Section* sweeps_of(const Document& document, const std::string& id = "sweeps") {
  for (const auto& section : document.sections) {
    if (section.id == id) return &section;
  }
  return nullptr;
}

TEST(SweepSection, IsThereWithSweepsOnly) {
  EXPECT_EQ(sweeps_of(compose(report::plan_record(), "r.h5", Language::english)), nullptr);
  const auto document = compose(record_with({sweep_of({{1, 2, 3}})}), "r.h5", Language::english);
  ASSERT_NE(sweeps_of(document), nullptr);
  EXPECT_EQ(sweeps_of(document)->title, "When levers move");
  EXPECT_EQ(sweeps_of(document, "sweep-points")->navigation, "");   // not on the page
}

TEST(SweepSection, OneLeverIsACurveAScenario) {
  const auto record = record_with({sweep_of({{3, 1, 2}})});   // drawn from left to right all the same
  const View view = view_of(record);
  const Chart chart = SweepCharts(view, 0).chart(0);
  EXPECT_EQ(chart.kind, "sweep_curve");
  EXPECT_EQ(chart.dataset, "/sweep/grid/probability");
  EXPECT_EQ(numbers_of(chart, "curve", "x"), (std::vector<double>{1, 2, 3, 1, 2, 3}));
  EXPECT_EQ(numbers_of(chart, "curve", "probability"), (std::vector<double>{0.01, 0.02, 0.03, 0.01, 0.02, 0.03}));
  EXPECT_EQ(texts_of(chart, "curve", "scenario")[3], "Low");
  EXPECT_LT(numbers_of(chart, "curve", "low")[0], 0.01);
  EXPECT_GT(numbers_of(chart, "curve", "high")[0], 0.01);
  EXPECT_EQ(numbers_of(chart, "present", "x"), (std::vector<double>{3.25, 3.25}));
  EXPECT_EQ(chart.table.rows.size(), 6U);
  EXPECT_EQ(chart.table.rows[0][1].text, "1");
  EXPECT_EQ(chart.description.find("It shows"), std::string::npos);
}

// Cells lie row by row from below; where the scenario is: a quarter of the way from the first to the second setting.
TEST(SweepSection, TwoLeversArePanelsOfCells) {
  const auto record = record_with({sweep_of({{1, 2}, {10, 11, 12}})});
  const View view = view_of(record);
  const Chart chart = SweepCharts(view, 0).chart(0);
  EXPECT_EQ(chart.kind, "sweep_surface");
  EXPECT_EQ(texts_of(chart, "panels", "title"), (std::vector<std::string>{"Baseline", "Low"}));
  EXPECT_EQ(texts_of(chart, "down", "text"), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(texts_of(chart, "across", "text"), (std::vector<std::string>{"10", "11", "12"}));
  const auto& cells = numbers_of(chart, "cells", "probability");
  ASSERT_EQ(cells.size(), 12U);
  EXPECT_EQ(cells[2], 0.13);
  EXPECT_EQ(cells[3], 0.12);
  EXPECT_EQ(cells[6], 0.11);
  EXPECT_EQ(numbers_of(chart, "panels", "here_x")[0], 0.25);
  EXPECT_EQ(numbers_of(chart, "panels", "here_y")[0], 0.25);
  EXPECT_EQ(chart.table.rows.size(), 12U);
}

TEST(SweepSection, WhatIsFarOutsideIsNotMarked) {
  auto record = record_with({sweep_of({{1, 2}, {10, 11, 12}})});
  record.sweeps[0].scenarios[0].present = {2.6, 11};
  record.sweeps[0].scenarios[1].present = {2.4, 9.6};
  const View view = view_of(record);
  const Chart chart = SweepCharts(view, 0).chart(0);
  EXPECT_TRUE(std::isnan(numbers_of(chart, "panels", "here_y")[0]));
  EXPECT_NEAR(numbers_of(chart, "panels", "here_y")[1], 1.4, 1e-12);
  EXPECT_NEAR(numbers_of(chart, "panels", "here_x")[1], -0.4, 1e-12);
}

TEST(SweepSection, MoreLeversAreLowMiddleAndHighOfTheThird) {
  const auto record = record_with({sweep_of({{1, 2}, {10, 11}, {1, 2, 3, 4, 5}, {7, 8, 9}})});
  const View view = view_of(record);
  const Chart chart = SweepCharts(view, 0).chart(0);
  EXPECT_EQ(texts_of(chart, "panels", "title"),
            (std::vector<std::string>{"Baseline · Lever 3 1", "Baseline · Lever 3 3", "Baseline · Lever 3 5",
                                      "Low · Lever 3 1", "Low · Lever 3 3", "Low · Lever 3 5"}));
  EXPECT_DOUBLE_EQ(numbers_of(chart, "cells", "probability")[4], 0.22);   // 1 + 10 + 3 + 8
  EXPECT_NE(chart.description.find("Held at their middle settings: Lever 4 8."), std::string::npos);
  EXPECT_NE(chart.description.find("It shows 24 of 120 points."), std::string::npos);
}

// 51 by 41 settings in two panels: every second one, so that steps stay equal.
TEST(SweepSection, LongListsAreThinnedByWholeSteps) {
  std::vector<double> down, across;
  for (int k = 0; k <= 50; ++k) down.push_back(0.5 * k);
  for (int k = 0; k <= 40; ++k) across.push_back(k);
  const auto record = record_with({sweep_of({down, across})});
  const View view = view_of(record);
  const Chart chart = SweepCharts(view, 0).chart(0);
  const auto& shown = texts_of(chart, "across", "text");
  ASSERT_EQ(shown.size(), 21U);
  EXPECT_EQ(shown[1], "2");
  EXPECT_EQ(shown.back(), "40");
  EXPECT_EQ(texts_of(chart, "down", "text").back(), "25");
  EXPECT_LE(numbers_of(chart, "cells", "probability").size(), 1200U);
  EXPECT_EQ(chart.table.rows.size() % 2, 0U);
  EXPECT_LE(chart.table.rows.size(), 2U * 8 * 6);
}

TEST(SweepSection, AHypercubeIsItsPointsAgainstEachLever) {
  const auto record = record_with({scattered(1000)});
  const View view = view_of(record);
  const Chart chart = SweepCharts(view, 0).chart(0);
  EXPECT_EQ(chart.kind, "sweep_points");
  EXPECT_EQ(texts_of(chart, "levers", "text"), (std::vector<std::string>{"Lever 1", "Lever 2"}));
  EXPECT_EQ(numbers_of(chart, "points", "x1").size(), 160U);
  const auto& means = numbers_of(chart, "means", "mean");
  ASSERT_EQ(means.size(), 20U);
  EXPECT_NEAR(means[0], 0.0495, 1e-9);     // of 0 to 99 thousandths
  EXPECT_NEAR(means[9], 0.9495, 1e-9);
  EXPECT_EQ(chart.table.rows.size(), 20U);
  EXPECT_NE(chart.description.find("It shows 160 of 1,000 points."), std::string::npos);
}

TEST(SweepSection, SixGoalsAreDrawnSetsFirst) {
  auto record = record_with({sweep_of({{1, 2}}, 9)});
  record.sweeps[0].goals[7].name = "all";
  const auto document = compose(record, "r.h5", Language::english);
  std::vector<std::string> ids;
  for (const auto& block : sweeps_of(document)->blocks) {
    if (const auto* chart = std::get_if<Chart>(&block)) ids.push_back(chart->id);
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"sweep-1-8", "sweep-1-1", "sweep-1-2", "sweep-1-3", "sweep-1-4", "sweep-1-5"}));
}

TEST(SweepSection, EveryPointIsInTheTableOfData) {
  const auto record = record_with({sweep_of({{1, 2}, {10, 11, 12}}, 2)});
  const View view = view_of(record);
  const Table points = SweepCharts(view, 0).points_table();
  EXPECT_TRUE(for_page(points).columns.empty());
  const Table data = for_data(points, "group");
  ASSERT_EQ(data.rows.size(), 12U);
  ASSERT_EQ(data.columns.size(), 1U + 2 + 1 + 2 * 3);
  EXPECT_EQ(data.rows[5][1].value, 2);
  EXPECT_EQ(data.rows[5][2].value, 12);
  EXPECT_EQ(data.rows[5][4].value, 0.14);
  EXPECT_EQ(data.columns[4].dataset, "/sweep/grid/probability");
}

TEST(SweepSection, TheSummaryTellsHowFarEachGoalGets) {
  const auto record = record_with({sweep_of({{20, 70}})});   // 200 and 700 of 1000
  const View view = view_of(record);
  const Table summary = SweepCharts(view, 0).summary();
  ASSERT_EQ(summary.rows.size(), 1U);
  const auto& row = summary.rows[0];
  EXPECT_EQ(row[0].text, "Goal 0");
  EXPECT_EQ(row[1].value, 0.7);
  EXPECT_EQ(row[5].text, "Baseline, Lever 1 70");
  EXPECT_EQ(row[6].value, 0.2);
  EXPECT_EQ(row[7].value, 2);
  EXPECT_EQ(row[8].value, 2);
  EXPECT_EQ(row[9].value, 0);
}

// Sweeps of one name as ASCII, of scenarios that are not of the record, without paths: still one document.
TEST(SweepSection, BothLanguagesAgreeAndIdsAreUnique) {
  auto twin = scattered(40);
  twin.name = "gríd";
  auto third = sweep_of({{1, 2}, {3, 4}});
  third.name = "gr_d";
  third.counted.assign(third.points(), 0);
  third.hits.assign(third.hits.size(), 0);
  const auto record = record_with({sweep_of({{1, 2}}, 2), twin, third});
  const View view = view_of(record);
  EXPECT_EQ(SweepCharts(view, 1).dataset("hits"), "/sweep/gr_d/hits");
  EXPECT_EQ(SweepCharts(view, 2).dataset("hits"), "/sweep/gr_d_2/hits");
  const auto en = compose(record, "r.h5", Language::english), vi = compose(record, "r.h5", Language::vietnamese);
  const auto &in_en = sweeps_of(en)->blocks, &in_vi = sweeps_of(vi)->blocks;
  ASSERT_EQ(in_en.size(), in_vi.size());
  std::set<std::string> ids;
  for (std::size_t k = 0; k < in_en.size(); ++k) {
    ASSERT_EQ(in_en[k].index(), in_vi[k].index());
    const auto *chart = std::get_if<Chart>(&in_en[k]), *other = std::get_if<Chart>(&in_vi[k]);
    if (chart == nullptr) continue;
    EXPECT_TRUE(ids.insert(chart->id).second) << chart->id;
    EXPECT_EQ(chart->id, other->id);
    EXPECT_EQ(chart->table.rows.size(), other->table.rows.size());
    EXPECT_FALSE(chart->description.empty());
    EXPECT_NE(chart->description, other->description);
  }
  EXPECT_EQ(ids.size(), 4U);
}

TEST(SweepSection, TidyRowsHaveEverySettingAndProbability) {
  const std::string rows = tidy_csv(record_with({sweep_of({{1, 2}})}), {});
  EXPECT_NE(rows.find("low,sweep_setting,grid/4/lever1,Lever 1,Biến 1,,setting,1,2"), std::string::npos) << rows.substr(0, 500);
  EXPECT_NE(rows.find("baseline,sweep,grid/2/g0,Goal 0,Mục tiêu 0,,probability,1,0.02"), std::string::npos);
}

}  // namespace
}  // namespace prospect::publish
