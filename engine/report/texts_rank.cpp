/// The catalogue's part for `rank`.

#include <array>

#include "report/text_rows.hpp"

namespace prospect::report {
namespace {

using enum Text;

constexpr auto rows = std::to_array<TextRow>({
  {rank_heading, "{region} among other regions in {year}", "{region}: vị trí so với các địa phương khác năm {year}"},
  {rank_run, "Scenario: {label}. {paths} paths, seed {seed}.",
   "Kịch bản: {label}. {paths} lượt mô phỏng, hạt giống ngẫu nhiên {seed}."},
  {column_figure_of, "Figure", "Chỉ tiêu"},
  {column_regions, "Regions", "Số địa phương"},
  {column_rank_now, "Rank now", "Hạng hiện nay"},
  {column_rank_end, "Rank {year}\n90 % range", "Hạng {year}\nkhoảng 90 %"},
  {column_rank_better, "Chance to improve", "Xác suất lên hạng"},
  {column_rank_top, "Chance of first three", "Xác suất vào ba vị trí đầu"},
  {rank_note_best, "Rank 1 is the best: the highest figure, or the lowest where less is better, as for poverty. Equal "
   "figures share the middle of their ranks.",
   "Hạng 1 là tốt nhất: số liệu cao nhất, hoặc thấp nhất với chỉ tiêu càng thấp càng tốt như hộ nghèo. Các số liệu "
   "bằng nhau nhận hạng ở giữa."},
  {rank_note_law, "How the others move is a judgement and stands in the model with its source: nothing is known of "
   "them but one year's figures. The ranks are as good as that judgement, and its doubt is in them.",
   "Mức thay đổi của các địa phương khác là giả định, ghi trong mô hình kèm nguồn: về họ chỉ biết số liệu một năm. Thứ "
   "hạng chỉ tốt như giả định đó và đã tính cả độ bất định của nó."},
  {rank_note_now, "“Rank now” compares the figures of the table; those that another part of the source prints "
   "differently are taken as the table has them.",
   "“Hạng hiện nay” so sánh các số liệu trong bảng; nơi nguồn in khác ở chỗ khác thì lấy theo bảng."},
});
static_assert(are_in_order(rows, first_rank_text, first_question_text), "one row for each key, in their order");

}  // namespace

std::span<const TextRow> rank_texts() { return rows; }

}  // namespace prospect::report
