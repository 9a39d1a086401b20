#pragma once
/// Every string the reports in files show beyond those of the terminal (report/texts.hpp), in both languages.
///
/// Contract  as that catalogue: `{name}` is a gap, both languages have the same gaps (tested), fillings are not
///           searched for gaps again.

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "base/label.hpp"
#include "report/texts.hpp"

namespace prospect::publish {

/// Keys of the catalogue. The parts in phrases_*.cpp hold one row for each, in this order.
enum class Phrase {
  // What the report says (phrases_report.cpp).
  report_subtitle, verdict_title, verdict_navigation, verdict_arithmetic, verdict_record_gloomy,
  verdict_record_hopeful, verdict_record_fair, verdict_omitted, reported_note, readings_caption, column_reading,
  headline_plain, headline_assumed, targets_caption, targets_note, probabilities_title, probabilities_description,
  axis_probability, axis_points, axis_met, axis_paths, fan_median, fan_band50, fan_band80, fan_band90, fan_past,
  fan_line, status_actual, status_estimate, status_derived, fan_today, scenarios_navigation, scenarios_caption,
  side_by_side_note, side_by_side_caption, scenario_chart_title, scenario_chart_description, differences_heading,
  differences_title, differences_description, differences_note, not_asked, together_title, together_navigation,
  count_title, matrix_description, drivers_title, drivers_navigation, drivers_note, drivers_description,
  discover_heading, distance_heading, rank_heading, rates_title, rates_navigation, needed_caption, needed_title,
  needed_description, rates_past, rates_needed, rates_simulated, needed_note, sought_heading, sought_caption,
  sought_note, outcome_found, outcome_met, outcome_out, outcome_no_effect, record_title, record_navigation,
  record_coverage_title, record_coverage_description, axis_wanted, axis_reached, record_methods_caption,
  record_targets_caption, record_scores_caption, column_origin, column_figure_of_target, column_met_or_not,
  column_skill_over, column_brier_score, column_level, column_reached, audit_navigation, findings_caption,
  model_title, model_navigation, model_note, equations_caption, assumptions_title, assumptions_navigation,
  assumptions_note, settings_caption, parameters_caption, omitted_navigation, reading_navigation, reading_signals,
  reading_datasets, quantiles_title, origin_title, origin_navigation, inputs_caption, fact_file, fact_seed,
  fact_paths, fact_base_year, fact_end_year, fact_version, fact_as_of, fact_observed, column_code, column_year,
  column_q05, column_q95, column_probability, column_low, column_high, column_interval, column_assumption_low,
  column_assumption_high, column_assumptions, column_reported, column_scenario, column_description, column_settings,
  column_assessed, column_difference, column_at_least, column_exactly, column_other_target, column_both,
  column_by_chance, column_phi, column_missed_lowest, column_missed_highest, column_last, column_past_change,
  column_needed_change, column_simulated_change, column_change_unit, unit_percent_year, unit_a_year, unit_points,
  column_wanted_share, column_outcome, column_finding, column_figures, column_printed, column_implied,
  column_allowance, column_indicator, column_kind, column_equation, column_source, column_setting, column_value,
  column_role, column_as_printed, column_reason, column_place, column_mean, column_sd, column_file, kind_state,
  kind_identity, kind_other, role_given, role_lever, role_drift, role_sigma, role_level, role_family, role_block,
  sweep_title, sweep_navigation, sweep_points_title, sweep_summary_caption, sweep_highest, sweep_where, sweep_lowest,
  sweep_reaching, sweep_not_drawn, sweep_curve_description, sweep_surface_description, sweep_points_description,
  sweep_chart_thinned, sweep_boundary, sweep_present, sweep_mean, sweep_from, sweep_to,
  // The page around it: buttons, menus, notes (phrases_page.cpp).
  page_language, page_language_name, page_skip, page_contents, page_dataset, page_menu, page_save_svg, page_save_png,
  page_show_table, page_table_of, page_no_script, page_facts, page_fact, page_value, page_broken_drawing,
  // Words of sheets and tables of data (phrases_files.cpp).
  files_metadata, files_group, files_name, files_value, files_origins, files_sheet, files_table, files_column,
  files_dataset,
  count_
};

/// One row of the catalogue.
struct PhraseRow {
  Phrase key;
  std::string_view en, vi;
};

/// The parts after the first begin here.
inline constexpr Phrase first_page_phrase = Phrase::page_language;
inline constexpr Phrase first_files_phrase = Phrase::files_metadata;

[[nodiscard]] std::span<const PhraseRow> report_phrases();
[[nodiscard]] std::span<const PhraseRow> page_phrases();
[[nodiscard]] std::span<const PhraseRow> files_phrases();

/// The text as it stands. Expects a key other than `count_`.
[[nodiscard]] std::string_view phrase(Phrase key, base::Language language);

/// The text with its gaps filled; a gap without a filling stays as it is.
[[nodiscard]] std::string say(Phrase key, base::Language language,
                              std::initializer_list<report::Filling> fillings = {});

/// Whether `rows` are those of the keys from `first` up to but not with `end`, in their order.
constexpr bool are_in_order(std::span<const PhraseRow> rows, Phrase first, Phrase end) {
  const auto from = static_cast<std::size_t>(first);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].key != static_cast<Phrase>(from + i)) return false;
  }
  return from + rows.size() == static_cast<std::size_t>(end);
}

}  // namespace prospect::publish
