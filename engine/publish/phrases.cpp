#include "publish/phrases.hpp"

#include "base/check.hpp"

namespace prospect::publish {
namespace {

const PhraseRow& row_of(Phrase key) {
  const auto position = [&](Phrase first) { return static_cast<std::size_t>(key) - static_cast<std::size_t>(first); };
  if (key >= first_files_phrase) return files_phrases()[position(first_files_phrase)];
  if (key >= first_page_phrase) return page_phrases()[position(first_page_phrase)];
  return report_phrases()[position(Phrase{})];
}

}  // namespace

std::string_view phrase(Phrase key, base::Language language) {
  PROSPECT_EXPECT(key < Phrase::count_);
  const PhraseRow& found = row_of(key);
  return language == base::Language::vietnamese ? found.vi : found.en;
}

std::string say(Phrase key, base::Language language, std::initializer_list<report::Filling> fillings) {
  return report::fill(phrase(key, language), fillings);
}

}  // namespace prospect::publish
