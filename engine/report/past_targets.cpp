#include "report/past_targets.hpp"

#include <cmath>

#include "analyse/baselines.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"
#include "report/track_record.hpp"

namespace prospect::report {
namespace {

using analyse::TargetMethod;

constexpr int score_decimals = 3;

std::string scores_table(const analyse::PastTargets& targets, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  Table table({{head(Text::column_method), Align::left, 34, 20},
               {head(Text::column_targets), Align::right},
               {head(Text::column_brier), Align::right},
               {head(Text::column_to_ours), Align::right, 18, 16},
               {head(Text::column_log_score), Align::right},
               {head(Text::column_skill), Align::right}},
              options.columns());
  for (const auto& round : targets.rounds) {
    if (round.forecasts.empty()) continue;
    table.heading(say(Text::past_origin, language, {{"origin", std::to_string(round.origin)}}));
    for (const auto& score : round.scores) {
      const bool is_ours = score.method == TargetMethod::ours;
      table.row({{method_name(score.method, language)},
                 {std::to_string(score.targets)},
                 {number(score.brier, score_decimals, language)},
                 {is_ours ? head(Text::reference_row) : difference_cell(score.to_ours, language),
                  is_ours ? Tone::faint : Tone::plain},
                 {number(score.log_score, 2, language)},
                 {is_ours ? "-" : number(100 * score.skill, 0, language) + std::string(firm_blank) + "%"}});
    }
  }
  return table.text(options.color);
}

// How ours stands to the other methods: by an interval that leaves out 0 and a difference that tells.
std::vector<std::string> comparisons(const analyse::TargetRound& round, base::Language language) {
  std::string better, worse, unclear;
  for (const auto& score : round.scores) {
    if (score.method == TargetMethod::ours) continue;
    const bool tells = std::abs(score.to_ours.mean) >= analyse::telling_difference;
    std::string& list = tells && score.to_ours.high < 0  ? better
                        : tells && score.to_ours.low > 0 ? worse
                                                         : unclear;
    list += (list.empty() ? "" : "; ") + method_name(score.method, language);
  }
  std::vector<std::string> said;
  const auto line = [&](Text key, const std::string& list) {
    if (list.empty()) return;
    said.push_back(say(key, language, {{"origin", std::to_string(round.origin)}, {"list", list}}));
  };
  line(Text::past_ours_better, better);
  line(Text::past_unclear, unclear);
  line(Text::past_ours_worse, worse);
  return said;
}

std::string count_sentence(const analyse::TargetRound& round, base::Language language) {
  const auto& count = round.count;
  const Text verdict = count.met < count.low    ? Text::past_count_low
                       : count.met > count.high ? Text::past_count_high
                                                : Text::past_count_fair;
  const std::string said = say(Text::past_count, language,
                               {{"origin", std::to_string(round.origin)},
                                {"expected", number(count.expected, 1, language)},
                                {"n", std::to_string(round.forecasts.size())},
                                {"low", std::to_string(count.low)},
                                {"high", std::to_string(count.high)},
                                {"met", std::to_string(count.met)}});
  return said + ", " + std::string(text(verdict, language));
}

// The probability that ours gave a target at an origin; "-" if it was not forecast.
std::string probability_cell(const analyse::TargetRound& round, std::size_t target,
                             base::Language language) {
  for (const auto& made : round.forecasts) {
    if (made.target != target) continue;
    const double p = *made.probability[0];
    return p < 0.005 || p > 0.995 ? percent(p, 1, language) : percent(p, 0, language);
  }
  return "-";
}

std::string targets_table(const analyse::PastTargets& targets, const model::Program& program,
                          const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  std::vector<Column> columns = {{head(Text::column_target), Align::left, 44, 20, 2},
                                 {head(Text::column_wanted), Align::left, 22, 12},
                                 {head(Text::column_printed), Align::right},
                                 {head(Text::column_result), Align::left}};
  for (const auto& round : targets.rounds) {
    columns.push_back({std::to_string(round.origin), Align::right});
  }
  Table table(std::move(columns), options.columns());
  for (std::size_t k = 0; k < targets.resolved.size(); ++k) {
    const auto& resolved = targets.resolved[k];
    const auto& target = program.targets[resolved.in_program];
    std::vector<Cell> cells = {
        {target_name(target, language)},
        {target_wanted(program, target, language)},
        {plain(resolved.figure, language)},
        {head(resolved.met ? Text::story_met : Text::story_missed),
         resolved.met ? Tone::good : Tone::bad}};
    for (const auto& round : targets.rounds) cells.push_back({probability_cell(round, k, language)});
    table.row(std::move(cells));
  }
  return table.text(options.color);
}

std::string unresolved(const analyse::PastTargets& targets, const model::Program& program,
                       const VerdictOptions& options) {
  if (targets.unresolved.empty()) return "";
  const base::Language language = options.language;
  std::string lines = headline(say(Text::past_unresolved, language,
                                   {{"n", std::to_string(targets.unresolved.size())}}),
                               options);
  for (const auto& left : targets.unresolved) {
    const std::string reason =
        shown(left.reason, language, text(Text::omitted_without_reason, language));
    lines += paragraph("• ",
                       say(Text::omitted_line, language,
                           {{"target", target_name(program.targets[left.in_program], language)},
                            {"reason", reason}}),
                       options.columns());
  }
  return lines;
}

}  // namespace

std::vector<std::string> past_target_sentences(const analyse::PastTargets& targets, base::Language language) {
  std::vector<std::string> said;
  for (const auto& round : targets.rounds) {
    for (auto& sentence : comparisons(round, language)) said.push_back(std::move(sentence));
  }
  for (const auto& round : targets.rounds) {
    if (!round.forecasts.empty()) said.push_back(count_sentence(round, language));
  }
  return said;
}

std::string method_name(TargetMethod method, base::Language language) {
  const auto whole = [&](double p) { return percent(p, 0, language); };
  switch (method) {
    case TargetMethod::ours: return std::string(text(Text::method_ours, language));
    case TargetMethod::constant:
      return say(Text::method_constant, language, {{"p", whole(analyse::share_reported_met)}});
    case TargetMethod::plan:
      return say(Text::method_plan, language, {{"p", whole(analyse::plan_is_right)}});
    case TargetMethod::extrapolation:
      return say(Text::method_extrapolation, language,
                 {{"high", whole(analyse::extrapolated_met)},
                  {"low", whole(analyse::extrapolated_missed)}});
    case TargetMethod::drift_walk: return std::string(text(Text::method_drift_walk, language));
  }
  return "";
}

std::string difference_cell(const analyse::Difference& difference, base::Language language) {
  std::string cell = number(difference.mean, 2, language);
  if (std::isfinite(difference.low)) {
    cell += "\n" + range(difference.low, difference.high, 2, language);
  }
  return cell;
}

std::string past_targets(const analyse::TrackRecord& record, const model::Program& program,
                         const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto& targets = record.targets;
  std::string said = headline(std::string(text(Text::past_heading, language)), options);
  if (targets.resolved.empty()) {
    said += paragraph("", text(Text::past_none, language), options.columns());
    return said + unresolved(targets, program, options);
  }
  std::size_t met = 0;
  for (const auto& target : targets.resolved) met += target.met;
  said += paragraph("",
                    say(Text::past_line, language,
                        {{"n", std::to_string(targets.resolved.size())},
                         {"met", std::to_string(met)},
                         {"left", std::to_string(targets.unresolved.size())}}),
                    options.columns());
  for (const auto& sentence : past_target_sentences(targets, language)) {
    said += paragraph("• ", sentence, options.columns());
  }
  said += paragraph("  ", text(Text::past_independent, language), options.columns());
  said += paragraph("• ",
                    say(Text::past_warning, language,
                        {{"least", number(analyse::telling_difference, 2, language)}}),
                    options.columns());
  said += "\n" + scores_table(targets, options);
  said += headline(std::string(text(Text::past_table, language)), options) +
          targets_table(targets, program, options);
  return said + unresolved(targets, program, options);
}

}  // namespace prospect::report
