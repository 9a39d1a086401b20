/// The catalogue's part for `seek`.

#include <array>

#include "report/text_rows.hpp"

namespace prospect::report {
namespace {

using enum Text;

constexpr auto rows = std::to_array<TextRow>({
  {seek_heading, "What it takes: {goals}, with a probability of {wanted}",
   "Cần gì để đạt: {goals}, với xác suất {wanted}"},
  {seek_run, "Scenario: {label}. {paths} paths a trial, seed {seed}; every trial meets the same random worlds.",
   "Kịch bản: {label}. Mỗi lần thử {paths} lượt mô phỏng, hạt giống ngẫu nhiên {seed}; mọi lần thử dùng chung các "
   "thế giới ngẫu nhiên."},
  {column_lever, "Lever", "Biến chính sách"},
  {column_now, "Now", "Hiện tại"},
  {column_needed, "Needed", "Mức cần"},
  {column_seek_interval, "95 % interval", "Khoảng tin cậy 95 %"},
  {column_may, "May be set to", "Phạm vi cho phép"},
  {column_tried, "Best tried", "Mức tốt nhất\nđã thử"},
  {column_chance_of, "Probability", "Xác suất"},
  {seek_found, "Enough: the probability becomes {after} (95 % sampling interval {range}). As the scenario stands it is "
   "{before}.",
   "Đủ: xác suất đạt {after} (khoảng tin cậy 95 % do mô phỏng {range}). Theo kịch bản như hiện có là {before}."},
  {seek_met, "Nothing needs to change: as the scenario stands the probability is {before} (95 % sampling interval "
   "{range}).",
   "Không cần thay đổi gì: theo kịch bản như hiện có, xác suất đã là {before} (khoảng tin cậy 95 % do mô phỏng "
   "{range})."},
  {seek_out_one, "Out of reach: no value from {low} to {high} gives {wanted}. The best is {value}, with a probability "
   "of {after} (95 % sampling interval {range}); as the scenario stands it is {before}.",
   "Không thể đạt: không giá trị nào từ {low} đến {high} cho xác suất {wanted}. Tốt nhất là {value}, với xác suất "
   "{after} (khoảng tin cậy 95 % do mô phỏng {range}); theo kịch bản như hiện có là {before}."},
  {seek_out_several, "Out of reach: these levers, moved together, do not give {wanted}. The best on the way gives "
   "{after} (95 % sampling interval {range}); as the scenario stands it is {before}.",
   "Không thể đạt: thay đổi đồng thời các biến này không cho xác suất {wanted}. Mức tốt nhất trên lộ trình cho "
   "{after} (khoảng tin cậy 95 % do mô phỏng {range}); theo kịch bản như hiện có là {before}."},
  {seek_no_effect, "Out of reach: none of these levers raises the probability, {before} as the scenario stands (95 % "
   "sampling interval {range}).",
   "Không thể đạt: không biến nào trong số này làm tăng xác suất, hiện là {before} (khoảng tin cậy 95 % do mô phỏng "
   "{range})."},
  {seek_history, "* No single number: it follows its trend or changes over the years, and the mean over all paths and "
   "years is shown.",
   "* Không phải một con số duy nhất: biến theo xu thế hoặc thay đổi qua các năm; ở đây ghi trung bình của mọi lượt "
   "mô phỏng và mọi năm."},
  {seek_doubt, "A lever set to a number has no doubt left: set to what stands under “Now”, the probability would be "
   "{at_present}. --spread keeps some doubt.",
   "Khi đặt biến bằng một con số thì không còn độ bất định: nếu đặt đúng như cột “Hiện tại”, xác suất là "
   "{at_present}. Tùy chọn --spread giữ lại một phần độ bất định."},
  {seek_spread, "The lever is not hit exactly: it is drawn from a normal distribution about the value, with a standard "
   "deviation of {spread}.",
   "Biến không đạt đúng giá trị đặt ra: được lấy từ phân phối chuẩn quanh giá trị đó, độ lệch chuẩn {spread}."},
  {seek_interval, "The interval says how far the number of paths limits the answer. What is not known of trends and "
   "events is inside the probability.",
   "Khoảng tin cậy cho biết số lượt mô phỏng làm hạn chế độ chính xác đến đâu. Những điều chưa biết về xu thế và biến "
   "cố đã nằm trong xác suất."},
  {seek_open, "The interval reaches as far as the lever may be moved where an end is missing (…).",
   "Đầu để trống (…): khoảng kéo dài đến hết phạm vi có thể thay đổi."},
  {seek_between, "{low} to {high}", "{low} đến {high}"},
  {seek_effort, "Least effort: together {effort} of the levers' ranges (root of the sum of squared shares; rounds of "
   "the search: {rounds}).",
   "Nỗ lực nhỏ nhất: tổng cộng {effort} phạm vi của các biến (căn của tổng bình phương các tỷ lệ; số vòng tìm: "
   "{rounds})."},
  {seek_way, "Each lever goes the same share of its way from now to the better end of what it may be set to.",
   "Mỗi biến đi cùng một tỷ lệ trên quãng đường từ mức hiện tại đến đầu tốt hơn của phạm vi cho phép."},
  {seek_tried, "What other values give", "Các giá trị khác cho kết quả nào"},
  {seek_tried_note, "Some of these rows rest on fewer paths; what lies between two of them may differ from both.",
   "Một số dòng dựa trên ít lượt mô phỏng hơn; giữa hai dòng có thể có kết quả khác cả hai."},
  {seek_written, "Written to {file}. Run it with: prospect run {file}",
   "Đã ghi vào {file}. Chạy bằng lệnh: prospect run {file}"},
  {seek_scenario_label, "Enough for {probability} %", "Đủ cho {probability} %"},
  {seek_scenario_about, "What gives a probability of {probability} %: {goals}.",
   "Mức cho xác suất {probability} %: {goals}."},
  {page_scenario_label, "{scenario}, changed", "{scenario}, có thay đổi"},
  {page_scenario_about, "Set in the what-if page over: {scenario}.",
   "Thiết lập trên trang phân tích giả định, từ: {scenario}."},
  {page_source, "set in the what-if page", "thiết lập trên trang phân tích giả định"},
  {serve_begins, "Reading and fitting the scenarios; the first time takes a while.",
   "Đang đọc và ước lượng các kịch bản; lần đầu mất một lúc."},
  {serve_address, "The what-if page: {address}   (Ctrl-C ends it)",
   "Trang phân tích giả định: {address}   (nhấn Ctrl-C để kết thúc)"},
  {page_seek_doubt, "An assumption set to a number has no doubt left: set to its present mean, the probability would "
   "be {at_present}.",
   "Giả định đặt bằng một con số thì không còn độ bất định: nếu cố định ở mức trung bình hiện nay, xác suất là "
   "{at_present}."},
  {page_seek_paths,
   "Each trial ran {paths} paths, fewer than the page at rest: its probabilities are a little rougher.",
   "Mỗi lần thử chạy {paths} lượt mô phỏng, ít hơn kết quả cuối của trang nên xác suất ở đây thô hơn một chút."},
});
static_assert(are_in_order(rows, first_seek_text, first_rank_text), "one row for each key, in their order");

}  // namespace

std::span<const TextRow> seek_texts() { return rows; }

}  // namespace prospect::report
