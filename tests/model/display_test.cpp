/// The charts a model names and the printed past of its indicators.

#include "model/display.hpp"

#include <gtest/gtest.h>

#include "model/small_world.hpp"

namespace prospect::model {
namespace {

constexpr const char* header =
    "code,indicator,test,from,year,direction,value,high,unit,tolerance,assess,plan,number,part,"
    "theme,label_en,label_vi,reason_en,reason_vi,place,printed\n";

/// Two histories, an indicator without one, three targets of which the last is only listed.
struct World {
  std::string charts;
  int as_of = 0;

  [[nodiscard]] read::Inputs inputs() const {
    auto texts = texts_of({.body = "[units]\nwords = ['VND']\n"
                                   "[indicator.rate]\nunit = '%'\nhistory = 'rate'\nnext = 'rate[-1]'\n"
                                   "[indicator.money]\nunit = 'million VND'\nhistory = 'money'\n"
                                   "next = 'money[-1]'\n"
                                   "[indicator.wide]\nunit = '%'\nequals = 'rate * 1.5'\n"
                                   "[indicator.goal]\nunit = '%'\nequals = '5%'\n"
                                   "[indicator.part]\nunit = '1'\nequals = '0.05'\n" +
                                   charts});
    texts["model.toml"] += "[data]\nseries = 's.csv'\nhistory = 'h.csv'\ntargets = 't.csv'\n";
    texts["s.csv"] =
        "series,unit,label_en,label_vi\nrate,%,Rate,Tỷ lệ\nmoney,billion VND,Money,Tiền\nshare,1,Share,Phần\n"
        "count,1000 VND,Count,Số\n";
    texts["h.csv"] =
        "series,from,year,value,status,use,place\n"
        "rate,,2020,18.62,estimate,yes,I.3\nrate,,2020,19.44,estimate,no,II\nrate,,2015,34.44,actual,yes,\n"
        "rate,2016,2020,3,derived,yes,I\nrate,,2021,17,assumption,yes,\n"
        "money,,2019,0.5,derived,yes,I.4\nmoney,,2020,2,actual,yes,I.5\n"
        "share,,2020,0.25,actual,yes,\n";
    texts["t.csv"] = header;
    for (const char* row : {"t1,rate,at,,2022,<=,12,,%,0.5,yes", "t2,money,at,,2022,>=,2,,billion VND,0.5,yes",
                            "t3,,,,2022,,,,%,,no"}) {
      texts["t.csv"] += std::string(row) + ",p,1,,t,wanted,mong,why,,,\n";
    }
    return read::load("model.toml", read::Memory(texts));
  }

  [[nodiscard]] Display display() const {
    const auto all = inputs();
    return model::display(all, compile(all, as_of));
  }
};

/// "indicator year value unit status" of each figure, a line each.
std::string text_of(const std::vector<PastFigure>& past) {
  std::string all;
  for (const auto& figure : past) {
    all += fmt::format("{} {} {} {} {}\n", figure.indicator, figure.year, figure.value, figure.unit, figure.status);
  }
  return all;
}

TEST(display, has_the_figures_in_use_in_the_unit_of_the_indicator) {
  const auto past = World{}.display().past;
  EXPECT_EQ(text_of(past),
            "rate 2015 34.44 % actual\nrate 2020 18.62 % estimate\n"
            "money 2019 500 million VND derived\nmoney 2020 2000 million VND actual\n");
  EXPECT_EQ(past[1].label.en, "Rate");
  EXPECT_EQ(past[1].label.vi, "Tỷ lệ");
  EXPECT_EQ(past[0].place, "");
  EXPECT_EQ(past[1].place, "I.3");
}

TEST(display, hides_figures_later_than_the_base_year) {
  World world;
  world.charts = "[chart.money]\ntarget = 't2'\n";
  world.as_of = 2019;
  const auto display = world.display();
  EXPECT_EQ(text_of(display.past), "money 2019 500 million VND derived\n");
  ASSERT_EQ(display.charts.size(), 1U);
}

TEST(display, leaves_out_what_cannot_be_had_as_of_the_base_year) {
  World world;
  world.charts =
      "[chart.rate]\ntarget = 't1'\n[chart.fan]\ntarget = 't2'\nindicator = 'rate'\n";
  world.as_of = 2019;   // rate has no figure of 2019
  EXPECT_TRUE(world.display().charts.empty());
  world.charts = "[chart.money]\ntarget = 't2'\n";
  EXPECT_EQ(world.display().charts.size(), 1U);
  world.as_of = 2015;   // nor money of 2015
  EXPECT_TRUE(world.display().charts.empty());
}

TEST(display, takes_what_a_chart_does_not_say_from_its_target) {
  const auto charts = World{"[chart.one]\nlabel = { en = 'L', vi = 'N' }\ntarget = 't2'\n"}.display().charts;
  ASSERT_EQ(charts.size(), 1U);
  EXPECT_EQ(charts[0].name, "one");
  EXPECT_EQ(charts[0].label.vi, "N");
  EXPECT_EQ(charts[0].target, "t2");
  EXPECT_EQ(charts[0].indicator, "money");
  EXPECT_EQ(charts[0].line, "");
  EXPECT_TRUE(World{}.display().charts.empty());
}

TEST(display, names_a_chart_after_its_target_where_it_has_no_label) {
  const auto charts = World{"[chart.one]\ntarget = 't1'\n"}.display().charts;
  ASSERT_EQ(charts.size(), 1U);
  EXPECT_EQ(charts[0].label.en, "wanted");
  EXPECT_EQ(charts[0].label.vi, "mong");
}

TEST(display, keeps_the_order_of_the_file_and_leaves_out_targets_that_are_not_assessed) {
  const auto charts =
      World{"[chart.b]\ntarget = 't2'\n[chart.c]\ntarget = 't3'\nindicator = 'rate'\n[chart.a]\ntarget = 't1'\n"
            "line = 'goal'\n"}
          .display().charts;
  ASSERT_EQ(charts.size(), 2U);
  EXPECT_EQ(charts[0].name, "b");
  EXPECT_EQ(charts[1].name, "a");
  EXPECT_EQ(charts[1].line, "goal");
}

TEST(display, gives_an_indicator_the_past_that_a_chart_names) {
  const auto display = World{"[chart.w]\ntarget = 't1'\nindicator = 'wide'\npast = 'rate'\n"}.display();
  EXPECT_EQ(text_of(display.past),
            "rate 2015 34.44 % actual\nrate 2020 18.62 % estimate\n"
            "money 2019 500 million VND derived\nmoney 2020 2000 million VND actual\n"
            "wide 2015 34.44 % actual\nwide 2020 18.62 % estimate\n");
  EXPECT_EQ(display.charts.at(0).indicator, "wide");
}

TEST(display, converts_a_past_and_lets_it_stand_for_the_history) {
  const auto display = World{"[chart.r]\ntarget = 't1'\npast = 'share'\n"}.display();
  EXPECT_EQ(text_of(display.past),
            "rate 2020 25 % actual\nmoney 2019 500 million VND derived\nmoney 2020 2000 million VND actual\n");
  EXPECT_EQ(display.past[0].label.en, "Share");
}

TEST(display, refuses_what_is_not_there_before_any_work) {
  const auto problem = [](const std::string& charts) -> std::string {
    try {
      const auto program = compile(World{charts}.inputs());
      return "";
    } catch (const base::Rejected& rejected) {
      const auto first = rejected.problems().sorted().at(0);
      return first.kind + ": " + first.message;
    }
  };
  EXPECT_EQ(problem("[chart.c]\ntarget = 't9'\n"),
            "unknown-name: chart 'c' is of target 't9', which the table has not");
  EXPECT_EQ(problem("[chart.c]\ntarget = 't1'\nindicator = 'x'\n"),
            "unknown-name: chart 'c' draws 'x', which is no indicator");
  EXPECT_EQ(problem("[chart.c]\ntarget = 't1'\nline = 'x'\n"),
            "unknown-name: chart 'c' draws 'x', which is no indicator");
  EXPECT_EQ(problem("[chart.c]\ntarget = 't1'\npast = 'x'\n"), "bad-series: there is no series 'x'");
  EXPECT_EQ(problem("[chart.c]\ntarget = 't1'\npast = 'money'\n"),
            "unit-mismatch: 'rate' is in '%' but its past 'money' is in 'billion VND'");
  EXPECT_EQ(problem("[chart.c]\ntarget = 't1'\nline = 'money'\n"),
            "unit-mismatch: 'rate' is in '%' but its line 'money' is in 'million VND'");
  EXPECT_EQ(problem("[chart.c]\ntarget = 't1'\nline = 'part'\n"),
            "unit-mismatch: 'rate' is in '%' but its line 'part' is in '1'");
  EXPECT_EQ(problem("[chart.c]\ntarget = 't1'\n[chart.d]\ntarget = 't1'\n"),
            "duplicate-name: target 't1' has a chart already");
  EXPECT_EQ(problem("[chart.c]\ntarget = 't1'\npast = 'rate'\n"
                    "[chart.d]\ntarget = 't2'\nindicator = 'rate'\npast = 'share'\n"),
            "duplicate-name: 'rate' has the past 'rate' in another chart");
  // Of a target that is only listed the names are held against the model all the same.
  EXPECT_EQ(problem("[chart.c]\ntarget = 't3'\nindicator = 'x'\n"),
            "unknown-name: chart 'c' draws 'x', which is no indicator");
  EXPECT_EQ(problem("[chart.c]\ntarget = 't3'\n"), "");
  EXPECT_EQ(problem("[chart.c]\ntarget = 1\n"),
            "wrong-kind: 'target' of chart 'c' should be a string, found an integer");
}

}  // namespace
}  // namespace prospect::model
