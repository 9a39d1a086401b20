#include "store/scenario_rows.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "store/columns.hpp"

namespace prospect::store {
namespace {

// More than any run has; all of them are doubles and sums of a few still counts.
constexpr std::uint64_t most_paths = std::uint64_t{1} << 53;
constexpr int last_year = 9999;

void require(bool sound, const char* otherwise) {
  if (!sound) throw Unfit(otherwise);
}

// Index of a variable by name; one that is no indicator is added behind them.
model::VariableId variable_named(model::Program& program, const std::string& name,
                                 const std::string& unit) {
  auto& all = program.variables;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto& variable) { return variable.name == name; });
  const auto position = static_cast<std::size_t>(found - all.begin());
  if (found == all.end()) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    model::Variable variable{};
    variable.name = name;
    variable.unit = unit;
    variable.kind = model::Variable::Kind::hidden;
    variable.limit_low = -infinity;
    variable.limit_high = infinity;
    all.push_back(std::move(variable));
  }
  return model::VariableId(position);
}

model::Target& place_target(std::vector<model::Target>& targets, std::vector<bool>& placed,
                            const TargetRow& row) {
  const auto position = static_cast<std::size_t>(row.row);
  require(row.row >= 0 && position < targets.size() && !placed[position],
          "the rows of the targets do not make one table");
  placed[position] = true;
  return targets[position] = row.target;
}

void restore_targets(ScenarioRecord& record, const ScenarioRows& rows) {
  model::Program& program = record.program;
  program.targets.resize(rows.targets.size() + rows.unassessed.size());
  std::vector<bool> placed(program.targets.size(), false);
  for (const TargetRow& row : rows.targets) {
    model::Target& target = place_target(program.targets, placed, row);
    require(!row.variable.empty(), "an assessed target names no indicator");
    target.variable = variable_named(program, row.variable, row.variable_unit);
    summarise::TargetCount count = row.count;
    count.target = static_cast<std::size_t>(row.row);
    require(count.hits <= rows.paths && count.only_miss <= rows.paths,
            "a target counts more paths than there are");
    require(row.reported_hits <= static_cast<std::int64_t>(rows.paths),
            "'reported_hits' counts more paths than there are");
    require(0 <= target.from && target.from <= last_year && 0 <= target.year && target.year <= last_year,
            "a year of a target is none");
    require(std::all_of(row.first_met.begin(), row.first_met.end(),
                        [&](std::int64_t paths) { return paths <= static_cast<std::int64_t>(rows.paths); }),
            "'first_met' counts more paths than there are");
    if (row.reported_hits >= 0) count.reported_hits = static_cast<std::uint64_t>(row.reported_hits);
    for (const std::int64_t paths : row.first_met) {
      if (paths >= 0) count.first_met.push_back(static_cast<std::uint64_t>(paths));
    }
    require(count.first_met.empty() || count.first_met.size() == rows.years.size(),
            "'first_met' lacks some years of a target");
    record.summary.targets.push_back(std::move(count));
  }
  for (const TargetRow& row : rows.unassessed) {
    model::Target& target = place_target(program.targets, placed, row);
    target.low_bound = target.high_bound = std::numeric_limits<double>::quiet_NaN();
  }
}

void restore_groups(ScenarioRecord& record, const ScenarioRows& rows) {
  for (const GroupRow& row : rows.groups) {
    require(row.all_met <= rows.paths, "a group counts more paths than there are");
    require(row.kind == "joint" || row.kind == "theme", "'group_kind' is neither theme nor joint");
    summarise::GroupCount group{row.name, row.label, {}, row.all_met, row.assumptions};
    model::Joint joint{row.name, row.label, {}};
    for (std::size_t i = 0; i < row.members.size(); ++i) {
      if (row.members[i] == 0) continue;
      group.targets.push_back(i);
      joint.targets.push_back(record.summary.targets[i].target);
    }
    record.summary.groups.push_back(std::move(group));
    if (row.kind == "joint") record.program.joints.push_back(std::move(joint));
  }
}

void restore_parameters(ScenarioRecord& record, const ScenarioRows& rows) {
  for (const ParameterRow& row : rows.parameters) {
    model::Parameter parameter = row.parameter;
    if (!row.of.empty()) parameter.of = variable_named(record.program, row.of, "");
    record.program.parameters.push_back(std::move(parameter));
    record.estimate.learned.push_back(row.learned);
  }
  for (const FamilyRow& row : rows.families) {
    model::Family family;
    family.name = row.fit.family;
    family.label = row.label;
    record.program.families.push_back(std::move(family));
    record.estimate.families.push_back(row.fit);
  }
}

void restore_words(ScenarioRecord& record, const ScenarioRows& rows) {
  model::Program& program = record.program;
  record.file = rows.file;
  program.scenario = rows.name;
  program.title = rows.model_title;
  program.region = rows.region;
  program.label = rows.label;
  program.description = rows.description;
  program.base_year = rows.base_year;
  program.end_year = rows.end_year;
  program.failed_limit = rows.failed_limit;
  program.settings = rows.settings;
  for (const UnitRow& row : rows.units) program.unit_labels[row.unit] = row.label;
  const auto& kinds = base::problem_kinds();
  for (const NoteRow& row : rows.notes) {
    require(std::any_of(kinds.begin(), kinds.end(),
                        [&](const auto& kind) { return kind.code == row.kind; }),
            "'note_kind' holds a kind of warning that does not exist");
    program.notes.add(row.kind, row.place, row.message, row.hint);
  }
}

/// Counts of the scramblings add up to those of the run; one scrambling alone has no spread.
void restore_scramblings(summarise::Summary& summary, const ScenarioRows& rows) {
  require(rows.scramblings.size() != 1, "'scrambling' has one row only");
  for (const ScramblingRow& row : rows.scramblings) {
    require(row.coordinates == rows.scramblings.front().coordinates &&
                row.plain_words == rows.scramblings.front().plain_words,
            "the scramblings differ in their words");
    summary.scramblings.push_back(row.count);
    summary.coordinates = row.coordinates;
    summary.plain_words = row.plain_words;
  }
  if (rows.scramblings.empty()) return;
  const auto adds_up = [&](std::uint64_t total, auto of) {
    std::uint64_t sum = 0;
    for (const auto& one : summary.scramblings) {
      require(of(one) <= one.paths, "a scrambling counts more paths than it has");
      require(of(one) <= total - sum, "the counts of the scramblings do not add up");
      sum += of(one);
    }
    require(sum == total, "the counts of the scramblings do not add up");
  };
  adds_up(summary.paths, [](const auto& one) { return one.paths; });
  for (std::size_t i = 0; i < summary.targets.size(); ++i) {
    adds_up(summary.targets[i].hits, [=](const auto& one) { return one.hits[i]; });
    adds_up(summary.targets[i].reported_hits.value_or(0), [=](const auto& one) { return one.reported_hits[i]; });
  }
  for (std::size_t i = 0; i < summary.groups.size(); ++i) {
    adds_up(summary.groups[i].all_met, [=](const auto& one) { return one.groups[i]; });
  }
  for (std::size_t k = 0; k < summary.met_count.size(); ++k) {
    adds_up(summary.met_count[k], [=](const auto& one) { return one.met_count[k]; });
  }
}

/// Charts and past figures are looked up by the names they bear: each must be there.
void restore_display(ScenarioRecord& record, const ScenarioRows& rows) {
  const auto is_indicator = [&](const std::string& name) {
    return std::any_of(rows.indicators.begin(), rows.indicators.end(),
                       [&](const auto& indicator) { return indicator.name == name; });
  };
  for (const model::Chart& chart : rows.display.charts) {
    require(is_indicator(chart.indicator), "'chart_indicator' names an indicator that is not there");
    require(chart.line.empty() || is_indicator(chart.line), "'chart_line' names an indicator that is not there");
    require(std::any_of(rows.targets.begin(), rows.targets.end(),
                        [&](const auto& row) { return row.target.code == chart.target; }),
            "'chart_target' names a target that is not assessed");
  }
  for (const model::PastFigure& figure : rows.display.past) {
    require(is_indicator(figure.indicator), "'past_indicator' names an indicator that is not there");
    require(std::isfinite(figure.value), "'past_value' holds something that is no number");
    require(0 <= figure.year && figure.year <= last_year, "'past_year' holds something that is no year");
  }
  record.display = rows.display;
}

void restore_summary(summarise::Summary& summary, const ScenarioRows& rows) {
  const std::size_t targets = rows.targets.size();
  require(rows.met_count.size() == targets + 1, "'met' is not one longer than 'target'");
  require(rows.both_missed.size() == targets * targets, "'both_missed' is not square");
  require(rows.paths <= rows.simulated, "more paths count than were simulated");
  require(rows.simulated <= most_paths, "more paths were simulated than can be counted");
  const auto some = [&](std::uint64_t paths) { return paths <= rows.paths; };
  require(rows.failed <= rows.paths && rows.all_met <= rows.paths &&
              std::all_of(rows.met_count.begin(), rows.met_count.end(), some) &&
              std::all_of(rows.both_missed.begin(), rows.both_missed.end(), some),
          "more paths are counted than there are");
  require(std::all_of(rows.observed.begin(), rows.observed.end(),
                      [&](const auto& figure) { return figure.agreeing <= rows.simulated; }),
          "more paths agree with a figure than were simulated");
  require(0 <= rows.base_year && rows.base_year <= rows.end_year && rows.end_year <= last_year &&
              std::all_of(rows.years.begin(), rows.years.end(),
                          [&](int year) { return rows.base_year < year && year <= rows.end_year; }),
          "the years lie outside the horizon");
  require(std::equal(rows.levels.begin(), rows.levels.end(), summarise::quantile_levels.begin(),
                     summarise::quantile_levels.end()),
          "'quantile' holds other levels than this program knows");
  summary.seed = seed_from(rows.seed_hex);
  summary.first_path = rows.first_path;
  summary.simulated = rows.simulated;
  summary.paths = rows.paths;
  summary.observed = rows.observed;
  summary.failed = rows.failed;
  summary.all_met = rows.all_met;
  summary.all_assumptions = rows.all_assumptions;
  summary.faults = rows.faults;
  summary.years = rows.years;
  summary.met_count = rows.met_count;
  summary.both_missed = rows.both_missed;
  const auto years = static_cast<std::ptrdiff_t>(rows.years.size());
  auto next = rows.spreads.begin();
  for (std::size_t i = 0; i < rows.indicators.size(); ++i, next += years) {
    summary.indicators.push_back(model::VariableId(i));
    summary.spreads.emplace_back(next, next + years);
  }
}

}  // namespace

std::uint64_t seed_from(const std::string& text) {
  constexpr std::size_t digits = 16;
  std::uint64_t seed = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, seed, 16);
  require(text.size() == digits && rest == end && error == std::errc(),
          "'seed_hex' is not 16 hexadecimal digits");
  return seed;
}

ScenarioRecord restore(const ScenarioRows& rows) {
  ScenarioRecord record;
  restore_words(record, rows);
  record.program.variables = rows.indicators;
  for (auto& variable : record.program.variables) variable.indicator = true;
  restore_summary(record.summary, rows);
  restore_targets(record, rows);
  restore_groups(record, rows);
  restore_scramblings(record.summary, rows);
  restore_parameters(record, rows);
  restore_display(record, rows);
  return record;
}

}  // namespace prospect::store
