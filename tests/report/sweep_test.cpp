#include "report/sweep.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "report/layout.hpp"
#include "report/sweep_points.hpp"

namespace prospect::report {
namespace {

using analyse::Sweep;
using analyse::SweepDesign;
using base::Language;

VerdictOptions sweep_options(Language language = Language::english, int width = 100) {
  VerdictOptions options;
  options.language = language;
  options.width = width;
  return options;
}

/// The text without its line breaks.
std::string unwrapped(const std::string& text) {
  std::string line;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\n') {
      line += text[at];
      continue;
    }
    line += ' ';
    while (at + 1 < text.size() && text[at + 1] == ' ') ++at;
  }
  return line;
}

void expect_says(const std::string& text, const std::string& part) {
  EXPECT_NE(unwrapped(text).find(part), std::string::npos) << part << "\nis not in\n" << text;
}
void expect_silent(const std::string& text, const std::string& part) {
  EXPECT_EQ(text.find(part), std::string::npos) << part << "\nis in\n" << text;
}

Sweep empty_sweep() {
  Sweep sweep;
  sweep.name = "grid";
  sweep.label = {"Growth", "Tăng trưởng"};
  sweep.file = "grid.toml";
  sweep.paths = 10'000;
  sweep.goals = {{"growth", {"(1) Growth", "(1) Tăng trưởng"}}};
  sweep.scenarios = {{"base", {"Baseline", "Cơ sở"}, {7.2, 48, 0}}, {"high", {"High", "Cao"}, {8.4, 51, 0}}};
  sweep.levers = {{"industry", {"Industry", "Công nghiệp"}, "%/year", 1, {6, 7, 8, 9}},
                  {"forest", {"Forest cover", "Che phủ rừng"}, "%", 0, {40, 45, 50}},
                  {"drought", {"Drought", "Hạn hán"}, "1", 2, {0, 0.5, 1}}};
  return sweep;
}

void add_point(Sweep& sweep, std::size_t scenario, const std::vector<double>& settings,
               const std::vector<std::int64_t>& hits) {
  sweep.scenario.push_back(static_cast<std::int32_t>(scenario));
  sweep.setting.insert(sweep.setting.end(), settings.begin(), settings.end());
  sweep.counted.push_back(static_cast<std::int64_t>(sweep.paths));
  sweep.failed.push_back(0);
  sweep.hits.insert(sweep.hits.end(), hits.begin(), hits.end());
}

/// One lever; hits grow with it by a thousand a step.
Sweep one_lever() {
  Sweep sweep = empty_sweep();
  sweep.levers.resize(1);
  for (auto& scenario : sweep.scenarios) scenario.present.resize(1);
  for (std::size_t scenario = 0; scenario < 2; ++scenario) {
    for (int k = 0; k < 4; ++k) add_point(sweep, scenario, {6.0 + k}, {3000 + 1000 * k + 1500 * int(scenario)});
  }
  return sweep;
}

/// Hits follow the first lever most, the second less, the third not at all.
Sweep three_levers() {
  Sweep sweep = empty_sweep();
  for (std::size_t scenario = 0; scenario < 2; ++scenario) {
    for (int a = 0; a < 4; ++a) {
      for (int b = 0; b < 3; ++b) {
        for (int c = 0; c < 3; ++c) {
          add_point(sweep, scenario, {6.0 + a, 40.0 + 5 * b, 0.5 * c}, {1000 + 2000 * a + 100 * b + 7 * c});
        }
      }
    }
  }
  return sweep;
}

/// Points of a hypercube whose probability is 0.3 + 0.4 x + 0.2 y of positions x, y in the two ranges: the levers'
/// variances are as 0.16 to 0.04, so the shares 80 % and 20 %.
Sweep hypercube(std::size_t n) {
  Sweep sweep = empty_sweep();
  sweep.design = SweepDesign::latin_hypercube;
  sweep.levers.resize(2);
  sweep.levers[0].values = {6, 10};
  sweep.levers[1].values = {40, 60};
  sweep.scenarios.resize(1);
  sweep.scenarios[0].present.resize(2);
  sweep.paths = 1'000'000;
  for (std::size_t k = 0; k < n; ++k) {
    const double x = (static_cast<double>(k) + 0.5) / static_cast<double>(n);
    // A stride that has no factor with n sends every stratum of the first lever to another one of the second.
    const double y = (static_cast<double>(k * 377 % n) + 0.5) / static_cast<double>(n);
    add_point(sweep, 0, {6 + 4 * x, 40 + 20 * y}, {std::llround(1e6 * (0.3 + 0.4 * x + 0.2 * y))});
  }
  return sweep;
}

TEST(sweep_points, finds_points_by_their_settings) {
  const Sweep sweep = three_levers();
  const SweepPoints points(sweep);
  EXPECT_EQ(points.of(1).size(), 36U);
  const auto point = points.at(1, {3, 0, 2});
  ASSERT_TRUE(point);
  EXPECT_EQ(points.setting(*point, 0), 9);
  EXPECT_EQ(points.setting(*point, 1), 40);
  EXPECT_EQ(points.setting(*point, 2), 1);
  EXPECT_EQ(points.count(*point, 0).hits, 7014U);
  EXPECT_FALSE(points.at(1, {4, 0, 0}));
  EXPECT_EQ(points.middle(0), 1U);
  EXPECT_EQ(points.middle(1), 1U);
}

TEST(sweep_points, nearest_is_measured_in_ranges) {
  const Sweep sweep = three_levers();
  const SweepPoints points(sweep);
  const auto near = points.nearest(0);   // 7.2, 48, 0
  ASSERT_TRUE(near);
  EXPECT_EQ(points.setting(*near, 0), 7);
  EXPECT_EQ(points.setting(*near, 1), 50);
  EXPECT_EQ(points.setting(*near, 2), 0);
  Sweep unknown = three_levers();
  unknown.scenarios[0].present.clear();
  unknown.scenarios[1].present = {std::nan(""), 51, std::nan("")};
  EXPECT_FALSE(SweepPoints(unknown).nearest(0));
  const auto by_one = SweepPoints(unknown).nearest(1);
  ASSERT_TRUE(by_one);
  EXPECT_EQ(points.setting(*by_one, 1), 50);
}

TEST(sweep_points, thins_evenly_and_keeps_the_ends) {
  EXPECT_EQ(thinned(3, 8), (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(thinned(1, 8), (std::vector<std::size_t>{0}));
  EXPECT_TRUE(thinned(0, 8).empty());
  EXPECT_EQ(thinned(9, 3), (std::vector<std::size_t>{0, 4, 8}));
  const auto some = thinned(100, 8);
  EXPECT_EQ(some.size(), 8U);
  EXPECT_EQ(some.front(), 0U);
  EXPECT_EQ(some.back(), 99U);
}

TEST(sweep_points, finds_the_extremes_and_what_reaches_into_them) {
  Sweep sweep = one_lever();
  EXPECT_EQ(extremes(SweepPoints(sweep), 0).highest, 7U);
  EXPECT_EQ(extremes(SweepPoints(sweep), 0).lowest, 0U);
  EXPECT_EQ(extremes(SweepPoints(sweep), 0).rivals, 0U);
  sweep.hits[6] = sweep.hits[7] - 50;   // half a point below, where an interval is a point wide
  EXPECT_EQ(extremes(SweepPoints(sweep), 0).rivals, 1U);
  sweep.counted.assign(8, 0);
  sweep.hits.assign(8, 0);
  EXPECT_EQ(extremes(SweepPoints(sweep), 0).n, 0U);
  EXPECT_EQ(points_reaching(SweepPoints(sweep), 0, 0.5), 0U);
}

// Within a bin a tenth of x's range varies still, a hundredth of its variance.
TEST(sweep_points, shares_are_those_of_the_variance) {
  const Sweep sweep = hypercube(1000);
  const auto shares = lever_shares(SweepPoints(sweep), 0, 0);
  ASSERT_EQ(shares.size(), 2U);
  EXPECT_EQ(shares[0].lever, 0U);
  EXPECT_NEAR(shares[0].share, 0.8, 0.015);
  EXPECT_NEAR(shares[1].share, 0.2, 0.015);
}

// A lever that does nothing gets ten bins' worth of chance, 9 / 100 of the variance of 100 points, if it is left in.
TEST(sweep_points, takes_the_chance_between_bins_out) {
  double total = 0;
  std::uint64_t state = 1;
  const auto draw = [&] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state >> 40U) / 16777216.0;
  };
  constexpr int times = 200;
  for (int i = 0; i < times; ++i) {
    Sweep sweep = hypercube(0);
    for (int k = 0; k < 100; ++k) add_point(sweep, 0, {6 + 4 * draw(), 50}, {std::llround(1e6 * draw())});
    total += lever_shares(SweepPoints(sweep), 0, 0).back().share;
  }
  // What is below nought is shown as nought, so that the mean stays above it.
  EXPECT_LT(total / times, 0.03);
}

TEST(sweep_points, says_nothing_of_few_points_or_of_none_that_vary) {
  EXPECT_EQ(share_bins(7), 0U);
  EXPECT_EQ(share_bins(8), 2U);
  EXPECT_EQ(share_bins(1000), 10U);
  const Sweep few = hypercube(7);
  EXPECT_TRUE(std::isnan(lever_shares(SweepPoints(few), 0, 0)[0].share));
  Sweep same = hypercube(100);
  same.hits.assign(100, 500'000);
  EXPECT_TRUE(std::isnan(lever_shares(SweepPoints(same), 0, 0)[0].share));
}

TEST(sweep_text, shows_one_lever_by_scenario) {
  const auto text = sweep(one_lever(), 42, sweep_options());
  expect_says(text, "When levers move: Growth");
  expect_says(text, "Scenarios: Baseline; High. In each 4 points, every combination of the settings of Industry (4).");
  expect_says(text, "10,000 paths, seed 42");
  // 1.96 times the square root of a quarter over 10,000: a point, at 50 and at 55 %.
  expect_says(text, "reaches at most 1.0 points to either side");
  expect_says(text, "Industry, %/year");
  expect_says(text, "30 %");
  expect_says(text, "29.1–30.9 %");
  expect_says(text, "Highest: 75 % (95 % interval 74.1–75.8 %) at High, Industry 9 %/year.");
  expect_says(text, "Lowest: 30 % (29.1–30.9 %) at Baseline, Industry 6 %/year.");
  expect_says(text, "Baseline as it stands (Industry 7.2 %/year); the point nearest to it (Industry 7 %/year): 40 %");
  expect_says(text, "Points that reach 50 %: 5 of 8; that reach 66 %: 1; that reach 90 %: 0.");
  expect_silent(text, "intervals reach into it");
  expect_silent(text, "The tables show some");
}

TEST(sweep_text, speaks_vietnamese) {
  const auto text = sweep(one_lever(), 42, sweep_options(Language::vietnamese));
  expect_says(text, "Khi thay đổi các biến chính sách: Tăng trưởng");
  expect_says(text, "10.000 lượt mô phỏng");
  expect_says(text, "Cao nhất: 75 % (khoảng tin cậy 95 % 74,1–75,8 %) tại Cao, Công nghiệp 9 %/year.");
  model::Program words;
  words.unit_labels["%/year"] = {"%/year", "%/năm"};
  expect_says(sweep(one_lever(), 42, sweep_options(Language::vietnamese), &words), "Công nghiệp, %/năm");
}

TEST(sweep_text, says_of_the_present_no_more_than_the_range_asks_for) {
  analyse::SweepLever lever{"l", {"Lever", ""}, "%/year", 3, {-10, 20}};
  EXPECT_EQ(present_text(lever, 6.88904, nullptr, Language::english), "6.9\u00A0%/year");
  lever.decimals = 0;
  EXPECT_EQ(present_text(lever, 6.88904, nullptr, Language::vietnamese), "7\u00A0%/year");
  lever.values = {1000, 90'000};
  lever.decimals = 2;
  EXPECT_EQ(present_text(lever, 21'503.77, nullptr, Language::english), "21,504\u00A0%/year");
}

TEST(sweep_text, names_targets_with_their_numbers) {
  model::Program words;
  words.targets.resize(1);
  words.targets[0].code = "growth";
  words.targets[0].number = 7;
  words.targets[0].label = {"Growth of all", ""};
  expect_says(sweep(one_lever(), 42, sweep_options(), &words), "(7) Growth of all");
}

TEST(sweep_text, shows_surfaces_and_what_is_held) {
  const auto text = sweep(three_levers(), 42, sweep_options());
  expect_says(text, "Baseline. Down: Industry, %/year. Across: Forest cover, %.");
  expect_says(text, "High. Down: Industry, %/year.");
  expect_says(text, "Held at their middle settings: Drought 0.5.");
  // Industry 9, forest 50, drought in the middle: 7207 hits of 10,000.
  expect_says(text, "72 %");
  expect_says(text, "The tables show some of the settings: 12 of 36 points.");
}

TEST(sweep_text, is_thinned_and_no_wider_than_asked) {
  Sweep many = empty_sweep();
  many.levers.resize(2);
  for (auto& scenario : many.scenarios) scenario.present.resize(2);
  many.levers[0].values.clear();
  many.levers[1].values.clear();
  for (int k = 0; k < 30; ++k) many.levers[0].values.push_back(100'000 + 0.1 * k);
  for (int k = 0; k < 20; ++k) many.levers[1].values.push_back(k);
  many.goals.assign(3, {"g", {"A goal whose label is longer than a line of the narrowest terminal there is", ""}});
  for (std::size_t scenario = 0; scenario < 2; ++scenario) {
    for (int a = 0; a < 30; ++a) {
      for (int b = 0; b < 20; ++b) add_point(many, scenario, {100'000 + 0.1 * a, 1.0 * b}, {a * b, 5000, 0});
    }
  }
  for (const Language language : {Language::english, Language::vietnamese}) {
    const auto text = sweep(many, 42, sweep_options(language, 72));
    for (std::size_t at = 0, end = 0; at < text.size(); at = end + 1) {
      end = text.find('\n', at);
      ASSERT_NE(end, std::string::npos);
      EXPECT_LE(display_columns(text.substr(at, end - at)), 72) << text.substr(at, end - at);
    }
  }
  const auto text = sweep(many, 42, sweep_options());
  expect_says(text, "48 of 600 points");
  expect_says(text, "More such tables, in the report (prospect report): 2.");
  // All points of the second goal are the same: each other one's interval reaches into the highest.
  expect_says(text, "Points whose intervals reach into it: 1,199 of 1,200.");
}

TEST(sweep_text, tells_which_lever_of_a_hypercube_matters) {
  const auto text = sweep(hypercube(1000), 42, sweep_options());
  expect_says(text, "1,000 points, spread evenly over the ranges of Industry (6 %/year – 10 %/year); Forest cover");
  expect_says(text, "Baseline: Industry matters most, with 79 %");
  expect_says(text, "Then Forest cover 19 %.");
  expect_says(text, "Kelley 1935");
  expect_says(sweep(hypercube(5), 42, sweep_options()), "5 points are too few");
  Sweep same = hypercube(40);
  same.hits.assign(40, 0);
  expect_says(sweep(same, 42, sweep_options()), "the probability is the same at every point");
}

TEST(sweep_text, owns_up_to_failures_doubt_and_gaps) {
  Sweep some = one_lever();
  some.failed[2] = 25;
  some.levers[0].spread = 0.25;
  some.counted[5] = 0;
  some.hits[5] = 0;
  const auto text = sweep(some, 42, sweep_options());
  expect_says(text, "Points at which paths failed: 1; at most 0.25 % of the paths of a point.");
  expect_says(text, "standard deviation of 0.25 %/year");
  for (auto* counts : {&some.counted, &some.hits}) std::fill(counts->begin(), counts->end(), 0);
  some.failed.assign(8, 0);
  expect_says(sweep(some, 42, sweep_options()), "No point has paths that count.");
  // Points that are missing from a full design leave a gap in its table.
  Sweep part = one_lever();
  part.scenario.resize(6);
  part.setting.resize(6);
  part.counted.resize(6);
  part.failed.resize(6);
  part.hits.resize(6);
  expect_says(sweep(part, 42, sweep_options()), "-");
}

TEST(sweep_json, holds_every_point) {
  Sweep some = one_lever();
  some.scenarios[1].present.clear();
  some.counted[0] = 0;
  some.hits[0] = 0;
  const auto json = to_json(some, 42);
  expect_says(json, R"("name": "grid")");
  expect_says(json, R"("seed": 42, "design": "full", "paths": 10000)");
  expect_says(json, R"("present": {"industry": 7.2})");
  expect_says(json, R"("present": {"industry": null})");
  expect_says(json, R"({"scenario": "high", "settings": {"industry": 9}, "counted": 10000, "failed": 0, "goals": )"
                    R"({"growth": {"hits": 7500, "probability": 0.75, "interval": [0.74)");
  expect_says(json, R"("probability": null, "interval": [0, 1])");
  expect_says(to_json(hypercube(8), 1), R"("design": "latin_hypercube")");
  EXPECT_EQ(json.back(), '\n');
}

}  // namespace
}  // namespace prospect::report
