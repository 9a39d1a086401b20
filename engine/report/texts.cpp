#include "report/texts.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"

namespace prospect::report {

namespace {

using enum Text;

constexpr auto rows = std::to_array<TextRow>({
  {title, "{region}: how likely are the targets of the plan {plan}?",
   "{region}: khả năng hoàn thành các chỉ tiêu kế hoạch {plan}"},
  {title_without_plan, "{region}: how likely are the targets?",
   "{region}: khả năng hoàn thành các chỉ tiêu"},
  {run_line,
   "{paths} paths per scenario, seed {seed}; base year {base}, horizon {end}; "
   "prospect {version}.",
   "{paths} lượt mô phỏng cho mỗi kịch bản, hạt giống ngẫu nhiên {seed}; năm gốc {base}, "
   "tính đến năm {end}; prospect phiên bản {version}."},
  {as_of_line, "Run as of {year}: no later figure was used, nor any prior that was set with one.",
   "Tính tại thời điểm năm {year}: không dùng số liệu các năm sau, cũng không dùng giả định "
   "nào được đặt theo các số liệu đó."},
  {scenario_heading, "Scenario: {label}", "Kịch bản: {label}"},
  {nothing_run, "The record holds no scenario.", "Chưa có kịch bản nào được tính."},
  {sentence_all, "All {n} assessed targets together: {word}, {p} (95 % sampling interval {range}).",
   "Đạt đồng thời cả {n} chỉ tiêu được đánh giá: {word}, xác suất {p} (khoảng tin cậy 95 % do "
   "mô phỏng {range})."},
  {sentence_one, "The one assessed target: {word}, {p} (95 % sampling interval {range}).",
   "Một chỉ tiêu được đánh giá: {word}, xác suất {p} (khoảng tin cậy 95 % do mô phỏng {range})."},
  {sentence_count,
   "Targets met: half of the paths meet at least {median} of the {n}; 80 % of them meet "
   "between {low} and {high}. At least {k} are met with a probability of {p} ({word}).",
   "Số chỉ tiêu đạt: trung vị là {median} trong số {n} chỉ tiêu, khoảng 80 % từ {low} đến "
   "{high}. Xác suất đạt ít nhất {k} chỉ tiêu là {p} ({word})."},
  {sentence_weakest, "Least likely to be met: {list}.", "Khó hoàn thành nhất: {list}."},
  {nothing_assessed, "No target is assessed in this scenario.",
   "Không có chỉ tiêu nào được đánh giá trong kịch bản này."},

  {column_number, "No.", "Số"},
  {column_target, "Target", "Chỉ tiêu"},
  {column_wanted, "Wanted", "Mức phải đạt"},
  {column_figure, "Median\n90 % range", "Trung vị\nkhoảng 90 %"},
  {column_probability, "Probability\n95 % sampling", "Xác suất\nkhoảng tin cậy"},
  {column_word, "In words", "Nhận định"},
  {column_shortfall, "Shortfall", "Mức hụt"},

  {test_at, "in {year}", "năm {year}"},
  {test_every, "every year {from}–{year}", "từng năm {from}–{year}"},
  {test_ever, "in some year {from}–{year}", "ít nhất một năm {from}–{year}"},
  {test_mean, "mean {from}–{year}", "bình quân {from}–{year}"},
  {test_sum, "sum {from}–{year}", "tổng {from}–{year}"},
  {to_word, " to ", " đến "},
  {theme_economy, "Economy", "Kinh tế"},
  {theme_society, "Society", "Xã hội"},
  {theme_environment, "Environment", "Môi trường"},
  {theme_party, "Party building", "Xây dựng Đảng"},
  {theme_growth, "Growth", "Tăng trưởng"},
  {theme_drivers, "What drives them", "Yếu tố tác động"},
  {theme_other, "Other", "Khác"},

  {virtually_certain, "virtually certain", "gần như chắc chắn"},
  {very_likely, "very likely", "rất nhiều khả năng"},
  {likely, "likely", "nhiều khả năng"},
  {about_even, "about even", "khả năng ngang nhau"},
  {unlikely, "unlikely", "ít khả năng"},
  {very_unlikely, "very unlikely", "rất ít khả năng"},
  {exceptionally_unlikely, "exceptionally unlikely", "gần như không thể"},

  {binding_heading, "What binds", "Chỉ tiêu cản trở việc hoàn thành toàn bộ kế hoạch"},
  {binding_alone,
   "{target}: the only target missed on {p} of the paths, more often than any other. Without it "
   "the whole plan would be met that much more often.",
   "{target}: là chỉ tiêu duy nhất không đạt trong {p} số lượt mô phỏng, nhiều hơn mọi chỉ tiêu "
   "khác. Nếu không tính chỉ tiêu này, xác suất đạt toàn bộ kế hoạch tăng thêm đúng mức đó."},
  {binding_lowest,
   "{target}: the lowest probability, {p}. The plan as a whole cannot be likelier than that.",
   "{target}: xác suất đạt thấp nhất, {p}. Xác suất đạt toàn bộ kế hoạch không thể cao hơn mức "
   "này."},
  {binding_none_alone, "On no path is one target alone missed: misses come several at a time.",
   "Không lượt mô phỏng nào chỉ hụt một chỉ tiêu: các chỉ tiêu không đạt luôn đi cùng nhau."},
  {binding_no_miss, "No path misses a target: nothing binds.",
   "Không lượt mô phỏng nào hụt chỉ tiêu: không có chỉ tiêu cản trở."},
  {pairs_heading, "Missed together more often than chance would have it",
   "Các cặp chỉ tiêu cùng không đạt nhiều hơn mức ngẫu nhiên"},
  {pair_line,
   "{a} and {b}: both missed on {both} of the paths; {chance} if they were independent "
   "(phi {phi})",
   "{a} và {b}: cùng không đạt trong {both} số lượt mô phỏng; nếu độc lập chỉ là {chance} "
   "(hệ số phi {phi})"},
  {pairs_none, "No pair stands out.", "Không có cặp nào nổi bật."},
  {groups_heading, "Groups of targets, all met", "Đạt toàn bộ theo nhóm chỉ tiêu"},
  {column_group, "Group", "Nhóm"},
  {column_members, "Targets", "Số chỉ tiêu"},
  {column_all_met, "All met (95 % sampling)", "Đạt tất cả (khoảng tin cậy 95 %)"},

  {omitted_heading, "Not assessed ({n})", "Chưa đánh giá ({n} chỉ tiêu)"},
  {omitted_line, "{target}: {reason}", "{target}: {reason}"},
  {omitted_without_reason, "no reason is given", "chưa ghi lý do"},
  {failed_heading, "Failed draws", "Lượt mô phỏng bị lỗi"},
  {failed_line,
   "{failed} of {n} paths ({p}) left what the model allows. They count as misses everywhere: the "
   "probabilities printed are the worst case.",
   "{failed} trong {n} lượt mô phỏng ({p}) vượt ra ngoài phạm vi của mô hình. Các lượt này được "
   "tính là không đạt: xác suất nêu trên là trường hợp xấu nhất."},
  {failed_bounds,
   "Had all of them met every target, each probability would be higher by {points} points; all "
   "targets together: {worst} at worst, {best} at best.",
   "Nếu tất cả các lượt này đều đạt mọi chỉ tiêu thì mỗi xác suất tăng {points} điểm phần trăm; "
   "đạt đồng thời tất cả: thấp nhất {worst}, cao nhất {best}."},
  {failed_over_limit, "That is more than the {limit} the model accepts.",
   "Tỷ lệ này cao hơn mức {limit} mà mô hình cho phép."},
  {fault_line, "{variable}, {year}: {fault} on {paths} paths, first on path {path}",
   "{variable}, năm {year}: {fault} ở {paths} lượt, đầu tiên là lượt số {path}"},
  {fault_not_finite, "not a finite number", "không phải số hữu hạn"},
  {fault_outside, "outside its limits", "ngoài giới hạn"},
  {legend_heading, "How to read this", "Cách đọc"},
  {legend_sampling,
   "Probability: the share of the simulated paths that meet the target. The interval below it is "
   "a 95 % sampling interval: it speaks of the number of paths only, and more paths make it "
   "narrower. What we do not know of the parameters is inside the probability itself.",
   "Xác suất: tỷ lệ số lượt mô phỏng đạt chỉ tiêu. Khoảng ghi kèm là khoảng tin cậy 95 % do mô "
   "phỏng, chỉ phản ánh số lượt mô phỏng; tăng số lượt thì khoảng này hẹp lại. Mức độ chưa chắc "
   "chắn về các tham số đã nằm trong chính xác suất."},
  {legend_range,
   "Median and 90 % range: of the figure the target tests. Shortfall: mean distance to the "
   "target over the paths that miss it.",
   "Trung vị và khoảng 90 %: của trị số dùng để đối chiếu với chỉ tiêu. Mức hụt: "
   "khoảng cách bình quân đến chỉ tiêu, tính trên các lượt không đạt."},
  {legend_words,
   "Words: virtually certain > 99 %, very likely > 90 %, likely > 66 %, about even 33–66 %, "
   "unlikely < 33 %, very unlikely < 10 %, exceptionally unlikely < 1 %. In doubt, the word "
   "nearer to even.",
   "Nhận định: gần như chắc chắn > 99 %, rất nhiều khả năng > 90 %, nhiều khả năng > 66 %, khả "
   "năng ngang nhau 33–66 %, ít khả năng < 33 %, rất ít khả năng < 10 %, gần như không thể < 1 %. "
   "Khi khoảng tin cậy vượt qua ngưỡng thì chọn mức gần “ngang nhau” hơn."},

  {matrix_heading, "Scenarios side by side", "So sánh các kịch bản"},
  {matrix_note, "Probability of meeting each target, on the same random worlds.",
   "Xác suất đạt từng chỉ tiêu, tính trên cùng các bối cảnh ngẫu nhiên."},
  {matrix_all, "All assessed targets", "Tất cả chỉ tiêu được đánh giá"},
  {matrix_expected, "Expected number met", "Số chỉ tiêu đạt bình quân"},
  {matrix_first_only, "In full below: the first scenario only.",
   "Phần chi tiết dưới đây chỉ trình bày kịch bản đầu tiên."},

  {estimates_heading, "Parameters: {label}", "Tham số: {label}"},
  {estimates_note,
   "Prior: what was assumed before the history was looked at. Median and 90 % range: after it. "
   "Doubt left: "
   "width of the posterior over that of the prior. “Not learned”: the history left the prior almost as it was.",
   "Tiên nghiệm: giả định trước khi xét số liệu quá khứ. Trung vị và khoảng 90 %: sau khi xét. "
   "“Dựa vào giả định”: số liệu quá khứ hầu như không làm thay đổi giả định ban đầu."},
  {estimates_differences, "Parameters: {label} (where it differs from the first scenario)",
   "Tham số: {label} (phần khác với kịch bản đầu tiên)"},
  {estimates_same, "The same as in the first scenario.", "Như kịch bản đầu tiên."},
  {column_parameter, "Parameter", "Tham số"},
  {column_unit, "Unit", "Đơn vị"},
  {column_prior, "Prior", "Tiên nghiệm"},
  {column_median, "Median", "Trung vị"},
  {column_range, "90 % range", "Khoảng 90 %"},
  {column_observations, "Figures used", "Số quan sát"},
  {column_mark, "Note", "Ghi chú"},
  {mark_not_learned, "not learned", "dựa vào giả định"},
  {mark_doubt_left, "{percent} % of doubt left", "còn {percent} % mức chưa chắc"},
  {mark_given, "given", "cho trước"},
  {mark_lever, "lever", "biến chính sách"},
  {families_heading, "Families that share their volatility",
   "Các nhóm chỉ tiêu dùng chung mức biến động"},
  {column_family, "Family", "Nhóm"},
  {column_fitted, "States", "Số trạng thái"},
  {as_reported, "reported {p}", "báo cáo {p}"},
  {as_reported_note,
   "“Reported”: the probability that the figure as it will be printed meets the target. Figures of declared "
   "indicators lean towards their targets; the probability above it is of what the figure would be without "
   "that. Groups, counts and “all targets” use the latter.",
   "“Báo cáo”: xác suất số liệu công bố đạt chỉ tiêu. Số liệu của các chỉ tiêu do ngành tự công nhận thường nghiêng "
   "về chỉ tiêu; xác suất ở dòng trên là của mức thực chất khi không có sự nghiêng đó. Nhóm, số lượng và “tất cả "
   "chỉ tiêu” dùng mức thực chất."},
  {column_series, "Series", "Chuỗi"},
  {column_sigma, "Volatility", "Biến động"},
  {column_damping, "Damping", "Tắt dần"},
  {column_drift_change, "Change of drift", "Đổi xu thế"},
  {no_parameters, "The model has no parameters.", "Mô hình không có tham số."},

  {audit_heading, "Audit of the source and of the plan's own arithmetic",
   "Kiểm tra nguồn số liệu và tính nhất quán của kế hoạch"},
  {audit_counts, "Checks: {checks}; contradictions: {contradictions}; agreements: {agreements}.",
   "Số phép đối chiếu: {checks}; mâu thuẫn: {contradictions}; khớp: {agreements}."},
  {audit_nothing, "Nothing was there to check.", "Không có nội dung để đối chiếu."},
  {audit_all_agree, "Nothing contradicts beyond rounding.",
   "Không có mâu thuẫn nào ngoài sai số làm tròn."},
  {audit_figures,
   "printed {printed}, implied {expected}, apart by {gap}; rounding explains {allowance}",
   "báo cáo ghi {printed}, suy ra {expected}, chênh {gap}; làm tròn giải thích được {allowance}"},
  {audit_two_figures,
   "{printed} in one place, {expected} in another, apart by {gap}; the second is used",
   "một chỗ ghi {printed}, chỗ khác ghi {expected}, chênh {gap}; dùng số thứ hai"},
  {kind_history, "Figures of the history", "Số liệu các năm đã qua"},
  {kind_targets, "The plan's targets against each other",
   "Các chỉ tiêu kế hoạch đối chiếu với nhau"},
  {kind_arithmetic, "The plan's own arithmetic", "Các phép tính của kế hoạch"},
  {kind_two_figures, "Two figures for one thing", "Hai số liệu cho cùng một nội dung"},
  {finding_without_words, "{subject}, {year}: the figures do not agree",
   "{subject}, năm {year}: số liệu không khớp"},
  {agreements_line, "Agreements by kind. {list}.", "Số phép đối chiếu khớp, theo loại. {list}."},

  {story_heading, "The story of path {path}: {label}",
   "Diễn biến của lượt mô phỏng số {path}: {label}"},
  {story_line, "Seed {seed}. {base} is the last year of history; the rest is drawn.",
   "Hạt giống ngẫu nhiên {seed}. Năm {base} là năm cuối có số liệu; các năm sau là mô phỏng."},
  {story_values, "Indicator", "Chỉ tiêu"},
  {events_heading, "What happened", "Sự kiện xảy ra"},
  {event_line, "{year}: {event}", "Năm {year}: {event}"},
  {event_with_value, "{year}: {event}, {value}", "Năm {year}: {event}, {value}"},
  {events_none, "No event struck on this path.", "Không có sự kiện nào xảy ra."},
  {story_targets, "Targets", "Chỉ tiêu kế hoạch"},
  {story_met, "met", "đạt"},
  {story_missed, "missed", "không đạt"},
  {story_count, "{met} of {n} targets met.", "Đạt {met} trong số {n} chỉ tiêu."},
  {column_result, "Result", "Kết quả"},

  {track_heading, "{region}: how good were forecasts of this kind in past years?",
   "{region}: dự báo theo cách này đã đúng đến đâu trong các năm qua?"},
  {track_line,
   "Stood back in {origins} and shown the figures up to then, each method forecast the later ones up to "
   "{base}: {cases} forecasts of {series} series.",
   "Lùi về các năm {origins}, chỉ với số liệu đến năm đó, mỗi phương pháp dự báo các số liệu sau đó "
   "đến năm {base}: {cases} dự báo của {series} chuỗi."},
  {track_rule_file, "This fit: as the model file has it.", "Mô hình này: theo đúng tệp mô hình."},
  {track_rule, "This fit: with {rule} in every family.",
   "Mô hình này: với {rule} cho mọi nhóm chỉ tiêu."},
  {track_no_cases, "No series has two figures before an origin and one after it: nothing to score.",
   "Không chuỗi nào có hai số liệu trước mốc dự báo và một số liệu sau mốc: không có gì để chấm."},
  {track_fair,
   "Its 90 % intervals held {share} of the figures ({range}, series resampled): fair, as far as so few cases can tell.",
   "Khoảng dự báo 90 % chứa {share} số liệu ({range}, lấy mẫu lại theo chuỗi): hợp lý, trong chừng mực "
   "ít trường hợp cho phép kết luận."},
  {track_narrow,
   "Its 90 % intervals held only {share} of the figures ({range}, series resampled): too narrow, it was too "
   "sure of itself.",
   "Khoảng dự báo 90 % chỉ chứa {share} số liệu ({range}, lấy mẫu lại theo chuỗi): quá hẹp, mô hình đã quá tự tin."},
  {track_wide,
   "Its 90 % intervals held {share} of the figures ({range}, series resampled): too wide, it knew more than it said.",
   "Khoảng dự báo 90 % chứa {share} số liệu ({range}, lấy mẫu lại theo chuỗi): quá rộng, mô hình thận trọng quá mức."},
  {track_weak_part,
   "Not so for “{part}”: there they held {share} of the figures. Do not trust its intervals as they stand.",
   "Riêng nhóm “{part}”: chỉ chứa {share} số liệu. Không nên tin khoảng dự báo của nhóm này như đã ghi."},
  {track_better, "By the log score better than: {list}.", "Theo điểm log, tốt hơn: {list}."},
  {track_unclear, "No clear difference from: {list}.", "Chưa thấy khác biệt rõ so với: {list}."},
  {track_worse, "By the log score worse than: {list}.", "Theo điểm log, kém hơn: {list}."},
  {track_pit_even,
   "The figures fell about evenly over the five fifths of its forecasts (chance of so uneven a fall if the "
   "forecasts are right: {p}).",
   "Số liệu rơi khá đều vào năm phần bằng nhau của dự báo (nếu dự báo đúng, xác suất lệch đến mức này là "
   "{p})."},
  {track_pit_uneven,
   "The figures did not fall evenly over the five fifths of its forecasts (chance of so uneven a fall if "
   "the forecasts are right: {p}): see the table of fifths for where.",
   "Số liệu rơi không đều vào năm phần bằng nhau của dự báo (nếu dự báo đúng, xác suất lệch đến mức này "
   "chỉ là {p}): xem bảng năm phần bên dưới."},

  {method_ours, "This fit", "Mô hình này"},
  {method_random_walk, "Random walk", "Bước ngẫu nhiên"},
  {method_own_mean, "Steady drift", "Xu thế giữ nguyên"},
  {method_damped, "Damped drift", "Xu thế giảm dần"},
  {method_drift_walk, "Textbook walk with drift", "Bước ngẫu nhiên có xu thế"},
  {method_constant, "Always {p}", "Luôn {p}"},
  {method_plan, "“The plan is right” ({p})", "“Kế hoạch sẽ đạt” ({p})"},
  {method_extrapolation, "Straight line ({high} or {low})", "Kéo dài đường thẳng ({high} hoặc {low})"},

  {track_pooled, "All forecasts together", "Tất cả các dự báo"},
  {column_method, "Method", "Phương pháp"},
  {column_figures, "Forecasts\nseries", "Dự báo\nsố chuỗi"},
  {column_log_score, "Log\nscore", "Điểm\nlog"},
  {column_to_ours, "Against this fit\n95 % interval", "So với mô hình\nkhoảng 95 %"},
  {column_crps, "CRPS", "Điểm CRPS"},
  {track_pit, "Where the figures fell: fifths of each forecast, from its lowest to its highest",
   "Vị trí số liệu: năm phần bằng nhau của mỗi dự báo, từ thấp đến cao"},
  {column_fifth, "Fifth {k}", "Phần {k}"},
  {column_chance, "Chance", "Xác suất"},
  {track_parts, "By family, years ahead and last year known",
   "Theo nhóm chỉ tiêu, số năm dự báo trước và năm cuối đã biết"},
  {column_part, "Part", "Phần"},
  {part_family, "Family", "Nhóm chỉ tiêu"},
  {part_horizon, "Years ahead", "Số năm dự báo trước"},
  {part_origin, "Last year known", "Năm cuối đã biết"},
  {years_ahead, "{n} ahead", "trước {n} năm"},
  {column_held, "90 %\nheld", "Khoảng\n90 % chứa"},
  {reference_row, "reference", "mốc so sánh"},

  {past_heading, "Targets of earlier plans", "Chỉ tiêu của các kế hoạch trước"},
  {past_line,
   "{n} targets are scored by the figure printed for their year; {met} of them were met. {left} are not "
   "scored.",
   "{n} chỉ tiêu được chấm theo số liệu công bố của năm đích; {met} chỉ tiêu đã đạt. {left} chỉ tiêu không "
   "chấm được."},
  {past_none, "No target of an earlier plan can be scored.",
   "Không có chỉ tiêu nào của kế hoạch trước chấm được."},
  {past_origin, "Known to {origin}", "Biết đến năm {origin}"},
  {column_targets, "Targets", "Số chỉ tiêu"},
  {column_brier, "Brier\nscore", "Điểm\nBrier"},
  {column_skill, "Skill of\nthis fit", "Mức cải thiện\ncủa mô hình"},
  {past_ours_better, "Known to {origin}: better than {list}.", "Biết đến năm {origin}: tốt hơn {list}."},
  {past_ours_worse, "Known to {origin}: worse than {list}.", "Biết đến năm {origin}: kém hơn {list}."},
  {past_unclear, "Known to {origin}: no clear difference from {list}.",
   "Biết đến năm {origin}: chưa thấy khác biệt rõ so với {list}."},
  {past_warning,
   "A Brier difference under {least} on some 25 targets is no evidence either way; 25 targets of one "
   "province and one period are few.",
   "Với khoảng 25 chỉ tiêu, chênh lệch điểm Brier dưới {least} không chứng tỏ điều gì; 25 chỉ tiêu của một "
   "tỉnh trong một giai đoạn là ít."},
  {past_table, "Probability of meeting each target, from the figures known to that year",
   "Xác suất đạt từng chỉ tiêu, tính từ số liệu biết đến năm đó"},
  {column_printed, "Figure", "Số liệu"},
  {past_count, "Known to {origin}: {expected} of {n} expected, 90 % range {low} to {high}; {met} were met",
   "Biết đến năm {origin}: dự kiến đạt {expected} trong {n} chỉ tiêu, khoảng 90 % từ {low} đến {high}; thực "
   "tế đạt {met}"},
  {past_count_fair, "inside the range.", "nằm trong khoảng."},
  {past_count_low, "fewer than the range allows: it was too hopeful.", "ít hơn khoảng dự báo: quá lạc quan."},
  {past_count_high, "more than the range allows: it was too gloomy.", "nhiều hơn khoảng dự báo: quá bi quan."},
  {past_independent,
   "The range takes the targets as independent. They are not: good and bad years touch many at once, so "
   "that the true range is wider.",
   "Khoảng này coi các chỉ tiêu là độc lập. Thực tế năm thuận lợi hay khó khăn tác động đến nhiều chỉ tiêu "
   "cùng lúc, nên khoảng đúng phải rộng hơn."},
  {past_unresolved, "Not scored ({n})", "Không chấm ({n} chỉ tiêu)"},

  {energy_heading, "All series together: figures of {base}", "Tất cả các chuỗi cùng lúc: số liệu năm {base}"},
  {energy_line,
   "Energy score: mean distance of a forecast of all series at once to what came, each series in its own "
   "scale; smaller is better. Series are drawn independently of each other.",
   "Điểm năng lượng: khoảng cách bình quân giữa dự báo của tất cả các chuỗi và thực tế, mỗi chuỗi theo "
   "thang riêng; càng nhỏ càng tốt. Các chuỗi được mô phỏng độc lập với nhau."},
  {column_energy, "Energy score", "Điểm năng lượng"},
  {column_energy_skill, "Less than the random walk by", "Thấp hơn bước ngẫu nhiên"},
  {track_legend_score,
   "Log score: mean log density of what came (targets: log probability, not below that of 1 %); larger is "
   "better. Against this fit: on the forecasts both made, log score or Brier score; below 0 the method did "
   "worse than this fit.",
   "Điểm log: bình quân log mật độ tại giá trị thực tế (với chỉ tiêu: log xác suất, không thấp hơn log của "
   "1 %); càng lớn càng tốt. So với mô hình: trên các dự báo cả hai cùng có, theo điểm log hoặc điểm "
   "Brier; dưới 0 là kém hơn mô hình này."},
  {track_legend_crps,
   "CRPS: mean distance between forecast and figure, over that of the random walk; below 1 is better. Brier "
   "score: squared error of a probability; smaller is better. Skill: share of a method's Brier score that "
   "this fit saves.",
   "CRPS: khoảng cách bình quân giữa dự báo và số liệu, so với bước ngẫu nhiên; dưới 1 là tốt hơn. Điểm "
   "Brier: bình phương sai số của xác suất; càng nhỏ càng tốt. Mức cải thiện: phần điểm Brier mà mô hình "
   "này giảm được so với phương pháp khác."},
  {track_legend_covers,
   "50, 80, 90, 95 %: share of the figures inside the intervals of that promise, with a 95 % (Wilson) "
   "interval that counts the forecasts of one series as independent and so is too narrow. Chance: "
   "probability of fifths at least so uneven if the forecasts are right, series taken as wholes.",
   "50, 80, 90, 95 %: tỷ lệ số liệu nằm trong khoảng dự báo tương ứng, kèm khoảng tin cậy 95 % (Wilson). "
   "Khoảng này coi các dự báo của cùng một chuỗi là độc lập nên hẹp hơn thực tế. Xác suất: khả năng lệch "
   "ít nhất đến mức đó nếu dự báo đúng, có tính đến sự phụ thuộc trong từng chuỗi."},
  {track_legend_interval,
   "Intervals of differences: bootstrap of whole series, or of whole targets; none is given for fewer than "
   "{n} series.",
   "Khoảng của chênh lệch: lấy mẫu lại cả chuỗi hoặc cả chỉ tiêu (bootstrap); không ghi khi có ít hơn {n} "
   "chuỗi."},
  {track_legend_families,
   "The families and their priors were settled with all figures in view, those to be forecast included, and "
   "figures are those of the last report, not as first printed: the record is a little too kind.",
   "Các nhóm chỉ tiêu và giả định ban đầu được chọn khi đã biết mọi số liệu, kể cả số liệu cần dự báo; số "
   "liệu lấy từ báo cáo cuối cùng, không phải số công bố lần đầu: kết quả đánh giá hơi dễ dãi."},
  {track_legend_baselines,
   "“Always {p}” is the share of its targets that the plan of 2016-2020 was reported to have met: no one "
   "could have known it, which makes it hard to beat.",
   "“Luôn {p}” là tỷ lệ chỉ tiêu mà kế hoạch 2016-2020 được báo cáo là đạt: không ai biết trước được con số "
   "này, nên rất khó vượt qua."},
  {observed_heading, "New figures the run starts from", "Số liệu mới làm điểm xuất phát"},
  {observed_started, "{figure}: its own state starts from it.",
   "{figure}: mô phỏng chỉ tiêu này xuất phát từ số liệu đó."},
  {observed_held, "{figure}: paths are held against it, with an error of {error} (standard deviation); {p} agree.",
   "{figure}: chỉ giữ các lượt mô phỏng khớp với số liệu, sai số {error} (độ lệch chuẩn); {p} số lượt khớp."},
  {observed_counted,
   "{paths} of {n} simulated paths agree with all new figures; everything below counts these alone. An error "
   "that no one gave is 15 % of the indicator's own spread, which widens what is learned by about 1 %.",
   "{paths} trong {n} lượt mô phỏng khớp với mọi số liệu mới; toàn bộ kết quả dưới đây chỉ tính các lượt này. "
   "Sai số không khai báo được lấy bằng 15 % độ phân tán của chính chỉ tiêu, làm kết quả rộng thêm khoảng 1 %."},
  {observed_few,
   "WARNING: only {paths} of {n} simulated paths agree with the new figures. The probabilities below are rough: "
   "run again with --paths {wanted} for about {enough} such paths.",
   "CẢNH BÁO: chỉ {paths} trong {n} lượt mô phỏng khớp với số liệu mới. Các xác suất dưới đây còn thô: hãy chạy "
   "lại với --paths {wanted} để có khoảng {enough} lượt khớp."},
  {observed_mark, "* a provisional figure (estimate)", "* số liệu sơ bộ (ước tính)"},
  {update_heading, "What the new figures change", "Số liệu mới làm thay đổi điều gì"},
  {update_note,
   "Each step adds one figure, in the order of the file, and runs {n} paths. Figures that tell the same share "
   "their effect by that order: another order may share it otherwise.",
   "Mỗi bước thêm một số liệu, theo thứ tự trong tệp, với {n} lượt mô phỏng. Các số liệu mang cùng thông tin chia "
   "nhau tác động theo thứ tự đó: thứ tự khác có thể cho cách chia khác."},
  {update_accuracy, "Probabilities in this table are known to within {points} points (95 %, number of paths).",
   "Xác suất trong bảng chính xác trong khoảng {points} điểm (95 %, do số lượt mô phỏng)."},
  {update_others, "The other {n} targets moved by less than 1 point.",
   "{n} chỉ tiêu còn lại thay đổi dưới 1 điểm."},
  {update_rest, "{change} other figures", "{change} các số liệu khác"},
  {column_before, "Before", "Trước"},
  {column_after, "After", "Sau"},
  {column_change, "Change,\npoints", "Thay đổi,\nđiểm"},
  {column_parts, "By figure, points", "Theo từng số liệu, điểm"},
  {update_all, "All targets together", "Đồng thời mọi chỉ tiêu"},
  {weighed_title, "{scenario}: the kept paths of the result, weighed by new figures",
   "{scenario}: các lượt mô phỏng đã lưu, tính trọng số theo số liệu mới"},
  {weighed_figure, "{figure}, error {error} (standard deviation).", "{figure}, sai số {error} (độ lệch chuẩn)."},
  {weighed_effective, "{n} kept paths weigh as much as {effective} equal ones.",
   "{n} lượt đã lưu có trọng lượng tương đương {effective} lượt bằng nhau."},
  {weighed_few,
   "WARNING: the weight lies on few paths: the intervals below are wide, and the extremes not to be trusted. "
   "{figure} costs most: without it they would weigh as {without}.",
   "CẢNH BÁO: trọng số dồn vào ít lượt mô phỏng: khoảng tin cậy dưới đây rộng, các giá trị cực biên không đáng "
   "tin. {figure} làm mất nhiều nhất: không có số liệu này thì tương đương {without} lượt."},
  {weighed_advice, "Use prospect run --observe {file}, which learns from the figures anew.",
   "Hãy dùng prospect run --observe {file}: lệnh này ước lượng lại từ số liệu mới."},
  {weighed_note,
   "Probabilities in percent with 95 % sampling intervals, before from all kept paths, after from their "
   "effective number. Trends are not fitted anew: the weights do that, as far as the kept paths go.",
   "Xác suất (%) kèm khoảng tin cậy 95 % do mô phỏng: trước – theo mọi lượt đã lưu, sau – theo số lượt hiệu dụng. "
   "Xu thế không được ước lượng lại: trọng số thay việc đó trong phạm vi các lượt đã lưu."},

  {fit_checks_heading, "How the fit was made, and whether it holds together", "Cách ước lượng và tính hợp lý"},
  {fit_exact,
   "States that belong to a family are fitted exactly, without draws: rules, scales and breaks are averaged "
   "over by how well they foresaw the figures of all members.",
   "Các chỉ tiêu thuộc một nhóm được ước lượng chính xác, không cần lấy mẫu: quy tắc, mức biến động và điểm gãy được "
   "lấy bình quân theo mức độ chúng dự báo đúng số liệu của cả nhóm."},
  {fit_drawn,
   "{block}: learned by running the model through {figures} printed figures ({unknowns} unknowns); {draws} "
   "draws, worth {effective} independent ones for the least known.",
   "{block}: ước lượng bằng cách chạy mô hình qua {figures} số liệu đã công bố ({unknowns} ẩn số); {draws} mẫu, "
   "tương đương {effective} mẫu độc lập với ẩn số khó nhất."},
  {fit_few_draws,
   "WARNING: {block}: {draws} draws from {figures} figures and {unknowns} unknowns are worth only {effective} "
   "independent ones: probabilities that rest on them are rough.",
   "CẢNH BÁO: {block}: {draws} mẫu từ {figures} số liệu và {unknowns} ẩn số chỉ tương đương {effective} mẫu độc lập: "
   "các xác suất dựa vào đó còn thô."},
  {fit_impossible,
   "WARNING: {block}: no draw from the priors comes near the printed figures; its parameters keep their priors.",
   "CẢNH BÁO: {block}: không mẫu nào từ giả định ban đầu gần với số liệu đã công bố; các tham số giữ nguyên giả định."},
  {fit_prior_fair, "Drawn from the priors alone, {share} of the paths leave their limits (most often: {list}).",
   "Chỉ theo giả định ban đầu, {share} số lượt mô phỏng vượt giới hạn (nhiều nhất: {list})."},
  {fit_prior_wild,
   "WARNING: drawn from the priors alone, {share} of the paths leave their limits, more than 1 %: the priors "
   "allow what cannot be (most often: {list}).",
   "CẢNH BÁO: chỉ theo giả định ban đầu, {share} số lượt mô phỏng vượt giới hạn, quá 1 %: giả định cho phép điều không "
   "thể xảy ra (nhiều nhất: {list})."},
  {fit_posterior_failed, "Drawn from the fit, {share} do (most often: {list}).",
   "Sau khi ước lượng: {share} (nhiều nhất: {list})."},
  {sensitivity_heading, "What the probabilities depend on: {label} under other assumptions",
   "Xác suất phụ thuộc vào điều gì: {label} theo các giả định khác"},
  {column_assumption, "Assumption", "Giả định"},
  {column_expected, "Expected number met", "Số chỉ tiêu đạt kỳ vọng"},
  {column_expected_reported, "As reported", "Theo số báo cáo"},
  {sensitivity_range, "{target}: {p}; {low} to {high} over these assumptions.",
   "{target}: {p}; từ {low} đến {high} theo các giả định này."},
  {sensitivity_note,
   "Every row meets the same random worlds, so that differences between rows are not chance. “As reported” counts "
   "declared figures with their lean towards the target.",
   "Mọi dòng dùng chung các kịch bản ngẫu nhiên nên chênh lệch giữa các dòng không phải do may rủi. “Theo số báo "
   "cáo” tính các chỉ tiêu tự công nhận với độ nghiêng về chỉ tiêu."},
});

constexpr bool are_in_order() {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].key != static_cast<Text>(i)) return false;
  }
  return rows.size() == static_cast<std::size_t>(count_);
}
static_assert(are_in_order(), "one row for each key, in the order of the keys");

}  // namespace

std::span<const TextRow> catalogue() { return rows; }

std::string_view text(Text key, base::Language language) {
  const auto row = static_cast<std::size_t>(key);
  PROSPECT_EXPECT(row < rows.size());
  const TextRow& found = rows[row];
  return language == base::Language::vietnamese ? found.vi : found.en;
}

std::string fill(std::string_view pattern, std::initializer_list<Filling> fillings) {
  std::string filled;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t open = pattern.find('{', at);
    const std::size_t close = open == pattern.npos ? open : pattern.find('}', open);
    if (close == pattern.npos) return filled.append(pattern.substr(at));
    filled.append(pattern.substr(at, open - at));
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const auto* filling = std::find_if(fillings.begin(), fillings.end(),
                                       [&](const Filling& f) { return f.first == name; });
    if (filling == fillings.end()) {
      filled.append(pattern.substr(open, close - open + 1));
    } else {
      filled.append(filling->second);
    }
    at = close + 1;
  }
  return filled;
}

std::string say(Text key, base::Language language, std::initializer_list<Filling> fillings) {
  return fill(text(key, language), fillings);
}

}  // namespace prospect::report
