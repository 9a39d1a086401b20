#pragma once
/// The track record for people and for machines.
///
/// Contract  as text.hpp: UTF-8, lines ended and no wider than asked for, both languages.

#include <string>
#include <string_view>
#include <vector>

#include "analyse/answer.hpp"
#include "analyse/track_record.hpp"
#include "model/program.hpp"
#include "report/options.hpp"

namespace prospect::report {

/// Verdict in sentences and the pooled table first; then where the figures fell in their intervals, the
/// parts, the targets of plans that are over, all series together, how to read it. `program` is the
/// one the record was made of: it names families, targets and units.
[[nodiscard]] std::string track_record(const analyse::TrackRecord& record,
                                       const model::Program& program,
                                       const VerdictOptions& options);

/// The verdict in sentences: coverage, weak families, against simpler methods. Expects a pool.
[[nodiscard]] std::vector<std::string> track_sentences(const analyse::TrackRecord& record, base::Language language);

/// Names for people.
[[nodiscard]] std::string method_name(analyse::Method method, base::Language language);
[[nodiscard]] std::string method_name(analyse::TargetMethod method, base::Language language);
[[nodiscard]] std::string part_name(const analyse::Pool& pool, base::Language language);

/// The record for a result file: tables `sentences` (en, vi), `pooled` (a row a method and part of the cases),
/// `coverage` (a row a method, part and level), `pit` (all cases: a row a method and fifth); of plans that are over
/// `targets` (a row an origin and target), `target_scores` (an origin and method; to_ours: ours less its own) and
/// `counts` (an origin). NaN where a method saw nothing; bounds that are not there are infinite. A result file
/// does not keep tables without rows. `target_sentences` says in words how those targets were forecast. The name
/// holds the scenario, the origins and the rules: an answer to the same takes its place.
[[nodiscard]] analyse::Answer track_answer(const analyse::TrackRecord& record, const model::Program& program);

/// One JSON object; NaN and infinities are null, probabilities shares, link scale where nothing is said.
///   base_year, origins, rule: { key: [values] } (empty: the model file's own),
///   series: [{ series, family, unit, label }],
///   pools: [{ by, name, label, methods: [{ method, cases, series, log_score, to_ours: { mean,
///     interval, cases, clusters }, crps, coverage: [{ level, hits, cases, interval, by_series }],
///     pit: { counts, chi_square, design_effect, p_value } }] }],
///   cases: [{ series, origin, year, estimate, value, linked, scale,
///     forecasts: { method: { low, median, high, log_density, pit, crps } } }],
///   end_values: [{ origin, series, methods: [{ method, score, skill }] }],
///   targets: { resolved: [{ code, series, label, unit, year, bounds, figure, met }],
///     unresolved: [{ code, label, reason }],
///     rounds: [{ origin, forecasts: [{ code, probability: { method: p } }],
///       scores: [{ method, targets, brier, log_score, skill, to_ours }],
///       count: { law, expected, interval, met, pit } }] }
[[nodiscard]] std::string to_json(const analyse::TrackRecord& record);

/// The first line of the table of forecasts.
inline constexpr std::string_view csv_head =
    "rule,series,family,origin,year,estimate,value,linked,scale,method,low,median,high,log_density,pit,"
    "crps\n";

/// A row for each forecast, one figure at one origin by one method, under a head.
[[nodiscard]] std::string to_csv(const analyse::TrackRecord& record);

/// Name of a method in files: "ours", "random_walk", ...
[[nodiscard]] std::string_view code_of(analyse::Method method);
[[nodiscard]] std::string_view code_of(analyse::TargetMethod method);
/// Name of what a part of the cases is cut by: "all", "family", ...
[[nodiscard]] std::string_view code_of(analyse::Pool::By by);

/// "damping = 0.8, 1; df = 4"; empty without rules.
[[nodiscard]] std::string rule_text(const analyse::TrackRecord& record);

}  // namespace prospect::report
