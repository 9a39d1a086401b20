#include <algorithm>
#include <cmath>

#include "publish/sections.hpp"
#include "report/answer.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"

namespace prospect::publish {
namespace {

using report::Text;

/// How a change is said: percent a year where a figure grows in proportion, else its unit a year.
struct Change {
  bool in_percent = false;

  [[nodiscard]] double between(double from, double to, int years) const {
    if (years <= 0) return std::nan("");
    if (!in_percent) return (to - from) / years;
    if (!(from > 0) || !(to > 0)) return std::nan("");
    return 100 * (std::pow(to / from, 1.0 / years) - 1);
  }
};

/// What moves on the scale of logarithms, and what is computed from money or people, changes in percent; shares,
/// counts and figures that may be nought in their own unit.
Change change_of(const model::Variable& variable, double last) {
  const bool grows =
      variable.link == model::Link::log || (variable.kind == model::Variable::Kind::identity && variable.unit != "%");
  return {grows && last > 0};
}

void add_needed(const View& view, const summarise::TargetCount& count, Table& needed) {
  const auto& scenario = view.scenario();
  const auto& target = view.program().targets[count.target];
  const auto& variable = view.program().variables[target.variable->value];
  const bool is_level =
      target.test == model::Target::Test::at && target.direction != model::Target::Direction::between;
  const model::PastFigure *first = nullptr, *last = nullptr;
  for (const auto& figure : scenario.display.past) {
    if (figure.indicator != variable.name) continue;
    if (first == nullptr) first = &figure;
    last = &figure;
  }
  // Figures printed by another definition say nothing of the change that is needed.
  if (!is_level || last == nullptr || first == last || variable.series.empty()) return;
  const Change change = change_of(variable, last->value);
  const int ahead = target.year - last->year;
  const auto& q = count.figure.quantiles;
  const auto simulated = [&](double quantile) { return change.between(last->value, quantile, ahead); };
  const double low = simulated(q.front()), high = simulated(q.back());
  const double past = change.between(first->value, last->value, last->year - first->year);
  const double wanted = change.between(last->value, target.value * target.scale, ahead);
  const auto language = view.language();
  const auto figure = [&](double value) {
    return fitted(value, std::min(low, past), std::max(high, past), language);
  };
  const std::string unit = report::unit_name(view.program(), variable.unit, language);
  const bool in_points = !change.in_percent && variable.unit == "%";
  needed.rows.push_back(
      {cell(report::target_name(target, language)),
       cell(report::with_unit(report::plain(last->value, language), unit)),
       cell(report::target_wanted(view.program(), target, language)),
       cell(change.in_percent
                ? view.words(Phrase::unit_percent_year)
                : view.words(Phrase::unit_a_year, {{"unit", in_points ? view.words(Phrase::unit_points) : unit}})),
       figure(past), figure(wanted), figure(simulated(q[3])), cell("", low), cell("", high),
       cell(report::range(low, high, report::decimals_for(low, high), language))});
}

/// The table with the rows of one theme, or of all.
Table needed_table(const View& view, const std::string& theme = "") {
  const std::string at = dataset_of(view.scenario(), "past_value"),
                    figures = dataset_of(view.scenario(), "figure_quantiles");
  Table needed =
      table(theme.empty() ? "needed" : "needed-" + theme + "-table", view.words(Phrase::needed_caption),
            {words("target", view.words(Text::column_target)), words("last", view.words(Phrase::column_last)),
             words("wanted", view.words(Text::column_wanted)), words("unit", view.words(Phrase::column_change_unit)),
             numbers("past", view.words(Phrase::column_past_change), "", at),
             numbers("needed", view.words(Phrase::column_needed_change), "", at),
             numbers("simulated", view.words(Phrase::column_simulated_change), "", figures),
             in_data(numbers("low", view.words(Phrase::column_q05), "", figures)),
             in_data(numbers("high", view.words(Phrase::column_q95), "", figures)),
             on_page(words("range", view.words(Text::column_range)))});
  for (const auto& count : view.scenario().summary.targets) {
    const bool belongs = theme.empty() || view.program().targets[count.target].theme == theme;
    if (belongs) add_needed(view, count, needed);
  }
  return needed;
}

/// Texts and numbers of a column of a table.
std::vector<std::string> texts_of(const Table& table, std::string_view column) {
  std::vector<std::string> texts;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].name != column) continue;
    for (const auto& row : table.rows) texts.push_back(row[c].text);
  }
  return texts;
}
std::vector<double> numbers_of(const Table& table, std::string_view column) {
  std::vector<double> numbers;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].name != column) continue;
    for (const auto& row : table.rows) numbers.push_back(row[c].value);
  }
  return numbers;
}

Chart needed_chart(const View& view, const std::string& theme) {
  Chart chart;
  chart.id = "needed-" + theme;
  chart.kind = "rates";
  chart.title = view.words(Phrase::needed_title, {{"theme", report::theme_name(theme, view.language())}});
  chart.description = view.words(Phrase::needed_description);
  chart.dataset = dataset_of(view.scenario(), "figure_quantiles");
  chart.words = {{"past", view.words(Phrase::rates_past)},
                 {"needed", view.words(Phrase::rates_needed)},
                 {"simulated", view.words(Phrase::rates_simulated)}};
  chart.table = needed_table(view, theme);
  chart.data = {
      {"rates",
       {report::texts("name", texts_of(chart.table, "target")), report::texts("unit", texts_of(chart.table, "unit")),
        report::numbers("past", "1", numbers_of(chart.table, "past")),
        report::numbers("needed", "1", numbers_of(chart.table, "needed")),
        report::numbers("low", "1", numbers_of(chart.table, "low")),
        report::numbers("median", "1", numbers_of(chart.table, "simulated")),
        report::numbers("high", "1", numbers_of(chart.table, "high"))}}};
  return chart;
}

Phrase outcome_phrase(const std::string& outcome) {
  if (outcome == "found") return Phrase::outcome_found;
  if (outcome == "met_already") return Phrase::outcome_met;
  if (outcome == "out_of_reach") return Phrase::outcome_out;
  return Phrase::outcome_no_effect;
}

std::string lever_label(const View& view, const std::string& name) {
  for (const auto& setting : view.program().settings) {
    if (setting.name == name) return report::shown(setting.label, view.language(), name);
  }
  return name;
}

std::string goal_labels(const View& view, const std::string& codes) {
  std::string list;
  std::size_t from = 0;
  while (from < codes.size()) {
    const std::size_t to = std::min(codes.find(' ', from), codes.size());
    list += (list.empty() ? "" : "\n") + goal_label(view, codes.substr(from, to - from));
    from = to + 1;
  }
  return list;
}

/// "12.4–13.9", an open end as "…".
std::string span_text(double low, double high, base::Language language) {
  if (std::isnan(low) && std::isnan(high)) return "-";
  const double shown_low = std::isnan(low) ? high - 1 : low, shown_high = std::isnan(high) ? low + 1 : high;
  const int decimals = report::decimals_for(shown_low, shown_high);
  const auto end = [&](double value) { return std::isnan(value) ? "…" : report::trimmed(value, decimals, language); };
  return end(low) + "–" + end(high);
}

void add_sought(const View& view, const analyse::Answer& answer, Table& sought) {
  const auto *result = table_in(answer, "result"), *levers = table_in(answer, "levers");
  if (result == nullptr || levers == nullptr) return;
  const auto language = view.language();
  const std::string goals = goal_labels(view, texts_in(*result, "goals").front());
  const double wanted = numbers_in(*result, "wanted").front(), reached = numbers_in(*result, "probability").front();
  for (std::size_t k = 0; k < texts_in(*levers, "lever").size(); ++k) {
    const double low = numbers_in(*levers, "interval_low")[k], high = numbers_in(*levers, "interval_high")[k];
    const double may_low = numbers_in(*levers, "bound_low")[k], may_high = numbers_in(*levers, "bound_high")[k];
    // To a digit that its interval supports, so that the value does not leave it by rounding.
    const bool has_interval = !std::isnan(low) && !std::isnan(high) && low < high;
    const auto figure = [&](double value) {
      return has_interval ? fitted(value, low, high, language) : fitted(value, may_low, may_high, language);
    };
    sought.rows.push_back({cell(goals), share(wanted, 0, language),
                           cell(lever_label(view, texts_in(*levers, "lever")[k])),
                           cell(report::unit_name(view.program(), texts_in(*levers, "unit")[k], language)),
                           figure(numbers_in(*levers, "present")[k]), figure(numbers_in(*levers, "value")[k]),
                           cell(span_text(low, high, language)), share(reached, 0, language),
                           cell(view.words(outcome_phrase(texts_in(*result, "outcome").front())))});
  }
}

}  // namespace

Section rates_section(const View& view) {
  Section section{"rates", view.words(Phrase::rates_title), view.words(Phrase::rates_navigation), {}};
  if (view.scenario().summary.targets.empty()) return section;
  Table needed = needed_table(view);
  if (!needed.rows.empty()) {
    section.blocks.push_back(Paragraph{view.words(Phrase::needed_note)});
    for (const auto& theme : report::themes_of(view.scenario())) {
      Chart chart = needed_chart(view, theme);
      if (!chart.table.rows.empty()) section.blocks.push_back(std::move(chart));
    }
    section.blocks.push_back(std::move(needed));
  }
  section.blocks.push_back(Subheading{view.words(Phrase::sought_heading)});
  const auto answers = answers_to(view.record, "seek");
  if (answers.empty()) {
    section.blocks.push_back(Paragraph{view.words(Phrase::not_asked, {{"command", "seek"}})});
    return section;
  }
  const std::string at = "/answers";
  Table sought = table(
      "levers", view.words(Phrase::sought_caption),
      {words("goal", view.words(Text::column_target)), shares("wanted", view.words(Phrase::column_wanted_share), at),
       words("lever", view.words(Text::column_lever)), words("unit", view.words(Text::column_unit)),
       numbers("present", view.words(Text::column_now), "", at),
       numbers("needed", view.words(Text::column_needed), "", at),
       words("interval", view.words(Phrase::column_interval)),
       shares("reached", view.words(Phrase::column_probability), at),
       words("outcome", view.words(Phrase::column_outcome))});
  for (const auto* answer : answers) add_sought(view, *answer, sought);
  section.blocks.push_back(std::move(sought));
  section.blocks.push_back(Paragraph{view.words(Phrase::sought_note)});
  return section;
}

}  // namespace prospect::publish
