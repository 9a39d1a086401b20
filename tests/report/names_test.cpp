#include "report/names.hpp"

#include <gtest/gtest.h>

#include "report/layout.hpp"
#include "report/sample.hpp"

namespace prospect::report {
namespace {

constexpr base::Language en = base::Language::english, vi = base::Language::vietnamese;

class names : public testing::Test {
 protected:
  store::ScenarioRecord scenario = plan_scenario("s");
  model::Program& program = scenario.program;
  model::Target& target = program.targets[0];

  std::string wanted(base::Language language) {
    return finished(target_wanted(program, target, language));
  }
};

TEST_F(names, number_a_target_as_the_plan_does) {
  EXPECT_EQ(target_number(target), "(1)");
  target.part = "b";
  EXPECT_EQ(target_number(target), "(1b)");
  target.number = 0;
  target.part = "";
  EXPECT_EQ(target_number(target), "(t01_growth)");
}

TEST_F(names, write_what_a_target_wants) {
  EXPECT_EQ(wanted(en), "≥ 7.5 %/year");
  EXPECT_EQ(wanted(vi), "≥ 7,5 %/năm");
  target.direction = model::Target::Direction::at_most;
  EXPECT_EQ(wanted(vi), "≤ 7,5 %/năm");
  target.direction = model::Target::Direction::between;
  EXPECT_EQ(wanted(en), "≈ 7.5 %/year");  // "about": no upper end
  target.high = 8;
  EXPECT_EQ(wanted(en), "7.5–8 %/year");
}

TEST_F(names, write_the_years_of_a_test) {
  using Kind = model::Target::Test;
  target.from = 2021;
  target.test = Kind::sum;
  EXPECT_EQ(wanted(en), "≥ 7.5 %/year, sum 2021–2025");
  target.test = Kind::every;
  EXPECT_EQ(wanted(vi), "≥ 7,5 %/năm, từng năm 2021–2025");
  target.test = Kind::at;
  target.year = 2023;
  EXPECT_EQ(wanted(en), "≥ 7.5 %/year, in 2023");
}

TEST_F(names, say_when_the_figure_has_another_unit) {
  EXPECT_EQ(figure_unit(program, target, en), "");
  target.unit = "million VND/person";
  EXPECT_EQ(figure_unit(program, target, vi), "%/năm");
  target.variable.reset();
  EXPECT_EQ(figure_unit(program, target, vi), "");
}

TEST_F(names, leave_pure_numbers_without_a_unit) {
  EXPECT_EQ(unit_name(program, "1", en), "");
  EXPECT_EQ(unit_name(program, "unheard of", en), "unheard of");
  EXPECT_EQ(with_unit("5", ""), "5");
  EXPECT_EQ(finished(with_unit("5", "%")), "5 %");
}

TEST_F(names, fall_back_to_names_without_labels) {
  EXPECT_EQ(theme_name("environment", vi), "Môi trường");
  EXPECT_EQ(theme_name("culture", vi), "culture");
  EXPECT_EQ(theme_name("", en), "Other");
  EXPECT_EQ(variable_name(program, "t22_forest_figure", en),
            "Forest cover, with fruit trees on slopes");
  EXPECT_EQ(variable_name(program, "gone", en), "gone");
  program.label = {};
  EXPECT_EQ(scenario_name(program, vi), "s");
}

TEST_F(names, keep_escape_sequences_from_the_terminal) {
  program.label = {"\x1B[31mred\n<b>{bold}</b>", ""};
  EXPECT_EQ(scenario_name(program, vi), " [31mred <b>{bold}</b>");
}

}  // namespace
}  // namespace prospect::report
