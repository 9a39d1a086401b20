#include <array>

#include "publish/phrases.hpp"

namespace prospect::publish {
namespace {

using enum Phrase;

constexpr auto rows = std::to_array<PhraseRow>({
    {page_language, "Language", "Ngôn ngữ"},
});
static_assert(are_in_order(rows, first_page_phrase, first_files_phrase), "one row for each key, in their order");

}  // namespace

std::span<const PhraseRow> page_phrases() { return rows; }

}  // namespace prospect::publish
