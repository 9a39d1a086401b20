#include "sample_document.hpp"

namespace prospect::publish::sample {
namespace {

using base::Language;

std::string in(Language language, const char* english, const char* vietnamese) {
  return language == Language::vietnamese ? vietnamese : english;
}

Column column(std::string name, std::string head, Column::Kind kind, Column::Where where = Column::Where::everywhere) {
  Column made;
  made.name = std::move(name);
  made.head = std::move(head);
  made.kind = kind;
  made.where = where;
  return made;
}

Cell verdict(int k, Language language) {
  const double p = (k % 7) / 6.0;
  if (p > 0.66) return {in(language, "likely", "nhiều khả năng đạt"), p, Signal::good};
  if (p > 0.33) return {in(language, "uncertain", "chưa chắc chắn"), p, Signal::doubtful};
  return {in(language, "unlikely", "khó đạt"), p, Signal::bad};
}

std::string decimal(Language language, const std::string& text) {
  std::string made = text;
  if (language == Language::vietnamese && made.find('.') != made.npos) made.replace(made.find('.'), 1, ",");
  return made;
}

Table targets_table(Language language) {
  using enum Column::Kind;
  Table table;
  table.id = "targets";
  table.caption = in(language, "Targets of the plan", "Các chỉ tiêu kế hoạch");
  table.columns = {column("number", in(language, "No.", "Số"), words, Column::Where::page),
                   column("label", in(language, "Target", "Chỉ tiêu"), words),
                   column("wanted", in(language, "Wanted", "Mức đề ra"), words),
                   column("figure", in(language, "Expected", "Dự kiến"), words, Column::Where::page),
                   column("median", "HIDDEN-HEAD", number, Column::Where::data),
                   column("probability", in(language, "Probability", "Xác suất"), share),
                   column("interval", in(language, "Sampling interval", "Khoảng sai số"), words, Column::Where::page),
                   column("word", in(language, "Verdict", "Đánh giá"), words),
                   column("shortfall", in(language, "Shortfall", "Mức thiếu hụt"), number)};
  table.headings = {{0, in(language, "Economy", "Kinh tế")}, {5, in(language, "Society", "Xã hội")},
                    {10, in(language, "Environment & <land>", "Môi trường & <đất đai>")}};
  for (int k = 0; k < targets; ++k) {
    const std::string n = std::to_string(k + 1);
    table.rows.push_back(
        {{"(" + n + ")"},
         {in(language, "Growth of value added in a branch of the economy no. ", "Tốc độ tăng giá trị của ngành số ") + n},
         {in(language, "at least 7 % a year", "ít nhất 7 %/năm")},
         {decimal(language, n + ".4–") + decimal(language, std::to_string(k + 3) + ".6 %")},
         {"HIDDEN", 1.0},
         {decimal(language, std::to_string(30 + k) + ".5 %") +
              (k == 3 ? in(language, "\nas reported: 41 %", "\ntheo số báo cáo: 41 %") : ""), 0.3},
         {decimal(language, std::to_string(29 + k) + ".9–") + decimal(language, std::to_string(31 + k) + ".1 %")},
         verdict(k, language),
         {decimal(language, "-0." + n), -0.1}});
  }
  return table;
}

Table wide_table(Language language) {
  Table table;
  table.id = "side-by-side";
  table.caption = in(language, "Probability by scenario", "Xác suất theo kịch bản");
  table.columns = {column("target", in(language, "Target", "Chỉ tiêu"), Column::Kind::words)};
  for (int s = 0; s < scenarios; ++s) {
    table.columns.push_back(column("s" + std::to_string(s), in(language, "Scenario ", "Kịch bản ") + std::to_string(s + 1),
                                   Column::Kind::share));
  }
  for (int k = 0; k < targets; ++k) {
    std::vector<Cell> row = {{in(language, "Share of poor households ", "Tỷ lệ hộ nghèo ") + std::to_string(k + 1)}};
    for (int s = 0; s < scenarios; ++s) row.push_back({decimal(language, std::to_string(10 * s + k % 10) + ".5 %"), 0.1});
    table.rows.push_back(row);
  }
  return table;
}

Table equations(Language language) {
  Table table;
  table.id = "equations";
  table.caption = in(language, "Equations", "Các phương trình");
  table.columns = {column("name", in(language, "Quantity", "Đại lượng"), Column::Kind::words),
                   column("equation", in(language, "Equation", "Phương trình"), Column::Kind::code)};
  table.rows = {{{in(language, "Income <b>per</b> head", "Thu nhập <b>bình quân</b>")},
                 {"income = previous(income) * (1 + growth / 100) + if(flood < 0.2 && year > 2021, \"none\", loss)"}},
                {{"</script><script>alert(1)</script>"}, {"a < b & c > \"d\" 'e' <!-- <script>"}}};
  return table;
}

Section verdict_section(Language language, const std::vector<Chart>& all) {
  Section section{"verdict", in(language, "Verdict on the plan", "Đánh giá chung về kế hoạch"), in(language, "Verdict", "Đánh giá"), {}};
  section.blocks = {Subheading{in(language, "Scenario: trend continues", "Kịch bản: xu thế tiếp tục")},
                    Points{{in(language, "9 of 14 targets are likely to be met; 3 are unlikely.",
                               "9 trong 14 chỉ tiêu nhiều khả năng đạt; 3 chỉ tiêu khó đạt."),
                            in(language, "All targets together: 1.2 % of 20,000 simulated futures.",
                               "Đạt tất cả các chỉ tiêu: 1,2 % trong 20.000 tương lai mô phỏng."),
                            in(language, "Most doubtful: budget revenue, income per head.",
                               "Đáng lo nhất: thu ngân sách, thu nhập bình quân đầu người.")}},
                    all[0], all[1], all[2], targets_table(language),
                    Paragraph{in(language, "Intervals hold in 95 of 100 runs.", "Các khoảng đúng trong 95 trên 100 lần chạy."),
                              Signal::none},
                    all[3]};
  return section;
}

}  // namespace

Document document(Language language) {
  const auto all = charts(language);
  Document made;
  made.language = language;
  made.title = in(language, "How likely are the targets of 2021–2025?", "Khả năng đạt các chỉ tiêu giai đoạn 2021–2025");
  made.subtitle = in(language, "A province made up for tests & \"quotes\"", "Một tỉnh giả định để kiểm thử & \"ngoặc kép\"");
  made.facts = {{"file", in(language, "Result file", "Tệp kết quả"), "results/sample \"<1>\".h5"},
                {"seed", in(language, "Seed", "Hạt giống"), "20201"},
                {"digest", in(language, "Digest", "Mã băm"), std::string(64, 'a')}};
  Section scenario{"scenarios", in(language, "Scenarios", "Các kịch bản"), in(language, "Scenarios", "Kịch bản"), {}};
  scenario.blocks = {wide_table(language), all[4], all[5]};
  Section together{"together", in(language, "Together", "Cùng đạt"), in(language, "Together", "Cùng đạt"), {}};
  together.blocks = {Paragraph{in(language, "Too many failed.", "Quá nhiều lần chạy hỏng."), Signal::bad}, all[6], all[7]};
  Section causes{"drivers", in(language, "Drivers", "Yếu tố chi phối"), in(language, "Drivers", "Yếu tố"), {}};
  causes.blocks = {all[8], Printed{in(language, "growth   < 3   61 %\nother", "tăng     < 3   61 %\nkhác")}, all[9], all[10]};
  Section model{"model", in(language, "The model", "Mô hình"), in(language, "Model", "Mô hình"), {}};
  model.blocks = {equations(language)};
  Section levers{"sweeps", in(language, "When levers move", "Khi thay đổi các biến"), in(language, "Levers", "Biến"), {}};
  levers.blocks = {all[11], all[12], all[13]};
  made.sections = {verdict_section(language, all), scenario, together, causes, levers, model};
  return made;
}

}  // namespace prospect::publish::sample
