#include "publish/compose.hpp"

#include "base/check.hpp"
#include "base/unicode.hpp"
#include "publish/sections.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "report/stopping.hpp"

namespace prospect::publish {
namespace {

using report::Text;

std::string title(const View& view) {
  const std::string plan = base::printable(report::plan_of(view.scenario()));
  const std::string region =
      report::shown(view.program().region, view.language(), report::shown(view.program().title, view.language()));
  return report::say(plan.empty() ? Text::title_without_plan : Text::title, view.language(),
                     {{"region", region}, {"plan", plan}});
}

std::vector<Fact> facts(const View& view, const std::string& file) {
  const auto& record = view.record;
  std::vector<Fact> all = {
      {"file", view.words(Phrase::fact_file), file},
      {"seed", view.words(Phrase::fact_seed), std::to_string(record.seed)},
      {"paths", view.words(Phrase::fact_paths), report::count(record.paths, view.language())},
      {"base_year", view.words(Phrase::fact_base_year), std::to_string(view.program().base_year)},
      {"end_year", view.words(Phrase::fact_end_year), std::to_string(view.program().end_year)},
      {"version", view.words(Phrase::fact_version), record.program_version}};
  if (record.as_of != 0) all.push_back({"as_of", view.words(Phrase::fact_as_of), std::to_string(record.as_of)});
  if (!record.observed.empty()) all.push_back({"observed", view.words(Phrase::fact_observed), record.observed});
  return all;
}

}  // namespace

Document compose(const store::RunRecord& record, const std::string& file, base::Language language) {
  PROSPECT_EXPECT(!record.scenarios.empty());
  report::VerdictOptions options;
  options.language = language;
  options.intervals = report::interval_rule(record);
  const View view{record, options};
  Document document{language, title(view), view.words(Phrase::report_subtitle), facts(view, file), {}};
  for (const auto& make : {verdict_section, reading_section, scenarios_section, together_section, drivers_section,
                           rates_section, sweep_section, omitted_section, record_section, audit_section, model_section,
                           assumptions_section, quantiles_section, sweep_points_section, origin_section}) {
    Section section = make(view);
    if (!section.blocks.empty()) document.sections.push_back(std::move(section));
  }
  return document;
}

}  // namespace prospect::publish
