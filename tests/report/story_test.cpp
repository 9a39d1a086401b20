#include "report/story.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "report/sample.hpp"

namespace prospect::report {
namespace {

using base::Language;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Story sample_story() {
  Story story;
  story.scenario = {"Trend continues", "Xu thế hiện tại tiếp diễn"};
  story.seed = 2021;
  story.path = 183204;
  story.years = {2020, 2021, 2022, 2023, 2024, 2025};
  story.rows = {{{"GRDP growth", "Tốc độ tăng GRDP"},
                 {"%/year", "%/năm"},
                 "economy",
                 {5.3, 1.21, 8.4, -0.55, 6.1, nan}},
                {{"GRDP", "GRDP"},
                 {"billion VND", "tỷ đồng"},
                 "economy",
                 {56009, 58213.2, 64100, 67000, 73321, 80012}},
                {{"New-rural communes", "Số xã đạt chuẩn nông thôn mới"},
                 {"communes", "xã"},
                 "society",
                 {49, 52, 60, 66, 75, 88}}};
  story.events = {{{"Drought", "Hạn hán"}, {}, {nan, 0, 1, 0, 0, 0}},
                  {{"Storm damage", "Thiệt hại do bão lũ"},
                   {"billion VND", "tỷ đồng"},
                   {0, 0, 0, 1234.5, 0, 0}}};
  story.targets = {{"(1)",
                    {"Mean GRDP growth", "Tốc độ tăng GRDP bình quân"},
                    {"%/year", "%/năm"},
                    4.4321,
                    {"≥ 7.5 %/year", "≥ 7,5 %/năm"},
                    false},
                   {"(13a)",
                    {"New-rural communes", "Số xã đạt chuẩn nông thôn mới"},
                    {"communes", "xã"},
                    88,
                    {"≥ 83 communes", "≥ 83 xã"},
                    true}};
  return story;
}

TEST(story, tells_a_path_year_by_year) {
  const std::string text = story(sample_story(), in(Language::english));
  EXPECT_TRUE(text.starts_with("The story of path 183,204: Trend continues\n"));
  EXPECT_TRUE(has(text, "5.30    1.21    8.40   −0.55    6.10       -"));
  EXPECT_TRUE(has(text, "GRDP (billion VND)"));
  EXPECT_TRUE(
      has(text, "49      52      60      66      75      88"));  // whole numbers stay whole
}

TEST(story, tells_events_as_sentences) {
  const std::string text = story(sample_story(), in(Language::vietnamese));
  EXPECT_TRUE(has(text, "• Năm 2022: Hạn hán\n• Năm 2023: Thiệt hại do bão lũ, 1.23"));
  Story calm = sample_story();
  calm.events.clear();
  EXPECT_TRUE(has(story(calm, in(Language::vietnamese)), "Không có sự kiện nào xảy ra."));
}

TEST(story, says_which_targets_were_met) {
  const std::string text = story(sample_story(), in(Language::english));
  EXPECT_TRUE(has(text, "4.43 %/year  ≥ 7.5 %/year   missed"));
  EXPECT_TRUE(has(text, "88 communes  ≥ 83 communes  met"));
  EXPECT_TRUE(has(text, "1 of 2 targets met."));
}

TEST(story, splits_many_years_into_panels) {
  Story longer = sample_story();
  for (int year = 2026; year <= 2045; ++year) longer.years.push_back(year);
  for (const Language language : {Language::english, Language::vietnamese}) {
    const std::string text = story(longer, in(language));
    EXPECT_LE(widest(text), 100);
    EXPECT_TRUE(has(text, "2045"));  // rows are shorter than the years: shown as missing
  }
}

TEST(story, keeps_to_the_width) {
  for (const Language language : {Language::english, Language::vietnamese}) {
    for (const int width : {72, 100}) {
      VerdictOptions options = in(language);
      options.width = width;
      EXPECT_LE(widest(story(sample_story(), options)), width);
    }
  }
}

TEST(story, stands_an_empty_story) {
  const std::string text = story({}, in(Language::english));
  EXPECT_TRUE(has(text, "No event struck on this path."));
  EXPECT_FALSE(has(text, "Targets"));
}

}  // namespace
}  // namespace prospect::report
