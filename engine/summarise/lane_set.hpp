#pragma once
/// Sets of lanes of one block, a bit each, and the lanes whose path went well.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lanes/block.hpp"
#include "simulate/path_block.hpp"

namespace prospect::summarise {

inline constexpr std::size_t word_bits = 64;
/// Lanes that share a word; all of them if a block has fewer than 64.
inline constexpr std::size_t word_lanes = std::min(word_bits, lanes::lane_count);
inline constexpr std::size_t block_words = lanes::lane_count / word_lanes;
static_assert(lanes::lane_count % word_lanes == 0, "blocks fill whole words, or share one");

/// Bit l % 64 of word l / 64 stands for lane l.
using LaneSet = std::array<std::uint64_t, block_words>;

[[nodiscard]] inline bool contains(const LaneSet& set, std::size_t lane) {
  return ((set[lane / word_lanes] >> (lane % word_lanes)) & 1U) != 0;
}

[[nodiscard]] inline std::uint64_t size_of(const LaneSet& set) {
  std::uint64_t size = 0;
  for (const std::uint64_t word : set) {
    size += static_cast<std::uint64_t>(std::popcount(word));
  }
  return size;
}

/// Which lanes of a block hold a path that counts.
[[nodiscard]] inline LaneSet counted_lanes(const simulate::PathBlock& block) {
  LaneSet set{};
  for (std::size_t lane = 0; lane < block.lanes_used(); ++lane) {
    const std::uint64_t bit = block.counts(lane) ? 1 : 0;
    set[lane / word_lanes] |= bit << (lane % word_lanes);
  }
  return set;
}

/// Which lanes of a block hold a sound path: one that counts, and without a fault.
class SoundLanes {
 public:
  explicit SoundLanes(const simulate::PathBlock& block) {
    for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
      if (block.counts(lane) && block.faults()[lane] == simulate::Fault::none) {
        set_[lane / word_lanes] |= std::uint64_t{1} << (lane % word_lanes);
        first_ = count_ == 0 ? lane : first_;
        ++count_;
      } else {
        unsound_.push_back(lane);
      }
    }
  }

  [[nodiscard]] std::size_t count() const { return count_; }
  /// The lowest; meaningful if there is one.
  [[nodiscard]] std::size_t first() const { return first_; }
  [[nodiscard]] const LaneSet& set() const { return set_; }
  /// Failed lanes, those that do not count, and padding.
  [[nodiscard]] const std::vector<std::size_t>& unsound() const { return unsound_; }

  /// Returns `row` itself if every lane is sound; else a copy in `scratch`, `value` in the rest.
  [[nodiscard]] const double* patched(const double* row, double value, double* scratch) const {
    if (unsound_.empty()) {
      return row;
    }
    std::copy_n(row, lanes::lane_count, scratch);
    patch(scratch, value);
    return scratch;
  }
  /// Puts `value` into the lanes that are not sound.
  void patch(double* row, double value) const {
    for (const std::size_t lane : unsound_) {
      row[lane] = value;
    }
  }

 private:
  LaneSet set_{};
  std::size_t count_ = 0, first_ = 0;
  std::vector<std::size_t> unsound_;
};

}  // namespace prospect::summarise
