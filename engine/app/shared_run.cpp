#include "app/shared_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/progress.hpp"
#include "app/run_part.hpp"
#include "app/sweep_run.hpp"
#include "base/archive.hpp"
#include "base/problem.hpp"

namespace prospect::app {
namespace {

/// Chunks for each thread of a rank that a share has at the most, and at the least while there are so many: some
/// seconds, since rank 0 needs some milliseconds for what comes of each, and some hundredths, so that nobody waits at
/// the end.
constexpr std::uint64_t most_chunks = 128, least_chunks = 2;
/// With many ranks a share is no smaller than what keeps a rank busy while rank 0 takes in those of this many others.
constexpr std::uint64_t ranks_a_chunk = 4;
/// The same of points, which are the cheaper the more are counted together.
constexpr std::uint64_t most_points_at_once = 512, least_points = 16;
/// A share is this part of what an even division of all that is left would give: the rest evens out who is slower. Of
/// points it is more, since those of another share do again what points have in common.
constexpr double part_of_even = 1.0 / 3, part_of_even_points = 0.8;
/// Between looks at whether to stop while nothing comes.
constexpr std::chrono::milliseconds look_every(20);

constexpr std::string_view job_form = "prospect job 1", unit_form = "prospect unit 1";

[[noreturn]] void refuse_bytes() { throw base::Failure("a rank of the job is of another program"); }

/// The network has its checks, but what is wrong here is in a report later.
std::string_view undamaged(const std::string& bytes) {
  const auto body = base::unsealed(bytes);
  if (body.empty()) throw base::Failure("a message between the ranks came damaged");
  return body;
}

}  // namespace

std::string bytes_of(const RankJob& job) {
  base::Archive archive;
  archive.agreed(job_form);
  std::string part = bytes_of(RunPart{job.request, job.texts, {}}), fits = job.fits, maker = job.maker;
  archive.part(part);
  archive.part(fits);
  archive.part(maker);
  auto threads = static_cast<std::uint64_t>(job.request.threads);
  archive.part(threads);
  return base::sealed(archive.bytes());
}

RankJob job_from(const std::string& bytes) {
  base::Archive archive(undamaged(bytes));
  archive.agreed(job_form);
  std::string part, fits, maker;
  std::uint64_t threads = 0;
  archive.part(part);
  archive.part(fits);
  archive.part(maker);
  archive.part(threads);
  auto run = part_from(part);
  if (!archive.whole() || !run) refuse_bytes();
  run->request.threads = static_cast<int>(threads);
  return {std::move(run->request), std::move(run->texts), std::move(fits), std::move(maker)};
}

std::string bytes_of(const RankUnit& unit) {
  base::Archive archive;
  archive.agreed(unit_form);
  RankUnit copy = unit;
  auto kind = static_cast<std::uint64_t>(unit.kind);
  for (auto* number : {&kind, &copy.scenario, &copy.range.first, &copy.range.last}) archive.part(*number);
  archive.part(copy.result);
  return base::sealed(archive.bytes());
}

RankUnit unit_from(const std::string& bytes) {
  base::Archive archive(undamaged(bytes));
  archive.agreed(unit_form);
  RankUnit unit;
  std::uint64_t kind = 0;
  for (auto* number : {&kind, &unit.scenario, &unit.range.first, &unit.range.last}) archive.part(*number);
  archive.part(unit.result);
  if (!archive.whole() || kind > 1 || unit.range.first >= unit.range.last) refuse_bytes();
  unit.kind = static_cast<RankUnit::Kind>(kind);
  return unit;
}

SharedRun::SharedRun(ranks::Ranks& ranks, const Patience& patience)
    : ranks_(ranks), stalled_after_(patience.stalled_after) {}

SharedRun::~SharedRun() = default;

void SharedRun::begin(const RankJob& job, int own_threads) {
  own_threads_ = own_threads;
  all_threads_ = own_threads;
  ranks::Work work;
  work.next = [this](int threads, bool ahead) { return next_unit(threads, ahead); };
  work.take = [this](const std::string& result) { take(result); };
  work.say = [](const std::string& words) { say_aside("WARNING: " + words); };
  foreman_ = std::make_unique<ranks::Foreman>(ranks_, bytes_of(job), std::move(work), stalled_after_);
}

void SharedRun::plan(std::size_t scenario, const std::vector<PathRange>& paths, std::uint64_t own_until) {
  const std::lock_guard turn(turn_);
  auto& share = shares_[{RankUnit::Kind::paths, scenario}];
  share.own_until = own_until;
  for (const auto& range : paths) {
    share.planned = std::max(share.planned, range.last);
    share.open.push_back(range);
  }
}

void SharedRun::plan_points(const std::vector<PathRange>& points) {
  const std::lock_guard turn(turn_);
  shares_[points_key].open = points;
}

std::uint64_t SharedRun::size_of(Key key, const Share& share, int threads) const {
  const bool of_paths = key.first == RankUnit::Kind::paths;
  const std::uint64_t grain = of_paths ? simulate::chunk_paths : 1;
  std::uint64_t left = 0;
  for (const auto& range : share.open) left += range.last - range.first;
  const auto own = static_cast<std::uint64_t>(threads);
  // Ranks that are not ready yet will want theirs.
  const auto all = std::max(own * static_cast<std::uint64_t>(ranks_.size()), static_cast<std::uint64_t>(all_threads_));
  const std::uint64_t least = of_paths ? std::max(least_chunks, all / own / ranks_a_chunk) : least_points;
  const std::uint64_t most = of_paths ? most_chunks : most_points_at_once;
  const std::uint64_t grains = left / grain;
  const double even = static_cast<double>(grains * own) / static_cast<double>(all);
  const auto wanted = static_cast<std::uint64_t>(even * (of_paths ? part_of_even : part_of_even_points));
  return std::clamp(wanted, least * own, std::max(least, most) * own) * grain;
}

std::optional<std::string> SharedRun::next_unit(int threads, bool ahead) {
  const std::lock_guard turn(turn_);
  for (auto& [key, share] : shares_) {
    // A share of points takes seconds: the milliseconds between two are less than what one that waits would upset.
    if (ahead && key.first == RankUnit::Kind::points) continue;
    if (share.open.empty() || share.open.back().last <= share.own_until) continue;
    auto& last = share.open.back();
    const std::uint64_t from = std::max(last.first, share.own_until);
    RankUnit unit{key.first, key.second, {}, {}};
    unit.range = {last.last - std::min(last.last - from, size_of(key, share, threads)), last.last};
    last.last = unit.range.first;
    if (last.first == last.last) share.open.pop_back();
    return bytes_of(unit);
  }
  return std::nullopt;
}

void SharedRun::take(const std::string& result) {
  auto unit = unit_from(result);
  {
    const std::lock_guard turn(turn_);
    auto& share = shares_[{unit.kind, unit.scenario}];
    share.come_items += unit.range.last - unit.range.first;
    share.come.push_back(std::move(unit));
  }
  came_.notify_all();
}

std::optional<PathRange> SharedRun::own_share(Key key) {
  all_threads_ = own_threads_ + foreman_->threads_at_work();
  // What a lost rank had is nobody's again.
  while (auto unit = foreman_->returned()) {
    const auto back = unit_from(*unit);
    give_back({back.kind, back.scenario}, back.range);
  }
  const std::lock_guard turn(turn_);
  auto& share = shares_[key];
  if (share.open.empty()) return std::nullopt;
  auto& first = share.open.front();
  const PathRange own{first.first, std::min(first.last, first.first + size_of(key, share, own_threads_))};
  first.first = own.last;
  if (first.first == first.last) share.open.erase(share.open.begin());
  return own;
}

void SharedRun::give_back(Key key, PathRange range) {
  if (range.first == range.last) return;
  const std::lock_guard turn(turn_);
  auto& open = shares_[key].open;
  const auto after = std::find_if(open.begin(), open.end(), [&](const auto& o) { return o.first > range.first; });
  open.insert(after, range);
}

void SharedRun::take_in_come(Key key, const Shared& what) {
  std::vector<RankUnit> come;
  {
    const std::lock_guard turn(turn_);
    auto& share = shares_[key];
    come = std::exchange(share.come, {});
    share.come_items = 0;
  }
  for (const auto& unit : come) {
    if (what.take_in(unit.result)) continue;
    if (!std::exchange(warned_, true)) {
      say_aside("WARNING: what another rank counted is of no use: it is counted again, and so is what else is of none");
    }
    give_back(key, unit.range);
  }
}

bool SharedRun::share(Key key, const Shared& what, const std::atomic<bool>* stop,
                      const std::function<void(std::uint64_t done)>& seen) {
  const std::function<void(std::uint64_t)> told = [&](std::uint64_t done) {
    if (!seen) return;
    std::unique_lock turn(turn_);
    const std::uint64_t come = shares_[key].come_items;
    turn.unlock();
    seen(done + come);
  };
  while (true) {
    take_in_come(key, what);
    if (what.is_complete()) return true;
    if (stop != nullptr && *stop) return false;
    if (const auto own = own_share(key)) {
      const std::uint64_t before = what.done();
      if (what.run(*own, told)) continue;
      give_back(key, {own->first + what.done() - before, own->last});
      take_in_come(key, what);
      return false;
    }
    {
      std::unique_lock turn(turn_);
      came_.wait_for(turn, look_every, [&] { return !shares_[key].come.empty(); });
    }
    told(what.done());
  }
}

bool SharedRun::go_on(ScenarioRun& run, std::size_t scenario, std::uint64_t paths, const std::atomic<bool>* stop,
                      const std::function<void(std::uint64_t done)>& seen) {
  const Key key{RankUnit::Kind::paths, scenario};
  const std::uint64_t whole = paths / simulate::chunk_paths * simulate::chunk_paths;
  std::unique_lock turn(turn_);
  const std::uint64_t planned = std::max(shares_[key].planned, run.from());
  turn.unlock();
  if (planned < whole) plan(scenario, gaps_in(run.ranges(), planned, whole), run.own_until());
  const Shared what{[&](const std::string& tally) { return run.take_in(tally); },
                    [&] { return gaps_in(run.ranges(), run.from(), whole).empty(); },
                    [&] { return run.done(); },
                    [&](PathRange range, const auto& told) { return run.run_range(range, stop, told); }};
  return share(key, what, stop, seen) && run.go_on(paths, stop, seen);
}

bool SharedRun::go_on(SweepRun& sweep, const std::atomic<bool>* stop,
                      const std::function<void(std::uint64_t done)>& seen) {
  const Shared what{[&](const std::string& tally) { return sweep.take_in(tally); },
                    [&] { return sweep.gaps().empty(); },
                    [&] { return sweep.done(); },
                    [&](PathRange range, const auto& told) { return sweep.run_range(range, stop, told); }};
  return share(points_key, what, stop, seen);
}

std::vector<std::string> SharedRun::waiting_of(Key key) const {
  const std::lock_guard turn(turn_);
  std::vector<std::string> tallies;
  if (const auto at = shares_.find(key); at != shares_.end()) {
    for (const auto& unit : at->second.come) tallies.push_back(unit.result);
  }
  return tallies;
}

std::vector<std::string> SharedRun::waiting(std::size_t scenario) const {
  return waiting_of({RankUnit::Kind::paths, scenario});
}

std::vector<std::string> SharedRun::waiting_points() const { return waiting_of(points_key); }

std::string SharedRun::told() const {
  return foreman_ ? fmt::format("{} ranks, {} threads", foreman_->ranks_at_work() + 1,
                                foreman_->threads_at_work() + own_threads_)
                  : std::string();
}

}  // namespace prospect::app
