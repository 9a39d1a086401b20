#include "summarise/fault_tally.hpp"

#include <algorithm>

namespace prospect::summarise {
namespace {

/// By simulate::Fault, less `none`.
constexpr const char* fault_names[] = {"not finite", "outside limits"};

}  // namespace

FaultTally::FaultTally(const model::Program& program)
    : base_year_(program.base_year),
      years_(static_cast<std::size_t>(program.horizon()) + 1),
      counts_(program.variables.size() * years_ * kinds) {}

void FaultTally::join(One& to, const One& from) {
  if (from.paths > 0) {
    to.first_path = to.paths > 0 ? std::min(to.first_path, from.first_path) : from.first_path;
    to.paths += from.paths;
  }
}

void FaultTally::add(const simulate::PathBlock& block) {
  for (std::size_t lane = 0; lane < block.lanes_used(); ++lane) {
    const simulate::Fault fault = block.faults()[lane];
    if (fault == simulate::Fault::none || !block.counts(lane)) {
      continue;
    }
    const auto year = static_cast<std::size_t>(block.fault_year(lane) - base_year_);
    const std::size_t row = block.fault_variable(lane).value * years_ + year;
    const std::size_t kind = fault == simulate::Fault::not_finite ? 0 : 1;
    join(counts_.at(row * kinds + kind), {1, block.first_path() + lane});
    ++failed_;
  }
}

void FaultTally::merge(const FaultTally& other) {
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    join(counts_[i], other.counts_[i]);
  }
  failed_ += other.failed_;
}

void FaultTally::exchange(base::Archive& archive) {
  std::vector<std::uint64_t> paths, firsts;
  for (const One& one : counts_) {
    paths.push_back(one.paths);
    firsts.push_back(one.first_path);
  }
  archive.agreed(std::uint64_t{counts_.size()});
  archive.part(failed_);
  archive.counts(paths);
  archive.counts(firsts);
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] = {paths[i], firsts[i]};
}

std::vector<FaultCount> FaultTally::finish(const model::Program& program) const {
  std::vector<FaultCount> faults;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i].paths > 0) {
      const std::size_t row = i / kinds;
      faults.push_back({program.variables[row / years_].name,
                        base_year_ + static_cast<int>(row % years_), fault_names[i % kinds],
                        counts_[i].paths, counts_[i].first_path});
    }
  }
  return faults;
}

}  // namespace prospect::summarise
