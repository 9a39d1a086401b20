#include "report/section.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "report/fate.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/sentences.hpp"
#include "report/texts.hpp"
#include "report/update.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {
namespace {

std::string sentences(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const auto said = verdict_sentences(scenario, options);
  std::string lines;
  for (const auto& one : said) lines += paragraph(said.size() > 1 ? "• " : "", one, options.columns());
  return lines;
}

std::vector<Cell> target_row(const store::ScenarioRecord& scenario,
                             const summarise::TargetCount& count, const VerdictOptions& options) {
  const base::Language language = options.language;
  const model::Program& program = scenario.program;
  const model::Target& target = program.targets[count.target];
  const Fate one = fate(summarise::counted(scenario.summary, count), options);
  std::string chance = one.probability + "\n" + one.range;
  const std::string assumed = assumption_text(count.assumptions, language);
  if (!assumed.empty()) chance += "\n(" + assumed + ")";
  if (count.reported_hits) {
    const Fate told = fate(summarise::counted_reported(scenario.summary, count), options);
    chance += "\n" + say(Text::as_reported, language, {{"p", told.probability}});
  }
  return {{target_number(target)},
          {shown(target.label, language, target.code)},
          {target_wanted(program, target, language)},
          {figure_text(count.figure, figure_unit(program, target, language), language)},
          {chance},
          {one.word, one.tone},
          {shortfall_text(count, language)}};
}

std::string target_table(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  constexpr int label_least = 18, label_lines = 3, narrow = 15, word_width = 13, middle = 17;
  Table table({{head(Text::column_number)},
               {head(Text::column_target), Align::left, 1000, label_least, label_lines},
               {head(Text::column_wanted), Align::left, narrow, 12},
               {head(Text::column_figure), Align::right, middle, 15},
               {head(Text::column_probability), Align::right, middle, 15},
               {head(Text::column_word), Align::left, word_width, 13},
               {head(Text::column_shortfall), Align::right, 10, 8}},
              options.columns());
  for (const std::string& theme : themes_of(scenario)) {
    table.heading(theme_name(theme, language));
    for (const summarise::TargetCount& count : scenario.summary.targets) {
      if (scenario.program.targets[count.target].theme != theme) continue;
      table.row(target_row(scenario, count, options));
    }
  }
  return table.empty() ? "" : "\n" + table.text(options.color);
}

}  // namespace

Tone tone_of(Likelihood likelihood) {
  if (likelihood < Likelihood::unlikely) return Tone::bad;
  if (likelihood > Likelihood::likely) return Tone::good;
  return likelihood == Likelihood::likely ? Tone::plain : Tone::doubtful;
}

std::string headline(const std::string& text, const VerdictOptions& options) {
  std::string lines = "\n";
  for (const std::string& line : wrapped(text, options.columns())) {
    lines += toned(line, Tone::strong, options.color) + "\n";
  }
  return lines;
}

std::string section(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const base::Language language = options.language;
  const model::Program& program = scenario.program;
  std::string text = headline(
      say(Text::scenario_heading, language, {{"label", scenario_name(program, language)}}),
      options);
  const std::string description = shown(program.description, language);
  if (!description.empty()) text += paragraph("", description, options.columns());
  text += observed_figures(scenario, options);
  text += "\n" + sentences(scenario, options);
  text += target_table(scenario, options);
  const auto& counts = scenario.summary.targets;
  const bool declared = std::any_of(counts.begin(), counts.end(),
                                    [](const auto& count) { return count.reported_hits.has_value(); });
  if (declared) text += "\n" + paragraph("", report::text(Text::as_reported_note, language), options.columns());
  text += update_table(scenario, options);
  text += together(scenario, options);
  text += failed_draws(scenario, options);
  return text;
}

}  // namespace prospect::report
