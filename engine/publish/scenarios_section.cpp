#include <algorithm>
#include <cmath>
#include <set>

#include "base/unicode.hpp"
#include "publish/sections.hpp"
#include "report/answer.hpp"
#include "report/fate.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"

namespace prospect::publish {
namespace {

using report::Text;

const summarise::TargetCount* count_of(const store::ScenarioRecord& scenario, const std::string& code) {
  for (const auto& count : scenario.summary.targets) {
    if (scenario.program.targets[count.target].code == code) return &count;
  }
  return nullptr;
}

Cell chance(const View& view, const summarise::Counted& of) {
  const auto fate = report::fate(of, view.options);
  Cell made = cell(fate.probability, static_cast<double>(of.hits) / static_cast<double>(of.paths));
  made.signal = signal_of(fate.likelihood);
  return made;
}

/// What a scenario sets, as "label: value unit", without what it leaves as it is.
std::string settings_text(const View& view, const store::ScenarioRecord& scenario) {
  std::string list;
  for (const auto& setting : scenario.program.settings) {
    if (setting.from_default) continue;
    const std::string unit = report::unit_name(scenario.program, setting.unit, view.language());
    list += (list.empty() ? "" : "\n") + report::shown(setting.label, view.language(), setting.name) + ": " +
            report::with_unit(base::printable(setting.value), unit);
  }
  return list.empty() ? "-" : list;
}

Table described(const View& view) {
  Table made = table("scenario-list", view.words(Phrase::scenarios_caption),
                     {words("scenario", view.words(Phrase::column_scenario)),
                      words("description", view.words(Phrase::column_description)),
                      quotes("settings", view.words(Phrase::column_settings))});
  for (const auto& scenario : view.record.scenarios) {
    made.rows.push_back({cell(report::scenario_name(scenario.program, view.language())),
                         cell(report::shown(scenario.program.description, view.language())),
                         cell(settings_text(view, scenario))});
  }
  return made;
}

std::vector<const summarise::GroupCount*> joints_of(const View& view) {
  std::vector<const summarise::GroupCount*> joints;
  for (const auto& group : view.scenario().summary.groups) {
    if (!group.targets.empty()) joints.push_back(&group);
  }
  return joints;
}

/// Rows of one number a scenario.
void add_row(Table& table, const View& view, std::string label,
             const std::function<Cell(const store::ScenarioRecord&)>& make) {
  std::vector<Cell> row = {cell(std::move(label))};
  for (const auto& scenario : view.record.scenarios) row.push_back(make(scenario));
  table.rows.push_back(std::move(row));
}

Table side_by_side(const View& view) {
  Table made =
      table("scenarios", view.words(Phrase::side_by_side_caption), {words("label", view.words(Text::column_target))});
  for (const auto& scenario : view.record.scenarios) {
    made.columns.push_back(shares(scenario.program.scenario, report::scenario_name(scenario.program, view.language()),
                                  dataset_of(scenario, "probability")));
  }
  const auto listed = report::listed_targets(view.record.scenarios);
  std::vector<std::string> themes;
  for (const auto& one : listed) {
    if (std::find(themes.begin(), themes.end(), one.target->theme) == themes.end()) {
      themes.push_back(one.target->theme);
    }
  }
  for (const auto& theme : themes) {
    made.headings.emplace_back(made.rows.size(), report::theme_name(theme, view.language()));
    for (const auto& one : listed) {
      if (one.target->theme != theme) continue;
      add_row(made, view, report::target_name(*one.target, view.language()), [&](const auto& scenario) {
        const auto* count = count_of(scenario, one.target->code);
        return count == nullptr ? cell("-") : chance(view, counted(scenario.summary, *count));
      });
    }
  }
  made.headings.emplace_back(made.rows.size(), view.words(Text::groups_heading));
  for (const auto* group : joints_of(view)) {
    add_row(made, view, report::group_name(*group, view.language()), [&](const auto& scenario) {
      const auto& groups = scenario.summary.groups;
      const auto found =
          std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.name == group->name; });
      return found == groups.end() ? cell("-") : chance(view, counted(scenario.summary, *found));
    });
  }
  add_row(made, view, view.words(Text::matrix_all),
          [&](const auto& scenario) { return chance(view, counted_all(scenario.summary)); });
  return made;
}

/// The expected number met is no share: a table of its own.
Table expected(const View& view) {
  Table made = table("expected", view.words(Text::matrix_expected),
                     {words("scenario", view.words(Phrase::column_scenario)),
                      numbers("expected", view.words(Text::matrix_expected), "1", ""),
                      counts("assessed", view.words(Phrase::column_assessed), "")});
  for (const auto& scenario : view.record.scenarios) {
    const double mean = report::met_range(scenario.summary).mean;
    const auto assessed = scenario.summary.targets.size();
    made.columns[1].dataset = dataset_of(view.scenario(), "met_count");
    made.rows.push_back({cell(report::scenario_name(scenario.program, view.language())),
                         cell(report::number(mean, 1, view.language()), mean),
                         cell(std::to_string(assessed), static_cast<double>(assessed))});
  }
  return made;
}

Chart probabilities(const View& view) {
  std::vector<std::string> target, name;
  std::vector<double> probability, low, high, assumption_low, assumption_high;
  for (const std::size_t headline : headline_targets(view)) {
    const auto& of = report::target_of(view.scenario(), headline);
    for (const auto& scenario : view.record.scenarios) {
      const auto* count = count_of(scenario, of.code);
      if (count == nullptr) continue;
      const auto interval = view.options.intervals(counted(scenario.summary, *count));
      target.push_back(report::target_name(of, view.language()));
      name.push_back(report::scenario_name(scenario.program, view.language()));
      probability.push_back(static_cast<double>(count->hits) / static_cast<double>(scenario.summary.paths));
      low.push_back(interval.low);
      high.push_back(interval.high);
      assumption_low.push_back(count->assumptions.low);
      assumption_high.push_back(count->assumptions.high);
    }
  }
  Chart chart;
  chart.id = "scenario-probabilities";
  chart.kind = "scenarios";
  chart.title = view.words(Phrase::scenario_chart_title);
  chart.description = view.words(Phrase::scenario_chart_description);
  chart.words = {{"axis", view.words(Phrase::axis_probability)},
                 {"sampling", view.words(Phrase::column_interval)},
                 {"assumptions", view.words(Phrase::column_assumptions)}};
  chart.data = {{"scenarios",
                 {report::texts("target", target), report::texts("scenario", name),
                  report::numbers("probability", "1", probability), report::numbers("low", "1", low),
                  report::numbers("high", "1", high), report::numbers("assumption_low", "1", assumption_low),
                  report::numbers("assumption_high", "1", assumption_high)}}};
  chart.dataset = "/scenario/*/probability";
  return chart;
}

/// Differences from the scenario that the others of a kept comparison are held against, a chart a goal.
class KeptDifferences {
 public:
  KeptDifferences(const View& view, const analyse::Answer& answer, const analyse::AnswerTable& found)
      : view_(view),
        found_(found),
        at_(dataset_of(view, answer, "differences")),
        reference_(texts_in(found, "against").front()) {}

  /// `prefix` tells the charts of several comparisons apart.
  [[nodiscard]] std::vector<Chart> charts(const std::string& prefix) const {
    std::vector<Chart> made;
    std::string last;
    for (std::size_t i = 0; i < texts_in(found_, "goal").size(); ++i) {
      if (texts_in(found_, "against")[i] != reference_) continue;
      const std::string& goal = texts_in(found_, "goal")[i];
      if (made.empty() || goal != last) made.push_back(started(prefix + goal, goal_label(view_, goal)));
      last = goal;
      add(made.back(), i, goal_label(view_, goal));
    }
    return made;
  }

 private:
  [[nodiscard]] Chart started(const std::string& id, const std::string& target) const {
    Chart chart;
    const std::string against = scenario_label(view_, reference_);
    chart.id = id;
    chart.kind = "differences";
    chart.title = view_.words(Phrase::differences_title, {{"target", target}, {"against", against}});
    chart.description = view_.words(Phrase::differences_description);
    chart.words = {{"axis", view_.words(Phrase::axis_points)}, {"against", against}};
    chart.dataset = at_;
    chart.data = {
        {"differences",
         {report::texts("target", {}), report::texts("scenario", {}), report::numbers("difference", "1", {}),
          report::numbers("low", "1", {}), report::numbers("high", "1", {})}}};
    chart.table = table(id + "-table", chart.title,
                        {words("scenario", view_.words(Phrase::column_scenario)),
                         shares("difference", view_.words(Phrase::column_difference), at_),
                         in_data(shares("low", view_.words(Phrase::column_low), at_)),
                         in_data(shares("high", view_.words(Phrase::column_high), at_)),
                         on_page(words("interval", view_.words(Phrase::column_interval)))});
    return chart;
  }

  void add(Chart& chart, std::size_t row, const std::string& target) const {
    const std::string name = scenario_label(view_, texts_in(found_, "scenario")[row]);
    const double value = numbers_in(found_, "difference")[row];
    const double low = numbers_in(found_, "low")[row], high = numbers_in(found_, "high")[row];
    auto& columns = chart.data.front().columns;
    std::get<std::vector<std::string>>(columns[0].values).push_back(target);
    std::get<std::vector<std::string>>(columns[1].values).push_back(name);
    std::get<std::vector<double>>(columns[2].values).push_back(value);
    std::get<std::vector<double>>(columns[3].values).push_back(low);
    std::get<std::vector<double>>(columns[4].values).push_back(high);
    constexpr double points = 100;
    const auto said = report::difference_text(value, {low, high}, points, view_.language());
    Cell shown = cell(said.value, value);
    shown.signal = signal_of(said.tone);
    chart.table.rows.push_back({cell(name), std::move(shown), cell("", low), cell("", high), cell(said.range)});
  }

  const View& view_;
  const analyse::AnswerTable& found_;
  std::string at_, reference_;
};

/// Whether any difference reaches a twentieth of a point: a picture of noughts shows nothing.
bool tells(const Chart& chart) {
  constexpr double least = 0.0005;
  const auto& values = std::get<std::vector<double>>(chart.data.front().columns[2].values);
  return std::any_of(values.begin(), values.end(), [](double value) { return std::abs(value) >= least; });
}

}  // namespace

Section scenarios_section(const View& view) {
  Section section{"scenarios", view.words(Text::matrix_heading), view.words(Phrase::scenarios_navigation), {}};
  if (view.record.scenarios.size() < 2 || view.scenario().summary.targets.empty()) {
    section.blocks.push_back(described(view));
    return section;
  }
  section.blocks.push_back(Paragraph{view.words(Text::matrix_note)});
  section.blocks.push_back(probabilities(view));
  section.blocks.push_back(side_by_side(view));
  section.blocks.push_back(Paragraph{view.words(Phrase::side_by_side_note)});
  section.blocks.push_back(expected(view));
  section.blocks.push_back(Subheading{view.words(Phrase::differences_heading)});
  const auto answers = answers_to(view.record, "compare");
  if (answers.empty()) {
    section.blocks.push_back(Paragraph{view.words(Phrase::not_asked, {{"command", "compare"}})});
  } else {
    section.blocks.push_back(Paragraph{view.words(Phrase::differences_note)});
  }
  for (std::size_t k = 0; k < answers.size(); ++k) {
    const auto* found = table_in(*answers[k], "differences");
    if (found == nullptr || texts_in(*found, "against").empty()) continue;
    const std::string prefix = k == 0 ? "differences-" : "differences-" + std::to_string(k + 1) + "-";
    for (auto& chart : KeptDifferences(view, *answers[k], *found).charts(prefix)) {
      if (tells(chart)) section.blocks.push_back(std::move(chart));
    }
  }
  section.blocks.push_back(described(view));
  return section;
}

}  // namespace prospect::publish
