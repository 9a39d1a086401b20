#include "serve/outbox.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "serve/server.hpp"

namespace prospect::serve {
namespace {

using Texts = std::vector<std::string>;

Texts all_of(Outbox& outbox) {
  Texts texts;
  while (auto next = outbox.take().message) texts.push_back(*next);
  return texts;
}

TEST(Outbox, GivesTheNewestOfAKindInTheOrderTheKindsCame) {
  Outbox outbox(1 << 20, [] {});
  outbox.put("a", "");
  outbox.put("progress 1", "progress");
  outbox.put("b", "");
  outbox.put("table 1", "table");
  outbox.put("progress 2", "progress");
  outbox.put("b", "");
  EXPECT_EQ(outbox.take().message, "a");
  outbox.put("progress 3", "progress");
  EXPECT_EQ(all_of(outbox), (Texts{"progress 3", "b", "table 1", "b"}));
  // One that went out is not replaced.
  outbox.put("progress 4", "progress");
  outbox.put("progress 5", "progress");
  EXPECT_EQ(all_of(outbox), Texts{"progress 5"});
}

TEST(Outbox, WakesOnceUntilNothingIsLeft) {
  int woken = 0;
  Outbox outbox(1 << 20, [&woken] { ++woken; });
  outbox.put("a", "");
  outbox.put("b", "");
  EXPECT_EQ(woken, 1);
  EXPECT_TRUE(outbox.take().message);
  outbox.put("c", "");
  EXPECT_EQ(woken, 1);
  EXPECT_EQ(all_of(outbox).size(), 2u);
  outbox.put("d", "");
  EXPECT_EQ(woken, 2);
}

TEST(Outbox, IsFloodedByWhatIsNotTaken) {
  int woken = 0;
  Outbox outbox(10'000, [&woken] { ++woken; });
  for (int k = 0; k < 1000; ++k) outbox.put(std::string(9'000, 'x'), "kind");  // in each other's place
  EXPECT_EQ(outbox.state(), Outbox::State::open);
  outbox.put(std::string(2'000, 'x'), "");
  EXPECT_EQ(outbox.state(), Outbox::State::flooded);
  EXPECT_EQ(woken, 2);  // though the network never took anything
  outbox.put("x", "");
  EXPECT_FALSE(outbox.take().message);
}

TEST(Outbox, TakesOneMessageAsLongAsMayWait) {
  Outbox outbox(10'000, [] {});
  outbox.put(std::string(10'000, 'x'), "");
  EXPECT_TRUE(outbox.take().message);
  outbox.put(std::string(10'001, 'x'), "");
  EXPECT_EQ(outbox.state(), Outbox::State::flooded);
}

TEST(Outbox, CountsEmptyMessages) {
  Outbox outbox(10'000, [] {});
  for (int k = 0; k < 1000; ++k) outbox.put("", "");
  EXPECT_EQ(outbox.state(), Outbox::State::flooded);
}

TEST(Outbox, EndsAfterWhatWaits) {
  Outbox outbox(10'000, [] {});
  EXPECT_FALSE(outbox.take().last);
  outbox.put("a", "");
  outbox.finish();
  outbox.put("b", "");
  EXPECT_EQ(outbox.state(), Outbox::State::finished);
  const Outbox::Taken first = outbox.take();
  EXPECT_EQ(first.message, "a");
  EXPECT_FALSE(first.last);
  const Outbox::Taken none = outbox.take();
  EXPECT_FALSE(none.message);
  EXPECT_TRUE(none.last);
}

TEST(Outbox, WakesNoOneOnceShut) {
  int woken = 0;
  Outbox outbox(10'000, [&woken] { ++woken; });
  outbox.shut();
  outbox.put("a", "");
  outbox.finish();
  EXPECT_EQ(woken, 0);
  EXPECT_FALSE(outbox.take().message);
}

TEST(Outbox, LosesNothingBetweenThreads) {
  Outbox outbox(64 << 20, [] {});
  constexpr int each = 20'000;
  const auto put = [&outbox] {
    for (int k = 0; k < each; ++k) outbox.put("x", "");
  };
  std::thread one(put), two(put);
  int taken = 0;
  while (taken < 2 * each) taken += static_cast<int>(all_of(outbox).size());
  one.join(), two.join();
  EXPECT_EQ(taken, 2 * each);
}

TEST(Sender, MadeFromNothingSpeaksToNoOne) {
  const Sender sender;
  sender.send("a");
  sender.close();
}

}  // namespace
}  // namespace prospect::serve
