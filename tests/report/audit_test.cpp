#include <limits>

#include <gtest/gtest.h>

#include "report/sample.hpp"
#include "report/text.hpp"

namespace prospect::report {
namespace {

using analyse::Finding;
using base::Language;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::vector<Finding> sample_findings() {
  using enum Finding::Kind;
  return {{identity_on_history,
           "grdp_per_head",
           2020,
           44.06,
           44.1,
           0.05,
           "million VND/person",
           true,
           {}},
          {identity_on_history, "t22_forest_figure", 2020, 100, 99.9, 0.05, "%", false, {}},
          {identity_on_history,
           "shares",
           2019,
           100,
           99.2,
           0.05,
           "%",
           false,
           {"The shares of 2019 do not add up", "Cơ cấu năm 2019 không cộng đủ 100"}},
          {two_figures, "poverty", 2020, 18.38, 18.4, 0.001, "%", false, {}},
          {plan_arithmetic,
           "grdp_growth",
           2025,
           6.98,
           7.5,
           0.06,
           "%/year",
           false,
           {"The sectors do not add up to the growth wanted",
            "Các khu vực cộng lại thấp hơn kế hoạch"}}};
}

TEST(audit, counts_and_puts_contradictions_first) {
  const std::string text = audit(sample_findings(), in(Language::english));
  EXPECT_TRUE(has(text, "Checks: 5; contradictions: 4; agreements: 1."));
  EXPECT_TRUE(has(text,
                  "• The sectors do not add up to the growth wanted\n"
                  "  (printed 7.5 %/year, implied 6.98, apart by 0.52; rounding explains 0.06)"));
  EXPECT_TRUE(has(text, "(18.4 % in one place, 18.38 in another, apart by 0.02;"));
  EXPECT_TRUE(has(text, "Agreements by kind. Figures of the history: 1."));
  EXPECT_LT(text.find("The plan's own arithmetic"), text.find("Figures of the history"));
}

TEST(audit, puts_the_largest_beyond_rounding_first) {
  const std::string text = audit(sample_findings(), in(Language::english));
  EXPECT_LT(text.find("The shares of 2019"), text.find("t22_forest_figure, 2020"));
}

TEST(audit, takes_labels_and_units_from_a_program) {
  const store::ScenarioRecord scenario = plan_scenario("s");
  const std::string text = audit(sample_findings(), in(Language::vietnamese), &scenario.program);
  EXPECT_TRUE(
      has(text, "Tỷ lệ che phủ rừng (gồm cả cây ăn quả trên đất dốc), năm 2020: số liệu"));
  EXPECT_TRUE(has(text, "báo cáo ghi 7,5 %/năm, suy ra 6,98"));
}

TEST(audit, says_so_when_all_agree_or_nothing_was_checked) {
  std::vector<Finding> findings = {sample_findings().front()};
  EXPECT_TRUE(
      has(audit(findings, in(Language::english)), "Nothing contradicts beyond rounding."));
  EXPECT_TRUE(has(audit({}, in(Language::vietnamese)), "Không có nội dung để đối chiếu."));
}

TEST(audit, stands_figures_that_are_not_numbers) {
  std::vector<Finding> findings = {sample_findings()[1]};
  findings[0].expected = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(has(audit(findings, in(Language::english)), "implied -, apart by -"));
}

TEST(audit, keeps_to_the_width) {
  for (const Language language : {Language::english, Language::vietnamese}) {
    for (const int width : {72, 100}) {
      VerdictOptions options = in(language);
      options.width = width;
      EXPECT_LE(widest(audit(sample_findings(), options)), width);
    }
  }
}

}  // namespace
}  // namespace prospect::report
