#include <cmath>

#include "base/unicode.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/text.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

std::string prior_cell(const model::Parameter& parameter, const calibrate::Learned& learned,
                       base::Language language) {
  using Role = model::Parameter::Role;
  const bool fitted = parameter.role == Role::drift || parameter.role == Role::sigma;
  if (fitted && learned.prior_q05 < learned.prior_q95) {
    const int decimals = decimals_for(learned.prior_q05, learned.prior_q95);
    return range(learned.prior_q05, learned.prior_q95, decimals, language);
  }
  if (parameter.role == Role::level) return "-";
  if (!parameter.prior_text.empty()) return base::printable(parameter.prior_text);
  if (!std::isfinite(learned.prior_mean)) return "-";
  const double sd = learned.prior_sd;
  if (!(sd > 0)) return plain(learned.prior_mean, language);
  const int decimals = decimals_for(-2 * sd, 2 * sd);
  return number(learned.prior_mean, decimals, language) + " ±" + std::string(firm_blank) +
         number(sd, decimals, language);
}

std::string mark_of(const model::Parameter& parameter, const calibrate::Learned& learned,
                    base::Language language) {
  using Role = model::Parameter::Role;
  if (parameter.role == Role::lever) return std::string(text(Text::mark_lever, language));
  if (parameter.role == Role::given) return std::string(text(Text::mark_given, language));
  if (learned.not_learned) return std::string(text(Text::mark_not_learned, language));
  if (!std::isfinite(learned.doubt_left)) return "";
  const auto percent = static_cast<int>(std::lround(100 * learned.doubt_left));
  return say(Text::mark_doubt_left, language, {{"percent", std::to_string(percent)}});
}

std::vector<Cell> parameter_row(const model::Program& program, const model::Parameter& parameter,
                                const calibrate::Learned& learned, base::Language language) {
  const bool spreads = learned.q05 < learned.q95;
  const int decimals = decimals_for(learned.q05, learned.q95);
  return {
      {shown(parameter.label, language, parameter.name)},
      {unit_name(program, parameter.unit, language)},
      {prior_cell(parameter, learned, language)},
      {spreads ? number(learned.median, decimals, language) : plain(learned.median, language)},
      {spreads ? range(learned.q05, learned.q95, decimals, language) : "-"},
      {learned.observations > 0 ? std::to_string(learned.observations) : "-"},
      {mark_of(parameter, learned, language),
       learned.not_learned ? Tone::doubtful : Tone::plain}};
}

// True if the first scenario has a parameter of the name with the same law.
bool is_as_in(const store::ScenarioRecord& first, const model::Parameter& parameter,
              const calibrate::Learned& learned) {
  const auto& parameters = first.program.parameters;
  for (std::size_t i = 0; i < parameters.size() && i < first.estimate.learned.size(); ++i) {
    const calibrate::Learned& other = first.estimate.learned[i];
    if (parameters[i].name != parameter.name) continue;
    return parameters[i].prior_text == parameter.prior_text && other.median == learned.median &&
           other.q05 == learned.q05 && other.q95 == learned.q95;
  }
  return false;
}

// The table of the parameters; of those only that differ from `first`, if it is given.
Table parameter_table(const store::ScenarioRecord& scenario, const store::ScenarioRecord* first,
                      const VerdictOptions& options) {
  const auto head = [&](Text key) { return std::string(text(key, options.language)); };
  Table table({{head(Text::column_parameter), Align::left, 40, 22, 2},
               {head(Text::column_unit), Align::left, 14, 8},
               {head(Text::column_prior), Align::left, 20, 12},
               {head(Text::column_median), Align::right, 12, 8},
               {head(Text::column_range), Align::right, 18, 12},
               {head(Text::column_observations), Align::right, 8},
               {head(Text::column_mark), Align::left, 15, 9}},
              options.columns());
  const auto& parameters = scenario.program.parameters;
  const auto& learned = scenario.estimate.learned;
  for (std::size_t i = 0; i < parameters.size() && i < learned.size(); ++i) {
    if (first != nullptr && is_as_in(*first, parameters[i], learned[i])) continue;
    table.row(parameter_row(scenario.program, parameters[i], learned[i], options.language));
  }
  return table;
}

std::string family_name(const model::Program& program, const std::string& name,
                        base::Language language) {
  for (const model::Family& family : program.families) {
    if (family.name == name) return shown(family.label, language, name);
  }
  return base::printable(name);
}

std::string families(const store::ScenarioRecord& scenario, const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto head = [&](Text key) { return std::string(text(key, language)); };
  Table table({{head(Text::column_family), Align::left, 44, 20, 2},
               {head(Text::column_fitted), Align::right},
               {head(Text::column_series), Align::right},
               {head(Text::column_sigma), Align::right},
               {head(Text::column_damping), Align::right},
               {head(Text::column_drift_change), Align::right}},
              options.columns());
  constexpr int sigma_digits = 3;
  for (const calibrate::FamilyFit& fit : scenario.estimate.families) {
    const int decimals =
        fit.sigma > 0 && std::isfinite(fit.sigma)
            ? sigma_digits - 1 - static_cast<int>(std::floor(std::log10(fit.sigma)))
            : 0;
    table.row({{family_name(scenario.program, fit.family, language)},
               {std::to_string(fit.members)},
               {std::to_string(fit.series)},
               {number(fit.sigma, decimals, language)},
               {number(fit.damping, 2, language)},
               {number(fit.drift_change, 2, language)}});
  }
  if (table.empty()) return "";
  return headline(head(Text::families_heading), options) + table.text(options.color);
}

std::string estimates_of(const store::ScenarioRecord& scenario,
                         const store::ScenarioRecord* first, const VerdictOptions& options) {
  const base::Language language = options.language;
  const bool is_first = first == nullptr;
  std::string said =
      headline(say(is_first ? Text::estimates_heading : Text::estimates_differences, language,
                   {{"label", scenario_name(scenario.program, language)}}),
               options);
  const Table table = parameter_table(scenario, first, options);
  if (table.empty()) {
    const Text none = is_first ? Text::no_parameters : Text::estimates_same;
    said += paragraph("", text(none, language), options.columns());
  } else {
    said += table.text(options.color);
  }
  return is_first ? said + families(scenario, options) : said;
}

}  // namespace

std::string estimates(const store::RunRecord& record, const VerdictOptions& options) {
  if (record.scenarios.empty()) {
    return finished(paragraph("", text(Text::nothing_run, options.language), options.columns()));
  }
  std::string said;
  for (const store::ScenarioRecord& scenario : record.scenarios) {
    const bool is_first = &scenario == &record.scenarios.front();
    said += estimates_of(scenario, is_first ? nullptr : &record.scenarios.front(), options);
  }
  said += "\n" + paragraph("", text(Text::estimates_note, options.language), options.columns());
  return finished(said).substr(1);  // without the empty line before the first heading
}

}  // namespace prospect::report
