#include "report/sentences.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/unicode.hpp"
#include "base/whole.hpp"
#include "report/fate.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {
namespace {

using analyse::Finding;
using summarise::Interval;

constexpr std::size_t weakest_named = 3;

std::string all_sentence(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const summarise::Summary& summary = scenario.summary;
  const std::size_t n = summary.targets.size();
  const Fate all = fate(counted_all(summary), options);
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
  const Fate enough = fate(counted_at_least(summary, k), options);
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
    const Fate one = fate(counted(scenario.summary, scenario.summary.targets[i]), options);
    list += (list.empty() ? "" : "; ") + target_name(target_of(scenario, i), language) + ", " +
            one.probability;
  }
  return say(Text::sentence_weakest, language, {{"list", list}});
}

// The fewest independent draws that any learned parameter rests on; 0 if all were fitted exactly.
double least_draws(const calibrate::Estimate& estimate) {
  double least = 0;
  for (const calibrate::Learned& learned : estimate.learned) {
    if (learned.effective > 0 && (least == 0 || learned.effective < least)) least = learned.effective;
  }
  return least;
}

constexpr std::array<std::pair<Finding::Kind, Text>, 4> kinds = {
    {{Finding::Kind::plan_arithmetic, Text::kind_arithmetic},
     {Finding::Kind::identity_on_targets, Text::kind_targets},
     {Finding::Kind::two_figures, Text::kind_two_figures},
     {Finding::Kind::identity_on_history, Text::kind_history}}};

double gap_of(const Finding& finding) { return std::abs(finding.printed - finding.expected); }

// How many times the gap exceeds what rounding allows; the measure that findings are ordered by.
double excess_of(const Finding& finding) {
  constexpr double no_allowance = 1e-12;
  const double excess = gap_of(finding) / std::max(finding.allowance, no_allowance);
  return std::isnan(excess) ? 0 : excess;
}

std::string unit_words(const Finding& finding, const model::Program* words,
                       base::Language language) {
  if (words != nullptr) return unit_name(*words, finding.unit, language);
  return finding.unit == "1" ? "" : base::printable(finding.unit);
}

/// Half the half-width: an end of an interval is said to a digit that tells it from the value.
Interval halved(Interval interval) { return {0, (interval.high - interval.low) / 2}; }

std::string with_sign(double value, int decimals, base::Language language) {
  const std::string size = number(value, decimals, language);
  const bool is_zero = size.find_first_of("123456789") == size.npos;
  return value > 0 && !is_zero ? "+" + size : size;
}

}  // namespace

Fate fate(const summarise::Counted& of, const VerdictOptions& options) {
  if (of.paths == 0) return {"-", "-", "-", Tone::plain, Likelihood::about_even};
  const base::Language language = options.language;
  const auto interval = options.intervals(of);
  const Likelihood word = likelihood(interval);
  return {probability(of.hits, of.paths, interval, language), probability_range(interval, language),
          std::string(words(word, language)), tone_of(word), word};
}

const model::Target& target_of(const store::ScenarioRecord& scenario, std::size_t assessed) {
  return scenario.program.targets[scenario.summary.targets[assessed].target];
}

std::vector<std::string> codes_of(const store::ScenarioRecord& scenario, const std::vector<std::size_t>& rows) {
  std::vector<std::string> codes;
  for (const std::size_t row : rows) codes.push_back(target_of(scenario, row).code);
  return codes;
}

std::vector<std::string> verdict_sentences(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const std::size_t n = scenario.summary.targets.size();
  if (n == 0) return {std::string(text(Text::nothing_assessed, options.language))};
  std::vector<std::string> said = {all_sentence(scenario, options)};
  if (n > 1) {
    said.push_back(count_sentence(scenario.summary, options));
    said.push_back(weakest_sentence(scenario, options));
  }
  return said;
}

// Median over range, and the unit where it is not the target's own.
std::string figure_text(const summarise::Spread& figure, const std::string& unit,
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

std::string shortfall_text(const summarise::TargetCount& count, base::Language language) {
  const auto& q = count.figure.quantiles;
  const int decimals = decimals_for(q.front(), q.back());
  return size(count.shortfall, decimals, language);
}

std::string assumption_text(const summarise::AssumptionRange& range, base::Language language) {
  if (std::isnan(range.low)) return "";
  return percent_span(range.low, range.high, language);
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

std::vector<Listed> listed_targets(const std::vector<store::ScenarioRecord>& scenarios) {
  std::vector<Listed> listed;
  for (const store::ScenarioRecord& scenario : scenarios) {
    for (const summarise::TargetCount& count : scenario.summary.targets) {
      const model::Target& target = scenario.program.targets[count.target];
      const bool is_there = std::any_of(listed.begin(), listed.end(), [&](const Listed& other) {
        return other.target->code == target.code;
      });
      if (!is_there) listed.push_back({&scenario.program, &target});
    }
  }
  return listed;
}

std::vector<Listed> omitted_targets(const store::RunRecord& record) {
  std::set<std::string> assessed, named;
  for (const Listed& one : listed_targets(record.scenarios)) assessed.insert(one.target->code);
  const std::string plan = plan_of(record.scenarios.front());
  std::vector<Listed> omitted;
  for (const store::ScenarioRecord& scenario : record.scenarios) {
    for (const model::Target& target : scenario.program.targets) {
      const bool belongs = target.plan == plan && !assessed.contains(target.code);
      if (belongs && named.insert(target.code).second) omitted.push_back({&scenario.program, &target});
    }
  }
  return omitted;
}

// The plan the first assessed target belongs to, or the first target at all.
std::string plan_of(const store::ScenarioRecord& scenario) {
  const auto& targets = scenario.program.targets;
  if (!scenario.summary.targets.empty())
    return targets[scenario.summary.targets.front().target].plan;
  return targets.empty() ? "" : targets.front().plan;
}

std::string run_sentence(const store::RunRecord& record, base::Language language) {
  const model::Program& program = record.scenarios.front().program;
  std::string run = say(Text::run_line, language,
                        {{"paths", count(record.paths, language)},
                         {"seed", std::to_string(record.seed)},
                         {"base", std::to_string(program.base_year)},
                         {"end", std::to_string(program.end_year)},
                         {"version", base::printable(record.program_version)}});
  if (record.as_of != 0) {
    run += " " + say(Text::as_of_line, language, {{"year", std::to_string(record.as_of)}});
  }
  if (const auto& summary = record.scenarios.front().summary; !summary.scramblings.empty()) {
    const std::uint64_t n = summary.scramblings.size();
    run += " " + say(Text::sobol_line, language,
                     {{"n", std::to_string(n)},
                      {"points", count(summary.simulated / n, language)},
                      {"words", count(summary.coordinates, language)}});
    if (summary.plain_words > 0) {
      run += " " + say(Text::sobol_plain_words, language, {{"words", count(summary.plain_words, language)}});
    }
  }
  if (const double draws = least_draws(record.scenarios.front().estimate); draws > 0) {
    constexpr double half_width = 1.96 * 50;   // in points, of a probability of 50 % from one draw
    run += " " + say(Text::learned_draws, language,
                     {{"n", count(base::whole(draws), language)},
                      {"points", number(half_width / std::sqrt(draws), 0, language)}});
  }
  return run;
}

std::string finding_words(const Finding& finding, const model::Program* words, base::Language language) {
  const std::string subject = words != nullptr ? variable_name(*words, finding.subject, language)
                                               : base::printable(finding.subject);
  return shown(finding.words, language,
               say(Text::finding_without_words, language,
                   {{"subject", subject}, {"year", std::to_string(finding.year)}}));
}

// "printed 7.5 %, implied 6.98 %, ...": with a digit more than the gap needs to be seen.
std::string finding_figures(const Finding& finding, const model::Program* words, base::Language language) {
  const std::string unit = unit_words(finding, words, language);
  constexpr int most = 6;
  const double gap = gap_of(finding);
  const int decimals =
      gap > 0 && std::isfinite(gap)
          ? std::clamp(1 - static_cast<int>(std::floor(std::log10(gap))), 0, most)
          : 0;
  const auto rounded = [&](double value) { return trimmed(value, decimals, language); };
  const bool are_two = finding.kind == Finding::Kind::two_figures;
  return say(are_two ? Text::audit_two_figures : Text::audit_figures, language,
             {{"printed", with_unit(rounded(finding.printed), unit)},
              {"expected", rounded(finding.expected)},
              {"gap", rounded(gap)},
              {"allowance", rounded(finding.allowance)}});
}

std::vector<const Finding*> contradictions(Finding::Kind kind, const std::vector<Finding>& findings) {
  std::vector<const Finding*> chosen;
  for (const Finding& finding : findings) {
    if (finding.kind == kind && !finding.agrees) chosen.push_back(&finding);
  }
  std::stable_sort(chosen.begin(), chosen.end(),
                   [](const Finding* a, const Finding* b) { return excess_of(*a) > excess_of(*b); });
  return chosen;
}

std::string audit_counts(const std::vector<Finding>& findings, base::Language language) {
  const auto agreeing = static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [](const Finding& f) { return f.agrees; }));
  return say(Text::audit_counts, language,
             {{"checks", std::to_string(findings.size())},
              {"contradictions", std::to_string(findings.size() - agreeing)},
              {"agreements", std::to_string(agreeing)}});
}

std::vector<std::pair<Finding::Kind, Text>> finding_kinds() { return {kinds.begin(), kinds.end()}; }

std::string failed_sentence(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const summarise::Summary& summary = scenario.summary;
  if (summary.failed == 0 || summary.paths == 0) return "";
  const base::Language language = options.language;
  const auto share_text = [&](std::uint64_t hits, std::uint64_t paths, const VerdictOptions& how) {
    return fate({hits, paths}, how).probability;
  };
  const double share = static_cast<double>(summary.failed) / static_cast<double>(summary.paths);
  // Enough places to show two digits of a small share.
  const int decimals = decimals_for(0, 100 * share * 2);
  std::string said = say(Text::failed_line, language,
                         {{"failed", count(summary.failed, language)},
                          {"n", count(summary.paths, language)},
                          {"p", percent(share, std::max(0, decimals), language)}});
  if (share > scenario.program.failed_limit) {
    said += " " + say(Text::failed_over_limit, language,
                      {{"limit", plain(100 * scenario.program.failed_limit, language) +
                                     std::string(firm_blank) + "%"}});
  }
  if (!summary.targets.empty()) {
    said +=
        " " +
        say(Text::failed_bounds, language,
            {{"points", number(100 * share, std::max(0, decimals), language)},
             {"worst", share_text(summary.all_met, summary.paths, options)},
             {"best", share_text(summary.all_met + summary.failed, summary.paths, options)}});
  }
  return said;
}

DifferenceText difference_text(double value, Interval interval, double scale, base::Language language) {
  const Interval in_points{interval.low * scale / 100, interval.high * scale / 100};
  const int decimals = probability_decimals(in_points), finer = probability_decimals(halved(in_points));
  const Tone tone = interval.low > 0 ? Tone::good : interval.high < 0 ? Tone::bad : Tone::plain;
  return {with_sign(value * scale, decimals, language),
          range(interval.low * scale, interval.high * scale, finer, language), tone};
}

}  // namespace prospect::report
