#include "publish/compose.hpp"

#include "base/check.hpp"
#include "publish/phrases.hpp"
#include "report/names.hpp"

namespace prospect::publish {

Document compose(const store::RunRecord& record, const std::string& file, base::Language language) {
  PROSPECT_EXPECT(!record.scenarios.empty());
  Document document;
  document.language = language;
  document.title = say(Phrase::report_title, language);
  document.subtitle = report::shown(record.scenarios.front().program.region, language);
  document.facts.push_back({"file", "File", file});
  return document;
}

}  // namespace prospect::publish
