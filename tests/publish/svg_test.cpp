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

/// Marks of data of one kind of vega's: those of axes and of the key have other roles.
std::string marks_of(const std::string& svg, const std::string& kind) {
  const std::string open = "<g class=\"mark-" + kind + " role-mark";
  std::string found;
  for (auto at = svg.find(open); at != svg.npos; at = svg.find(open, at + 1)) {
    if (svg[svg.find('>', at) - 1] != '/') found += svg.substr(at, svg.find("</g>", at) - at);
  }
  return found;
}
std::size_t marks(const std::string& svg, const std::string& kind, const std::string& element) {
  return times(marks_of(svg, kind), element);
}
std::size_t points(const std::string& svg) { return marks(svg, "symbol", "<path"); }
std::size_t bars(const std::string& svg) { return marks(svg, "rect", "<path"); }
std::size_t rules(const std::string& svg) { return marks(svg, "rule", "<line"); }

TEST(Svg, EveryKindIsDrawnInBothLanguagesAsAFileOfItsOwn) {
  for (const auto language : {english, vietnamese}) {
    std::vector<Chart> all;
    for (const auto& kind : chart_kinds()) all.push_back(sample_chart(kind, language));
    const auto made = drawings(document_of(all, language));
    ASSERT_EQ(made.size(), 12U);
    for (std::size_t i = 0; i < made.size(); ++i) {
      EXPECT_EQ(made[i].id, chart_kinds()[i] + "-sample");
      EXPECT_TRUE(made[i].svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"")) << made[i].id;
      EXPECT_TRUE(made[i].svg.ends_with("</svg>\n")) << made[i].id;
      EXPECT_TRUE(has(made[i].svg, "width=\"720\"")) << made[i].id;
      EXPECT_FALSE(has(made[i].svg, "NaN")) << made[i].id;
      EXPECT_FALSE(has(made[i].svg, "undefined")) << made[i].id;
      // Every word of the chart is on it but for those that only a pointer brings up.
      for (const auto& [name, text] : all[i].words) {
        if (name == "both" || name == "past" || name == "ours" || name == "low" || name == "high") continue;
        EXPECT_TRUE(has(made[i].svg, ">" + text + "</t")) << made[i].id << ": " << text;
      }
    }
    EXPECT_TRUE(has(made[0].svg, language == english ? "<title>A sample</title><desc>What is to be seen</desc>"
                                                     : "<title>Biểu đồ mẫu</title><desc>Mô tả bằng lời</desc>"));
  }
}

TEST(Svg, MarksAreAsManyAsTheData) {
  std::vector<Chart> all;
  for (const auto& kind : chart_kinds()) all.push_back(sample_chart(kind, english));
  const auto made = drawings(document_of(all, english));
  const auto drawn = [&](const std::string& kind) {
    for (const auto& drawing : made) {
      if (drawing.id.starts_with(kind)) return drawing.svg;
    }
    return std::string();
  };
  EXPECT_EQ(marks(drawn("fan"), "area", "<path"), 3U);
  EXPECT_EQ(points(drawn("fan")), 3U + 3U + 1U);                 // median under the pointer, past, the target's end
  EXPECT_EQ(points(drawn("probabilities")), 3U);
  EXPECT_EQ(rules(drawn("probabilities")), 6U);                  // sampling and assumptions
  EXPECT_EQ(points(drawn("scenarios")), 4U);
  EXPECT_EQ(points(drawn("differences")), 4U);
  EXPECT_EQ(bars(drawn("count")), 4U);
  EXPECT_EQ(bars(drawn("matrix")), 6U);   // both ways
  EXPECT_EQ(bars(drawn("drivers")), 3U);
  EXPECT_EQ(points(drawn("coverage")), 4U);
  EXPECT_EQ(points(drawn("rates")), 6U);
  EXPECT_EQ(points(drawn("sweep_curve")), 4U + 1U);              // and the triangle on the axis
  EXPECT_EQ(marks(drawn("sweep_curve"), "area", "<path"), 2U);
  EXPECT_EQ(bars(drawn("sweep_surface")), 8U + 40U);             // cells, and steps of the scale of colours
  EXPECT_EQ(points(drawn("sweep_surface")), 2U);                 // the ring and its halo
  EXPECT_EQ(points(drawn("sweep_points")), 2U * 4U + 1U);
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
  std::vector<Chart> all;
  for (const auto& kind : chart_kinds()) {
    Chart chart = sample_chart(kind, english);
    for (auto& table : chart.data) {
      for (auto& column : table.columns) std::visit([](auto& values) { values.clear(); }, column.values);
    }
    all.push_back(chart);
    chart.data.clear();
    all.push_back(chart);
  }
  for (const auto& drawing : drawings(document_of(all, english))) {
    EXPECT_TRUE(has(drawing.svg, "</svg>")) << drawing.id;
    EXPECT_FALSE(has(drawing.svg, "NaN")) << drawing.id;
    EXPECT_EQ(points(drawing.svg) + bars(drawing.svg), 0U) << drawing.id;
  }
}

TEST(Svg, MissingNumbersLeaveTheirMarksOut) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  Chart chart = sample_chart("probabilities", english);
  for (auto& column : chart.data[0].columns) {
    if (column.name == "assumption_low") std::get<std::vector<double>>(column.values)[1] = nan;
    if (column.name == "assumption_high") std::get<std::vector<double>>(column.values)[2] = nan;
  }
  EXPECT_EQ(rules(picture(chart)), 4U);
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

TEST(Svg, EstimatesAreHollowAndWhatIsMissingIsNotInTheKey) {
  Chart chart = sample_chart("fan", english);
  EXPECT_EQ(times(marks_of(picture(chart), "symbol"), "fill=\"white\""), 1U);   // of three past figures
  EXPECT_TRUE(has(picture(chart), ">target</text>"));
  std::erase_if(chart.data, [](const auto& table) { return table.name == "line"; });
  EXPECT_FALSE(has(picture(chart), ">target</text>"));
}

TEST(Svg, ColumnsOfTheMatrixBearTheNumbersOfTheNames) {
  Chart chart = sample_chart("matrix", english);
  EXPECT_TRUE(has(picture(chart), ">1. Average growth of GRDP</text>"));
  auto& columns = chart.data[0].columns;
  columns[0].values = std::vector<std::string>{"(5a) One", "(5a) One", "(7) Two"};
  columns[1].values = std::vector<std::string>{"(7) Two", "(9) Three", "(9) Three"};
  EXPECT_TRUE(has(picture(chart), ">5a</text>"));
  EXPECT_TRUE(has(picture(chart), ">(5a) One</text>"));
  columns[1].values = std::vector<std::string>{"(7) Two", "(7) Three", "(7) Three"};
  EXPECT_TRUE(has(picture(chart), ">1. (5a) One</text>"));
}

TEST(Svg, LongPicturesHaveTheirAxisAtBothEnds) {
  Chart chart = sample_chart("drivers", english);
  chart.data[0].columns.clear();
  chart.data[0].columns.push_back({"driver", "", std::vector<std::string>(30, "One of many")});
  for (const auto* name : {"share", "low", "high"}) {
    chart.data[0].columns.push_back({name, "1", std::vector<double>(30, 0.1)});
  }
  EXPECT_EQ(times(picture(chart), ">0\u00A0%</text>"), 2U);
  EXPECT_EQ(times(picture(sample_chart("drivers", english)), ">0\u00A0%</text>"), 1U);
}

TEST(Svg, RowsOfOneNameStayApart) {
  Chart chart = sample_chart("drivers", english);
  auto& names = std::get<std::vector<std::string>>(chart.data[0].columns[0].values);
  names.assign(names.size(), "The same");
  const std::string svg = picture(chart);
  EXPECT_EQ(times(svg, ">The same</text>"), 3U);
}

// 20 60 over 55 90 per cent from below: 50 % runs up between the lower cells and along the left upper one, 80 % round
// the right upper one. Each stretch is one line, whatever cells it passes.
TEST(Svg, BoundariesPartTheCellsOnEitherSide) {
  const std::string svg = picture(sample_chart("sweep_surface", english));
  EXPECT_EQ(rules(svg), 2U * (2U + 2U));
  EXPECT_TRUE(has(svg, ">–</text>"));             // no paths
  EXPECT_TRUE(has(svg, ">90</text>"));
  Chart none = sample_chart("sweep_surface", english);
  std::get<std::vector<double>>(none.data[1].columns[0].values).assign(8, 0.3);
  EXPECT_EQ(rules(picture(none)), 0U);
  EXPECT_FALSE(has(picture(none), ">boundary of 50 %</text>"));
}

TEST(Svg, OneScaleOfColoursForAllSurfaces) {
  const auto coloured = [](double share) {
    Chart chart = sample_chart("sweep_surface", english);
    std::get<std::vector<double>>(chart.data[1].columns[0].values).assign(8, share);
    return picture(chart);
  };
  EXPECT_TRUE(has(coloured(0), "fill=\"#ffffd9\""));
  EXPECT_TRUE(has(coloured(0.5), "fill=\"#41b6c4\""));
  EXPECT_TRUE(has(coloured(1), "fill=\"#081d58\""));
}

TEST(Svg, TheSameBytesEachTime) {
  std::vector<Chart> all;
  for (const auto& kind : chart_kinds()) all.insert(all.end(), 2, sample_chart(kind, vietnamese));
  const auto once = drawings(document_of(all, vietnamese)), again = drawings(document_of(all, vietnamese));
  for (std::size_t i = 0; i < once.size(); i += 2) {
    EXPECT_EQ(once[i].svg, once[i + 1].svg) << once[i].id;
    EXPECT_EQ(once[i].svg, again[i].svg) << once[i].id;
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
