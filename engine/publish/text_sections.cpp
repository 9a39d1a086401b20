#include <cmath>

#include "base/sha256.hpp"
#include "base/unicode.hpp"
#include "publish/sections.hpp"
#include "report/answer.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"

namespace prospect::publish {
namespace {

using report::Text;

Phrase kind_phrase(model::Variable::Kind kind) {
  switch (kind) {
    case model::Variable::Kind::state:
      return Phrase::kind_state;
    case model::Variable::Kind::identity:
      return Phrase::kind_identity;
    case model::Variable::Kind::shock:
    case model::Variable::Kind::event:
    case model::Variable::Kind::lever:
    case model::Variable::Kind::hidden:
      break;
  }
  return Phrase::kind_other;
}

Phrase role_phrase(model::Parameter::Role role) {
  using Role = model::Parameter::Role;
  switch (role) {
    case Role::given:
      return Phrase::role_given;
    case Role::lever:
      return Phrase::role_lever;
    case Role::drift:
      return Phrase::role_drift;
    case Role::sigma:
      return Phrase::role_sigma;
    case Role::level:
      return Phrase::role_level;
    case Role::family:
      return Phrase::role_family;
    case Role::block:
      break;
  }
  return Phrase::role_block;
}

Table settings(const View& view) {
  const auto& program = view.program();
  const auto language = view.language();
  Table made =
      table("settings", view.words(Phrase::settings_caption),
            {words("setting", view.words(Phrase::column_setting)), quotes("value", view.words(Phrase::column_value)),
             words("unit", view.words(Text::column_unit)), quotes("source", view.words(Phrase::column_source))});
  for (const auto& setting : program.settings) {
    made.rows.push_back(
        {cell(report::shown(setting.label, language, setting.name)), cell(base::printable(setting.value)),
         cell(report::unit_name(program, setting.unit, language)), cell(base::printable(setting.source))});
  }
  return made;
}

Table parameters(const View& view) {
  const auto& program = view.program();
  const auto language = view.language();
  const auto dataset = [&](const char* what) { return dataset_of(view.scenario(), what); };
  Table made =
      table("parameters", view.words(Phrase::parameters_caption),
            {words("parameter", view.words(Text::column_parameter)),
             in_data(words("name", view.words(Phrase::column_code))), words("unit", view.words(Text::column_unit)),
             words("role", view.words(Phrase::column_role)), code("prior", view.words(Text::column_prior)),
             numbers("median", view.words(Text::column_median), "", dataset("posterior_median")),
             numbers("q05", view.words(Phrase::column_q05), "", dataset("posterior_q05")),
             numbers("q95", view.words(Phrase::column_q95), "", dataset("posterior_q95")),
             quotes("source", view.words(Phrase::column_source))});
  for (std::size_t i = 0; i < program.parameters.size(); ++i) {
    const auto& parameter = program.parameters[i];
    const auto& learned = view.scenario().estimate.learned[i];
    const auto figure = [&](double value) { return fitted(value, learned.q05, learned.q95, language); };
    made.rows.push_back({cell(report::shown(parameter.label, language, parameter.name)), cell(parameter.name),
                         cell(report::unit_name(program, parameter.unit, language)),
                         cell(view.words(role_phrase(parameter.role))), cell(base::printable(parameter.prior_text)),
                         figure(learned.median), figure(learned.q05), figure(learned.q95),
                         cell(base::printable(parameter.source))});
  }
  return made;
}

}  // namespace

Section audit_section(const View& view) {
  Section section{"audit", view.words(Text::audit_heading), view.words(Phrase::audit_navigation), {}};
  const auto& findings = view.record.audit;
  if (findings.empty()) return section;
  const auto language = view.language();
  section.blocks.push_back(Paragraph{report::audit_counts(findings, language)});
  const std::string at = "/audit";
  Table made = table(
      "findings", view.words(Phrase::findings_caption),
      {words("finding", view.words(Phrase::column_finding)), words("figures", view.words(Phrase::column_figures)),
       in_data(words("subject", view.words(Phrase::column_code))),
       in_data(counts("year", view.words(Phrase::column_year), "")),
       in_data(numbers("printed", view.words(Phrase::column_printed), "", at)),
       in_data(numbers("expected", view.words(Phrase::column_implied), "", at)),
       in_data(numbers("allowance", view.words(Phrase::column_allowance), "", at)),
       in_data(words("unit", view.words(Text::column_unit)))});
  for (const auto& [kind, name] : report::finding_kinds()) {
    const auto chosen = report::contradictions(kind, findings);
    if (chosen.empty()) continue;
    made.headings.emplace_back(made.rows.size(), view.words(name));
    for (const auto* finding : chosen) {
      made.rows.push_back({cell(report::finding_words(*finding, &view.program(), language)),
                           cell(report::finding_figures(*finding, &view.program(), language)), cell(finding->subject),
                           cell(std::to_string(finding->year), finding->year), cell("", finding->printed),
                           cell("", finding->expected), cell("", finding->allowance),
                           cell(report::unit_name(view.program(), finding->unit, language))});
    }
  }
  section.blocks.push_back(std::move(made));
  return section;
}

Section model_section(const View& view) {
  Section section{"model", view.words(Phrase::model_title), view.words(Phrase::model_navigation), {}};
  const auto& program = view.program();
  section.blocks.push_back(Paragraph{view.words(Phrase::model_note)});
  Table made =
      table("equations", view.words(Phrase::equations_caption),
            {words("indicator", view.words(Phrase::column_indicator)), words("kind", view.words(Phrase::column_kind)),
             words("unit", view.words(Text::column_unit)), code("equation", view.words(Phrase::column_equation)),
             quotes("source", view.words(Phrase::column_source))});
  for (const auto id : view.scenario().summary.indicators) {
    const auto& variable = program.variables[id.value];
    made.rows.push_back({cell(report::shown(variable.label, view.language(), variable.name)),
                         cell(view.words(kind_phrase(variable.kind))),
                         cell(report::unit_name(program, variable.unit, view.language())),
                         cell(base::printable(variable.law)), cell(base::printable(variable.source))});
  }
  section.blocks.push_back(std::move(made));
  return section;
}

Section assumptions_section(const View& view) {
  Section section{
      "assumptions", view.words(Phrase::assumptions_title), view.words(Phrase::assumptions_navigation), {}};
  section.blocks.push_back(Paragraph{view.words(Phrase::assumptions_note)});
  if (!view.program().settings.empty()) section.blocks.push_back(settings(view));
  if (!view.program().parameters.empty()) section.blocks.push_back(parameters(view));
  return section;
}

Section omitted_section(const View& view) {
  const auto targets = report::omitted_targets(view.record);
  const auto language = view.language();
  Section section{"omitted",
                  report::say(Text::omitted_heading, language, {{"n", std::to_string(targets.size())}}),
                  view.words(Phrase::omitted_navigation),
                  {}};
  if (targets.empty()) return section;
  Table made = table(
      "not-assessed", section.title,
      {words("target", view.words(Text::column_target)), quotes("printed", view.words(Phrase::column_as_printed)),
       words("reason", view.words(Phrase::column_reason)), quotes("place", view.words(Phrase::column_place))});
  for (const auto& [program, target] : targets) {
    made.rows.push_back(
        {cell(report::target_name(*target, language)), cell(base::printable(target->printed)),
         cell(report::shown(target->reason, language, report::text(Text::omitted_without_reason, language))),
         cell(base::printable(target->place_in_report))});
  }
  section.blocks.push_back(std::move(made));
  return section;
}

Section reading_section(const View& view) {
  Section section{"reading", view.words(Text::legend_heading), view.words(Phrase::reading_navigation), {}};
  Points points;
  for (const Text key : {Text::legend_sampling, Text::legend_assumptions, Text::legend_range, Text::legend_words}) {
    points.items.push_back(view.words(key));
  }
  if (view.options.intervals.looked) points.items.push_back(view.words(Text::legend_looked));
  points.items.push_back(view.words(Phrase::reading_signals));
  points.items.push_back(view.words(Phrase::reading_datasets));
  section.blocks.push_back(std::move(points));
  return section;
}

Section quantiles_section(const View& view) {
  Section section{"quantiles", view.words(Phrase::quantiles_title), "", {}};
  Table made = table("yearly-quantiles", section.title,
                     {in_data(words("scenario", view.words(Phrase::column_scenario))),
                      in_data(words("indicator", view.words(Phrase::column_code))),
                      in_data(words("label", view.words(Phrase::column_indicator))),
                      in_data(words("unit", view.words(Text::column_unit))),
                      in_data(counts("year", view.words(Phrase::column_year), ""))});
  const auto quantity = [&](const std::string& name, const std::string& head, const char* dataset) {
    made.columns.push_back(in_data(numbers(name, head, "", std::string("/scenario/*/") + dataset)));
  };
  quantity("mean", view.words(Phrase::column_mean), "mean");
  quantity("sd", view.words(Phrase::column_sd), "sd");
  for (const char* level : {"05", "10", "25", "50", "75", "90", "95"}) {
    quantity(std::string("q") + level, std::string(level) + " %", "quantiles");
  }
  for (const auto& scenario : view.record.scenarios) {
    const auto& summary = scenario.summary;
    for (std::size_t i = 0; i < summary.indicators.size(); ++i) {
      const auto& variable = scenario.program.variables[summary.indicators[i].value];
      for (std::size_t t = 0; t < summary.years.size(); ++t) {
        const auto& spread = summary.spreads[i][t];
        std::vector<Cell> row = {cell(scenario.program.scenario),
                                 cell(variable.name),
                                 cell(report::shown(variable.label, view.language(), variable.name)),
                                 cell(report::unit_name(scenario.program, variable.unit, view.language())),
                                 cell(std::to_string(summary.years[t]), summary.years[t]),
                                 cell("", spread.mean),
                                 cell("", spread.sd)};
        for (const double q : spread.quantiles) row.push_back(cell("", q));
        made.rows.push_back(std::move(row));
      }
    }
  }
  section.blocks.push_back(std::move(made));
  return section;
}

Section origin_section(const View& view) {
  Section section{"origin", view.words(Phrase::origin_title), view.words(Phrase::origin_navigation), {}};
  section.blocks.push_back(Paragraph{report::run_sentence(view.record, view.language())});
  Table made = table("inputs", view.words(Phrase::inputs_caption),
                     {quotes("file", view.words(Phrase::column_file)), code("sha256", "SHA-256")});
  for (const auto& [name, text] : view.record.texts) made.rows.push_back({cell(name), cell(base::sha256(text))});
  section.blocks.push_back(std::move(made));
  return section;
}

}  // namespace prospect::publish
