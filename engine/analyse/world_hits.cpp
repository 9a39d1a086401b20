#include "analyse/world_hits.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"

namespace prospect::analyse {
namespace {

using summarise::block_words;
using summarise::LaneSet;

/// Lanes of a block that meet all of some targets, out of those that count in both cases.
LaneSet all_met(const LaneSet* sets, const std::vector<std::size_t>& targets, const LaneSet& common) {
  LaneSet met = common;
  for (const auto t : targets) {
    for (std::size_t w = 0; w < block_words; ++w) met[w] &= sets[t][w];
  }
  return met;
}

LaneSet both(const LaneSet& a, const LaneSet& b) {
  LaneSet common = a;
  for (std::size_t w = 0; w < block_words; ++w) common[w] &= b[w];
  return common;
}

}  // namespace

WorldHits::WorldHits(const model::Program& program, int threads) : program_(&program) {
  for (std::size_t t = 0; t < program.targets.size(); ++t) {
    const auto& target = program.targets[t];
    if (!target.variable) continue;
    codes_.push_back(target.code);
    goals_.push_back({target.code, target.label, {t}});
  }
  tests_.resize(static_cast<std::size_t>(threads));
}

void WorldHits::make_room(std::uint64_t paths) {
  const std::size_t blocks = (paths + lanes::lane_count - 1) / lanes::lane_count;
  if (blocks <= blocks_) return;
  blocks_ = blocks;
  sets_.resize(blocks_ * (codes_.size() + 1));
}

void WorldHits::add(const simulate::PathBlock& block, int thread) {
  const std::size_t at = block.first_path() / lanes::lane_count;
  PROSPECT_EXPECT(at < blocks_);
  auto& test = tests_[static_cast<std::size_t>(thread)];
  if (!test) test = std::make_unique<GoalTest>(*program_, goals_);
  const auto& met = test->met(block);
  auto* const sets = &sets_[at * (codes_.size() + 1)];
  std::copy(met.begin(), met.end(), sets);
  sets[codes_.size()] = summarise::counted_lanes(block);
}

std::size_t WorldHits::place(const std::string& code) const {
  return static_cast<std::size_t>(std::find(codes_.begin(), codes_.end(), code) - codes_.begin());
}

std::shared_ptr<WorldHits> WorldHits::replaced(const WorldHits& by) const {
  PROSPECT_EXPECT(by.blocks_ <= blocks_);
  std::shared_ptr<WorldHits> made(new WorldHits);
  made->codes_ = codes_;
  made->blocks_ = by.blocks_;
  made->sets_.assign(sets_.begin(), sets_.begin() + static_cast<std::ptrdiff_t>(by.blocks_ * (codes_.size() + 1)));
  for (std::size_t k = 0; k < by.codes_.size(); ++k) {
    const std::size_t at = place(by.codes_[k]);
    PROSPECT_EXPECT(at < codes_.size());
    for (std::size_t block = 0; block < by.blocks_; ++block) {
      made->sets_[block * (codes_.size() + 1) + at] = by.sets_[block * (by.codes_.size() + 1) + k];
    }
  }
  return made;
}

std::uint64_t WorldHits::all_met(const std::vector<std::string>& codes) const {
  std::vector<std::size_t> targets;
  for (const auto& code : codes) targets.push_back(place(code));
  const std::size_t row = codes_.size() + 1;
  std::uint64_t met = 0;
  for (std::size_t block = 0; block < blocks_; ++block) {
    const LaneSet* const sets = &sets_[block * row];
    met += summarise::size_of(prospect::analyse::all_met(sets, targets, sets[row - 1]));
  }
  return met;
}

std::vector<std::uint64_t> WorldHits::met_count() const {
  std::vector<std::uint64_t> counts(codes_.size() + 1);
  const std::size_t row = codes_.size() + 1;
  for (std::size_t block = 0; block < blocks_; ++block) {
    const LaneSet* const sets = &sets_[block * row];
    for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
      if (!summarise::contains(sets[row - 1], lane)) continue;
      std::size_t met = 0;
      for (std::size_t t = 0; t + 1 < row; ++t) met += summarise::contains(sets[t], lane) ? 1U : 0U;
      ++counts[met];
    }
  }
  return counts;
}

WorldDifferences::WorldDifferences(const WorldHits& a, const WorldHits& b, std::uint64_t worlds)
    : a_(a), b_(b), blocks_((worlds + lanes::lane_count - 1) / lanes::lane_count) {
  PROSPECT_EXPECT(blocks_ <= a.blocks_ && blocks_ <= b.blocks_);
}

std::vector<std::pair<std::size_t, std::size_t>> WorldDifferences::places(
    const std::vector<std::string>& codes) const {
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (const auto& code : codes) {
    const auto in_a = a_.place(code), in_b = b_.place(code);
    if (in_a == a_.codes_.size() || in_b == b_.codes_.size()) return {};
    places.emplace_back(in_a, in_b);
  }
  return places;
}

WorldDifferences::Difference WorldDifferences::difference(const std::vector<std::string>& codes) const {
  std::vector<std::size_t> in_a, in_b;
  for (const auto& [a, b] : places(codes)) {
    in_a.push_back(a);
    in_b.push_back(b);
  }
  Difference found;
  std::uint64_t worlds = 0, hits_b = 0;
  const std::size_t row_a = a_.codes_.size() + 1, row_b = b_.codes_.size() + 1;
  for (std::size_t block = 0; !in_a.empty() && block < blocks_; ++block) {
    const LaneSet* const sets_a = &a_.sets_[block * row_a];
    const LaneSet* const sets_b = &b_.sets_[block * row_b];
    const LaneSet common = both(sets_a[row_a - 1], sets_b[row_b - 1]);
    const LaneSet met_a = all_met(sets_a, in_a, common), met_b = all_met(sets_b, in_b, common);
    const std::uint64_t in_both = summarise::size_of(both(met_a, met_b)), in_b_now = summarise::size_of(met_b);
    worlds += summarise::size_of(common);
    hits_b += in_b_now;
    found.only_a += summarise::size_of(met_a) - in_both;
    found.only_b += in_b_now - in_both;
  }
  found.interval = summarise::difference_interval(found.only_a, found.only_b, worlds);
  if (worlds == 0) return found;
  const auto n = static_cast<double>(worlds);
  found.value = (static_cast<double>(found.only_a) - static_cast<double>(found.only_b)) / n;
  found.share_of_b = static_cast<double>(hits_b) / n;
  return found;
}

MetDifference WorldDifferences::met_difference(const std::vector<std::string>& codes) const {
  const auto where = places(codes);
  summarise::DifferenceSums sums;
  const std::size_t row_a = a_.codes_.size() + 1, row_b = b_.codes_.size() + 1;
  for (std::size_t block = 0; block < blocks_; ++block) {
    const LaneSet* const sets_a = &a_.sets_[block * row_a];
    const LaneSet* const sets_b = &b_.sets_[block * row_b];
    const LaneSet common = both(sets_a[row_a - 1], sets_b[row_b - 1]);
    std::array<int, lanes::lane_count> more{};
    bool differs = false;
    for (const auto& [a, b] : where) {
      for (std::size_t w = 0; w < block_words; ++w) {
        for (std::uint64_t left = (sets_a[a][w] ^ sets_b[b][w]) & common[w]; left != 0; left &= left - 1) {
          const auto bit = static_cast<std::size_t>(std::countr_zero(left));
          more[w * summarise::word_lanes + bit] += ((sets_a[a][w] >> bit) & 1U) != 0 ? 1 : -1;
          differs = true;
        }
      }
    }
    sums.n += summarise::size_of(common);
    if (!differs) continue;
    for (const int by : more) {
      sums.differs += by != 0 ? 1U : 0U;
      sums.sum += by;
      sums.squares += static_cast<std::uint64_t>(by * by);
    }
  }
  const double mean = static_cast<double>(sums.sum) / static_cast<double>(std::max<std::uint64_t>(sums.n, 1));
  return {mean, summarise::mean_interval(sums, static_cast<double>(std::max<std::size_t>(where.size(), 1)))};
}

}  // namespace prospect::analyse
