#include "report/fit_checks.hpp"

#include <algorithm>

#include "base/whole.hpp"
#include "report/json.hpp"
#include "report/layout.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/section.hpp"
#include "report/texts.hpp"
#include "store/words.hpp"
#include "summarise/interval.hpp"

namespace prospect::report {
namespace {

constexpr double prior_allowance = 0.01;   // share of prior draws that may lie outside physical limits
constexpr double enough_draws = 400;
constexpr std::size_t faults_named = 3;

std::string share_failed(const summarise::Summary& summary, base::Language language) {
  return probability(summary.failed, summary.paths,
                     summarise::probability_interval(summary.failed, summary.paths), language);
}

std::string faults_of(const model::Program& program, const summarise::Summary& summary,
                      base::Language language) {
  std::vector<summarise::FaultCount> faults = summary.faults;
  std::stable_sort(faults.begin(), faults.end(),
                   [](const auto& a, const auto& b) { return a.paths > b.paths; });
  std::string list;
  std::vector<std::string> named;
  for (const auto& fault : faults) {
    if (std::find(named.begin(), named.end(), fault.variable) != named.end()) continue;
    if (named.size() == faults_named) break;
    named.push_back(fault.variable);
    const auto at = std::find_if(program.variables.begin(), program.variables.end(),
                                 [&](const auto& variable) { return variable.name == fault.variable; });
    list += (list.empty() ? "" : "; ") +
            (at == program.variables.end() ? fault.variable : shown(at->label, language, fault.variable));
  }
  return list.empty() ? "-" : list;
}

double failed_share(const summarise::Summary& summary) {
  return summary.paths == 0 ? 0
                            : static_cast<double>(summary.failed) / static_cast<double>(summary.paths);
}

std::string parameter_json(const model::Parameter& parameter, const calibrate::Learned& learned) {
  return json::object({{"name", json::quoted(parameter.name)},
                       {"label", json::label(parameter.label)},
                       {"unit", json::quoted(parameter.unit)},
                       {"role", json::quoted(store::role_names[static_cast<std::size_t>(parameter.role)])},
                       {"prior", json::quoted(parameter.prior_text)},
                       {"prior_mean", json::real(learned.prior_mean)},
                       {"prior_sd", json::real(learned.prior_sd)},
                       {"prior_range", json::array({json::real(learned.prior_q05), json::real(learned.prior_q95)})},
                       {"mean", json::real(learned.posterior_mean)},
                       {"sd", json::real(learned.posterior_sd)},
                       {"median", json::real(learned.median)},
                       {"range", json::array({json::real(learned.q05), json::real(learned.q95)})},
                       {"observations", std::to_string(learned.observations)},
                       {"doubt_left", json::real(learned.doubt_left)},
                       {"not_learned", learned.not_learned ? "true" : "false"},
                       {"effective_draws", json::real(learned.effective)}});
}

}  // namespace

std::string fit_checks(const store::RunRecord& record, const FitChecks& checks,
                       const VerdictOptions& options) {
  const base::Language language = options.language;
  const auto& scenario = record.scenarios.front();
  const int width = options.columns();
  std::string said = headline(std::string(text(Text::fit_checks_heading, language)), options);
  said += paragraph("• ", text(Text::fit_exact, language), width);
  for (const auto& joint : scenario.estimate.blocks) {
    const auto& block = *joint.posterior;
    const auto label = std::find_if(scenario.program.blocks.begin(), scenario.program.blocks.end(),
                                    [&](const auto& b) { return b->name == block.block; });
    const std::string name = shown((*label)->label, language, block.block);
    if (block.impossible) {
      said += paragraph("• ", say(Text::fit_impossible, language, {{"block", name}}), width);
      continue;
    }
    said += paragraph("• ",
                      say(block.effective < enough_draws ? Text::fit_few_draws : Text::fit_drawn, language,
                          {{"block", name},
                           {"figures", std::to_string(block.figures)},
                           {"unknowns", std::to_string(block.scores)},
                           {"draws", count(block.draws.front().size(), language)},
                           {"effective", count(base::whole(block.effective), language)}}),
                      width);
  }
  const bool wild = failed_share(checks.prior) > prior_allowance;
  said += paragraph("• ",
                    say(wild ? Text::fit_prior_wild : Text::fit_prior_fair, language,
                        {{"share", share_failed(checks.prior, language)},
                         {"list", faults_of(scenario.program, checks.prior, language)}}),
                    width);
  said += paragraph("• ",
                    say(Text::fit_posterior_failed, language,
                        {{"share", share_failed(checks.posterior, language)},
                         {"list", faults_of(scenario.program, checks.posterior, language)}}),
                    width);
  return said;
}

std::string fit_json(const store::RunRecord& record, const FitChecks& checks) {
  const auto& scenario = record.scenarios.front();
  std::vector<std::string> parameters, families, blocks;
  for (std::size_t k = 0; k < scenario.program.parameters.size(); ++k) {
    parameters.push_back(parameter_json(scenario.program.parameters[k], scenario.estimate.learned[k]));
  }
  for (const auto& family : scenario.estimate.families) {
    families.push_back(json::object({{"family", json::quoted(family.family)},
                                     {"states", std::to_string(family.members)},
                                     {"series", std::to_string(family.series)},
                                     {"scale", json::real(family.sigma)},
                                     {"damping", json::real(family.damping)},
                                     {"drift_change", json::real(family.drift_change)},
                                     {"estimate_error", json::real(family.estimate_error)},
                                     {"df", json::real(family.df)},
                                     {"log_evidence", json::real(family.log_evidence)}}));
  }
  for (const auto& joint : scenario.estimate.blocks) {
    const auto& block = *joint.posterior;
    const std::size_t draws = block.draws.empty() ? 0 : block.draws.front().size();
    blocks.push_back(json::object({{"block", json::quoted(block.block)},
                                   {"figures", std::to_string(block.figures)},
                                   {"unknowns", std::to_string(block.scores)},
                                   {"draws", std::to_string(draws)},
                                   {"effective", json::real(block.effective)},
                                   {"log_evidence", json::real(block.log_evidence)}}));
  }
  return json::object({{"scenario", json::quoted(scenario.program.scenario)},
                       {"seed", std::to_string(record.seed)},
                       {"as_of", record.as_of == 0 ? "null" : std::to_string(record.as_of)},
                       {"parameters", json::array(parameters)},
                       {"families", json::array(families)},
                       {"blocks", json::array(blocks)},
                       {"prior_failed", json::real(failed_share(checks.prior))},
                       {"posterior_failed", json::real(failed_share(checks.posterior))}});
}

}  // namespace prospect::report
