#include "report/distance.hpp"

#include <algorithm>
#include <cmath>

#include "report/answer.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

constexpr std::size_t most_shown = 8;
/// A shift below this, in standard deviations, is not worth a row once there are a few.
constexpr double least_shown = 0.15;
constexpr std::size_t few = 3;

/// Where a shift of so many standard deviations stands in what is held possible.
Text likelihood_of(double distance) {
  constexpr double small = 0.5, usual = 1.28, rare = 2.33;
  if (distance < small) return Text::distance_close;
  if (distance < usual) return Text::distance_usual;
  return distance < rare ? Text::distance_rare : Text::distance_far;
}

std::string shifts(const model::Program& program, const analyse::Distance& found, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  Table table({{head(Text::column_assumption), Align::left, 1000, 24},
               {head(Text::column_held_now), Align::right, 24, 14},
               {head(Text::column_would_be), Align::right, 18, 10},
               {head(Text::column_moved), Align::right, 14, 10}},
              options.columns());
  std::size_t rows = 0;
  for (const auto& shift : found.shifts) {
    if (rows == most_shown || (rows >= few && std::abs(shift.sds) < least_shown)) break;
    const auto& parameter = program.parameters[shift.parameter.value];
    const int decimals = std::max(decimals_for(shift.low, shift.high), decimals_for(shift.before, shift.after) - 1);
    const std::string unit = unit_name(program, parameter.unit, language);
    table.row({{shown(parameter.label, language, parameter.name)},
               {with_unit(number(shift.before, decimals, language), unit) + "\n" +
                range(shift.low, shift.high, decimals, language)},
               {with_unit(number(shift.after, decimals, language), unit)},
               {say(Text::distance_sds, language,
                    {{"n", (shift.sds > 0 ? "+" : "") + number(shift.sds, 1, language)}})}});
    ++rows;
  }
  return rows == 0 ? "" : table.text(options.color);
}

std::string one(const model::Program& program, const GoalDistance& about, double wanted,
                const VerdictOptions& options) {
  const base::Language language = options.language;
  std::string lines = headline(goal_name(program, about.goal, language), options);
  const std::string now = percent(about.law.mean, about.law.mean < 0.01 ? 2 : 0, language);
  const std::string aim = percent(wanted, 0, language);
  if (!about.distance) {
    return lines + paragraph("", say(Text::distance_none, language, {{"p", now}}), options.columns());
  }
  const auto& found = *about.distance;
  const std::string sds = number(found.distance, 1, language);
  if (found.out_of_reach) {
    lines += paragraph("", say(Text::distance_unreached, language,
                               {{"p", now}, {"aim", aim}, {"d", sds},
                                {"reached", percent(found.reached, found.reached < 0.01 ? 2 : 0, language)}}),
                       options.columns());
  } else {
    lines += paragraph("", say(found.now < wanted ? Text::distance_up : Text::distance_down, language,
                               {{"p", now}, {"aim", aim}, {"d", sds},
                                {"word", std::string(text(likelihood_of(found.distance), language))}}),
                       options.columns());
  }
  const std::string table = shifts(program, found, options);
  return table.empty() ? lines : lines + "\n" + table;
}

}  // namespace

std::string distance(const model::Program& program, const std::vector<GoalDistance>& goals, double wanted,
                     const VerdictOptions& options) {
  const base::Language language = options.language;
  std::string lines = headline(say(Text::distance_heading, language,
                                   {{"label", scenario_name(program, language)}}), options).substr(1);
  for (const auto& about : goals) lines += one(program, about, wanted, options);
  return finished(lines + "\n" + paragraph("", text(Text::distance_note, language), options.columns()));
}

analyse::Answer distance_answer(const model::Program& program, const std::vector<GoalDistance>& goals,
                                double wanted) {
  analyse::Answer answer;
  answer.question = "distance";
  std::vector<std::string> names, reached;
  std::vector<double> now, low, high, aims, at, sds, draws;
  std::vector<std::string> of, parameter, label, unit;
  std::vector<double> before, q05, q95, after, moved;
  for (const auto& about : goals) {
    names.push_back(about.goal.name);
    const auto range = about.law.range();
    now.push_back(about.law.mean);
    low.push_back(range.low);
    high.push_back(range.high);
    aims.push_back(wanted);
    const double none = std::nan("");
    const auto* found = about.distance ? &*about.distance : nullptr;
    at.push_back(found ? found->reached : none);
    sds.push_back(found ? found->distance : none);
    draws.push_back(found ? found->draws : none);
    reached.push_back(!found ? "assumptions do not matter" : found->out_of_reach ? "out of reach" : "reached");
    if (!found) continue;
    for (const auto& shift : found->shifts) {
      const auto& p = program.parameters[shift.parameter.value];
      of.push_back(about.goal.name);
      parameter.push_back(p.name);
      label.push_back(p.label.en);
      unit.push_back(p.unit);
      before.push_back(shift.before);
      q05.push_back(shift.low);
      q95.push_back(shift.high);
      after.push_back(shift.after);
      moved.push_back(shift.sds);
    }
  }
  answer.name = answer_name("distance", program.scenario, names);
  answer.tables.push_back({"goals", {texts("goal", names), numbers("probability", "1", now),
                                     numbers("assumption_low", "1", low), numbers("assumption_high", "1", high),
                                     numbers("wanted", "1", aims), numbers("reached", "1", at),
                                     numbers("distance", "standard deviation", sds),
                                     numbers("effective_draws", "1", draws), texts("result", reached)}});
  answer.tables.push_back({"shifts", {texts("goal", of), texts("parameter", parameter), texts("label", label),
                                      texts("parameter_unit", unit),
                                      numbers("before", "parameter_unit", before),
                                      numbers("q05", "parameter_unit", q05),
                                      numbers("q95", "parameter_unit", q95), numbers("after", "parameter_unit", after),
                                      numbers("shift", "standard deviation", moved)}});
  return answer;
}

}  // namespace prospect::report
