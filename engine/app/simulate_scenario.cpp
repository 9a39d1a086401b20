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
         if (to.gatherer != nullptr) to.gatherer->close_chunk(thread);
         if (to.streamed != nullptr) to.streamed->close(before + chunk, thread);
         if (to.seen != nullptr && *to.seen) {
           (*to.seen)(std::min(plan.first_path + (chunk + 1) * simulate::chunk_paths, end));
         }
       }},
      stop);
  return std::min(plan.first_path + chunks * simulate::chunk_paths, end);
}

/// How a tally begins: with one range of paths, as complete runs have, or with several; then come the seed, the ranges
/// and what the gatherer counted.
constexpr std::string_view form_of_one = "prospect tally 1", form_of_several = "prospect tally 2";
/// More cannot lie apart in the most paths there can be.
constexpr std::uint64_t most_ranges = 1'000'000;

void write_head(base::Archive& archive, std::uint64_t seed, std::vector<PathRange> ranges) {
  archive.agreed(ranges.size() == 1 ? form_of_one : form_of_several);
  archive.agreed(seed);
  if (ranges.size() != 1) archive.agreed(std::uint64_t{ranges.size()});
  for (auto& range : ranges) {
    archive.part(range.first);
    archive.part(range.last);
  }
}

/// The ranges; none if that is no tally's.
std::vector<PathRange> read_head(base::Archive& archive, std::uint64_t& seed) {
  std::string form;
  std::uint64_t count = 1;
  archive.part(form);
  archive.part(seed);
  if (form == form_of_several) archive.part(count);
  if (!archive.sound() || count > most_ranges || (form != form_of_one && form != form_of_several)) return {};
  std::vector<PathRange> ranges;
  for (std::uint64_t k = 0; k < count && archive.sound(); ++k) {
    auto& range = ranges.emplace_back();
    archive.part(range.first);
    archive.part(range.last);
    const bool fits = range.first % simulate::chunk_paths == 0 && range.last % simulate::chunk_paths == 0 &&
                      range.first <= range.last && (k == 0 || range.first > ranges[k - 1].last);
    if (!fits) return {};
  }
  return archive.sound() ? ranges : std::vector<PathRange>();
}

}  // namespace

std::optional<std::vector<PathRange>> ranges_of(std::string_view tally) {
  base::Archive archive(tally);
  std::uint64_t seed = 0;
  auto ranges = read_head(archive, seed);
  if (ranges.empty()) return std::nullopt;
  return ranges;
}

bool put_in_order(std::vector<PathRange>& ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<PathRange> joined;
  for (const auto& range : ranges) {
    if (range.first == range.last) continue;
    if (!joined.empty() && range.first < joined.back().last) return false;
    if (!joined.empty() && range.first == joined.back().last) {
      joined.back().last = range.last;
    } else {
      joined.push_back(range);
    }
  }
  ranges = std::move(joined);
  return true;
}

std::vector<PathRange> gaps_in(const std::vector<PathRange>& taken, std::uint64_t first, std::uint64_t last) {
  std::vector<PathRange> gaps;
  for (const auto& range : taken) {
    if (range.first >= last) break;
    if (range.first > first) gaps.push_back({first, range.first});
    first = std::max(first, range.last);
  }
  if (first < last) gaps.push_back({first, last});
  return gaps;
}

std::uint64_t own_until(std::uint64_t keep) {
  return (keep + simulate::chunk_paths - 1) / simulate::chunk_paths * simulate::chunk_paths;
}

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
  PROSPECT_EXPECT(ranges_.empty() && done_ == from_ && first_path % simulate::chunk_paths == 0);
  from_ = done_ = first_path;
}

void ScenarioRun::start_over() {
  gatherer_->forget();
  ranges_.clear();
  tally_.clear();
  from_ = done_ = 0;
}

bool ScenarioRun::take_in(std::string_view tally) {
  PROSPECT_EXPECT(done_ % simulate::chunk_paths == 0);
  base::Archive archive(tally);
  std::uint64_t seed = 0;
  const auto more = read_head(archive, seed);
  if (more.empty() || seed != plan_.seed || more.front().first < from_) return false;
  auto all = ranges_;
  std::uint64_t paths = 0;
  for (const auto& range : more) {
    all.push_back(range);
    paths += range.last - range.first;
  }
  if (!put_in_order(all) || !gatherer_->add_state(archive.left(), paths)) return false;
  ranges_ = std::move(all);
  done_ += paths;
  tally_.clear();
  return true;
}

bool ScenarioRun::run_range(PathRange range, const std::atomic<bool>* stop,
                            const std::function<void(std::uint64_t done)>& seen) {
  PROSPECT_EXPECT(range.first % simulate::chunk_paths == 0 && range.first <= range.last);
  if (range.first == range.last) return true;
  const std::uint64_t before = done_;
  const std::function<void(std::uint64_t)> told = [&](std::uint64_t last) { seen(before + last - range.first); };
  const Takers to{gatherer_.get(), kept_.get(), streamed_.get(), seen ? &told : nullptr, &watch_};
  simulate::Plan part = plan_;
  part.first_path = range.first;
  part.paths = range.last - range.first;
  const std::uint64_t last = run_plan(*crew_, part, to, stop);
  done_ += last - range.first;
  tally_.clear();
  if (last > range.first) ranges_.push_back({range.first, last});
  [[maybe_unused]] const bool apart = put_in_order(ranges_);
  PROSPECT_EXPECT(apart);
  return last == range.last;
}

bool ScenarioRun::go_on(std::uint64_t paths, const std::atomic<bool>* stop,
                        const std::function<void(std::uint64_t done)>& seen) {
  PROSPECT_EXPECT(done_ % simulate::chunk_paths == 0);
  PROSPECT_EXPECT(ranges_.empty() || ranges_.back().last <= paths);
  // What follows a whole chunk can be added later, what follows a part of one cannot.
  const std::uint64_t whole = paths / simulate::chunk_paths * simulate::chunk_paths;
  for (const auto& gap : gaps_in(ranges_, from_, whole)) {
    if (!run_range(gap, stop, seen)) return false;
  }
  if (paths > whole) {
    tally_ = this->tally();
    if (stop != nullptr && *stop) return false;
    const std::string kept = std::move(tally_);
    const auto ranges = ranges_;
    static_cast<void>(run_range({whole, paths}, stop, seen));
    ranges_ = ranges;
    tally_ = kept;
  }
  plan_.paths = paths;
  return true;
}

std::string ScenarioRun::tally() {
  if (!tally_.empty()) return tally_;
  PROSPECT_EXPECT(done_ % simulate::chunk_paths == 0);
  base::Archive archive;
  write_head(archive, plan_.seed, ranges_.empty() ? std::vector{PathRange{from_, from_}} : ranges_);
  tally_ = archive.bytes() + gatherer_->state();
  return tally_;
}

bool ScenarioRun::keep_taken_in() {
  if (ranges_.empty() || keep_ == 0) return true;
  const std::uint64_t kept = own_until();
  simulate::Plan part = plan_;
  part.first_path = 0;
  part.paths = std::min(ranges_.front().first == 0 ? ranges_.front().last : 0, kept);
  const auto beyond = std::find_if(ranges_.begin(), ranges_.end(),
                                   [&](const auto& range) { return range.first > 0 && range.first < kept; });
  if (beyond != ranges_.end()) return false;
  if (part.paths > 0) run_plan(*crew_, part, {nullptr, kept_.get(), streamed_.get(), nullptr, nullptr});
  return true;
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
