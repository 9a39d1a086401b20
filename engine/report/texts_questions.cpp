/// Texts of the questions: how far a verdict is from turning.

#include <array>

#include "report/text_rows.hpp"

namespace prospect::report {

namespace {

using enum Text;

constexpr auto rows = std::to_array<TextRow>({
  {distance_heading, "{label}: what would have to be otherwise for the verdict to turn?",
   "{label}: giả định phải khác đi bao nhiêu thì nhận định đảo chiều?"},
  {distance_up,
   "The probability is {p}. It would be {aim} if the assumptions below were together off by {d} standard deviations: "
   "{word}.",
   "Xác suất hiện là {p}. Xác suất sẽ là {aim} nếu các giả định dưới đây cùng lệch tổng cộng {d} độ lệch chuẩn: "
   "{word}."},
  {distance_down,
   "The probability is {p}. It would fall to {aim} if the assumptions below were together off by {d} standard "
   "deviations: {word}.",
   "Xác suất hiện là {p}. Xác suất sẽ giảm còn {aim} nếu các giả định dưới đây cùng lệch tổng cộng {d} độ lệch chuẩn: "
   "{word}."},
  {distance_unreached,
   "The probability is {p}. No assumptions that history leaves open make it {aim}: with all of them together off by "
   "{d} standard deviations it comes to {reached}.",
   "Xác suất hiện là {p}. Không có giả định nào phù hợp với số liệu lịch sử làm cho xác suất thành {aim}: khi các giả "
   "định cùng lệch {d} độ lệch chuẩn, xác suất mới đến {reached}."},
  {distance_none,
   "The probability is {p} under all assumptions: what is uncertain of the model's trends does not matter here.",
   "Xác suất là {p} với mọi giả định: những điều chưa chắc chắn về xu thế của mô hình không ảnh hưởng ở đây."},
  {distance_close, "a small step, the verdict may well turn", "chỉ một bước nhỏ, nhận định dễ đảo chiều"},
  {distance_usual, "well within what is held possible", "nằm trong phạm vi được cho là có thể"},
  {distance_rare, "possible, but not likely", "có thể, nhưng ít khả năng"},
  {distance_far, "at the edge of what is held possible", "ở sát giới hạn của những gì được cho là có thể"},
  {distance_sds, "{n} sd", "{n} ĐLC"},
  {column_held_now, "As held now\n90 % range", "Hiện giả định\nkhoảng 90 %"},
  {column_would_be, "Would be", "Sẽ phải là"},
  {column_moved, "Moved by", "Mức lệch"},
  {distance_note,
   "Of all ways in which the assumptions could be otherwise this is the nearest that turns the verdict; means are "
   "shown. What moves together in the history moves together here. sd: standard deviation of what is held possible "
   "of that assumption.",
   "Trong mọi cách các giả định có thể khác đi, đây là cách gần nhất làm nhận định đảo chiều; các số ghi là bình quân. "
   "Những gì trong lịch sử cùng biến động thì ở đây cùng lệch. ĐLC: độ lệch chuẩn của giả định đó."},
  // The story of a world.
  {story_typical_met, "It stands for the worlds that meet: {goal}.",
   "Lượt mô phỏng tiêu biểu cho những trường hợp đạt: {goal}."},
  {story_typical_missed, "It stands for the worlds that miss: {goal}.",
   "Lượt mô phỏng tiêu biểu cho những trường hợp không đạt: {goal}."},
  {moved_first, "The first target missed: {target}, {figure} against {wanted}. What pushed it",
   "Chỉ tiêu đầu tiên không đạt: {target}, {figure} so với {wanted}. Nguyên nhân"},
  {moved_missed, "Missed: {target}, {figure} against {wanted}. What pushed it",
   "Không đạt: {target}, {figure} so với {wanted}. Nguyên nhân"},
  {moved_met, "Met: {target}, {figure} against {wanted}. What moved it",
   "Đạt: {target}, {figure} so với {wanted}. Điều gì đã tác động"},
  {column_input, "Input", "Yếu tố"},
  {column_without, "The figure with it\nat its median", "Trị số nếu yếu tố\nở mức trung vị"},
  {column_moved_by, "Moved it by", "Đã làm lệch"},
  {moved_note,
   "Each input alone at its median (an event: had it not happened), all else as it was in this world; inputs work on "
   "each other, so the moves need not add up.",
   "Từng yếu tố một ở mức trung vị (biến cố: nếu không xảy ra), mọi thứ khác giữ nguyên như trong lượt này; các "
   "yếu tố tác động lẫn nhau nên cộng lại có thể không khớp."},
});
static_assert(are_in_order(rows, first_question_text, first_sweep_text), "one row for each key, in their order");

}  // namespace

std::span<const TextRow> question_texts() { return rows; }

}  // namespace prospect::report
