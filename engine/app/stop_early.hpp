#pragma once
/// Runs all scenarios to the same number of paths, the first at which what was asked is clear.

#include "analyse/stopped.hpp"
#include "app/request.hpp"
#include "app/simulate_scenario.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

/// Paths that are run at the most when no one says how many.
inline constexpr std::uint64_t most_early_paths = 10'000'000;

[[nodiscard]] inline bool stops_early(const RunRequest& request) {
  return request.precision != 0 || request.decide != 0;
}

/// Throws base::Rejected if the request's --precision, --decide or --target make no sense.
void check_stopping(const RunRequest& request);

/// What the run is to wait for, nothing counted yet: of every scenario the goals the request names; if it
/// names none, each assessed target and all together. Throws base::Rejected.
[[nodiscard]] analyse::Stopped waited_for(const RunRequest& request, const store::RunRecord& record);

/// Runs scenario number `number` until `paths` are done.
using GoOn = std::function<void(std::size_t number, std::uint64_t paths)>;

/// Goes on with `runs`, one a scenario, look by look, until all is clear or `request.paths` are run. Those that are
/// partly done go on at the look they were on their way to.
void run_until_clear(const RunRequest& request, std::vector<ScenarioRun>& runs, analyse::Stopped& stopped,
                     const GoOn& go_on);

}  // namespace prospect::app
