#include <algorithm>
#include <cmath>

#include "publish/sections.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/answer.hpp"

namespace prospect::publish {
namespace {

constexpr std::size_t most_headlines = 3;
constexpr std::array<const char*, 7> level_names = {"q05", "q10", "q25", "q50", "q75", "q90", "q95"};

/// Years against the quantiles of an indicator.
struct Years {
  std::vector<double> year;
  std::array<std::vector<double>, level_names.size()> levels;

  void add(int of, const std::array<double, level_names.size()>& values) {
    year.push_back(of);
    for (std::size_t k = 0; k < values.size(); ++k) levels[k].push_back(values[k]);
  }
};

Years fan_years(const store::ScenarioRecord& scenario, std::size_t indicator) {
  Years years;
  const auto& summary = scenario.summary;
  for (std::size_t t = 0; t < summary.years.size(); ++t) {
    years.add(summary.years[t], summary.spreads[indicator][t].quantiles);
  }
  return years;
}

analyse::AnswerTable fan_data(const Years& years) {
  analyse::AnswerTable data{"fan", {report::numbers("year", "1", years.year)}};
  for (std::size_t k = 0; k < level_names.size(); ++k) {
    data.columns.push_back(report::numbers(level_names[k], "1", years.levels[k]));
  }
  return data;
}

/// Printed figures of an indicator.
std::vector<const model::PastFigure*> past_of(const store::ScenarioRecord& scenario, const std::string& indicator) {
  std::vector<const model::PastFigure*> figures;
  for (const auto& figure : scenario.display.past) {
    if (figure.indicator == indicator) figures.push_back(&figure);
  }
  return figures;
}

std::string status_words(const View& view, const std::string& status) {
  if (status == "estimate") return view.words(Phrase::status_estimate);
  return view.words(status == "derived" ? Phrase::status_derived : Phrase::status_actual);
}

analyse::AnswerTable past_data(const View& view, const std::vector<const model::PastFigure*>& figures) {
  std::vector<double> year, value;
  std::vector<std::string> status;
  for (const auto* figure : figures) {
    year.push_back(figure->year);
    value.push_back(figure->value);
    status.push_back(status_words(view, figure->status));
  }
  return {
      "past",
      {report::numbers("year", "1", year), report::numbers("value", "1", value), report::texts("status", status)}};
}

/// The line of the target: medians of an indicator, or the target's value from the base year to its own.
analyse::AnswerTable target_line(const FanRequest& request) {
  std::vector<double> year, value;
  const auto& summary = request.scenario->summary;
  if (request.line) {
    constexpr std::size_t middle = 3;
    for (std::size_t t = 0; t < summary.years.size(); ++t) {
      year.push_back(summary.years[t]);
      value.push_back(summary.spreads[*request.line][t].quantiles[middle]);
    }
  } else if (request.target != nullptr) {
    const double wanted = request.target->value * request.target->scale;
    year = {static_cast<double>(request.scenario->program.base_year), static_cast<double>(request.target->year)};
    value = {wanted, wanted};
  }
  return {"line", {report::numbers("year", "1", year), report::numbers("value", "1", value)}};
}

/// The fan begins in the last printed figure where that is the indicator's own.
Years led_into(const Years& years, const std::vector<const model::PastFigure*>& past, const model::Variable& variable,
               int base_year) {
  if (variable.series.empty() || past.empty() || past.back()->year != base_year) return years;
  Years joined;
  std::array<double, level_names.size()> last{};
  last.fill(past.back()->value);
  joined.add(base_year, last);
  joined.year.insert(joined.year.end(), years.year.begin(), years.year.end());
  for (std::size_t k = 0; k < last.size(); ++k) {
    joined.levels[k].insert(joined.levels[k].end(), years.levels[k].begin(), years.levels[k].end());
  }
  return joined;
}

Table fan_table(const View& view, const FanRequest& request, const Years& years) {
  const auto& program = request.scenario->program;
  const auto& variable = program.variables[request.scenario->summary.indicators[request.indicator].value];
  const auto language = view.language();
  const std::string unit = report::unit_name(program, variable.unit, language);
  Table made = table(request.id + "-table", request.title + (unit.empty() ? "" : ", " + unit),
                     {numbers("year", view.words(Phrase::column_year), "", "")});
  made.columns.front().decimals = 0;
  const std::string dataset = dataset_of(*request.scenario, "quantiles");
  for (std::size_t k = 0; k < level_names.size(); ++k) {
    const int percent = static_cast<int>(std::lround(100 * summarise::quantile_levels[k]));
    made.columns.push_back(numbers(level_names[k], std::to_string(percent) + std::string(report::firm_blank) + "%",
                                   unit, dataset));
  }
  double low = 0, high = 0;
  if (!years.year.empty()) {
    low = years.levels.front().back();
    high = years.levels.back().back();
  }
  // A digit more than for a single range: neighbouring quantiles are to be told apart.
  const double step = (high - low) / 10;
  for (std::size_t t = 0; t < years.year.size(); ++t) {
    std::vector<Cell> row = {cell(std::to_string(std::lround(years.year[t])), years.year[t])};
    for (const auto& level : years.levels) row.push_back(fitted(level[t], 0, step, language));
    made.rows.push_back(std::move(row));
  }
  const int decimals = std::clamp(report::decimals_for(0, step), 0, 6);
  for (std::size_t c = 1; c < made.columns.size(); ++c) made.columns[c].decimals = decimals;
  return made;
}

std::optional<std::size_t> indicator_of(const store::ScenarioRecord& scenario, const std::string& name) {
  const auto& indicators = scenario.summary.indicators;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    if (scenario.program.variables[indicators[i].value].name == name) return i;
  }
  return std::nullopt;
}

std::string fan_title(const View& view, const FanRequest& request) {
  const auto& variable =
      request.scenario->program.variables[request.scenario->summary.indicators[request.indicator].value];
  return report::shown(variable.label, view.language(), variable.name);
}

/// "Likely to be met: 68 % (…); …": what the picture is about in a sentence.
std::string headline_sentence(const View& view, const summarise::TargetCount& count) {
  const auto& target = view.program().targets[count.target];
  const auto fate = report::fate(counted(view.scenario().summary, count), view.options);
  const std::string assumed = report::assumption_text(count.assumptions, view.language());
  return view.words(assumed.empty() ? Phrase::headline_plain : Phrase::headline_assumed,
                    {{"target", report::target_name(target, view.language())},
                     {"wanted", report::target_wanted(view.program(), target, view.language())},
                     {"word", fate.word},
                     {"p", fate.probability},
                     {"range", fate.range},
                     {"assumed", assumed}});
}

}  // namespace

Chart fan(const View& view, const FanRequest& request) {
  const auto& program = request.scenario->program;
  const auto& variable = program.variables[request.scenario->summary.indicators[request.indicator].value];
  const auto past = past_of(*request.scenario, variable.name);
  const Years years = fan_years(*request.scenario, request.indicator);
  Chart chart;
  chart.id = request.id;
  chart.kind = "fan";
  chart.title = request.title;
  chart.description = request.description;
  chart.words = {{"unit", report::unit_name(program, variable.unit, view.language())},
                 {"median", view.words(Phrase::fan_median)},
                 {"band50", view.words(Phrase::fan_band50)},
                 {"band80", view.words(Phrase::fan_band80)},
                 {"band90", view.words(Phrase::fan_band90)},
                 {"past", view.words(Phrase::fan_past)},
                 {"estimate", view.words(Phrase::status_estimate)},
                 {"line", view.words(Phrase::fan_line)},
                 {"today", view.words(Phrase::fan_today)}};
  chart.data = {fan_data(led_into(years, past, variable, program.base_year)),
                past_data(view, past),
                target_line(request),
                {"today", {report::numbers("year", "1", {static_cast<double>(program.base_year)})}}};
  chart.dataset = dataset_of(*request.scenario, "quantiles");
  chart.table = fan_table(view, request, years);
  return chart;
}

std::vector<std::string> headline_codes(const model::Program& program, const model::Display& display) {
  std::vector<std::string> codes;
  for (const auto& chart : display.charts) codes.push_back(chart.target);
  if (!codes.empty()) return codes;
  const auto joint = std::find_if(program.joints.begin(), program.joints.end(),
                                  [](const auto& one) { return !one.targets.empty(); });
  for (std::size_t t = 0; t < program.targets.size(); ++t) {
    const bool is_in = joint == program.joints.end() ||
                       std::find(joint->targets.begin(), joint->targets.end(), t) != joint->targets.end();
    if (program.targets[t].variable && is_in) codes.push_back(program.targets[t].code);
  }
  codes.resize(std::min(codes.size(), most_headlines));
  return codes;
}

std::vector<std::size_t> headline_targets(const View& view) {
  const auto& summary = view.scenario().summary;
  std::vector<std::size_t> rows;
  for (const auto& code : headline_codes(view.program(), view.scenario().display)) {
    for (std::size_t i = 0; i < summary.targets.size(); ++i) {
      if (report::target_of(view.scenario(), i).code == code) rows.push_back(i);
    }
  }
  return rows;
}

std::vector<Chart> headline_fans(const View& view) {
  std::vector<Chart> charts;
  const auto& scenario = view.scenario();
  for (const std::size_t assessed : headline_targets(view)) {
    const auto& count = scenario.summary.targets[assessed];
    const auto& target = view.program().targets[count.target];
    const auto named = std::find_if(scenario.display.charts.begin(), scenario.display.charts.end(),
                                    [&](const auto& chart) { return chart.target == target.code; });
    const bool is_named = named != scenario.display.charts.end();
    const std::string& tested = view.program().variables[target.variable->value].name;
    const auto indicator = indicator_of(scenario, is_named ? named->indicator : tested);
    if (!indicator) continue;
    FanRequest request{"fan-" + target.code, "", headline_sentence(view, count), &scenario, *indicator, &target, {}};
    request.title = is_named ? report::shown(named->label, view.language()) : "";
    if (request.title.empty()) request.title = fan_title(view, request);
    if (is_named && !named->line.empty()) request.line = indicator_of(scenario, named->line);
    charts.push_back(fan(view, request));
  }
  return charts;
}

}  // namespace prospect::publish
