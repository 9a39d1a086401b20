/// Texts of the questions "explain" and "discover".

#include <array>

#include "report/text_rows.hpp"

namespace prospect::report {

namespace {

using enum Text;

constexpr auto rows = std::to_array<TextRow>({
  {explain_heading, "What decides whether targets are missed: {label}",
   "Điều gì quyết định việc không đạt chỉ tiêu: {label}"},
  {explain_goal, "{goal}: missed in {p} of the worlds ({range}).",
   "{goal}: không đạt trong {p} số bối cảnh ({range})."},
  {explain_none,
   "It is missed in none of {n} worlds (at most {most}): there is no risk to share out; all shares are 0.",
   "Không bối cảnh nào trong {n} bối cảnh bị hụt (nhiều nhất {most}): không có rủi ro để phân chia; "
   "mọi phần đều là 0."},
  {explain_all,
   "It is missed in every one of {n} worlds (at least {least}): nothing that is drawn decides it; all shares are 0.",
   "Cả {n} bối cảnh đều không đạt (ít nhất {least}): không yếu tố ngẫu nhiên nào quyết định được; mọi phần đều là 0."},
  {explain_spent,
   "{worlds} worlds: {screened} to find what matters among {inputs} inputs; the others in {walks} walks, each from "
   "one world to another, redrawing one line of the table after the other.",
   "{worlds} bối cảnh: {screened} để tìm yếu tố quan trọng trong {inputs} yếu tố; còn lại cho {walks} chuỗi, mỗi chuỗi "
   "đi từ một bối cảnh sang bối cảnh khác, lần lượt rút lại từng dòng của bảng."},
  {explain_spent_whole,
   "{worlds} worlds in {walks} walks, each from one world to another, redrawing one line of the table after the "
   "other ({inputs} inputs).",
   "{worlds} bối cảnh trong {walks} chuỗi, mỗi chuỗi đi từ một bối cảnh sang bối cảnh khác, lần lượt rút lại từng "
   "dòng của bảng ({inputs} yếu tố)."},
  {explain_same, "No redrawing changed the outcome in these walks: nothing can be shared out; all shares are 0.",
   "Rút lại không làm đổi kết quả trong các chuỗi này: không có gì để phân chia; mọi phần đều là 0."},
  {explain_few, "Only {n} of these walks changed the outcome: the shares are rough, more --paths make them finer.",
   "Chỉ {n} chuỗi làm đổi kết quả: các phần còn thô, tăng --paths để chính xác hơn."},
  {explain_note,
   "Share: how much of the doubt whether the target is met comes from each line; the shares add up to 100 %, and "
   "what lines do together is divided evenly among them. They stay right where inputs hang together. Under it its "
   "95 % sampling interval. Lowest and highest fifth: how often the target is missed in the worlds where the figure "
   "named beside it is in its lowest or highest fifth; that is company, not yet cause.",
   "Tỷ phần: mỗi dòng đóng góp bao nhiêu vào sự chưa chắc chắn về việc đạt chỉ tiêu; tổng bằng 100 %, phần do nhiều "
   "dòng cùng gây ra được chia đều. Kết quả vẫn đúng khi các yếu tố liên quan với nhau. Dòng dưới là khoảng tin "
   "cậy 95 % do mô phỏng. Nhóm 1/5 thấp nhất và cao nhất: tỷ lệ không đạt trong các bối cảnh mà đại lượng nêu bên "
   "cạnh nằm trong 1/5 thấp nhất hoặc cao nhất; đó là đi cùng nhau, chưa hẳn là nguyên nhân."},
  {column_driver, "What it depends on", "Phụ thuộc vào"},
  {column_driver_share, "Share", "Tỷ phần"},
  {column_driver_by, "Seen by", "Xét theo"},
  {column_lowest, "Missed in the\nlowest fifth", "Không đạt khi ở\n1/5 thấp nhất"},
  {column_highest, "Missed in the\nhighest fifth", "Không đạt khi ở\n1/5 cao nhất"},
  {input_lever, "{name} (not yet decided)", "{name} (chưa quyết định)"},
  {input_state, "{name}: level and trend", "{name}: mức và xu thế"},
  {input_family, "{name}: how such figures move", "{name}: quy luật biến động chung"},
  {input_block, "{name}: what the past leaves open", "{name}: điều số liệu quá khứ chưa trả lời"},
  {input_chance, "{name}: yearly swings", "{name}: biến động từng năm"},
  {drivers_parameter, "Assumed figures", "Các giả định"},
  {drivers_lever, "Levers not yet decided", "Biến chính sách chưa quyết định"},
  {drivers_state, "Levels and trends of single indicators", "Mức và xu thế của từng chỉ tiêu"},
  {drivers_family, "How groups of indicators move", "Quy luật biến động của các nhóm chỉ tiêu"},
  {drivers_block, "What the past leaves open", "Điều số liệu quá khứ chưa trả lời"},
  {drivers_event, "Events", "Các sự kiện"},
  {drivers_shock, "Common shocks", "Các cú sốc chung"},
  {drivers_noise, "Yearly swings of single indicators", "Biến động từng năm của từng chỉ tiêu"},
  {drivers_other_assumptions, "Other assumptions ({n})", "Các giả định khác ({n})"},
  {drivers_other_chance, "Other yearly chance ({n})", "Yếu tố ngẫu nhiên khác từng năm ({n})"},
  {by_years, "whether it happens", "có xảy ra hay không"},
  {by_mean, "mean over the years", "bình quân các năm"},
  {end_below, "below {value}: {p}", "dưới {value}: {p}"},
  {end_above, "above {value}: {p}", "trên {value}: {p}"},
  {end_never, "in no year: {p}", "không năm nào: {p}"},
  {end_ever, "in some year: {p}", "có xảy ra: {p}"},

  {discover_heading, "In which worlds targets are missed: {label}",
   "Không đạt chỉ tiêu trong những bối cảnh nào: {label}"},
  {discover_goal, "{goal}: missed in {p} of {n} worlds ({range}).",
   "{goal}: không đạt trong {p} số {n} bối cảnh ({range})."},
  {discover_none, "It is missed in none of {n} worlds: there is nothing to look for.",
   "Không bối cảnh nào trong {n} bối cảnh bị hụt: không có gì để tìm."},
  {discover_all, "It is missed in every one of {n} worlds: no kind of world is better or worse.",
   "Cả {n} bối cảnh đều không đạt: không loại bối cảnh nào tốt hơn hay xấu hơn."},
  {discover_few,
   "There are {missed} misses in {n} worlds, too few on either side to look for a pattern; raise --paths.",
   "Có {missed} bối cảnh không đạt trong {n} bối cảnh, quá ít ở một phía để tìm quy luật; hãy tăng --paths."},
  {discover_nothing,
   "No kind of world was found in which it is missed more often than in all worlds: no few figures tell in advance.",
   "Không tìm thấy loại bối cảnh nào mà tỷ lệ không đạt cao hơn mức chung: không có một vài đại lượng nào báo trước "
   "được."},
  {discover_region,
   "{coverage} of the misses ({coverage_range}) lie where {where}. Such worlds are {share} of all; in them it is "
   "missed in {density} ({density_range}), in the others in {elsewhere}.",
   "{coverage} số bối cảnh không đạt ({coverage_range}) có đặc điểm: {where}. Loại bối cảnh này chiếm {share} tổng số; "
   "trong đó {density} không đạt ({density_range}), ở các bối cảnh còn lại là {elsewhere}."},
  {discover_note,
   "The conditions were looked for in one half of the worlds; all percentages of them come from the other half, with "
   "95 % sampling intervals. At most three conditions; others may say nearly the same where figures hang together.",
   "Điều kiện được tìm trên một nửa số bối cảnh; các tỷ lệ của chúng tính trên nửa còn lại, kèm khoảng tin cậy 95 % do "
   "mô phỏng. Tối đa ba điều kiện; điều kiện khác có thể cho kết quả gần như vậy khi các đại lượng liên quan với "
   "nhau."},
  {where_below, "“{name}” is below {value}", "“{name}” dưới {value}"},
  {where_above, "“{name}” is above {value}", "“{name}” trên {value}"},
  {where_between, "“{name}” is between {low} and {high}", "“{name}” từ {low} đến {high}"},
  {where_never, "“{name}” happens in no year", "không năm nào có sự kiện “{name}”"},
  {where_least, "“{name}” happens in {n} or more of the years", "có sự kiện “{name}” trong ít nhất {n} năm"},
  {where_most, "“{name}” happens in at most {n} of the years", "có sự kiện “{name}” trong không quá {n} năm"},
  {where_exact, "“{name}” happens in exactly {n} of the years", "có sự kiện “{name}” trong đúng {n} năm"},
  {where_years, "“{name}” happens in {low} to {high} of the years", "có sự kiện “{name}” trong {low} đến {high} năm"},
  {where_low, "the yearly swings of “{name}” are on average among their lowest {p}",
   "biến động từng năm của “{name}” tính bình quân thuộc {p} thấp nhất"},
  {where_high, "the yearly swings of “{name}” are on average among their highest {p}",
   "biến động từng năm của “{name}” tính bình quân thuộc {p} cao nhất"},
  {where_middle,
   "the yearly swings of “{name}” are on average neither among their lowest {low} nor their highest {high}",
   "biến động từng năm của “{name}” tính bình quân không thuộc {low} thấp nhất và {high} cao nhất"},
  {where_and, " and ", " và "},

  {gap_heading, "What makes the difference: {a} against {b}", "Điều gì tạo ra khác biệt: {a} so với {b}"},
  {gap_line, "{goal}: missed in {a} under “{first}”, in {b} under “{second}”, {gap} points apart.",
   "{goal}: không đạt {a} theo “{first}”, {b} theo “{second}”, chênh {gap} điểm."},
  {gap_none, "The two scenarios miss it in the same worlds: no difference to share out.",
   "Hai kịch bản không đạt trong cùng các bối cảnh: không có khác biệt để phân chia."},
  {gap_no_settings, "The two scenarios set the same levers, parameters and events.",
   "Hai kịch bản đặt các biến chính sách, tham số và sự kiện giống nhau."},
  {gap_exact, "Every mixture of the {n} differing settings was run on the same {worlds} worlds.",
   "Mọi tổ hợp của {n} thiết lập khác nhau được mô phỏng trên cùng {worlds} bối cảnh."},
  {gap_sampled,
   "{orders} orders of switching the {n} differing settings were run on the same {worlds} worlds.",
   "{orders} thứ tự chuyển đổi {n} thiết lập khác nhau được mô phỏng trên cùng {worlds} bối cảnh."},
  {gap_note,
   "Points: what switching the setting adds to the risk of a miss, averaged over the orders of switching; they add up "
   "to the difference. Intervals: 95 %, sampling only.",
   "Điểm: mức tăng rủi ro không đạt khi chuyển thiết lập, bình quân theo các thứ tự chuyển; cộng lại bằng toàn bộ "
   "chênh lệch. Khoảng tin cậy 95 %, chỉ do mô phỏng."},
  {column_setting, "Setting", "Thiết lập"},
  {column_gap, "Points of risk\n95 % sampling", "Điểm rủi ro\nkhoảng tin cậy"},
  {column_from, "From", "Từ"},
  {column_to, "To", "Sang"},
  {setting_parameter, "{name} (assumption)", "{name} (giả định)"},
  {setting_event, "{name} (event)", "{name} (sự kiện)"},
  {gap_rest, "Other settings", "Các thiết lập khác"},
});
static_assert(are_in_order(rows, first_explain_text, first_seek_text), "one row for each key, in their order");

}  // namespace

std::span<const TextRow> explain_texts() { return rows; }

}  // namespace prospect::report
