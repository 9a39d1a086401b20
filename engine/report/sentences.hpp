#pragma once
/// Sentences and cells of a verdict, the same wherever it is shown.
///
/// Contract  numbers as numbers.hpp writes them: blanks before units are firm, to be finished by who shows them.

#include <cstdint>
#include <string>
#include <vector>

#include "analyse/finding.hpp"
#include "report/layout.hpp"
#include "report/options.hpp"
#include "report/texts.hpp"
#include "report/wording.hpp"
#include "store/run_record.hpp"

namespace prospect::report {

/// A count of paths with the words that belong to it.
struct Fate {
  std::string probability, range, word;   ///< "-" without paths
  Tone tone = Tone::plain;
  Likelihood likelihood = Likelihood::about_even;
};
[[nodiscard]] Fate fate(const summarise::Counted& of, const VerdictOptions& options);

/// The target that row `assessed` of the summary counts.
[[nodiscard]] const model::Target& target_of(const store::ScenarioRecord& scenario, std::size_t assessed);

/// Codes of the targets that these rows count.
[[nodiscard]] std::vector<std::string> codes_of(const store::ScenarioRecord& scenario,
                                                const std::vector<std::size_t>& rows);

/// What is said of all targets, of how many are met, of the weakest; one sentence without any.
[[nodiscard]] std::vector<std::string> verdict_sentences(const store::ScenarioRecord& scenario,
                                                         const VerdictOptions& options);

/// Median over range, and the unit where it is not the target's own.
[[nodiscard]] std::string figure_text(const summarise::Spread& figure, const std::string& unit,
                                      base::Language language);
/// Mean distance to the target where it is missed.
[[nodiscard]] std::string shortfall_text(const summarise::TargetCount& count, base::Language language);
/// "0–26 %" over draws of the assumptions; empty where it was not asked.
[[nodiscard]] std::string assumption_text(const summarise::AssumptionRange& range, base::Language language);

/// Themes in the order in which the assessed targets bring them.
[[nodiscard]] std::vector<std::string> themes_of(const store::ScenarioRecord& scenario);

/// A target and the program that names its units.
struct Listed {
  const model::Program* program;
  const model::Target* target;
};
/// Targets assessed in any scenario, in the order in which they turn up.
[[nodiscard]] std::vector<Listed> listed_targets(const std::vector<store::ScenarioRecord>& scenarios);
/// Targets of the plan that no scenario assesses, each once.
[[nodiscard]] std::vector<Listed> omitted_targets(const store::RunRecord& record);
/// The plan the first assessed target belongs to, or the first target at all.
[[nodiscard]] std::string plan_of(const store::ScenarioRecord& scenario);

/// How the run was made: paths, seed, years, version, what the learned parameters rest on.
[[nodiscard]] std::string run_sentence(const store::RunRecord& record, base::Language language);

/// A finding of the audit as a sentence, and its figures.
[[nodiscard]] std::string finding_words(const analyse::Finding& finding, const model::Program* words,
                                        base::Language language);
[[nodiscard]] std::string finding_figures(const analyse::Finding& finding, const model::Program* words,
                                          base::Language language);
/// Contradictions of one kind, the largest beyond rounding first.
[[nodiscard]] std::vector<const analyse::Finding*> contradictions(analyse::Finding::Kind kind,
                                                                  const std::vector<analyse::Finding>& findings);
/// "12 checks, 3 contradictions ..."
[[nodiscard]] std::string audit_counts(const std::vector<analyse::Finding>& findings, base::Language language);
/// Kinds of findings in the order they are read, with their names.
[[nodiscard]] std::vector<std::pair<analyse::Finding::Kind, Text>> finding_kinds();

/// What is said of draws that failed; empty without any.
[[nodiscard]] std::string failed_sentence(const store::ScenarioRecord& scenario, const VerdictOptions& options);

/// "+7.4" and "7.3–7.5": a difference and its interval. `scale` is 100 for points.
struct DifferenceText {
  std::string value, range;
  Tone tone = Tone::plain;
};
[[nodiscard]] DifferenceText difference_text(double value, summarise::Interval interval, double scale,
                                             base::Language language);

}  // namespace prospect::report
