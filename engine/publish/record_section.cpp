#include "publish/sections.hpp"

namespace prospect::publish {

Section record_section(const View& view) {
  Section section{"record", view.words(Phrase::record_title), view.words(Phrase::record_navigation), {}};
  const auto answers = answers_to(view.record, "score");
  if (answers.empty()) section.blocks.push_back(Paragraph{view.words(Phrase::not_asked, {{"command", "score"}})});
  for (const auto* answer : answers) section.blocks.push_back(Printed{answer->text.in(view.language())});
  return section;
}

}  // namespace prospect::publish
