#include "app/simulate_scenario.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "simulate/simulate.hpp"
#include "summarise/groups.hpp"

namespace prospect::app {
namespace {

/// Paths that count which a pilot under conditions looks for, and the chunks it looks through.
constexpr std::uint64_t enough_for_pilot = 1024, most_pilot_chunks = 24;

void run_pilot(const model::Program& program, const calibrate::Estimate& estimate,
               const simulate::Plan& plan, summarise::Gatherer& gatherer) {
  simulate::Plan pilot = plan;
  pilot.paths = simulate::chunk_paths;
  pilot.threads = 1;
  std::uint64_t counted = 0;
  const std::uint64_t chunks =
      plan.conditions.empty() ? 1 : std::clamp<std::uint64_t>(plan.chunks(), 1, most_pilot_chunks);
  for (std::uint64_t chunk = 0; chunk < chunks && counted < enough_for_pilot; ++chunk) {
    pilot.first_path = chunk * simulate::chunk_paths;
    simulate::run(program, estimate, pilot,
                  {[&](const simulate::PathBlock& block, int) {
                     for (std::size_t l = 0; l < block.lanes_used(); ++l) counted += block.counts(l) ? 1U : 0U;
                     gatherer.pilot(block);
                   },
                   [](auto, int) {}});
  }
}

/// Runs the paths of `plan` into a gatherer that has seen all before them.
void run_plan(const model::Program& program, const calibrate::Estimate& estimate, const simulate::Plan& plan,
              summarise::Gatherer& gatherer, KeptPathsReceiver* kept, StreamedPaths* streamed) {
  const std::uint64_t before = plan.first_path / simulate::chunk_paths;
  simulate::run(program, estimate, plan,
                {[&](const simulate::PathBlock& block, int thread) {
                   gatherer.add(block, thread);
                   if (kept != nullptr) kept->take(block);
                   if (streamed != nullptr) streamed->take(block, thread);
                 },
                 [&](std::uint64_t chunk, int thread) {
                   gatherer.close_chunk(before + chunk, thread);
                   if (streamed != nullptr) streamed->close(before + chunk, thread);
                 }});
}

}  // namespace

ScenarioRun::ScenarioRun(const model::Program& program, const calibrate::Estimate& estimate, simulate::Plan plan,
                         std::uint64_t keep, store::PathSink* sink)
    : program_(&program),
      estimate_(&estimate),
      plan_(std::move(plan)),
      gatherer_(std::make_unique<summarise::Gatherer>(program, plan_, plan_.threads)),
      kept_(sink == nullptr ? std::make_unique<KeptPathsReceiver>(program, keep) : nullptr) {
  PROSPECT_EXPECT(sink == nullptr || plan_.conditions.empty());
  for (std::size_t t = 0; t < program.targets.size(); ++t) {
    if (program.targets[t].variable) assessed_.push_back(t);
  }
  groups_ = summarise::find_groups(program, assessed_);
  run_pilot(program, estimate, plan_, *gatherer_);
  gatherer_->fix_ranges();
  if (sink != nullptr) streamed_ = std::make_unique<StreamedPaths>(program, *sink, keep, plan_.threads);
}

void ScenarioRun::go_on(std::uint64_t paths) {
  PROSPECT_EXPECT(paths >= done_ && done_ % simulate::chunk_paths == 0);
  plan_.paths = paths;
  simulate::Plan part = plan_;
  part.first_path = done_;
  part.paths = paths - done_;
  run_plan(*program_, *estimate_, part, *gatherer_, kept_.get(), streamed_.get());
  done_ = paths;
}

summarise::Summary simulate_counts(const model::Program& program, const calibrate::Estimate& estimate,
                                   const simulate::Plan& plan) {
  summarise::Gatherer gatherer(program, plan, plan.threads);
  gatherer.fix_ranges();
  run_plan(program, estimate, plan, gatherer, nullptr, nullptr);
  return gatherer.finish();
}

}  // namespace prospect::app
