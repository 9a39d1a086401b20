#include "publish/chart_json.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "publish/embedded.hpp"

namespace prospect::publish {
namespace {

TEST(ChartJson, IsAsWrittenByHand) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Chart chart{"c", "fan", "T \"q\"", "Đ", {{"unit", "%"}},
                    {{"fan", {{"year", "year", std::vector<double>{2020, 2021}},
                              {"q50", "1", std::vector<double>{0.1, nan}},
                              {"status", "", std::vector<std::string>{"a\n", "b"}}}},
                     {"none", {}}},
                    "/x", {}};
  EXPECT_EQ(chart_json(chart, base::Language::vietnamese),
            R"({"id": "c", "kind": "fan", "title": "T \"q\"", "description": "Đ", "language": "vi", )"
            R"("decimal": ",", "dataset": "/x", "words": {"unit": "%"}, "data": {"fan": [)"
            R"({"year": 2020, "q50": 0.1, "status": "a\u000a"}, {"year": 2021, "q50": null, "status": "b"}], "none": []}})");
}

TEST(ChartJson, EnglishHasThePoint) {
  EXPECT_NE(chart_json({}, base::Language::english).find(R"("language": "en", "decimal": ".")"), std::string::npos);
}

TEST(Embedded, HoldsTheBundlesAndNothingUnknown) {
  for (const auto* name : {"charts_page.js", "charts_svg.js"}) {
    EXPECT_GT(embedded(name).size(), 400'000U) << name;
    EXPECT_NE(embedded(name).find("prospectCharts"), std::string_view::npos) << name;
    EXPECT_EQ(embedded(name).back(), '\n') << name;
  }
  EXPECT_TRUE(embedded("nothing.js").empty());
}

}  // namespace
}  // namespace prospect::publish
