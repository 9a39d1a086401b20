#include "summarise/gather.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <numeric>
#include <optional>

#include "summarise/fault_tally.hpp"
#include "summarise/groups.hpp"
#include "summarise/joint_tally.hpp"
#include "summarise/series.hpp"
#include "summarise/target_tally.hpp"

namespace prospect::summarise {
namespace {

std::vector<std::size_t> find_assessed(const model::Program& program) {
  std::vector<std::size_t> assessed;
  for (std::size_t target = 0; target < program.targets.size(); ++target) {
    if (program.targets[target].variable) {
      assessed.push_back(target);
    }
  }
  return assessed;
}

std::vector<TargetTest> make_tests(const model::Program& program,
                                   const std::vector<std::size_t>& assessed) {
  std::vector<TargetTest> tests;
  for (const std::size_t target : assessed) {
    tests.emplace_back(program, target);
  }
  return tests;
}

std::vector<std::optional<TargetTest>> make_reported(const model::Program& program,
                                                     const std::vector<std::size_t>& assessed) {
  std::vector<std::optional<TargetTest>> tests;
  for (const std::size_t target : assessed) {
    auto& test = tests.emplace_back();
    const auto& variable = program.targets[target].reported;
    if (variable) test.emplace(program, target, *variable);
  }
  return tests;
}

std::vector<std::vector<std::size_t>> members(const std::vector<GroupCount>& groups) {
  std::vector<std::vector<std::size_t>> lists;
  for (const GroupCount& group : groups) {
    lists.push_back(group.targets);
  }
  return lists;
}

/// Hits of one declared target, by the scrambling a path has, or would have.
using HitsByScrambling = std::array<std::uint64_t, lanes::sobol_scramblings>;
static_assert(lanes::sobol_segment % word_lanes == 0, "paths that share a word share a scrambling");

/// Adds the sound lanes of a block whose reported figure meets its target.
void add_reported_hits(const TargetTest& test, const simulate::PathBlock& block, double* scratch,
                       const SoundLanes& sound, HitsByScrambling& hits) {
  const LaneSet met = lanes_within(test.figure(block, scratch), test.low(), test.high());
  for (std::size_t word = 0; word < block_words; ++word) {
    hits[lanes::scrambling_of(block.first_path() + word * word_lanes)] +=
        static_cast<std::uint64_t>(std::popcount(met[word] & sound.set()[word]));
  }
}

}  // namespace

/// Which series stands for what: indicators by year first, then the figures of targets that are not
/// an indicator in a year already.
struct Gatherer::Series {
  std::vector<model::VariableId> indicators;
  int first_year;
  std::size_t years;
  std::vector<std::size_t> of_test;
  std::size_t count;

  Series(const model::Program& program, const std::vector<TargetTest>& tests)
      : indicators(program.indicators()),
        first_year(program.base_year + 1),
        years(static_cast<std::size_t>(program.horizon())),
        count(indicators.size() * years) {
    for (const TargetTest& test : tests) {
      const auto place = std::find(indicators.begin(), indicators.end(), test.variable());
      const bool shared = place != indicators.end() && test.year() >= first_year &&
                          test.from() == test.year();
      const auto indicator = static_cast<std::size_t>(place - indicators.begin());
      of_test.push_back(shared ? of_indicator(indicator, test.year()) : count++);
    }
  }

  [[nodiscard]] std::size_t of_indicator(std::size_t indicator, int year) const {
    return indicator * years + static_cast<std::size_t>(year - first_year);
  }
  /// True if the figure of a test has a series to itself.
  [[nodiscard]] bool own(std::size_t test) const {
    return of_test[test] >= indicators.size() * years;
  }
  [[nodiscard]] int last_year() const { return first_year + static_cast<int>(years) - 1; }
};

/// Counts that no order of paths can be told from.
struct Gatherer::Counts {
  JointTally joint;
  FaultTally faults;
  std::vector<HitsByScrambling> reported_hits;   ///< [test]
  std::vector<std::uint64_t> agreeing;           ///< by condition of the plan
  std::uint64_t simulated = 0;

  void merge(const Counts& other) {
    joint.merge(other.joint);
    faults.merge(other.faults);
    for (std::size_t test = 0; test < reported_hits.size(); ++test) {
      for (std::size_t r = 0; r < lanes::sobol_scramblings; ++r) {
        reported_hits[test][r] += other.reported_hits[test][r];
      }
    }
    add_counts(other.agreeing, agreeing);
    simulated += other.simulated;
  }

  void exchange(base::Archive& archive) {
    joint.exchange(archive);
    faults.exchange(archive);
    for (auto& hits : reported_hits) {
      for (auto& count : hits) archive.part(count);
    }
    archive.agreed(std::uint64_t{agreeing.size()});
    archive.counts(agreeing);
    archive.part(simulated);
  }
};

/// What one thread keeps.
struct Gatherer::Worker {
  SeriesTally series;
  TargetTally targets;
  Counts counts;
  lanes::Rows figure{1};
};

struct Gatherer::Parts {
  const model::Program& program;
  simulate::Plan plan;
  std::size_t threads;
  std::vector<std::size_t> assessed;
  std::vector<TargetTest> tests;
  std::vector<std::optional<TargetTest>> reported;   ///< of declared targets, as they will be reported
  std::vector<GroupCount> groups;
  Series series;
  std::vector<std::vector<double>> pilot;  ///< by series
  std::size_t pilot_paths = 0;
  std::optional<SeriesTotals> totals;
  TargetTotals target_totals;
  Counts counts;                           ///< taken over from the workers
  std::vector<std::unique_ptr<Worker>> workers;

  Parts(const model::Program& of, const simulate::Plan& run, int thread_count)
      : program(of),
        plan(run),
        threads(static_cast<std::size_t>(std::max(thread_count, 1))),
        assessed(find_assessed(of)),
        tests(make_tests(of, assessed)),
        reported(make_reported(of, assessed)),
        groups(find_groups(of, assessed)),
        series(of, tests),
        pilot(series.count),
        target_totals(of, tests),
        counts(no_counts()) {}

  [[nodiscard]] Counts no_counts() const {
    return {JointTally(tests.size(), members(groups), plan.sampling), FaultTally(program),
            std::vector<HitsByScrambling>(tests.size()), std::vector<std::uint64_t>(plan.conditions.size()), 0};
  }

  /// Nothing is counted yet.
  void begin(std::vector<Range> ranges) {
    totals.emplace(std::move(ranges));
    target_totals = TargetTotals(program, tests);
    counts = no_counts();
    workers.clear();
    for (std::size_t thread = 0; thread < threads; ++thread) {
      workers.push_back(std::make_unique<Worker>(
          Worker{SeriesTally(totals->ranges()), TargetTally(program, tests), no_counts()}));
    }
  }

  /// Takes over all that the threads have; between chunks.
  void collect() {
    for (auto& worker : workers) {
      totals->finish(worker->series);
      target_totals.finish(worker->targets);
      counts.merge(worker->counts);
      worker->counts = no_counts();
    }
  }

  /// Calls `work(series, row)` for each indicator and year of a block.
  template <class Work>
  void each_indicator(const simulate::PathBlock& block, Work work) const {
    for (std::size_t i = 0; i < series.indicators.size(); ++i) {
      for (int year = series.first_year; year <= series.last_year(); ++year) {
        work(series.of_indicator(i, year), block.row(series.indicators[i], year));
      }
    }
  }

  void exchange(base::Archive& archive) {
    totals->exchange(archive);
    target_totals.exchange(archive);
    counts.exchange(archive);
  }

  void look_at(const simulate::PathBlock& block, const std::vector<std::size_t>& chosen);
  void describe_targets(Summary& summary) const;
  void describe_observed(Summary& summary) const;
};

Gatherer::Gatherer(const model::Program& program, const simulate::Plan& plan, int threads)
    : parts_(std::make_unique<Parts>(program, plan, threads)) {}

Gatherer::~Gatherer() = default;

void Gatherer::pilot(const simulate::PathBlock& block) {
  Parts& parts = *parts_;
  std::vector<std::size_t> chosen;
  for (std::size_t lane = 0; lane < block.lanes_used(); ++lane) {
    if (!block.counts(lane)) continue;
    // Where few paths count none of them is passed over.
    const bool looked_at = block.is_conditional() || parts.pilot_paths < pilot_dense ||
                           parts.pilot_paths % pilot_stride == 0;
    ++parts.pilot_paths;
    if (looked_at && block.faults()[lane] == simulate::Fault::none) {
      chosen.push_back(lane);
    }
  }
  parts.look_at(block, chosen);
}

void Gatherer::pilot_chosen(const simulate::PathBlock& block) {
  std::vector<std::size_t> chosen;
  for (std::size_t lane = 0; lane < block.lanes_used(); ++lane) {
    if (block.faults()[lane] == simulate::Fault::none) chosen.push_back(lane);
  }
  parts_->look_at(block, chosen);
}

void Gatherer::Parts::look_at(const simulate::PathBlock& block, const std::vector<std::size_t>& chosen) {
  const auto keep = [&](std::size_t of, const double* row) {
    if (pilot[of].capacity() == 0) pilot[of].reserve(simulate::chunk_paths / pilot_stride + pilot_dense);
    for (const std::size_t lane : chosen) {
      pilot[of].push_back(row[lane]);
    }
  };
  each_indicator(block, keep);
  lanes::Rows figure(1);
  for (std::size_t test = 0; test < tests.size(); ++test) {
    if (series.own(test)) {
      keep(series.of_test[test], tests[test].figure(block, figure.row(0)));
    }
  }
}

void Gatherer::fix_ranges() {
  Parts& parts = *parts_;
  std::vector<Range> ranges;
  for (std::vector<double>& sample : parts.pilot) {
    ranges.push_back(fit_range(std::move(sample)));
  }
  parts.pilot = {};
  parts.begin(std::move(ranges));
}

void Gatherer::forget() { parts_->begin(parts_->totals->ranges()); }

void Gatherer::add(const simulate::PathBlock& block, int thread) {
  const Parts& parts = *parts_;
  Worker& worker = *parts.workers[static_cast<std::size_t>(thread)];
  const SoundLanes sound(block);
  worker.counts.faults.add(block);
  worker.series.begin(sound);
  parts.each_indicator(block, [&](std::size_t series, const double* row) {
    worker.series.add(series, row);
  });
  for (std::size_t test = 0; test < parts.tests.size(); ++test) {
    const double* figure = parts.tests[test].figure(block, worker.figure.row(0));
    if (parts.series.own(test)) {
      worker.series.add(parts.series.of_test[test], figure);
    }
    worker.counts.joint.set(test, worker.targets.add(test, figure, sound));
    worker.targets.add_arrivals(test, block, sound);
    if (const auto& reported = parts.reported[test]) {
      add_reported_hits(*reported, block, worker.figure.row(0), sound, worker.counts.reported_hits[test]);
    }
  }
  worker.counts.joint.next(counted_lanes(block));
  worker.counts.simulated += block.lanes_used();
  for (std::size_t k = 0; k < worker.counts.agreeing.size(); ++k) {
    for (std::size_t lane = 0; lane < block.lanes_used(); ++lane) {
      worker.counts.agreeing[k] += block.agrees(k, lane) ? 1U : 0U;
    }
  }
}

void Gatherer::close_chunk(int thread) {
  Parts& parts = *parts_;
  Worker& worker = *parts.workers[static_cast<std::size_t>(thread)];
  parts.totals->close(worker.series);
  parts.target_totals.close(worker.targets);
  worker.counts.joint.count();
}

void Gatherer::Parts::describe_targets(Summary& summary) const {
  const JointTally& joint = counts.joint;
  for (std::size_t test = 0; test < tests.size(); ++test) {
    TargetCount count;
    count.target = assessed[test];
    count.hits = joint.hits(test);
    // Failed paths are misses, but no distance is known of them.
    const std::uint64_t misses = joint.paths() - joint.hits(test) - summary.failed;
    count.shortfall = target_totals.shortfall(test, misses);
    count.only_miss = joint.only_miss(test);
    count.first_met = target_totals.first_met(test);
    count.figure = totals->spread(series.of_test[test]);
    summary.targets.push_back(std::move(count));
  }
  summary.groups = groups;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    summary.groups[group].all_met = joint.all_met(group);
  }
  summary.met_count = joint.met_count();
  summary.both_missed = joint.both_missed();
  // With nothing to meet, no plan is met.
  summary.all_met = tests.empty() ? 0 : summary.met_count.back();
}

void Gatherer::Parts::describe_observed(Summary& summary) const {
  summary.simulated = counts.simulated;
  std::size_t condition = 0;
  for (const model::ObservedFigure& figure : program.observed) {
    ObservedCount count{figure.series, figure.year, figure.value,
                        std::numeric_limits<double>::quiet_NaN(), figure.estimate, figure.fitted,
                        summary.simulated};
    if (!figure.fitted && condition < plan.conditions.size()) {
      count.error = plan.conditions[condition].error;
      count.agreeing = counts.agreeing[condition];
      ++condition;
    }
    summary.observed.push_back(std::move(count));
  }
}

HitsSoFar Gatherer::so_far() const {
  const Parts& parts = *parts_;
  JointTally joint = parts.counts.joint;
  for (const auto& worker : parts.workers) joint.merge(worker->counts.joint);
  HitsSoFar hits;
  hits.paths = joint.paths();
  for (std::size_t test = 0; test < parts.tests.size(); ++test) hits.targets.push_back(joint.hits(test));
  for (std::size_t group = 0; group < parts.groups.size(); ++group) hits.groups.push_back(joint.all_met(group));
  hits.all = parts.tests.empty() ? 0 : joint.met_count().back();
  return hits;
}

Summary Gatherer::finish() {
  Parts& parts = *parts_;
  parts.collect();
  const Counts& counts = parts.counts;
  Summary summary;
  parts.describe_observed(summary);
  summary.seed = parts.plan.seed;
  summary.first_path = parts.plan.first_path;
  summary.paths = counts.joint.paths();
  summary.failed = counts.faults.failed();
  summary.faults = counts.faults.finish(parts.program);
  summary.indicators = parts.series.indicators;
  for (int year = parts.series.first_year; year <= parts.series.last_year(); ++year) {
    summary.years.push_back(year);
  }
  for (std::size_t i = 0; i < parts.series.indicators.size(); ++i) {
    auto& years = summary.spreads.emplace_back();
    for (const int year : summary.years) {
      years.push_back(parts.totals->spread(parts.series.of_indicator(i, year)));
    }
  }
  parts.describe_targets(summary);
  summary.scramblings = counts.joint.scramblings();
  for (auto& one : summary.scramblings) one.reported_hits.resize(parts.tests.size());
  for (std::size_t test = 0; test < parts.tests.size(); ++test) {
    if (!parts.reported[test]) continue;
    auto& hits = summary.targets[test].reported_hits.emplace(0);
    const auto& by = counts.reported_hits[test];
    hits = std::accumulate(by.begin(), by.end(), hits);
    for (std::size_t r = 0; r < summary.scramblings.size(); ++r) summary.scramblings[r].reported_hits[test] = by[r];
  }
  return summary;
}

std::string Gatherer::state() {
  base::Archive archive;
  parts_->collect();
  parts_->exchange(archive);
  return archive.bytes();
}

bool Gatherer::add_state(std::string_view bytes, std::uint64_t paths) {
  Parts& parts = *parts_;
  Parts other(parts.program, parts.plan, 0);
  other.totals.emplace(parts.totals->ranges());
  base::Archive archive(bytes);
  other.exchange(archive);
  const std::uint64_t counted = other.counts.joint.paths(), failed = other.counts.faults.failed();
  const bool possible = other.counts.simulated == paths && counted <= paths && failed <= counted &&
                        other.totals->hold(counted - failed);
  if (!archive.whole() || !possible) return false;
  parts.totals->merge(*other.totals);
  parts.target_totals.merge(other.target_totals);
  parts.counts.merge(other.counts);
  return true;
}

}  // namespace prospect::summarise
