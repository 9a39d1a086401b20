/// The catalogue's part for `sweep`.

#include <array>

#include "report/text_rows.hpp"

namespace prospect::report {
namespace {

using enum Text;

constexpr auto rows = std::to_array<TextRow>({
  {sweep_heading, "When levers move: {label}", "Khi thay đổi các biến chính sách: {label}"},
  {sweep_full, "Scenarios: {scenarios}. In each {points} points, every combination of the settings of {levers}.",
   "Kịch bản: {scenarios}. Mỗi kịch bản {points} điểm, gồm mọi tổ hợp các mức của {levers}."},
  {sweep_hypercube,
   "Scenarios: {scenarios}. In each {points} points, spread evenly over the ranges of {levers} (a latin hypercube).",
   "Kịch bản: {scenarios}. Mỗi kịch bản {points} điểm, rải đều trên phạm vi của {levers} (lấy mẫu siêu lập phương "
   "Latinh)."},
  {sweep_worlds,
   "Each point: {paths} paths, seed {seed}. All meet the same random worlds, so that two points are told apart more "
   "surely than their intervals say.",
   "Mỗi điểm: {paths} lượt mô phỏng, hạt giống ngẫu nhiên {seed}. Mọi điểm dùng chung các thế giới ngẫu nhiên, nên "
   "chênh lệch giữa hai điểm chắc chắn hơn so với khoảng tin cậy của từng điểm."},
  {sweep_width, "The 95 % interval of a probability reaches at most {width} points to either side.",
   "Khoảng tin cậy 95 % của một xác suất rộng nhiều nhất {width} điểm phần trăm về mỗi phía."},
  {sweep_exact,
   "Set exactly: {levers}. Where a scenario leaves a lever open, it is certain here, and a probability may differ from "
   "the scenario's even at the mean.",
   "Đặt cố định: {levers}. Nếu kịch bản để biến này bất định thì ở đây nó là chắc chắn, nên xác suất có thể khác với "
   "kịch bản ngay cả ở mức trung bình."},
  {sweep_spread, "{lever} is not hit exactly: it is drawn from a normal distribution about its setting, with a "
   "standard deviation of {spread}.",
   "{lever} không đạt đúng mức đặt ra: được lấy từ phân phối chuẩn quanh mức đó, độ lệch chuẩn {spread}."},
  {sweep_failed, "Points at which paths failed: {n}; at most {share} of the paths of a point. They count as misses.",
   "Số điểm có lượt mô phỏng bị lỗi: {n}, nhiều nhất {share} số lượt của một điểm. Các lượt này tính là không đạt."},
  {sweep_surface, "{scenario}. Down: {rows}. Across: {columns}.", "{scenario}. Hàng: {rows}. Cột: {columns}."},
  {sweep_held, "Held at their middle settings: {settings}.", "Giữ ở mức giữa: {settings}."},
  {sweep_thinned, "The tables show some of the settings: {shown} of {all} points.",
   "Bảng chỉ ghi một số mức: {shown} trong {all} điểm."},
  {sweep_more_tables,
   "More such tables, in the report (prospect report): {n}. Every point is in its workbook and in --json.",
   "Số bảng như vậy còn lại, xem trong báo cáo (prospect report): {n}. Mọi điểm có trong bảng tính của báo cáo và "
   "trong --json."},
  {sweep_share, "{scenario}: {lever} matters most, with {share} of how the probability varies over the points.",
   "{scenario}: {lever} ảnh hưởng nhiều nhất, chiếm {share} mức biến động của xác suất giữa các điểm."},
  {sweep_share_then, "Then {others}.", "Tiếp theo là {others}."},
  {sweep_share_none, "{scenario}: no lever alone accounts for how the probability varies over the points.",
   "{scenario}: không biến nào tự nó giải thích được mức biến động của xác suất giữa các điểm."},
  {sweep_share_same, "{scenario}: the probability is the same at every point.",
   "{scenario}: xác suất như nhau tại mọi điểm."},
  {sweep_share_few, "{scenario}: {n} points are too few to say which lever matters most.",
   "{scenario}: {n} điểm là quá ít để nói biến nào ảnh hưởng nhiều nhất."},
  {sweep_share_note,
   "A lever's share: the points are cut by its settings into parts of equal number, and the variance of the parts' "
   "means is held against that of all points, what chance puts into it taken out (Kelley 1935). Shares need not add up "
   "to 100 %: levers work on each other.",
   "Tỷ lệ của một biến: chia các điểm theo mức của biến thành những phần bằng nhau, so phương sai của trung bình từng "
   "phần với phương sai của mọi điểm, đã trừ phần do ngẫu nhiên (Kelley 1935). Cộng lại có thể không đủ 100 %, vì các "
   "biến tác động lẫn nhau."},
  {sweep_highest, "Highest: {probability} (95 % interval {range}) at {where}.",
   "Cao nhất: {probability} (khoảng tin cậy 95 % {range}) tại {where}."},
  {sweep_picked,
   "Points whose intervals reach into it: {rivals} of {n}. Sampling helped to pick this one: run again, it would "
   "rather come out lower.",
   "Số điểm có khoảng tin cậy chạm tới khoảng này: {rivals} trong {n}. Điểm cao nhất được chọn một phần nhờ may rủi "
   "khi mô phỏng: mô phỏng lại thì thường thấp hơn."},
  {sweep_lowest, "Lowest: {probability} ({range}) at {where}.", "Thấp nhất: {probability} ({range}) tại {where}."},
  {sweep_nearest, "{scenario} as it stands ({present}); the point nearest to it ({settings}): {probability} ({range}).",
   "{scenario} như hiện có ({present}); điểm gần nhất ({settings}): {probability} ({range})."},
  {sweep_reach, "Points that reach 50 %: {half} of {n}; that reach 66 %: {likely}; that reach 90 %: {sure}.",
   "Số điểm có xác suất từ 50 % trở lên: {half} trong {n}; từ 66 %: {likely}; từ 90 %: {sure}."},
  {sweep_nothing, "No point has paths that count.", "Không điểm nào có lượt mô phỏng hợp lệ."},
  {sweep_intervals, "Intervals are for 95 % and say how far the number of paths limits a probability. What is not "
   "known of trends and events is inside the probability.",
   "Khoảng tin cậy 95 % chỉ cho biết số lượt mô phỏng làm hạn chế độ chính xác của xác suất đến đâu. Những điều chưa "
   "biết về xu thế và biến cố đã nằm trong xác suất."},
  {sweep_certain, "At a point a lever is set for all years. Where a scenario lets it follow its trend, the scenario's "
   "own probability may differ from that of the point nearest to it.",
   "Tại mỗi điểm, biến được đặt cho mọi năm. Nếu kịch bản để biến theo xu thế thì xác suất của chính kịch bản có thể "
   "khác xác suất của điểm gần nhất."},
});
static_assert(are_in_order(rows, first_sweep_text, Text::count_), "one row for each key, in their order");

}  // namespace

std::span<const TextRow> sweep_texts() { return rows; }

}  // namespace prospect::report
