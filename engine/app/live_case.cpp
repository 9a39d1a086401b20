#include "app/live_case.hpp"

#include <algorithm>

#include "app/run.hpp"
#include "base/check.hpp"

namespace prospect::app {

store::RunRecord record_of(const WhatIf& of, const WhatIfCase& what) {
  store::RunRecord record;
  record.program_version = program_version;
  record.seed = of.about().seed;
  auto& scenario = record.scenarios.emplace_back();
  scenario.program = what.one.program;
  scenario.display = what.display;
  scenario.file = what.one.file;
  return record;
}

LiveCase::LiveCase(WhatIf& of, std::shared_ptr<const WhatIfCase> what)
    : of_(of),
      what_(std::move(what)),
      hits_(std::make_shared<analyse::WorldHits>(what_->one.program, threads_of(of.request()))) {}

bool LiveCase::go_on(std::uint64_t worlds, const std::atomic<bool>* stop) {
  if (worlds <= done_) return true;
  // What ended within a chunk, or was put to rest, begins anew: the same worlds give the same bits.
  if (!run_ || run_->done() % simulate::chunk_paths != 0) {
    rest();
    auto plan = of_.plan_for(*what_);
    plan.paths = worlds;
    run_ = std::make_unique<ScenarioRun>(
        what_->one.program, what_->one.estimate, std::move(plan), of_.curves(),
        [this](const simulate::PathBlock& block, int thread) { hits_->add(block, thread); });
  }
  hits_->make_room(worlds);
  const bool complete = run_->go_on(worlds, stop);
  // Begun anew and stopped, the run may be behind what was counted before: that stays.
  done_ = std::max(done_, run_->done());
  return complete;
}

const store::RunRecord& LiveCase::record() {
  PROSPECT_EXPECT(run_ || record_);
  if (!run_ || run_->done() < done_) return *record_;
  if (!record_) record_ = std::make_unique<store::RunRecord>(record_of(of_, *what_));
  record_->paths = done_;
  record_->scenarios.front().summary = run_->finish();
  return *record_;
}

void LiveCase::rest() {
  if (!run_) return;
  static_cast<void>(record());
  run_.reset();
}

}  // namespace prospect::app
