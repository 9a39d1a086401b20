#include "app/scenario_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "analyse/audit.hpp"
#include "app/conditions.hpp"
#include "app/refuse.hpp"
#include "app/run.hpp"
#include "app/sobol.hpp"
#include "app/stop_early.hpp"
#include "app/sweep_grid.hpp"
#include "base/problem.hpp"
#include "calibrate/fit.hpp"
#include "model/display.hpp"
#include "model/ledger.hpp"
#include "model/model.hpp"
#include "read/read.hpp"

namespace prospect::app {
namespace {

/// Reads and compiles all scenarios, with every problem of all of them.
void compile_all(const RunRequest& request, const read::FileSource& files,
                 store::RunRecord& record) {
  base::Problems problems;
  std::set<std::string> names;
  read::Parsed parsed;   // scenarios share a model
  for (const auto& file : request.scenarios) {
    try {
      const auto inputs = read::load(file, files, request.observe, &parsed);
      store::ScenarioRecord scenario;
      scenario.program = model::compile(inputs, request.as_of);
      scenario.display = model::display(inputs, scenario.program);
      scenario.file = file;
      if (!names.insert(scenario.program.scenario).second) {
        problems.add("bad-argument", {},
                     fmt::format("two scenarios are called '{}'", scenario.program.scenario),
                     "give each file once, and no two files one name");
      }
      for (const auto& [name, text] : inputs.texts) record.texts[name] = text;
      if (record.scenarios.empty()) record.audit = analyse::audit(model::ledger(inputs));
      record.scenarios.push_back(std::move(scenario));
    } catch (const base::Rejected& rejected) {
      problems.add(rejected.problems());
    }
  }
  base::reject_if_errors(problems);
}

/// The posteriors of the scenario's blocks, for the result file.
void remember_fits(const calibrate::Estimate& estimate, store::RunRecord& record) {
  for (const auto& block : estimate.blocks) {
    const bool there = std::any_of(record.fits.begin(), record.fits.end(),
                                   [&](const auto& fit) { return fit->key == block.posterior->key; });
    if (!there && !block.posterior->impossible) record.fits.push_back(block.posterior);
  }
}

/// What all scenarios of a run are made of, before the first is fitted.
store::RunRecord compiled_record(const RunRequest& request, const read::FileSource& files) {
  store::RunRecord record;
  record.program_version = program_version;
  record.seed = request.seed;
  record.paths = request.paths;
  record.as_of = request.as_of;
  if (!request.observe.empty()) {
    record.observed = std::filesystem::path(request.observe).lexically_normal().generic_string();
  }
  check_stopping(request);
  check_sampling(request);
  compile_all(request, files, record);
  return record;
}

/// The points of the run; none where paths are plain ones.
std::shared_ptr<const lanes::SobolPoints> points_asked(const RunRequest& request,
                                                       const store::RunRecord& record) {
  if (request.sampling == simulate::Sampling::plain) return nullptr;
  std::vector<const model::Program*> programs;
  for (const auto& scenario : record.scenarios) programs.push_back(&scenario.program);
  return points_of(programs, request.seed);
}

/// Where part number `part` of a run ends: whole chunks. What is left of the last one is run when parts are joined.
std::uint64_t place_of(const RunRequest& request, std::uint64_t part) {
  return request.paths / simulate::chunk_paths * part / request.parts * simulate::chunk_paths;
}

}  // namespace

ScenarioRuns::ScenarioRuns(const RunRequest& request, const read::FileSource& files)
    : request_(request),
      record_(compiled_record(request, files)),
      fits_(request.refit),
      points_(points_asked(request, record_)),
      words_(points_ ? simulate::sobol_words(points_) : simulate::plain_words()) {
  if (request.grid.empty()) return;
  grid_ = read_grid(request.grid, files, request.as_of);
  if (grid_->scenarios != request.scenarios) refuse("the scenarios are not those of the grid", "run the sweep anew");
  record_.texts[grid_->file] = grid_->text;
}

void ScenarioRuns::fit(std::size_t number, const std::function<void()>& watch) {
  auto& scenario = record_.scenarios[number];
  const auto* before = number == 0 ? nullptr : &record_.scenarios.front().estimate;
  scenario.estimate = calibrate::fit(scenario.program, {request_.seed, threads_of(request_), before, &fits_, watch});
  remember_fits(scenario.estimate, record_);
}

ScenarioRun ScenarioRuns::start(std::size_t number, store::PathSink* sink) const {
  const auto& scenario = record_.scenarios[number];
  simulate::Plan plan;
  plan.seed = request_.seed;
  plan.paths = request_.paths;
  plan.threads = threads_of(request_);
  plan.conditions = conditions_of(scenario.program, scenario.estimate, request_.seed);
  plan.sampling = request_.sampling;
  plan.words = words_;
  ScenarioRun run(scenario.program, scenario.estimate, std::move(plan), std::min(request_.keep_paths, request_.paths),
                  sink);
  run.begin_at(asked_for().first);
  return run;
}

PathRange ScenarioRuns::asked_for() const {
  if (request_.parts == 0) return {0, request_.paths};
  return {place_of(request_, request_.part - 1), place_of(request_, request_.part)};
}

}  // namespace prospect::app
