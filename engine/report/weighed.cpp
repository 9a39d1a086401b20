/// The report of the command `observe`.

#include <algorithm>
#include <cmath>

#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/text.hpp"
#include "report/texts.hpp"
#include "report/update.hpp"

namespace prospect::report {
namespace {

std::string figure_words(const store::ScenarioRecord& scenario, const summarise::WeighedFigure& one,
                         base::Language language) {
  constexpr int most_decimals = 6;
  const auto& figure = one.figure;
  const std::string unit = unit_name(scenario.program, figure.unit, language);
  const std::string name = observed_name(scenario, figure.series, figure.year, figure.estimate, language);
  const int decimals = std::max(0, decimals_for(0, one.error));
  return say(Text::weighed_figure, language,
             {{"figure", name + " = " + with_unit(trimmed(figure.value, most_decimals, language), unit)},
              {"error", with_unit(trimmed(one.error, decimals, language), unit)}});
}

std::string share_cell(double share, const summarise::Interval& interval, base::Language language) {
  if (!std::isfinite(share)) return "-";
  return percent(share, probability_decimals(interval), language) + "\n" +
         probability_range(interval, language);
}

std::vector<Cell> row(std::string name, const summarise::WeighedShare& share, base::Language language) {
  return {{std::move(name)},
          {share_cell(share.before, share.before_interval, language)},
          {share_cell(share.after, share.after_interval, language)}};
}

std::string table_of(const store::ScenarioRecord& scenario, const summarise::Reweighted& result,
                     const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  Table table({{head(Text::column_target), Align::left, 60, 24},
               {head(Text::column_before), Align::right, 18, 13},
               {head(Text::column_after), Align::right, 18, 13}},
              options.columns());
  for (std::size_t t = 0; t < result.targets.size(); ++t) {
    const auto& target = scenario.program.targets[scenario.summary.targets[t].target];
    table.row(row(target_name(target, language), result.targets[t], language));
  }
  for (const auto& share : result.groups) {
    for (const auto& group : scenario.summary.groups) {
      if (group.name == share.name) table.row(row(group_name(group, language), share, language));
    }
  }
  table.row(row(head(Text::update_all), result.all, language));
  return table.text(options.color);
}

std::string warning(const store::ScenarioRecord& scenario, const summarise::Reweighted& result,
                    const VerdictOptions& options) {
  if (!result.is_thin()) return "";
  const base::Language language = options.language;
  const std::size_t k = result.costliest();
  const auto& figure = result.figures[k].figure;
  const std::string words =
      say(Text::weighed_few, language,
          {{"figure", observed_name(scenario, figure.series, figure.year, figure.estimate, language)},
           {"without", number(result.effective_without[k], 0, language)}});
  std::string lines;
  for (const std::string& line : wrapped(words, options.columns())) {
    lines += toned(line, Tone::bad, options.color) + "\n";
  }
  return lines;
}

}  // namespace

std::string weighed(const store::ScenarioRecord& scenario, const summarise::Reweighted& result,
                    const std::string& file, const VerdictOptions& options) {
  const base::Language language = options.language;
  std::string said =
      headline(say(Text::weighed_title, language, {{"scenario", scenario_name(scenario.program, language)}}),
               options)
          .substr(1);
  for (const auto& figure : result.figures) {
    said += paragraph("• ", figure_words(scenario, figure, language), options.columns());
  }
  const bool provisional = std::any_of(result.figures.begin(), result.figures.end(),
                                       [](const auto& one) { return one.figure.estimate; });
  if (provisional) said += paragraph("", text(Text::observed_mark, language), options.columns());
  said += "\n" + paragraph("",
                           say(Text::weighed_effective, language,
                               {{"n", count(result.paths, language)},
                                {"effective", number(result.effective, 0, language)}}),
                           options.columns());
  said += warning(scenario, result, options);
  if (result.is_thin()) {
    said += paragraph("", say(Text::weighed_advice, language, {{"file", file}}), options.columns());
  }
  said += "\n" + table_of(scenario, result, options);
  return finished(said + paragraph("", text(Text::weighed_note, language), options.columns()));
}

}  // namespace prospect::report
