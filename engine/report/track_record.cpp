#include "report/track_record.hpp"

#include <array>
#include <cmath>

#include "analyse/baselines.hpp"
#include "base/unicode.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/past_targets.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

using analyse::Method;
using analyse::MethodScore;
using analyse::Pool;

/// A fall so uneven that chance alone would bring it in fewer than one of twenty right forecasts.
constexpr double uneven = 0.05;
constexpr std::size_t ninety = 2;  // place of the 90 % interval in MethodScore::covers

std::string share(const analyse::Coverage& covers, base::Language language) {
  return percent(static_cast<double>(covers.hits) / static_cast<double>(covers.cases), 0, language);
}

std::string wilson(const analyse::Coverage& covers, base::Language language) {
  return number(100 * covers.interval.low, 0, language) + "–" +
         percent(covers.interval.high, 0, language);
}

Tone tone_of(const analyse::Coverage& covers) { return covers.is_broken() ? Tone::bad : Tone::plain; }

// A method's difference to ours, coloured where the interval leaves out 0.
Cell to_ours(const MethodScore& score, base::Language language) {
  if (score.method == Method::ours) {
    return {std::string(text(Text::reference_row, language)), Tone::faint};
  }
  const Tone tone = score.to_ours.high < 0  ? Tone::good
                    : score.to_ours.low > 0 ? Tone::bad
                                            : Tone::plain;
  return {difference_cell(score.to_ours, language), tone};
}

std::string head(const analyse::TrackRecord& record, const model::Program& program,
                 const VerdictOptions& options) {
  const base::Language language = options.language;
  std::string origins;
  for (const int origin : record.origins) {
    origins += (origins.empty() ? "" : ", ") + std::to_string(origin);
  }
  const std::size_t series = record.pools.empty() ? 0 : record.pools.front().methods.front().series;
  const std::string region = shown(program.region, language, shown(program.title, language));
  const std::string line = say(Text::track_line, language,
                               {{"origins", origins},
                                {"base", std::to_string(record.base_year)},
                                {"cases", std::to_string(record.cases.size())},
                                {"series", std::to_string(series)}});
  const std::string rule = record.rules.empty()
                               ? std::string(text(Text::track_rule_file, language))
                               : say(Text::track_rule, language, {{"rule", rule_text(record)}});
  return headline(say(Text::track_heading, language, {{"region", region}}), options).substr(1) +
         paragraph("", line + " " + rule, options.columns());
}

std::string coverage_sentence(const MethodScore& ours, base::Language language) {
  const auto& covers = ours.covers[ninety];
  const bool few = static_cast<double>(covers.hits) < covers.level * static_cast<double>(covers.cases);
  const Text key = !covers.is_broken() ? Text::track_fair : few ? Text::track_narrow : Text::track_wide;
  const auto& range = std::isnan(covers.by_cluster.low) ? covers.interval : covers.by_cluster;
  return say(key, language,
             {{"share", share(covers, language)},
              {"range", number(100 * range.low, 0, language) + "–" + percent(range.high, 0, language)}});
}

std::string pooled(const Pool& all, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto word = [&](Text key) { return std::string(text(key, language)); };
  std::vector<Column> columns = {{word(Text::column_method), Align::left, 20, 14},
                                 {word(Text::column_figures), Align::right},
                                 {word(Text::column_log_score), Align::right},
                                 {word(Text::column_to_ours), Align::right, 16, 14},
                                 {word(Text::column_crps), Align::right}};
  for (const auto& covers : all.methods.front().covers) {
    columns.push_back({percent(covers.level, 0, language), Align::right});
  }
  Table table(std::move(columns), options.columns());
  for (const auto& score : all.methods) {
    std::vector<Cell> cells = {
        {method_name(score.method, language)},
        {std::to_string(score.cases) + "\n" + std::to_string(score.series)},
        {number(score.log_score, 2, language)},
        to_ours(score, language),
        {number(score.crps, 2, language)}};
    for (const auto& covers : score.covers) {
      cells.push_back({share(covers, language) + "\n" + wilson(covers, language), tone_of(covers)});
    }
    table.row(std::move(cells));
  }
  return headline(word(Text::track_pooled), options) + table.text(options.color);
}

std::string fifths(const Pool& all, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto word = [&](Text key) { return std::string(text(key, language)); };
  std::vector<Column> columns = {{word(Text::column_method), Align::left, 30, 14}};
  for (std::size_t k = 1; k <= analyse::PitHistogram::bins; ++k) {
    columns.push_back({say(Text::column_fifth, language, {{"k", std::to_string(k)}}), Align::right});
  }
  columns.push_back({word(Text::column_chance), Align::right});
  Table table(std::move(columns), options.columns());
  for (const auto& score : all.methods) {
    std::vector<Cell> cells = {{method_name(score.method, language)}};
    for (const int count : score.pit.counts) cells.push_back({std::to_string(count)});
    cells.push_back({percent(score.pit.p_value, 1, language),
                     score.pit.p_value < uneven ? Tone::bad : Tone::plain});
    table.row(std::move(cells));
  }
  return headline(word(Text::track_pit), options) + table.text(options.color);
}

std::vector<Cell> part_row(const Pool& pool, base::Language language) {
  const MethodScore& ours = pool.methods.front();
  std::vector<Cell> cells = {
      {part_name(pool, language)},
      {std::to_string(ours.cases) + "\n" + std::to_string(ours.series)},
      {number(ours.log_score, 2, language)},
      {share(ours.covers[ninety], language) + "\n" + wilson(ours.covers[ninety], language),
       tone_of(ours.covers[ninety])}};
  for (std::size_t m = 1; m < analyse::method_count; ++m) {
    Cell cell{"-"};
    for (const auto& score : pool.methods) {
      if (score.method == static_cast<Method>(m)) cell = to_ours(score, language);
    }
    cells.push_back(std::move(cell));
  }
  return cells;
}

std::string parts(const analyse::TrackRecord& record, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto word = [&](Text key) { return std::string(text(key, language)); };
  std::vector<Column> columns = {{word(Text::column_part), Align::left, 26, 14},
                                 {word(Text::column_figures), Align::right},
                                 {word(Text::column_log_score), Align::right},
                                 {word(Text::column_held), Align::right}};
  for (std::size_t m = 1; m < analyse::method_count; ++m) {
    columns.push_back({method_name(static_cast<Method>(m), language), Align::right, 15, 10});
  }
  Table table(std::move(columns), options.columns());
  constexpr std::array<std::pair<Pool::By, Text>, 3> kinds = {
      {{Pool::By::family, Text::part_family},
       {Pool::By::horizon, Text::part_horizon},
       {Pool::By::origin, Text::part_origin}}};
  for (const auto& [by, heading] : kinds) {
    table.heading(word(heading));
    for (const auto& pool : record.pools) {
      if (pool.by == by) table.row(part_row(pool, language));
    }
  }
  return headline(word(Text::track_parts), options) + table.text(options.color);
}

std::string end_values(const analyse::TrackRecord& record, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto word = [&](Text key) { return std::string(text(key, language)); };
  Table table({{word(Text::column_method), Align::left, 34, 20},
               {word(Text::column_energy), Align::right},
               {word(Text::column_energy_skill), Align::right, 20}},
              options.columns());
  for (const auto& end : record.end_values) {
    if (end.methods.empty()) continue;
    table.heading(say(Text::past_origin, language, {{"origin", std::to_string(end.origin)}}));
    for (const auto& score : end.methods) {
      const bool is_reference = score.method == Method::random_walk;
      table.row({{method_name(score.method, language)},
                 {number(score.score, 2, language)},
                 {is_reference ? word(Text::reference_row)
                               : number(100 * score.skill, 0, language) + std::string(firm_blank) + "%",
                  is_reference ? Tone::faint : Tone::plain}});
    }
  }
  if (table.empty()) return "";
  return headline(say(Text::energy_heading, language, {{"base", std::to_string(record.base_year)}}),
                  options) +
         paragraph("", text(Text::energy_line, language), options.columns()) +
         table.text(options.color);
}

std::string legend(const VerdictOptions& options) {
  const base::Language language = options.language;
  std::string lines = headline(std::string(text(Text::legend_heading, language)), options);
  const auto bullet = [&](const std::string& words) {
    lines += paragraph("• ", words, options.columns());
  };
  for (const Text key :
       {Text::track_legend_score, Text::track_legend_crps, Text::track_legend_covers}) {
    bullet(std::string(text(key, language)));
  }
  bullet(say(Text::track_legend_interval, language,
             {{"n", std::to_string(analyse::least_clusters)}}));
  bullet(std::string(text(Text::track_legend_families, language)));
  bullet(say(Text::track_legend_baselines, language,
             {{"p", percent(analyse::share_reported_met, 0, language)}}));
  return lines;
}

}  // namespace

std::string method_name(Method method, base::Language language) {
  constexpr std::array<Text, analyse::method_count> keys = {
      Text::method_ours, Text::method_random_walk, Text::method_own_mean, Text::method_damped,
      Text::method_drift_walk};
  return std::string(text(keys[static_cast<std::size_t>(method)], language));
}

std::string part_name(const Pool& pool, base::Language language) {
  switch (pool.by) {
    case Pool::By::family: return shown(pool.label, language, pool.name);
    case Pool::By::horizon: return say(Text::years_ahead, language, {{"n", pool.name}});
    case Pool::By::all:
    case Pool::By::origin: break;
  }
  return base::printable(pool.name);
}

std::vector<std::string> track_sentences(const analyse::TrackRecord& record, base::Language language) {
  const analyse::Pool& all = record.pools.front();
  const MethodScore& ours = all.methods.front();
  std::string better, worse, unclear;
  for (const auto& score : all.methods) {
    if (score.method == Method::ours) continue;
    std::string& list = score.to_ours.high < 0 ? better : score.to_ours.low > 0 ? worse : unclear;
    list += (list.empty() ? "" : "; ") + method_name(score.method, language);
  }
  std::vector<std::string> said;
  const auto bullet = [&](std::string words) { said.push_back(std::move(words)); };
  bullet(coverage_sentence(ours, language));
  for (const auto& pool : record.pools) {
    const auto& covers = pool.methods.front().covers[ninety];
    if (pool.by != Pool::By::family || !covers.is_broken()) continue;
    bullet(say(Text::track_weak_part, language,
               {{"part", part_name(pool, language)}, {"share", share(covers, language)}}));
  }
  if (!better.empty()) bullet(say(Text::track_better, language, {{"list", better}}));
  if (!unclear.empty()) bullet(say(Text::track_unclear, language, {{"list", unclear}}));
  if (!worse.empty()) bullet(say(Text::track_worse, language, {{"list", worse}}));
  const bool is_uneven = ours.pit.p_value < uneven;
  bullet(say(is_uneven ? Text::track_pit_uneven : Text::track_pit_even, language,
             {{"p", percent(ours.pit.p_value, is_uneven ? 1 : 0, language)}}));
  return said;
}

std::string track_record(const analyse::TrackRecord& record, const model::Program& program,
                         const VerdictOptions& options) {
  std::string said = head(record, program, options);
  if (record.pools.empty()) {
    said += paragraph("", text(Text::track_no_cases, options.language), options.columns());
    return finished(said + past_targets(record, program, options));
  }
  const Pool& all = record.pools.front();
  for (const auto& sentence : track_sentences(record, options.language)) {
    said += paragraph("• ", sentence, options.columns());
  }
  said += pooled(all, options) + fifths(all, options);
  said += parts(record, options) + past_targets(record, program, options);
  return finished(said + end_values(record, options) + legend(options));
}

}  // namespace prospect::report
