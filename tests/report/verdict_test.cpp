#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "report/layout.hpp"
#include "report/sample.hpp"
#include "report/text.hpp"

namespace prospect::report {
namespace {

using base::Language;
constexpr std::array<Language, 2> languages = {Language::english, Language::vietnamese};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

int times(const std::string& text, const std::string& part) {
  int found = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

// The text in one line, so that a sentence is found wherever it was broken.
std::string joined(const std::string& text) {
  std::string line;
  for (const char letter : text) {
    const char next = letter == '\n' ? ' ' : letter;
    if (next != ' ' || line.empty() || line.back() != ' ') line += next;
  }
  return line;
}

std::string english(const store::RunRecord& record) {
  return joined(verdict(record, in(Language::english)));
}

TEST(verdict, names_the_run_in_its_head) {
  const auto lines = lines_of(verdict(plan_record(), in(Language::english)));
  EXPECT_EQ(lines[0], "Sơn La: how likely are the targets of the plan 2021-2025?");
  EXPECT_EQ(
      lines[1],
      "100,000 paths per scenario, seed 2021; base year 2020, horizon 2025; prospect 0.1.0.");
  store::RunRecord record = plan_record();
  record.as_of = 2018;
  EXPECT_TRUE(has(english(record), "Run as of 2018: no later figure was used"));
}

TEST(verdict, says_three_calibrated_sentences) {
  const std::string text = english(plan_record());
  EXPECT_TRUE(has(text,
                  "All 8 assessed targets together: exceptionally unlikely, < 0.01 % "
                  "(95 % sampling interval 0–0.004 %)."));
  EXPECT_TRUE(has(text,
                  "half of the paths meet at least 4 of the 8; 80 % of them meet between 2 "
                  "and 5. At least 4 are met with a probability of 59.1 % (about even)."));
  EXPECT_TRUE(has(text,
                  "Least likely to be met: (22) Forest cover, with fruit trees on slopes, "
                  "< 0.01 %; (4) Total investment over five years, 5.9 %; (1) Mean GRDP"));
}

TEST(verdict, says_them_in_vietnamese) {
  const std::string text = joined(verdict(plan_record(), in(Language::vietnamese)));
  EXPECT_TRUE(has(text, "Tỉnh Sơn La: khả năng hoàn thành các chỉ tiêu kế hoạch 2021-2025"));
  EXPECT_TRUE(has(text,
                  "Đạt đồng thời cả 8 chỉ tiêu được đánh giá: gần như không thể, xác suất "
                  "< 0,01 % (khoảng tin cậy 95 % do mô phỏng 0–0,004 %)."));
  EXPECT_TRUE(has(text, "Xác suất đạt ít nhất 4 chỉ tiêu là 59,1 % (khả năng ngang nhau)."));
}

TEST(verdict, gives_each_target_a_row) {
  const auto lines = lines_of(verdict(plan_record(), in(Language::english)));
  const auto row = std::find_if(lines.begin(), lines.end(),
                                [](const std::string& line) { return line.starts_with("(1) "); });
  ASSERT_NE(row, lines.end());
  EXPECT_EQ(*row,
            "(1)    Mean GRDP growth     ≥ 7.5 %/year                5.6          8.2 %  "
            "very unlikely        1.9");
  EXPECT_EQ(row[1], "       over five years                              3.4–7.9      8.0–8.4 %");
  EXPECT_EQ(row[-1], "Economy");
}

TEST(verdict, keeps_to_the_width_in_both_languages) {
  for (const Language language : languages) {
    for (const std::size_t scenarios : {1u, 2u, 5u, 12u}) {
      for (const int width : {72, 80, 100, 140}) {
        VerdictOptions options = in(language);
        options.width = width;
        options.detail = VerdictOptions::Detail::full;
        EXPECT_LE(widest(verdict(plan_record(scenarios), options)), width) << scenarios;
      }
    }
  }
}

TEST(verdict, takes_a_narrow_terminal_for_72_columns) {
  VerdictOptions options = in(Language::vietnamese);
  options.width = 10;
  EXPECT_LE(widest(verdict(plan_record(3), options)), 72);
}

TEST(verdict, says_what_the_sampling_interval_means) {
  const std::string text = english(plan_record());
  EXPECT_TRUE(has(text, "it speaks of the number of paths only"));
  EXPECT_TRUE(
      has(text, "What we do not know of the parameters is inside the probability itself."));
}

TEST(verdict, names_what_binds_and_what_fails_together) {
  const std::string text = english(plan_record());
  EXPECT_TRUE(has(text,
                  "(22) Forest cover, with fruit trees on slopes: the only target missed on "
                  "0.20 % of the paths"));
  EXPECT_TRUE(has(text,
                  "(22) Forest cover, with fruit trees on slopes: the lowest probability, "
                  "< 0.01 %."));
  EXPECT_TRUE(has(text,
                  "(2) GRDP per head and (8a) Farm labour in all labour: both missed on 22 % "
                  "of the paths; 13 % if they were independent (phi 0.39)"));
}

TEST(verdict, shows_groups_by_label_or_theme) {
  const std::string text = verdict(plan_record(), in(Language::vietnamese));
  EXPECT_TRUE(has(joined(text), "Tăng trưởng, giảm nghèo, che phủ rừng 2 < 0,01 %"));
  EXPECT_TRUE(has(text, "20,0 % (19,8–20,2 %)"));
}

TEST(verdict, lists_what_is_not_assessed_once_with_reasons) {
  VerdictOptions options = in(Language::english);
  options.detail = VerdictOptions::Detail::full;
  const std::string text = joined(verdict(plan_record(3), options));
  EXPECT_TRUE(has(text, "Not assessed (3)"));
  EXPECT_EQ(times(text, "(16) Internet users: The report gives no base figure"), 1);
}

TEST(verdict, puts_several_scenarios_side_by_side) {
  const store::RunRecord record = plan_record(2);
  const std::string text = joined(verdict(record, in(Language::english)));
  EXPECT_TRUE(has(text, "Scenarios side by side"));
  EXPECT_TRUE(has(text, "(1) Mean GRDP growth over five years 8.2 % 8.2 %"));
  EXPECT_TRUE(has(text, "Expected number met 3.7/8 3.7/8"));
  EXPECT_TRUE(has(text, "All assessed targets < 0.01 % < 0.01 %"));
  EXPECT_EQ(times(text, "Scenario: "), 1);
  VerdictOptions options = in(Language::english);
  options.detail = VerdictOptions::Detail::full;
  EXPECT_EQ(times(verdict(record, options), "Scenario: "), 2);
}

TEST(verdict, splits_many_scenarios_into_panels) {
  const std::string text = verdict(plan_record(9), in(Language::english));
  // Three panels, the weakest and a pair.
  EXPECT_EQ(times(text, "(1) Mean GRDP growth over five years"), 5);
  EXPECT_EQ(times(text, "Expected number met"), 3);
  VerdictOptions wide = in(Language::english);
  wide.width = 240;
  EXPECT_EQ(times(verdict(plan_record(9), wide), "Expected number met"), 1);
}

TEST(verdict, marks_what_a_scenario_does_not_assess) {
  store::RunRecord record = plan_record(2);
  store::ScenarioRecord& second = record.scenarios[1];
  second = empty_scenario("second", 100000);
  add_target(second, {"t99", "", "society", "%", 99, {"Extra", "Thêm"}, 1});
  fill_together(second);
  const std::string text = english(record);
  EXPECT_TRUE(has(text, "(1) Mean GRDP growth over five years 8.2 % -"));
  EXPECT_TRUE(has(text, "(99) Extra - < 0.01 %"));
  EXPECT_TRUE(has(text, "Economy 2.00 % -") || has(text, "Economy 2.0 % -"));
}

TEST(verdict, bounds_failed_draws) {
  store::RunRecord record = plan_record();
  summarise::Summary& summary = record.scenarios[0].summary;
  EXPECT_FALSE(has(english(record), "Failed draws"));
  summary.failed = 370;
  summary.faults = {{"t22_forest_figure", 2023, "outside limits", 300, 81234},
                    {"unknown", 2024, "not finite", 70, 5}};
  const std::string text = english(record);
  EXPECT_TRUE(has(text, "370 of 100,000 paths (0.37 %) left what the model allows."));
  EXPECT_TRUE(has(text, "That is more than the 0.1 % the model accepts."));
  EXPECT_TRUE(has(text,
                  "each probability would be higher by 0.37 points; all targets together: "
                  "< 0.01 % at worst, 0.37 % at best."));
  EXPECT_TRUE(has(text,
                  "Forest cover, with fruit trees on slopes, 2023: outside its limits on 300 "
                  "paths, first on path 81,234"));
  EXPECT_TRUE(has(text, "unknown, 2024: not a finite number on 70 paths, first on path 5"));
}

TEST(verdict, stands_targets_always_and_never_met) {
  store::RunRecord record = plan_record();
  store::ScenarioRecord& scenario = record.scenarios[0] = empty_scenario("sure", 1000);
  add_target(scenario, {"a",
                        "",
                        "economy",
                        "%",
                        1,
                        {"Sure", "Chắc"},
                        1,
                        model::Target::Direction::at_least,
                        5,
                        5,
                        5,
                        1000,
                        0});
  fill_together(scenario);
  const std::string text = english(record);
  EXPECT_TRUE(has(text, "The one assessed target: virtually certain, > 99 %"));
  EXPECT_TRUE(has(text, "No path misses a target: nothing binds."));
  EXPECT_FALSE(has(text, "nan"));
  scenario.summary.targets[0].hits = 0;
  fill_together(scenario);
  EXPECT_TRUE(has(english(record), "The one assessed target: exceptionally unlikely, < 1 %"));
}

TEST(verdict, stands_a_scenario_without_targets) {
  store::RunRecord record = plan_record();
  record.scenarios[0] = empty_scenario("bare", 1000);
  const std::string text = english(record);
  EXPECT_TRUE(has(text, "Sơn La: how likely are the targets?"));
  EXPECT_TRUE(has(text, "Scenario: bare"));
  EXPECT_TRUE(has(text, "No target is assessed in this scenario."));
  record.scenarios.push_back(empty_scenario("bare too", 0));
  EXPECT_TRUE(has(english(record), "Expected number met - -"));
  record.scenarios.clear();
  EXPECT_EQ(english(record), "The record holds no scenario. ");
}

TEST(verdict, stands_what_is_not_a_number) {
  store::RunRecord record = plan_record();
  auto& count = record.scenarios[0].summary.targets[0];
  count.figure.quantiles.fill(std::numeric_limits<double>::quiet_NaN());
  count.shortfall = std::numeric_limits<double>::quiet_NaN();
  for (const Language language : languages) {
    EXPECT_FALSE(has(verdict(record, in(language)), "nan"));
  }
}

TEST(verdict, stands_no_paths_at_all) {
  store::RunRecord record = plan_record();
  record.scenarios[0] = plan_scenario("none", 0);
  for (auto& missed : record.scenarios[0].summary.both_missed) missed = 0;
  EXPECT_TRUE(has(english(record), "All 8 assessed targets together: -, -"));
}

TEST(verdict, prints_markup_as_text) {
  store::RunRecord record = plan_record(2);
  record.scenarios[0].program.label = {"<b>bold</b> {n} %s \x1B[2J\"quoted\"", ""};
  for (const Language language : languages) {
    const std::string text = joined(verdict(record, in(language)));
    EXPECT_TRUE(has(text, "<b>bold</b> {n} %s [2J\"quoted\""));
    EXPECT_FALSE(has(text, "\x1B"));
  }
}

TEST(verdict, leaves_no_blanks_at_line_ends) {
  for (const std::string& line : lines_of(verdict(plan_record(3), in(Language::vietnamese)))) {
    EXPECT_FALSE(line.ends_with(' ')) << line;
    EXPECT_FALSE(has(line, "\xC2\xA0")) << line;
  }
}

TEST(verdict, colours_only_when_asked) {
  VerdictOptions options = in(Language::english);
  EXPECT_FALSE(has(verdict(plan_record(), options), "\x1B"));
  options.color = true;
  EXPECT_TRUE(has(verdict(plan_record(), options), "\x1B[31mexceptionally"));
}

}  // namespace
}  // namespace prospect::report
