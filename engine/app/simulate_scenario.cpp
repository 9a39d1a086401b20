#include "app/simulate_scenario.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "simulate/chosen_words.hpp"
#include "simulate/simulate.hpp"
#include "summarise/groups.hpp"

namespace prospect::app {
namespace {

/// Paths that count which a pilot under conditions looks for, and the chunks it looks through.
constexpr std::uint64_t enough_for_pilot = 1024, most_pilot_chunks = 24;

/// Where every path counts and words are plain ones, only the paths are run that the gatherer would look at.
void run_pilot(simulate::Crew& crew, const simulate::Plan& plan, summarise::Gatherer& gatherer) {
  using summarise::pilot_dense, summarise::pilot_stride;
  simulate::Plan pilot = plan;
  pilot.first_path = 0;
  pilot.paths = simulate::chunk_paths;
  if (plan.conditions.empty() && plan.sampling == simulate::Sampling::plain) {
    pilot.paths = simulate::ChosenWords::count(pilot.paths, pilot_dense, pilot_stride);
    pilot.words = [] { return std::make_unique<simulate::ChosenWords>(pilot_dense, pilot_stride); };
    simulate::run_in_order(crew, pilot, [&](const auto& block) { gatherer.pilot_chosen(block); });
    return;
  }
  std::uint64_t counted = 0;
  const std::uint64_t chunks =
      plan.conditions.empty() ? 1 : std::clamp<std::uint64_t>(plan.chunks(), 1, most_pilot_chunks);
  for (std::uint64_t chunk = 0; chunk < chunks && counted < enough_for_pilot; ++chunk) {
    pilot.first_path = chunk * simulate::chunk_paths;
    simulate::run_in_order(crew, pilot, [&](const simulate::PathBlock& block) {
      for (std::size_t l = 0; l < block.lanes_used(); ++l) counted += block.counts(l) ? 1U : 0U;
      gatherer.pilot(block);
    });
  }
}

/// Runs the paths of `plan` into a gatherer that has seen all before them.
void run_plan(simulate::Crew& crew, const simulate::Plan& plan, summarise::Gatherer& gatherer, KeptPathsReceiver* kept,
              StreamedPaths* streamed) {
  const std::uint64_t before = plan.first_path / simulate::chunk_paths;
  simulate::run(crew, plan,
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
    : prepared_(std::make_unique<simulate::Prepared>(program, estimate, plan.seed)),
      crew_(std::make_unique<simulate::Crew>(*prepared_, plan.conditions, plan.threads)),
      plan_(std::move(plan)),
      gatherer_(std::make_unique<summarise::Gatherer>(program, plan_, plan_.threads)),
      kept_(sink == nullptr ? std::make_unique<KeptPathsReceiver>(program, keep) : nullptr) {
  PROSPECT_EXPECT(sink == nullptr || plan_.conditions.empty());
  for (std::size_t t = 0; t < program.targets.size(); ++t) {
    if (program.targets[t].variable) assessed_.push_back(t);
  }
  groups_ = summarise::find_groups(program, assessed_);
  run_pilot(*crew_, plan_, *gatherer_);
  gatherer_->fix_ranges();
  if (sink != nullptr) streamed_ = std::make_unique<StreamedPaths>(program, *sink, keep, plan_.threads);
}

void ScenarioRun::go_on(std::uint64_t paths) {
  PROSPECT_EXPECT(paths >= done_ && done_ % simulate::chunk_paths == 0);
  plan_.paths = paths;
  simulate::Plan part = plan_;
  part.first_path = done_;
  part.paths = paths - done_;
  run_plan(*crew_, part, *gatherer_, kept_.get(), streamed_.get());
  done_ = paths;
}

summarise::Summary simulate_counts(const model::Program& program, const calibrate::Estimate& estimate,
                                   const simulate::Plan& plan) {
  summarise::Gatherer gatherer(program, plan, plan.threads);
  gatherer.fix_ranges();
  const simulate::Prepared prepared(program, estimate, plan.seed);
  simulate::Crew crew(prepared, plan.conditions, plan.threads);
  run_plan(crew, plan, gatherer, nullptr, nullptr);
  return gatherer.finish();
}

}  // namespace prospect::app
