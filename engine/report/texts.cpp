#include "report/texts.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/check.hpp"
#include "report/text_rows.hpp"

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
  {learned_draws,
   "Parameters that were learned by simulating the history rest on draws worth {n} independent ones or more: a "
   "probability that hangs on them alone is known to ±{points} points at 50 %, to less further out, however many "
   "paths are run.",
   "Các tham số ước lượng bằng cách mô phỏng quá khứ dựa trên số mẫu tương đương ít nhất {n} mẫu độc lập: xác suất chỉ "
   "phụ thuộc vào chúng chính xác trong ±{points} điểm ở mức 50 %, và hẹp hơn ở hai phía, dù mô phỏng bao nhiêu lượt."},
  {sobol_line,
   "The worlds are the points of {n} Sobol' sequences of {points} points each, independently scrambled, in {words} "
   "coordinates; sampling intervals come from the spread between the sequences.",
   "Các lượt mô phỏng là điểm của {n} dãy Sobol' xáo trộn độc lập, mỗi dãy {points} điểm, {words} tọa độ; khoảng tin "
   "cậy do mô phỏng được tính từ chênh lệch giữa các dãy."},
  {sobol_plain_words, "{words} further words of a path, for which no coordinate was left, are plain random ones.",
   "{words} số khác của mỗi lượt mô phỏng không còn tọa độ nên là số ngẫu nhiên thông thường."},
  {plain_answer,
   "The probabilities of the result come from scrambled Sobol' points; this answer comes from plain random paths of "
   "the same seed, so that the two may differ within their sampling intervals.",
   "Xác suất trong tệp kết quả được tính bằng các dãy Sobol' xáo trộn; câu trả lời này dùng các lượt mô phỏng ngẫu "
   "nhiên thông thường với cùng hạt giống, nên hai bên có thể chênh lệch trong phạm vi khoảng tin cậy do mô phỏng."},
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
  {column_probability, "Probability\n95 % sampling\n(assumptions)", "Xác suất\nkhoảng tin cậy\n(theo giả định)"},
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
  {legend_assumptions,
   "In brackets, how far the probability hangs on what is assumed: were the trends, elasticities and other "
   "unknowns of the model known, it would come out within this range nine times in ten. More paths do not make "
   "it narrower, better knowledge does; and it is what this model holds possible, not what other models would say.",
   "Trong ngoặc, mức xác suất phụ thuộc vào giả định: nếu biết rõ xu thế, độ co giãn và các ẩn số khác của mô "
   "hình, mười lần thì chín lần xác suất nằm trong khoảng này. Chạy thêm lượt mô phỏng không làm khoảng hẹp lại, "
   "chỉ hiểu biết tốt hơn mới làm được; đây là những gì mô hình này cho là có thể, không phải của mô hình khác."},
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

});

static_assert(are_in_order(rows, Text::title, first_record_text), "one row for each key, in their order");

}  // namespace

std::span<const TextRow> catalogue() {
  static const std::vector<TextRow> all = [] {
    std::vector<TextRow> parts(rows.begin(), rows.end());
    for (const auto& part :
         {record_texts(), compare_texts(), explain_texts(), seek_texts(), rank_texts(), question_texts(),
          sweep_texts()}) {
      parts.insert(parts.end(), part.begin(), part.end());
    }
    return parts;
  }();
  return all;
}

std::string_view text(Text key, base::Language language) {
  PROSPECT_EXPECT(key < count_);
  const TextRow& found = catalogue()[static_cast<std::size_t>(key)];
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
