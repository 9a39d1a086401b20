#include "report/rank.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/answer.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

constexpr double low_share = 0.05, high_share = 0.95, top_ranks = 3;

std::string chance(std::uint64_t hits, std::uint64_t n, base::Language language) {
  return probability(hits, n, summarise::probability_interval(hits, n), language);
}

double share(std::uint64_t hits, std::uint64_t n) {
  return n == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(n);
}

double quantile(const analyse::RankCount& count, double at) { return count.n == 0 ? 0 : count.quantile(at); }

std::string rank_number(double rank, base::Language language) { return trimmed(rank, 1, language); }

}  // namespace

std::string rank_text(const RankAnswer& answer, const VerdictOptions& options) {
  const auto language = options.language;
  const auto& program = *answer.program;
  const std::string end = std::to_string(program.end_year);
  std::string said = headline(say(Text::rank_heading, language,
                                  {{"region", shown(program.region, language)}, {"year", end}}), options).substr(1);
  said += paragraph("", say(Text::rank_run, language,
                            {{"label", scenario_name(program, language)},
                             {"paths", count(answer.paths, language)},
                             {"seed", std::to_string(answer.seed)}}),
                    options.columns()) + "\n";
  Table table({{std::string(text(Text::column_figure_of, language)), Align::left, 36, 16},
               {std::string(text(Text::column_regions, language)), Align::right, 12, 7},
               {std::string(text(Text::column_rank_now, language)), Align::right, 12, 6},
               {say(Text::column_rank_end, language, {{"year", end}}), Align::right, 14, 8},
               {std::string(text(Text::column_rank_better, language)), Align::right, 14, 8},
               {std::string(text(Text::column_rank_top, language)), Align::right, 14, 8}},
              options.columns());
  for (const auto& c : answer.counts) {
    const auto& ranking = program.rankings[c.ranking];
    if (c.n == 0) continue;
    const auto at = [&](double share_of_paths) { return rank_number(quantile(c, share_of_paths), language); };
    const std::string spread = at(0.5) + "\n" + at(low_share) + "–" + at(high_share);
    table.row({{shown(ranking.label, language, ranking.name)},
               {std::to_string(ranking.regions.size() + 1)},
               {rank_number(static_cast<double>(c.now) / 2, language)},
               {spread},
               {chance(c.better(), c.n, language)},
               {chance(c.within(top_ranks), c.n, language)}});
  }
  said += table.text(options.color) + "\n";
  for (const Text note : {Text::rank_note_best, Text::rank_note_law, Text::rank_note_now}) {
    said += paragraph("• ", text(note, language), options.columns());
  }
  return finished(said);
}

analyse::Answer to_answer(const RankAnswer& answer) {
  const auto& program = *answer.program;
  std::vector<std::string> names, of, better;
  std::vector<double> regions, now, median, low, high, improves, top, n, rank, rank_share;
  for (const auto& c : answer.counts) {
    const auto& ranking = program.rankings[c.ranking];
    names.push_back(ranking.name);
    better.push_back(ranking.high_is_better ? "high" : "low");
    regions.push_back(static_cast<double>(ranking.regions.size() + 1));
    now.push_back(static_cast<double>(c.now) / 2);
    median.push_back(quantile(c, 0.5));
    low.push_back(quantile(c, low_share));
    high.push_back(quantile(c, high_share));
    improves.push_back(share(c.better(), c.n));
    top.push_back(share(c.within(top_ranks), c.n));
    n.push_back(static_cast<double>(c.n));
    for (std::size_t twice = 2; twice < c.paths.size(); ++twice) {
      if (c.paths[twice] == 0) continue;
      of.push_back(ranking.name);
      rank.push_back(static_cast<double>(twice) / 2);
      rank_share.push_back(share(c.paths[twice], c.n));
    }
  }
  analyse::Answer out;
  out.name = "rank in " + program.scenario;
  out.question = "rank";
  out.tables = {{"rankings",
                 {texts("ranking", names), texts("better", better), numbers("regions", "1", regions),
                  numbers("rank_now", "1", now), numbers("rank_median", "1", median), numbers("rank_low", "1", low),
                  numbers("rank_high", "1", high), numbers("improves", "1", improves), numbers("top_three", "1", top),
                  numbers("paths", "1", n)}},
                {"ranks", {texts("ranking", of), numbers("rank", "1", rank), numbers("share", "1", rank_share)}}};
  return out;
}

}  // namespace prospect::report
