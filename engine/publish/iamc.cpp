#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>

#include "publish/csv.hpp"
#include "publish/iamc_names.hpp"
#include "report/names.hpp"

namespace prospect::publish {
namespace {

using iamc_names::level;
using iamc_names::plain;

/// One row: a variable over the years.
struct Series {
  std::string variable, unit;
  std::map<int, double> values;
};

/// Shares of targets are in percent, as the format's users have shares.
constexpr const char* percent = "%";

/// The format asks for a unit in every row.
std::string unit_of(const model::Program& program, const std::string& unit) {
  const std::string shown = plain(report::unit_name(program, unit, base::Language::english));
  return shown.empty() ? "unitless" : shown;
}

std::string below(const std::string& theme, const std::string& name) {
  const std::string first = level(report::theme_name(theme, base::Language::english));
  return first.empty() ? level(name) : first + "|" + level(name);
}

// ---- indicators ---------------------------------------------------------------------------------

/// Statistics of an indicator: name of the level and how the number is had from a spread.
struct Statistic {
  std::string name;
  double (*of)(const summarise::Spread&);
};

std::vector<Series> statistics(const Series& of, const std::vector<summarise::Spread>& spreads,
                               const std::vector<int>& years) {
  std::vector<Series> all;
  const auto add = [&](const std::string& name, const auto& figure) {
    Series one{of.variable + "|" + name, of.unit, {}};
    for (std::size_t t = 0; t < years.size(); ++t) one.values[years[t]] = figure(spreads[t]);
    all.push_back(std::move(one));
  };
  for (std::size_t k = 0; k < summarise::quantile_levels.size(); ++k) {
    add(fmt::format("{}th Percentile", std::lround(100 * summarise::quantile_levels[k])),
        [k](const summarise::Spread& spread) { return spread.quantiles[k]; });
  }
  for (const auto& [name, figure] :
       {Statistic{"Mean", [](const summarise::Spread& s) { return s.mean; }},
        Statistic{"Standard Deviation", [](const summarise::Spread& s) { return s.sd; }},
        Statistic{"Minimum", [](const summarise::Spread& s) { return s.minimum; }},
        Statistic{"Maximum", [](const summarise::Spread& s) { return s.maximum; }}}) {
    add(name, figure);
  }
  return all;
}

/// Printed figures of an indicator's own history; those of another definition are no earlier years of its fan.
Series history(const Series& of, const store::ScenarioRecord& scenario, const model::Variable& variable) {
  Series one = of;
  if (variable.series.empty()) return one;
  for (const auto& figure : scenario.display.past) {
    if (figure.indicator == variable.name) one.values.emplace(figure.year, figure.value);
  }
  return one;
}

void add_indicators(std::vector<Series>& all, const store::ScenarioRecord& scenario) {
  const auto& summary = scenario.summary;
  std::vector<iamc_names::Named> named;
  for (const auto id : summary.indicators) {
    const auto& variable = scenario.program.variables[id.value];
    named.push_back({variable.name, variable.label});
  }
  const auto names = iamc_names::distinct(named);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& variable = scenario.program.variables[summary.indicators[i].value];
    const Series of{below(variable.theme, names[i]), unit_of(scenario.program, variable.unit), {}};
    all.push_back(history(of, scenario, variable));
    for (auto& one : statistics(of, summary.spreads[i], summary.years)) all.push_back(std::move(one));
  }
}

// ---- targets ------------------------------------------------------------------------------------

double in_percent(std::uint64_t hits, std::uint64_t paths) {
  return paths == 0 ? std::nan("") : 100 * static_cast<double>(hits) / static_cast<double>(paths);
}

void add_targets(std::vector<Series>& all, const store::ScenarioRecord& scenario) {
  const auto& [program, summary] = std::tie(scenario.program, scenario.summary);
  std::vector<iamc_names::Named> named;
  for (const auto& count : summary.targets) {
    named.push_back({program.targets[count.target].code, program.targets[count.target].label});
  }
  const auto names = iamc_names::distinct(named);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& count = summary.targets[i];
    const auto& target = program.targets[count.target];
    const std::string name = below(target.theme, names[i]);
    all.push_back({"Probability|" + name, percent, {{target.year, in_percent(count.hits, summary.paths)}}});
    const std::string unit = unit_of(program, target.unit);
    if (target.direction == model::Target::Direction::between) {
      all.push_back({"Target|" + name + "|Minimum", unit, {{target.year, target.value}}});
      all.push_back({"Target|" + name + "|Maximum", unit, {{target.year, target.high}}});
    } else {
      all.push_back({"Target|" + name, unit, {{target.year, target.value}}});
    }
  }
}

/// Sets of targets have the plan's last year.
void add_groups(std::vector<Series>& all, const store::ScenarioRecord& scenario) {
  const auto& program = scenario.program;
  const auto& summary = scenario.summary;
  if (summary.targets.empty()) return;
  const auto add = [&, end = program.end_year](const std::string& name, std::uint64_t hits) {
    all.push_back({"Probability|" + name, percent, {{end, in_percent(hits, summary.paths)}}});
  };
  add("All Targets", summary.all_met);
  std::vector<iamc_names::Named> named;
  for (const auto& group : summary.groups) {
    const std::string theme = report::theme_name(group.name, base::Language::english);
    named.push_back({group.name, group.label.en.empty() ? base::Label{theme, ""} : group.label});
  }
  const auto names = iamc_names::distinct(named);
  for (std::size_t i = 0; i < names.size(); ++i) add("All Targets|" + level(names[i]), summary.groups[i].all_met);
}

// ---- the table ----------------------------------------------------------------------------------

std::vector<Series> series_of(const store::ScenarioRecord& scenario) {
  std::vector<Series> all;
  add_indicators(all, scenario);
  add_targets(all, scenario);
  add_groups(all, scenario);
  std::erase_if(all, [](Series& one) {
    std::erase_if(one.values, [](const auto& entry) { return !std::isfinite(entry.second); });
    return one.values.empty();
  });
  return all;
}

std::vector<std::string> scenario_names(const store::RunRecord& record) {
  std::vector<iamc_names::Named> named;
  for (const auto& scenario : record.scenarios) named.push_back({scenario.program.scenario, scenario.program.label});
  return iamc_names::distinct(named);
}

std::string model_name(const store::RunRecord& record, const model::Program& program) {
  const std::string title = plain(program.title.en);
  const std::string engine = "Prospect " + plain(record.program_version);
  return title.empty() ? engine : engine + " (" + title + ")";
}

std::string region_name(const model::Program& program) {
  const std::string name = plain(program.region.en);
  return name.empty() ? "Region" : name;
}

void write_row(CsvText& csv, const Series& one, const std::set<int>& years) {
  csv.text(one.variable);
  csv.text(one.unit);
  for (const int year : years) {
    const auto found = one.values.find(year);
    if (found == one.values.end()) csv.text("");
    else csv.number(found->second);
  }
  csv.end_row();
}

}  // namespace

std::string iamc(const store::RunRecord& record) {
  std::vector<std::vector<Series>> all;
  std::set<int> years;
  for (const auto& scenario : record.scenarios) {
    all.push_back(series_of(scenario));
    for (const auto& one : all.back()) {
      for (const auto& [year, value] : one.values) years.insert(year);
    }
  }
  CsvText csv{CsvForm{}};
  for (const char* head : {"Model", "Scenario", "Region", "Variable", "Unit"}) csv.text(head);
  for (const int year : years) csv.text(std::to_string(year));
  csv.end_row();
  const auto names = scenario_names(record);
  for (std::size_t s = 0; s < all.size(); ++s) {
    const auto& program = record.scenarios[s].program;
    for (const auto& one : all[s]) {
      csv.text(model_name(record, program));
      csv.text(names[s]);
      csv.text(region_name(program));
      write_row(csv, one, years);
    }
  }
  return csv.all();
}

}  // namespace prospect::publish
