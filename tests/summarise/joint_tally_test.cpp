/// Joint counts, by hand and against counting path by path.

#include "summarise/joint_tally.hpp"

#include <gtest/gtest.h>

#include "made_world.hpp"

namespace prospect::summarise {
namespace {

using Counts = std::vector<std::uint64_t>;
using Lists = std::vector<std::vector<std::size_t>>;

LaneSet lanes_of(const std::vector<std::size_t>& lanes) {
  LaneSet set{};
  for (const std::size_t lane : lanes) {
    set[lane / word_lanes] |= std::uint64_t{1} << lane % word_lanes;
  }
  return set;
}

/// Four paths, three targets: met by {0 1 2}, {1 2}, {2 3}. Catches: misses counted where hits
/// should be, padding counted as paths that meet nothing.
TEST(joint_tally, by_hand) {
  JointTally tally(3, Lists{{0, 1}, {}, {0, 1, 2}});
  tally.set(0, lanes_of({0, 1, 2}));
  tally.set(1, lanes_of({1, 2}));
  tally.set(2, lanes_of({2, 3}));
  tally.next(4);
  tally.count();
  EXPECT_EQ(tally.paths(), 4U);
  EXPECT_EQ(tally.hits(0), 3U);
  EXPECT_EQ(tally.met_count(), (Counts{0, 2, 1, 1}));
  EXPECT_EQ(tally.only_miss(2), 1U);  // path 1
  EXPECT_EQ(tally.only_miss(0), 0U);
  EXPECT_EQ(tally.all_met(0), 2U);
  EXPECT_EQ(tally.all_met(1), 0U);
  EXPECT_EQ(tally.all_met(2), 1U);
  EXPECT_EQ(tally.both_missed(), (Counts{1, 1, 0, 1, 2, 1, 0, 1, 2}));
}

TEST(joint_tally, nothing_taken_in) {
  JointTally tally(2, {});
  tally.count();
  EXPECT_EQ(tally.paths(), 0U);
  EXPECT_EQ(tally.met_count(), (Counts{0, 0, 0}));
}

bool met(std::size_t target, std::uint64_t path) {
  // A share common to all targets makes joint misses frequent, and full hits too.
  return noise(target + 1, path) + noise(0, path) > 0.3 + 0.01 * static_cast<double>(target);
}

/// Fills a tally with paths begin to end, in blocks, counting at the end.
void fill(JointTally& tally, std::size_t targets, std::uint64_t begin, std::uint64_t end) {
  for (std::uint64_t first = begin; first < end; first += lanes::lane_count) {
    const std::size_t used = std::min<std::uint64_t>(lanes::lane_count, end - first);
    for (std::size_t target = 0; target < targets; ++target) {
      std::vector<std::size_t> hit;
      for (std::size_t lane = 0; lane < used; ++lane) {
        if (met(target, first + lane)) hit.push_back(lane);
      }
      tally.set(target, lanes_of(hit));
    }
    tally.next(used);
  }
  tally.count();
}

/// Catches: a word mixed up, a carry lost above 1, 3, 7 or 63 targets, a chunk counted twice, bits
/// left standing from the chunk before. 1, 64 and 70 targets need 1, 7 and 7 digits.
TEST(joint_tally, against_counting_path_by_path) {
  for (const std::size_t targets : {1U, 2U, 7U, 64U, 70U}) {
    constexpr std::uint64_t paths = simulate::chunk_paths + 777;
    Counts met_count(targets + 1), only(targets), both(targets * targets);
    std::uint64_t group = 0;
    for (std::uint64_t path = 0; path < paths; ++path) {
      std::vector<std::size_t> missed;
      for (std::size_t target = 0; target < targets; ++target) {
        if (!met(target, path)) missed.push_back(target);
      }
      ++met_count[targets - missed.size()];
      if (missed.size() == 1) ++only[missed[0]];
      for (const std::size_t i : missed) {
        for (const std::size_t j : missed) ++both[i * targets + j];
      }
      if (met(0, path) && met(targets / 2, path)) ++group;
    }
    JointTally tally(targets, Lists{{0, targets / 2}});
    fill(tally, targets, 0, paths);
    EXPECT_EQ(tally.paths(), paths);
    EXPECT_EQ(tally.met_count(), met_count) << targets;
    EXPECT_EQ(tally.both_missed(), both) << targets;
    EXPECT_EQ(tally.all_met(0), group) << targets;
    for (std::size_t target = 0; target < targets; ++target) {
      EXPECT_EQ(tally.only_miss(target), only[target]) << targets;
      EXPECT_EQ(tally.hits(target), paths - both[target * targets + target]) << targets;
    }
  }
}

/// Law: merged parts equal the whole, and an empty part changes nothing.
TEST(joint_tally, merge) {
  JointTally whole(5, Lists{{1, 2}}), left(5, Lists{{1, 2}}), right(5, Lists{{1, 2}});
  fill(whole, 5, 0, 1024);
  fill(left, 5, 0, 512);
  fill(right, 5, 512, 1024);
  left.merge(JointTally(5, Lists{{1, 2}}));
  left.merge(right);
  EXPECT_EQ(left.met_count(), whole.met_count());
  EXPECT_EQ(left.both_missed(), whole.both_missed());
  EXPECT_EQ(left.all_met(0), whole.all_met(0));
}

/// Two chunks and a bit, counted by scrambling: each path in the one its number says, all together the totals.
TEST(joint_tally, splits_counts_by_scrambling) {
  constexpr std::size_t targets = 3;
  constexpr std::uint64_t end = 2 * simulate::chunk_paths + 1024;
  JointTally tally(targets, Lists{{0, 1}}, simulate::Sampling::sobol), half = tally;
  fill(tally, targets, 0, simulate::chunk_paths);
  fill(half, targets, simulate::chunk_paths, end);
  tally.merge(half);
  std::vector<ScramblingCount> expected(lanes::sobol_scramblings, {0, Counts(targets), {}, Counts(1), Counts(targets + 1)});
  for (std::uint64_t path = 0; path < end; ++path) {
    auto& one = expected[lanes::scrambling_of(path)];
    std::size_t number = 0;
    for (std::size_t t = 0; t < targets; ++t) {
      one.hits[t] += met(t, path) ? 1U : 0U;
      number += met(t, path) ? 1U : 0U;
    }
    ++one.paths;
    ++one.met_count[number];
    one.groups[0] += met(0, path) && met(1, path) ? 1U : 0U;
  }
  ASSERT_EQ(tally.scramblings().size(), expected.size());
  Counts hits(targets);
  for (std::size_t r = 0; r < expected.size(); ++r) {
    const auto& one = tally.scramblings()[r];
    EXPECT_EQ(one.paths, expected[r].paths) << r;
    EXPECT_EQ(one.hits, expected[r].hits) << r;
    EXPECT_EQ(one.groups, expected[r].groups) << r;
    EXPECT_EQ(one.met_count, expected[r].met_count) << r;
    for (std::size_t t = 0; t < targets; ++t) hits[t] += one.hits[t];
  }
  for (std::size_t t = 0; t < targets; ++t) EXPECT_EQ(hits[t], tally.hits(t));
  EXPECT_TRUE(JointTally(targets, {}).scramblings().empty());
}

}  // namespace
}  // namespace prospect::summarise
