#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "publish/data_tables.hpp"
#include "publish/iamc_names.hpp"
#include "store/sample_record.hpp"

namespace prospect::publish {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line, '\r'); stream.ignore()) lines.push_back(line);
  return lines;
}

bool has(const std::string& text, const std::string& line) {
  const auto lines = lines_of(text);
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

/// Without printed figures, so that the years are those simulated.
store::RunRecord record_without_past() {
  auto record = store::sample_record();
  for (auto& scenario : record.scenarios) scenario.display.past.clear();
  return record;
}

const std::string baseline = "Prospect 0.1.0 (Son La plan),baseline,Son La,";

TEST(Iamc, WritesARowAVariableAndAColumnAYear) {
  const std::string text = iamc(record_without_past());
  EXPECT_EQ(lines_of(text).front(), "Model,Scenario,Region,Variable,Unit,2021,2022");
  EXPECT_TRUE(has(text, baseline + "Economy|GRDP|5th Percentile,billion VND,8,18"));
  EXPECT_TRUE(has(text, baseline + "Economy|GRDP|50th Percentile,billion VND,10,20"));
  EXPECT_TRUE(has(text, baseline + "Economy|Poverty|Mean,%,30,40"));
  EXPECT_TRUE(has(text, baseline + "Economy|Poverty|Standard Deviation,%,1,1"));
  EXPECT_TRUE(has(text, baseline + "Probability|Economy|Target 1a,%,,60"));
  EXPECT_TRUE(has(text, baseline + "Target|Economy|Target 1a,%,,7.5"));
  EXPECT_TRUE(has(text, baseline + "Probability|All Targets,%,,60"));
  EXPECT_TRUE(has(text, baseline + "Probability|All Targets|Core Targets,%,,100"));
}

TEST(Iamc, HistoryOfItsOwnStandsUnderTheIndicator) {
  auto record = record_without_past();
  auto& scenario = record.scenarios[0];
  scenario.display.past = {{"grdp", {}, 2019, 9.5, "billion VND", "actual", ""},
                           {"poverty", {}, 2018, 21, "%", "actual", ""}};
  scenario.program.variables[2].series.clear();   // printed by another definition
  const std::string text = iamc(record);
  EXPECT_EQ(lines_of(text).front(), "Model,Scenario,Region,Variable,Unit,2019,2021,2022");
  EXPECT_TRUE(has(text, baseline + "Economy|GRDP,billion VND,9.5,,"));
  EXPECT_EQ(text.find("Economy|Poverty,"), text.npos);
}

TEST(Iamc, RowsWithoutValuesAreLeftOutAndARangeHasTwoEnds) {
  auto record = record_without_past();
  record.scenarios[0].program.targets[0].direction = model::Target::Direction::between;
  const std::string text = iamc(record);
  EXPECT_TRUE(has(text, baseline + "Target|Economy|Target 1a|Minimum,%,,7.5"));
  EXPECT_TRUE(has(text, baseline + "Target|Economy|Target 1a|Maximum,%,,8"));
  // All figures of the bare scenario but its spread are missing.
  EXPECT_EQ(text.find("thấp,Region,Economy|GRDP|Mean"), text.npos);
  EXPECT_NE(text.find("Prospect 0.1.0,thấp,Region,Economy|GRDP|Standard Deviation,billion VND,1,"), text.npos);
}

TEST(Iamc, ScenariosOfOneLabelAreToldApart) {
  auto record = record_without_past();
  record.scenarios[1] = record.scenarios[0];
  record.scenarios[1].program.scenario = "other";
  const std::string text = iamc(record);
  EXPECT_NE(text.find(",baseline (other),"), text.npos);
  EXPECT_NE(text.find(",baseline (co_so),"), text.npos);
}

TEST(IamcNames, FollowTheRulesOfTheFormat) {
  using iamc_names::level;
  EXPECT_EQ(level("mean growth of the GRDP"), "Mean Growth of the GRDP");
  EXPECT_EQ(level("of which (farming)"), "Of Which (Farming)");
  EXPECT_EQ(level("  a |  b: c; \"d\" *"), "A / B, C, 'd'");
  EXPECT_EQ(level("=1+1"), "1+1");
  EXPECT_EQ(level("@\xC2\xA0x\ny"), "X Y");
  EXPECT_EQ(level("Sơn La"), "Sơn La");
  EXPECT_EQ(level(""), "");
}

TEST(IamcNames, AreDistinct) {
  using iamc_names::distinct;
  EXPECT_EQ(distinct({{"a_b", {"", "x"}}, {"c", {"Rice", ""}}}), (std::vector<std::string>{"a b", "Rice"}));
  EXPECT_EQ(distinct({{"a", {"rice", ""}}, {"b", {"Rice", ""}}}), (std::vector<std::string>{"rice (a)", "Rice (b)"}));
  EXPECT_EQ(distinct({{"x", {"Rice (a)", ""}}, {"a", {"Rice", ""}}, {"b", {"Rice", ""}}}),
            (std::vector<std::string>{"Rice (a)", "Rice (a) 2", "Rice (b)"}));
}

}  // namespace
}  // namespace prospect::publish
