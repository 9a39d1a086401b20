/// Texts of runs that stop when it is clear, and of scenarios compared.

#include <array>

#include "report/text_rows.hpp"

namespace prospect::report {

namespace {

using enum Text;

constexpr auto rows = std::to_array<TextRow>({
  {stopped_heading, "How the run stopped", "Vì sao dừng mô phỏng"},
  {stopped_precise,
   "Asked to know every probability to ±{asked} points, it stopped after {paths} paths per scenario: the one known "
   "least, {goal}, is known to ±{half} points.",
   "Yêu cầu là mọi xác suất chính xác trong ±{asked} điểm; đã dừng sau {paths} lượt mô phỏng cho mỗi kịch bản: xác "
   "suất kém chính xác nhất, {goal}, đã biết trong ±{half} điểm."},
  {stopped_imprecise,
   "NOT REACHED: asked to know every probability to ±{asked} points, it ran the most paths allowed, {paths} per "
   "scenario, and {goal} is known to ±{half} points only. About --paths {enough} would do.",
   "CHƯA ĐẠT: yêu cầu là mọi xác suất chính xác trong ±{asked} điểm; đã chạy hết {paths} lượt cho phép của mỗi kịch "
   "bản mà {goal} mới chỉ biết trong ±{half} điểm. Cần khoảng --paths {enough}."},
  {stopped_valid,
   "It looked at its counts after {n} paths and each time they had doubled, and stopped at look {k} of {looks} "
   "possible; the intervals allow for that, so that they hold whatever made it stop.",
   "Kết quả được xem sau {n} lượt rồi mỗi khi số lượt tăng gấp đôi, và đã dừng ở lần xem thứ {k} trong {looks} lần có "
   "thể; các khoảng tin cậy đã tính đến điều đó nên vẫn đúng dù dừng vì lý do gì."},
  {decided_heading, "Is the probability above {p} %?", "Xác suất có trên {p} % không?"},
  {decided_all, "All {n} answers are clear after {paths} paths per scenario.",
   "Sau {paths} lượt mô phỏng cho mỗi kịch bản, cả {n} câu trả lời đều đã rõ."},
  {decided_some,
   "NOT REACHED: {open} of {n} answers are not clear after {paths} paths per scenario, the most allowed.",
   "CHƯA ĐẠT: còn {open} trong {n} câu trả lời chưa rõ sau {paths} lượt mô phỏng cho mỗi kịch bản, mức tối đa cho "
   "phép."},
  {decided_valid, "Each yes or no is wrong with a probability of 1 % at the most, as far as the number of paths goes.",
   "Mỗi câu “có” hoặc “không” sai với xác suất không quá 1 %, xét riêng về số lượt mô phỏng."},
  {column_decision, "Above\n{p} %?", "Trên\n{p} %?"},
  {decision_yes, "yes", "có"},
  {decision_no, "no", "không"},
  {decision_not_yet, "not yet", "chưa rõ"},
  {column_interval, "99 % interval", "Khoảng 99 %"},
  {column_chance_alone, "Probability", "Xác suất"},
  {legend_looked,
   "The run stopped when it was clear, not after a number of paths settled before. The 95 % intervals beside "
   "probabilities are wider for that than those of other runs, and hold.",
   "Mô phỏng dừng khi kết quả đã rõ, không theo số lượt định trước. Vì vậy các khoảng tin cậy 95 % ghi kèm xác suất "
   "rộng hơn so với các lần chạy khác, và vẫn đúng."},

  {compare_heading, "{region}: which scenario is better, and by how much?",
   "{region}: kịch bản nào tốt hơn, và hơn bao nhiêu?"},
  {compare_line,
   "{n} scenarios on the same {worlds} random worlds, seed {seed}. The first column is the probability under "
   "“{label}”; the others say how many percentage points more (+) or less (−) each scenario has, with a 95 % interval.",
   "{n} kịch bản trên cùng {worlds} bối cảnh ngẫu nhiên, hạt giống ngẫu nhiên {seed}. Cột đầu là xác suất theo "
   "“{label}”; các cột còn lại cho biết mỗi kịch bản cao hơn (+) hay thấp hơn (−) bao nhiêu điểm phần trăm, kèm "
   "khoảng tin cậy 95 %."},
  {compare_left_out,
   "{n} worlds agree with the new figures in some scenarios only and are left out.",
   "{n} bối cảnh chỉ khớp với số liệu mới ở một số kịch bản nên không được tính."},
  {compare_note,
   "The intervals speak of the number of worlds only. What we do not know of trends and effects meets every scenario "
   "alike and is inside the probabilities.",
   "Các khoảng tin cậy chỉ nói về số lượng bối cảnh mô phỏng. Những điều chưa biết về xu thế và tác động có mặt như "
   "nhau trong mọi kịch bản và đã nằm trong các xác suất."},
  {compare_expected, "Expected number met, of {n}", "Số chỉ tiêu đạt bình quân, trên {n}"},
  {best_heading, "The best scenario for each target", "Kịch bản tốt nhất cho từng chỉ tiêu"},
  {column_best, "Best scenario", "Kịch bản tốt nhất"},
  {column_sure, "How sure", "Độ chắc chắn"},
  {column_rivals, "Cannot be told from", "Chưa phân biệt được với"},
  {best_unclear, "none clearly", "chưa rõ kịch bản nào"},
  {not_sure, "below 95 %", "dưới 95 %"},
  {best_note,
   "How sure: the confidence that the best is better than every other scenario, for each target by itself (exact test "
   "on the worlds where only one of two scenarios meets it, corrected for the number of pairs). Below 95 % the "
   "scenarios it cannot be told from are named; more --paths may tell them apart.",
   "Độ chắc chắn: độ tin cậy rằng kịch bản tốt nhất hơn mọi kịch bản khác, xét riêng từng chỉ tiêu (kiểm định chính "
   "xác trên các bối cảnh mà chỉ một trong hai kịch bản đạt chỉ tiêu, có hiệu chỉnh theo số cặp so sánh). Khi dưới 95 "
   "%, các kịch bản chưa phân biệt được sẽ được nêu tên; tăng --paths có thể giúp phân biệt."},
});
static_assert(are_in_order(rows, first_compare_text, first_explain_text), "one row for each key, in their order");

}  // namespace

std::span<const TextRow> compare_texts() { return rows; }

}  // namespace prospect::report
