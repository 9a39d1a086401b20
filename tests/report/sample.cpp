#include "report/sample.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "report/layout.hpp"

namespace prospect::report {
namespace {

using Direction = model::Target::Direction;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

summarise::Spread spread_of(const SampleTarget& target) {
  summarise::Spread spread;
  const double low = target.p05, mid = target.median, high = target.p95;
  spread.mean = mid;
  spread.sd = (high - low) / 3.29;
  spread.quantiles = {low, low + (mid - low) * 0.25, (low + mid) / 2,
                      mid, (mid + high) / 2,         high - (high - mid) * 0.25,
                      high};
  return spread;
}

std::vector<SampleTarget> plan_targets() {
  return {{"t01_growth",
           "",
           "economy",
           "%/year",
           1,
           {"Mean GRDP growth over five years", "Tốc độ tăng GRDP bình quân 5 năm"},
           7.5,
           Direction::at_least,
           3.4,
           5.61,
           7.9,
           8200,
           1.92},
          {"t02_per_head",
           "",
           "economy",
           "million VND/person",
           2,
           {"GRDP per head", "GRDP bình quân đầu người"},
           60,
           Direction::at_least,
           52.1,
           61.4,
           72.3,
           61800,
           3.1},
          {"t04_investment",
           "",
           "economy",
           "billion VND",
           4,
           {"Total investment over five years", "Tổng vốn đầu tư toàn xã hội 5 năm"},
           120000,
           Direction::at_least,
           81230,
           98700,
           121400,
           5900,
           21800},
          {"t08_farm_labour",
           "a",
           "society",
           "%",
           8,
           {"Farm labour in all labour", "Tỷ lệ lao động nông nghiệp trong tổng lao động xã hội"},
           62.7,
           Direction::at_most,
           57.2,
           61.9,
           66.8,
           66000,
           1.7},
          {"t11_doctors",
           "a",
           "society",
           "doctor/10000 person",
           11,
           {"Doctors per 10,000 people", "Số bác sĩ/10.000 dân"},
           9,
           Direction::at_least,
           8.3,
           9.1,
           10.2,
           57400,
           0.33},
          {"t13_communes",
           "a",
           "society",
           "commune",
           13,
           {"Communes meeting the new-rural standard", "Số xã đạt chuẩn nông thôn mới"},
           83,
           Direction::at_least,
           71,
           88,
           104,
           71200,
           4.8},
          {"t21_urban",
           "a",
           "environment",
           "%",
           21,
           {"Urban solid waste collected", "Tỷ lệ chất thải rắn ở đô thị được thu gom"},
           92.5,
           Direction::at_least,
           92.61,
           94.2,
           95.8,
           99970,
           0.04},
          {"t22_forest",
           "",
           "environment",
           "%",
           22,
           {"Forest cover, with fruit trees on slopes",
            "Tỷ lệ che phủ rừng (gồm cả cây ăn quả trên đất dốc)"},
           50,
           Direction::at_least,
           45.1,
           46.9,
           48.8,
           0,
           3.1}};
}

void add_omitted(model::Program& program) {
  const base::Label none{"The report gives no base figure", "Báo cáo không có số liệu gốc"};
  const auto add = [&](const char* code, int number, const char* part, base::Label label,
                       const base::Label& reason) {
    model::Target target;
    target.code = code;
    target.plan = "2021-2025";
    target.number = number;
    target.part = part;
    target.label = std::move(label);
    target.reason = reason;
    program.targets.push_back(target);
  };
  add("t10_district_out", 10, "c",
      {"Districts taken off the list of poor districts",
       "Số huyện được đưa ra khỏi danh sách huyện nghèo"},
      {"Decided by the centre on criteria not in the report; no district figures",
       "Do Trung ương công nhận theo tiêu chí không có trong báo cáo; không có số liệu cấp "
       "huyện"});
  add("t15_offices", 15, "a",
      {"Offices, firms and schools meeting the security standard",
       "Cơ quan, doanh nghiệp, trường học đạt tiêu chuẩn \"An toàn về an ninh, trật tự\""},
      none);
  add("t16_internet", 16, "", {"Internet users", "Tỷ lệ người sử dụng internet"}, none);
}

}  // namespace

void add_target(store::ScenarioRecord& scenario, const SampleTarget& sample) {
  model::Variable variable;
  variable.name = sample.code + "_figure";
  variable.label = sample.label;
  variable.unit = sample.unit;
  variable.indicator = true;
  scenario.program.variables.push_back(variable);

  model::Target target;
  target.code = sample.code;
  target.plan = "2021-2025";
  target.number = sample.number;
  target.part = sample.part;
  target.theme = sample.theme;
  target.label = sample.label;
  target.indicator = variable.name;
  target.variable = model::VariableId(scenario.program.variables.size() - 1);
  target.year = 2025;
  target.direction = sample.direction;
  target.value = sample.value;
  target.high = nan;
  target.unit = sample.unit;
  scenario.program.targets.push_back(target);

  summarise::TargetCount count;
  count.target = scenario.program.targets.size() - 1;
  count.hits = sample.hits;
  count.shortfall = sample.hits == scenario.summary.paths ? nan : sample.shortfall;
  count.figure = spread_of(sample);
  scenario.summary.targets.push_back(count);
}

store::ScenarioRecord empty_scenario(const std::string& name, std::uint64_t paths) {
  store::ScenarioRecord scenario;
  model::Program& program = scenario.program;
  program.scenario = name;
  program.title = {"Sơn La development model", "Mô hình phát triển tỉnh Sơn La"};
  program.region = {"Sơn La", "Tỉnh Sơn La"};
  program.base_year = 2020;
  program.end_year = 2025;
  program.unit_labels = {{"%/year", {"%/year", "%/năm"}},
                         {"million VND/person", {"million VND per head", "triệu đồng/người"}},
                         {"billion VND", {"billion VND", "tỷ đồng"}},
                         {"doctor/10000 person", {"doctors per 10,000", "bác sĩ/10.000 dân"}},
                         {"commune", {"communes", "xã"}}};
  scenario.summary.paths = paths;
  scenario.summary.seed = 2021;
  scenario.summary.years = {2021, 2022, 2023, 2024, 2025};
  scenario.summary.met_count = {paths};
  return scenario;
}

void fill_together(store::ScenarioRecord& scenario) {
  summarise::Summary& summary = scenario.summary;
  const auto paths = static_cast<double>(summary.paths);
  const std::size_t n = summary.targets.size();
  const auto missed = [&](std::size_t i) {
    return 1 - static_cast<double>(summary.targets[i].hits) / paths;
  };
  const auto as_count = [&](double share) {
    return static_cast<std::uint64_t>(std::llround(share * paths));
  };

  std::vector<double> met = {1};  // chance of meeting exactly k of the first targets
  for (std::size_t i = 0; i < n; ++i) {
    met.push_back(0);
    for (std::size_t k = met.size(); k-- > 0;) {
      met[k] = met[k] * missed(i) + (k > 0 ? met[k - 1] * (1 - missed(i)) : 0);
    }
  }
  summary.met_count.clear();
  for (const double share : met) summary.met_count.push_back(as_count(share));
  summary.all_met = summary.met_count.back();
  summary.both_missed.assign(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      summary.both_missed[i * n + j] = as_count(i == j ? missed(i) : missed(i) * missed(j));
    }
  }
}

store::ScenarioRecord plan_scenario(const std::string& name, std::uint64_t paths) {
  store::ScenarioRecord scenario = empty_scenario(name, paths);
  model::Program& program = scenario.program;
  program.label = {"Trend continues", "Xu thế hiện tại tiếp diễn"};
  program.description = {"Every indicator keeps the drift its history shows; no new policy.",
                         "Các chỉ tiêu giữ xu thế như số liệu quá khứ; không có chính sách mới."};
  for (SampleTarget target : plan_targets()) {
    target.hits = target.hits * paths / 100000;
    add_target(scenario, target);
  }
  add_omitted(program);
  fill_together(scenario);

  summarise::Summary& summary = scenario.summary;
  const std::size_t n = summary.targets.size();
  const auto relate = [&](std::size_t i, std::size_t j, double share) {
    const auto both = static_cast<std::uint64_t>(share * static_cast<double>(paths));
    summary.both_missed[i * n + j] = summary.both_missed[j * n + i] = both;
  };
  relate(0, 1, 0.38);  // growth and GRDP per head: 35 % by chance
  relate(1, 3, 0.22);
  relate(4, 5, 0.19);
  summary.targets[7].only_miss = paths / 500;
  summary.groups = {
      {"economy", {}, {0, 1, 2}, paths / 50},
      {"society", {}, {3, 4, 5}, paths / 5},
      {"environment", {}, {6, 7}, 0},
      {"heart",
       {"Growth, poverty and forest cover", "Tăng trưởng, giảm nghèo, che phủ rừng"},
       {0, 7},
       0}};
  return scenario;
}

store::RunRecord plan_record(std::size_t scenarios) {
  constexpr std::uint64_t paths = 100000;
  store::RunRecord record;
  record.program_version = "0.1.0";
  record.seed = 2021;
  record.paths = paths;
  for (std::size_t i = 0; i < scenarios; ++i) {
    record.scenarios.push_back(plan_scenario("scenario_" + std::to_string(i + 1)));
    if (i == 0) continue;
    model::Program& program = record.scenarios.back().program;
    program.label.en += ", variant " + std::to_string(i);
    program.label.vi += ", phương án " + std::to_string(i);
  }
  return record;
}

VerdictOptions in(base::Language language) {
  VerdictOptions options;
  options.language = language;
  return options;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

int widest(const std::string& text) {
  int width = 0;
  for (const std::string& line : lines_of(text)) width = std::max(width, display_columns(line));
  return width;
}

}  // namespace prospect::report
