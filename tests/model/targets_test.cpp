/// The table of targets against the variables of a model.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "model/small_world.hpp"

namespace prospect::model {
namespace {

using testing::HasSubstr;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Rows "code,indicator,test,from,year,direction,value,high,unit,tolerance,assess".
read::Inputs inputs_with(const std::string& rows, const std::string& joint = "") {
  auto texts = texts_of({.body = "[units]\nwords = ['VND']\n"
                                 "[indicator.rate]\nunit = '%'\nstart = 10\nnext = 'rate[-1]'\n"
                                 "[indicator.money]\nunit = 'million VND'\nstart = 1\n"
                                 "next = 'money[-1]'\n" +
                                 joint});
  texts["model.toml"] += "[data]\ntargets = 'targets.csv'\n";
  std::string table =
      "code,indicator,test,from,year,direction,value,high,unit,tolerance,assess,plan,number,part,"
      "theme,label_en,label_vi,reason_en,reason_vi,place,printed\n";
  for (const auto& row : rows_of(rows)) table += row + ",p,1,,t,l,,why,,,\n";
  texts["targets.csv"] = table;
  return read::load("model.toml", read::Memory(texts));
}

Target target(const std::string& row) {
  return compile(inputs_with(row)).targets.at(0);
}

std::string problem(const std::string& rows, const std::string& joint = "") {
  try {
    const auto program = compile(inputs_with(rows, joint));
    return "";
  } catch (const base::Rejected& rejected) {
    const auto first = rejected.problems().sorted().at(0);
    return first.kind + ": " + first.message + (first.hint.empty() ? "" : " | " + first.hint);
  }
}

TEST(targets, are_bounds_in_the_indicators_unit) {
  struct Row {
    std::string row;
    double low, high;
  };
  for (const Row& of : {Row{"a,rate,at,,2022,>=,12,,%,0.5,yes", 11.5, infinity},
                        Row{"a,rate,at,,2022,<=,12,,%,0.5,yes", -infinity, 12.5},
                        Row{"a,rate,at,,2022,about,12,,%,2,yes", 10, 14},
                        Row{"a,rate,at,,2022,between,12,15,%,0.25,yes", 11.75, 15.25},
                        Row{"a,rate,at,,2022,>=,0.5,,1,,yes", 50, infinity},
                        Row{"a,money,at,,2022,>=,2,,billion VND,0.5,yes", 1500, infinity}}) {
    const Target t = target(of.row);
    ASSERT_TRUE(t.variable.has_value()) << of.row;
    EXPECT_DOUBLE_EQ(t.low_bound, of.low) << of.row;
    EXPECT_DOUBLE_EQ(t.high_bound, of.high) << of.row;
    EXPECT_EQ(t.from, 2022);
  }
}

TEST(targets, may_look_at_several_years) {
  const Target t = target("a,rate,mean,2021,2023,>=,12,,%,,yes");
  EXPECT_EQ(t.test, Target::Test::mean);
  EXPECT_EQ(t.from, 2021);
  EXPECT_EQ(t.year, 2023);
  EXPECT_EQ(target("a,rate,ever,2021,2022,>=,12,,%,,yes").test, Target::Test::ever);
}

TEST(targets, are_listed_but_not_assessed_for_a_reason) {
  EXPECT_FALSE(target("a,rate,at,,2022,>=,12,,%,,no").variable.has_value());
  EXPECT_EQ(target("a,rate,at,,2022,>=,12,,%,,no").reason.en, "why");
  EXPECT_THAT(target("a,rate,at,,2020,>=,12,,%,,yes").reason.en, HasSubstr("2020 is past"));
  EXPECT_THAT(target("a,rate,sum,2019,2022,>=,12,,%,,yes").reason.en,
              HasSubstr("begin before the simulation"));
  EXPECT_THAT(target("a,other,at,,2019,>=,12,,%,,yes").reason.en,
              HasSubstr("does not simulate 'other'"));
}

TEST(targets, are_refused_when_they_cannot_be_tested) {
  EXPECT_THAT(problem("a,rate,at,,2022,>=,12,,million VND,,yes"),
              HasSubstr("unit-mismatch: target 'a' is in 'million VND' but 'rate' is in '%'"));
  EXPECT_THAT(problem("a,rat,at,,2022,>=,12,,%,,yes"), HasSubstr("did you mean 'rate'?"));
  EXPECT_THAT(problem("a,rate,at,,2024,>=,12,,%,,yes"), HasSubstr("the simulation ends in 2023"));
  EXPECT_THAT(problem("a,rate,often,,2022,>=,12,,%,,yes"), HasSubstr("test 'often' is not one of"));
  EXPECT_THAT(problem("a,rate,at,,2022,>,12,,%,,yes"), HasSubstr("direction '>' is not one of"));
  EXPECT_THAT(problem("a,rate,at,,2022,between,12,11,%,,yes"),
              HasSubstr("between needs 'high' above"));
  EXPECT_THAT(problem("a,rate,at,,2022,>=,,,%,,yes"), HasSubstr("is assessed but has no value"));
  EXPECT_THAT(problem("a,rate,mean,2023,2022,>=,12,,%,,yes"), HasSubstr("bad-year"));
  EXPECT_THAT(problem("a,rate,mean,,2022,>=,12,,%,,yes"), HasSubstr("bad-year"));
  EXPECT_THAT(problem("a,rate,at,,2022,>=,12,,%,,maybe"), HasSubstr("should be yes or no"));
  EXPECT_THAT(problem("a,rate,at,,2022,>=,1,,%,,yes\na,rate,at,,2022,>=,1,,%,,yes"),
              HasSubstr("duplicate-row: target 'a' has a row already"));
}

TEST(targets, join_by_their_codes) {
  const std::string rows =
      "a,rate,at,,2022,>=,12,,%,,yes\nb,rate,at,,2022,>=,12,,%,,no\n"
      "c,money,at,,2022,>=,1,,million VND,,yes";
  const auto program = compile(inputs_with(rows,
                                           "[joint.j]\ntargets = ['c', 'b', 'a']\n"
                                           "label = 'l'\n"));
  ASSERT_EQ(program.joints.size(), 1u);
  EXPECT_EQ(program.joints[0].targets, (std::vector<std::size_t>{2, 0}));
  EXPECT_THAT(problem(rows, "[joint.j]\ntargets = ['x']\n"),
              HasSubstr("joint 'j' names target 'x'"));
}

}  // namespace
}  // namespace prospect::model
