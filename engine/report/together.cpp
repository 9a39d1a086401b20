#include <algorithm>

#include "report/fate.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/sentences.hpp"
#include "report/texts.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {
namespace {

constexpr std::size_t pairs_named = 5;
constexpr std::size_t faults_named = 5;

std::string share_text(const summarise::Counted& of, const VerdictOptions& options) {
  return probability(of.hits, of.paths, options.intervals(of), options.language);
}

std::string binding(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const base::Language language = options.language;
  const summarise::Summary& summary = scenario.summary;
  const auto line = [&](Text key, std::size_t assessed, const summarise::Counted& of) {
    const model::Target& target = scenario.program.targets[summary.targets[assessed].target];
    const std::string share = share_text(of, options);
    return paragraph(
        "• ", say(key, language, {{"target", target_name(target, language)}, {"p", share}}),
        options.columns());
  };
  std::string said = headline(std::string(text(Text::binding_heading, language)), options);
  if (summary.all_met == summary.paths) {
    return said + paragraph("", text(Text::binding_no_miss, language), options.columns());
  }
  if (const auto alone = most_alone(summary)) {
    said += line(Text::binding_alone, *alone, {summary.targets[*alone].only_miss, summary.paths});
  } else {
    said += paragraph("• ", text(Text::binding_none_alone, language), options.columns());
  }
  const std::size_t lowest = weakest(summary, 1).front();
  return said + line(Text::binding_lowest, lowest, counted(summary, summary.targets[lowest]));
}

std::string pairs(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto found = pairs_beyond_chance(scenario.summary, pairs_named);
  std::string said = headline(std::string(text(Text::pairs_heading, language)), options);
  if (found.empty())
    return said + paragraph("", text(Text::pairs_none, language), options.columns());
  const auto name = [&](std::size_t assessed) {
    return target_name(scenario.program.targets[scenario.summary.targets[assessed].target],
                       language);
  };
  // Shares and phi are known to about one over the root of the paths: whole percents.
  constexpr int share_decimals = 0, phi_decimals = 2;
  for (const Pair& pair : found) {
    said += paragraph("• ",
                      say(Text::pair_line, language,
                          {{"a", name(pair.a)},
                           {"b", name(pair.b)},
                           {"both", percent(pair.both, share_decimals, language)},
                           {"chance", percent(pair.chance, share_decimals, language)},
                           {"phi", number(pair.phi, phi_decimals, language)}}),
                      options.columns());
  }
  return said;
}

std::string groups(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const base::Language language = options.language;
  const summarise::Summary& summary = scenario.summary;
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  constexpr int most = 60, least = 20, lines = 2;
  Table table({{head(Text::column_group), Align::left, most, least, lines},
               {head(Text::column_members), Align::right, 12},
               {head(Text::column_all_met), Align::right, 24, 12},
               {head(Text::column_word), Align::left, 22, 13}},
              options.columns());
  for (const summarise::GroupCount& group : summary.groups) {
    if (group.targets.empty()) continue;
    const auto all = counted(summary, group);
    const auto interval = options.intervals(all);
    const Likelihood word = likelihood(interval);
    table.row({{group_name(group, language)},
               {std::to_string(group.targets.size())},
               {share_text(all, options) + " (" +
                probability_range(interval, language) + ")"},
               {std::string(words(word, language)), tone_of(word)}});
  }
  if (table.empty()) return "";
  return headline(head(Text::groups_heading), options) + table.text(options.color);
}

std::string fault_lines(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const base::Language language = options.language;
  auto faults = scenario.summary.faults;
  std::stable_sort(faults.begin(), faults.end(),
                   [](const auto& a, const auto& b) { return a.paths > b.paths; });
  faults.resize(std::min(faults.size(), faults_named));
  std::string lines;
  for (const summarise::FaultCount& fault : faults) {
    const Text what = fault.fault == "not finite" ? Text::fault_not_finite : Text::fault_outside;
    lines +=
        paragraph("• ",
                  say(Text::fault_line, language,
                      {{"variable", variable_name(scenario.program, fault.variable, language)},
                       {"year", std::to_string(fault.year)},
                       {"fault", std::string(text(what, language))},
                       {"paths", count(fault.paths, language)},
                       {"path", count(fault.first_path, language)}}),
                  options.columns());
  }
  return lines;
}

}  // namespace

std::string group_name(const summarise::GroupCount& group, base::Language language) {
  return shown(group.label, language, theme_name(group.name, language));
}

std::string together(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const summarise::Summary& summary = scenario.summary;
  if (summary.targets.empty() || summary.paths == 0) return "";
  std::string said = binding(scenario, options);
  if (summary.targets.size() > 1) said += pairs(scenario, options);
  return said + groups(scenario, options);
}

std::string failed_draws(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const summarise::Summary& summary = scenario.summary;
  if (summary.failed == 0 || summary.paths == 0) return "";
  const base::Language language = options.language;
  return headline(std::string(text(Text::failed_heading, language)), options) +
         paragraph("", failed_sentence(scenario, options), options.columns()) + fault_lines(scenario, options);
}

}  // namespace prospect::report
