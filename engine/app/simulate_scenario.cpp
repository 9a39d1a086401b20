#include "app/simulate_scenario.hpp"

#include <algorithm>
#include <utility>

#include "base/archive.hpp"
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
  const std::uint64_t chunks = plan.conditions.empty() ? 1 : most_pilot_chunks;
  for (std::uint64_t chunk = 0; chunk < chunks && counted < enough_for_pilot; ++chunk) {
    pilot.first_path = chunk * simulate::chunk_paths;
    simulate::run_in_order(crew, pilot, [&](const simulate::PathBlock& block) {
      for (std::size_t l = 0; l < block.lanes_used(); ++l) counted += block.counts(l) ? 1U : 0U;
      gatherer.pilot(block);
    });
  }
}

/// Who takes the blocks of a run.
struct Takers {
  summarise::Gatherer* gatherer = nullptr;
  KeptPathsReceiver* kept = nullptr;
  StreamedPaths* streamed = nullptr;
  const std::function<void(std::uint64_t done)>* seen = nullptr;
  const std::function<void(const simulate::PathBlock&, int thread)>* watch = nullptr;
};

/// Runs the paths of `plan`, or whole chunks of them until it is stopped; returns the number of the first path that was
/// not run.
std::uint64_t run_plan(simulate::Crew& crew, const simulate::Plan& plan, const Takers& to,
                       const std::atomic<bool>* stop = nullptr) {
  const std::uint64_t before = plan.first_path / simulate::chunk_paths, end = plan.first_path + plan.paths;
  const auto chunks = simulate::run(
      crew, plan,
      {[&](const simulate::PathBlock& block, int thread) {
         if (to.gatherer != nullptr) to.gatherer->add(block, thread);
         if (to.kept != nullptr) to.kept->take(block);
         if (to.streamed != nullptr) to.streamed->take(block, thread);
         if (to.watch != nullptr && *to.watch) (*to.watch)(block, thread);
       },
       [&](std::uint64_t chunk, int thread) {
         if (to.gatherer != nullptr) to.gatherer->close_chunk(before + chunk, thread);
         if (to.streamed != nullptr) to.streamed->close(before + chunk, thread);
         if (to.seen != nullptr && *to.seen) {
           (*to.seen)(std::min(plan.first_path + (chunk + 1) * simulate::chunk_paths, end));
         }
       }},
      stop);
  return std::min(plan.first_path + chunks * simulate::chunk_paths, end);
}

}  // namespace

ScenarioRun::ScenarioRun(std::unique_ptr<simulate::Prepared> prepared, simulate::Plan plan)
    : prepared_(std::move(prepared)),
      crew_(std::make_unique<simulate::Crew>(*prepared_, plan.conditions, plan.threads)),
      plan_(std::move(plan)),
      gatherer_(std::make_unique<summarise::Gatherer>(prepared_->program, plan_, plan_.threads)) {
  const auto& program = prepared_->program;
  for (std::size_t t = 0; t < program.targets.size(); ++t) {
    if (program.targets[t].variable) assessed_.push_back(t);
  }
  groups_ = summarise::find_groups(program, assessed_);
}

ScenarioRun::ScenarioRun(const model::Program& program, const calibrate::Estimate& estimate, simulate::Plan plan,
                         std::uint64_t keep, store::PathSink* sink)
    : ScenarioRun(std::make_unique<simulate::Prepared>(program, estimate, plan.seed), std::move(plan)) {
  PROSPECT_EXPECT(sink == nullptr || plan_.conditions.empty());
  keep_ = keep;
  if (sink == nullptr) kept_ = std::make_unique<KeptPathsReceiver>(program, keep);
  look_ahead();
  if (sink != nullptr) streamed_ = std::make_unique<StreamedPaths>(program, *sink, keep, plan_.threads);
}

ScenarioRun::ScenarioRun(const model::Program& program, const calibrate::Estimate& estimate, simulate::Plan plan,
                         lanes::Tables& curves, std::function<void(const simulate::PathBlock&, int thread)> watch)
    : ScenarioRun(std::make_unique<simulate::Prepared>(program, estimate, plan.seed, curves), std::move(plan)) {
  watch_ = std::move(watch);
  look_ahead();
}

void ScenarioRun::look_ahead() {
  run_pilot(*crew_, plan_, *gatherer_);
  gatherer_->fix_ranges();
}

void ScenarioRun::begin_at(std::uint64_t first_path) {
  PROSPECT_EXPECT(done_ == 0 && first_path % simulate::chunk_paths == 0);
  from_ = done_ = first_path;
}

bool ScenarioRun::take_in(std::string_view tally) {
  PROSPECT_EXPECT(done_ % simulate::chunk_paths == 0);
  base::Archive archive(tally);
  archive.agreed(tally_form);
  archive.agreed(plan_.seed);
  std::uint64_t from = 0, done = 0;
  archive.part(from);
  archive.part(done);
  const bool fits = archive.sound() && from == done_ && done >= from && done % simulate::chunk_paths == 0;
  if (!fits || !gatherer_->add_state(archive.left(), done - from)) return false;
  done_ = done;
  tally_.clear();
  return true;
}

bool ScenarioRun::go_on(std::uint64_t paths, const std::atomic<bool>* stop,
                        const std::function<void(std::uint64_t done)>& seen) {
  PROSPECT_EXPECT(paths >= done_ && done_ % simulate::chunk_paths == 0);
  const Takers to{gatherer_.get(), kept_.get(), streamed_.get(), &seen, &watch_};
  const auto run_to = [&](std::uint64_t end) {
    if (end == done_) return;
    simulate::Plan part = plan_;
    part.first_path = done_;
    part.paths = end - done_;
    done_ = run_plan(*crew_, part, to, stop);
    tally_.clear();
  };
  // What follows a whole chunk can be added later, what follows a part of one cannot.
  const std::uint64_t whole = paths / simulate::chunk_paths * simulate::chunk_paths;
  if (whole > done_) run_to(whole);
  if (done_ < whole) return false;
  if (paths > whole) {
    tally_ = this->tally();
    if (stop != nullptr && *stop) return false;
    const std::string kept = std::move(tally_);
    run_to(paths);
    tally_ = kept;
  }
  plan_.paths = paths;
  return true;
}

std::string ScenarioRun::tally() {
  if (!tally_.empty()) return tally_;
  PROSPECT_EXPECT(done_ % simulate::chunk_paths == 0);
  base::Archive archive;
  archive.agreed(tally_form);
  archive.agreed(plan_.seed);
  archive.part(from_);
  archive.part(done_);
  tally_ = archive.bytes() + gatherer_->state();
  return tally_;
}

void ScenarioRun::keep_taken_in() {
  simulate::Plan part = plan_;
  part.first_path = 0;
  // Whole chunks: their last paths are looked at and not kept.
  part.paths = std::min(done_, (keep_ + simulate::chunk_paths - 1) / simulate::chunk_paths * simulate::chunk_paths);
  if (part.paths > 0) run_plan(*crew_, part, {nullptr, kept_.get(), streamed_.get(), nullptr, nullptr});
}

summarise::Summary simulate_counts(const model::Program& program, const calibrate::Estimate& estimate,
                                   const simulate::Plan& plan) {
  summarise::Gatherer gatherer(program, plan, plan.threads);
  gatherer.fix_ranges();
  const simulate::Prepared prepared(program, estimate, plan.seed);
  simulate::Crew crew(prepared, plan.conditions, plan.threads);
  run_plan(crew, plan, {&gatherer, nullptr, nullptr, nullptr, nullptr});
  return gatherer.finish();
}

}  // namespace prospect::app
