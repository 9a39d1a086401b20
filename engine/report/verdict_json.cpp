#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "report/answer.hpp"
#include "report/fate.hpp"
#include "report/json.hpp"
#include "report/stopping.hpp"
#include "report/text.hpp"
#include "report/update.hpp"
#include "report/wording.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string whole(std::uint64_t value) { return std::to_string(value); }

std::string_view test_name(model::Target::Test test) {
  using Test = model::Target::Test;
  switch (test) {
    case Test::at: return "at";
    case Test::every: return "every";
    case Test::ever: return "ever";
    case Test::mean: return "mean";
    case Test::sum: return "sum";
  }
  return "";
}

std::string_view direction_name(model::Target::Direction direction) {
  using Direction = model::Target::Direction;
  switch (direction) {
    case Direction::at_least: return "at_least";
    case Direction::at_most: return "at_most";
    case Direction::between: return "between";
  }
  return "";
}

// hits, probability, interval, word; nothing is known without paths.
Fields fate_fields(const summarise::Counted& of, const summarise::IntervalRule& rule) {
  if (of.paths == 0) {
    return {{"hits", "0"}, {"probability", "null"}, {"interval", "[0, 1]"}, {"word", "null"}};
  }
  const auto interval = rule(of);
  const Likelihood word = likelihood(interval);
  const base::Label label{std::string(words(word, base::Language::english)),
                          std::string(words(word, base::Language::vietnamese))};
  return {{"hits", whole(of.hits)},
          {"probability", json::real(static_cast<double>(of.hits) / static_cast<double>(of.paths))},
          {"interval", json::array({json::real(interval.low), json::real(interval.high)})},
          {"word", json::label(label)}};
}

/// Of a probability over draws of the assumptions; null where it was not asked.
std::string assumptions(const summarise::AssumptionRange& range) {
  if (std::isnan(range.low)) return "null";
  return json::object({{"low", json::real(range.low)}, {"high", json::real(range.high)}, {"sd", json::real(range.sd)}});
}

void append(Fields& fields, Fields more) {
  fields.insert(fields.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
}

std::string quantiles(const summarise::Spread& spread) {
  Fields fields;
  for (std::size_t i = 0; i < spread.quantiles.size(); ++i) {
    fields.emplace_back(fmt::format("{}", summarise::quantile_levels[i]),
                        json::real(spread.quantiles[i]));
  }
  return json::object(fields);
}

std::string first_met(const summarise::TargetCount& count, const std::vector<int>& years) {
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < count.first_met.size() && i < years.size(); ++i) {
    rows.push_back(
        json::object({{"year", std::to_string(years[i])}, {"paths", whole(count.first_met[i])}}));
  }
  return json::array(rows);
}

// What a target is, whether assessed or not.
Fields identity_fields(const model::Target& target) {
  return {{"code", json::quoted(target.code)},   {"number", std::to_string(target.number)},
          {"part", json::quoted(target.part)},   {"plan", json::quoted(target.plan)},
          {"theme", json::quoted(target.theme)}, {"label", json::label(target.label)}};
}

std::string target_object(const store::ScenarioRecord& scenario,
                          const summarise::TargetCount& count, const summarise::IntervalRule& rule) {
  const model::Target& target = scenario.program.targets[count.target];
  const auto& variables = scenario.program.variables;
  const bool has_variable = target.variable && target.variable->value < variables.size();
  Fields fields = identity_fields(target);
  const bool is_between = target.direction == model::Target::Direction::between;
  append(fields,
         {{"test", json::quoted(test_name(target.test))},
          {"direction", json::quoted(direction_name(target.direction))},
          {"from", std::to_string(target.from)},
          {"year", std::to_string(target.year)},
          {"value", json::real(target.value)},
          {"high", is_between ? json::real(target.high) : "null"},
          {"unit", json::quoted(target.unit)},
          {"indicator", json::quoted(target.indicator)},
          {"figure_unit",
           has_variable ? json::quoted(variables[target.variable->value].unit) : "null"}});
  append(fields, fate_fields(counted(scenario.summary, count), rule));
  fields.push_back({"assumptions", assumptions(count.assumptions)});
  if (count.reported_hits) {
    fields.push_back({"reported",
                      json::object(fate_fields(counted_reported(scenario.summary, count), rule))});
  }
  append(fields, {{"mean", json::real(count.figure.mean)},
                  {"sd", json::real(count.figure.sd)},
                  {"quantiles", quantiles(count.figure)},
                  {"shortfall", json::real(count.shortfall)},
                  {"only_miss", whole(count.only_miss)},
                  {"first_met", first_met(count, scenario.summary.years)}});
  return json::object(fields);
}

std::string group_object(const store::ScenarioRecord& scenario,
                         const summarise::GroupCount& group, const summarise::IntervalRule& rule) {
  std::vector<std::string> codes;
  for (const std::size_t i : group.targets) {
    codes.push_back(
        json::quoted(scenario.program.targets[scenario.summary.targets[i].target].code));
  }
  Fields fields = {{"name", json::quoted(group.name)},
                   {"label", json::label(group.label)},
                   {"targets", json::array(codes)}};
  append(fields, fate_fields(counted(scenario.summary, group), rule));
  fields.push_back({"assumptions", assumptions(group.assumptions)});
  return json::object(fields);
}

std::string not_assessed(const store::ScenarioRecord& scenario) {
  std::vector<bool> assessed(scenario.program.targets.size());
  for (const auto& count : scenario.summary.targets) assessed[count.target] = true;
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < assessed.size(); ++i) {
    if (assessed[i]) continue;
    const model::Target& target = scenario.program.targets[i];
    Fields fields = identity_fields(target);
    fields.emplace_back("reason", json::label(target.reason));
    rows.push_back(json::object(fields));
  }
  return json::array(rows);
}

std::string faults(const summarise::Summary& summary) {
  std::vector<std::string> rows;
  for (const summarise::FaultCount& fault : summary.faults) {
    rows.push_back(json::object({{"variable", json::quoted(fault.variable)},
                                 {"year", std::to_string(fault.year)},
                                 {"fault", json::quoted(fault.fault)},
                                 {"paths", whole(fault.paths)},
                                 {"first_path", whole(fault.first_path)}}));
  }
  return json::array(rows);
}

// Nothing can be met together where nothing is assessed.
Fields all_fields(const summarise::Summary& summary, const summarise::IntervalRule& rule) {
  Fields fields = fate_fields(counted_all(summary), rule);
  fields.push_back({"assumptions", assumptions(summary.all_assumptions)});
  return fields;
}

std::string all_met(const summarise::Summary& summary, const summarise::IntervalRule& rule) {
  return summary.targets.empty() ? "null" : json::object(all_fields(summary, rule));
}

std::string sampling_object(const summarise::Summary& summary) {
  const auto& split = summary.scramblings;
  if (split.empty()) return json::object({{"kind", json::quoted("plain")}});
  return json::object({{"kind", json::quoted("sobol")},
                       {"scramblings", whole(split.size())},
                       {"points", whole(summary.simulated / split.size())},
                       {"coordinates", whole(summary.coordinates)},
                       {"plain_words", whole(summary.plain_words)}});
}

std::string scenario_object(const store::ScenarioRecord& scenario, const summarise::IntervalRule& rule) {
  const model::Program& program = scenario.program;
  const summarise::Summary& summary = scenario.summary;
  std::vector<std::string> targets, met, groups;
  for (const auto& count : summary.targets) targets.push_back(target_object(scenario, count, rule));
  for (const std::uint64_t paths : summary.met_count) met.push_back(whole(paths));
  for (const auto& group : summary.groups) groups.push_back(group_object(scenario, group, rule));
  return json::object({{"scenario", json::quoted(program.scenario)},
                       {"file", json::quoted(scenario.file)},
                       {"region", json::label(program.region)},
                       {"label", json::label(program.label)},
                       {"description", json::label(program.description)},
                       {"base_year", std::to_string(program.base_year)},
                       {"end_year", std::to_string(program.end_year)},
                       {"simulated", whole(summary.simulated)},
                       {"paths", whole(summary.paths)},
                       {"observed", observed_array(scenario)},
                       {"update", update_object(scenario)},
                       {"sampling", sampling_object(summary)},
                       {"failed", whole(summary.failed)},
                       {"assessed", whole(summary.targets.size())},
                       {"targets", json::array(targets)},
                       {"all_met", all_met(summary, rule)},
                       {"met_count", json::array(met)},
                       {"expected_met", json::real(met_range(summary).mean)},
                       {"groups", json::array(groups)},
                       {"not_assessed", not_assessed(scenario)},
                       {"faults", faults(summary)}});
}

}  // namespace

std::string to_json(const store::RunRecord& record) {
  const auto rule = interval_rule(record);
  std::vector<std::string> scenarios, stopped;
  for (const auto& scenario : record.scenarios) scenarios.push_back(scenario_object(scenario, rule));
  for (const auto& answer : record.answers) {
    if (says_how_it_stopped(answer)) stopped.push_back(to_json(answer));
  }
  return json::object({{"program_version", json::quoted(record.program_version)},
                       {"seed", whole(record.seed)},
                       {"paths", whole(record.paths)},
                       {"as_of", record.as_of == 0 ? "null" : std::to_string(record.as_of)},
                       {"stopped", json::array(stopped)},
                       {"scenarios", json::array(scenarios)}}) +
         "\n";
}

}  // namespace prospect::report
