#include <cmath>

#include "report/answer.hpp"
#include "sample_document.hpp"

namespace prospect::publish::sample {
namespace {

using base::Language;
using report::numbers;
using report::texts;
using Texts = std::vector<std::string>;
using Numbers = std::vector<double>;

std::string in(Language language, const char* english, const char* vietnamese) {
  return language == Language::vietnamese ? vietnamese : english;
}

std::string target_name(int k, Language language) {
  static const std::vector<std::pair<const char*, const char*>> names = {
      {"Mean growth of the gross regional product", "Tốc độ tăng trưởng GRDP bình quân"},
      {"Share of poor households, multidimensional standard", "Tỷ lệ hộ nghèo theo chuẩn nghèo đa chiều"},
      {"Income per head", "Thu nhập bình quân đầu người"},
      {"State budget revenue in the area", "Thu ngân sách nhà nước trên địa bàn"},
      {"Forest cover", "Tỷ lệ che phủ rừng"}};
  const auto& [english, vietnamese] = names[static_cast<std::size_t>(k) % names.size()];
  return "(" + std::to_string(k + 1) + ") " + in(language, english, vietnamese);
}

std::string scenario_name(int k, Language language) {
  return in(language, "Scenario ", "Kịch bản ") + std::to_string(k + 1);
}

double wave(int k) { return 0.5 + 0.45 * std::sin(1.7 * k + 0.4); }

Chart chart(const std::string& kind, const std::string& id, std::string title, std::string description) {
  Chart made;
  made.id = id;
  made.kind = kind;
  made.title = std::move(title);
  made.description = std::move(description);
  made.dataset = "/scenario/baseline/" + kind;
  return made;
}

/// The rows of one table of the data, to be read.
Table beside(const Chart& of, std::size_t which, Language language) {
  Table table;
  table.id = of.id + "-table";
  table.caption = of.title;
  const auto& data = of.data[which];
  std::size_t rows = 0;
  for (const auto& column : data.columns) {
    const bool is_text = std::holds_alternative<Texts>(column.values);
    Column made;
    made.name = column.name;
    made.head = column.name;
    made.kind = is_text ? Column::Kind::words : Column::Kind::number;
    table.columns.push_back(made);
    rows = std::visit([](const auto& values) { return values.size(); }, column.values);
  }
  for (std::size_t r = 0; r < rows; ++r) {
    std::vector<Cell> row;
    for (const auto& column : data.columns) {
      if (const auto* words = std::get_if<Texts>(&column.values)) {
        row.push_back({(*words)[r]});
      } else {
        const double value = std::get<Numbers>(column.values)[r];
        std::string text = std::to_string(value);
        if (language == Language::vietnamese) text.replace(text.find('.'), 1, ",");
        row.push_back({text, value});
      }
    }
    table.rows.push_back(row);
  }
  return table;
}

Chart fan(int which, Language language) {
  Chart made = chart("fan", "fan-t0" + std::to_string(which + 1), target_name(which, language),
                     in(language, "Forecast with its past and the target: 68 %",
                        "Dự báo, số liệu quá khứ và mức chỉ tiêu: 68 %"));
  Numbers year, past_year, past;
  std::vector<Numbers> levels(7);
  for (int t = first_year; t <= last_year; ++t) {
    year.push_back(t);
    const double middle = 6 + which + 0.3 * (t - first_year), spread = 0.8 * std::sqrt(t - first_year);
    const Numbers at = {-1.64, -1.28, -0.67, 0, 0.67, 1.28, 1.64};
    for (std::size_t k = 0; k < at.size(); ++k) levels[k].push_back(middle + spread * at[k]);
  }
  Texts status;
  for (int t = 2011; t <= first_year; ++t) {
    past_year.push_back(t);
    past.push_back(6 + which + 0.5 * wave(t));
    status.push_back(t == first_year ? in(language, "estimated", "ước thực hiện") : in(language, "actual", "thực hiện"));
  }
  made.words = {{"unit", in(language, "per cent", "phần trăm")}, {"median", in(language, "median", "trung vị")},
                {"band50", "50 %"}, {"band80", "80 %"}, {"band90", "90 %"},
                {"past", in(language, "past", "quá khứ")}, {"line", in(language, "target", "chỉ tiêu")},
                {"today", in(language, "base year", "năm gốc")}};
  analyse::AnswerTable bands{"fan", {numbers("year", "1", year)}};
  const Texts names = {"q05", "q10", "q25", "q50", "q75", "q90", "q95"};
  for (std::size_t k = 0; k < names.size(); ++k) bands.columns.push_back(numbers(names[k], "1", levels[k]));
  made.data = {bands,
               {"past", {numbers("year", "1", past_year), numbers("value", "1", past), texts("status", status)}},
               {"line", {numbers("year", "1", {first_year, last_year}), numbers("value", "1", {7.0 + which, 7.0 + which})}},
               {"today", {numbers("year", "1", {first_year})}}};
  made.table = beside(made, 0, language);
  return made;
}

/// Rows of targets by scenarios, with shares around `wave`.
struct Shares {
  Texts target, scenario;
  Numbers value, low, high, wide_low, wide_high;

  explicit Shares(Language language, int each) {
    for (int k = 0; k < targets; ++k) {
      for (int s = 0; s < each; ++s) {
        const double p = wave(k + 3 * s);
        target.push_back(target_name(k, language));
        scenario.push_back(scenario_name(s, language));
        value.push_back(p);
        low.push_back(std::max(0.0, p - 0.01)), high.push_back(std::min(1.0, p + 0.01));
        wide_low.push_back(std::max(0.0, p - 0.1)), wide_high.push_back(std::min(1.0, p + 0.08));
      }
    }
  }
};

std::vector<std::pair<std::string, std::string>> share_words(Language language) {
  return {{"axis", in(language, "probability", "xác suất")}, {"sampling", in(language, "sampling", "sai số chọn mẫu")},
          {"assumptions", in(language, "assumptions", "giả định")},
          {"against", in(language, "difference in points", "chênh lệch")}};
}

Chart probabilities(Language language) {
  Chart made = chart("probabilities", "probabilities", in(language, "Probability of each target", "Xác suất đạt từng chỉ tiêu"),
                     in(language, "Targets from likely to unlikely", "Các chỉ tiêu theo xác suất"));
  const Shares shares(language, 1);
  Texts signal, word;
  for (const double p : shares.value) {
    signal.emplace_back(p > 0.66 ? "good" : p > 0.33 ? "doubtful" : "bad");
    word.push_back(p > 0.66   ? in(language, "likely", "nhiều khả năng đạt")
                   : p > 0.33 ? in(language, "uncertain", "chưa chắc chắn")
                              : in(language, "unlikely", "khó đạt"));
  }
  made.words = share_words(language);
  made.data = {{"targets",
                {texts("name", shares.target), numbers("probability", "1", shares.value), numbers("low", "1", shares.low),
                 numbers("high", "1", shares.high), numbers("assumption_low", "1", shares.wide_low),
                 numbers("assumption_high", "1", shares.wide_high), texts("signal", signal), texts("word", word)}}};
  return made;   // the table of the targets stands in the section
}

Chart scenarios_chart(Language language) {
  Chart made = chart("scenarios", "scenarios", in(language, "Scenarios side by side", "So sánh các kịch bản"),
                     in(language, "Probabilities of each target by scenario", "Xác suất từng chỉ tiêu theo kịch bản"));
  const Shares shares(language, scenarios);
  made.words = share_words(language);
  made.data = {{"scenarios",
                {texts("target", shares.target), texts("scenario", shares.scenario),
                 numbers("probability", "1", shares.value), numbers("low", "1", shares.low),
                 numbers("high", "1", shares.high), numbers("assumption_low", "1", shares.wide_low),
                 numbers("assumption_high", "1", shares.wide_high)}}};
  made.table = beside(made, 0, language);
  return made;
}

Chart differences(Language language) {
  Chart made = chart("differences", "differences", in(language, "Differences from the first scenario", "Chênh lệch so với kịch bản đầu"),
                     in(language, "Differences on the same worlds", "Chênh lệch trên cùng các tương lai"));
  Shares shares(language, scenarios - 1);
  for (auto* column : {&shares.value, &shares.low, &shares.high}) {
    for (double& p : *column) p = (p - 0.5) / 2;
  }
  made.words = share_words(language);
  made.data = {{"differences",
                {texts("target", shares.target), texts("scenario", shares.scenario),
                 numbers("difference", "1", shares.value), numbers("low", "1", shares.low),
                 numbers("high", "1", shares.high)}}};
  made.table = beside(made, 0, language);
  return made;
}

Chart count(Language language) {
  Chart made = chart("count", "count", in(language, "How many targets are met", "Số chỉ tiêu đạt được"),
                     in(language, "Distribution of the number met", "Phân bố số chỉ tiêu đạt"));
  Numbers met, share, at_least;
  double left = 1;
  for (int k = 0; k <= targets; ++k) {
    met.push_back(k);
    share.push_back(std::exp(-0.5 * std::pow((k - 8) / 2.0, 2)) / 5.013);
    at_least.push_back(std::max(0.0, left));
    left -= share.back();
  }
  made.words = {{"met", in(language, "targets met", "số chỉ tiêu đạt")}, {"share", in(language, "share of worlds", "tỷ lệ")},
                {"at_least", in(language, "at least so many", "ít nhất")}, {"median", in(language, "median", "trung vị")}};
  made.data = {{"count", {numbers("met", "1", met), numbers("share", "1", share), numbers("at_least", "1", at_least)}},
               {"marks", {numbers("met", "1", {8})}}};
  made.table = beside(made, 0, language);
  return made;
}

Chart matrix(Language language) {
  Chart made = chart("matrix", "matrix", in(language, "What is missed together", "Những chỉ tiêu cùng không đạt"),
                     in(language, "Correlation of misses", "Tương quan của việc không đạt"));
  Texts a, b;
  Numbers phi, both, chance;
  for (int i = 0; i < targets; ++i) {
    for (int j = 0; j < i; ++j) {
      a.push_back(target_name(i, language)), b.push_back(target_name(j, language));
      phi.push_back(2 * wave(i * j) - 1), both.push_back(wave(i) * wave(j)), chance.push_back(0.2);
    }
  }
  made.words = {{"phi", in(language, "correlation", "tương quan")}, {"both", in(language, "both missed", "cùng không đạt")}};
  made.data = {{"pairs", {texts("a", a), texts("b", b), numbers("phi", "1", phi), numbers("both", "1", both),
                          numbers("chance", "1", chance)}}};
  made.table = beside(made, 0, language);
  return made;
}

Chart drivers(Language language) {
  Chart made = chart("drivers", "drivers", in(language, "What drives the misses", "Yếu tố chi phối"),
                     in(language, "Shares of the variance", "Tỷ trọng trong phương sai"));
  Texts driver;
  Numbers share, low, high;
  for (int k = 0; k < 8; ++k) {
    driver.push_back(in(language, "Driver of the economy ", "Yếu tố kinh tế ") + std::to_string(k + 1));
    share.push_back(0.5 / (k + 1)), low.push_back(0.45 / (k + 1)), high.push_back(0.55 / (k + 1));
  }
  made.words = {{"share", in(language, "share explained", "tỷ trọng giải thích")}};
  made.data = {{"drivers", {texts("driver", driver), numbers("share", "1", share), numbers("low", "1", low),
                            numbers("high", "1", high)}}};
  made.table = beside(made, 0, language);
  return made;
}

Chart coverage(Language language) {
  Chart made = chart("coverage", "coverage", in(language, "Promised and reached", "Mức tin cậy và thực tế"),
                     in(language, "Coverage of past forecasts", "Độ phủ của dự báo trước đây"));
  Texts method;
  Numbers level, share, low, high;
  for (const auto& name : {in(language, "this model", "mô hình này"), in(language, "random walk", "bước ngẫu nhiên")}) {
    for (const double wanted : {0.5, 0.8, 0.9}) {
      method.push_back(name), level.push_back(wanted), share.push_back(wanted - 0.04);
      low.push_back(wanted - 0.14), high.push_back(std::min(1.0, wanted + 0.06));
    }
  }
  made.words = {{"wanted", in(language, "promised", "mức tin cậy")}, {"reached", in(language, "reached", "thực tế")},
                {"ours", in(language, "this model", "mô hình này")}};
  made.data = {{"coverage", {texts("method", method), numbers("level", "1", level), numbers("share", "1", share),
                             numbers("low", "1", low), numbers("high", "1", high)}}};
  made.table = beside(made, 0, language);
  return made;
}

Chart rates(Language language) {
  Chart made = chart("rates", "rates", in(language, "What the targets ask each year", "Mức yêu cầu mỗi năm"),
                     in(language, "Past, needed and expected rates", "Tốc độ quá khứ, cần có và dự kiến"));
  Texts name, unit;
  Numbers past, needed, low, median, high;
  for (int k = 0; k < 6; ++k) {
    name.push_back(target_name(k, language)), unit.push_back(in(language, "% a year", "%/năm"));
    past.push_back(4 + k), needed.push_back(6.5 + k), low.push_back(3 + k), median.push_back(5 + k), high.push_back(7 + k);
  }
  made.words = {{"past", in(language, "past", "quá khứ")}, {"needed", in(language, "needed", "cần có")},
                {"simulated", in(language, "simulated", "mô phỏng")}};
  made.data = {{"rates", {texts("name", name), texts("unit", unit), numbers("past", "1", past),
                          numbers("needed", "1", needed), numbers("low", "1", low), numbers("median", "1", median),
                          numbers("high", "1", high)}}};
  made.table = beside(made, 0, language);
  return made;
}

std::vector<std::pair<std::string, std::string>> sweep_words(Language language) {
  return {{"axis", in(language, "probability", "xác suất")}, {"probability", in(language, "probability", "xác suất")},
          {"low", in(language, "lower end", "cận dưới")}, {"high", in(language, "upper end", "cận trên")},
          {"present", in(language, "scenario as it stands", "kịch bản như hiện có")},
          {"band", in(language, "95 % interval", "khoảng tin cậy 95 %")},
          {"lever", in(language, "Growth of services, % a year", "Tăng trưởng dịch vụ, %/năm")},
          {"down", in(language, "↑ Growth of services, % a year", "↑ Tăng trưởng dịch vụ, %/năm")},
          {"across", in(language, "→ Strength of poverty programmes", "→ Mức độ thực hiện chương trình giảm nghèo")},
          {"half", in(language, "boundary of 50 %", "ranh giới 50 %")},
          {"most", in(language, "boundary of 80 %", "ranh giới 80 %")},
          {"mean", in(language, "mean of neighbouring points", "trung bình các điểm lân cận")}};
}

/// Probabilities with a point to either side.
struct SweepColumns {
  Numbers probability, low, high;

  void add(double p) {
    probability.push_back(p);
    low.push_back(std::max(0.0, p - 0.01));
    high.push_back(std::min(1.0, p + 0.01));
  }
  void put_into(analyse::AnswerTable& table) const {
    table.columns.push_back(numbers("probability", "1", probability));
    table.columns.push_back(numbers("low", "1", low));
    table.columns.push_back(numbers("high", "1", high));
  }
};

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

Chart sweep_curve(Language language) {
  Chart made = chart("sweep_curve", "sweep-1-1", target_name(0, language),
                     in(language, "Probability by the setting of one lever", "Xác suất theo mức của một biến"));
  Texts scenario;
  Numbers x;
  SweepColumns columns;
  for (int s = 0; s < 3; ++s) {
    for (int k = 0; k <= 20; ++k) {
      scenario.push_back(scenario_name(s, language));
      x.push_back(0.75 * k);
      columns.add(logistic(0.4 * k - 4 - s));
    }
  }
  made.words = sweep_words(language);
  made.data = {{"curve", {texts("scenario", scenario), numbers("x", "", x)}},
               {"present", {texts("scenario", {scenario_name(0, language)}), numbers("x", "", {7.4})}}};
  columns.put_into(made.data[0]);
  made.table = beside(made, 0, language);
  return made;
}

Chart sweep_surface(Language language) {
  Chart made = chart("sweep_surface", "sweep-1-2", target_name(1, language),
                     in(language, "Probability by the settings of two levers", "Xác suất theo mức của hai biến"));
  constexpr int wide = 11, tall = 9, panels = 3;
  Texts title, across, down;
  SweepColumns columns;
  for (int s = 0; s < panels; ++s) title.push_back(scenario_name(s, language));
  for (int i = 0; i < wide; ++i) across.push_back(std::to_string(18'000 + 500 * i));
  for (int j = 0; j < tall; ++j) down.push_back(std::to_string(2 * j));
  for (int k = 0; k < panels * wide * tall; ++k) {
    columns.add(logistic(0.5 * (k % wide) + 0.8 * (k / wide % tall) - 5 - k / wide / tall));
  }
  made.words = sweep_words(language);
  made.data = {{"panels",
                {texts("title", title), numbers("here_x", "", {4.2, 4.2, 4.2}), numbers("here_y", "", {3.5, 3.5, 3.5}),
                 texts("here", {"7; 20000", "7; 20000", "7; 20000"})}},
               {"cells", {}},
               {"across", {texts("text", across)}},
               {"down", {texts("text", down)}}};
  columns.put_into(made.data[1]);
  made.table = beside(made, 1, language);
  return made;
}

Chart sweep_points(Language language) {
  Chart made = chart("sweep_points", "sweep-2-1", target_name(2, language),
                     in(language, "Points of a latin hypercube", "Các điểm rải đều"));
  Texts scenario;
  Numbers x0, x1;
  SweepColumns columns;
  for (int k = 0; k < 80; ++k) {
    scenario.push_back(scenario_name(k % 2, language));
    x0.push_back(k / 8.0);
    x1.push_back(1500 + 40.0 * (k * 37 % 80));
    columns.add(logistic(0.5 * x0.back() - 3 + 0.0005 * (x1.back() - 3000)));
  }
  made.words = sweep_words(language);
  made.data = {{"points", {texts("scenario", scenario)}},
               {"levers",
                {texts("text", {in(language, "Growth of services, % a year", "Tăng trưởng dịch vụ, %/năm"),
                                in(language, "New forest a year, ha", "Trồng rừng mới mỗi năm, ha")}),
                 numbers("low", "", {0, 1500}), numbers("high", "", {10, 4700})}},
               {"means",
                {texts("scenario", {scenario[0], scenario[0]}), numbers("lever", "", {0, 0}), numbers("from", "", {0, 5}),
                 numbers("to", "", {4.9, 9.9}), numbers("mean", "1", {0.2, 0.6})}}};
  columns.put_into(made.data[0]);
  made.data[0].columns.push_back(numbers("x0", "", x0));
  made.data[0].columns.push_back(numbers("x1", "", x1));
  made.table = beside(made, 0, language);
  return made;
}

}  // namespace

std::vector<Chart> charts(Language language) {
  return {fan(0, language), fan(1, language), fan(2, language), probabilities(language), scenarios_chart(language),
          differences(language), count(language), matrix(language), drivers(language), coverage(language), rates(language),
          sweep_curve(language), sweep_surface(language), sweep_points(language)};
}

}  // namespace prospect::publish::sample
