#pragma once
/// Which targets are met together, path by path.
///
/// Shape    a matrix of bits, a row a target and a column a path of the chunk at work; pairs,
///          groups and numbers of met targets are counted from it once a chunk, 64 paths to a word.
/// Rules    a failed path misses every target, here as everywhere: it counts among the paths that
///          meet none, and among those that miss any pair.
/// Exact    counts only: no order of adding or merging can be told from another.
/// Cost     targets^2 / 2 words for 64 paths; about 4 ns a path for 60 targets.

#include <array>
#include <cstdint>
#include <vector>

#include "base/archive.hpp"
#include "simulate/plan.hpp"
#include "summarise/lane_set.hpp"
#include "summarise/summary.hpp"

namespace prospect::summarise {

class JointTally {
 public:
  /// `groups` lists targets by number, 0 to targets - 1.
  /// Chunks are counted by scrambling too where `sampling` says so; their first paths are multiples of
  /// chunk_paths.
  JointTally(std::size_t targets, std::vector<std::vector<std::size_t>> groups,
             simulate::Sampling sampling = simulate::Sampling::plain);

  /// Sets which lanes of the next block meet a target.
  void set(std::size_t target, const LaneSet& met);
  /// Takes the block in: its first `lanes_used` lanes are paths. Expects `set` for every target.
  void next(std::size_t lanes_used);
  /// Takes the block in: these of its lanes are paths that count.
  void next(const LaneSet& counted);
  /// Counts what has been taken in since the last count. Done at the latest at a chunk's end.
  void count();
  /// Adds another tally of the same shape; expects both to have counted.
  void merge(const JointTally& other);
  /// Hands all that was counted to an archive; expects to have counted.
  void exchange(base::Archive& archive);

  [[nodiscard]] std::uint64_t paths() const { return paths_; }
  [[nodiscard]] std::uint64_t hits(std::size_t target) const { return hits_[target]; }
  /// Paths that miss this target and no other.
  [[nodiscard]] std::uint64_t only_miss(std::size_t target) const { return only_miss_[target]; }
  /// Paths that meet exactly k targets, k = 0 .. targets.
  [[nodiscard]] const std::vector<std::uint64_t>& met_count() const { return met_count_; }
  /// Paths that meet every target of a group; none if the group is empty.
  [[nodiscard]] std::uint64_t all_met(std::size_t group) const { return all_met_[group]; }
  /// By scrambling, without reported hits; none where paths are plain ones.
  [[nodiscard]] const std::vector<ScramblingCount>& scramblings() const { return scramblings_; }
  /// [i * targets + j], symmetric.
  [[nodiscard]] std::vector<std::uint64_t> both_missed() const;

 private:
  static constexpr std::size_t chunk_words = simulate::chunk_paths / word_bits;
  static_assert(simulate::chunk_paths % lanes::lane_count == 0, "blocks fill a chunk");

  using Bits = std::array<std::uint64_t, chunk_words>;
  /// A chunk is a round of the scramblings, whole words each.
  static constexpr std::size_t segment_words = lanes::sobol_segment / word_bits;
  static_assert(simulate::chunk_paths == lanes::sobol_round && lanes::sobol_segment % word_bits == 0);

  /// No count is above the number of its paths.
  [[nodiscard]] bool counts_are_possible() const;
  /// Adds what of the chunk's paths belongs to each scrambling to `count(scrambling)`.
  template <class Count>
  void split(const Bits& paths, Count count);
  void count_pairs();
  void count_groups();
  void count_met();
  /// Writes how many targets each path meets as binary digits, a row of bits a digit.
  void add_digits();
  /// The paths that meet exactly `number` targets.
  [[nodiscard]] Bits exactly(std::size_t number) const;

  std::vector<std::vector<std::size_t>> groups_;
  std::size_t begin_ = 0;     ///< lanes taken in since the last count
  Bits used_{};
  std::vector<Bits> met_;     ///< by target
  std::vector<Bits> digits_;  ///< of the number of targets met, lowest first
  std::uint64_t paths_ = 0;
  std::vector<std::uint64_t> hits_, only_miss_, met_count_, all_met_;
  std::vector<ScramblingCount> scramblings_;
  std::vector<std::uint64_t> pairs_;  ///< both missed, [i * targets + j] for j <= i
};

}  // namespace prospect::summarise
