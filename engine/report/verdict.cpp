#include <algorithm>
#include <cmath>
#include <set>

#include "base/unicode.hpp"
#include "report/matrix.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/stopping.hpp"
#include "report/text.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

// The fewest independent draws that any learned parameter rests on; 0 if all were fitted exactly.
double least_draws(const calibrate::Estimate& estimate) {
  double least = 0;
  for (const calibrate::Learned& learned : estimate.learned) {
    if (learned.effective > 0 && (least == 0 || learned.effective < least)) least = learned.effective;
  }
  return least;
}

// The plan the first assessed target belongs to, or the first target at all.
std::string plan_of(const store::ScenarioRecord& scenario) {
  const auto& targets = scenario.program.targets;
  if (!scenario.summary.targets.empty())
    return targets[scenario.summary.targets.front().target].plan;
  return targets.empty() ? "" : targets.front().plan;
}

std::string head(const store::RunRecord& record, const VerdictOptions& options) {
  const base::Language language = options.language;
  const model::Program& program = record.scenarios.front().program;
  const std::string plan = base::printable(plan_of(record.scenarios.front()));
  const std::string region = shown(program.region, language, shown(program.title, language));
  const Text title = plan.empty() ? Text::title_without_plan : Text::title;
  std::string lines = say(title, language, {{"region", region}, {"plan", plan}});
  std::string run = say(Text::run_line, language,
                        {{"paths", count(record.paths, language)},
                         {"seed", std::to_string(record.seed)},
                         {"base", std::to_string(program.base_year)},
                         {"end", std::to_string(program.end_year)},
                         {"version", base::printable(record.program_version)}});
  if (record.as_of != 0) {
    run += " " + say(Text::as_of_line, language, {{"year", std::to_string(record.as_of)}});
  }
  if (const double draws = least_draws(record.scenarios.front().estimate); draws > 0) {
    constexpr double half_width = 1.96 * 50;   // in points, of a probability of 50 % from one draw
    run += " " + say(Text::learned_draws, language,
                     {{"n", count(static_cast<std::uint64_t>(draws), language)},
                      {"points", number(half_width / std::sqrt(draws), 0, language)}});
  }
  // The first line has none before it.
  return headline(lines, options).substr(1) + paragraph("", run, options.columns());
}

// Targets that no scenario assesses, each once.
std::string omitted(const store::RunRecord& record, const VerdictOptions& options) {
  std::set<std::string> assessed, named;
  for (const store::ScenarioRecord& scenario : record.scenarios) {
    for (const auto& one : scenario.summary.targets) {
      assessed.insert(scenario.program.targets[one.target].code);
    }
  }
  const std::string plan = plan_of(record.scenarios.front());
  std::string lines;
  for (const store::ScenarioRecord& scenario : record.scenarios) {
    for (const model::Target& target : scenario.program.targets) {
      const bool belongs = target.plan == plan && !assessed.contains(target.code);
      if (!belongs || !named.insert(target.code).second) continue;
      const std::string reason = shown(target.reason, options.language,
                                       text(Text::omitted_without_reason, options.language));
      lines +=
          paragraph("• ",
                    say(Text::omitted_line, options.language,
                        {{"target", target_name(target, options.language)}, {"reason", reason}}),
                    options.columns());
    }
  }
  if (named.empty()) return "";
  return headline(
             say(Text::omitted_heading, options.language, {{"n", std::to_string(named.size())}}),
             options) +
         lines;
}

std::string legend(const VerdictOptions& options) {
  std::string lines =
      headline(std::string(text(Text::legend_heading, options.language)), options);
  for (const Text key : {Text::legend_sampling, Text::legend_assumptions, Text::legend_range, Text::legend_words}) {
    lines += paragraph("• ", text(key, options.language), options.columns());
  }
  if (options.intervals.looked) {
    lines += paragraph("• ", text(Text::legend_looked, options.language), options.columns());
  }
  return lines;
}

}  // namespace

std::string verdict(const store::RunRecord& record, const VerdictOptions& asked) {
  VerdictOptions options = asked;
  options.intervals = interval_rule(record);
  if (record.scenarios.empty()) {
    return finished(paragraph("", text(Text::nothing_run, options.language), options.columns()));
  }
  const bool are_several = record.scenarios.size() > 1;
  const bool is_full = options.detail == VerdictOptions::Detail::full;
  std::string said = head(record, options) + how_it_stopped(record, options);
  if (are_several) {
    said += matrix(record, options);
    if (!is_full) {
      said += "\n" +
              paragraph("", text(Text::matrix_first_only, options.language), options.columns());
    }
  }
  const std::size_t shown_in_full = is_full ? record.scenarios.size() : 1;
  for (std::size_t i = 0; i < shown_in_full; ++i) said += section(record.scenarios[i], options);
  return finished(said + omitted(record, options) + legend(options));
}

}  // namespace prospect::report
