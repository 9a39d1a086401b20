#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>

#include <unistd.h>

#include <gtest/gtest.h>

#include "report/json.hpp"
#include "report/sample.hpp"
#include "report/text.hpp"

namespace prospect::report {
namespace {

// Has Python's own reader look at the text: `check` is a statement about `d`, the object read.
bool python_agrees(const std::string& json, const std::string& check) {
  const std::string name =
      testing::TempDir() + "prospect_verdict_" + std::to_string(getpid()) + ".json";
  std::ofstream(name) << json;
  const std::string program =
      "import json,sys\n"
      "def never(x): raise ValueError(x)\n"
      "d = json.load(open(sys.argv[1], encoding='utf-8'), parse_constant=never)\n"
      "assert " +
      check + "\n";
  const std::string script = name + ".py";
  std::ofstream(script) << program;
  const std::string command = "/usr/bin/python3 " + script + " " + name + " 2>/dev/null";
  const int code = std::system(command.c_str());
  std::remove(name.c_str());
  std::remove(script.c_str());
  return code == 0;
}

TEST(json, quotes_and_escapes) {
  EXPECT_EQ(json::quoted("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000a\"");
  EXPECT_EQ(json::quoted("rừng"), "\"rừng\"");
  EXPECT_EQ(json::quoted("\xFF"), "\"\xEF\xBF\xBD\"");
}

TEST(json, writes_numbers_that_read_back) {
  EXPECT_EQ(json::real(0.1), "0.1");
  EXPECT_EQ(json::real(-2.5e-300), "-2.5e-300");
  EXPECT_EQ(json::real(std::numeric_limits<double>::quiet_NaN()), "null");
  EXPECT_EQ(json::real(-std::numeric_limits<double>::infinity()), "null");
}

TEST(json, builds_arrays_and_objects) {
  EXPECT_EQ(json::array({}), "[]");
  EXPECT_EQ(json::array({"1", "null"}), "[1, null]");
  EXPECT_EQ(json::object({}), "{}");
  EXPECT_EQ(json::object({{"a", "1"}, {"b", "[]"}}), "{\"a\": 1, \"b\": []}");
  EXPECT_EQ(json::label({"forest", ""}), "{\"en\": \"forest\", \"vi\": \"forest\"}");
}

TEST(verdict_json, is_read_by_python) {
  const std::string json = to_json(plan_record(2));
  EXPECT_TRUE(python_agrees(json, "d['seed'] == 2021 and d['as_of'] is None"));
  EXPECT_TRUE(python_agrees(json, "len(d['scenarios']) == 2"));
  EXPECT_FALSE(python_agrees(json, "len(d['scenarios']) == 3"));
}

TEST(verdict_json, holds_each_target_with_its_fate) {
  const std::string json = to_json(plan_record());
  const std::string t = "(lambda t: ";
  const std::string first = ")(d['scenarios'][0]['targets'][0])";
  EXPECT_TRUE(python_agrees(json, t +
                                      "t['code'] == 't01_growth' and t['hits'] == 8200 and "
                                      "t['probability'] == 0.082" +
                                      first));
  EXPECT_TRUE(python_agrees(json, t + "t['interval'][0] < 0.082 < t['interval'][1]" + first));
  EXPECT_TRUE(python_agrees(json, t +
                                      "t['word'] == {'en': 'very unlikely', "
                                      "'vi': 'rất ít khả năng'}" +
                                      first));
  EXPECT_TRUE(python_agrees(json, t +
                                      "t['quantiles']['0.5'] == 5.61 and t['high'] is None and "
                                      "t['direction'] == 'at_least'" +
                                      first));
  EXPECT_TRUE(python_agrees(json, t + "t['label']['vi'].startswith('Tốc độ tăng')" + first));
}

TEST(verdict_json, holds_the_whole_plan) {
  const std::string json = to_json(plan_record());
  const std::string s = "(lambda s: ", first = ")(d['scenarios'][0])";
  EXPECT_TRUE(python_agrees(json, s + "abs(sum(s['met_count']) - s['paths']) < 9" + first));
  EXPECT_TRUE(
      python_agrees(json, s + "s['all_met']['hits'] == 0 and s['assessed'] == 8" + first));
  EXPECT_TRUE(
      python_agrees(json, s +
                              "[g['name'] for g in s['groups']][-1] == 'heart' and "
                              "s['groups'][-1]['targets'] == ['t01_growth', 't22_forest']" +
                              first));
  EXPECT_TRUE(python_agrees(
      json, s + "[t['number'] for t in s['not_assessed']] == [10, 15, 16]" + first));
}

TEST(verdict_json, writes_null_for_what_is_not_known) {
  store::RunRecord record = plan_record();
  record.as_of = 2018;
  store::ScenarioRecord& scenario = record.scenarios[0];
  scenario.summary.targets[0].shortfall = std::numeric_limits<double>::quiet_NaN();
  scenario.summary.targets[0].figure.sd = std::numeric_limits<double>::infinity();
  scenario.summary.targets[0].first_met = {1, 2, 3, 4, 5};
  scenario.summary.faults = {{"x", 2023, "not finite", 7, 3}};
  record.scenarios.push_back(empty_scenario("<b>\"bare\"\n{}", 0));
  const std::string json = to_json(record);
  EXPECT_TRUE(python_agrees(json, "d['scenarios'][0]['targets'][0]['shortfall'] is None"));
  EXPECT_TRUE(python_agrees(json, "d['scenarios'][0]['targets'][0]['sd'] is None"));
  EXPECT_TRUE(python_agrees(json,
                            "d['scenarios'][0]['targets'][0]['first_met'][4] == "
                            "{'year': 2025, 'paths': 5}"));
  EXPECT_TRUE(python_agrees(json, "d['scenarios'][0]['faults'][0]['first_path'] == 3"));
  EXPECT_TRUE(python_agrees(json, "d['scenarios'][1]['scenario'] == '<b>\"bare\"\\n{}'"));
  EXPECT_TRUE(python_agrees(json, "d['scenarios'][1]['all_met'] is None"));
  EXPECT_TRUE(
      python_agrees(json, "d['scenarios'][1]['expected_met'] is None and d['as_of'] == 2018"));
}

TEST(verdict_json, is_an_object_even_without_scenarios) {
  EXPECT_TRUE(python_agrees(to_json({}), "d['scenarios'] == []"));
}

}  // namespace
}  // namespace prospect::report
