/// Texts of the track record, of new figures and of the fit.

#include <array>

#include "report/text_rows.hpp"

namespace prospect::report {

namespace {

using enum Text;

constexpr auto rows = std::to_array<TextRow>({
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
static_assert(are_in_order(rows, first_record_text, first_seek_text), "one row for each key, in their order");

}  // namespace

std::span<const TextRow> record_texts() { return rows; }

}  // namespace prospect::report
