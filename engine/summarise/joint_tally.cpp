#include "summarise/joint_tally.hpp"

#include <algorithm>
#include <bit>

#include "base/check.hpp"
#include "summarise/row_loops.hpp"

namespace prospect::summarise {
namespace {

/// Counts the bits of word(0), word(1), ...; a loop the compiler makes vector code of.
template <std::size_t Words, class Word>
[[gnu::always_inline]] inline std::uint64_t count_bits(Word word) {
  std::uint64_t count = 0;
  for (std::size_t w = 0; w < Words; ++w) {
    count += static_cast<std::uint64_t>(std::popcount(word(w)));
  }
  return count;
}

}  // namespace

JointTally::JointTally(std::size_t targets, std::vector<std::vector<std::size_t>> groups,
                       simulate::Sampling sampling)
    : groups_(std::move(groups)),
      met_(targets),
      digits_(std::bit_width(targets)),
      hits_(targets),
      only_miss_(targets),
      met_count_(targets + 1),
      all_met_(groups_.size()),
      pairs_(targets * targets) {
  if (sampling == simulate::Sampling::plain) return;
  ScramblingCount none;
  none.hits.resize(targets);
  none.groups.resize(groups_.size());
  none.met_count.resize(targets + 1);
  scramblings_.assign(lanes::sobol_scramblings, none);
}

void JointTally::set(std::size_t target, const LaneSet& met) {
  for (std::size_t word = 0; word < block_words; ++word) {
    met_[target][begin_ / word_bits + word] |= met[word] << (begin_ % word_bits);
  }
}

void JointTally::next(std::size_t lanes_used) {
  LaneSet counted{};
  for (std::size_t word = 0; word < block_words; ++word) {
    const std::size_t before = word * word_lanes;
    const std::size_t used = std::clamp(lanes_used, before, before + word_lanes) - before;
    counted[word] = used == word_bits ? ~std::uint64_t{0} : (std::uint64_t{1} << used) - 1;
  }
  next(counted);
}

void JointTally::next(const LaneSet& counted) {
  for (std::size_t word = 0; word < block_words; ++word) {
    used_[begin_ / word_bits + word] |= counted[word] << (begin_ % word_bits);
  }
  begin_ += lanes::lane_count;
  if (begin_ == simulate::chunk_paths) {
    count();
  }
}

void JointTally::count() {
  if (begin_ == 0) {
    return;
  }
  paths_ += count_bits<chunk_words>([&](std::size_t w) { return used_[w]; });
  split(used_, [](auto& one) -> auto& { return one.paths; });
  count_pairs();
  count_groups();
  count_met();
  used_ = {};
  std::fill(met_.begin(), met_.end(), Bits{});
  begin_ = 0;
}

template <class Count>
void JointTally::split(const Bits& paths, Count count) {
  for (std::size_t r = 0; r < scramblings_.size(); ++r) {
    count(scramblings_[r]) +=
        count_bits<segment_words>([&](std::size_t w) { return paths[r * segment_words + w]; });
  }
}

void JointTally::count_pairs() {
  for (std::size_t i = 0; i < met_.size(); ++i) {
    const Bits& left = met_[i];
    hits_[i] += count_bits<chunk_words>([&](std::size_t w) { return left[w]; });
    split(left, [=](auto& one) -> auto& { return one.hits[i]; });
    for (std::size_t j = 0; j <= i; ++j) {
      const Bits& right = met_[j];
      pairs_[i * met_.size() + j] += count_bits<chunk_words>(
          [&](std::size_t w) { return used_[w] & ~(left[w] | right[w]); });
    }
  }
}

void JointTally::count_groups() {
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    if (groups_[group].empty()) {
      continue;
    }
    Bits all = used_;
    for (const std::size_t target : groups_[group]) {
      for (std::size_t w = 0; w < chunk_words; ++w) {
        all[w] &= met_[target][w];
      }
    }
    all_met_[group] += count_bits<chunk_words>([&](std::size_t w) { return all[w]; });
    split(all, [=](auto& one) -> auto& { return one.groups[group]; });
  }
}

void JointTally::add_digits() {
  std::fill(digits_.begin(), digits_.end(), Bits{});
  for (const Bits& met : met_) {
    // Adds one to the paths that meet it: the lowest digit flips, and where it was 1 carries on.
    Bits carry = met;
    for (Bits& digit : digits_) {
      for (std::size_t w = 0; w < chunk_words; ++w) {
        const std::uint64_t on = digit[w] & carry[w];
        digit[w] ^= carry[w];
        carry[w] = on;
      }
    }
  }
}

JointTally::Bits JointTally::exactly(std::size_t number) const {
  Bits paths = used_;
  for (std::size_t d = 0; d < digits_.size(); ++d) {
    const std::uint64_t flip = (number >> d & 1U) != 0 ? 0 : ~std::uint64_t{0};
    for (std::size_t w = 0; w < chunk_words; ++w) {
      paths[w] &= digits_[d][w] ^ flip;
    }
  }
  return paths;
}

void JointTally::count_met() {
  add_digits();
  const std::size_t targets = met_.size();
  for (std::size_t number = 0; number <= targets; ++number) {
    const Bits paths = exactly(number);
    met_count_[number] += count_bits<chunk_words>([&](std::size_t w) { return paths[w]; });
    split(paths, [=](auto& one) -> auto& { return one.met_count[number]; });
    if (number + 1 == targets) {
      for (std::size_t target = 0; target < targets; ++target) {
        const Bits& met = met_[target];
        only_miss_[target] +=
            count_bits<chunk_words>([&](std::size_t w) { return paths[w] & ~met[w]; });
      }
    }
  }
}

void JointTally::merge(const JointTally& other) {
  paths_ += other.paths_;
  add_counts(other.hits_, hits_);
  add_counts(other.only_miss_, only_miss_);
  add_counts(other.met_count_, met_count_);
  add_counts(other.all_met_, all_met_);
  add_counts(other.pairs_, pairs_);
  for (std::size_t r = 0; r < scramblings_.size(); ++r) {
    auto& to = scramblings_[r];
    const auto& from = other.scramblings_[r];
    to.paths += from.paths;
    add_counts(from.hits, to.hits);
    add_counts(from.groups, to.groups);
    add_counts(from.met_count, to.met_count);
  }
}

void JointTally::exchange(base::Archive& archive) {
  PROSPECT_EXPECT(begin_ == 0);
  archive.agreed(std::uint64_t{met_.size()});
  archive.agreed(std::uint64_t{groups_.size()});
  archive.agreed(std::uint64_t{scramblings_.size()});
  archive.part(paths_);
  for (auto* counts : {&hits_, &only_miss_, &met_count_, &all_met_, &pairs_}) archive.counts(*counts);
  for (auto& one : scramblings_) {
    archive.part(one.paths);
    for (auto* counts : {&one.hits, &one.groups, &one.met_count}) archive.counts(*counts);
  }
  if (!counts_are_possible()) archive.invalidate();
}

bool JointTally::counts_are_possible() const {
  const auto none_above = [](const std::vector<std::uint64_t>& counts, std::uint64_t most) {
    return std::all_of(counts.begin(), counts.end(), [most](std::uint64_t count) { return count <= most; });
  };
  bool possible = true;
  for (const auto* counts : {&hits_, &only_miss_, &met_count_, &all_met_, &pairs_}) {
    possible = possible && none_above(*counts, paths_);
  }
  for (const auto& one : scramblings_) {
    for (const auto* counts : {&one.hits, &one.groups, &one.met_count}) {
      possible = possible && one.paths <= paths_ && none_above(*counts, one.paths);
    }
  }
  return possible;
}

std::vector<std::uint64_t> JointTally::both_missed() const {
  std::vector<std::uint64_t> both(pairs_.size());
  const std::size_t targets = met_.size();
  for (std::size_t i = 0; i < targets; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      both[i * targets + j] = both[j * targets + i] = pairs_[i * targets + j];
    }
  }
  return both;
}

}  // namespace prospect::summarise
