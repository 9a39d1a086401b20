#include "report/track_record.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

#include "report/past_targets.hpp"
#include "report/sample.hpp"

namespace prospect::report {
namespace {

using analyse::Method;
using base::Language;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

analyse::MethodScore score(Method method, double log_score, double low, double high) {
  analyse::MethodScore made;
  made.method = method;
  made.cases = 40;
  made.series = 10;
  made.log_score = log_score;
  made.to_ours = {(low + high) / 2, low, high, 40, 10};
  made.crps = method == Method::random_walk ? 1 : 0.75;
  const std::size_t hits[] = {20, 32, 36, 38};
  const double levels[] = {0.5, 0.8, 0.9, 0.95};
  for (std::size_t k = 0; k < 4; ++k) {
    made.covers[k] = {levels[k], hits[k], 40, {0.4, 0.97}, {0.45, 0.96}};
  }
  made.pit = {{8, 8, 8, 8, 8}, 0, 1.2, 1};
  return made;
}

// 40 forecasts of ten series; the random walk is worse, the steady drift better, the damped one even.
analyse::TrackRecord sample_record() {
  analyse::TrackRecord record;
  record.base_year = 2020;
  record.origins = {2018, 2019};
  record.series = {{"forest, cover", "%", "slow", {"Forest cover", "Che phủ rừng"}}};
  analyse::Case one{0, 2018, 2020, true, 45.5, -0.18, 0.05, {}};
  one.by[0] = analyse::Forecast{-0.3, -0.2, -0.1, 1.5, 0.6, 0.02};
  one.by[1] = analyse::Forecast{-0.4, -0.25, -0.1, none, 0.7, 0.04};
  record.cases = {one};
  const std::vector<analyse::MethodScore> methods = {
      score(Method::ours, 0.4, 0, 0), score(Method::random_walk, 0.01, -0.67, -0.14),
      score(Method::own_mean, 0.6, 0.05, 0.33), score(Method::damped, 0.3, -0.3, 0.1)};
  using enum analyse::Pool::By;
  record.pools = {{all, "", {}, methods},
                  {family, "slow", {"Slow change", "Thay đổi chậm"}, methods},
                  {horizon, "2", {}, methods},
                  {origin, "2018", {}, methods}};
  record.pools[1].methods[1].to_ours = {-0.5, none, none, 4, 2};
  record.end_values = {{2018, 10, {{Method::ours, 6.5, 0.35}, {Method::random_walk, 10, 0}}}};
  return record;
}

// Two targets of the sample plan as if they were past: 50 % known to 2018, 98 % to 2019; one was met.
void add_targets(analyse::TrackRecord& record, const model::Program& program) {
  const auto resolved = [&](std::size_t t, bool met) {
    const auto& target = program.targets[t];
    return analyse::ResolvedTarget{target.code, target.indicator, target.unit, t,    target.label,
                                   target.year, target.value,     INFINITY,    45.5, met};
  };
  record.targets.resolved = {resolved(0, true), resolved(1, false)};
  record.targets.unresolved = {{program.targets[2].code, 2, program.targets[2].label, {"why", "vì sao"}}};
  for (const auto& [origin, p] : {std::pair{2018, 0.5}, std::pair{2019, 0.98}}) {
    analyse::TargetRound round;
    round.origin = origin;
    round.forecasts = {{0, {p, 0.77, 0.95, 0.9, std::nullopt}}, {1, {p, 0.77, 0.95, 0.1, std::nullopt}}};
    using enum analyse::TargetMethod;
    round.scores = {{ours, 2, 0.25, -0.69, 0, {0, 0, 0, 2, 2}},
                    {constant, 2, 0.32, -0.8, 0.22, {-0.07, -0.1, -0.06, 2, 2}},
                    {plan, 2, 0.45, -1.5, 0.44, {-0.2, -0.5, 0.1, 2, 2}},
                    {extrapolation, 2, 0.01, -0.1, -24, {0.24, 0.2, 0.3, 2, 2}}};
    round.count = {{0.25, 0.5, 0.25}, 1, 0, 2, 1, 0.5};
    record.targets.rounds.push_back(round);
  }
}

struct Sample {
  store::ScenarioRecord scenario = plan_scenario("s");
  analyse::TrackRecord record = sample_record();
  Sample() { add_targets(record, scenario.program); }
  [[nodiscard]] std::string text(Language language) const {
    return track_record(record, scenario.program, in(language));
  }
};

TEST(track_record, says_first_what_is_good_and_what_is_not) {
  const std::string text = Sample().text(Language::english);
  EXPECT_TRUE(has(text, "Stood back in 2018, 2019"));
  EXPECT_TRUE(has(text, "This fit: as the model file has it."));
  EXPECT_TRUE(has(text, "held 90 % of the figures (45–96 %, series resampled): fair"));
  EXPECT_TRUE(has(text, "By the log score better than: Random walk."));
  EXPECT_TRUE(has(text, "No clear difference from: Damped drift."));
  EXPECT_TRUE(has(text, "By the log score worse than: Steady drift."));
  EXPECT_LT(text.find("By the log score"), text.find("All forecasts together"));
  EXPECT_LT(text.find("All forecasts together"), text.find("Where the figures fell"));
  EXPECT_LT(text.find("Where the figures fell"), text.find("By family"));
  EXPECT_LT(text.find("By family"), text.find("Targets of earlier plans"));
  EXPECT_TRUE(has(text, "−0.67 to −0.14"));
}

TEST(track_record, judges_coverage_only_beyond_both_intervals) {
  Sample sample;
  auto& covers = sample.record.pools[0].methods[0].covers[2];
  covers = {0.9, 30, 40, {0.6, 0.86}, {0.55, 0.88}};
  EXPECT_TRUE(has(sample.text(Language::english), "held only 75 % of the figures (55–88 %"));
  EXPECT_TRUE(has(sample.text(Language::english), "too sure of itself"));
  covers = {0.9, 40, 40, {0.93, 1}, {0.95, 1}};
  EXPECT_TRUE(has(sample.text(Language::english), "too wide"));
  EXPECT_TRUE(has(sample.text(Language::vietnamese), "quá rộng"));
}

TEST(track_record, names_the_families_whose_intervals_failed) {
  Sample sample;
  EXPECT_FALSE(has(sample.text(Language::english), "Not so for"));
  sample.record.pools[1].methods[0].covers[2] = {0.9, 20, 30, {0.5, 0.8}, {0.4, 0.85}};
  EXPECT_TRUE(has(sample.text(Language::english), "Not so for “Slow change”: there they held 67 %"));
}

TEST(track_record, tells_when_figures_fall_unevenly) {
  Sample sample;
  sample.record.pools[0].methods[0].pit = {{0, 0, 5, 15, 20}, 41, 1, 0.004};
  EXPECT_TRUE(has(sample.text(Language::english), "did not fall evenly"));
  EXPECT_TRUE(has(sample.text(Language::english), "0.4 %"));
}

TEST(track_record, names_the_rule_that_was_laid_on) {
  Sample sample;
  sample.record.rules = {{"damping", {0.8, 1}}, {"df", {4}}};
  EXPECT_EQ(rule_text(sample.record), "damping = 0.8, 1; df = 4");
  EXPECT_TRUE(has(sample.text(Language::english), "This fit: with damping = 0.8, 1; df = 4 in every"));
}

TEST(track_record, tells_of_past_targets_and_warns_of_small_differences) {
  const std::string text = Sample().text(Language::english);
  EXPECT_TRUE(has(text, "2 targets are scored by the figure printed for their year; 1 of them were met"));
  EXPECT_TRUE(has(text, "Known to 2018: better than Always 77 %."));
  EXPECT_TRUE(has(text, "Known to 2018: no clear difference from “The plan is right” (95 %)."));
  EXPECT_TRUE(has(text, "Known to 2018: worse than Straight line (90 % or 10 %)."));
  EXPECT_TRUE(has(text, "1.0 of 2 expected, 90 % range 0 to 2; 1 were met, inside the range."));
  EXPECT_TRUE(has(text, "under 0.05 on some 25 targets is no evidence"));
  EXPECT_TRUE(has(text, "Not scored (1)"));
  EXPECT_TRUE(has(text, "why"));
}

// A difference whose interval leaves out 0 but that is too small to tell anything is no victory.
TEST(track_record, does_not_boast_of_small_brier_differences) {
  Sample sample;
  for (auto& round : sample.record.targets.rounds) round.scores[1].to_ours = {-0.03, -0.04, -0.02, 2, 2};
  EXPECT_FALSE(has(sample.text(Language::english), "better than Always"));
}

TEST(track_record, leaves_out_intervals_it_does_not_have) {
  EXPECT_EQ(difference_cell({-0.5, none, none, 4, 2}, Language::english), "−0.50");
  EXPECT_EQ(difference_cell({0.2, 0.1, 0.3, 9, 9}, Language::vietnamese), "0,20\n0,10–0,30");
}

TEST(track_record, keeps_to_the_width_in_both_languages) {
  const Sample sample;
  for (const Language language : {Language::english, Language::vietnamese}) {
    for (const int width : {72, 100}) {
      VerdictOptions options = in(language);
      options.width = width;
      EXPECT_LE(widest(track_record(sample.record, sample.scenario.program, options)), width);
    }
  }
}

TEST(track_record, stands_when_nothing_can_be_scored) {
  const Sample sample;
  analyse::TrackRecord empty;
  empty.base_year = 2020;
  empty.origins = {2019};
  const auto text = track_record(empty, sample.scenario.program, in(Language::english));
  EXPECT_TRUE(has(text, "nothing to score"));
  EXPECT_TRUE(has(text, "No target of an earlier plan can be scored."));
}

TEST(track_record, writes_one_row_a_forecast) {
  const auto lines = lines_of(to_csv(sample_record()));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0] + "\n", csv_head);
  EXPECT_EQ(lines[1],
            ",\"forest, cover\",slow,2018,2020,yes,45.5,-0.18,0.05,ours,-0.3,-0.2,-0.1,1.5,0.6,0.02");
  EXPECT_TRUE(has(lines[2], ",random_walk,"));
}

TEST(track_record, writes_json_with_null_for_what_is_not_there) {
  Sample sample;
  sample.record.rules = {{"df", {4}}};
  const std::string json = to_json(sample.record);
  EXPECT_TRUE(has(json, "\"base_year\": 2020, \"origins\": [2018, 2019], \"rule\": {\"df\": [4]}"));
  EXPECT_TRUE(has(json, "\"by\": \"family\", \"name\": \"slow\""));
  EXPECT_TRUE(has(json, "\"to_ours\": {\"mean\": -0.5, \"interval\": [null, null]"));
  EXPECT_TRUE(has(json, "\"log_density\": null"));
  EXPECT_TRUE(has(json, "\"law\": [0.25, 0.5, 0.25], \"expected\": 1, \"interval\": [0, 2], \"met\": 1"));
  EXPECT_TRUE(has(json, "\"bounds\": ["));
  EXPECT_FALSE(has(json, "nan"));
  EXPECT_FALSE(has(json, "inf,"));
}

const analyse::AnswerTable& table_of(const analyse::Answer& answer, const std::string& name) {
  for (const auto& table : answer.tables) {
    if (table.name == name) return table;
  }
  throw std::out_of_range(name);
}

template <class Value>
std::vector<Value> column_of(const analyse::Answer& answer, const std::string& table, const std::string& name) {
  for (const auto& column : table_of(answer, table).columns) {
    if (column.name == name) return std::get<std::vector<Value>>(column.values);
  }
  throw std::out_of_range(table + "." + name);
}

using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

analyse::Answer answer_of(const Sample& sample) { return track_answer(sample.record, sample.scenario.program); }

void expect_whole(const analyse::Answer& answer) {
  for (const auto& table : answer.tables) {
    const auto rows = [](const auto& column) {
      return std::visit([](const auto& values) { return values.size(); }, column.values);
    };
    for (const auto& column : table.columns) {
      EXPECT_EQ(rows(column), rows(table.columns.front())) << table.name << "." << column.name;
    }
  }
}

TEST(track_answer, is_named_after_what_it_is_about) {
  Sample sample;
  EXPECT_EQ(answer_of(sample).question, "score");
  EXPECT_EQ(answer_of(sample).name, "score s 2018 2019");
  sample.record.rules = {{"damping", {0.8, 1}}};
  EXPECT_EQ(answer_of(sample).name, "score s 2018 2019 with damping = 0.8, 1");
  expect_whole(answer_of(sample));
}

// Four pools of four methods, each in four levels; of the first pool each in five fifths.
TEST(track_answer, has_the_figures_of_the_record) {
  const auto answer = answer_of({});
  const auto by = column_of<std::string>(answer, "pooled", "by");
  ASSERT_EQ(by.size(), 16U);
  EXPECT_EQ((Texts{by[0], by[4], by[8], by[12]}), (Texts{"all", "family", "horizon", "origin"}));
  EXPECT_EQ(column_of<std::string>(answer, "pooled", "part_en")[4], "Slow change");
  EXPECT_EQ(column_of<std::string>(answer, "pooled", "part_vi")[4], "Thay đổi chậm");
  EXPECT_EQ(column_of<std::string>(answer, "pooled", "method")[1], "random_walk");
  EXPECT_EQ(column_of<std::string>(answer, "pooled", "method_en")[1], "Random walk");
  EXPECT_EQ(column_of<double>(answer, "pooled", "log_score")[1], 0.01);
  EXPECT_EQ(column_of<double>(answer, "pooled", "to_ours_low")[1], -0.67);
  EXPECT_TRUE(std::isnan(column_of<double>(answer, "pooled", "to_ours_low")[5]));
  EXPECT_EQ(column_of<double>(answer, "pooled", "crps")[0], 0.75);
  ASSERT_EQ(column_of<double>(answer, "coverage", "level").size(), 64U);
  EXPECT_EQ(column_of<double>(answer, "coverage", "level")[2], 0.9);
  EXPECT_EQ(column_of<double>(answer, "coverage", "hits")[2], 36);
  ASSERT_EQ(column_of<double>(answer, "pit", "fifth").size(), 20U);
  EXPECT_EQ(column_of<double>(answer, "pit", "fifth")[4], 5);
  EXPECT_EQ(column_of<double>(answer, "pit", "count")[4], 8);
  EXPECT_EQ(column_of<double>(answer, "pit", "share")[4], 0.2);
  EXPECT_EQ(column_of<std::string>(answer, "pit", "method")[5], "random_walk");
  EXPECT_EQ(column_of<std::string>(answer, "sentences", "en"),
            track_sentences(Sample().record, Language::english));
  EXPECT_EQ(column_of<std::string>(answer, "target_sentences", "en"),
            past_target_sentences(Sample().record.targets, Language::english));
}

TEST(track_answer, has_the_targets_of_plans_that_are_over) {
  const auto answer = answer_of({});
  EXPECT_EQ(column_of<double>(answer, "targets", "origin"), (Numbers{2018, 2018, 2019, 2019}));
  EXPECT_EQ(column_of<double>(answer, "targets", "met"), (Numbers{1, 0, 1, 0}));
  EXPECT_EQ(column_of<double>(answer, "targets", "probability"), (Numbers{0.5, 0.5, 0.98, 0.98}));
  EXPECT_EQ(column_of<double>(answer, "targets", "probability_extrapolation"), (Numbers{0.9, 0.1, 0.9, 0.1}));
  EXPECT_TRUE(std::isnan(column_of<double>(answer, "targets", "probability_drift_walk")[0]));
  EXPECT_EQ(column_of<double>(answer, "targets", "high")[0], INFINITY);
  EXPECT_NE(column_of<std::string>(answer, "targets", "label_en")[0],
            column_of<std::string>(answer, "targets", "label_vi")[0]);
  EXPECT_EQ(column_of<std::string>(answer, "target_scores", "method")[3], "extrapolation");
  EXPECT_EQ(column_of<double>(answer, "target_scores", "brier")[1], 0.32);
  EXPECT_EQ(column_of<double>(answer, "target_scores", "to_ours")[1], -0.07);
  EXPECT_EQ(column_of<double>(answer, "counts", "origin"), (Numbers{2018, 2019}));
  EXPECT_EQ(column_of<double>(answer, "counts", "targets"), (Numbers{2, 2}));
  EXPECT_EQ(column_of<double>(answer, "counts", "high"), (Numbers{2, 2}));
  EXPECT_EQ(column_of<double>(answer, "counts", "met"), (Numbers{1, 1}));
}

TEST(track_answer, stands_when_nothing_can_be_scored) {
  Sample sample;
  sample.record = {};
  const auto answer = answer_of(sample);
  EXPECT_EQ(answer.name, "score s");
  EXPECT_EQ(answer.tables.size(), 8U);
  expect_whole(answer);
  EXPECT_TRUE(column_of<std::string>(answer, "sentences", "vi").empty());
}

}  // namespace
}  // namespace prospect::report
