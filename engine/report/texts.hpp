#pragma once
/// Every string the terminal reports print, in both languages: one catalogue.
///
/// Contract  `{name}` in a text is a gap, filled by `say`; both languages have the same gaps
///           (tested). A filling is not searched for gaps again: a user's text may hold braces.

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/label.hpp"

namespace prospect::report {

/// Keys of the catalogue. The table in texts.cpp holds one row for each, in this order.
enum class Text {
  // The head and the sentences of a scenario.
  title, title_without_plan, run_line, as_of_line, learned_draws, sobol_line, sobol_plain_words, plain_answer,
  scenario_heading, nothing_run,
  sentence_all, sentence_one, sentence_count, sentence_weakest, nothing_assessed,
  // The table of targets.
  column_number, column_target, column_wanted, column_figure, column_probability, column_word,
  column_shortfall,
  // Tests and themes.
  test_at, test_every, test_ever, test_mean, test_sum, to_word,
  theme_economy, theme_society, theme_environment, theme_party, theme_growth, theme_drivers, theme_other,
  // Words for a likelihood.
  virtually_certain, very_likely, likely, about_even, unlikely, very_unlikely,
  exceptionally_unlikely,
  // What binds, and what fails together.
  binding_heading, binding_alone, binding_lowest, binding_none_alone, binding_no_miss,
  pairs_heading, pair_line, pairs_none,
  groups_heading, column_group, column_members, column_all_met,
  // What is not assessed, what went wrong, how to read.
  omitted_heading, omitted_line, omitted_without_reason,
  failed_heading, failed_line, failed_bounds, failed_over_limit, fault_line, fault_not_finite,
  fault_outside,
  legend_heading, legend_sampling, legend_range, legend_assumptions, legend_words,
  // Side by side.
  matrix_heading, matrix_note, matrix_all, matrix_expected, matrix_first_only,
  // Estimates.
  estimates_heading, estimates_note, estimates_differences, estimates_same, column_parameter,
  column_unit, column_prior, column_median, column_range, column_observations, column_mark,
  mark_not_learned, mark_doubt_left, mark_given, mark_lever, families_heading, column_family, column_fitted,
  as_reported, as_reported_note, column_series, column_sigma, column_damping, column_drift_change, no_parameters,
  // The audit.
  audit_heading, audit_counts, audit_nothing, audit_all_agree, audit_figures,
  audit_two_figures, kind_history, kind_targets,
  kind_arithmetic, kind_two_figures, finding_without_words, agreements_line,
  // The story of one path.
  story_heading, story_line, story_values, events_heading, event_line,
  event_with_value, events_none,
  story_targets, story_met, story_missed, story_count, column_result,
  // The track record: head and verdict.
  track_heading, track_line, track_rule_file, track_rule, track_no_cases,
  track_fair, track_narrow, track_wide, track_weak_part, track_better, track_unclear, track_worse, track_pit_even,
  track_pit_uneven,
  // Its methods.
  method_ours, method_random_walk, method_own_mean, method_damped, method_drift_walk,
  method_constant, method_plan, method_extrapolation,
  // Its tables.
  track_pooled, column_method, column_figures, column_log_score, column_to_ours, column_crps,
  track_pit, column_fifth, column_chance, track_parts, column_part, part_family, part_horizon,
  part_origin, years_ahead, column_held, reference_row,
  // Targets of plans that are over.
  past_heading, past_line, past_none, past_origin, column_targets, column_brier, column_skill,
  past_ours_better, past_ours_worse, past_unclear, past_warning, past_table, column_printed,
  past_count, past_count_fair, past_count_low, past_count_high, past_independent, past_unresolved,
  // All series together, and how to read it.
  energy_heading, energy_line, column_energy, column_energy_skill,
  track_legend_score, track_legend_crps, track_legend_covers, track_legend_interval,
  track_legend_families, track_legend_baselines,
  // New figures, and what they change.
  observed_heading, observed_started, observed_held, observed_counted, observed_few, observed_mark,
  update_heading, update_note, update_accuracy, update_others, update_rest, column_before, column_after,
  column_change, column_parts, update_all,
  weighed_title, weighed_figure, weighed_effective, weighed_few, weighed_advice, weighed_note,
  // The fit beside its table, and what the headline depends on.
  fit_checks_heading, fit_exact, fit_drawn, fit_few_draws, fit_impossible, fit_prior_fair, fit_prior_wild,
  fit_posterior_failed, sensitivity_heading, column_assumption, column_expected, column_expected_reported,
  sensitivity_range, sensitivity_note,
  // A run that stops when it is clear.
  stopped_heading, stopped_precise, stopped_imprecise, stopped_valid, decided_heading, decided_all, decided_some,
  decided_valid, column_decision, decision_yes, decision_no, decision_not_yet, column_interval,
  column_chance_alone, legend_looked,
  // Scenarios compared.
  compare_heading, compare_line, compare_left_out, compare_note, compare_expected, best_heading,
  column_best, column_sure, column_rivals, best_unclear, not_sure, best_note,
  // What misses depend on, and in which worlds they lie.
  explain_heading, explain_goal, explain_none, explain_all, explain_spent, explain_spent_whole, explain_same,
  explain_few, explain_note, column_driver, column_driver_share, column_driver_by, column_lowest, column_highest,
  input_lever, input_state, input_family, input_block, input_chance, drivers_parameter, drivers_lever,
  drivers_state, drivers_family, drivers_block, drivers_event, drivers_shock, drivers_noise,
  drivers_other_assumptions, drivers_other_chance, by_years, by_mean, end_below, end_above, end_never, end_ever,
  discover_heading, discover_goal, discover_none, discover_all, discover_few, discover_nothing, discover_region,
  discover_note, where_below, where_above, where_between, where_never, where_least, where_most, where_exact,
  where_years,
  where_low, where_high, where_middle, where_and,
  gap_heading, gap_line, gap_none, gap_no_settings, gap_exact, gap_sampled, gap_note, column_setting, column_gap,
  column_from, column_to, setting_parameter, setting_event, gap_rest,
  // What it takes to reach a probability.
  seek_heading, seek_run, column_lever, column_now, column_needed, column_seek_interval, column_may, column_tried,
  column_chance_of,
  seek_found, seek_met, seek_out_one, seek_out_several, seek_no_effect, seek_history, seek_doubt, seek_spread,
  seek_interval, seek_open, seek_between, seek_effort, seek_way, seek_tried, seek_tried_note, seek_written,
  seek_scenario_label, seek_scenario_about, page_scenario_label, page_scenario_about,
  page_source, serve_begins, serve_address,
  page_seek_doubt, page_seek_paths,
  // The region among others.
  rank_heading, rank_run, column_figure_of, column_regions, column_rank_now, column_rank_end,
  column_rank_better, column_rank_top, rank_note_best, rank_note_law, rank_note_now,
  // How far a verdict is from turning.
  distance_heading, distance_up, distance_down, distance_unreached, distance_none, distance_close, distance_usual,
  distance_rare, distance_far, distance_sds, column_held_now, column_would_be, column_moved, distance_note,
  // What moved a world.
  story_typical_met, story_typical_missed, moved_first, moved_missed, moved_met, column_input, column_without,
  column_moved_by,
  moved_note,
  // Probabilities over a design of lever settings.
  sweep_heading, sweep_full, sweep_hypercube, sweep_worlds, sweep_width, sweep_exact, sweep_spread, sweep_failed,
  sweep_surface, sweep_held, sweep_thinned, sweep_more_tables, sweep_share, sweep_share_then, sweep_share_none,
  sweep_share_same, sweep_share_few, sweep_share_note, sweep_highest, sweep_picked, sweep_lowest, sweep_nearest,
  sweep_reach, sweep_nothing, sweep_intervals, sweep_certain,
  count_
};

/// One row of the catalogue.
struct TextRow {
  Text key;
  std::string_view en, vi;
};

/// The whole catalogue.
[[nodiscard]] std::span<const TextRow> catalogue();

/// The text as it stands. Expects a key other than `count_`.
[[nodiscard]] std::string_view text(Text key, base::Language language);

using Filling = std::pair<std::string_view, std::string>;

/// The text with its gaps filled; a gap without a filling stays as it is.
[[nodiscard]] std::string say(Text key, base::Language language,
                              std::initializer_list<Filling> fillings);

/// A pattern of the catalogue's form with its gaps filled.
[[nodiscard]] std::string fill(std::string_view pattern, std::initializer_list<Filling> fillings);

}  // namespace prospect::report
