#include "store/layout.hpp"

#include <algorithm>
#include <array>

#include "store/layout_rows.hpp"

namespace prospect::store {
namespace {

using layout_row::about, layout_row::axis, layout_row::data, layout_row::digest_row, layout_row::group,
    layout_row::words;
using enum Type;

constexpr std::array root_rows = {
    group("", "the run"),
    about("_NCProperties", text, "writer and library, for netCDF"),
    about("Conventions", text, "CF-1.10"),
    about("format", text, "prospect-result"),
    about("format_version", int32, "version of this layout"),
    about("program_version", text, "version of the program that wrote the file"),
    about("title", text, "title of the model, English"),
    about("title_vi", text, "title of the model, Vietnamese"),
    about("seed", int64, "seed of all draws, its 64 bits as a signed number"),
    about("seed_hex", text, "the seed as 16 hexadecimal digits; exact in every tool"),
    about("paths", int64, "paths asked for in each scenario"),
    about("as_of", int32, "base year asked for; 0: the model's own"),
    about("observed", text, "the table of new figures among the inputs; empty: none"),
    digest_row,
    group("scenario", "one group for each scenario, in the order asked for"),
    group("sweep", "one group for each sweep over levers; absent where there is none"),
};

constexpr std::array inputs_rows = {
    group("", "the input files, whole"),
    axis("input", text, "file name"),
    words("input_text", "input", "the file's text"),
    words("input_sha256", "input", "SHA-256 of the text"),
    digest_row,
};

constexpr std::array audit_rows = {
    group("", "figures of the sources held against each other"),
    axis("finding", int32, "position of the finding", Units::one),
    words("finding_kind", "finding", "what was compared"),
    words("finding_subject", "finding", "indicator or series"),
    data("finding_year", int32, "finding", Units::none, "calendar year"),
    data("finding_expected", float64, "finding", Units::finding, "what the other figures imply"),
    data("finding_printed", float64, "finding", Units::finding, "what the source says"),
    data("finding_allowance", float64, "finding", Units::finding, "room that rounding leaves"),
    words("finding_unit", "finding", "unit of the three figures"),
    data("finding_agrees", boolean, "finding", Units::none, "within the allowance"),
    words("finding_words", "finding", "the finding as a sentence, English"),
    words("finding_words_vi", "finding", "the finding as a sentence, Vietnamese"),
    digest_row,
};

constexpr std::array answers_rows = {
    group("", "answers to questions asked of this result, as long tables"),
    axis("answer", text, "name of the answer: the question and what it is about"),
    words("answer_question", "answer", "the command that was asked"),
    words("answer_asked", "answer", "the command line"),
    words("answer_text", "answer", "the answer as printed, English"),
    words("answer_text_vi", "answer", "the answer as printed, Vietnamese"),
    axis("cell", int32, "position of the cell", Units::one),
    data("cell_answer", int32, "cell", Units::none, "position of its answer, from 0"),
    words("cell_table", "cell", "table of the answer"),
    data("cell_row", int32, "cell", Units::none, "row of the table, from 0"),
    words("cell_column", "cell", "column of the table"),
    words("cell_unit", "cell", "unit of the value; empty where the cell is a text"),
    data("cell_value", float64, "cell", Units::cell, "the value; NaN where the cell is a text"),
    words("cell_text", "cell", "the text; empty where the cell is a number"),
    digest_row,
};

constexpr std::array fits_rows = {
    group("", "draws of learned blocks, each posterior once; questions start from them"),
    axis("fit", int32, "position of the posterior", Units::one),
    words("fit_block", "fit", "name of the learned block"),
    words("fit_key", "fit", "SHA-256 of all that the draws depend on"),
    data("fit_scores", int64, "fit", Units::one, "numbers the sampler moved"),
    data("fit_figures", int64, "fit", Units::one, "figures that spoke"),
    data("fit_effective", float64, "fit", Units::one, "independent draws these are worth"),
    data("fit_log_evidence", float64, "fit", Units::one, "log of the prior mean of the likelihood"),
    axis("learned", int32, "position of a number that is learned", Units::one),
    data("learned_fit", int32, "learned", Units::none, "position of its posterior, from 0"),
    words("learned_name", "learned", "name of the parameter"),
    data("learned_prior_mean", float64, "learned", Units::none, "mean over draws of the prior"),
    data("learned_prior_sd", float64, "learned", Units::none, "their sd"),
    data("learned_prior_q05", float64, "learned", Units::none, "their 5 % quantile"),
    data("learned_prior_median", float64, "learned", Units::none, "their median"),
    data("learned_prior_q95", float64, "learned", Units::none, "their 95 % quantile"),
    axis("particle", int32, "position of a joint draw", Units::one),
    data("particles", float64, "learned particle", Units::none, "joint draws, equally likely, in the parameter's unit"),
    digest_row,
};

constexpr std::array scenario_rows = {
    group("", "one scenario"),
    about("scenario", text, "name of the scenario as asked for"),
    about("title", text, "label of the scenario, English"),
    about("title_vi", text, "label of the scenario, Vietnamese"),
    about("description", text, "what the scenario supposes, English"),
    about("description_vi", text, "what the scenario supposes, Vietnamese"),
    about("file", text, "the scenario's file among the inputs"),
    about("model_title", text, "title of the model, English"),
    about("model_title_vi", text, "title of the model, Vietnamese"),
    about("region", text, "region, English"),
    about("region_vi", text, "region, Vietnamese"),
    about("base_year", int32, "last year of history in use"),
    about("end_year", int32, "last simulated year"),
    about("failed_limit", float64, "share of failed draws the run accepts"),
    about("seed_hex", text, "seed of the draws as 16 hexadecimal digits"),
    about("first_path", int64, "number of the first path"),
    about("kept_first_path", int64, "number of the first path kept"),
    about("kept_checked", text, "what covers paths and path_met: sha256, or fletcher32 of their chunks alone"),
    digest_row,

    axis("indicator", text, "name of the indicator"),
    axis("year", int32, "simulated calendar year"),
    axis("quantile", float64, "level of the quantile", Units::one),
    axis("target", text, "code of an assessed target"),
    axis("target_other", text, "code of the other target of a pair"),
    axis("met", int32, "number of targets met", Units::one),
    axis("unassessed", text, "code of a target that is not assessed"),
    axis("group", text, "name of a set of targets: a theme or a joint"),
    axis("parameter", text, "name of the parameter"),
    axis("family", text, "name of a family of indicators"),
    axis("setting", int32, "position of the setting", Units::one),
    axis("fault", int32, "position of the fault", Units::one),
    axis("note", int32, "position of the warning", Units::one),
    axis("observed", int32, "position of the observed figure", Units::one),
    axis("scrambling", int32, "number of a scrambled Sobol' sequence; none: plain random paths", Units::one),
    axis("chart", text, "name of a chart that the model asks for"),
    axis("past", int32, "position of the printed figure", Units::one),
    axis("unit", text, "unit as the files write it"),
    axis("path", int64, "number of a kept path"),
    axis("draw", int64, "number of a path whose parameters are kept"),
    axis("tally", int32, "position of a word of the tally", Units::one),

    words("indicator_label", "indicator", "label, English"),
    words("indicator_label_vi", "indicator", "label, Vietnamese"),
    words("indicator_unit", "indicator", "unit"),
    words("indicator_theme", "indicator", "theme"),
    words("indicator_kind", "indicator", "state, identity, shock, event, lever or hidden"),
    words("indicator_link", "indicator", "scale on which a state moves"),
    data("indicator_low", float64, "indicator", Units::indicator, "lower bound of a logit link"),
    data("indicator_high", float64, "indicator", Units::indicator, "upper bound of a logit link"),
    data("indicator_limit_low", float64, "indicator", Units::indicator, "draws below it failed"),
    data("indicator_limit_high", float64, "indicator", Units::indicator, "draws above it failed"),
    words("indicator_series", "indicator", "series of its history"),
    words("indicator_family", "indicator", "family whose volatility it shares"),
    words("indicator_law", "indicator", "its equation as written"),
    words("indicator_source", "indicator", "where the equation or its numbers come from"),
    data("mean", float64, "indicator year", Units::indicator, "mean over sound paths"),
    data("sd", float64, "indicator year", Units::indicator, "standard deviation"),
    data("minimum", float64, "indicator year", Units::indicator, "lowest value"),
    data("maximum", float64, "indicator year", Units::indicator, "highest value"),
    data("quantiles", float64, "indicator year quantile", Units::indicator, "quantiles: the fan"),
    data("quantile_error", float64, "indicator year", Units::indicator,
         "no quantile is further than this from the exact order statistic"),

    data("target_row", int32, "target", Units::none, "position in the table of targets, from 0"),
    words("target_label", "target", "label, English"),
    words("target_label_vi", "target", "label, Vietnamese"),
    words("target_plan", "target", "plan"),
    words("target_part", "target", "part of the plan's target"),
    words("target_theme", "target", "theme"),
    data("target_number", int32, "target", Units::none, "number in the plan"),
    words("target_indicator", "target", "indicator as the table names it"),
    words("target_test", "target", "at, every, ever, mean or sum"),
    words("target_direction", "target", "at_least, at_most or between"),
    data("target_from", int32, "target", Units::none, "first year of the test"),
    data("target_year", int32, "target", Units::none, "last year of the test"),
    data("target_value", float64, "target", Units::target, "value as printed"),
    data("target_high", float64, "target", Units::target, "upper value of a range"),
    words("target_unit", "target", "unit as printed"),
    data("target_tolerance", float64, "target", Units::target, "tolerance"),
    words("target_reason", "target", "note on the definition, English"),
    words("target_reason_vi", "target", "note on the definition, Vietnamese"),
    words("target_printed", "target", "the target as the plan prints it"),
    words("target_place", "target", "place in the report"),
    words("target_variable", "target", "variable that is tested"),
    words("target_variable_unit", "target", "unit of the tested variable"),
    data("target_low_bound", float64, "target", Units::tested, "the tested figure must reach it"),
    data("target_high_bound", float64, "target", Units::tested, "and must not exceed it"),
    data("hits", int64, "target", Units::one, "paths that meet the target"),
    data("probability", float64, "target", Units::one, "hits over paths"),
    data("probability_low", float64, "target", Units::one, "lower end of its 95 % interval"),
    data("probability_high", float64, "target", Units::one, "upper end of its 95 % interval"),
    data("assumption_low", float64, "target", Units::one,
         "5 % quantile of the probability over draws of the assumptions"),
    data("assumption_high", float64, "target", Units::one,
         "95 % quantile of the probability over draws of the assumptions"),
    data("assumption_sd", float64, "target", Units::one,
         "sd of the probability over draws of the assumptions"),
    data("reported_hits", int64_or_none, "target", Units::one,
         "paths on which the figure as it will be reported meets it; -1: not declared"),
    data("shortfall", float64, "target", Units::tested, "mean distance where missed"),
    data("only_miss", int64, "target", Units::one, "paths on which it alone is missed"),
    data("first_met", int64_or_none, "target year", Units::one,
         "paths that first meet it in that year"),
    data("figure_mean", float64, "target", Units::tested, "mean of the tested figure"),
    data("figure_sd", float64, "target", Units::tested, "its standard deviation"),
    data("figure_minimum", float64, "target", Units::tested, "its lowest value"),
    data("figure_maximum", float64, "target", Units::tested, "its highest value"),
    data("figure_quantiles", float64, "target quantile", Units::tested, "its quantiles"),
    data("figure_quantile_error", float64, "target", Units::tested, "error of its quantiles"),
    data("both_missed", int64, "target target_other", Units::one,
         "paths that miss both; on the diagonal, that miss the one"),

    data("unassessed_row", int32, "unassessed", Units::none, "position in the table of targets"),
    words("unassessed_label", "unassessed", "label, English"),
    words("unassessed_label_vi", "unassessed", "label, Vietnamese"),
    words("unassessed_plan", "unassessed", "plan"),
    words("unassessed_part", "unassessed", "part of the plan's target"),
    words("unassessed_theme", "unassessed", "theme"),
    data("unassessed_number", int32, "unassessed", Units::none, "number in the plan"),
    words("unassessed_indicator", "unassessed", "indicator as the table names it"),
    words("unassessed_test", "unassessed", "at, every, ever, mean or sum"),
    words("unassessed_direction", "unassessed", "at_least, at_most or between"),
    data("unassessed_from", int32, "unassessed", Units::none, "first year of the test"),
    data("unassessed_year", int32, "unassessed", Units::none, "last year of the test"),
    data("unassessed_value", float64, "unassessed", Units::none, "value, in unassessed_unit"),
    data("unassessed_high", float64, "unassessed", Units::none, "upper value of a range"),
    words("unassessed_unit", "unassessed", "unit as printed"),
    data("unassessed_tolerance", float64, "unassessed", Units::none, "tolerance"),
    words("unassessed_reason", "unassessed", "why it is not assessed, English"),
    words("unassessed_reason_vi", "unassessed", "why it is not assessed, Vietnamese"),
    words("unassessed_printed", "unassessed", "the target as the plan prints it"),
    words("unassessed_place", "unassessed", "place in the report"),

    data("simulated", int64, "", Units::one, "paths simulated"),
    data("path_count", int64, "", Units::one, "of them those that agree with the observed figures, or all"),
    data("failed", int64, "", Units::one, "paths with a fault; they count as misses"),
    data("all_met", int64, "", Units::one, "paths that meet every target"),
    data("all_met_probability", float64, "", Units::one, "all_met over paths"),
    data("all_met_low", float64, "", Units::one, "lower end of its 95 % interval"),
    data("all_met_high", float64, "", Units::one, "upper end of its 95 % interval"),
    data("all_met_assumption_low", float64, "", Units::one,
         "5 % quantile of the probability over draws of the assumptions"),
    data("all_met_assumption_high", float64, "", Units::one,
         "95 % quantile of the probability over draws of the assumptions"),
    data("all_met_assumption_sd", float64, "", Units::one,
         "sd of the probability over draws of the assumptions"),
    data("met_count", int64, "met", Units::one, "paths that meet exactly so many targets"),

    words("group_label", "group", "label, English"),
    words("group_label_vi", "group", "label, Vietnamese"),
    words("group_kind", "group", "theme or joint"),
    data("group_target", boolean, "group target", Units::none, "the target is one of the set"),
    data("group_all_met", int64, "group", Units::one, "paths that meet the whole set"),
    data("group_probability", float64, "group", Units::one, "group_all_met over paths"),
    data("group_low", float64, "group", Units::one, "lower end of its 95 % interval"),
    data("group_high", float64, "group", Units::one, "upper end of its 95 % interval"),
    data("group_assumption_low", float64, "group", Units::one,
         "5 % quantile of the probability over draws of the assumptions"),
    data("group_assumption_high", float64, "group", Units::one,
         "95 % quantile of the probability over draws of the assumptions"),
    data("group_assumption_sd", float64, "group", Units::one,
         "sd of the probability over draws of the assumptions"),

    words("parameter_label", "parameter", "label, English"),
    words("parameter_label_vi", "parameter", "label, Vietnamese"),
    words("parameter_unit", "parameter", "unit"),
    words("parameter_role", "parameter", "given, drift, sigma, lever, level, family or block"),
    words("parameter_of", "parameter", "the state, for drift, sigma and level"),
    words("parameter_prior", "parameter", "prior as written"),
    words("parameter_source", "parameter", "where the prior comes from"),
    data("prior_mean", float64, "parameter", Units::parameter, "mean of the prior"),
    data("prior_sd", float64, "parameter", Units::parameter, "sd of the prior"),
    data("prior_q05", float64, "parameter", Units::parameter, "5 % quantile of the prior"),
    data("prior_q95", float64, "parameter", Units::parameter, "95 % quantile of the prior"),
    data("posterior_mean", float64, "parameter", Units::parameter, "mean of the posterior"),
    data("posterior_sd", float64, "parameter", Units::parameter, "sd of the posterior"),
    data("posterior_q05", float64, "parameter", Units::parameter, "5 % quantile, posterior"),
    data("posterior_median", float64, "parameter", Units::parameter, "median, posterior"),
    data("posterior_q95", float64, "parameter", Units::parameter, "95 % quantile, posterior"),
    data("observations", int32, "parameter", Units::one, "figures that spoke about it"),
    data("effective_draws", float64, "parameter", Units::one,
         "independent draws behind the posterior; 0: exact"),
    data("doubt_left", float64, "parameter", Units::one, "width of the posterior over that of the prior"),
    data("not_learned", boolean, "parameter", Units::none, "the data hardly narrowed it"),

    words("family_label", "family", "label, English"),
    words("family_label_vi", "family", "label, Vietnamese"),
    data("family_members", int32, "family", Units::one, "fitted states in it"),
    data("family_series", int32, "family", Units::one, "series that taught it, theirs included"),
    data("family_sigma", float64, "family", Units::none, "posterior median of the scale, link scale"),
    data("family_damping", float64, "family", Units::one, "posterior mean of the damping"),
    data("family_drift_change", float64, "family", Units::one,
         "posterior mean of the drift's yearly change over the volatility"),
    data("family_estimate_error", float64, "family", Units::one,
         "posterior mean of the error of estimates over the volatility"),
    data("family_df", float64, "family", Units::one, "posterior mean of the degrees of freedom"),
    data("family_log_evidence", float64, "family", Units::one,
         "log density of its figures after each series' first"),

    words("setting_what", "setting", "lever, parameter or event"),
    words("setting_name", "setting", "name of what is set"),
    words("setting_label", "setting", "label, English"),
    words("setting_label_vi", "setting", "label, Vietnamese"),
    words("setting_unit", "setting", "unit"),
    words("setting_value", "setting", "value as written"),
    words("setting_source", "setting", "source"),
    data("setting_from_default", boolean, "setting", Units::none,
         "no scenario of the chain set it"),

    words("fault_variable", "fault", "variable that failed"),
    data("fault_year", int32, "fault", Units::none, "calendar year"),
    words("fault_kind", "fault", "not finite, or outside limits"),
    data("fault_paths", int64, "fault", Units::one, "paths it happened on"),
    data("fault_first_path", int64, "fault", Units::none, "lowest number among them, for replay"),

    words("note_kind", "note", "code of the warning"),
    words("note_message", "note", "what it says"),
    words("note_hint", "note", "hint"),
    words("note_file", "note", "file"),
    data("note_line", int32, "note", Units::none, "line, from 1; 0: the whole file"),
    data("note_column", int32, "note", Units::none, "column in characters, from 1"),
    data("note_length", int32, "note", Units::none, "characters it covers"),

    words("observed_series", "observed", "series of the figure"),
    data("observed_year", int32, "observed", Units::none, "calendar year"),
    data("observed_value", float64, "observed", Units::none, "the figure, in its indicator's unit"),
    data("observed_error", float64, "observed", Units::none,
         "its error, a standard deviation in that unit; NaN if its state starts from it"),
    data("observed_estimate", boolean, "observed", Units::none, "provisional"),
    data("observed_fitted", boolean, "observed", Units::none, "its state starts from it"),
    data("observed_agreeing", int64, "observed", Units::one, "simulated paths that agree with it alone"),

    data("scrambling_paths", int64, "scrambling", Units::one, "its paths that count"),
    data("scrambling_coordinates", int64, "scrambling", Units::one,
         "words of a path that are coordinates of its points"),
    data("scrambling_plain_words", int64, "scrambling", Units::one, "words for which no coordinate was left"),
    data("scrambling_hits", int64, "scrambling target", Units::one, "its paths that meet the target"),
    data("scrambling_reported_hits", int64, "scrambling target", Units::one,
         "its paths on which the figure as it will be reported meets it; 0: not declared"),
    data("scrambling_group_all_met", int64, "scrambling group", Units::one, "its paths that meet the whole set"),
    data("scrambling_met_count", int64, "scrambling met", Units::one, "its paths that meet exactly so many targets"),

    words("chart_label", "chart", "label, English"),
    words("chart_label_vi", "chart", "label, Vietnamese"),
    words("chart_target", "chart", "code of the target it is of"),
    words("chart_indicator", "chart", "indicator whose fan it draws"),
    words("chart_line", "chart", "indicator whose median is the line; empty: the target's own value"),

    words("past_indicator", "past", "indicator that the printed figure is shown with"),
    words("past_label", "past", "label of its series, English"),
    words("past_label_vi", "past", "label of its series, Vietnamese"),
    data("past_year", int32, "past", Units::none, "calendar year"),
    data("past_value", float64, "past", Units::past, "the figure as printed, in the indicator's unit"),
    words("past_unit", "past", "unit of the indicator"),
    words("past_status", "past", "actual, estimate or derived"),
    words("past_place", "past", "place in the source"),

    words("unit_label", "unit", "unit for people, English"),
    words("unit_label_vi", "unit", "unit for people, Vietnamese"),

    data("posterior", float64, "draw parameter", Units::parameter, "parameters of the first paths, as drawn"),
    data("tally_words", int64, "tally", Units::none,
         "what was counted of whole chunks, for prospect extend: eight bytes a word, the first says how many"),
    data("paths", float32, "path indicator year", Units::indicator, "value on a kept path"),
    data("path_met", boolean, "path target", Units::none, "the kept path meets the target"),
};

constexpr std::array any_dataset_rows = {
    about("long_name", text, "its meaning, as in this table"),
    about("units", text, "1 where numbers have no unit or are counts"),
    about("units_variable", text, "the dataset that names the unit of each row"),
    about("coordinates", text, "datasets that label its rows"),
    about("_FillValue", any, "float64, float32: NaN; int64 with gaps: -1; not on coordinates"),
    about("dtype", text, "bool, on booleans"),
    about("flag_values", any, "0 and 1, on booleans"),
    about("flag_meanings", text, "false true, on booleans"),
    about("CLASS", text, "DIMENSION_SCALE, on coordinates; kept by HDF5, hidden by netCDF"),
    about("NAME", text, "the dimension, on coordinates; kept by HDF5"),
    about("DIMENSION_LIST", any, "the coordinates of its axes; kept by HDF5"),
    about("REFERENCE_LIST", any, "where a coordinate is used; kept by HDF5"),
};

}  // namespace

std::span<const Row> layout(Section section) {
  switch (section) {
    case Section::root: return root_rows;
    case Section::inputs: return inputs_rows;
    case Section::audit: return audit_rows;
    case Section::answers: return answers_rows;
    case Section::fits: return fits_rows;
    case Section::scenario: return scenario_rows;
    case Section::sweep: return sweep_rows();
    case Section::any_dataset: break;
  }
  return any_dataset_rows;
}

const Row* find_row(Section section, std::string_view name) {
  const auto rows = layout(section);
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const Row& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

std::string path_of(Section section, const Row& row) {
  constexpr std::array<std::string_view, 8> groups = {"/",     "/inputs",     "/audit",   "/answers",
                                                      "/fits", "/scenario/*", "/sweep/*", "*"};
  std::string path(groups[static_cast<std::size_t>(section)]);
  if (row.form == Form::attribute) return path.append("@").append(row.name);
  if (row.name.empty()) return path;
  if (section != Section::root) path += '/';
  return path.append(row.name);
}

std::vector<std::string> dimensions_of(const Row& row) {
  std::vector<std::string> names;
  std::string_view rest = row.dimensions;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return names;
}

std::string_view type_name(Type type) {
  constexpr std::array<std::string_view, 9> names = {
      "", "text", "float64", "float32", "int64", "int64, -1 for none", "int32", "bool (int8)",
      "as the data"};
  return names[static_cast<std::size_t>(type)];
}

std::string_view units_variable(Units units) {
  constexpr std::array<std::string_view, 11> names = {
      "", "", "indicator_unit", "target_unit", "target_variable_unit", "parameter_unit",
      "finding_unit", "cell_unit", "past_unit", "lever_unit", "lever_value_unit"};
  return names[static_cast<std::size_t>(units)];
}

bool is_chunked(const Row& row) { return row.dimensions.starts_with("path "); }

std::string markdown(Section section, const Row& row) {
  constexpr std::array<std::string_view, 4> forms = {"group", "attribute", "coordinate", "dataset"};
  std::string dimensions;
  for (const std::string& name : dimensions_of(row)) {
    dimensions.append(dimensions.empty() ? "" : ", ").append(name);
  }
  std::string units(units_variable(row.units));
  if (row.units == Units::one) units = "1";
  std::string line = "| `" + path_of(section, row) + "` | ";
  line.append(forms[static_cast<std::size_t>(row.form)]).append(" | ");
  line.append(type_name(row.type)).append(" | ").append(dimensions).append(" | ");
  return line.append(units).append(" | ").append(row.meaning).append(" |");
}

}  // namespace prospect::store
