#include "report/section.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "report/fate.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/texts.hpp"
#include "report/update.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {
namespace {

constexpr std::size_t weakest_named = 3;

// A count of paths with the words that belong to it.
struct Fate {
  std::string probability, range, word;
  Tone tone = Tone::plain;
};

Fate fate(std::uint64_t hits, std::uint64_t paths, const VerdictOptions& options) {
  if (paths == 0) return {"-", "-", "-", Tone::plain};
  const base::Language language = options.language;
  const auto interval = options.intervals(hits, paths);
  const Likelihood word = likelihood(interval);
  return {probability(hits, paths, interval, language), probability_range(interval, language),
          std::string(words(word, language)), tone_of(word)};
}

const model::Target& target_of(const store::ScenarioRecord& scenario, std::size_t assessed) {
  return scenario.program.targets[scenario.summary.targets[assessed].target];
}

std::string all_sentence(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const summarise::Summary& summary = scenario.summary;
  const std::size_t n = summary.targets.size();
  const Fate all = fate(summary.all_met, summary.paths, options);
  return say(n == 1 ? Text::sentence_one : Text::sentence_all, options.language,
             {{"n", std::to_string(n)},
              {"word", all.word},
              {"p", all.probability},
              {"range", all.range}});
}

std::string count_sentence(const summarise::Summary& summary, const VerdictOptions& options) {
  const MetRange met = met_range(summary);
  const std::size_t n = summary.targets.size();
  const std::size_t k = round_number(met.median, n);
  const Fate enough = fate(at_least(summary, k), summary.paths, options);
  return say(Text::sentence_count, options.language,
             {{"n", std::to_string(n)},
              {"median", std::to_string(met.median)},
              {"low", std::to_string(met.low)},
              {"high", std::to_string(met.high)},
              {"k", std::to_string(k)},
              {"p", enough.probability},
              {"word", enough.word}});
}

std::string weakest_sentence(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const base::Language language = options.language;
  std::string list;
  for (const std::size_t i : weakest(scenario.summary, weakest_named)) {
    const Fate one = fate(scenario.summary.targets[i].hits, scenario.summary.paths, options);
    list += (list.empty() ? "" : "; ") + target_name(target_of(scenario, i), language) + ", " +
            one.probability;
  }
  return say(Text::sentence_weakest, language, {{"list", list}});
}

std::string sentences(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const base::Language language = options.language;
  const int width = options.columns();
  const std::size_t n = scenario.summary.targets.size();
  if (n == 0) return paragraph("", text(Text::nothing_assessed, language), width);
  std::string said = paragraph("• ", all_sentence(scenario, options), width);
  if (n > 1) {
    said += paragraph("• ", count_sentence(scenario.summary, options), width);
    said += paragraph("• ", weakest_sentence(scenario, options), width);
  }
  return said;
}

// Median over range, and the unit where it is not the target's own.
std::string figure_cell(const summarise::Spread& figure, const std::string& unit,
                        base::Language language) {
  constexpr std::size_t low = 0, middle = 3, high = summarise::quantile_levels.size() - 1;
  const auto& q = figure.quantiles;
  const int decimals = decimals_for(q[low], q[high]);
  const bool is_one_value = q[low] == q[high];
  std::string cell =
      is_one_value ? plain(q[middle], language) : number(q[middle], decimals, language);
  if (q[low] < q[high]) cell += "\n" + range(q[low], q[high], decimals, language);
  return unit.empty() ? cell : cell + "\n" + unit;
}

std::string shortfall_cell(const summarise::TargetCount& count, base::Language language) {
  const auto& q = count.figure.quantiles;
  const int decimals = decimals_for(q.front(), q.back());
  return size(count.shortfall, decimals, language);
}

std::vector<Cell> target_row(const store::ScenarioRecord& scenario,
                             const summarise::TargetCount& count, const VerdictOptions& options) {
  const base::Language language = options.language;
  const model::Program& program = scenario.program;
  const model::Target& target = program.targets[count.target];
  const Fate one = fate(count.hits, scenario.summary.paths, options);
  std::string chance = one.probability + "\n" + one.range;
  if (!std::isnan(count.assumptions.low)) {
    chance += "\n(" + percent_span(count.assumptions.low, count.assumptions.high, language) + ")";
  }
  if (count.reported_hits) {
    const Fate told = fate(*count.reported_hits, scenario.summary.paths, options);
    chance += "\n" + say(Text::as_reported, language, {{"p", told.probability}});
  }
  return {{target_number(target)},
          {shown(target.label, language, target.code)},
          {target_wanted(program, target, language)},
          {figure_cell(count.figure, figure_unit(program, target, language), language)},
          {chance},
          {one.word, one.tone},
          {shortfall_cell(count, language)}};
}

// Themes in the order in which the assessed targets bring them.
std::vector<std::string> themes_of(const store::ScenarioRecord& scenario) {
  std::vector<std::string> themes;
  for (const summarise::TargetCount& count : scenario.summary.targets) {
    const std::string& theme = scenario.program.targets[count.target].theme;
    if (std::find(themes.begin(), themes.end(), theme) == themes.end()) themes.push_back(theme);
  }
  return themes;
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
