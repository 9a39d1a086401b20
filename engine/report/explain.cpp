#include "report/explain.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "report/answer.hpp"
#include "report/drivers.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {
namespace {

using analyse::Driver;
using analyse::Explained;

std::string chance(std::uint64_t hits, std::uint64_t n, base::Language language) {
  return probability(hits, n, summarise::probability_interval(hits, n), language);
}

std::string chance_range(std::uint64_t hits, std::uint64_t n, base::Language language) {
  return probability_range(summarise::probability_interval(hits, n), language);
}

/// "below 6.3 %/year: 98 %", its interval on a line of its own.
std::string end_cell(const model::Program& program, const Driver::Ends& ends, bool high,
                     base::Language language) {
  const analyse::Part& part = high ? ends.high : ends.low;
  if (part.paths == 0) return "-";
  const std::string p = chance(part.missed, part.paths, language);
  std::string said = p;
  if (ends.is_event) {
    said = say(high ? Text::end_ever : Text::end_never, language, {{"p", p}});
  } else if (!ends.is_chance) {
    said = say(high ? Text::end_above : Text::end_below, language,
               {{"value", value_with_unit(program, high ? ends.above : ends.below, ends.decimals, ends.unit,
                                          language)},
                {"p", p}});
  }
  return said + "\n" + chance_range(part.missed, part.paths, language);
}

std::string seen_by(const Driver& driver, base::Language language) {
  if (!driver.ends) return "";
  if (driver.ends->is_event) return std::string(text(Text::by_years, language));
  if (driver.ends->is_chance) return std::string(text(Text::by_mean, language));
  const std::string name = shown(driver.ends->label, language, driver.ends->name);
  return name == driver_name(driver, language) ? "" : name;
}

std::string share_cell(const Driver& driver, int whole, base::Language language) {
  // A share is no less than 0; an estimate of few walks may be, and its interval then holds it.
  const double least = std::min(0.0, driver.share);
  const auto points = [least](double share) { return 100 * std::clamp(share, least, 1.0); };
  const std::string blank(firm_blank);
  return number(whole, 0, language) + blank + "%\n" +
         range(points(driver.low), points(driver.high), 0, language) + blank + "%";
}

std::string table_of(const model::Program& program, const Explained& goal, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  Table table({{head(Text::column_driver), Align::left, 34, 20},
               {head(Text::column_driver_share), Align::right, 12, 8},
               {head(Text::column_driver_by), Align::left, 24, 14},
               {head(Text::column_lowest), Align::right, 24, 14},
               {head(Text::column_highest), Align::right, 24, 14}},
              options.columns());
  std::vector<double> shares;
  for (const auto& driver : goal.drivers) shares.push_back(driver.share);
  const auto whole = whole_percentages(shares);
  for (std::size_t d = 0; d < goal.drivers.size(); ++d) {
    const Driver& driver = goal.drivers[d];
    std::vector<Cell> cells = {{driver_name(driver, language)},
                               {share_cell(driver, whole[d], language)},
                               {seen_by(driver, language)}};
    if (driver.ends) {
      cells.push_back({end_cell(program, *driver.ends, false, language)});
      cells.push_back({end_cell(program, *driver.ends, true, language)});
    }
    table.row(std::move(cells));
  }
  return table.text(options.color);
}

std::string about(const model::Program& program, const Explained& goal, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto interval = summarise::probability_interval(goal.missed, goal.walks);
  std::string said = paragraph("", say(Text::explain_goal, language,
                                       {{"goal", goal_name(program, goal.goal, language)},
                                        {"p", chance(goal.missed, goal.walks, language)},
                                        {"range", probability_range(interval, language)}}),
                               options.columns());
  const std::string n = count(goal.walks, language);
  if (goal.missed == 0 && goal.halves == 0) {
    return said + paragraph("", say(Text::explain_none, language,
                                    {{"n", n}, {"most", percent(interval.high, 4, language)}}),
                            options.columns());
  }
  if (goal.missed == goal.walks && goal.halves == 0) {
    return said + paragraph("", say(Text::explain_all, language,
                                    {{"n", n}, {"least", percent(interval.low, 2, language)}}),
                            options.columns());
  }
  if (goal.halves == 0) return said + paragraph("", text(Text::explain_same, language), options.columns());
  said += paragraph("", say(goal.screened > 0 ? Text::explain_spent : Text::explain_spent_whole, language,
                            {{"worlds", count(goal.worlds, language)},
                             {"screened", count(goal.screened, language)},
                             {"inputs", count(goal.inputs, language)},
                             {"walks", n}}),
                    options.columns());
  constexpr std::int64_t few = 200;   // an interval of about 7 points about 50 %
  if (goal.halves < few) {
    said += paragraph("", say(Text::explain_few, language,
                              {{"n", count(static_cast<std::uint64_t>(goal.halves), language)}}),
                      options.columns());
  }
  return said + "\n" + table_of(program, goal, options);
}

}  // namespace

std::string explain(const model::Program& program, const std::vector<Explained>& goals,
                    const VerdictOptions& options) {
  const base::Language language = options.language;
  std::string said =
      headline(say(Text::explain_heading, language, {{"label", scenario_name(program, language)}}), options)
          .substr(1);
  for (const auto& goal : goals) said += "\n" + about(program, goal, options);
  said += "\n" + paragraph("", text(Text::explain_note, language), options.columns());
  return finished(said);
}

analyse::Answer explain_answer(const model::Program& program, const std::vector<Explained>& goals) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<std::string> names, of, driver_en, driver_vi, inputs, by_en, unit;
  std::vector<double> p, low, high, walks, worlds, screened, spread;
  std::vector<double> share, share_low, share_high, halves, below, above, p_low, n_low, p_high, n_high;
  const auto ratio = [](const analyse::Part& part) {
    return part.paths == 0 ? none : static_cast<double>(part.missed) / static_cast<double>(part.paths);
  };
  for (const auto& goal : goals) {
    const auto interval = summarise::probability_interval(goal.missed, goal.walks);
    names.push_back(goal.goal.name);
    p.push_back(goal.share_missed());
    low.push_back(interval.low);
    high.push_back(interval.high);
    walks.push_back(static_cast<double>(goal.walks));
    worlds.push_back(static_cast<double>(goal.worlds));
    screened.push_back(static_cast<double>(goal.screened));
    spread.push_back(goal.spread());
    for (const auto& driver : goal.drivers) {
      of.push_back(goal.goal.name);
      driver_en.push_back(driver_name(driver, base::Language::english));
      driver_vi.push_back(driver_name(driver, base::Language::vietnamese));
      inputs.push_back(driver.name);
      share.push_back(driver.share);
      share_low.push_back(driver.low);
      share_high.push_back(driver.high);
      halves.push_back(static_cast<double>(driver.halves));
      const bool has = driver.ends.has_value();
      by_en.push_back(has ? driver.ends->name : "");
      unit.push_back(has && !driver.ends->is_event && !driver.ends->is_chance ? driver.ends->unit : "");
      below.push_back(has ? driver.ends->below : none);
      above.push_back(has ? driver.ends->above : none);
      p_low.push_back(has ? ratio(driver.ends->low) : none);
      n_low.push_back(has ? static_cast<double>(driver.ends->low.paths) : none);
      p_high.push_back(has ? ratio(driver.ends->high) : none);
      n_high.push_back(has ? static_cast<double>(driver.ends->high.paths) : none);
    }
  }
  analyse::Answer answer;
  answer.name = answer_name("explain", program.scenario, names);
  answer.question = "explain";
  answer.tables.push_back({"goals",
                           {texts("goal", names), numbers("missed", "1", p), numbers("missed_low", "1", low),
                            numbers("missed_high", "1", high), numbers("walks", "1", walks),
                            numbers("worlds", "1", worlds), numbers("screening_worlds", "1", screened),
                            numbers("variance", "1", spread)}});
  answer.tables.push_back({"drivers",
                           {texts("goal", of), texts("driver_en", driver_en), texts("driver_vi", driver_vi),
                            texts("input", inputs), numbers("share", "1", share),
                            numbers("share_low", "1", share_low), numbers("share_high", "1", share_high),
                            numbers("halves", "1", halves), texts("seen_by", by_en), texts("seen_unit", unit),
                            numbers("lowest_below", "1", below), numbers("missed_lowest", "1", p_low),
                            numbers("worlds_lowest", "1", n_low), numbers("highest_above", "1", above),
                            numbers("missed_highest", "1", p_high), numbers("worlds_highest", "1", n_high)}});
  return answer;
}

}  // namespace prospect::report
