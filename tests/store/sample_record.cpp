#include "sample_record.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <fstream>
#include <limits>
#include <sstream>

namespace prospect::store {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

model::Variable variable(const std::string& name, const base::Label& label,
                         const std::string& unit) {
  model::Variable v{};
  v.name = name;
  v.label = label;
  v.unit = unit;
  v.theme = "economy";
  v.kind = model::Variable::Kind::state;
  v.indicator = true;
  v.link = model::Link::log;
  v.limit_low = 0;
  v.limit_high = infinity;
  v.series = name;
  v.family = "output";
  v.law = "trend." + name;
  v.source = "Biểu 01";
  return v;
}

summarise::Spread spread(double middle) {
  return {middle, 1, middle - 3, middle + 3,
          {middle - 2, middle - 1.5, middle - 1, middle, middle + 1, middle + 1.5, middle + 2},
          0.25};
}

model::Target target(const std::string& code, const std::string& indicator) {
  model::Target t{};
  t.code = code;
  t.plan = "2021-2025";
  t.theme = "economy";
  t.number = 7;
  t.label = {"target " + code, "Chỉ tiêu " + code};
  t.indicator = indicator;
  t.test = model::Target::Test::ever;
  t.direction = model::Target::Direction::at_most;
  t.from = 2021;
  t.year = 2022;
  t.value = 7.5;
  t.high = 8;
  t.low_bound = -infinity;
  t.high_bound = 0.075;
  t.unit = "%";
  t.tolerance = 0.05;
  t.reason = {"no history", "chưa có số liệu"};
  t.printed = "7,5%";
  t.place_in_report = "II.3, số 7";
  return t;
}

void add_program(model::Program& p) {
  p.scenario = "co_so";
  p.title = {"Son La plan", "Kế hoạch Sơn La"};
  p.region = {"Son La", "Sơn La"};
  p.label = {"baseline", "Kịch bản cơ sở"};
  p.description = {"as it goes", ""};
  p.base_year = 2020;
  p.end_year = 2022;
  p.variables = {variable("hidden_one", {}, "person"),
                 variable("grdp", {"GRDP", "Tổng sản phẩm"}, "billion VND"),
                 variable("poverty", {"poverty", "Tỷ lệ hộ nghèo"}, "%")};
  p.variables[0].indicator = false;
  p.targets = {target("1a", "grdp"), target("2", "unknown"), target("1b", "hidden_one")};
  p.targets[0].variable = model::VariableId(1);
  p.targets[2].variable = model::VariableId(0);
  p.joints = {{"core", {"core targets", "Chỉ tiêu chính"}, {0, 2}}};
  p.settings = {{"lever", "growth", {"growth", "tăng trưởng"}, "%/year", "7.5", "V.1", false},
                {"event", "flood", {"flood", "lũ"}, "1", "0.1", "", true}};
  p.unit_labels = {{"%", {"%", "%"}}, {"billion VND", {"billion VND", "tỷ đồng"}}};
  p.notes.add("unused-name", {"model.toml", 3, 5, 7}, "'x' is never used", "remove it");
}

void add_estimate(ScenarioRecord& record) {
  model::Parameter drift{};
  drift.name = "drift.grdp";
  drift.label = {"drift", "xu thế"};
  drift.unit = "1/year";
  drift.role = model::Parameter::Role::drift;
  drift.of = model::VariableId(1);
  drift.prior_text = "normal(0, 1)";
  model::Parameter given{};
  given.name = "share";
  given.source = "V.1.3";
  model::Parameter level = drift;
  level.name = "level.grdp";
  level.role = model::Parameter::Role::level;
  model::Parameter scale{};
  scale.name = "scale.output";
  scale.role = model::Parameter::Role::family;
  record.program.parameters = {drift, given, level, scale};
  record.estimate.learned = {{0, 2, -3, 3, 0.5, 1, -1, 0.5, 2, 6, 0, 0.5, false},
                             {none, none, none, none, 3, 0, 3, 3, 3, 0, 0, none, true},
                             {none, none, none, none, 7, 0.5, 6, 7, 8, 6, 0, none, false},
                             {0.1, 0.2, 0.01, 0.4, 0.03, 0.01, 0.01, 0.03, 0.05, 18, 1500, 0.05, false}};
  record.posterior = {0.5, 3, 7, 0.03, 0.25, 3, 7.5, 0.04};   // two draws of four parameters
  model::Family output;
  output.name = "output";
  output.label = {"output", "sản lượng"};
  record.program.families = {output};
  record.estimate.families = {{"output", 2, 3, 0.03, 0.8, 0.5, 0.25, 4.5, -12.5}};
}

/// Names those of add_program and add_summary.
void add_display(model::Display& display) {
  display.charts = {{"growth", {"Growth", "Tăng trưởng"}, "1a", "grdp", "poverty"},
                    {"poor", {"The poor", ""}, "1b", "poverty", ""}};
  display.past = {{"grdp", {"Output", "Sản lượng"}, 2019, 6.5, "billion VND", "actual", "Biểu 01, I"},
                  {"grdp", {"Output", "Sản lượng"}, 2020, 7, "billion VND", "estimate", ""}};
}

void add_summary(summarise::Summary& s) {
  s.seed = 42;
  s.first_path = 100;
  s.paths = 1000;
  s.simulated = 4000;
  s.observed = {{"grdp", 2021, 7.25, 0.5, true, false, 1000}, {"poverty", 2021, 12, none, false, true, 4000}};
  s.failed = 3;
  s.faults = {{"grdp", 2022, "not finite", 3, 117}};
  s.indicators = {model::VariableId(1), model::VariableId(2)};
  s.years = {2021, 2022};
  s.spreads = {{spread(10), spread(20)}, {spread(30), spread(40)}};
  s.targets = {{0, 600, std::nullopt, 0.5, 100, {250, 350}, spread(1)}, {2, 1000, 950, none, 0, {}, spread(2)}};
  s.met_count = {0, 400, 600};
  s.both_missed = {400, 0, 0, 0};
  s.all_met = 600;
  s.groups = {{"economy", {"economy", "kinh tế"}, {0, 1}, 600},
              {"core", {"core targets", "Chỉ tiêu chính"}, {1}, 1000}};
  s.scramblings = {{501, {310, 501}, {0, 471}, {310, 501}, {0, 191, 310}},
                   {499, {290, 499}, {0, 479}, {290, 499}, {0, 209, 290}}};
  s.coordinates = 640;
  s.plain_words = 3;
}

}  // namespace

analyse::Sweep sample_grid() {
  analyse::Sweep sweep;
  sweep.name = "lưới";
  sweep.label = {"two levers", "hai biến"};
  sweep.file = "data/model.toml";
  sweep.asked = "sweep data/model.toml";
  sweep.paths = 1000;
  sweep.scenarios = {{"co_so", {"baseline", "Kịch bản cơ sở"}, {7.25, 0.5}}, {"thấp", {"low", ""}, {}}};
  sweep.levers = {{"growth", {"growth", "tăng trưởng"}, "%/year", 1, {8, 7, 6}, 0.25},
                  {"forest", {"forest cover", "độ che phủ"}, "%", 0, {40, 50}}};
  sweep.goals = {{"1a", {"target 1a", "Chỉ tiêu 1a"}}, {"core", {"core targets", ""}}, {"all", {"all", "tất cả"}}};
  for (std::int32_t scenario = 0; scenario < 2; ++scenario) {
    for (const double growth : {6, 7, 8}) {
      for (const double forest : {40, 50}) {
        const auto row = static_cast<std::int64_t>(sweep.scenario.size());
        sweep.scenario.push_back(scenario);
        sweep.setting.insert(sweep.setting.end(), {growth, forest});
        sweep.counted.push_back(1000 - row);
        sweep.failed.push_back(row == 3 ? 5 : 0);
        sweep.hits.insert(sweep.hits.end(), {50 * row, 900, row == 0 ? 0 : 30 * row + 1});
      }
    }
  }
  return sweep;
}

analyse::Sweep sample_hypercube() {
  analyse::Sweep sweep = sample_grid();
  sweep.name = "luoi";
  sweep.design = analyse::SweepDesign::latin_hypercube;
  sweep.scenarios.resize(1);
  sweep.levers[0].values = {5.5, 8.5};
  sweep.levers[1].values = {37, 55};
  sweep.goals.resize(1);
  sweep.scenario = {0, 0, 0};
  sweep.setting = {6.1, 52, 7.9, 39, 7, 46};
  sweep.counted = {1000, 1000, 0};   // of the last no path counts
  sweep.failed = {0, 1, 0};
  sweep.hits = {1000, 250, 0};
  return sweep;
}

ScenarioRecord bare_scenario() {
  ScenarioRecord record;
  record.program.scenario = "thấp";
  record.program.base_year = 2020;
  record.program.end_year = 2021;
  record.program.variables = {variable("grdp", {"GRDP", ""}, "billion VND")};
  record.summary.indicators = {model::VariableId(0)};
  record.summary.years = {2021};
  record.summary.spreads = {{spread(none)}};
  record.summary.met_count = {0};
  return record;
}

RunRecord sample_record() {
  RunRecord run;
  run.program_version = "0.1.0";
  run.seed = 0xFEDCBA9876543210;
  run.paths = 1000;
  run.observed = "empty.csv";
  run.as_of = 2019;
  run.texts = {{"data/model.toml", "title = \"Kế hoạch\"\n"}, {"empty.csv", ""}};
  run.audit = {{analyse::Finding::Kind::plan_arithmetic, "grdp", 2025, 7.5, 7.25, 0.05, "%", false,
                {"they differ by 0.25", "chênh lệch 0,25"}}};
  calibrate::BlockPosterior growth{"growth", std::string(64, 'a'), 9, 12, {"trend", "share"}, {}, {}, 457.5, -3.25};
  growth.draws = {{1, -0.5, 1.0 / 3, 2}, {0, 5e-324, 1e300, -1}};
  growth.prior = {{0, 1, -1.6, 0.1, 1.6}, {0.5, 0.25, 0.1, 0.5, 0.9}};
  calibrate::BlockPosterior water{"water", std::string(64, 'b'), 1, 2, {"inflow"}, {{4, 3, 2, 1}}, {}, 2, -1};
  water.prior = {{0, 1, 2, 3, 4}};
  run.fits = {std::make_shared<const calibrate::BlockPosterior>(growth),
              std::make_shared<const calibrate::BlockPosterior>(water)};
  run.answers = {{"explain co_so", "explain", "explain --target 1", {"what drives it", "nguyên nhân"},
                  {{"shares", {{"input", "", std::vector<std::string>{"drought", "mưa"}},
                               {"share", "1", std::vector<double>{0.75, 0.25}}}}}},
                 {"discover co_so", "discover", "discover", {"nothing", ""}, {}}};
  ScenarioRecord full;
  full.file = "data/model.toml";
  add_program(full.program);
  add_estimate(full);
  add_summary(full.summary);
  add_display(full.display);
  // Three paths, two indicators, two years; two targets.
  full.kept = {100, 3, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, {1, 1, 0, 1, 1, 0}};
  full.tally = std::string("counts\0of a run", 15);   // no whole number of words
  run.scenarios = {full, bare_scenario()};
  run.sweeps = {sample_grid(), sample_hypercube()};
  return run;
}

Folder::Folder() {
  static std::atomic<int> made = 0;
  path_ = std::filesystem::temp_directory_path() /
          ("prospect_store_" + std::to_string(getpid()) + "_" + std::to_string(++made));
  std::filesystem::create_directory(path_);
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::ptrdiff_t Folder::count() const {
  return std::distance(std::filesystem::directory_iterator(path_), {});
}

Child::Child(const std::function<int()>& check) : id_(fork()) {
  if (id_ == 0) _exit(check());
}

int Child::end() {
  int status = 0;
  waitpid(id_, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int in_child(const std::function<int()>& check) { return Child(check).end(); }

std::string bytes_of(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

void put_bytes(const std::string& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace prospect::store
