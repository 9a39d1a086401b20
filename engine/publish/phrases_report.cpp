#include <array>

#include "publish/phrases.hpp"

namespace prospect::publish {
namespace {

using enum Phrase;

constexpr auto rows = std::to_array<PhraseRow>({
    {report_title, "How likely are the plan's targets?", "Khả năng đạt các chỉ tiêu kế hoạch"},
});
static_assert(are_in_order(rows, Phrase{}, first_page_phrase), "one row for each key, in their order");

}  // namespace

std::span<const PhraseRow> report_phrases() { return rows; }

}  // namespace prospect::publish
