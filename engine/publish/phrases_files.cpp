#include <array>

#include "publish/phrases.hpp"

namespace prospect::publish {
namespace {

using enum Phrase;

constexpr auto rows = std::to_array<PhraseRow>({
    {files_metadata, "Metadata", "Thông tin chung"},
    {files_group, "Group", "Nhóm"},
    {files_name, "Item", "Nội dung"},
    {files_value, "Value", "Giá trị"},
    {files_origins, "Where the numbers stand in the result file", "Vị trí của số liệu trong tệp kết quả"},
    {files_sheet, "Sheet", "Trang tính"},
    {files_table, "Table", "Bảng"},
    {files_column, "Column", "Cột"},
    {files_dataset, "Dataset", "Tập dữ liệu"},
});
static_assert(are_in_order(rows, first_files_phrase, count_), "one row for each key, in their order");

}  // namespace

std::span<const PhraseRow> files_phrases() { return rows; }

}  // namespace prospect::publish
