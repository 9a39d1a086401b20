#include <array>

#include "publish/phrases.hpp"

namespace prospect::publish {
namespace {

using enum Phrase;

constexpr auto rows = std::to_array<PhraseRow>({
    {report_subtitle, "Appraisal of a development plan by simulation", "Đánh giá kế hoạch phát triển bằng mô phỏng"},
    {verdict_title, "The plan's verdict", "Nhận định về kế hoạch"},
    {verdict_navigation, "Verdict", "Nhận định"},
    {verdict_arithmetic,
     "The plan's own arithmetic: {finding} ({figures}).",
     "Số học của chính kế hoạch: {finding} ({figures})."},
    {verdict_record_gloomy,
     "Tried on the plan that is over: with figures up to {origin} the model expected {expected} of {n} targets "
     "to be met, {met} were. It was too gloomy: more targets may be met than is said here (Track record).",
     "Thử lại với kế hoạch đã kết thúc: với số liệu đến năm {origin}, mô hình dự kiến {expected} trong {n} chỉ "
     "tiêu đạt, thực tế {met} chỉ tiêu đạt. Mô hình đã quá bi quan: số chỉ tiêu đạt có thể cao hơn mức nêu ở "
     "đây (xem Kiểm chứng)."},
    {verdict_record_hopeful,
     "Tried on the plan that is over: with figures up to {origin} the model expected {expected} of {n} targets "
     "to be met, {met} were. It was too hopeful: fewer targets may be met than is said here (Track record).",
     "Thử lại với kế hoạch đã kết thúc: với số liệu đến năm {origin}, mô hình dự kiến {expected} trong {n} chỉ "
     "tiêu đạt, thực tế {met} chỉ tiêu đạt. Mô hình đã quá lạc quan: số chỉ tiêu đạt có thể thấp hơn mức nêu ở "
     "đây (xem Kiểm chứng)."},
    {verdict_record_fair,
     "Tried on the plan that is over: with figures up to {origin} the model expected {expected} of {n} targets "
     "to be met, {met} were (Track record).",
     "Thử lại với kế hoạch đã kết thúc: với số liệu đến năm {origin}, mô hình dự kiến {expected} trong {n} chỉ "
     "tiêu đạt, thực tế {met} chỉ tiêu đạt (xem Kiểm chứng)."},
    {verdict_omitted,
     "{n} of {all} numbers of the plan could not be assessed; the reasons stand under Not assessed.",
     "{n} trong {all} chỉ tiêu của kế hoạch không đánh giá được; lý do nêu ở mục Không đánh giá."},
    {reported_note,
     "\"Reported\" under a probability: declared figures lean towards their targets (assumed, see Assumptions); "
     "so often would the figure as it will be reported meet the target. It is not a figure of the plan report. "
     "All that joins targets uses the probability above it.",
     "\"Báo cáo\" dưới xác suất: số do cơ sở kê khai thường nghiêng về phía chỉ tiêu (giả định, xem mục Giả "
     "định); đó là xác suất số sẽ được báo cáo đạt chỉ tiêu, không phải số trong báo cáo kế hoạch. Mọi tính "
     "toán kết hợp các chỉ tiêu đều dùng xác suất ghi ở trên."},
    {readings_caption, "How targets were read (*)", "Cách hiểu chỉ tiêu (*)"},
    {column_reading, "Reading", "Cách hiểu"},
    {headline_plain,
     "{target}, wanted {wanted}: {word}, {p} (95 % sampling interval {range}).",
     "{target}, mức phải đạt {wanted}: {word}, {p} (khoảng tin cậy 95 % do mô phỏng {range})."},
    {headline_assumed,
     "{target}, wanted {wanted}: {word}, {p} (95 % sampling interval {range}; over assumptions {assumed}).",
     "{target}, mức phải đạt {wanted}: {word}, {p} (khoảng tin cậy 95 % do mô phỏng {range}; theo giả định "
     "{assumed})."},
    {targets_caption, "All assessed targets", "Tất cả chỉ tiêu được đánh giá"},
    {targets_note,
     "A sampling interval speaks of the number of paths only. Over assumptions: were the unknowns of the model "
     "known, the probability would come out within this range nine times in ten.",
     "Khoảng tin cậy do mô phỏng chỉ phản ánh số lượt mô phỏng. Theo giả định: nếu biết rõ các ẩn số của mô "
     "hình, mười lần thì chín lần xác suất nằm trong khoảng này."},
    {probabilities_title, "Probability of meeting each target: {theme}", "Xác suất đạt từng chỉ tiêu: {theme}"},
    {probabilities_description,
     "A dot for each target shows the probability of meeting it; the line through it the range over "
     "assumptions.",
     "Mỗi chấm là xác suất đạt một chỉ tiêu; đường ngang qua chấm là khoảng xác suất theo giả định."},
    {axis_probability, "Probability", "Xác suất"},
    {axis_points, "Percentage points", "Điểm phần trăm"},
    {axis_met, "Targets met", "Số chỉ tiêu đạt"},
    {axis_paths, "Share of paths", "Tỷ lệ lượt mô phỏng"},
    {fan_median, "Median", "Trung vị"},
    {fan_band50, "50 %", "50 %"},
    {fan_band80, "80 %", "80 %"},
    {fan_band90, "90 % of paths", "90 % số lượt"},
    {fan_past, "History", "Lịch sử"},
    {fan_line, "Target", "Chỉ tiêu"},
    {status_actual, "printed", "đã công bố"},
    {status_estimate, "estimate", "ước thực hiện"},
    {status_derived, "derived", "suy ra"},
    {fan_today, "Last figures", "Số liệu cuối"},
    {scenarios_navigation, "Scenarios", "Kịch bản"},
    {scenarios_caption, "The scenarios", "Các kịch bản"},
    {side_by_side_note,
     "Where a number is the same in all scenarios, the model has no effect of these scenarios on that target; "
     "this does not prove that there is none. Targets on shares can be met by bad luck: when the price of one "
     "part falls, its share falls too.",
     "Số giống nhau ở mọi kịch bản nghĩa là mô hình không có tác động của kịch bản đến chỉ tiêu đó, không có "
     "nghĩa là chỉ tiêu không bị ảnh hưởng. Chỉ tiêu về tỷ trọng có thể đạt nhờ điều không may: giá của một "
     "khu vực giảm thì tỷ trọng của khu vực đó cũng giảm."},
    {side_by_side_caption,
     "Probability of meeting each target, by scenario",
     "Xác suất đạt từng chỉ tiêu theo kịch bản"},
    {scenario_chart_title, "Headline targets by scenario", "Các chỉ tiêu chủ yếu theo kịch bản"},
    {scenario_chart_description,
     "For each headline target a dot a scenario shows the probability of meeting it; the line through it the "
     "range over assumptions.",
     "Với mỗi chỉ tiêu chủ yếu, mỗi chấm là xác suất đạt theo một kịch bản; đường ngang là khoảng xác suất "
     "theo giả định."},
    {differences_heading, "What a scenario changes", "Kịch bản làm thay đổi điều gì"},
    {differences_title,
     "{target}: difference from {against}, in points",
     "{target}: chênh lệch so với {against}, điểm phần trăm"},
    {differences_description,
     "For each target a dot a scenario shows by how many points the probability differs; the line is the 95 % "
     "interval of the paired difference.",
     "Với mỗi chỉ tiêu, mỗi chấm là số điểm chênh lệch về xác suất của một kịch bản; đường ngang là khoảng tin "
     "cậy 95 % của chênh lệch từng cặp."},
    {differences_note,
     "All scenarios meet the same random worlds, so that differences are the scenarios' and not chance; "
     "intervals are of paired differences.",
     "Mọi kịch bản gặp cùng các bối cảnh ngẫu nhiên, nên chênh lệch là do kịch bản chứ không do may rủi; "
     "khoảng tin cậy tính cho chênh lệch từng cặp."},
    {not_asked,
     "The result file does not hold this yet. \"prospect {command} RESULT --store\" puts it there.",
     "Tệp kết quả chưa có phần này. Lệnh \"prospect {command} RESULT --store\" sẽ bổ sung."},
    {together_title,
     "How many targets are met, and which fail together",
     "Bao nhiêu chỉ tiêu đạt, và những chỉ tiêu nào cùng không đạt"},
    {together_navigation, "Together", "Kết hợp"},
    {count_title, "How many targets are met", "Số chỉ tiêu đạt"},
    {matrix_description,
     "Each cell shows how strongly two targets are missed together: the correlation of the two misses; an "
     "empty cell is a pair that is not missed together more often than chance would have it.",
     "Mỗi ô cho biết hai chỉ tiêu cùng không đạt mạnh đến mức nào: hệ số tương quan của hai lần không đạt; ô "
     "trống là cặp không cùng trượt nhiều hơn mức ngẫu nhiên."},
    {drivers_title, "What decides whether targets are missed", "Điều gì quyết định việc không đạt chỉ tiêu"},
    {drivers_navigation, "Drivers", "Nguyên nhân"},
    {drivers_note,
     "Shares of the uncertainty about meeting the target; they add up to 100 %. The last two columns of the "
     "numbers under each chart: how often the target is missed where the driver is in its lowest and in its "
     "highest fifth.",
     "Tỷ phần của mức bất định về việc đạt chỉ tiêu; cộng lại là 100 %. Hai cột cuối trong bảng số liệu dưới "
     "mỗi biểu đồ: tỷ lệ không đạt khi yếu tố nằm trong một phần năm thấp nhất và cao nhất."},
    {drivers_description,
     "Bars show which share of the uncertainty about \"{goal}\" each driver has; lines are 95 % intervals.",
     "Mỗi thanh là tỷ phần của một yếu tố trong mức bất định về \"{goal}\"; đường ngang là khoảng tin cậy 95 %."},
    {discover_heading, "In which worlds targets are missed", "Không đạt trong những bối cảnh nào"},
    {distance_heading, "What would turn the verdict", "Điều gì làm nhận định đảo chiều"},
    {rank_heading, "Among other regions", "So với các địa phương khác"},
    {rates_title, "What the targets would need", "Cần những gì để đạt chỉ tiêu"},
    {rates_navigation, "Needed", "Yêu cầu"},
    {needed_caption, "Yearly change: before, needed, simulated", "Thay đổi mỗi năm: đã qua, cần có, mô phỏng"},
    {needed_title, "Yearly change, past and needed: {theme}", "Thay đổi mỗi năm, đã qua và cần có: {theme}"},
    {needed_description,
     "For each target the yearly change of the past, the one needed to reach it, and the median and 90 % range "
     "of the paths, each in its own unit.",
     "Với mỗi chỉ tiêu: mức thay đổi mỗi năm đã qua, mức cần có để đạt, trung vị và khoảng 90 % của các lượt "
     "mô phỏng, theo đơn vị riêng."},
    {rates_past, "Past", "Đã qua"},
    {rates_needed, "Needed", "Cần có"},
    {rates_simulated, "Simulated, 90 %", "Mô phỏng, 90 %"},
    {needed_note,
     "Past: mean yearly change of the printed figures. Needed: from the last figure to the target in equal "
     "steps. Simulated: median and 90 % range over the paths. Not in the table: targets on means or sums of "
     "several years, and those whose base is missing or counted otherwise.",
     "Đã qua: thay đổi bình quân năm của số liệu đã công bố. Cần có: từ số liệu cuối đến chỉ tiêu theo bước "
     "đều. Mô phỏng: trung vị và khoảng 90 % của các lượt. Không có trong bảng: chỉ tiêu về bình quân hoặc "
     "tổng nhiều năm, và chỉ tiêu thiếu số gốc hoặc số gốc tính theo cách khác."},
    {sought_heading, "What a lever would have to be", "Biến chính sách phải ở mức nào"},
    {sought_caption, "Levers that give the wanted probability", "Mức của biến chính sách cho xác suất mong muốn"},
    {sought_note,
     "One lever moves, all else stays as the scenario has it. What is enough by calculation need not be "
     "feasible: hold it against the past and the plan.",
     "Chỉ một biến chính sách thay đổi, mọi thứ khác giữ như trong kịch bản. Mức đủ về tính toán chưa chắc khả thi: "
     "cần đối chiếu với thực tế đã qua và với kế hoạch."},
    {outcome_found, "reaches the wanted probability", "đạt xác suất mong muốn"},
    {outcome_met, "has it already", "hiện đã đạt xác suất này"},
    {outcome_out, "out of reach within its bounds", "ngoài tầm trong giới hạn"},
    {outcome_no_effect, "does not act on the target", "không tác động đến chỉ tiêu"},
    {record_title, "How good such forecasts were", "Các dự báo như vậy đã đúng đến đâu"},
    {record_navigation, "Track record", "Kiểm chứng"},
    {record_coverage_title,
     "Did the figures fall where the forecasts said?",
     "Số thực tế có rơi vào khoảng dự báo không?"},
    {record_coverage_description,
     "For each method a point shows how many of the later figures fell inside its 50, 80, 90 and 95 % "
     "intervals; on the diagonal a method keeps its promise, below it its intervals are too narrow.",
     "Với mỗi phương pháp, mỗi điểm cho biết bao nhiêu số thực tế rơi vào khoảng 50, 80, 90 và 95 %; trên "
     "đường chéo là đúng như đã hứa, dưới đường chéo là khoảng quá hẹp."},
    {axis_wanted, "Promised", "Mức đã hứa"},
    {axis_reached, "Reached", "Mức đạt được"},
    {record_methods_caption,
     "Against simpler methods, all figures",
     "So với các phương pháp đơn giản hơn, mọi số liệu"},
    {record_targets_caption,
     "Targets of the plan that is over: forecasts and outcomes",
     "Chỉ tiêu của kế hoạch đã kết thúc: dự báo và kết quả"},
    {record_scores_caption,
     "Targets of the plan that is over: scores by year of forecast",
     "Chỉ tiêu của kế hoạch đã kết thúc: điểm số theo năm dự báo"},
    {column_origin, "Forecast from", "Dự báo từ năm"},
    {column_figure_of_target, "Figure", "Số thực tế"},
    {column_met_or_not, "Outcome", "Kết quả"},
    {column_skill_over, "Skill of ours over it", "Mức hơn của mô hình"},
    {column_brier_score, "Brier score", "Điểm Brier"},
    {column_level, "Promised", "Mức đã hứa"},
    {column_reached, "Reached", "Mức đạt được"},
    {audit_navigation, "Source audit", "Kiểm tra nguồn"},
    {findings_caption, "Where the source contradicts itself", "Nguồn số liệu mâu thuẫn ở đâu"},
    {model_title, "The model's equations", "Các phương trình của mô hình"},
    {model_navigation, "Equations", "Phương trình"},
    {model_note,
     "Each indicator by its equation, as the model file has it. [-1] is the year before, [base] the last year "
     "of history; sigma * shock is what chance adds in a year.",
     "Mỗi chỉ tiêu theo phương trình trong tệp mô hình. [-1] là năm trước, [base] là năm cuối có số liệu; "
     "sigma * shock là phần ngẫu nhiên trong năm."},
    {equations_caption, "Equations", "Phương trình"},
    {assumptions_title, "Assumptions and their sources", "Các giả định và nguồn"},
    {assumptions_navigation, "Assumptions", "Giả định"},
    {assumptions_note,
     "What the scenario sets, and what is assumed of each parameter before the history speaks (prior) and "
     "after it (median and 90 % range).",
     "Những gì kịch bản đặt ra, và điều được giả định về mỗi tham số trước khi có số liệu (tiên nghiệm) và sau "
     "khi có số liệu (trung vị và khoảng 90 %)."},
    {settings_caption, "Levers and settings of the scenario", "Biến chính sách và thiết lập của kịch bản"},
    {parameters_caption, "Parameters", "Tham số"},
    {omitted_navigation, "Not assessed", "Không đánh giá"},
    {reading_navigation, "How to read", "Cách đọc"},
    {reading_signals,
     "Signs beside the words: ● likely or better (above 66 %), ▲ unlikely or about even (10 to 66 %), ■ very "
     "unlikely or worse (below 10 %).",
     "Ký hiệu cạnh nhận định: ● nhiều khả năng trở lên (trên 66 %), ▲ ít khả năng hoặc khả năng ngang nhau (10 "
     "đến 66 %), ■ rất ít khả năng trở xuống (dưới 10 %)."},
    {reading_datasets,
     "Under each figure stands where its numbers are in the result file.",
     "Dưới mỗi hình có ghi vị trí số liệu trong tệp kết quả."},
    {quantiles_title, "Indicators by year", "Chỉ tiêu theo năm"},
    {origin_title, "Where this comes from", "Nguồn gốc báo cáo"},
    {origin_navigation, "Origin", "Nguồn gốc"},
    {inputs_caption, "Input files and their digests", "Các tệp đầu vào và mã kiểm tra"},
    {fact_file, "Result file", "Tệp kết quả"},
    {fact_seed, "Seed", "Hạt giống ngẫu nhiên"},
    {fact_paths, "Paths a scenario", "Số lượt mô phỏng mỗi kịch bản"},
    {fact_base_year, "Last year of figures", "Năm cuối có số liệu"},
    {fact_end_year, "Last simulated year", "Năm cuối mô phỏng"},
    {fact_version, "Program version", "Phiên bản chương trình"},
    {fact_as_of, "As of", "Tính đến năm"},
    {fact_observed, "New figures", "Số liệu mới"},
    {column_code, "Code", "Mã"},
    {column_year, "Year", "Năm"},
    {column_q05, "5 %", "5 %"},
    {column_q95, "95 %", "95 %"},
    {column_probability, "Probability", "Xác suất"},
    {column_low, "Lower end", "Cận dưới"},
    {column_high, "Upper end", "Cận trên"},
    {column_interval, "95 % interval", "Khoảng tin cậy 95 %"},
    {column_assumption_low, "Assumptions, lower end", "Theo giả định, cận dưới"},
    {column_assumption_high, "Assumptions, upper end", "Theo giả định, cận trên"},
    {column_assumptions, "Over assumptions", "Theo giả định"},
    {column_reported, "As reported", "Theo số báo cáo"},
    {column_scenario, "Scenario", "Kịch bản"},
    {column_description, "What it assumes", "Giả định"},
    {column_settings, "Settings, as written", "Thiết lập (nguyên văn)"},
    {column_assessed, "Assessed", "Được đánh giá"},
    {column_difference, "Difference, points", "Chênh lệch, điểm"},
    {column_at_least, "At least so many", "Ít nhất"},
    {column_exactly, "Exactly so many", "Đúng bằng"},
    {column_other_target, "And", "Và"},
    {column_both, "Both missed", "Cùng không đạt"},
    {column_by_chance, "If independent", "Nếu độc lập"},
    {column_phi, "Correlation", "Hệ số tương quan"},
    {column_missed_lowest, "Missed, lowest fifth", "Không đạt, phần năm thấp nhất"},
    {column_missed_highest, "Missed, highest fifth", "Không đạt, phần năm cao nhất"},
    {column_last, "Last figure", "Số liệu cuối"},
    {column_past_change, "Past, a year", "Đã qua, mỗi năm"},
    {column_needed_change, "Needed, a year", "Cần có, mỗi năm"},
    {column_simulated_change, "Simulated, a year", "Mô phỏng, mỗi năm"},
    {column_change_unit, "Change in", "Đơn vị thay đổi"},
    {unit_percent_year, "% a year", "%/năm"},
    {unit_a_year, "{unit} a year", "{unit}/năm"},
    {unit_points, "points", "điểm %"},
    {column_wanted_share, "Wanted probability", "Xác suất mong muốn"},
    {column_outcome, "Outcome", "Kết quả"},
    {column_finding, "Finding", "Phát hiện"},
    {column_figures, "Figures", "Số liệu"},
    {column_printed, "Printed", "Số công bố"},
    {column_implied, "Implied", "Số suy ra"},
    {column_allowance, "Rounding explains", "Do làm tròn"},
    {column_indicator, "Indicator", "Chỉ tiêu"},
    {column_kind, "Kind", "Loại"},
    {column_equation, "Equation", "Phương trình"},
    {column_source, "Source, as in the model file", "Nguồn (nguyên văn tệp mô hình)"},
    {column_setting, "Setting", "Thiết lập"},
    {column_value, "Value, as written", "Giá trị (nguyên văn)"},
    {column_role, "Kind", "Loại"},
    {column_as_printed, "As printed", "Theo văn bản"},
    {column_reason, "Reason", "Lý do"},
    {column_place, "Place in the report", "Vị trí trong báo cáo"},
    {column_mean, "Mean", "Bình quân"},
    {column_sd, "Standard deviation", "Độ lệch chuẩn"},
    {column_file, "File", "Tệp"},
    {kind_state, "moves by its own law", "vận động theo quy luật riêng"},
    {kind_identity, "computed", "tính ra"},
    {kind_other, "other", "khác"},
    {role_given, "assumed", "giả định"},
    {role_lever, "lever", "biến chính sách"},
    {role_drift, "drift, fitted", "xu thế, ước lượng"},
    {role_sigma, "volatility, fitted", "biến động, ước lượng"},
    {role_level, "level, fitted", "mức, ước lượng"},
    {role_family, "shared by a family, fitted", "chung của nhóm, ước lượng"},
    {role_block, "learned by simulating the history", "học từ mô phỏng lịch sử"},
    {sweep_title, "When levers move", "Khi thay đổi các biến chính sách"},
    {sweep_navigation, "Levers", "Biến chính sách"},
    {sweep_points_title, "Every point of the sweeps", "Mọi điểm đã thử"},
    {sweep_summary_caption, "How far each target gets", "Mỗi chỉ tiêu đạt đến đâu"},
    {sweep_highest, "Highest", "Cao nhất"},
    {sweep_where, "With", "Tại"},
    {sweep_lowest, "Lowest", "Thấp nhất"},
    {sweep_reaching, "Points with {share} % or more", "Số điểm từ {share} % trở lên"},
    {sweep_not_drawn,
     "Charts show {shown} of {all} targets and sets of targets; the workbook has all of them, point by point.",
     "Biểu đồ vẽ {shown} trong {all} chỉ tiêu và nhóm chỉ tiêu; bảng tính có đủ, theo từng điểm."},
    {sweep_curve_description,
     "{goal}: the probability for each setting of {lever}. The band is the 95 % sampling interval.",
     "{goal}: xác suất theo từng mức của {lever}. Dải màu là khoảng tin cậy 95 % do mô phỏng."},
    {sweep_surface_description,
     "{goal}: the probability for the settings of {down} (upwards) and {across} (to the right). The darker, the more "
     "likely; lines part what lies on either side of 50 % and of 80 %.",
     "{goal}: xác suất theo mức của {down} (hướng lên) và {across} (sang phải). Càng đậm càng dễ đạt; các đường ngăn "
     "hai phía của mức 50 % và 80 %."},
    {sweep_points_description,
     "{goal}: each point against the setting of each lever. The strokes are means of as many points each: where they "
     "rise or fall, the lever matters.",
     "{goal}: mỗi điểm theo mức của từng biến. Các nét ngang là trung bình của những phần có số điểm bằng nhau: nét đi "
     "lên hoặc đi xuống là biến có ảnh hưởng."},
    {sweep_chart_thinned, "It shows {shown} of {all} points.", "Biểu đồ vẽ {shown} trong {all} điểm."},
    {sweep_boundary, "boundary of {share} %", "ranh giới {share} %"},
    {sweep_present, "scenario as it stands", "kịch bản như hiện có"},
    {sweep_mean, "mean of neighbouring points", "trung bình các điểm lân cận"},
    {sweep_from, "From", "Từ"},
    {sweep_to, "To", "Đến"},
});
static_assert(are_in_order(rows, Phrase{}, first_page_phrase), "one row for each key, in their order");

}  // namespace

std::span<const PhraseRow> report_phrases() { return rows; }

}  // namespace prospect::publish
