#include "lanes/ordered_for.hpp"

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace prospect::lanes {
namespace {

void nothing(std::uint64_t, int) {}

class OrderedFor : public testing::TestWithParam<int> {};

INSTANTIATE_TEST_SUITE_P(Threads, OrderedFor, testing::Values(1, 2, 3, 8, 0));

TEST_P(OrderedFor, MergesInOrderOnTheThreadThatWorked) {
  constexpr std::uint64_t chunks = 500;
  std::vector<std::uint64_t> memory(64), merged;
  const std::uint64_t done = ordered_for(
      chunks, GetParam(),
      [&](std::uint64_t chunk, int thread) {
        if (chunk % 7 == 0) {
          std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
        memory[static_cast<std::size_t>(thread)] = chunk * chunk;
      },
      [&](std::uint64_t chunk, int thread) {
        EXPECT_EQ(memory[static_cast<std::size_t>(thread)], chunk * chunk);
        merged.push_back(chunk);
      });
  EXPECT_EQ(done, chunks);
  ASSERT_EQ(merged.size(), chunks);
  for (std::uint64_t chunk = 0; chunk < chunks; ++chunk) {
    EXPECT_EQ(merged[chunk], chunk);
  }
}

TEST_P(OrderedFor, RethrowsTheLowestFailureAndMergesAllBelowIt) {
  for (const bool in_work : {true, false}) {
    std::vector<std::uint64_t> merged;
    const auto fail = [](std::uint64_t chunk) {
      if (chunk == 40) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
      if (chunk >= 40) {
        throw std::runtime_error("chunk " + std::to_string(chunk));
      }
    };
    try {
      ordered_for(
          1000, GetParam(),
          [&](std::uint64_t chunk, int) { in_work ? fail(chunk) : void(); },
          [&](std::uint64_t chunk, int) {
            in_work ? void() : fail(chunk);
            merged.push_back(chunk);
          });
      ADD_FAILURE() << "did not throw";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "chunk 40");
    }
    EXPECT_EQ(merged.size(), 40U);
  }
}

TEST_P(OrderedFor, StopsAfterAFirstPartOfTheChunks) {
  std::atomic<bool> stop = false;
  std::vector<std::uint64_t> merged;
  const std::uint64_t done = ordered_for(
      100000, GetParam(), nothing,
      [&](std::uint64_t chunk, int) {
        merged.push_back(chunk);
        stop = chunk >= 20;
      },
      &stop);
  EXPECT_EQ(done, merged.size());
  EXPECT_GE(done, 21U);
  EXPECT_LT(done, 100U);
  for (std::uint64_t chunk = 0; chunk < done; ++chunk) {
    EXPECT_EQ(merged[chunk], chunk);
  }
}

TEST_P(OrderedFor, DoesNothingWithoutChunksOrWhenStoppedBefore) {
  const auto never = [](std::uint64_t, int) { ADD_FAILURE(); };
  EXPECT_EQ(ordered_for(0, GetParam(), never, never), 0U);
  const std::atomic<bool> stop = true;
  EXPECT_EQ(ordered_for(10, GetParam(), never, never, &stop), 0U);
}

TEST(OrderedForOnce, UsesSeveralThreadsAtOnce) {
  std::atomic<int> inside = 0;
  // Ends only if two chunks are in work at the same time; ctest's time limit is the failure.
  ordered_for(
      2, 2,
      [&](std::uint64_t, int) {
        ++inside;
        while (inside < 2) {
          std::this_thread::yield();
        }
      },
      nothing);
  EXPECT_EQ(inside, 2);
  EXPECT_GE(hardware_threads(), 1);
}

}  // namespace
}  // namespace prospect::lanes
