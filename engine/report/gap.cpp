#include "report/gap.hpp"

#include <algorithm>
#include <cmath>

#include "base/unicode.hpp"
#include "base/whole.hpp"
#include "report/answer.hpp"
#include "report/drivers.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

std::string chance(std::uint64_t hits, std::uint64_t n, base::Language language) {
  return probability(hits, n, summarise::probability_interval(hits, n), language);
}

std::string setting_name(const GapSetting& setting, base::Language language) {
  const std::string name = shown(setting.label, language, setting.name);
  if (setting.table == "event") return say(Text::setting_event, language, {{"name", name}});
  if (setting.table == "parameter") return say(Text::setting_parameter, language, {{"name", name}});
  return name;
}

/// Points of risk to the digit of the half-width, with a sign, and the interval under it.
std::string points_cell(const analyse::GapPart& part, base::Language language) {
  const double half = 100 * (part.high - part.low) / 2;
  const int decimals = half > 0 ? base::whole_within(std::ceil(-std::log10(half)), 0, 3) : 1;
  const double points = 100 * part.points;
  const std::string sign = std::round(points * std::pow(10, decimals)) > 0 ? "+" : "";
  return sign + number(points, decimals, language) + "\n" +
         range(100 * part.low, 100 * part.high, decimals, language);
}

std::string written(const std::string& setting, base::Language) {
  return setting.empty() ? "-" : base::printable(setting);
}

std::string about(const GapAnswer& answer, std::size_t g, const VerdictOptions& options) {
  const base::Language language = options.language;
  const analyse::Gap& gap = answer.gaps[g];
  const double points = 100 * (static_cast<double>(gap.second_missed) - static_cast<double>(gap.first_missed)) /
                        static_cast<double>(gap.paths);
  std::string said = paragraph("", say(Text::gap_line, language,
                                       {{"goal", goal_name(*answer.first, answer.goals[g], language)},
                                        {"a", chance(gap.first_missed, gap.paths, language)},
                                        {"b", chance(gap.second_missed, gap.paths, language)},
                                        {"first", scenario_name(*answer.first, language)},
                                        {"second", scenario_name(*answer.second, language)},
                                        {"gap", number(std::abs(points), 1, language)}}),
                               options.columns());
  const auto moves = [](const analyse::GapPart& part) { return part.low != 0 || part.high != 0; };
  if (!std::any_of(gap.parts.begin(), gap.parts.end(), moves) && !moves(gap.rest)) {
    return said + paragraph("", text(Text::gap_none, language), options.columns());
  }
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  Table table({{head(Text::column_setting), Align::left, 36, 20},
               {head(Text::column_gap), Align::right, 16, 12},
               {head(Text::column_from), Align::left, 24, 10, 2},
               {head(Text::column_to), Align::left, 24, 10, 2}},
              options.columns());
  std::vector<std::size_t> order(gap.parts.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(gap.parts[a].points) > std::abs(gap.parts[b].points);
  });
  for (const auto k : order) {
    table.row({{setting_name(answer.settings[k], language)},
               {points_cell(gap.parts[k], language)},
               {written(answer.settings[k].first, language)},
               {written(answer.settings[k].second, language)}});
  }
  if (moves(gap.rest)) table.row({{head(Text::gap_rest)}, {points_cell(gap.rest, language)}});
  return said + "\n" + table.text(options.color);
}

}  // namespace

std::string gap(const GapAnswer& answer, const VerdictOptions& options) {
  const base::Language language = options.language;
  std::string said = headline(say(Text::gap_heading, language,
                                  {{"a", scenario_name(*answer.first, language)},
                                   {"b", scenario_name(*answer.second, language)}}),
                              options)
                         .substr(1);
  if (answer.settings.empty()) said += paragraph("", text(Text::gap_no_settings, language), options.columns());
  const std::size_t n = answer.settings.size();
  if (n > 0 && !answer.gaps.empty()) {
    said += paragraph("", say(n > analyse::most_exact_settings ? Text::gap_sampled : Text::gap_exact, language,
                              {{"n", std::to_string(n)},
                               {"orders", std::to_string(analyse::sampled_orders)},
                               {"worlds", count(answer.gaps.front().paths, language)}}),
                      options.columns());
  }
  for (std::size_t g = 0; g < answer.gaps.size(); ++g) said += "\n" + about(answer, g, options);
  if (n > 0) said += "\n" + paragraph("", text(Text::gap_note, language), options.columns());
  return finished(said);
}

analyse::Answer gap_answer(const GapAnswer& answer) {
  std::vector<std::string> names, of, table, setting, from, to;
  std::vector<double> first, second, paths, points, low, high;
  for (std::size_t g = 0; g < answer.gaps.size(); ++g) {
    const analyse::Gap& gap = answer.gaps[g];
    const auto all = static_cast<double>(gap.paths);
    names.push_back(answer.goals[g].name);
    first.push_back(static_cast<double>(gap.first_missed) / all);
    second.push_back(static_cast<double>(gap.second_missed) / all);
    paths.push_back(all);
    const auto put = [&](const GapSetting& one, const analyse::GapPart& part) {
      of.push_back(answer.goals[g].name);
      table.push_back(one.table);
      setting.push_back(one.name);
      from.push_back(one.first);
      to.push_back(one.second);
      points.push_back(part.points);
      low.push_back(part.low);
      high.push_back(part.high);
    };
    for (std::size_t k = 0; k < gap.parts.size(); ++k) put(answer.settings[k], gap.parts[k]);
    put({"", "rest", {}, "", ""}, gap.rest);
  }
  analyse::Answer said;
  said.name = "explain " + answer.first->scenario + " against " + answer.second->scenario;
  said.question = "explain";
  said.tables.push_back({"goals",
                         {texts("goal", names), numbers("missed_first", "1", first),
                          numbers("missed_second", "1", second), numbers("worlds", "1", paths)}});
  said.tables.push_back({"settings",
                         {texts("goal", of), texts("table", table), texts("setting", setting), texts("first", from),
                          texts("second", to), numbers("change", "1", points), numbers("change_low", "1", low),
                          numbers("change_high", "1", high)}});
  return said;
}

}  // namespace prospect::report
