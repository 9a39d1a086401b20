#include "read/read.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace prospect::read {
namespace {

using Texts = std::map<std::string, std::string>;

const Texts& world() {
  static const Texts texts = {
      {"data/r/model.toml",
       "format = 1\n[data]\nseries = \"series.csv\"\nhistory = '../history.csv'\n"
       "[indicator.rice]\nunit = 't'\n"},
      {"data/r/series.csv", "name,unit\nrice,t\n"},
      {"data/history.csv", "series,year,value\nrice,2020,1\n"},
      {"scenarios/baseline.toml", "model = \"../data/r/model.toml\"\n"},
      {"scenarios/coast.toml", "extends = \"baseline\"\n"},
      {"scenarios/storm.toml", "format = 1\nextends = \"coast.toml\"\n"},
  };
  return texts;
}

Texts with(Texts texts, const std::string& name, const std::string& text) {
  texts[name] = text;
  return texts;
}

std::vector<std::string> files_of(const std::vector<Document>& documents) {
  std::vector<std::string> files;
  for (const Document& document : documents) files.push_back(document.file);
  return files;
}

std::vector<base::Problem> rejected(const std::string& file, const Texts& texts) {
  try {
    const Inputs inputs = load(file, Memory(texts));
  } catch (const base::Rejected& rejected) {
    return rejected.problems().sorted();
  }
  return {};
}

// "kind file:line:column: message" of each problem, a line each.
std::string told(const std::string& file, const Texts& texts) {
  std::string all;
  for (const base::Problem& problem : rejected(file, texts)) {
    if (!all.empty()) all += '\n';
    all += fmt::format("{} {}:{}:{}: {}", problem.kind, problem.place.file, problem.place.line,
                       problem.place.column, problem.message);
  }
  return all;
}

TEST(load, a_scenario_with_its_model_and_tables) {
  const Inputs inputs = load("scenarios/baseline.toml", Memory(world()));
  EXPECT_EQ(inputs.name, "baseline");
  EXPECT_EQ(inputs.model.file, "data/r/model.toml");
  EXPECT_NE(inputs.model.root.find("indicator"), nullptr);
  EXPECT_EQ(inputs.series.rows.size(), 1u);
  EXPECT_EQ(inputs.series.file, "data/r/series.csv");
  EXPECT_EQ(inputs.history.rows.at(0).at(1).text, "2020");
  EXPECT_TRUE(inputs.targets.columns.empty());
  EXPECT_EQ(files_of(inputs.scenarios), (std::vector<std::string>{"scenarios/baseline.toml"}));
  EXPECT_EQ(inputs.texts.size(), 4u);
  EXPECT_EQ(inputs.texts.at("data/history.csv"), world().at("data/history.csv"));
  EXPECT_TRUE(inputs.notes.empty());
}

TEST(load, the_chain_stands_oldest_first_and_inherits_the_model) {
  const Inputs inputs = load("scenarios/storm.toml", Memory(world()));
  EXPECT_EQ(inputs.name, "storm");
  EXPECT_EQ(files_of(inputs.scenarios),
            (std::vector<std::string>{"scenarios/baseline.toml", "scenarios/coast.toml",
                                      "scenarios/storm.toml"}));
  EXPECT_EQ(inputs.model.file, "data/r/model.toml");
}

TEST(load, a_model_alone_has_no_chain) {
  const Inputs inputs = load("data/r/model.toml", Memory(world()));
  EXPECT_EQ(inputs.name, "model");
  EXPECT_TRUE(inputs.scenarios.empty());
  EXPECT_EQ(inputs.history.rows.size(), 1u);
}

TEST(load, a_replay_from_the_texts_gives_the_same) {
  const Inputs first =
      load("./scenarios/../scenarios/storm.toml", Memory(with(world(), "x", "")));
  const Inputs again = load("scenarios/storm.toml", Memory(first.texts));
  EXPECT_EQ(again.texts, first.texts);
  EXPECT_EQ(files_of(again.scenarios), files_of(first.scenarios));
}

TEST(load, a_file_that_is_not_there) {
  const auto problems = rejected("scenarios/stomr.toml", world());
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].kind, "missing-file");
  EXPECT_EQ(problems[0].place, base::Place{});
  EXPECT_EQ(problems[0].message, "there is no file 'scenarios/stomr.toml'");
  EXPECT_EQ(problems[0].hint, "did you mean 'storm.toml'?");
  EXPECT_EQ(rejected("scenarios/baseline", world()).at(0).hint, "did you mean 'baseline.toml'?");
  EXPECT_EQ(rejected("scenarios/bseline", world()).at(0).hint, "did you mean 'baseline.toml'?");
  EXPECT_EQ(told("", world()), "missing-file :0:0: there is no file ''");
}

TEST(load, files_named_in_files_that_are_not_there) {
  EXPECT_EQ(told("s.toml", {{"s.toml", "model = 'm.toml'"}}),
            "missing-file s.toml:1:9: there is no file 'm.toml'");
  EXPECT_EQ(told("d/s.toml", {{"d/s.toml", "extends = 'base'"}}),
            "missing-file d/s.toml:1:11: there is no file 'd/base.toml'");
  EXPECT_EQ(told("m.toml", {{"m.toml", "[data]\nseries = 'a.csv'\ntargets = '../b.csv'"}}),
            "missing-file m.toml:2:10: there is no file 'a.csv'\n"
            "missing-file m.toml:3:11: there is no file '../b.csv'");
}

TEST(load, a_scenario_without_model) {
  EXPECT_EQ(told("s.toml", {{"s.toml", "a = 1"}}),
            "missing-key s.toml:0:0: the scenario names no model");
  EXPECT_EQ(told("t.toml", {{"t.toml", "extends = 's'"}, {"s.toml", ""}}),
            "missing-key s.toml:0:0: the scenario names no model");
}

TEST(load, absolute_and_empty_names_are_refused) {
  EXPECT_EQ(told("s.toml", {{"s.toml", "model = '/etc/m.toml'"}}),
            "bad-path s.toml:1:9: 'model' names the absolute path '/etc/m.toml'");
  EXPECT_EQ(told("s.toml", {{"s.toml", "model = ''"}}),
            "bad-path s.toml:1:9: 'model' must name a file and is empty");
  EXPECT_EQ(told("s.toml", {{"s.toml", "extends = \"a\\u0000b\""}}),
            "bad-path s.toml:1:11: 'extends' must name a file and holds a zero byte");
}

TEST(load, names_in_files_stay_near_them) {
  const auto far = [](const std::string& name) {
    return told("a/b/s.toml", {{"a/b/s.toml", "model = '" + name + "'"}});
  };
  const std::string up = "bad-path a/b/s.toml:1:9: 'model' names '", why = "', which leads more than one folder up or into "
                         "a hidden one";
  for (const std::string name : {"../../m.toml", "../x/../../m.toml", "x/../../../m.toml", ".ssh/m.toml", "../.config/m.toml",
                                 ".m.toml"}) {
    EXPECT_EQ(far(name), up + name + why);
  }
  EXPECT_EQ(far("../passwords.txt"), "bad-path a/b/s.toml:1:9: 'model' names '../passwords.txt', which is no .toml file");
  EXPECT_EQ(told("m.toml", {{"m.toml", "[data]\nseries = '../m.toml'"}}),
            "bad-path m.toml:2:10: 'series' names '../m.toml', which is no .csv file");
  for (const std::string name : {"../m.toml", "x/../../m.toml", "./m.TOML", "x/./y/m.toml", "..m/x.toml"}) {
    EXPECT_EQ(far(name).find("bad-path"), name.starts_with("..m") ? 0 : std::string::npos) << name;
  }
}

TEST(load, wrong_kinds_are_told_at_the_value) {
  EXPECT_EQ(
      told("s.toml", {{"s.toml", "model = 3"}}),
      "wrong-kind s.toml:1:9: 'model' must be a string, the name of a file, and is an integer");
  EXPECT_EQ(
      told("s.toml", {{"s.toml", "extends = []\nmodel = 'm.toml'"}, {"m.toml", "[data]\nseries = 1"}}),
      "wrong-kind m.toml:2:10: 'series' must be a string, the name of a file, and is an integer\n"
      "wrong-kind s.toml:1:11: 'extends' must be a string, the name of a file, and is an array");
  EXPECT_EQ(told("m.toml", {{"m.toml", "data = 'x.csv'"}}),
            "wrong-kind m.toml:1:8: 'data' must be a table and is a string");
  EXPECT_EQ(told("m.toml", {{"m.toml", "format = '1'\n[data]"}}),
            "wrong-kind m.toml:1:10: 'format' must be an integer and is a string");
}

TEST(load, other_formats_are_refused) {
  EXPECT_EQ(told("m.toml", {{"m.toml", "format = 2\n[data]"}}),
            "format-version m.toml:1:10: format 2 is not known; this program reads format 1");
}

TEST(load, all_problems_of_all_files_are_gathered) {
  const auto texts =
      with(with(world(), "data/history.csv", "a,b\n1\n"), "data/r/series.csv", "a,a\n");
  EXPECT_EQ(told("scenarios/storm.toml", texts),
            "row-length data/history.csv:2:1: the row has 1 cells and the table 2 columns\n"
            "duplicate-name data/r/series.csv:1:3: two columns are named 'a'");
}

TEST(load, one_wrong_value_does_not_hide_what_the_file_names) {
  EXPECT_EQ(told("m.toml", {{"m.toml", "x = inf\n[data]\nseries = 's.csv'"}}),
            "bad-number m.toml:1:5: 'inf' is not a finite number\n"
            "missing-file m.toml:3:10: there is no file 's.csv'");
}

TEST(load, a_broken_ancestor_is_told_alone) {
  EXPECT_EQ(told("scenarios/storm.toml", with(world(), "scenarios/baseline.toml", "model =")),
            "syntax scenarios/baseline.toml:1:8: not valid TOML in this key-value pair: "
            "encountered end-of-file");
}

TEST(load, a_scenario_that_extends_itself) {
  const auto problems =
      rejected("d/a.toml", {{"d/a.toml", "extends = \"a\"\nmodel = 'm.toml'"}, {"d/m.toml", ""}});
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].kind, "extends-cycle");
  EXPECT_EQ(problems[0].message, "the scenario 'd/a.toml' extends itself");
  EXPECT_FALSE(problems[0].other);
}

TEST(load, a_circle_is_told_where_it_opens_and_closes) {
  const auto problems = rejected("x.toml", {{"x.toml", "extends = 'a'"},
                                            {"a.toml", "\nextends = './d/../b'"},
                                            {"b.toml", "\n\nextends = 'a.toml'"}});
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].place, (base::Place{"a.toml", 2, 11, 10}));
  EXPECT_EQ(problems[0].message, "the scenario 'a.toml' extends itself through 'b.toml'");
  EXPECT_EQ(problems[0].other, (base::Place{"b.toml", 3, 11, 8}));
  EXPECT_EQ(problems[0].other_note, "the circle closes here");
}

Texts generations(int count) {
  Texts texts = {{"m.toml", ""}, {"s1.toml", "model = 'm.toml'"}};
  for (int i = 2; i <= count; ++i) {
    texts[fmt::format("s{}.toml", i)] = fmt::format("extends = 's{}'", i - 1);
  }
  return texts;
}

TEST(load, at_most_eight_generations) {
  EXPECT_EQ(load("s8.toml", Memory(generations(8))).scenarios.size(), 8u);
  EXPECT_EQ(told("s9.toml", generations(9)),
            "limit-exceeded s2.toml:1:11: the chain of 'extends' has more than 8 scenarios");
}

TEST(lines_of, gives_lines_for_drawing) {
  const Memory files({{"f",
                       "\xEF\xBB\xBF"
                       "a\r\n\nb"},
                      {"empty", ""}});
  const base::LineSource lines = lines_of(files);
  EXPECT_EQ(lines("f", 1), "a");
  EXPECT_EQ(lines("f", 2), "");
  EXPECT_EQ(lines("f", 3), "b");
  EXPECT_FALSE(lines("f", 4));
  EXPECT_FALSE(lines("f", 0));
  EXPECT_FALSE(lines("absent", 1));
  EXPECT_EQ(lines("empty", 1), "");
}

TEST(lines_of, a_file_that_cannot_be_read_has_none) {
  const Disk disk;
  EXPECT_FALSE(lines_of(disk)(std::filesystem::temp_directory_path().string(), 1));
}

}  // namespace
}  // namespace prospect::read
