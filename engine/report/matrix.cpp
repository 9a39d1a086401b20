#include "report/matrix.hpp"

#include <algorithm>
#include <functional>
#include <span>
#include <vector>

#include "report/fate.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/sentences.hpp"
#include "report/texts.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {
namespace {

constexpr int label_least = 33, label_most = 46, label_lines = 2;
constexpr int scenario_width = 14, gap = 2;

using Scenarios = std::span<const store::ScenarioRecord>;

Cell probability_cell(const summarise::Counted& of, const VerdictOptions& options) {
  if (of.paths == 0) return {"-"};
  const auto interval = options.intervals(of);
  return {probability(of.hits, of.paths, interval, options.language), tone_of(likelihood(interval))};
}

// A row whose cell in each scenario is `cell` of it.
void add_row(Table& table, const std::string& label, Scenarios scenarios,
             const std::function<Cell(const store::ScenarioRecord&)>& cell) {
  std::vector<Cell> cells = {{label}};
  for (const store::ScenarioRecord& scenario : scenarios) cells.push_back(cell(scenario));
  table.row(std::move(cells));
}

Cell target_cell(const store::ScenarioRecord& scenario, const std::string& code,
                 const VerdictOptions& options) {
  for (const summarise::TargetCount& count : scenario.summary.targets) {
    if (scenario.program.targets[count.target].code != code) continue;
    return probability_cell(counted(scenario.summary, count), options);
  }
  return {"-"};
}

void add_targets(Table& table, const std::vector<Listed>& listed, Scenarios panel, const VerdictOptions& options) {
  const base::Language language = options.language;
  std::vector<std::string> themes;
  for (const Listed& one : listed) {
    const std::string& theme = one.target->theme;
    if (std::find(themes.begin(), themes.end(), theme) == themes.end()) themes.push_back(theme);
  }
  for (const std::string& theme : themes) {
    table.heading(theme_name(theme, language));
    for (const Listed& one : listed) {
      if (one.target->theme != theme) continue;
      add_row(table, target_name(*one.target, language), panel, [&](const auto& scenario) {
        return target_cell(scenario, one.target->code, options);
      });
    }
  }
}

std::vector<const summarise::GroupCount*> listed_groups(Scenarios scenarios) {
  std::vector<const summarise::GroupCount*> groups;
  for (const store::ScenarioRecord& scenario : scenarios) {
    for (const summarise::GroupCount& group : scenario.summary.groups) {
      const bool is_there = std::any_of(groups.begin(), groups.end(), [&](const auto* other) {
        return other->name == group.name;
      });
      if (!is_there && !group.targets.empty()) groups.push_back(&group);
    }
  }
  return groups;
}

Cell group_cell(const store::ScenarioRecord& scenario, const std::string& name,
                const VerdictOptions& options) {
  for (const summarise::GroupCount& group : scenario.summary.groups) {
    if (group.name != name || group.targets.empty()) continue;
    return probability_cell(counted(scenario.summary, group), options);
  }
  return {"-"};
}

Cell expected_cell(const summarise::Summary& summary, base::Language language) {
  if (summary.targets.empty()) return {"-"};
  return {number(met_range(summary).mean, 1, language) + "/" +
          std::to_string(summary.targets.size())};
}

void add_together(Table& table, Scenarios all, Scenarios panel, const VerdictOptions& options) {
  const base::Language language = options.language;
  table.heading(std::string(text(Text::groups_heading, language)));
  for (const summarise::GroupCount* group : listed_groups(all)) {
    add_row(table, group_name(*group, language), panel,
            [&](const auto& scenario) { return group_cell(scenario, group->name, options); });
  }
  add_row(table, std::string(text(Text::matrix_all, language)), panel, [&](const auto& scenario) {
    const summarise::Summary& summary = scenario.summary;
    if (summary.targets.empty()) return Cell{"-"};
    return probability_cell(counted_all(summary), options);
  });
  add_row(table, std::string(text(Text::matrix_expected, language)), panel,
          [&](const auto& scenario) { return expected_cell(scenario.summary, language); });
}

std::string panel_text(const store::RunRecord& record, Scenarios panel, const VerdictOptions& options) {
  const Scenarios all(record.scenarios);
  const base::Language language = options.language;
  std::vector<Column> columns = {{std::string(text(Text::column_target, language)), Align::left,
                                  label_most, label_least, label_lines}};
  for (const store::ScenarioRecord& scenario : panel) {
    columns.push_back(
        {scenario_name(scenario.program, language), Align::right, scenario_width, 10});
  }
  Table table(std::move(columns), options.columns());
  add_targets(table, listed_targets(record.scenarios), panel, options);
  add_together(table, all, panel, options);
  return "\n" + table.text(options.color);
}

}  // namespace

std::string matrix(const store::RunRecord& record, const VerdictOptions& options) {
  const Scenarios all(record.scenarios);
  const int room = options.columns() - label_least;
  const auto fitting = static_cast<std::size_t>(std::max(1, room / (scenario_width + gap)));
  // Panels of nearly equal size: 5 scenarios where 4 fit read better as 3 and 2.
  const std::size_t panels = (all.size() + fitting - 1) / fitting;
  std::string said =
      headline(std::string(text(Text::matrix_heading, options.language)), options) +
      paragraph("", text(Text::matrix_note, options.language), options.columns());
  for (std::size_t i = 0; i < panels; ++i) {
    const std::size_t first = i * all.size() / panels, next = (i + 1) * all.size() / panels;
    said += panel_text(record, all.subspan(first, next - first), options);
  }
  return said;
}

}  // namespace prospect::report
