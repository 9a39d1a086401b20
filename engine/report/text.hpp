#pragma once
/// The door of the room: texts for a terminal out of a run's record.
///
/// Contract  UTF-8; each line is ended and no wider than the options' width, in a terminal's
///           columns. Two uncertainties are kept apart: the sampling interval (number of paths)
///           stands beside a probability, the doubt about parameters is inside it.

#include <string>
#include <vector>

#include "analyse/finding.hpp"
#include "report/options.hpp"
#include "store/run_record.hpp"
#include "summarise/reweight.hpp"

namespace prospect::report {

/// What the run says of the plan: see `VerdictOptions::Detail` for how much of it.
[[nodiscard]] std::string verdict(const store::RunRecord& record, const VerdictOptions& options);

/// Parameters and families: of the first scenario all, of the others those that differ.
[[nodiscard]] std::string estimates(const store::RunRecord& record,
                                    const VerdictOptions& options);

/// The audit: contradictions in words, in each kind the largest beyond rounding first; agreements
/// counted. `words`, a program of the run, gives units and subjects their labels.
[[nodiscard]] std::string audit(const std::vector<analyse::Finding>& findings,
                                const VerdictOptions& options,
                                const model::Program* words = nullptr);

/// What new figures say by the weights they give to kept paths; `file` holds them.
[[nodiscard]] std::string weighed(const store::ScenarioRecord& scenario, const summarise::Reweighted& result,
                                  const std::string& file, const VerdictOptions& options);
[[nodiscard]] std::string weighed_json(const store::ScenarioRecord& scenario,
                                       const summarise::Reweighted& result);

/// The verdict for machines: one JSON object. NaN and infinities are null, probabilities shares.
///   program_version, seed, paths, as_of (null if not asked for),
///   stopped: [answers (answer.hpp) of a run that stopped when it was clear: how, and what is decided],
///   scenarios: [{
///     scenario, file, region, label, description, base_year, end_year, simulated, paths (of them those
///     that count), observed: [{ series, year, value, error, status, fitted, agreeing }], update (null
///     without new figures): { simulated, accepted: [by step], targets: [{ code, before, after, parts:
///       [by figure] }], groups: [{ name, before, after, parts }], all_met: { before, after, parts } },
///     failed, assessed,
///     targets: [{ code, number, part, plan, theme, label, test, direction, from, year, value,
///       high, unit, indicator, figure_unit, hits, probability, interval, word, mean, sd,
///       quantiles: {"0.05": q, ...}, shortfall, only_miss, first_met: [{ year, paths }] }],
///     all_met: { hits, probability, interval, word } (null if nothing is assessed),
///     met_count: [paths that meet exactly k targets], expected_met,
///     groups: [{ name, label, targets: [codes], hits, probability, interval, word }],
///     not_assessed: [{ code, number, part, plan, theme, label, reason }],
///     faults: [{ variable, year, fault, paths, first_path }] }]
/// Beside each interval of targets, groups and all_met stands assumptions: { low, high, sd }, 5 and 95 % and sd
/// of the probability over draws of the assumptions (null where it was not asked).
/// Texts (region, label, description, word, reason) are { en, vi }; interval is [low, high] at
/// 95 %, of a run that stopped when it was clear the exact one that holds in spite of that; figures are
/// in `figure_unit`, value and high in `unit`.
[[nodiscard]] std::string to_json(const store::RunRecord& record);

}  // namespace prospect::report
