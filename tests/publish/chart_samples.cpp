#include "chart_samples.hpp"

#include <limits>
#include <stdexcept>
#include <utility>

namespace prospect::publish {
namespace {

using Words = std::vector<std::pair<std::string, std::string>>;
using Numbers = std::vector<double>;
using Names = std::vector<std::string>;

struct Sample {
  Words words;
  std::vector<analyse::AnswerTable> data;
};

analyse::AnswerColumn numbers(const std::string& name, Numbers values) { return {name, "1", std::move(values)}; }
analyse::AnswerColumn names(const std::string& name, Names values) { return {name, "", std::move(values)}; }

Names targets(bool vi) {
  return vi ? Names{"Tốc độ tăng trưởng GRDP bình quân", "Tỷ lệ hộ nghèo", "Tỷ lệ che phủ rừng"}
            : Names{"Average growth of GRDP", "Share of poor households", "Forest cover"};
}

Sample fan(bool vi) {
  return {{{"unit", vi ? "triệu đồng/người" : "million dong a head"}, {"median", vi ? "trung vị" : "median"},
           {"band50", "50 %"}, {"band80", "80 %"}, {"band90", "90 %"}, {"past", vi ? "quá khứ" : "past"},
           {"line", vi ? "mục tiêu" : "target"}, {"today", vi ? "hiện nay" : "today"},
           {"estimate", vi ? "ước tính" : "estimated"}},
          {{"fan",
            {numbers("year", {2020, 2021, 2022}), numbers("q05", {4, 4.2, 4.1}), numbers("q10", {4, 4.3, 4.4}),
             numbers("q25", {4, 4.4, 4.7}), numbers("q50", {4, 4.5, 5}), numbers("q75", {4, 4.6, 5.3}),
             numbers("q90", {4, 4.7, 5.6}), numbers("q95", {4, 4.8, 5.9})}},
           {"past", {numbers("year", {2018, 2019, 2020}), numbers("value", {3, 3.5, 4}),
                     vi ? names("status", {"thống kê", "thống kê", "ước tính"})
                        : names("status", {"measured", "measured", "estimated"})}},
           {"line", {numbers("year", {2021, 2022}), numbers("value", {4.6, 5.5})}},
           {"today", {numbers("year", {2020})}}}};
}

Words spans(bool vi) {
  return {{"axis", vi ? "xác suất đạt" : "probability of being met"}, {"sampling", vi ? "sai số mô phỏng" : "sampling"},
          {"assumptions", vi ? "giả định khác" : "other assumptions"}};
}

Sample probabilities(bool vi) {
  return {spans(vi),
          {{"targets",
            {names("name", targets(vi)), numbers("probability", {0.9, 0.5, 0.1}), numbers("low", {0.85, 0.48, 0.08}),
             numbers("high", {0.93, 0.52, 0.12}), numbers("assumption_low", {0.7, 0.3, 0.05}),
             numbers("assumption_high", {0.95, 0.7, 0.2}), names("signal", {"good", "doubtful", "bad"}),
             vi ? names("word", {"dễ đạt", "bỏ ngỏ", "khó đạt"}) : names("word", {"likely", "open", "unlikely"})}}}};
}

Names twice(const Names& list) { return {list[0], list[0], list[1], list[1]}; }
Names scenario_names(bool vi) {
  return vi ? Names{"Kế hoạch", "Hạn hán", "Kế hoạch", "Hạn hán"} : Names{"The plan", "Drought", "The plan", "Drought"};
}

Sample scenarios(bool vi) {
  return {spans(vi),
          {{"scenarios",
            {names("target", twice(targets(vi))), names("scenario", scenario_names(vi)),
             numbers("probability", {0.9, 0.5, 0.1, 0.3}), numbers("low", {0.85, 0.48, 0.08, 0.2}),
             numbers("high", {0.93, 0.52, 0.12, 0.4}), numbers("assumption_low", {0.7, 0.3, 0.05, 0.1}),
             numbers("assumption_high", {0.95, 0.7, 0.2, 0.6})}}}};
}

Sample differences(bool vi) {
  return {{{"axis", vi ? "chênh lệch, điểm phần trăm" : "difference, percentage points"},
           {"against", vi ? "so với kịch bản cơ sở" : "against the baseline"}},
          {{"differences",
            {names("target", twice(targets(vi))), names("scenario", scenario_names(vi)),
             numbers("difference", {0.02, -0.02, 0.001, -0.015}), numbers("low", {0.01, -0.03, -0.01, -0.02}),
             numbers("high", {0.025, -0.01, 0.012, -0.01})}}}};
}

Sample count(bool vi) {
  return {{{"met", vi ? "số mục tiêu đạt" : "targets met"}, {"share", vi ? "đúng số đó" : "exactly"},
           {"at_least", vi ? "ít nhất" : "at least"}, {"median", vi ? "trung vị" : "median"}},
          {{"count", {numbers("met", {0, 1, 2, 3}), numbers("share", {0.1, 0.4, 0.3, 0.2}),
                      numbers("at_least", {1, 0.9, 0.5, 0.2})}},
           {"marks", {numbers("met", {2})}}}};
}

Sample matrix(bool vi) {
  const Names all = targets(vi);
  return {{{"phi", vi ? "tương quan" : "correlation"}, {"both", vi ? "cùng không đạt" : "both missed"}},
          {{"pairs",
            {names("a", {all[0], all[0], all[1]}), names("b", {all[1], all[2], all[2]}),
             numbers("phi", {0.42, -0.31, 0.05}), numbers("both", {0.2, 0.1, 0.1}),
             numbers("chance", {0.1, 0.2, 0.1})}}}};
}

Sample drivers(bool vi) {
  return {{{"share", vi ? "tỷ phần phương sai" : "share of the variance"}},
          {{"drivers", {names("driver", targets(vi)), numbers("share", {0.025, 0.02, 0.004}),
                        numbers("low", {0.02, 0.01, 0.001}), numbers("high", {0.03, 0.03, 0.01})}}}};
}

Sample coverage(bool vi) {
  const std::string ours = vi ? "mô hình này" : "this model", trend = vi ? "xu hướng" : "trend";
  return {{{"wanted", vi ? "mong muốn" : "wanted"}, {"reached", vi ? "đạt được" : "reached"}, {"ours", ours}},
          {{"coverage",
            {names("method", {ours, ours, trend, trend}), numbers("level", {0.5, 0.9, 0.5, 0.9}),
             numbers("share", {0.48, 0.88, 0.3, 0.6}), numbers("low", {0.4, 0.8, 0.2, 0.5}),
             numbers("high", {0.6, 0.95, 0.4, 0.7})}}}};
}

Sample rates(bool vi) {
  return {{{"past", vi ? "giai đoạn trước" : "past"}, {"needed", vi ? "cần đạt" : "needed"},
           {"simulated", vi ? "mô phỏng" : "simulated"}},
          {{"rates",
            {names("name", targets(vi)),
             vi ? names("unit", {"%/năm", "điểm/năm", "điểm/năm"})
                : names("unit", {"% a year", "points a year", "points a year"}),
             numbers("past", {5.5, -3, 0.4}), numbers("needed", {7.5, -2.8, 0.6}), numbers("low", {4, -3.4, 0.2}),
             numbers("median", {6, -2.5, 0.4}), numbers("high", {8, -1, 0.7})}}}};
}

std::pair<std::string, std::string> lower(bool vi) { return {"low", vi ? "cận dưới" : "lower end"}; }
std::pair<std::string, std::string> upper(bool vi) { return {"high", vi ? "cận trên" : "upper end"}; }
std::pair<std::string, std::string> as_it_stands(bool vi) { return {"present", vi ? "hiện có" : "as it stands"}; }

Sample sweep_curve(bool vi) {
  return {{{"axis", vi ? "xác suất" : "probability"}, {"band", vi ? "khoảng 95 %" : "95 % interval"},
           {"lever", vi ? "Dịch vụ, %/năm" : "Services, % a year"}, lower(vi), upper(vi), as_it_stands(vi)},
          {{"curve",
            {names("scenario", twice(scenario_names(vi))), numbers("x", {5, 7, 5, 7}),
             numbers("probability", {0.2, 0.6, 0.1, 0.3}), numbers("low", {0.18, 0.58, 0.08, 0.28}),
             numbers("high", {0.22, 0.62, 0.12, 0.32})}},
           {"present", {names("scenario", {scenario_names(vi)[0]}), numbers("x", {6.5})}}}};
}

/// Two panels of two by two cells; one of them has no paths.
Sample sweep_surface(bool vi) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  return {{{"probability", vi ? "xác suất" : "probability"}, {"down", vi ? "↑ Dịch vụ" : "↑ Services"},
           {"across", vi ? "→ Giảm nghèo" : "→ Poverty"}, {"half", vi ? "ranh giới 50 %" : "boundary of 50 %"},
           {"most", vi ? "ranh giới 80 %" : "boundary of 80 %"}, lower(vi), upper(vi), as_it_stands(vi)},
          {{"panels",
            {names("title", {scenario_names(vi)[0], scenario_names(vi)[1]}), numbers("here_x", {0.5, none}),
             numbers("here_y", {0.25, none}), names("here", {"7 %; 1", ""})}},
           {"cells",
            {numbers("probability", {0.2, 0.6, 0.55, 0.9, 0.1, 0.2, none, 0.4}),
             numbers("low", {0.1, 0.5, 0.5, 0.8, 0, 0.1, none, 0.3}),
             numbers("high", {0.3, 0.7, 0.6, 0.95, 0.2, 0.3, none, 0.5})}},
           {"across", {names("text", {"0.5", "1.5"})}},
           {"down", {names("text", {"5", "7"})}}}};
}

Sample sweep_points(bool vi) {
  const Names scenario = twice(scenario_names(vi));
  return {{{"axis", vi ? "xác suất" : "probability"}, {"mean", vi ? "trung bình" : "mean"}, lower(vi), upper(vi),
           as_it_stands(vi)},
          {{"points",
            {names("scenario", scenario), numbers("probability", {0.2, 0.6, 0.1, 0.3}),
             numbers("low", {0.1, 0.5, 0, 0.2}), numbers("high", {0.3, 0.7, 0.2, 0.4}), numbers("x0", {5, 7, 5, 7}),
             numbers("x1", {2000, 4000, 3000, 2500})}},
           {"levers",
            {vi ? names("text", {"Dịch vụ", "Trồng rừng"}) : names("text", {"Services", "New forest"}),
             numbers("low", {5, 2000}), numbers("high", {7, 4000})}},
           {"means",
            {names("scenario", {scenario[0]}), numbers("lever", {0}), numbers("from", {5}), numbers("to", {7}),
             numbers("mean", {0.4})}},
           {"present",
            {names("scenario", {scenario[0]}), numbers("lever", {0}), numbers("x", {6.5}), names("text", {"6.5"})}}}};
}

using Maker = Sample (*)(bool);
const std::vector<std::pair<std::string, Maker>>& makers() {
  static const std::vector<std::pair<std::string, Maker>> all = {
      {"fan", fan}, {"probabilities", probabilities}, {"scenarios", scenarios}, {"differences", differences},
      {"count", count}, {"matrix", matrix}, {"drivers", drivers}, {"coverage", coverage}, {"rates", rates},
      {"sweep_curve", sweep_curve}, {"sweep_surface", sweep_surface}, {"sweep_points", sweep_points}};
  return all;
}

}  // namespace

const std::vector<std::string>& chart_kinds() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> found;
    for (const auto& maker : makers()) found.push_back(maker.first);
    return found;
  }();
  return all;
}

Chart sample_chart(const std::string& kind, base::Language language) {
  const bool vi = language == base::Language::vietnamese;
  for (const auto& [name, maker] : makers()) {
    if (name != kind) continue;
    Sample sample = maker(vi);
    return {kind + "-sample", kind, vi ? "Biểu đồ mẫu" : "A sample", vi ? "Mô tả bằng lời" : "What is to be seen",
            std::move(sample.words), std::move(sample.data), "/sample", {}};
  }
  throw std::invalid_argument(kind);
}

Document document_of(std::vector<Chart> charts, base::Language language) {
  Document made;
  made.language = language;
  made.sections.emplace_back();
  for (auto& chart : charts) made.sections.back().blocks.emplace_back(std::move(chart));
  return made;
}

}  // namespace prospect::publish
