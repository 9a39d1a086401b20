#include "model/keys.hpp"

#include "base/check.hpp"

namespace prospect::model {
namespace {

constexpr KeyInfo label_key = {"label", "table { en, vi }", true, "name people read, in both languages"};
constexpr KeyInfo unit_key = {"unit", "string", true, "unit of its values"};
constexpr KeyInfo source_key = {"source", "string", false, "where the equation or the number comes from"};

}  // namespace

const std::vector<TableInfoKeys>& language_keys() {
  static const std::vector<TableInfoKeys> tables = {
      {"", false, {
          {"format", "integer", true, "version of the language; 1"},
          {"title", "table { en, vi }", true, "what the model is of"},
          {"region", "table { en, vi }", true, "the region it speaks about"},
          {"base_year", "integer", true, "last year of history; the simulation starts in the next"},
          {"end_year", "integer", true, "last simulated year, at most 60 after the base year"},
          {"failed_limit", "number", false, "share of failed draws a run accepts; 0.001 if absent"}}},
      {"data", false, {
          {"series", "string", false, "CSV of series: code, unit, labels"},
          {"history", "string", false, "CSV of observed figures"},
          {"targets", "string", false, "CSV of targets"},
          {"regions", "string", false, "CSV of the same figures of other regions, for rankings"}}},
      {"units", false, {
          {"words", "array of strings", false, "base words beside %, pp, year and the scale words"},
          {"label", "table of { vi }", false, "Vietnamese for a unit, by its English text"}}},
      {"family.NAME", false, {
          label_key, source_key,
          {"link", "string", false, "link of its members that name none"},
          {"series", "array of strings", false, "series that teach the family though no state follows them"},
          {"bounds", "array of two numbers", false, "of a logit link of those series; 0 and 100 for %"},
          {"damping", "number or array", false, "share of the drift that lives on into the next year; "
            "[0.5, 0.7, 0.85, 1]"},
          {"drift_change", "number or array", false, "sd of the drift's yearly change over the volatility; "
            "[0, 0.3, 1, 2]"},
          {"drift_mean", "number", false, "prior mean of the first drift, link scale a year; 0"},
          {"drift_sd", "number or array", false, "prior sd of the first drift over the volatility; 2"},
          {"estimate_error", "number or array", false, "sd of the error of an estimate over the volatility; [0, 0.5]"},
          {"df", "number or array", false, "how alike the members' volatilities are; [2, 4, 8]"},
          {"sigma", "number", false, "prior median of the scale of the volatility, link scale; 0.1, needed with "
            "link identity"},
          {"sigma_spread", "number", false, "prior sd of its logarithm, 0 if it is known; 1.5"},
          {"reporting", "distribution", false, "`reporting` of members that name none"},
          {"break_probability", "number", false, "of a lasting jump, a member and year; 0.04"},
          {"break_size", "number", false, "sd of a jump over the volatility; 5"}}},
      {"parameter.NAME", false, {
          label_key, unit_key, source_key,
          {"prior", "number or distribution", true, "a number drawn once per path"},
          {"known", "integer", false, "last year whose figures the prior was set with: earlier runs do without"},
          {"earlier", "number or distribution", false, "the prior in such runs"}}},
      {"shock.NAME", false, {
          label_key, unit_key, source_key,
          {"distribution", "distribution", true, "drawn once per path and year; counts may have "
            "expressions as arguments"}}},
      {"correlation.NAME", false, {
          source_key,
          {"members", "array of strings", true, "shocks, or states whose own noise is meant"},
          {"common", "number", false, "one correlation for every pair"},
          {"matrix", "array of arrays", false, "rows of the correlation matrix, in the order of members"}}},
      {"event.NAME", false, {
          label_key, unit_key, source_key,
          {"probability", "expression", true, "chance to begin in a year when it is not on"},
          {"persistence", "expression", false, "chance to go on into the next year; 0 if absent"},
          {"size", "number or distribution", false, "size while it is on; 1 if absent"},
          {"active", "boolean", false, "whether it is on in the base year"},
          {"past", "table { 2019 = 1.0 }", false, "its sizes in years of the history, 0 in the others"}}},
      {"lever.NAME", false, {
          label_key, unit_key, source_key,
          {"default", "expression or distribution", true, "its value where no scenario sets it"},
          {"bounds", "array of two numbers", true, "what a scenario may set it to"}}},
      {"group.NAME", false, {
          {"members", "array of strings", true, "indicators that sum(NAME) adds"}}},
      {"shares.NAME", false, {
          {"members", "array of strings", true, "states of link log_ratio that sum to the total with the reference"},
          {"reference", "string", true, "the indicator that takes the rest"},
          {"total", "number", true, "what they sum to, in their unit"}}},
      {"joint.NAME", false, {
          label_key,
          {"targets", "array of strings", true, "codes of targets whose joint probability is asked for"}}},
      {"ranking.NAME", false, {
          label_key,
          {"source", "string", true, "where the law of the others comes from"},
          {"indicator", "string", true, "indicator whose value is compared"},
          {"row", "string", false, "row of the table of regions; the indicator's name if absent"},
          {"own", "string", true, "column of the region itself"},
          {"year", "integer", true, "year of the figures"},
          {"better", "string", true, "high or low: which end is rank 1"},
          {"link", "string", false, "scale on which the others move: identity, log or logit; identity"},
          {"drift", "number", true, "their movement a year, link scale"},
          {"common", "number", true, "sd of what their movement a year has in common, drawn once a path"},
          {"spread", "number", true, "sd of each one's own movement in a year; it grows with the root of years"}}},
      {"chart.NAME", false, {
          {"label", "table { en, vi }", false, "its title; the target's label if absent"},
          {"target", "string", true, "code of the target it is of"},
          {"indicator", "string", false, "indicator whose fan it draws; the tested one if absent"},
          {"past", "string", false, "series printed before the fan; the indicator's own history if absent"},
          {"line", "string", false, "indicator whose median is the line; the target's own value if absent"}}},
      {"learn.NAME", false, {
          label_key, source_key,
          {"from", "integer", true, "year of the history from which the model is simulated up to the base year"},
          {"parameters", "array of strings", true, "parameters that the figures teach"},
          {"carry", "table { parameter = \"indicator\" }", false, "parameters that take an indicator's last value"},
          {"figures", "array of tables", true, "what was printed, as { of = \"indicator\", error = 0.1 }"}}},
      {"learn.NAME.figures", false, {
          {"of", "string", true, "indicator whose history is compared, years and means over years"},
          {"year", "integer", false, "year of a figure that stands here, not in the history"},
          {"value", "number", false, "that figure, in the indicator's unit"},
          {"error", "number", true, "sd of what the model leaves out, in the indicator's unit"}}},
      {"audit.NAME", false, {
          label_key, source_key,
          {"left", "expression", true, "over series, period.SERIES and codes of targets"},
          {"right", "expression", true, "what it should agree with"},
          {"left_label", "table { en, vi }", true, "words for the left side"},
          {"right_label", "table { en, vi }", true, "words for the right side"},
          {"about", "string", false, "history, targets or plan; history if absent"}}},
      {"indicator.NAME", false, {
          label_key, unit_key, source_key,
          {"theme", "string", false, "heading under which it is shown"},
          {"history", "string", false, "its series; the base year's figure starts a state"},
          {"family", "string", false, "family that shares its volatility; the state is then fitted"},
          {"reporting", "distribution", false, "share of the way from the structural figure to its target, 0 to 1"},
          {"equals", "expression", false, "an identity: computed from others of the same path"},
          {"next", "expression", false, "a state on its own scale: its value from earlier years and shocks"},
          {"link", "string", false, "scale on which a state moves: identity, log, logit, log_ratio"},
          {"bounds", "array of two numbers", false, "ends of a logit scale; 0 and 100 for %"},
          {"drift", "expression", false, "yearly movement on the link scale; \"trend\" if fitted"},
          {"volatility", "expression", false, "sd of the yearly noise on the link scale; \"sigma\" if fitted"},
          {"shock", "string", false, "name of the shock that moves it; its own normal noise if absent"},
          {"start", "expression or distribution", false, "value in the base year where history has none"},
          {"limits", "array of two numbers", false, "a draw outside them has failed"}}},
      {"", true, {
          {"format", "integer", true, "version of the language; 1"},
          {"label", "table { en, vi }", true, "name of the scenario"},
          {"description", "table { en, vi }", true, "what it assumes, in a sentence or two"},
          {"model", "string", false, "the model file, relative to the scenario; inherited through extends"},
          {"extends", "string", false, "the scenario this one starts from, a file beside it"}}},
      {"lever", true, {
          {"NAME", "number, { 2021 = ... }, distribution, or { value, source }", false, "value of a lever"}}},
      {"parameter", true, {
          {"NAME", "number, distribution, or { value, source }", false, "another prior for a parameter"}}},
      {"event.NAME", true, {
          source_key,
          {"probability", "expression", false, "another chance to begin"},
          {"persistence", "expression", false, "another chance to go on"},
          {"size", "number or distribution", false, "another size"},
          {"force", "table { 2022 = 1.0 }", false, "size in given years, whatever the draw says"}}},
      {"shock.NAME", true, {
          source_key,
          {"distribution", "distribution", false, "another distribution"}}},
      {"family.NAME", true, {
          source_key,
          {"damping", "number or array", false, "another damping"},
          {"drift_change", "number or array", false, "another change of the drift"},
          {"drift_mean", "number", false, "another mean of first drifts"},
          {"drift_sd", "number or array", false, "another spread of first drifts"},
          {"estimate_error", "number or array", false, "another error of estimates"},
          {"df", "number or array", false, "another likeness of volatilities"},
          {"sigma", "number", false, "another scale"},
          {"sigma_spread", "number", false, "another doubt about it"},
          {"break_probability", "number", false, "another probability of breaks"},
          {"break_size", "number", false, "another size of breaks"}}},
  };
  return tables;
}

const TableInfoKeys& keys_of(std::string_view table, bool scenario) {
  for (const auto& info : language_keys()) {
    if (info.table == table && info.scenario == scenario) return info;
  }
  base::broken_contract("a table of the language", __FILE__, __LINE__);
}

const std::vector<FunctionInfo>& language_functions() {
  static const std::vector<FunctionInfo> functions = {
      {"abs", 1, 1, "absolute value"},
      {"clamp", 3, 3, "clamp(x, low, high): x held between the two"},
      {"convert", 2, 2, "convert(x, 'unit'): x in another unit of the same kind"},
      {"exp", 1, 1, "e to the power of a pure number"},
      {"floor", 1, 1, "largest whole number not above x"},
      {"growth", 1, 1, "growth(x): change against the year before in % of it"},
      {"if", 3, 3, "if(condition, a, b): a where the condition holds (is not 0), else b"},
      {"log", 1, 1, "natural logarithm of a pure number"},
      {"logistic", 1, 1, "1 / (1 + exp(-x))"},
      {"logit", 1, 1, "log(p / (1 - p)) of a share; % becomes a share by itself"},
      {"max", 2, -1, "largest of its arguments"},
      {"min", 2, -1, "smallest of its arguments"},
      {"normal_cdf", 1, 1, "standard normal distribution function"},
      {"normal_pdf", 1, 1, "standard normal density"},
      {"normal_quantile", 1, 1, "inverse of normal_cdf; takes a share"},
      {"number", 2, 2, "number(x, 'unit'): how many of that unit x is, a pure number"},
      {"points", 1, 1, "points(x): a difference of shares in % as percentage points"},
      {"quantity", 2, 2, "quantity(x, 'unit'): a pure number as that many of a unit"},
      {"share", 1, 1, "share(x): percentage points as %"},
      {"sqrt", 1, 1, "square root of a pure number"},
      {"sum", 1, 1, "sum(GROUP): sum of the members of a group"},
  };
  return functions;
}

const std::vector<DistributionInfo>& language_distributions() {
  static const std::vector<DistributionInfo> distributions = {
      {"bernoulli", 1, 1, true, "bernoulli(p): 1 with probability p, else 0"},
      {"beta", 2, 2, false, "beta(a, b) on 0 to 1"},
      {"beta_binomial", 3, 3, true, "beta_binomial(n, p, concentration): successes of n when the "
            "chance itself varies; the concentration is a number"},
      {"binomial", 2, 2, true, "binomial(n, p): successes of n"},
      {"exponential", 1, 1, false, "exponential(mean)"},
      {"gamma", 2, 2, false, "gamma(shape, scale)"},
      {"logit_normal", 2, 2, false, "logit_normal(median, sd on the logit scale) on 0 to 1"},
      {"lognormal", 2, 2, false, "lognormal(median, sd of the logarithm)"},
      {"normal", 2, 2, false, "normal(mean, sd)"},
      {"poisson", 1, 1, true, "poisson(mean)"},
      {"spike", 2, 2, true, "spike(p, sd): 0, or with probability p a normal of that sd"},
      {"student_t", 1, 3, false, "student_t(df), or student_t(df, location, scale)"},
      {"triangular", 3, 3, false, "triangular(low, mode, high)"},
      {"uniform", 2, 2, false, "uniform(low, high)"},
  };
  return distributions;
}

}  // namespace prospect::model
