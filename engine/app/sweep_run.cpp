#include "app/sweep_run.hpp"

#include <algorithm>
#include <utility>

#include "app/run.hpp"
#include "base/archive.hpp"
#include "base/check.hpp"
#include "read/files.hpp"

namespace prospect::app {
namespace {

constexpr std::string_view points_form = "prospect points 1";

/// What the scenarios are made of, as questions take it.
Questioned cases_of(const ScenarioRuns& all) {
  Questioned about;
  about.seed = all.request().seed;
  about.as_of = all.request().as_of;
  about.observed = all.record().observed;
  about.files = std::make_shared<read::Memory>(all.record().texts);
  for (const auto& scenario : all.record().scenarios) {
    about.cases.push_back({scenario.file, scenario.program, scenario.estimate});
  }
  return about;
}

void exchange_ranges(base::Archive& archive, std::vector<PathRange>& ranges) {
  std::uint64_t count = ranges.size();
  archive.part(count);
  if (count > most_points) count = archive.invalidate();
  for (std::uint64_t k = 0; k < count && archive.sound(); ++k) {
    if (archive.reading()) ranges.emplace_back();
    archive.part(ranges[k].first);
    archive.part(ranges[k].last);
    const bool fits = ranges[k].first < ranges[k].last && ranges[k].last <= most_points &&
                      (k == 0 || ranges[k - 1].last < ranges[k].first);
    if (!fits) archive.invalidate();
  }
}

}  // namespace

SweepRun::SweepRun(const ScenarioRuns& all)
    : seed_(all.request().seed),
      paths_(all.request().paths),
      points_(*all.grid(), cases_of(all), paths_, threads_of(all.request())),
      sweep_(points_.empty()) {}

std::uint64_t SweepRun::done() const {
  std::uint64_t points = 0;
  for (const auto& range : done_) points += range.last - range.first;
  return points;
}

std::vector<PathRange> SweepRun::gaps() const { return gaps_in(done_, 0, size()); }

void SweepRun::put(std::size_t point, const PointCount& count) {
  sweep_.counted[point] = count.counted;
  sweep_.failed[point] = count.failed;
  std::copy(count.hits.begin(), count.hits.end(),
            sweep_.hits.begin() + static_cast<std::ptrdiff_t>(point * sweep_.goals.size()));
}

bool SweepRun::run_range(PathRange points, const std::atomic<bool>* stop,
                         const std::function<void(std::uint64_t)>& seen) {
  std::uint64_t counted = done();
  const auto tell = [&] {
    if (seen) seen(counted);
  };
  const auto counts = points_.count(
      points.first, points.last, stop,
      [&] {
        ++counted;
        tell();
      },
      tell);
  std::uint64_t at = points.first;
  for (const auto& count : counts) put(at++, count);
  if (at > points.first) done_.push_back({points.first, at});
  [[maybe_unused]] const bool apart = put_in_order(done_);
  PROSPECT_EXPECT(apart);
  return at == points.last;
}

bool SweepRun::go_on(const std::atomic<bool>* stop, const std::function<void(std::uint64_t)>& seen) {
  for (const auto& gap : gaps()) {
    if (!run_range(gap, stop, seen)) return false;
  }
  return true;
}

std::string SweepRun::tally() const {
  base::Archive archive;
  archive.agreed(points_form);
  auto ranges = done_;
  exchange_ranges(archive, ranges);
  for (const std::uint64_t number : {seed_, paths_, size(), std::uint64_t{sweep_.goals.size()}}) archive.agreed(number);
  for (const auto& range : done_) {
    for (std::size_t point = range.first; point < range.last; ++point) {
      std::int64_t counted = sweep_.counted[point], failed = sweep_.failed[point];
      archive.part(counted);
      archive.part(failed);
      for (std::size_t goal = 0; goal < sweep_.goals.size(); ++goal) {
        std::int64_t hits = sweep_.hits[point * sweep_.goals.size() + goal];
        archive.part(hits);
      }
    }
  }
  return archive.bytes();
}

bool SweepRun::take_in(std::string_view tally) {
  base::Archive archive(tally);
  archive.agreed(points_form);
  std::vector<PathRange> ranges;
  exchange_ranges(archive, ranges);
  for (const std::uint64_t number : {seed_, paths_, size(), std::uint64_t{sweep_.goals.size()}}) archive.agreed(number);
  if (!archive.sound() || (!ranges.empty() && ranges.back().last > size())) return false;
  auto all = done_;
  all.insert(all.end(), ranges.begin(), ranges.end());
  if (!put_in_order(all)) return false;
  std::vector<PointCount> counts;
  const auto most = static_cast<std::int64_t>(paths_);
  for (const auto& range : ranges) {
    for (std::size_t point = range.first; point < range.last && archive.sound(); ++point) {
      PointCount count;
      archive.part(count.counted);
      archive.part(count.failed);
      bool possible = count.counted >= 0 && count.counted <= most && count.failed >= 0 && count.failed <= count.counted;
      for (std::size_t goal = 0; goal < sweep_.goals.size(); ++goal) {
        archive.part(count.hits.emplace_back());
        possible = possible && count.hits.back() >= 0 && count.hits.back() <= count.counted - count.failed;
      }
      if (!possible) return false;
      counts.push_back(std::move(count));
    }
  }
  if (!archive.whole()) return false;
  std::size_t next = 0;
  for (const auto& range : ranges) {
    for (std::size_t point = range.first; point < range.last; ++point) put(point, counts[next++]);
  }
  done_ = std::move(all);
  return true;
}

analyse::Sweep SweepRun::finish(const std::string& asked) const {
  PROSPECT_EXPECT(done() == size());
  auto sweep = sweep_;
  sweep.asked = asked;
  return sweep;
}

}  // namespace prospect::app
