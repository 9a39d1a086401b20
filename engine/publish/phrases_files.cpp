#include <array>

#include "publish/phrases.hpp"

namespace prospect::publish {
namespace {

using enum Phrase;

constexpr auto rows = std::to_array<PhraseRow>({
    {files_metadata, "Metadata", "Thông tin chung"},
});
static_assert(are_in_order(rows, first_files_phrase, count_), "one row for each key, in their order");

}  // namespace

std::span<const PhraseRow> files_phrases() { return rows; }

}  // namespace prospect::publish
