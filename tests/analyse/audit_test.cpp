#include "analyse/audit.hpp"

#include <gtest/gtest.h>

#include "read/read.hpp"

namespace prospect::analyse {
namespace {

/// Two parts and their sum, a target, a figure of a period and one figure printed twice.
std::vector<Finding> audit_of(const std::string& equations, const std::string& more_history = "") {
  const std::string model = R"(
format = 1
title = { en = "t" }
region = { en = "r" }
base_year = 2020
end_year = 2021
[data]
series = "series.csv"
history = "history.csv"
targets = "targets.csv"
[units]
words = ["ton"]
)" + equations;
  const std::string history =
      "series,from,year,value,status,use,place,printed,note\n"
      "a,,2019,1.0,actual,yes,p,,\na,,2020,2.0,actual,yes,p,,\n"
      "b,,2019,3.0,actual,yes,p,,\nb,,2020,4.0,actual,yes,p,,\n"
      "total,,2019,4.0,actual,yes,p,,\ntotal,,2020,6.5,actual,yes,p,,\n"
      "total,2019,2020,5,actual,yes,p,,\n" + more_history;
  const read::Memory files({{"model.toml", model},
                            {"series.csv", "series,unit,label_en,label_vi\n"
                                           "a,ton,A,A\nb,ton,B,B\ntotal,ton,Total,Tổng\n"},
                            {"history.csv", history},
                            {"targets.csv",
                             "code,plan,number,part,theme,label_en,label_vi,indicator,test,from,"
                             "year,direction,value,high,unit,tolerance,assess,reason_en,reason_vi,"
                             "place,printed\n"
                             "goal,p,1,,,Goal,G,,at,,2021,>=,9,,ton,0,no,r,r,p,\n"}});
  return audit(model::ledger(read::load("model.toml", files)));
}

std::string sides(const std::string& left, const std::string& right) {
  return "[audit.x]\nlabel = { en = \"X\" }\nleft = \"" + left + "\"\nright = \"" + right +
         "\"\nleft_label = { en = \"left\" }\nright_label = { en = \"right\" }\n";
}

// 1 + 3 = 4 agrees; 2 + 4 = 6 against 6.5 is 0.5 apart, and three figures rounded to 0.1 may hide 0.15.
TEST(audit, checks_each_year_and_allows_for_rounding) {
  const auto findings = audit_of(sides("a + b", "total"));
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].year, 2019);
  EXPECT_TRUE(findings[0].agrees);
  EXPECT_EQ(findings[1].year, 2020);
  EXPECT_FALSE(findings[1].agrees);
  EXPECT_DOUBLE_EQ(findings[1].expected, 6.0);
  EXPECT_DOUBLE_EQ(findings[1].printed, 6.5);
  EXPECT_NEAR(findings[1].allowance, 0.15, 1e-12);
}

// A difference of exactly what rounding allows agrees: 2.0 + 4.0 against 6.15 would; 0.05 more would not.
TEST(audit, agrees_up_to_the_allowance) {
  EXPECT_TRUE(audit_of(sides("a[2020] + b[2020]", "total[2020] - 0.35"))[0].agrees);
  EXPECT_FALSE(audit_of(sides("a[2020] + b[2020]", "total[2020] - 0.34"))[0].agrees);
}

TEST(audit, reads_periods_and_targets_whatever_the_year) {
  const auto mean = audit_of(sides("(total[2019] + total[2020]) / 2", "period.total"));
  ASSERT_EQ(mean.size(), 1U);
  EXPECT_DOUBLE_EQ(mean[0].expected, 5.25);
  EXPECT_DOUBLE_EQ(mean[0].printed, 5.0);
  EXPECT_TRUE(mean[0].agrees);  // half a unit of the printed 5 alone explains it
  const auto goal = audit_of(sides("2 * b[2020]", "goal"));
  ASSERT_EQ(goal.size(), 1U);
  EXPECT_DOUBLE_EQ(goal[0].expected, 8.0);
  EXPECT_FALSE(goal[0].agrees);
}

// A year in which one of the figures is missing is not checked, never filled in.
TEST(audit, leaves_out_years_with_a_gap) {
  const auto findings = audit_of(sides("a", "b"), "a,,2018,5.0,actual,yes,p,,\n");
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].year, 2019);
}

TEST(audit, tells_of_a_figure_printed_twice) {
  const auto findings = audit_of("", "a,,2020,2.5,actual,no,chapter 3,,\n");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].kind, Finding::Kind::two_figures);
  EXPECT_DOUBLE_EQ(findings[0].expected, 2.0);
  EXPECT_DOUBLE_EQ(findings[0].printed, 2.5);
  EXPECT_NE(findings[0].words.en.find("chapter 3"), std::string::npos);
}

TEST(audit, refuses_sides_of_unlike_units) {
  EXPECT_THROW(audit_of(sides("a * b", "total")), base::Rejected);
  EXPECT_THROW(audit_of(sides("a + nothing", "total")), base::Rejected);
}

}  // namespace
}  // namespace prospect::analyse
