#include <algorithm>
#include <cmath>
#include <set>

#include "base/unicode.hpp"
#include "report/matrix.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/sentences.hpp"
#include "report/stopping.hpp"
#include "report/text.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

std::string head(const store::RunRecord& record, const VerdictOptions& options) {
  const base::Language language = options.language;
  const model::Program& program = record.scenarios.front().program;
  const std::string plan = base::printable(plan_of(record.scenarios.front()));
  const std::string region = shown(program.region, language, shown(program.title, language));
  const Text title = plan.empty() ? Text::title_without_plan : Text::title;
  std::string lines = say(title, language, {{"region", region}, {"plan", plan}});
  const std::string run = run_sentence(record, language);
  // The first line has none before it.
  return headline(lines, options).substr(1) + paragraph("", run, options.columns());
}

std::string omitted(const store::RunRecord& record, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto targets = omitted_targets(record);
  if (targets.empty()) return "";
  std::string lines = headline(say(Text::omitted_heading, language, {{"n", std::to_string(targets.size())}}), options);
  for (const auto& [program, target] : targets) {
    const std::string reason = shown(target->reason, language, text(Text::omitted_without_reason, language));
    lines += paragraph("• ", say(Text::omitted_line, language,
                                 {{"target", target_name(*target, language)}, {"reason", reason}}),
                       options.columns());
  }
  return lines;
}

std::string legend(const VerdictOptions& options) {
  std::string lines =
      headline(std::string(text(Text::legend_heading, options.language)), options);
  for (const Text key : {Text::legend_sampling, Text::legend_assumptions, Text::legend_range, Text::legend_words}) {
    lines += paragraph("• ", text(key, options.language), options.columns());
  }
  if (options.intervals.looked) {
    lines += paragraph("• ", text(Text::legend_looked, options.language), options.columns());
  }
  return lines;
}

}  // namespace

std::string verdict(const store::RunRecord& record, const VerdictOptions& asked) {
  VerdictOptions options = asked;
  options.intervals = interval_rule(record);
  if (record.scenarios.empty()) {
    return finished(paragraph("", text(Text::nothing_run, options.language), options.columns()));
  }
  const bool are_several = record.scenarios.size() > 1;
  const bool is_full = options.detail == VerdictOptions::Detail::full;
  std::string said = head(record, options) + how_it_stopped(record, options);
  if (are_several) {
    said += matrix(record, options);
    if (!is_full) {
      said += "\n" +
              paragraph("", text(Text::matrix_first_only, options.language), options.columns());
    }
  }
  const std::size_t shown_in_full = is_full ? record.scenarios.size() : 1;
  for (std::size_t i = 0; i < shown_in_full; ++i) said += section(record.scenarios[i], options);
  return finished(said + omitted(record, options) + legend(options));
}

}  // namespace prospect::report
