/// The desk that answers pages, without a network: what is sent to them waits in an outbox.

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "app/desk.hpp"
#include "serve/outbox.hpp"
#include "what_if_world.hpp"

namespace prospect::app {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

/// A page as the desk sees it.
class Page {
 public:
  explicit Page(Desk& desk)
      : outbox_(std::make_shared<serve::Outbox>(std::size_t{8} << 20U, [this] { came(); })),
        visitor_(desk.meet(serve::Sender(outbox_))) {}
  ~Page() {
    visitor_ = nullptr;
    outbox_->shut();
  }
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  void say(const std::string& message) { visitor_->hear(message); }
  /// The next message; none within a minute is a failure.
  json::object next() {
    for (;;) {
      if (auto taken = outbox_->take(); taken.message) return json::parse(*taken.message).as_object();
      std::unique_lock lock(mutex_);
      if (!there_.wait_for(lock, std::chrono::minutes(1), [this] { return has_come_; })) {
        ADD_FAILURE() << "no message came";
        return {};
      }
      has_come_ = false;
    }
  }
  /// The next of that kind.
  json::object next(const char* kind) {
    for (int k = 0; k < 1000; ++k) {
      auto message = next();
      if (message.empty() || message.at("kind") == kind) return message;
    }
    return {};
  }
  /// The last answer to a question.
  json::object final_answer(int number) {
    for (int k = 0; k < 1000; ++k) {
      auto answer = next("answer");
      if (answer.empty() || (answer.at("ask") == number && answer.at("final").as_bool())) return answer;
    }
    return {};
  }

 private:
  void came() {
    const std::scoped_lock lock(mutex_);
    has_come_ = true;
    there_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable there_;
  bool has_come_ = false;
  std::shared_ptr<serve::Outbox> outbox_;
  std::unique_ptr<serve::Visitor> visitor_;
};

class DeskTest : public WhatIfWorld {
 protected:
  DeskTest() { request_.paths = 60'000; }
};

TEST_F(DeskTest, AnswersInStepsToTheLastWorld) {
  Desk desk(what_if());
  Page page(desk);
  EXPECT_EQ(page.next().at("kind"), "model");
  page.say(R"({"ask": 1, "language": "vi", "scenario": "s", "levers": {"push": 0.5}})");
  const auto first = page.next();
  EXPECT_EQ(first.at("worlds"), 24'576);
  EXPECT_EQ(first.at("final"), false);
  EXPECT_EQ(first.at("language"), "vi");
  const auto last = page.final_answer(1);
  EXPECT_EQ(last.at("worlds"), 60'000);
  const auto width = [](const json::object& answer) {
    const auto& target = answer.at("targets").at(0);
    return target.at("high").as_double() - target.at("low").as_double();
  };
  EXPECT_LT(width(last), width(first));
}

TEST_F(DeskTest, APinnedCaseKeepsUp) {
  Desk desk(what_if());
  Page page(desk);
  page.say(R"({"ask": 1, "scenario": "s", "levers": {"push": 0.5}})");
  page.final_answer(1);
  // The case itself is there to the last world, the pinned one is not yet.
  page.say(R"({"ask": 2, "scenario": "s", "levers": {"push": 0.5}, "pinned": {"scenario": "s"}})");
  const auto last = page.final_answer(2);
  page.say(R"({"ask": 3, "scenario": "s"})");
  const auto pinned = page.final_answer(3);
  EXPECT_EQ(last.at("targets").at(0).at("difference").at("pinned"), pinned.at("targets").at(0).at("p"));
  EXPECT_EQ(last.at("targets").at(0).at("difference").at("tone"), "good");
  EXPECT_EQ(last.at("targets").at(1).at("difference").at("same"), true);   // y does not hang on the lever
}

TEST_F(DeskTest, WhatIsNoQuestionIsTold) {
  Desk desk(what_if());
  Page page(desk);
  page.next("model");
  for (const char* message : {"", "{", "[]", "{}", R"({"ask": "x"})", R"({"ask": -1, "scenario": "s"})"}) {
    page.say(message);
    EXPECT_EQ(page.next().at("kind"), "problem") << message;
  }
  page.say(R"({"ask": 7, "scenario": "s", "levers": {"push": 99}})");
  const auto problem = page.next();
  EXPECT_EQ(problem.at("ask"), 7);
  EXPECT_THAT(std::string(problem.at("message").as_string()), HasSubstr("-3 to 3"));
  page.say(R"({"save": 8, "scenario": "s", "name": "../x"})");
  EXPECT_EQ(page.next().at("save"), 8);
  page.say(R"({"ask": 9, "scenario": "s"})");
  EXPECT_EQ(page.final_answer(9).at("worlds"), 60'000);
}

TEST_F(DeskTest, SavesAndWritesDown) {
  Desk desk(what_if());
  Page page(desk);
  page.say(R"({"write": 1, "scenario": "s", "name": "new", "label": "x \"y\" <b>", "levers": {"push": 1}})");
  const auto written = page.next("written");
  page.say(R"({"save": 2, "scenario": "s", "name": "new", "label": "x \"y\" <b>", "levers": {"push": 1}})");
  EXPECT_EQ(page.next("saved").at("file").as_string(), file("new.toml"));
  std::ifstream saved(file("new.toml"));
  const std::string text{std::istreambuf_iterator<char>(saved), {}};
  EXPECT_EQ(written.at("text").as_string(), text);
}

TEST_F(DeskTest, SearchesAndOneTakesThePlaceOfTheOther) {
  Desk desk(what_if());
  Page greedy(desk), page(desk);
  for (int k = 1; k <= 200; ++k) {
    greedy.say(R"({"seek": )" + std::to_string(k) +
               R"(, "scenario": "s", "lever": ["push", "trend"], "targets": ["all"], "probability": 70})");
  }
  page.say(R"({"seek": 5, "scenario": "s", "lever": ["push"], "targets": ["a"], "probability": 60})");
  const auto sought = page.next("sought");
  EXPECT_EQ(sought.at("outcome"), "found");
  EXPECT_EQ(sought.at("seek"), 5);
  EXPECT_EQ(greedy.next("sought").at("seek"), 200);
}

// Pages come, ask, and go in the midst of it; those that stay are answered.
TEST_F(DeskTest, ManyComeAndGo) {
  Desk desk(what_if());
  Page stays(desk);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&desk, thread] {
      for (int k = 0; k < 12; ++k) {
        Page page(desk);
        const std::string value = std::to_string((thread + k) % 5);
        page.say(R"({"ask": 1, "scenario": "s", "levers": {"push": 0.)" + value + R"(}, "pinned": {"scenario": "s"}})");
        if (k % 3 == 0) page.say(R"({"seek": 2, "scenario": "s", "lever": ["push"], "targets": ["a"]})");
        if (k % 4 == 0) page.next("answer");
      }
    });
  }
  stays.say(R"({"ask": 1, "scenario": "s", "levers": {"push": 1}})");
  EXPECT_EQ(stays.final_answer(1).at("worlds"), 60'000);
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace prospect::app
