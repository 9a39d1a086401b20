/// Runs whose paths and points are counted in pieces, by one process or by the ranks of a job.

#include "app/shared_run.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <thread>

#include "app/kept_fits.hpp"
#include "app/rank_work.hpp"
#include "app/run_part.hpp"
#include "app/scenario_runs.hpp"
#include "app/sweep_run.hpp"
#include "base/archive.hpp"
#include "base/problem.hpp"
#include "ranks/ranks_in_threads.hpp"
#include "ranks/words.hpp"
#include "report/sweep.hpp"
#include "report/text.hpp"
#include "sweep_world.hpp"

namespace prospect::app {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t chunk = simulate::chunk_paths;

TEST(PathRanges, JoinWhatTouches) {
  std::vector<PathRange> ranges{{8, 12}, {0, 4}, {4, 8}, {20, 20}, {16, 18}};
  EXPECT_TRUE(put_in_order(ranges));
  ASSERT_EQ(ranges.size(), 2U);
  EXPECT_EQ(ranges[0].last, 12U);
  EXPECT_EQ(ranges[1].first, 16U);
  ranges.push_back({11, 13});
  EXPECT_FALSE(put_in_order(ranges));
}

TEST(PathRanges, HaveGaps) {
  const std::vector<PathRange> taken{{2, 4}, {6, 8}, {12, 20}};
  const auto gaps = gaps_in(taken, 0, 14);
  ASSERT_EQ(gaps.size(), 3U);
  EXPECT_EQ(gaps[0].first, 0U);
  EXPECT_EQ(gaps[0].last, 2U);
  EXPECT_EQ(gaps[1].first, 4U);
  EXPECT_EQ(gaps[2].last, 12U);
  EXPECT_TRUE(gaps_in(taken, 13, 19).empty());
  EXPECT_EQ(gaps_in({}, 3, 5).size(), 1U);
}

class SharedRunTest : public SweepWorld {
 protected:
  [[nodiscard]] RunRequest request(std::uint64_t paths, const std::string& grid = "") const {
    RunRequest request;
    request.scenarios = {"s.toml", "t.toml"};
    request.paths = paths;
    request.seed = 1;
    request.threads = 2;
    request.grid = grid;
    request.patience.form = ProgressForm::none;
    return request;
  }

  [[nodiscard]] read::Memory files() const { return read::Memory(texts_); }

  /// All that a record tells, as a text.
  static std::string told(const store::RunRecord& record) {
    std::string text = report::to_json(record);
    for (const auto& scenario : record.scenarios) text += scenario.tally;
    for (const auto& sweep : record.sweeps) text += report::to_json(sweep, record.seed);
    return text;
  }

  [[nodiscard]] std::string alone(const RunRequest& request) const {
    Split split;
    return told(run(request, files(), split));
  }
};

TEST_F(SharedRunTest, PiecesInAnyOrderAreTheRun) {
  const auto asked = request(9 * chunk + 100);
  const auto inputs = files();
  ScenarioRuns all(asked, inputs);
  all.fit(0);
  auto whole = all.start(0);
  EXPECT_TRUE(whole.go_on(asked.paths));
  std::mt19937 random(1);
  std::vector<std::string> tallies;
  auto helper = all.start(0);
  for (const PathRange range : {PathRange{0, 2}, {5, 6}, {6, 9}, {2, 5}}) {
    helper.start_over();
    EXPECT_TRUE(helper.run_range({range.first * chunk, range.last * chunk}));
    tallies.push_back(helper.tally());
  }
  for (int round = 0; round < 6; ++round) {
    std::shuffle(tallies.begin(), tallies.end(), random);
    auto joined = all.start(0);
    // Some are taken in, what is left is run, in the middle too.
    const std::size_t taken = static_cast<std::size_t>(round) % tallies.size();
    for (std::size_t k = 0; k < taken; ++k) ASSERT_TRUE(joined.take_in(tallies[k]));
    EXPECT_EQ(gaps_in(joined.ranges(), 0, 9 * chunk).empty(), taken == tallies.size());
    EXPECT_TRUE(joined.go_on(asked.paths));
    EXPECT_EQ(joined.done(), asked.paths);
    EXPECT_EQ(joined.tally(), whole.tally());
  }
}

TEST_F(SharedRunTest, ATallyMayHaveSeveralRanges) {
  const auto asked = request(6 * chunk);
  const auto inputs = files();
  ScenarioRuns all(asked, inputs);
  all.fit(0);
  auto one = all.start(0);
  ASSERT_TRUE(one.run_range({0, chunk}));
  ASSERT_TRUE(one.run_range({3 * chunk, 5 * chunk}));
  const auto tally = one.tally();
  const auto ranges = ranges_of(tally);
  ASSERT_TRUE(ranges.has_value());
  ASSERT_EQ(ranges->size(), 2U);
  EXPECT_EQ((*ranges)[1].first, 3 * chunk);
  auto other = all.start(0);
  EXPECT_TRUE(other.take_in(tally));
  EXPECT_FALSE(other.take_in(tally)) << "the same paths twice";
  EXPECT_TRUE(other.go_on(asked.paths));
  auto whole = all.start(0);
  EXPECT_TRUE(whole.go_on(asked.paths));
  EXPECT_EQ(other.tally(), whole.tally());
  // Damaged anywhere it is turned down, or tells as many paths as it did.
  for (std::size_t at = 0; at < 60; at += 5) {
    auto bent = tally;
    bent[at] = static_cast<char>(bent[at] ^ 1);
    auto fresh = all.start(0);
    if (fresh.take_in(bent)) {
      EXPECT_EQ(fresh.done(), 3 * chunk) << at;
    }
  }
  EXPECT_FALSE(ranges_of("prospect tally").has_value());
}

TEST_F(SharedRunTest, PointsInAnyOrderAreTheSweep) {
  const auto asked = request(3000, "grid.toml");
  const auto inputs = files();
  ScenarioRuns all(asked, inputs);
  all.fit(0);
  all.fit(1);
  SweepRun whole(all);
  ASSERT_EQ(whole.size(), 30U);
  EXPECT_TRUE(whole.run_range({0, 30}, nullptr, {}));
  SweepRun first(all), second(all);
  EXPECT_TRUE(first.run_range({3, 17}, nullptr, {}));
  EXPECT_TRUE(second.take_in(first.tally()));
  EXPECT_FALSE(second.take_in(first.tally()));
  for (const auto& gap : second.gaps()) EXPECT_TRUE(second.run_range(gap, nullptr, {}));
  EXPECT_EQ(second.tally(), whole.tally());
  EXPECT_EQ(report::to_json(second.finish(""), 1), report::to_json(whole.finish(""), 1));
  // What cannot be is not believed.
  const auto tally = first.tally();
  for (std::size_t at = 0; at < tally.size(); at += at < 24 ? 3 : 29) {
    auto bent = tally;
    bent[at] = static_cast<char>(bent[at] ^ 0x40);
    SweepRun fresh(all);
    if (fresh.take_in(bent)) {
      EXPECT_EQ(fresh.done(), 14U) << at;
    }
  }
  EXPECT_FALSE(whole.take_in("prospect points 1"));
  const auto other = request(3001, "grid.toml");
  ScenarioRuns of_others(other, inputs);
  of_others.fit(0);
  of_others.fit(1);
  EXPECT_FALSE(SweepRun(of_others).take_in(tally)) << "of another number of worlds";
}

/// What happens to the results of the last rank.
enum class Harm { none, damaged, senseless };

/// A rank to whose every other result that happens.
class Harmed final : public ranks::RankInThread {
 public:
  Harmed(ranks::Post& post, int rank, Harm harm, std::atomic<int>& results)
      : RankInThread(post, rank), harm_(harm), results_(results) {}
  void send(int to, std::string bytes) override {
    auto words = ranks::read_words(bytes);
    if (words.word == ranks::Word::done && ++results_ % 2 == 1) {
      if (harm_ == Harm::damaged) words.rest[words.rest.size() / 2] ^= 4;
      if (harm_ == Harm::senseless) {
        auto unit = unit_from(words.rest);
        unit.result.resize(unit.result.size() / 2);
        words.rest = bytes_of(unit);
      }
      bytes = ranks::words_of(words.word, words.number, words.rest);
    }
    RankInThread::send(to, std::move(bytes));
  }

 private:
  Harm harm_;
  std::atomic<int>& results_;
};

/// A job whose ranks are threads.
class Team {
 public:
  explicit Team(int ranks, Harm harm = Harm::none) : post_(ranks), zero_(post_, 0) {
    for (int rank = 1; rank < ranks; ++rank) {
      threads_.emplace_back([this, rank, harm = rank + 1 == ranks ? harm : Harm::none] {
        Harmed harmed(post_, rank, harm, results_);
        work_as_rank(harmed);
      });
    }
  }
  ~Team() {
    static_cast<void>(ranks::dismiss(zero_));
    for (auto& thread : threads_) thread.join();
  }
  ranks::Ranks& zero() { return zero_; }
  /// Sent by the other ranks so far.
  [[nodiscard]] int results() const { return results_; }

 private:
  ranks::Post post_;
  ranks::RankInThread zero_;
  std::atomic<int> results_{0};
  std::vector<std::thread> threads_;
};

class Jobs : public SharedRunTest {
 protected:
  [[nodiscard]] std::string shared(const RunRequest& asked, int ranks, Course course = {}) const {
    Team team(ranks);
    SharedRun with(team.zero(), asked.patience);
    Progress progress(asked.patience, testing::TempDir() + "shared_run_test.h5");
    course.progress = &progress;
    course.shared = &with;
    Split split;
    return told(run(asked, files(), split, nullptr, course));
  }
};

TEST_F(Jobs, GiveTheResultOfOneProcess) {
  for (const auto& asked : {request(40 * chunk + 77), request(3000, "grid.toml")}) {
    const auto reference = alone(asked);
    for (const int ranks : {2, 4}) EXPECT_EQ(shared(asked, ranks), reference) << ranks;
  }
}

TEST_F(Jobs, KeepThePathsOfOneProcess) {
  auto asked = request(12 * chunk);
  asked.keep_paths = 2 * chunk + 1;
  Split split;
  const auto reference = run(asked, files(), split);
  Team team(3);
  SharedRun with(team.zero(), asked.patience);
  Progress progress(asked.patience, testing::TempDir() + "shared_run_test.h5");
  const auto record = run(asked, files(), split, nullptr, {&progress, {}, nullptr, {}, &with});
  EXPECT_EQ(told(record), told(reference));
  for (std::size_t s = 0; s < 2; ++s) {
    EXPECT_EQ(record.scenarios[s].kept.values, reference.scenarios[s].kept.values);
    EXPECT_EQ(record.scenarios[s].kept.met, reference.scenarios[s].kept.met);
  }
}

TEST_F(Jobs, CountAgainWhatIsOfNoUse) {
  for (const auto& asked : {request(12 * chunk), request(3000, "grid.toml")}) {
    const auto inputs = files();
    ScenarioRuns all(asked, inputs);
    for (const std::size_t number : {0U, 1U}) all.fit(number);
    auto run = all.start(0), reference = all.start(0);
    std::unique_ptr<SweepRun> sweep, reference_sweep;
    if (all.grid()) {
      sweep = std::make_unique<SweepRun>(all);
      reference_sweep = std::make_unique<SweepRun>(all);
      ASSERT_TRUE(reference_sweep->go_on(nullptr, {}));
    } else {
      ASSERT_TRUE(reference.go_on(asked.paths));
    }
    for (const auto& [harm, words] : std::map<Harm, std::string>{
             {Harm::damaged, "cannot go on: a message between the ranks came damaged; the others do its work"},
             {Harm::senseless, "WARNING: what another rank counted is of no use"}}) {
      testing::internal::CaptureStderr();
      {
        Team team(2, harm);
        SharedRun with(team.zero(), asked.patience);
        const auto begin = [&] {
          with.begin({asked, all.record().texts, all.fits().handed_on(), maker_of_fits()}, 1);
          // This rank does nothing before something of the other has come, or the other is left out.
          const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
          while (std::chrono::steady_clock::now() < until && with.waiting(0).empty() && with.waiting_points().empty() &&
                 (team.results() == 0 || with.told() != "1 ranks, 1 threads")) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
          }
        };
        if (sweep) {
          sweep->start_over();
          with.plan_points(sweep->gaps());
          begin();
          EXPECT_TRUE(with.go_on(*sweep, nullptr, {}));
          EXPECT_EQ(sweep->tally(), reference_sweep->tally());
        } else {
          run.start_over();
          with.plan(0, {{0, asked.paths}}, 0);
          begin();
          EXPECT_TRUE(with.go_on(run, 0, asked.paths, nullptr, {}));
          EXPECT_EQ(run.tally(), reference.tally());
        }
      }
      const std::string told = testing::internal::GetCapturedStderr();
      EXPECT_NE(told.find(words), std::string::npos) << told;
    }
  }
}

TEST_F(Jobs, StopEarlyWhereOneProcessDoes) {
  auto asked = request(30 * chunk);
  asked.precision = 0.6;
  EXPECT_EQ(shared(asked, 3), alone(asked));
}

TEST_F(Jobs, GoOnWithWhatOthersCounted) {
  const auto asked = request(20 * chunk);
  const auto inputs = files();
  ScenarioRuns all(asked, inputs);
  all.fit(0);
  all.fit(1);
  auto run = all.start(1);
  ASSERT_TRUE(run.run_range({4 * chunk, 9 * chunk}));
  ASSERT_TRUE(run.run_range({15 * chunk, 16 * chunk}));
  Course course;
  course.done = {{}, {run.tally()}};
  EXPECT_EQ(shared(asked, 3, course), alone(asked));
  const auto with_points = request(3000, "grid.toml");
  ScenarioRuns of_points(with_points, inputs);
  of_points.fit(0);
  of_points.fit(1);
  SweepRun sweep(of_points);
  ASSERT_TRUE(sweep.run_range({11, 13}, nullptr, {}));
  course.done.clear();
  course.points_done = {sweep.tally()};
  EXPECT_EQ(shared(with_points, 3, course), alone(with_points));
}

TEST(RankMessages, ComeBackAsTheyWere) {
  RankJob job;
  job.request.scenarios = {"a", "b"};
  job.request.paths = 5;
  job.request.threads = 7;
  job.request.grid = "g";
  job.texts = {{"a", "text"}};
  job.fits = "fits";
  job.maker = "maker";
  const auto back = job_from(bytes_of(job));
  EXPECT_EQ(back.request.scenarios, job.request.scenarios);
  EXPECT_EQ(back.request.threads, 7);
  EXPECT_EQ(back.request.grid, "g");
  EXPECT_EQ(back.texts, job.texts);
  EXPECT_EQ(back.fits, "fits");
  EXPECT_EQ(back.maker, "maker");
  EXPECT_THROW(static_cast<void>(job_from("job")), base::Failure);
  const RankUnit unit{RankUnit::Kind::points, 3, {4, 9}, "result"};
  const auto read = unit_from(bytes_of(unit));
  EXPECT_EQ(read.kind, unit.kind);
  EXPECT_EQ(read.scenario, 3U);
  EXPECT_EQ(read.range.last, 9U);
  EXPECT_EQ(read.result, "result");
  EXPECT_THROW(static_cast<void>(unit_from("unit")), base::Failure);
}

TEST(Parts, OfAnotherVersionAreToldFromDamagedOnes) {
  RunPart part;
  part.request.scenarios = {"a"};
  part.request.paths = 5;
  const std::string bytes = bytes_of(part), file = testing::TempDir() + "shared_run_test.part";
  const auto told = [&](std::string of) {
    std::ofstream(file, std::ios::binary) << of;
    try {
      static_cast<void>(read_part(file));
    } catch (const base::Rejected& rejected) {
      return rejected.problems().sorted().at(0).message;
    }
    return std::string();
  };
  EXPECT_EQ(told(base::sealed(bytes)), "");
  std::string other = bytes;
  const auto number = other.find("a run 2\n");
  ASSERT_NE(number, std::string::npos);
  other[number + 6] = '1';
  EXPECT_EQ(told(base::sealed(other)), "'" + file + "' was saved by another version of this program");
  EXPECT_TRUE(begins_as_part(file)) << "and a new run may take its place";
  other = base::sealed(bytes);
  other[other.size() / 2] ^= 1;
  EXPECT_EQ(told(other), "'" + file + "' is not a part of a run, or is damaged");
  EXPECT_EQ(told(base::sealed("something else")), "'" + file + "' is not a part of a run, or is damaged");
  EXPECT_FALSE(begins_as_part(file));
}

}  // namespace
}  // namespace prospect::app
