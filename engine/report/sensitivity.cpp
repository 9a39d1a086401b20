#include "report/sensitivity.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "report/json.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {
namespace {

/// What the columns stand for: target codes, and the joint if there is one.
struct Columns {
  std::vector<std::size_t> targets;     ///< indices into Program::targets of the first scenario
  const model::Joint* joint = nullptr;
};

Columns columns_of(const store::ScenarioRecord& scenario) {
  const model::Program& program = scenario.program;
  if (!program.joints.empty()) return {program.joints.front().targets, &program.joints.front()};
  Columns columns;
  for (const auto& count : scenario.summary.targets) columns.targets.push_back(count.target);
  return columns;
}

const summarise::TargetCount* count_of(const store::ScenarioRecord& scenario, const std::string& code) {
  for (const auto& count : scenario.summary.targets) {
    if (scenario.program.targets[count.target].code == code) return &count;
  }
  return nullptr;
}

const summarise::GroupCount* group_of(const store::ScenarioRecord& scenario, const std::string& name) {
  for (const auto& group : scenario.summary.groups) {
    if (group.name == name) return &group;
  }
  return nullptr;
}

/// Mean number of targets met; as reported where an indicator is declared, if `reported`.
double expected_met(const summarise::Summary& summary, bool reported) {
  double sum = 0;
  for (const auto& count : summary.targets) {
    const std::uint64_t hits = reported ? count.reported_hits.value_or(count.hits) : count.hits;
    sum += static_cast<double>(hits) / static_cast<double>(std::max<std::uint64_t>(summary.paths, 1));
  }
  return sum;
}

double share(std::uint64_t hits, const summarise::Summary& summary) {
  return static_cast<double>(hits) / static_cast<double>(std::max<std::uint64_t>(summary.paths, 1));
}

Cell chance_cell(std::uint64_t hits, const summarise::Summary& summary, base::Language language) {
  const auto interval = summarise::probability_interval(hits, summary.paths);
  return {probability(hits, summary.paths, interval, language)};
}

std::vector<Cell> row_of(const store::ScenarioRecord& scenario, const store::ScenarioRecord& first,
                         const Columns& columns, base::Language language) {
  std::vector<Cell> cells = {{scenario_name(scenario.program, language)}};
  for (const std::size_t target : columns.targets) {
    const auto* count = count_of(scenario, first.program.targets[target].code);
    cells.push_back(count == nullptr ? Cell{"-"} : chance_cell(count->hits, scenario.summary, language));
  }
  if (columns.joint != nullptr) {
    const auto* group = group_of(scenario, columns.joint->name);
    cells.push_back(group == nullptr ? Cell{"-"} : chance_cell(group->all_met, scenario.summary, language));
  }
  cells.push_back({number(expected_met(scenario.summary, false), 1, language)});
  cells.push_back({number(expected_met(scenario.summary, true), 1, language)});
  return cells;
}

struct Reach {
  double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
};

Reach reach_of(const store::RunRecord& record, const std::string& code) {
  Reach reach;
  for (const auto& scenario : record.scenarios) {
    const auto* count = count_of(scenario, code);
    if (count == nullptr) continue;
    reach.low = std::min(reach.low, share(count->hits, scenario.summary));
    reach.high = std::max(reach.high, share(count->hits, scenario.summary));
  }
  return reach;
}

}  // namespace

std::string sensitivity(const store::RunRecord& record, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto& first = record.scenarios.front();
  const Columns columns = columns_of(first);
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  std::vector<Column> heads = {{head(Text::column_assumption), Align::left, 40, 20, 2}};
  for (const std::size_t target : columns.targets) {
    heads.push_back({shown(first.program.targets[target].label, language, ""), Align::right, 16, 10});
  }
  if (columns.joint != nullptr) {
    heads.push_back({shown(columns.joint->label, language, columns.joint->name), Align::right, 16, 10});
  }
  heads.push_back({head(Text::column_expected), Align::right, 12, 8});
  heads.push_back({head(Text::column_expected_reported), Align::right, 12, 8});
  Table table(std::move(heads), options.columns());
  for (const auto& scenario : record.scenarios) table.row(row_of(scenario, first, columns, language));
  std::string said = headline(say(Text::sensitivity_heading, language,
                                  {{"label", scenario_name(first.program, language)}}),
                              options)
                         .substr(1);
  said += table.text(options.color) + "\n";
  for (const std::size_t target : columns.targets) {
    const auto& named = first.program.targets[target];
    const auto* count = count_of(first, named.code);
    if (count == nullptr) continue;
    const Reach reach = reach_of(record, named.code);
    said += paragraph("• ",
                      say(Text::sensitivity_range, language,
                          {{"target", target_name(named, language)},
                           {"p", percent(share(count->hits, first.summary), 0, language)},
                           {"low", percent(reach.low, 0, language)},
                           {"high", percent(reach.high, 0, language)}}),
                      options.columns());
  }
  said += "\n" + paragraph("", text(Text::sensitivity_note, language), options.columns());
  return finished(said);
}

std::string sensitivity_json(const store::RunRecord& record) {
  const auto& first = record.scenarios.front();
  const Columns columns = columns_of(first);
  std::vector<std::string> codes, rows, lowest, highest;
  for (const std::size_t target : columns.targets) {
    const auto& code = first.program.targets[target].code;
    const Reach reach = reach_of(record, code);
    codes.push_back(json::quoted(code));
    lowest.push_back(json::real(reach.low));
    highest.push_back(json::real(reach.high));
  }
  for (const auto& scenario : record.scenarios) {
    std::vector<std::string> chances;
    for (const std::size_t target : columns.targets) {
      const auto* count = count_of(scenario, first.program.targets[target].code);
      chances.push_back(count == nullptr ? "null" : json::real(share(count->hits, scenario.summary)));
    }
    const auto* group = columns.joint == nullptr ? nullptr : group_of(scenario, columns.joint->name);
    rows.push_back(json::object(
        {{"scenario", json::quoted(scenario.program.scenario)},
         {"label", json::label(scenario.program.label)},
         {"probabilities", json::array(chances)},
         {"joint", group == nullptr ? "null" : json::real(share(group->all_met, scenario.summary))},
         {"expected_met", json::real(expected_met(scenario.summary, false))},
         {"expected_reported", json::real(expected_met(scenario.summary, true))}}));
  }
  return json::object({{"targets", json::array(codes)},
                       {"rows", json::array(rows)},
                       {"lowest", json::array(lowest)},
                       {"highest", json::array(highest)}});
}

}  // namespace prospect::report
