#pragma once
/// The fields of every row under their names in the file, listed once for both ways.
///
/// Contract  `io` is Packing (rows are read) or Unpacking (rows are filled); each function visits
///           one dimension of a scenario's group, or one of the small groups. Names are those of
///           layout.hpp.

#include <array>
#include <string>

#include "store/columns.hpp"
#include "store/scenario_rows.hpp"
#include "store/small_fields.hpp"
#include "store/words.hpp"

namespace prospect::store {

template <class Io, class Rows>
void attribute_fields(Io& io, Rows& s) {
  io.attribute("scenario", s.name);
  io.attribute("title", s.label);
  io.attribute("description", s.description);
  io.attribute("file", s.file);
  io.attribute("model_title", s.model_title);
  io.attribute("region", s.region);
  io.attribute("base_year", s.base_year);
  io.attribute("end_year", s.end_year);
  io.attribute("failed_limit", s.failed_limit);
  io.attribute("seed_hex", s.seed_hex);
  io.attribute("first_path", s.first_path);
}

/// What a block's draws were before the figures spoke.
template <class Io, class Law>
void prior_fields(Io& io, Law& prior) {
  io("learned_prior_mean", prior.mean);
  io("learned_prior_sd", prior.sd);
  io("learned_prior_q05", prior.q05);
  io("learned_prior_median", prior.median);
  io("learned_prior_q95", prior.q95);
}

template <class Io, class Part>
void share_fields(Io& io, const std::array<Words, 3>& names, Part& share) {
  io(names[0], share.value);
  io(names[1], share.low);
  io(names[2], share.high);
}

template <class Io, class Range>
void range_fields(Io& io, const std::array<Words, 3>& names, Range& range) {
  io(names[0], range.low);
  io(names[1], range.high);
  io(names[2], range.sd);
}

template <class Io, class Rows>
void total_fields(Io& io, Rows& s) {
  io("path_count", s.paths);
  io("failed", s.failed);
  io("all_met", s.all_met);
  share_fields(io, {"all_met_probability", "all_met_low", "all_met_high"}, s.all_met_share);
  range_fields(io, {"all_met_assumption_low", "all_met_assumption_high", "all_met_assumption_sd"}, s.all_assumptions);
  io.rows("met", s.met_count);
  io.positions("met");
  for (auto& paths : s.met_count) io("met_count", paths);
}

template <class Io, class Spread>
void spread_fields(Io& io, const std::array<Words, 6>& names, Spread& spread) {
  io(names[0], spread.mean);
  io(names[1], spread.sd);
  io(names[2], spread.minimum);
  io(names[3], spread.maximum);
  for (auto& value : spread.quantiles) io(names[4], value);
  io(names[5], spread.quantile_error);
}

template <class Io, class Rows>
void indicator_fields(Io& io, Rows& s) {
  io.rows("year", s.years);
  for (auto& year : s.years) io("year", year);
  io.rows("quantile", s.levels);
  for (auto& level : s.levels) io("quantile", level);
  io.rows("indicator", s.indicators);
  for (auto& v : s.indicators) {
    io("indicator", v.name);
    io("indicator_label", v.label);
    io("indicator_unit", v.unit);
    io("indicator_theme", v.theme);
    io.choice("indicator_kind", v.kind, variable_kinds);
    io.choice("indicator_link", v.link, link_names);
    io("indicator_low", v.low);
    io("indicator_high", v.high);
    io("indicator_limit_low", v.limit_low);
    io("indicator_limit_high", v.limit_high);
    io("indicator_series", v.series);
    io("indicator_family", v.family);
    io("indicator_law", v.law);
    io("indicator_source", v.source);
  }
  for (auto& spread : s.spreads) {
    spread_fields(io, {"mean", "sd", "minimum", "maximum", "quantiles", "quantile_error"}, spread);
  }
}

/// What assessed and other targets share; `prefix` is "target" or "unassessed".
template <class Io, class Row>
void target_text(Io& io, const std::string& prefix, Row& row) {
  auto& t = row.target;
  io(prefix, t.code);
  io(prefix + "_row", row.row);
  io(prefix + "_label", t.label);
  io(prefix + "_plan", t.plan);
  io(prefix + "_part", t.part);
  io(prefix + "_theme", t.theme);
  io(prefix + "_number", t.number);
  io(prefix + "_indicator", t.indicator);
  io.choice(prefix + "_test", t.test, test_names);
  io.choice(prefix + "_direction", t.direction, direction_names);
  io(prefix + "_from", t.from);
  io(prefix + "_year", t.year);
  io(prefix + "_value", t.value);
  io(prefix + "_high", t.high);
  io(prefix + "_unit", t.unit);
  io(prefix + "_tolerance", t.tolerance);
  io(prefix + "_reason", t.reason);
  io(prefix + "_printed", t.printed);
  io(prefix + "_place", t.place_in_report);
}

template <class Io, class Rows>
void target_fields(Io& io, Rows& s) {
  io.rows("unassessed", s.unassessed);
  for (auto& row : s.unassessed) target_text(io, "unassessed", row);
  io.rows("target", s.targets);
  io.rows("target_other", s.targets);
  for (auto& row : s.targets) {
    target_text(io, "target", row);
    io("target_other", row.target.code);
    io("target_variable", row.variable);
    io("target_variable_unit", row.variable_unit);
    io("target_low_bound", row.target.low_bound);
    io("target_high_bound", row.target.high_bound);
    io("hits", row.count.hits);
    share_fields(io, {"probability", "probability_low", "probability_high"}, row.share);
    range_fields(io, {"assumption_low", "assumption_high", "assumption_sd"}, row.count.assumptions);
    io("reported_hits", row.reported_hits);
    io("shortfall", row.count.shortfall);
    io("only_miss", row.count.only_miss);
    for (auto& paths : row.first_met) io("first_met", paths);
    spread_fields(io,
                  {"figure_mean", "figure_sd", "figure_minimum", "figure_maximum",
                   "figure_quantiles", "figure_quantile_error"},
                  row.count.figure);
  }
  for (auto& paths : s.both_missed) io("both_missed", paths);
}

template <class Io, class Rows>
void group_fields(Io& io, Rows& s) {
  io.rows("group", s.groups);
  for (auto& row : s.groups) {
    io("group", row.name);
    io("group_label", row.label);
    io("group_kind", row.kind);
    for (auto& member : row.members) io("group_target", member);
    io("group_all_met", row.all_met);
    share_fields(io, {"group_probability", "group_low", "group_high"}, row.share);
    range_fields(io, {"group_assumption_low", "group_assumption_high", "group_assumption_sd"}, row.assumptions);
  }
}

template <class Io, class Rows>
void parameter_fields(Io& io, Rows& s) {
  io.rows("parameter", s.parameters);
  for (auto& [parameter, of, learned] : s.parameters) {
    io("parameter", parameter.name);
    io("parameter_label", parameter.label);
    io("parameter_unit", parameter.unit);
    io.choice("parameter_role", parameter.role, role_names);
    io("parameter_of", of);
    io("parameter_prior", parameter.prior_text);
    io("parameter_source", parameter.source);
    io("prior_mean", learned.prior_mean);
    io("prior_sd", learned.prior_sd);
    io("prior_q05", learned.prior_q05);
    io("prior_q95", learned.prior_q95);
    io("posterior_mean", learned.posterior_mean);
    io("posterior_sd", learned.posterior_sd);
    io("posterior_q05", learned.q05);
    io("posterior_median", learned.median);
    io("posterior_q95", learned.q95);
    io("observations", learned.observations);
    io("effective_draws", learned.effective);
    io("doubt_left", learned.doubt_left);
    io("not_learned", learned.not_learned);
  }
  io.rows("family", s.families);
  for (auto& [fit, label] : s.families) {
    io("family", fit.family);
    io("family_label", label);
    io("family_members", fit.members);
    io("family_series", fit.series);
    io("family_sigma", fit.sigma);
    io("family_damping", fit.damping);
    io("family_drift_change", fit.drift_change);
    io("family_estimate_error", fit.estimate_error);
    io("family_df", fit.df);
    io("family_log_evidence", fit.log_evidence);
  }
}

}  // namespace prospect::store
