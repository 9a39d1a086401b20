#include "publish/svg.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "base/problem.hpp"
#include "chart_samples.hpp"

namespace prospect::publish {
namespace {

constexpr auto english = base::Language::english, vietnamese = base::Language::vietnamese;

std::string picture(Chart chart, base::Language language = english) {
  return drawings(document_of({std::move(chart)}, language)).at(0).svg;
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

/// Marks of data by the role that vega writes for those that are read out.
std::size_t points(const std::string& svg) { return times(svg, "aria-roledescription=\"point\""); }
std::size_t bars(const std::string& svg) { return times(svg, "aria-roledescription=\"bar\""); }
std::size_t rules(const std::string& svg) { return times(svg, "aria-roledescription=\"rule\""); }

TEST(Svg, EveryKindIsDrawnInBothLanguagesAsAFileOfItsOwn) {
  for (const auto language : {english, vietnamese}) {
    std::vector<Chart> all;
    for (const auto& kind : chart_kinds()) all.push_back(sample_chart(kind, language));
    const auto made = drawings(document_of(all, language));
    ASSERT_EQ(made.size(), 9U);
    for (std::size_t i = 0; i < made.size(); ++i) {
      EXPECT_EQ(made[i].id, chart_kinds()[i] + "-sample");
      EXPECT_TRUE(made[i].svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"")) << made[i].id;
      EXPECT_TRUE(made[i].svg.ends_with("</svg>\n")) << made[i].id;
      EXPECT_TRUE(has(made[i].svg, "width=\"720\"")) << made[i].id;
      EXPECT_FALSE(has(made[i].svg, "NaN")) << made[i].id;
      EXPECT_FALSE(has(made[i].svg, "undefined")) << made[i].id;
      // Every word of the chart is on it but for those that only a pointer brings up.
      for (const auto& [name, text] : all[i].words) {
        if (name == "both" || name == "past" || name == "ours") continue;
        EXPECT_TRUE(has(made[i].svg, ">" + text + "</t")) << made[i].id << ": " << text;
      }
    }
    EXPECT_TRUE(has(made[0].svg, language == english ? "<title>A sample</title><desc>What is to be seen</desc>"
                                                     : "<title>Biểu đồ mẫu</title><desc>Mô tả bằng lời</desc>"));
  }
}

TEST(Svg, MarksAreAsManyAsTheData) {
  const auto drawn = [](const char* kind) { return picture(sample_chart(kind, english)); };
  EXPECT_EQ(times(drawn("fan"), "aria-roledescription=\"area mark\""), 3U);
  EXPECT_EQ(points(drawn("fan")), 3U + 3U + 1U);                 // median under the pointer, past, the target's end
  EXPECT_EQ(points(drawn("probabilities")), 3U);
  EXPECT_EQ(rules(drawn("probabilities")), 6U);                  // sampling and assumptions
  EXPECT_EQ(points(drawn("scenarios")), 4U);
  EXPECT_EQ(points(drawn("differences")), 4U);
  EXPECT_EQ(bars(drawn("count")), 4U);
  EXPECT_EQ(times(drawn("matrix"), "aria-roledescription=\"rect mark\""), 6U);   // both ways
  EXPECT_EQ(bars(drawn("drivers")), 3U);
  EXPECT_EQ(points(drawn("coverage")), 4U);
  EXPECT_EQ(points(drawn("rates")), 6U);
}

TEST(Svg, NumbersAreWrittenAsInTheLanguage) {
  EXPECT_TRUE(has(picture(sample_chart("differences", english), english), ">+0.5</text>"));
  EXPECT_TRUE(has(picture(sample_chart("differences", vietnamese), vietnamese), ">+0,5</text>"));
  EXPECT_TRUE(has(picture(sample_chart("matrix", vietnamese), vietnamese), ">−0,3</text>"));
  EXPECT_TRUE(has(picture(sample_chart("probabilities", english)), ">50\u00A0%</text>"));
  // Years are not numbers with thousands.
  EXPECT_TRUE(has(picture(sample_chart("fan", vietnamese), vietnamese), ">2020</text>"));
  EXPECT_FALSE(has(picture(sample_chart("fan", vietnamese), vietnamese), "2.020"));
}

TEST(Svg, NothingToShowIsDrawnAsNothing) {
  for (const auto& kind : chart_kinds()) {
    Chart chart = sample_chart(kind, english);
    for (auto& table : chart.data) {
      for (auto& column : table.columns) std::visit([](auto& values) { values.clear(); }, column.values);
    }
    EXPECT_TRUE(has(picture(chart), "</svg>")) << kind;
    chart.data.clear();
    EXPECT_TRUE(has(picture(chart), "</svg>")) << kind;
  }
}

TEST(Svg, MissingNumbersLeaveTheirMarksOut) {
  Chart chart = sample_chart("probabilities", english);
  for (auto& column : chart.data[0].columns) {
    if (column.name == "assumption_low") {
      std::get<std::vector<double>>(column.values)[1] = std::numeric_limits<double>::quiet_NaN();
    }
  }
  EXPECT_EQ(rules(picture(chart)), 5U);
}

TEST(Svg, NamesAreTextWhateverTheyHold) {
  const std::string hostile = "</text><script>alert('1')</script> {axis} | a & b";
  Chart chart = sample_chart("drivers", english);
  std::get<std::vector<std::string>>(chart.data[0].columns[0].values)[1] = hostile;
  chart.title = chart.description = chart.words[0].second = hostile;
  const std::string svg = picture(chart);
  EXPECT_FALSE(has(svg, "<script"));
  EXPECT_TRUE(has(svg, "{axis}"));
  EXPECT_TRUE(has(svg, "&amp; b"));
  EXPECT_EQ(times(svg, "<text"), times(svg, "</text>"));
}

TEST(Svg, RowsOfOneNameStayApart) {
  Chart chart = sample_chart("drivers", english);
  auto& names = std::get<std::vector<std::string>>(chart.data[0].columns[0].values);
  names.assign(names.size(), "The same");
  const std::string svg = picture(chart);
  EXPECT_EQ(times(svg, ">The same</text>"), 3U);
}

TEST(Svg, TheSameBytesEachTime) {
  for (const auto& kind : chart_kinds()) {
    const Chart chart = sample_chart(kind, vietnamese);
    const auto two = drawings(document_of({chart, chart}, vietnamese));
    EXPECT_EQ(two[0].svg, two[1].svg) << kind;
    EXPECT_EQ(two[0].svg, picture(chart, vietnamese)) << kind;
  }
}

TEST(Svg, AFailureNamesTheChart) {
  Chart chart = sample_chart("fan", english);
  chart.kind = "pie";
  try {
    picture(chart);
    FAIL() << "no failure";
  } catch (const base::Failure& failure) {
    EXPECT_TRUE(has(failure.what(), "'fan-sample'")) << failure.what();
    EXPECT_TRUE(has(failure.what(), "\"pie\"")) << failure.what();
  }
}

TEST(Svg, NoChartsNeedNoEngine) { EXPECT_TRUE(drawings(document_of({}, english)).empty()); }

}  // namespace
}  // namespace prospect::publish
