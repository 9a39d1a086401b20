#include "app/rank_work.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "app/kept_fits.hpp"
#include "app/progress.hpp"
#include "app/run.hpp"
#include "app/scenario_runs.hpp"
#include "app/shared_run.hpp"
#include "app/sweep_run.hpp"
#include "base/problem.hpp"
#include "ranks/foreman.hpp"

namespace prospect::app {
namespace {

/// A run as a rank helps with it. The scenario at work is kept from unit to unit.
class Helper {
 public:
  Helper(const std::string& job, ranks::Alive alive)
      : Helper(job_from(job), std::move(alive)) {}

  [[nodiscard]] int threads() const { return threads_of(job_.request); }

  std::string operator()(const std::string& bytes) {
    auto unit = unit_from(bytes);
    if (unit.kind == RankUnit::Kind::points) return bytes_of(count_points(std::move(unit)));
    if (unit.scenario >= runs_.size()) throw base::Failure("rank 0 speaks of a scenario that is not there");
    auto& run = at_work(unit.scenario);
    run.start_over();
    run.run_range(unit.range, nullptr, [this](std::uint64_t) { alive_(); });
    unit.result = run.tally();
    return bytes_of(unit);
  }

 private:
  Helper(RankJob job, ranks::Alive alive)
      : job_(of_this_program(std::move(job))),
        files_(job_.texts),
        runs_(for_helper(job_), files_),
        alive_(std::move(alive)) {
    runs_.fits().offer(job_.fits);
  }

  /// Another build, or another class of machine, may count other bits.
  static RankJob of_this_program(RankJob job) {
    if (job.maker != maker_of_fits()) {
      throw base::Failure("it is another build than rank 0, or its machine is of another class");
    }
    return job;
  }

  /// The cache folder is rank 0's to read and write, and the paths to be kept are run there.
  static const RunRequest& for_helper(RankJob& job) {
    job.request.refit = true;
    job.request.keep_paths = 0;
    job.request.part = job.request.parts = 0;
    return job.request;
  }

  void fit(std::size_t scenario) {
    // The others take over what they share with the first.
    for (const std::size_t number : {std::size_t{0}, scenario}) {
      if (fitted_.insert(number).second) runs_.fit(number, alive_);
    }
  }

  RankUnit count_points(RankUnit unit) {
    run_.reset();
    if (!sweep_) {
      for (std::size_t scenario = 0; scenario < runs_.size(); ++scenario) {
        fit(scenario);
        alive_();
      }
      sweep_ = std::make_unique<SweepRun>(runs_);
    }
    if (unit.range.last > sweep_->size()) throw base::Failure("rank 0 speaks of points that are not there");
    sweep_->start_over();
    sweep_->run_range(unit.range, nullptr, [this](std::uint64_t) { alive_(); });
    unit.result = sweep_->tally();
    return unit;
  }

  ScenarioRun& at_work(std::size_t scenario) {
    if (run_ && number_ == scenario) return *run_;
    run_.reset();
    fit(scenario);
    run_.emplace(runs_.start(scenario));
    number_ = scenario;
    return *run_;
  }

  RankJob job_;
  read::Memory files_;
  ScenarioRuns runs_;
  ranks::Alive alive_;
  std::set<std::size_t> fitted_;
  std::optional<ScenarioRun> run_;
  std::size_t number_ = 0;
  std::unique_ptr<SweepRun> sweep_;
};

}  // namespace

void work_as_rank(ranks::Ranks& ranks) {
  ranks::serve(ranks, [](const std::string& job, const ranks::Alive& alive) {
    auto helper = std::make_shared<Helper>(job, alive);
    return ranks::Hired{helper->threads(), [helper](const std::string& unit) { return (*helper)(unit); }};
  });
}

void end_job(ranks::Ranks& ranks, int code) {
  if (ranks.lost_one()) {
    say_aside("NOTE: a rank that does not answer is ended with the job; what was done is not touched by it");
  }
  if (ranks.lost_one() || code == interrupted) {
    // The launcher hands on what was said as long as this process lives.
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    ranks.end_all(code);
  }
  if (!ranks::dismiss(ranks)) ranks.end_all(code);
  ranks.leave();
}

}  // namespace prospect::app
