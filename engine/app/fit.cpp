#include "app/fit.hpp"

#include <fmt/format.h>

#include "app/kept_fits.hpp"
#include "app/run.hpp"
#include "app/simulate_scenario.hpp"
#include "calibrate/fit.hpp"
#include "model/model.hpp"
#include "read/read.hpp"
#include "report/fit_checks.hpp"
#include "report/text.hpp"

namespace prospect::app {
namespace {

constexpr std::uint64_t check_paths = 16 * simulate::chunk_paths;

}  // namespace

int fit_command(const FitRequest& request) {
  const read::Disk disk;
  const auto inputs = read::load(request.file, disk);
  store::RunRecord record;
  record.program_version = program_version;
  record.seed = request.seed;
  record.as_of = request.as_of;
  store::ScenarioRecord scenario;
  scenario.program = model::compile(inputs, request.as_of);
  const int threads = threads_of(request);
  KeptFits fits(request.refit);
  scenario.estimate = calibrate::fit(scenario.program, {request.seed, threads, nullptr, &fits});

  simulate::Plan plan;
  plan.seed = request.seed;
  plan.paths = check_paths;
  plan.threads = threads;
  const auto prior = calibrate::before_the_figures(scenario.program);
  const report::FitChecks checks{
      simulate_counts(prior, calibrate::fit(prior, {request.seed, threads, nullptr}), plan),
      simulate_counts(scenario.program, scenario.estimate, plan)};
  record.scenarios.push_back(std::move(scenario));

  report::VerdictOptions options;
  options.language = request.language;
  if (request.json) {
    fmt::print("{}\n", report::fit_json(record, checks));
  } else {
    fmt::print("{}{}", report::estimates(record, options), report::fit_checks(record, checks, options));
  }
  return done;
}

}  // namespace prospect::app
