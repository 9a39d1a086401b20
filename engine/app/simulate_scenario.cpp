#include "app/simulate_scenario.hpp"

#include <algorithm>

#include "simulate/simulate.hpp"
#include "summarise/gather.hpp"

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

summarise::Summary run_plan(const model::Program& program, const calibrate::Estimate& estimate,
                            const simulate::Plan& plan, summarise::Gatherer& gatherer,
                            KeptPathsReceiver* kept) {
  gatherer.fix_ranges();
  simulate::run(program, estimate, plan,
                {[&](const simulate::PathBlock& block, int thread) {
                   gatherer.add(block, thread);
                   if (kept != nullptr) kept->take(block);
                 },
                 [&](std::uint64_t chunk, int thread) { gatherer.close_chunk(chunk, thread); }});
  return gatherer.finish();
}

}  // namespace

summarise::Summary simulate_scenario(const model::Program& program, const calibrate::Estimate& estimate,
                                     const simulate::Plan& plan, KeptPathsReceiver* kept) {
  summarise::Gatherer gatherer(program, plan, plan.threads);
  run_pilot(program, estimate, plan, gatherer);
  return run_plan(program, estimate, plan, gatherer, kept);
}

summarise::Summary simulate_counts(const model::Program& program, const calibrate::Estimate& estimate,
                                   const simulate::Plan& plan) {
  summarise::Gatherer gatherer(program, plan, plan.threads);
  return run_plan(program, estimate, plan, gatherer, nullptr);
}

}  // namespace prospect::app
