#include "summarise/target_tally.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospect::summarise {
namespace {

using Test = model::Target::Test;

bool has_arrival(const TargetTest& test) {
  return test.test() == Test::at || test.test() == Test::ever;
}

/// A value that lies within the bounds of a test, so that it has no distance.
double value_within(const TargetTest& test) {
  return std::isfinite(test.low()) ? test.low() : std::isfinite(test.high()) ? test.high() : 0;
}

}  // namespace

TargetTally::TargetTally(const model::Program& program, const std::vector<TargetTest>& tests)
    : first_year_(program.base_year + 1),
      years_(static_cast<std::size_t>(program.horizon())),
      tests_(&tests),
      distances_(tests.size()),
      first_met_(tests.size() * years_) {}

LaneSet TargetTally::add(std::size_t test, const double* figure, const SoundLanes& sound) {
  const TargetTest& tested = (*tests_)[test];
  const double* even = sound.patched(figure, value_within(tested), scratch_.row(0));
  add_distances(even, tested.low(), tested.high(), distances_[test]);
  LaneSet met = lanes_within(even, tested.low(), tested.high());
  for (std::size_t word = 0; word < block_words; ++word) {
    met[word] &= sound.set()[word];
  }
  return met;
}

void TargetTally::add_arrivals(std::size_t test, const simulate::PathBlock& block,
                               const SoundLanes& sound) {
  const TargetTest& tested = (*tests_)[test];
  if (!has_arrival(tested)) {
    return;
  }
  const bool ever = tested.test() == Test::ever;
  const int last_year = first_year_ + static_cast<int>(years_) - 1;
  const int from = ever ? tested.from() : first_year_;
  LaneSet waiting = sound.set();
  for (int year = from; year <= (ever ? tested.year() : last_year); ++year) {
    const double* row = block.row(tested.variable(), year);
    const LaneSet met = lanes_within(row, tested.low(), tested.high());
    std::uint64_t arrived = 0;
    for (std::size_t word = 0; word < block_words; ++word) {
      arrived += static_cast<std::uint64_t>(std::popcount(waiting[word] & met[word]));
      waiting[word] &= ~met[word];
    }
    if (year >= first_year_) {
      first_met_[test * years_ + static_cast<std::size_t>(year - first_year_)] += arrived;
    }
  }
}

TargetTotals::TargetTotals(const model::Program& program, const std::vector<TargetTest>& tests)
    : years_(static_cast<std::size_t>(program.horizon())),
      tests_(&tests),
      distances_(tests.size()),
      first_met_(tests.size() * years_) {}

void TargetTotals::close(TargetTally& tally) {
  for (std::size_t test = 0; test < distances_.size(); ++test) {
    distances_[test].add(tally.distances_[test].sum());
    tally.distances_[test] = {};
  }
}

void TargetTotals::finish(TargetTally& tally) {
  add_counts(tally.first_met_, first_met_);
  std::fill(tally.first_met_.begin(), tally.first_met_.end(), 0);
}

void TargetTotals::merge(const TargetTotals& other) {
  for (std::size_t test = 0; test < distances_.size(); ++test) distances_[test].merge(other.distances_[test]);
  add_counts(other.first_met_, first_met_);
}

void TargetTotals::exchange(base::Archive& archive) {
  archive.agreed(std::uint64_t{first_met_.size()});
  for (auto& distance : distances_) distance.exchange(archive);
  archive.counts(first_met_);
}

double TargetTotals::shortfall(std::size_t test, std::uint64_t misses) const {
  return misses == 0 ? std::numeric_limits<double>::quiet_NaN()
                     : distances_[test].value() / static_cast<double>(misses);
}

std::vector<std::uint64_t> TargetTotals::first_met(std::size_t test) const {
  if (!has_arrival((*tests_)[test])) {
    return {};
  }
  const auto begin = first_met_.begin() + static_cast<std::ptrdiff_t>(test * years_);
  return {begin, begin + static_cast<std::ptrdiff_t>(years_)};
}

}  // namespace prospect::summarise
