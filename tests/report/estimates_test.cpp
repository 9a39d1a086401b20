#include <limits>

#include <gtest/gtest.h>

#include "report/sample.hpp"
#include "report/text.hpp"

namespace prospect::report {
namespace {

using base::Language;
using Role = model::Parameter::Role;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void add_parameter(store::ScenarioRecord& scenario, const std::string& name, base::Label label,
                   Role role, const calibrate::Learned& learned) {
  model::Parameter parameter;
  parameter.name = name;
  parameter.label = std::move(label);
  parameter.unit = "%/year";
  parameter.role = role;
  scenario.program.parameters.push_back(parameter);
  scenario.estimate.learned.push_back(learned);
}

store::RunRecord fitted_record(std::size_t scenarios = 1) {
  store::RunRecord record = plan_record(scenarios);
  for (store::ScenarioRecord& scenario : record.scenarios) {
    add_parameter(scenario, "drift.forest", {"Forest cover: drift", "Che phủ rừng: xu thế"},
                  Role::drift, {0, 0.1, -0.16, 0.16, 0.021, 0.004, 0.0134, 0.0211, 0.0287, 6, 0, 0.046, false});
    add_parameter(scenario, "sigma.forest",
                  {"Forest cover: volatility", "Che phủ rừng: biến động"}, Role::sigma,
                  {nan, nan, nan, nan, 0.02, 0.004, 0.01, 0.02, 0.03, 6, 0, 0.95, true});
    add_parameter(scenario, "elasticity", {}, Role::given,
                  {-0.8, 0.2, -1.13, -0.47, -0.8, 0.2, -1.13, -0.8, -0.47, 0, 0, 1, false});
    scenario.program.parameters.back().prior_text = "normal(-0.8, 0.2)";
    scenario.estimate.families = {{"slow", 5, 7, 0.02345, 0.81, 0.6, 0.2, 5.1, 9.5},
                                  {"prices", 1, 1, 0.1, 0.7, 0, 0.25, 4, 1.5}};
  }
  return record;
}

TEST(estimates, gives_each_parameter_a_row) {
  const std::string text = estimates(fitted_record(), in(Language::english));
  EXPECT_TRUE(text.starts_with("Parameters: Trend continues\n"));
  EXPECT_TRUE(has(text, "−0.16 to 0.16"));  // the prior of a drift by its range
  EXPECT_TRUE(has(text, "5 % of"));         // the doubt that is left
  EXPECT_TRUE(has(text, "0.013–0.029"));
  EXPECT_TRUE(has(text, "normal(-0.8, 0.2)"));  // the prior as written
  EXPECT_TRUE(has(text, "−1.13 to −0.47"));
  EXPECT_TRUE(has(text, "elasticity"));  // no label: the name
  EXPECT_TRUE(has(text, "not learned"));
}

// States, series, volatility, damping, change of drift.
TEST(estimates, shows_families_and_their_rules) {
  const std::string text = estimates(fitted_record(), in(Language::vietnamese));
  EXPECT_TRUE(has(text, "thái  Chuỗi    động   dần     thế"));
  EXPECT_TRUE(has(text, "slow           5      7  0,0234  0,81    0,60"));
  EXPECT_TRUE(has(text, "prices         1      1   0,100  0,70    0,00"));
}

TEST(estimates, repeats_only_what_differs) {
  store::RunRecord record = fitted_record(3);
  record.scenarios[1].estimate.learned[2].median = -0.9;
  const std::string text = estimates(record, in(Language::english));
  EXPECT_TRUE(has(text, "variant 1 (where it differs from the first scenario)"));
  EXPECT_TRUE(has(text, "−0.90"));
  EXPECT_TRUE(has(text, "The same as in the first scenario."));
}

TEST(estimates, keeps_to_the_width) {
  for (const Language language : {Language::english, Language::vietnamese}) {
    for (const int width : {72, 100}) {
      VerdictOptions options = in(language);
      options.width = width;
      EXPECT_LE(widest(estimates(fitted_record(2), options)), width);
    }
  }
}

TEST(estimates, stands_a_model_without_parameters) {
  EXPECT_TRUE(
      has(estimates(plan_record(), in(Language::english)), "The model has no parameters."));
  EXPECT_TRUE(has(estimates({}, in(Language::english)), "The record holds no scenario."));
}

}  // namespace
}  // namespace prospect::report
