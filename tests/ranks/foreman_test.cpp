#include "ranks/foreman.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

#include "base/problem.hpp"
#include "ranks/words.hpp"
#include "ranks_in_threads.hpp"

namespace prospect::ranks {
namespace {

using namespace std::chrono_literals;

/// How a rank does a unit.
using Conduct = std::function<std::string(int rank, const std::string& unit, const Alive& alive)>;

/// A job of numbered units, the ranks as threads.
class Job {
 public:
  Job(int ranks, int units, Conduct conduct, std::chrono::duration<double> stalled_after = 60s)
      : post_(ranks), zero_(post_, 0), left_(units) {
    for (int rank = 1; rank < ranks; ++rank) {
      threads_.emplace_back([this, rank, conduct] {
        RankInThread own(post_, rank);
        serve(own, [&](const std::string& job, const Alive& alive) -> Hired {
          if (job != "the job") throw std::runtime_error("another job");
          return {rank, [&conduct, rank, alive](const std::string& unit) { return conduct(rank, unit, alive); }};
        });
      });
    }
    Work work;
    work.next = [this](int threads, bool) -> std::optional<std::string> {
      const std::lock_guard turn(turn_);
      if (left_ == 0) return std::nullopt;
      asked_with_[threads] += 1;
      return std::to_string(left_--);
    };
    work.take = [this](const std::string& result) {
      if (result.starts_with("rubbish")) throw base::Failure("this is rubbish");
      const std::lock_guard turn(turn_);
      ++came_[result];
    };
    work.say = [this](const std::string& words) {
      const std::lock_guard turn(turn_);
      said_.push_back(words);
    };
    foreman_ = std::make_unique<Foreman>(zero_, "the job", work, stalled_after);
  }
  ~Job() {
    foreman_.reset();
    EXPECT_TRUE(dismiss(zero_));
    for (auto& thread : threads_) thread.join();
  }

  /// Until so many results are there; what a lost rank leaves is done here, with `own` as its result.
  void wait(std::size_t results) {
    const auto until = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < until) {
      while (auto unit = foreman_->returned()) {
        const std::lock_guard turn(turn_);
        ++came_["done " + *unit];
      }
      {
        const std::lock_guard turn(turn_);
        if (came_.size() >= results) return;
      }
      std::this_thread::sleep_for(1ms);
    }
    FAIL() << "only " << came_.size() << " of " << results << " results came";
  }
  std::map<std::string, int> came() {
    const std::lock_guard turn(turn_);
    return came_;
  }
  std::vector<std::string> said() {
    const std::lock_guard turn(turn_);
    return said_;
  }
  std::map<int, int> asked_with() {
    const std::lock_guard turn(turn_);
    return asked_with_;
  }
  Foreman& foreman() { return *foreman_; }

 private:
  Post post_;
  RankInThread zero_;
  std::mutex turn_;
  int left_;
  std::map<std::string, int> came_;
  std::map<int, int> asked_with_;
  std::vector<std::string> said_;
  std::vector<std::thread> threads_;
  std::unique_ptr<Foreman> foreman_;
};

std::string done(int, const std::string& unit, const Alive&) { return "done " + unit; }

/// Every unit's result, and each once.
void expect_each_once(const std::map<std::string, int>& came, int units) {
  EXPECT_EQ(came.size(), static_cast<std::size_t>(units));
  for (const auto& [result, times] : came) EXPECT_EQ(times, 1) << result;
}

TEST(Foreman, HasEveryUnitDoneOnceWhateverTheRanks) {
  for (const int ranks : {2, 3, 6}) {
    Job job(ranks, 200, done);
    job.wait(200);
    expect_each_once(job.came(), 200);
    EXPECT_TRUE(job.said().empty());
    EXPECT_EQ(job.foreman().ranks_at_work(), ranks - 1);
    EXPECT_EQ(job.foreman().threads_at_work(), ranks * (ranks - 1) / 2);
    EXPECT_FALSE(job.foreman().has_lost());
  }
}

TEST(Foreman, TellsThreadsOfTheRankThatIsToHaveTheUnit) {
  Job job(3, 50, [](int, const std::string& unit, const Alive&) {
    std::this_thread::sleep_for(1ms);
    return "done " + unit;
  });
  job.wait(50);
  const auto asked = job.asked_with();
  EXPECT_GT(asked.at(1), 0);
  EXPECT_GT(asked.at(2), 0);
}

TEST(Foreman, GivesMoreToWhoIsFaster) {
  std::map<int, int> by_rank;
  std::mutex turn;
  Job job(3, 60, [&](int rank, const std::string& unit, const Alive&) {
    if (rank == 1) std::this_thread::sleep_for(100ms);
    const std::lock_guard one(turn);
    ++by_rank[rank];
    return "done " + unit;
  });
  job.wait(60);
  EXPECT_GT(by_rank[2], 50);
}

TEST(Foreman, HasTheWorkOfAStalledRankDoneByOthers) {
  std::atomic<bool> wake{false};
  Job job(
      3, 40,
      [&](int rank, const std::string& unit, const Alive&) {
        while (rank == 1 && !wake) std::this_thread::sleep_for(1ms);
        return "done " + unit;
      },
      300ms);
  job.wait(40);
  expect_each_once(job.came(), 40);
  ASSERT_EQ(job.said().size(), 1U);
  EXPECT_EQ(job.said()[0], "rank 1 on node1 has given no sign for 0 s; the others do its work");
  EXPECT_TRUE(job.foreman().has_lost());
  // It wakes up, tells what is known already, and is a rank again.
  wake = true;
  for (int k = 0; k < 5000 && job.said().size() < 2; ++k) std::this_thread::sleep_for(1ms);
  ASSERT_EQ(job.said().size(), 2U);
  EXPECT_EQ(job.said()[1], "rank 1 on node1 answers again");
  EXPECT_FALSE(job.foreman().has_lost());
  std::this_thread::sleep_for(20ms);
  expect_each_once(job.came(), 40);
}

TEST(Foreman, GivesUnitsBackWhereEveryRankHasStalled) {
  std::atomic<bool> wake{false};
  Job job(
      3, 4,
      [&](int, const std::string& unit, const Alive&) {
        while (!wake) std::this_thread::sleep_for(1ms);
        return "done " + unit;
      },
      200ms);
  job.wait(4);   // done by the caller
  expect_each_once(job.came(), 4);
  wake = true;
  std::this_thread::sleep_for(50ms);
  expect_each_once(job.came(), 4);
}

TEST(Foreman, WaitsForARankThatIsSlowAndGivesSigns) {
  Job job(
      2, 1,
      [&](int, const std::string& unit, const Alive& alive) {
        for (int k = 0; k < 30; ++k) {
          std::this_thread::sleep_for(100ms);
          alive();
        }
        return "done " + unit;
      },
      2s);
  const auto until = std::chrono::steady_clock::now() + 60s;
  while (job.came().empty() && std::chrono::steady_clock::now() < until) {
    ASSERT_FALSE(job.foreman().returned().has_value());
    std::this_thread::sleep_for(5ms);
  }
  expect_each_once(job.came(), 1);
  EXPECT_TRUE(job.said().empty());
}

TEST(Foreman, GoesOnWithoutARankThatFails) {
  Job job(3, 30, [](int rank, const std::string& unit, const Alive&) {
    if (rank == 2) throw std::runtime_error("its disk is on fire");
    return "done " + unit;
  });
  job.wait(30);
  expect_each_once(job.came(), 30);
  ASSERT_EQ(job.said().size(), 1U);
  EXPECT_EQ(job.said()[0], "rank 2 on node2 cannot go on: its disk is on fire; the others do its work");
  EXPECT_EQ(job.foreman().ranks_at_work(), 1);
}

TEST(Foreman, TellsMemoryThatIsShort) {
  Job job(2, 1, [](int, const std::string&, const Alive&) -> std::string { throw std::bad_alloc(); });
  job.wait(1);
  ASSERT_EQ(job.said().size(), 1U);
  EXPECT_NE(job.said()[0].find("not enough memory"), std::string::npos);
}

TEST(Foreman, EndsWithUnitsStillAtWork) {
  std::atomic<int> begun{0};
  {
    Job job(2, 100, [&](int, const std::string& unit, const Alive&) {
      ++begun;
      std::this_thread::sleep_for(20ms);
      return "done " + unit;
    });
    while (begun == 0) std::this_thread::sleep_for(1ms);
  }
  EXPECT_LE(begun, 4);
}

TEST(Foreman, HasDoneAgainWhatNothingCanBeMadeOf) {
  Job job(3, 30, [](int rank, const std::string& unit, const Alive&) {
    return (rank == 2 ? "rubbish " : "done ") + unit;
  });
  job.wait(30);
  expect_each_once(job.came(), 30);
  ASSERT_EQ(job.said().size(), 1U);
  EXPECT_EQ(job.said()[0], "rank 2 on node2 cannot go on: this is rubbish; the others do its work");
}

TEST(Foreman, LetsNoUnitWaitThatShouldNot) {
  for (const bool may_wait : {true, false}) {
    Post post(2);
    RankInThread zero(post, 0), one(post, 1);
    std::promise<void> asked_ahead;
    bool asked = false;
    Work work;
    work.next = [&](int, bool ahead) -> std::optional<std::string> {
      if (ahead && !std::exchange(asked, true)) asked_ahead.set_value();
      if (ahead && !may_wait) return std::nullopt;
      return "a unit";
    };
    work.take = [](const std::string&) {};
    work.say = [](const std::string&) {};
    {
      Foreman foreman(zero, "the job", work, 60s);
      one.send(0, words_of(Word::ready, 1, "a node"));
      asked_ahead.get_future().wait();
    }
    int units = 0;
    while (auto message = one.receive()) units += read_words(message->bytes).word == Word::unit ? 1 : 0;
    EXPECT_EQ(units, may_wait ? 2 : 1) << "the one at work, and the one that waits";
  }
}

TEST(Foreman, LeavesOutARankOfAnotherProgram) {
  Post post(2);
  RankInThread zero(post, 0), one(post, 1);
  std::promise<std::string> said;
  bool given = false;
  Work work;
  work.next = [&](int, bool) -> std::optional<std::string> {
    if (std::exchange(given, true)) return std::nullopt;
    return "a unit";
  };
  work.take = [](const std::string&) {};
  work.say = [&](const std::string& words) { said.set_value(words); };
  Foreman foreman(zero, "the job", work, 60s);
  one.send(0, words_of(Word::ready, 1, "a node"));
  one.send(0, "something else");
  EXPECT_EQ(said.get_future().get(),
            "rank 1 on a node cannot go on: a rank of the job is of another program; the others do its work");
  EXPECT_EQ(foreman.ranks_at_work(), 0);
}

/// A network that fails once something was sent over it.
class Failing final : public RankInThread {
 public:
  using RankInThread::RankInThread;
  void send(int to, std::string bytes) override {
    fails_ = read_words(bytes).word == Word::unit;
    RankInThread::send(to, std::move(bytes));
  }
  std::optional<Message> receive() override {
    if (fails_) throw base::Failure("the network is down");
    return RankInThread::receive();
  }

 private:
  bool fails_ = false;
};

TEST(Foreman, GivesUnitsBackWhereNoMessageGetsThrough) {
  Post post(3);
  Failing zero(post, 0);
  std::promise<std::string> said;
  int left = 10;
  Work work;
  work.next = [&](int, bool) -> std::optional<std::string> {
    if (left == 0) return std::nullopt;
    return std::to_string(left--);
  };
  work.take = [](const std::string&) {};
  work.say = [&](const std::string& words) { said.set_value(words); };
  Foreman foreman(zero, "the job", work, 60s);
  for (const int rank : {1, 2}) RankInThread(post, rank).send(0, words_of(Word::ready, 1, "a node"));
  EXPECT_EQ(said.get_future().get(),
            "the other ranks cannot be reached any more (the network is down): this one goes on alone");
  std::vector<std::string> returned;
  while (auto unit = foreman.returned()) returned.push_back(*unit);
  EXPECT_GT(returned.size(), 0U);
  EXPECT_EQ(returned.size(), 10U - static_cast<std::size_t>(left)) << "every unit that was given out";
  EXPECT_EQ(foreman.ranks_at_work(), 0);
  EXPECT_TRUE(foreman.has_lost());
}

TEST(Words, ComeBackAsTheyWere) {
  const auto words = read_words(words_of(Word::done, 0x1234567890ABCDEF, std::string("a\0b", 3)));
  EXPECT_EQ(words.word, Word::done);
  EXPECT_EQ(words.number, 0x1234567890ABCDEF);
  EXPECT_EQ(words.rest, std::string("a\0b", 3));
  EXPECT_THROW(static_cast<void>(read_words("")), base::Failure);
  EXPECT_THROW(static_cast<void>(read_words(std::string(9, 'Z'))), base::Failure);
}

}  // namespace
}  // namespace prospect::ranks
