#include "store/scenario_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/check.hpp"
#include "summarise/stopping.hpp"

namespace prospect::store {
namespace {

Share share_of(const summarise::Counted& of) {
  const summarise::Interval interval = summarise::IntervalRule()(of);
  const double value = of.paths == 0 ? std::numeric_limits<double>::quiet_NaN()
                                     : static_cast<double>(of.hits) / static_cast<double>(of.paths);
  return {value, interval.low, interval.high};
}

void name_variable(TargetRow& row, const model::Program& program) {
  if (!row.target.variable) return;
  const model::Variable& variable = program.variables.at(row.target.variable->value);
  row.variable = variable.name;
  row.variable_unit = variable.unit;
}

TargetRow assessed_row(const summarise::TargetCount& count, const ScenarioRecord& record) {
  TargetRow row;
  row.row = static_cast<int>(count.target);
  row.target = record.program.targets.at(count.target);
  row.count = count;
  row.share = share_of(counted(record.summary, count));
  name_variable(row, record.program);
  row.reported_hits =
      count.reported_hits ? static_cast<std::int64_t>(*count.reported_hits) : std::int64_t{-1};
  row.first_met.assign(count.first_met.begin(), count.first_met.end());
  PROSPECT_EXPECT(row.first_met.empty() || row.first_met.size() == record.summary.years.size());
  row.first_met.resize(record.summary.years.size(), -1);
  return row;
}

void flatten_targets(ScenarioRows& rows, const ScenarioRecord& record) {
  std::vector<bool> assessed(record.program.targets.size(), false);
  for (const auto& count : record.summary.targets) {
    rows.targets.push_back(assessed_row(count, record));
    assessed.at(count.target) = true;
  }
  for (std::size_t i = 0; i < assessed.size(); ++i) {
    if (assessed[i]) continue;
    TargetRow row;
    row.row = static_cast<int>(i);
    row.target = record.program.targets[i];
    rows.unassessed.push_back(std::move(row));
  }
}

void flatten_groups(ScenarioRows& rows, const ScenarioRecord& record) {
  const auto& joints = record.program.joints;
  for (const auto& group : record.summary.groups) {
    const bool is_joint = std::any_of(joints.begin(), joints.end(),
                                      [&](const auto& joint) { return joint.name == group.name; });
    std::vector<std::int8_t> members(rows.targets.size(), 0);
    for (const std::size_t target : group.targets) members.at(target) = 1;
    rows.groups.push_back({group.name, is_joint ? "joint" : "theme", group.label,
                           std::move(members), group.all_met,
                           share_of(counted(record.summary, group)), group.assumptions});
  }
}

void flatten_parameters(ScenarioRows& rows, const ScenarioRecord& record) {
  using Role = model::Parameter::Role;
  const model::Program& program = record.program;
  PROSPECT_EXPECT(record.estimate.learned.size() == program.parameters.size());
  for (std::size_t i = 0; i < program.parameters.size(); ++i) {
    ParameterRow row{program.parameters[i], "", record.estimate.learned.at(i)};
    const auto role = row.parameter.role;
    if (role == Role::drift || role == Role::sigma || role == Role::level) {
      row.of = program.variables.at(row.parameter.of.value).name;
    }
    rows.parameters.push_back(std::move(row));
  }
  for (const auto& fit : record.estimate.families) {
    const auto found = std::find_if(program.families.begin(), program.families.end(),
                                    [&](const auto& family) { return family.name == fit.family; });
    rows.families.push_back({fit, found == program.families.end() ? base::Label{} : found->label});
  }
}

void flatten_words(ScenarioRows& rows, const ScenarioRecord& record) {
  const model::Program& program = record.program;
  rows.name = program.scenario;
  rows.file = record.file;
  rows.label = program.label;
  rows.description = program.description;
  rows.model_title = program.title;
  rows.region = program.region;
  rows.base_year = program.base_year;
  rows.end_year = program.end_year;
  rows.failed_limit = program.failed_limit;
  rows.settings = program.settings;
  rows.display = record.display;
  for (const auto& [unit, label] : program.unit_labels) rows.units.push_back({unit, label});
  for (const base::Problem& note : program.notes.sorted()) {
    rows.notes.push_back({note.kind, note.message, note.hint, note.place});
  }
}

}  // namespace

std::string seed_text(std::uint64_t seed) { return fmt::format("{:016x}", seed); }

ScenarioRows flatten(const ScenarioRecord& record) {
  const summarise::Summary& summary = record.summary;
  ScenarioRows rows;
  flatten_words(rows, record);
  rows.seed_hex = seed_text(summary.seed);
  rows.first_path = summary.first_path;
  rows.simulated = summary.simulated;
  rows.paths = summary.paths;
  rows.observed = summary.observed;
  rows.failed = summary.failed;
  rows.all_met = summary.all_met;
  rows.all_met_share = share_of(counted_all(summary));
  rows.all_assumptions = summary.all_assumptions;
  rows.years = summary.years;
  rows.levels.assign(summarise::quantile_levels.begin(), summarise::quantile_levels.end());
  rows.faults = summary.faults;
  rows.met_count = summary.met_count;
  rows.both_missed = summary.both_missed;
  for (const auto& one : summary.scramblings) {
    rows.scramblings.push_back({one, summary.coordinates, summary.plain_words});
  }
  for (const model::VariableId id : summary.indicators) {
    rows.indicators.push_back(record.program.variables.at(id.value));
  }
  PROSPECT_EXPECT(summary.spreads.size() == summary.indicators.size());
  for (const auto& years : summary.spreads) {
    PROSPECT_EXPECT(years.size() == summary.years.size());
    rows.spreads.insert(rows.spreads.end(), years.begin(), years.end());
  }
  flatten_targets(rows, record);
  flatten_groups(rows, record);
  flatten_parameters(rows, record);
  return rows;
}

}  // namespace prospect::store
