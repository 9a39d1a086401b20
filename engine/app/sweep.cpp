#include "app/sweep.hpp"

#include <fmt/format.h>

#include "app/refuse.hpp"
#include "app/run.hpp"
#include "app/sobol.hpp"
#include "app/stored.hpp"
#include "app/sweep_grid.hpp"
#include "read/files.hpp"

namespace prospect::app {
namespace {

/// Into a result that is there: its seed, year and new figures are the sweep's.
int store_in(RunRequest request, const std::string& file, SharedRun* shared) {
  const base::FileLock lock = alone_at(file);
  const auto record = load_result(file);
  if (progress_at(file)) {
    refuse(fmt::format("'{}' has a run on its way", file),
           fmt::format("prospect extend {} goes on with it; or remove {}", file, progress_file(file)));
  }
  request.output = file;
  request.into_result = true;
  request.seed = record.seed;
  request.as_of = record.as_of;
  request.observe = record.observed;
  if (is_of_points(record)) {
    say_aside(fmt::format("NOTE: '{}' was run on Sobol' points; the points of the sweep share plain random worlds",
                          file));
  }
  const read::Disk disk;
  Progress progress(request.patience, file);
  return sweep_into_result(request, disk, {&progress, {}, &record, {}, shared}, record);
}

}  // namespace

int sweep_command(SweepRequest request, SharedRun* shared) {
  if (!request.store.empty() && (request.output_said || request.worlds_said)) {
    refuse("--store puts the sweep into a result, whose seed, year and new figures it takes",
           "leave --output, --seed, --as-of and --observe out, or --store");
  }
  const auto grid = read_grid(request.grid, read::Disk(), request.as_of);
  request.grid = grid.file;
  request.scenarios = grid.scenarios;
  if (!request.paths_said) request.paths = grid.paths.value_or(sweep_paths_if_not_said);
  if (!request.store.empty()) return store_in(request, request.store, shared);
  if (!request.output_said) request.output = grid.name + ".h5";
  return run_command(request, shared);
}

}  // namespace prospect::app
