#include <algorithm>
#include <cmath>

#include "publish/sections.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"

namespace prospect::publish {
namespace {

using report::Text;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

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
    const auto figure = [&](double value) { return fitted(value, may_low, may_high, language); };
    sought.rows.push_back({cell(goals), share(wanted, 0, language), cell(lever_label(view, texts_in(*levers, "lever")[k])),
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
  section.blocks.push_back(Subheading{view.words(Phrase::sought_heading)});
  const auto answers = answers_to(view.record, "seek");
  if (answers.empty()) {
    section.blocks.push_back(Paragraph{view.words(Phrase::not_asked, {{"command", "seek"}})});
    return section;
  }
  const std::string at = "/answers";
  Table sought = table("levers", view.words(Phrase::sought_caption),
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
