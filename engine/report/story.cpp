#include "report/story.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/unicode.hpp"
#include "base/whole.hpp"
#include "report/answer.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

constexpr int label_least = 30, label_most = 44, label_lines = 2, year_width = 9, gap = 2;

// Three digits of the largest value, and enough to tell the years apart.
int decimals_of(const std::vector<double>& values) {
  constexpr int digits = 3, most = 4;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  bool are_whole = true;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    are_whole = are_whole && value == std::round(value);
    low = std::min(low, value);
    high = std::max(high, value);
  }
  const double size = std::max(std::abs(low), std::abs(high));
  if (!std::isfinite(size) || size == 0 || are_whole) return 0;
  const int by_size = digits - 1 - static_cast<int>(std::floor(std::log10(size)));
  return std::clamp(low < high ? std::max(by_size, decimals_for(low, high)) : by_size, 0, most);
}

std::string number_or_nothing(const std::vector<double>& values, std::size_t year, int decimals,
                              base::Language language) {
  return year < values.size() ? number(values[year], decimals, language) : "-";
}

void add_rows(Table& table, const Story& story, std::size_t first, std::size_t next,
              base::Language language) {
  std::vector<std::string> themes;
  for (const Story::Row& row : story.rows) {
    if (std::find(themes.begin(), themes.end(), row.theme) == themes.end()) {
      themes.push_back(row.theme);
    }
  }
  for (const std::string& theme : themes) {
    table.heading(theme_name(theme, language));
    for (const Story::Row& row : story.rows) {
      if (row.theme != theme) continue;
      const std::string unit = shown(row.unit, language);
      const int decimals = decimals_of(row.values);
      std::vector<Cell> cells = {
          {shown(row.label, language) + (unit.empty() ? "" : " (" + unit + ")")}};
      for (std::size_t year = first; year < next; ++year) {
        cells.push_back({number_or_nothing(row.values, year, decimals, language)});
      }
      table.row(std::move(cells));
    }
  }
}

std::string values_table(const Story& story, const VerdictOptions& options) {
  if (story.rows.empty() || story.years.empty()) return "";
  const std::size_t years = story.years.size();
  const int room = options.columns() - label_least;
  const auto fitting = static_cast<std::size_t>(std::max(1, room / (year_width + gap)));
  const std::size_t panels = (years + fitting - 1) / fitting;
  std::string said;
  for (std::size_t i = 0; i < panels; ++i) {
    const std::size_t first = i * years / panels, next = (i + 1) * years / panels;
    std::vector<Column> columns = {{std::string(text(Text::story_values, options.language)),
                                    Align::left, label_most, label_least, label_lines}};
    for (std::size_t year = first; year < next; ++year) {
      columns.push_back({std::to_string(story.years[year]), Align::right, 1000, 6});
    }
    Table table(std::move(columns), options.columns());
    add_rows(table, story, first, next, options.language);
    said += "\n" + table.text(options.color);
  }
  return said;
}

std::string event_sentence(const Story::Event& event, int year, double value,
                           base::Language language) {
  const std::string unit = shown(event.unit, language), name = shown(event.label, language);
  constexpr int digits_of_one_value = 3;
  const double by_size = digits_of_one_value - 1 - std::floor(std::log10(std::abs(value)));
  const int decimals = std::isfinite(by_size) ? base::whole_within(by_size, 0, 12) : 0;
  return say(unit.empty() ? Text::event_line : Text::event_with_value, language,
             {{"year", std::to_string(year)},
              {"event", name},
              {"value", with_unit(trimmed(value, decimals, language), unit)}});
}

std::string events(const Story& story, const VerdictOptions& options) {
  const base::Language language = options.language;
  std::string lines;
  for (std::size_t year = 0; year < story.years.size(); ++year) {
    for (const Story::Event& event : story.events) {
      const double value = year < event.values.size() ? event.values[year] : 0;
      if (!std::isfinite(value) || value == 0) continue;
      lines += paragraph("• ", event_sentence(event, story.years[year], value, language),
                         options.columns());
    }
  }
  if (lines.empty()) lines = paragraph("", text(Text::events_none, language), options.columns());
  return headline(std::string(text(Text::events_heading, language)), options) + lines;
}

std::string targets(const Story& story, const VerdictOptions& options) {
  if (story.targets.empty()) return "";
  const base::Language language = options.language;
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  Table table({{head(Text::column_number)},
               {head(Text::column_target), Align::left, 48, 20, 2},
               {head(Text::column_result), Align::right, 24, 10},
               {head(Text::column_wanted), Align::left, 26, 12},
               {"", Align::left, 10, 6}},
              options.columns());
  for (const Story::Target& target : story.targets) {
    const std::string figure = trimmed(target.figure, decimals_of({target.figure}), language);
    table.row({{base::printable(target.number)},
               {shown(target.label, language)},
               {with_unit(figure, shown(target.unit, language))},
               {shown(target.wanted, language)},
               {head(target.met ? Text::story_met : Text::story_missed),
                target.met ? Tone::good : Tone::bad}});
  }
  const auto met = std::count_if(story.targets.begin(), story.targets.end(),
                                 [](const Story::Target& target) { return target.met; });
  return headline(head(Text::story_targets), options) + table.text(options.color) +
         paragraph(
             "",
             say(Text::story_count, language,
                 {{"met", std::to_string(met)}, {"n", std::to_string(story.targets.size())}}),
             options.columns());
}

/// The figure with its unit, to the digits of all of them together.
std::string figure_text(double figure, int decimals, const base::Label& unit, base::Language language) {
  return with_unit(number(figure, decimals, language), shown(unit, language));
}

std::string moved(const Story& story, const VerdictOptions& options) {
  if (!story.moved) return "";
  constexpr std::size_t most_shown = 6;
  const base::Language language = options.language;
  const auto& about = *story.moved;
  const auto& target = about.target;
  std::vector<double> figures = {target.figure};
  for (const auto& input : about.inputs) figures.push_back(input.without);
  const int decimals = decimals_of(figures);
  const Text key = target.met ? Text::moved_met : about.first_missed ? Text::moved_first : Text::moved_missed;
  const auto head = [&](Text name) { return std::string(text(name, language)); };
  std::string said = headline(say(key, language,
                                  {{"target", base::printable(target.number) + " " + shown(target.label, language)},
                                   {"figure", figure_text(target.figure, decimals, target.unit, language)},
                                   {"wanted", shown(target.wanted, language)}}), options);
  if (about.inputs.empty()) return said;
  Table table({{head(Text::column_input), Align::left, 1000, 30},
               {head(Text::column_without), Align::right, 24, 14},
               {head(Text::column_moved_by), Align::right, 16, 10}},
              options.columns());
  for (std::size_t k = 0; k < std::min(most_shown, about.inputs.size()); ++k) {
    const auto& input = about.inputs[k];
    const double by = target.figure - input.without;
    table.row({{input_name(input.kind, input.label, input.name, language)},
               {figure_text(input.without, decimals, target.unit, language)},
               {(by > 0 ? "+" : "") + number(by, decimals, language)}});
  }
  return said + table.text(options.color) + paragraph("", head(Text::moved_note), options.columns());
}

}  // namespace

std::string story(const Story& story, const VerdictOptions& options) {
  const base::Language language = options.language;
  std::string said = headline(
      say(Text::story_heading, language,
          {{"path", count(story.path, language)}, {"label", shown(story.scenario, language)}}),
      options);
  const std::string base = story.years.empty() ? "-" : std::to_string(story.years.front());
  said += paragraph(
      "", say(Text::story_line, language, {{"seed", std::to_string(story.seed)}, {"base", base}}),
      options.columns());
  if (story.typical) {
    said += paragraph("", say(*story.typical ? Text::story_typical_met : Text::story_typical_missed, language,
                              {{"goal", shown(story.typical_of, language)}}), options.columns());
  }
  said += values_table(story, options) + events(story, options) + targets(story, options);
  said += moved(story, options);
  return finished(said).substr(1);  // without the empty line before the heading
}

analyse::Answer story_answer(const Story& story, const std::string& name) {
  analyse::Answer answer;
  answer.question = "replay";
  answer.name = "replay " + name + " " + std::to_string(story.path);
  std::vector<std::string> labels, units, kinds;
  std::vector<std::vector<double>> years(story.years.size());
  const auto add = [&](const base::Label& label, const base::Label& unit, const std::vector<double>& values,
                       const char* kind) {
    labels.push_back(label.en);
    units.push_back(unit.en);
    kinds.emplace_back(kind);
    for (std::size_t y = 0; y < years.size(); ++y) years[y].push_back(y < values.size() ? values[y] : std::nan(""));
  };
  for (const auto& row : story.rows) add(row.label, row.unit, row.values, "indicator");
  for (const auto& event : story.events) add(event.label, event.unit, event.values, "event");
  answer.tables.push_back({"values", {texts("label", labels), texts("row_unit", units), texts("kind", kinds)}});
  for (std::size_t y = 0; y < years.size(); ++y) {
    answer.tables[0].columns.push_back(numbers("year_" + std::to_string(story.years[y]), "row_unit", years[y]));
  }
  std::vector<std::string> codes, names, target_units, wanted;
  std::vector<double> figures, met;
  for (const auto& target : story.targets) {
    codes.push_back(target.number);
    names.push_back(target.label.en);
    target_units.push_back(target.unit.en);
    wanted.push_back(target.wanted.en);
    figures.push_back(target.figure);
    met.push_back(target.met ? 1 : 0);
  }
  answer.tables.push_back({"targets", {texts("number", codes), texts("label", names),
                                       texts("figure_unit", target_units),
                                       texts("wanted", wanted), numbers("figure", "figure_unit", figures),
                                       numbers("met", "1", met)}});
  if (!story.moved) return answer;
  std::vector<std::string> inputs, of, unit;
  std::vector<double> without, by;
  for (const auto& input : story.moved->inputs) {
    of.push_back(story.moved->target.number);
    inputs.push_back(input.name);
    unit.push_back(story.moved->target.unit.en);
    without.push_back(input.without);
    by.push_back(story.moved->target.figure - input.without);
  }
  answer.tables.push_back({"moved", {texts("number", of), texts("input", inputs), texts("figure_unit", unit),
                                     numbers("figure_without", "figure_unit", without),
                                     numbers("moved_by", "figure_unit", by)}});
  return answer;
}

}  // namespace prospect::report
