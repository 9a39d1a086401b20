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

Cell chance(const View& view, const store::ScenarioRecord& scenario, std::uint64_t hits) {
  const auto fate = report::fate(hits, scenario.summary.paths, view.options);
  Cell made = cell(fate.probability, static_cast<double>(hits) / static_cast<double>(scenario.summary.paths));
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
        return count == nullptr ? cell("-") : chance(view, scenario, count->hits);
      });
    }
  }
  made.headings.emplace_back(made.rows.size(), view.words(Text::groups_heading));
  for (const auto* group : joints_of(view)) {
    add_row(made, view, report::group_name(*group, view.language()), [&](const auto& scenario) {
      const auto& groups = scenario.summary.groups;
      const auto found =
          std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.name == group->name; });
      return found == groups.end() ? cell("-") : chance(view, scenario, found->all_met);
    });
  }
  add_row(made, view, view.words(Text::matrix_all),
          [&](const auto& scenario) { return chance(view, scenario, scenario.summary.all_met); });
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
      const auto interval = view.options.intervals(count->hits, scenario.summary.paths);
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

/// Differences against the first scenario of a kept comparison.
void add_differences(const View& view, const analyse::Answer& answer, Section& section) {
  const auto* found = table_in(answer, "differences");
  if (found == nullptr || texts_in(*found, "against").empty()) return;
  const auto &goal = texts_in(*found, "goal"), &name = texts_in(*found, "scenario"),
             &against = texts_in(*found, "against");
  const auto &value = numbers_in(*found, "difference"), &low = numbers_in(*found, "low"),
             &high = numbers_in(*found, "high");
  const std::string reference = against.front(), at = dataset_of(answer, "differences");
  const std::string number = std::to_string(section.blocks.size());
  Chart chart;
  chart.id = "differences-" + number;
  chart.kind = "differences";
  chart.title = view.words(Phrase::differences_title, {{"against", scenario_label(view, reference)}});
  chart.description = view.words(Phrase::differences_description);
  chart.words = {{"axis", view.words(Phrase::axis_points)}, {"against", scenario_label(view, reference)}};
  chart.dataset = at;
  chart.table =
      table("differences-table-" + number, chart.title,
            {words("target", view.words(Text::column_target)), words("scenario", view.words(Phrase::column_scenario)),
             shares("difference", view.words(Phrase::column_difference), at),
             in_data(shares("low", view.words(Phrase::column_low), at)),
             in_data(shares("high", view.words(Phrase::column_high), at)),
             on_page(words("interval", view.words(Phrase::column_interval)))});
  std::vector<std::string> targets, names;
  std::vector<double> values, lows, highs;
  for (std::size_t i = 0; i < goal.size(); ++i) {
    if (against[i] != reference) continue;
    targets.push_back(goal_label(view, goal[i]));
    names.push_back(scenario_label(view, name[i]));
    values.push_back(value[i]);
    lows.push_back(low[i]);
    highs.push_back(high[i]);
    constexpr double points = 100;
    const auto said = report::difference_text(value[i], {low[i], high[i]}, points, view.language());
    Cell shown = cell(said.value, value[i]);
    shown.signal = signal_of(said.tone);
    chart.table.rows.push_back({cell(targets.back()), cell(names.back()), std::move(shown), cell("", low[i]),
                                cell("", high[i]), cell(said.range)});
  }
  chart.data = {{"differences",
                 {report::texts("target", targets), report::texts("scenario", names),
                  report::numbers("difference", "1", values), report::numbers("low", "1", lows),
                  report::numbers("high", "1", highs)}}};
  section.blocks.push_back(std::move(chart));
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
  section.blocks.push_back(expected(view));
  section.blocks.push_back(Subheading{view.words(Phrase::differences_heading)});
  const auto answers = answers_to(view.record, "compare");
  if (answers.empty()) {
    section.blocks.push_back(Paragraph{view.words(Phrase::not_asked, {{"command", "compare"}})});
  } else {
    section.blocks.push_back(Paragraph{view.words(Phrase::differences_note)});
  }
  for (const auto* answer : answers) add_differences(view, *answer, section);
  section.blocks.push_back(described(view));
  return section;
}

}  // namespace prospect::publish
