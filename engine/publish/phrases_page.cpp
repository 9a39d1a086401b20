#include <array>

#include "publish/phrases.hpp"

namespace prospect::publish {
namespace {

using enum Phrase;

constexpr auto rows = std::to_array<PhraseRow>({
    {page_language, "Language", "Ngôn ngữ"},
    {page_language_name, "English", "Tiếng Việt"},
    {page_skip, "Skip to the report", "Đến thẳng nội dung báo cáo"},
    {page_contents, "Contents", "Mục lục"},
    {page_dataset, "Numbers in the result file:", "Số liệu trong tệp kết quả:"},
    {page_menu, "Chart “{title}”: save, show as a table", "Biểu đồ “{title}”: lưu, xem dạng bảng"},
    {page_save_svg, "Save as SVG", "Lưu dạng SVG"},
    {page_save_png, "Save as PNG", "Lưu dạng PNG"},
    {page_show_table, "Show as a table", "Xem dạng bảng"},
    {page_table_of, "Chart in numbers", "Số liệu của biểu đồ"},
    {page_no_script,
     "Programs are switched off in this browser: charts are not drawn, their numbers stand in tables. The report in "
     "Vietnamese cannot be shown.",
     "Trình duyệt đang tắt JavaScript: biểu đồ không được vẽ, số liệu có trong các bảng. Không chuyển được sang bản "
     "tiếng Anh."},
    {page_facts, "About this report", "Thông tin về báo cáo"},
    {page_fact, "Item", "Mục"},
    {page_value, "Content", "Nội dung"},
    {page_broken_drawing, "This chart could not be drawn.", "Không vẽ được biểu đồ này."},
});
static_assert(are_in_order(rows, first_page_phrase, first_files_phrase), "one row for each key, in their order");

}  // namespace

std::span<const PhraseRow> page_phrases() { return rows; }

}  // namespace prospect::publish
