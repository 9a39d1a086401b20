#include "report/explain.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "report/answer.hpp"
#include "report/discover.hpp"
#include "report/drivers.hpp"
#include "report/gap.hpp"

namespace prospect::report {
namespace {

using analyse::Driver;
using base::Language;

model::Program program() {
  model::Program program;
  program.scenario = "s";
  program.label = {"Baseline", "Cơ sở"};
  program.unit_labels["%/year"] = {"%/year", "%/năm"};
  model::Target target;
  target.code = "growth";
  target.number = 1;
  target.label = {"Growth", "Tăng trưởng"};
  program.targets.push_back(target);
  return program;
}

analyse::Goal goal() { return {"growth", {"Growth", "Tăng trưởng"}, {0}}; }

/// A trend that did 2/3 of it and a drought that did the rest.
analyse::Explained explained() {
  analyse::Explained said;
  said.goal = goal();
  said.walks = 10'240;
  said.worlds = 40'960;
  said.inputs = 2;
  said.missed = 5'120;
  said.halves = 3'000;
  Driver trend{Driver::Scope::input, {}, "trend", {"Trend", "Xu thế"}, {0}, 2'000, 2 / 3.0, 0.62, 0.71, {}};
  trend.ends = Driver::Ends{false, false, "trend", "%/year", {"Trend of services", "Xu thế dịch vụ"}, 6.1, 7.85, 2,
                            {1'900, 2'000}, {200, 2'000}};
  Driver rest{Driver::Scope::other_chance, {}, "", {}, {1, 2, 3}, 1'000, 1 / 3.0, 0.29, 0.38, {}};
  said.drivers = {trend, rest};
  return said;
}

VerdictOptions in(Language language) {
  VerdictOptions options;
  options.language = language;
  return options;
}

void expect_has(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << part << "\nis not in\n" << text;
}

TEST(explain_text, tells_shares_and_ends) {
  const auto text = explain(program(), {explained()}, in(Language::english));
  expect_has(text, "(1) Growth: missed in 50 % of the worlds");
  expect_has(text, "67 %");
  expect_has(text, "33 %");
  expect_has(text, "62–71 %");
  expect_has(text, "Trend of services");
  expect_has(text, "below 6.1 %/year");
  expect_has(text, "above 7.85 %/year");
  expect_has(text, "Other yearly chance (3)");
  const auto vietnamese = explain(program(), {explained()}, in(Language::vietnamese));
  expect_has(vietnamese, "(1) Tăng trưởng: không đạt trong 50 % số bối cảnh");
  expect_has(vietnamese, "trên 7,85 %/năm");
  expect_has(vietnamese, "Yếu tố ngẫu nhiên khác từng");
}

TEST(explain_text, says_plainly_that_there_is_nothing_to_share_out) {
  auto said = explained();
  said.halves = 0;
  said.missed = 0;
  expect_has(explain(program(), {said}, in(Language::english)), "missed in none of 10,240 worlds");
  said.missed = said.walks;
  expect_has(explain(program(), {said}, in(Language::english)), "missed in every one of 10,240 worlds");
  said.missed = 1;
  expect_has(explain(program(), {said}, in(Language::english)), "nothing can be shared out");
  said.halves = 12;
  expect_has(explain(program(), {said}, in(Language::english)), "Only 12 of these walks");
}

TEST(explain_text, whole_percentages_add_up_to_a_hundred) {
  EXPECT_EQ(whole_percentages({1 / 3.0, 1 / 3.0, 1 / 3.0}), (std::vector<int>{34, 33, 33}));
  const auto mixed = whole_percentages({0.505, 0.2549, 0.2451, -0.005});
  EXPECT_EQ(std::accumulate(mixed.begin(), mixed.end(), 0), 100);
  EXPECT_EQ(whole_percentages({0, 0}), (std::vector<int>{0, 0}));
  EXPECT_TRUE(whole_percentages({}).empty());
}

TEST(explain_text, gives_tables_to_machines) {
  const auto answer = explain_answer(program(), {explained()});
  EXPECT_EQ(answer.name, "explain s growth");
  const auto json = to_json(answer);
  expect_has(json, "\"share\"");
  expect_has(json, "\"driver_vi\": \"Xu thế\"");
}

/// Two conditions and an event, on a target missed in half of the worlds.
GoalRegions regions() {
  using Kind = analyse::Feature::Kind;
  GoalRegions said;
  said.goal = goal();
  analyse::Feature trend, event, chance;
  trend.label = {"Trend", "Xu thế"};
  trend.unit = "%/year";
  trend.edges = {5, 6.25, 7};
  trend.decimals = 2;
  event.kind = Kind::event;
  event.label = {"Drought", "Hạn hán"};
  event.edges = {0.5, 1.5, 2.5};
  chance.kind = Kind::chance;
  chance.label = {"Demand", "Tổng cầu"};
  chance.edges = {-0.5, 0, 0.5};
  said.features = {trend, event, chance};
  said.found.searched = true;
  said.found.paths = said.found.found_paths = 10'000;
  said.found.missed = said.found.found_missed = 5'000;
  analyse::Region region;
  region.bounds = {{0, 0, 1, 0, 0.4}, {1, 2, 3, 0.7, 0}, {2, 0, 1, 0, 0.61}};
  region.missed = 4'000;
  region.paths = 4'300;
  region.better = true;
  said.found.regions = {region};
  return said;
}

TEST(discover_text, says_where_the_misses_lie) {
  const auto text = discover(program(), {regions()}, in(Language::english));
  expect_has(text, "80 % of the misses");
  expect_has(text, "“Trend” is below 6.25 %/year");   // bins 0 and 1 end at the second edge
  EXPECT_EQ(text.find("peel"), std::string::npos);
  std::string flat = text;
  std::replace(flat.begin(), flat.end(), '\n', ' ');
  while (flat.find("  ") != std::string::npos) flat.erase(flat.find("  "), 1);
  expect_has(flat, "“Drought” happens in 2 or more of the years");
  expect_has(flat, "the yearly swings of “Demand” are on average among their lowest 39 %");
  expect_has(flat, "Such worlds are 43 % of all");
  expect_has(discover(program(), {regions()}, in(Language::vietnamese)), "“Xu thế” dưới 6,25 %/năm");
}

TEST(discover_text, counts_years_of_events) {
  const auto with = [](std::size_t low, std::size_t high) {
    auto said = regions();
    said.found.regions[0].bounds = {{1, low, high, 0.1, 0.1}};
    auto text = discover(program(), {said}, in(Language::english));
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  };
  expect_has(with(0, 0), "“Drought” happens in no year");
  expect_has(with(0, 1), "“Drought” happens in at most 1 of the years");
  expect_has(with(1, 3), "“Drought” happens in 1 or more of the years");
  expect_has(with(1, 2), "“Drought” happens in 1 to 2 of the years");
  expect_has(with(1, 1), "“Drought” happens in exactly 1 of the years");
}

TEST(discover_text, says_plainly_what_was_not_found) {
  auto said = regions();
  said.found.regions.clear();
  expect_has(discover(program(), {said}, in(Language::english)), "No kind of world was found");
  said.found.searched = false;
  expect_has(discover(program(), {said}, in(Language::english)), "too few");
  said.found.missed = said.found.found_missed = 0;
  expect_has(discover(program(), {said}, in(Language::english)), "missed in none of 20,000 worlds");
  said.found.missed = said.found.found_missed = 10'000;
  expect_has(discover(program(), {said}, in(Language::english)), "missed in every one of 20,000 worlds");
  expect_has(to_json(discover_answer(program(), {regions()})), "\"coverage_low\"");
}

TEST(gap_text, splits_the_difference) {
  const auto first = program(), second = program();
  GapAnswer said{&first, &second, {goal()}, {}, {{"event", "e", {"Drought", "Hạn hán"}, "", "{ probability = 0.4 }"}}};
  said.gaps.push_back({5'000, 6'000, 10'000, {{0.1, 0.09, 0.11}}, {0, 0, 0}});
  const auto text = gap(said, in(Language::english));
  expect_has(text, "10.0 points apart");
  expect_has(text, "Drought (event)");
  expect_has(text, "+10");
  expect_has(gap(said, in(Language::vietnamese)), "Hạn hán (sự kiện)");
  said.gaps[0] = {5'000, 5'000, 10'000, {{0, 0, 0}}, {0, 0, 0}};
  expect_has(gap(said, in(Language::english)), "no difference to share out");
  expect_has(to_json(gap_answer(said)), "\"change\"");
}

}  // namespace
}  // namespace prospect::report
