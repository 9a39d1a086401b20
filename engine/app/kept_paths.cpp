#include "app/kept_paths.hpp"

#include <algorithm>

#include "lanes/block.hpp"
#include "summarise/target_test.hpp"

namespace prospect::app {

KeptPathsReceiver::KeptPathsReceiver(const model::Program& program, std::uint64_t paths)
    : program_(&program), indicators_(program.indicators()) {
  for (std::size_t t = 0; t < program.targets.size(); ++t) {
    if (program.targets[t].variable) targets_.push_back(t);
  }
  const auto years = static_cast<std::size_t>(program.horizon());
  kept_.paths = paths;
  kept_.values.resize(paths * indicators_.size() * years);
  kept_.met.resize(paths * targets_.size());
  counts_.resize(paths);
}

void KeptPathsReceiver::take(const simulate::PathBlock& block) {
  if (block.first_path() >= kept_.paths) return;
  const auto years = static_cast<std::size_t>(program_->horizon());
  const auto used = std::min<std::uint64_t>(block.lanes_used(), kept_.paths - block.first_path());
  for (std::size_t l = 0; l < used; ++l) counts_[block.first_path() + l] = block.counts(l) ? 1 : 0;
  for (std::size_t k = 0; k < indicators_.size(); ++k) {
    for (std::size_t y = 0; y < years; ++y) {
      const double* row = block.row(indicators_[k], program_->base_year + 1 + static_cast<int>(y));
      for (std::size_t l = 0; l < used; ++l) {
        const auto path = block.first_path() + l;
        kept_.values[(path * indicators_.size() + k) * years + y] = static_cast<float>(row[l]);
      }
    }
  }
  lanes::Rows scratch(1);
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    const summarise::TargetTest test(*program_, targets_[t]);
    const double* figure = test.figure(block, scratch.row(0));
    for (std::size_t l = 0; l < used; ++l) {
      const bool met = block.faults()[l] == simulate::Fault::none && figure[l] >= test.low() &&
                       figure[l] <= test.high();
      kept_.met[(block.first_path() + l) * targets_.size() + t] = met ? 1 : 0;
    }
  }
}

store::KeptPaths KeptPathsReceiver::finish(std::uint64_t paths_run) {
  if (paths_run < kept_.paths) {
    kept_.values.resize(kept_.values.size() / kept_.paths * paths_run);
    kept_.met.resize(kept_.met.size() / kept_.paths * paths_run);
    counts_.resize(paths_run);
    kept_.paths = paths_run;
  }
  if (std::find(counts_.begin(), counts_.end(), 0) == counts_.end()) return std::move(kept_);
  const auto move_rows = [this](auto& values) {
    const std::size_t size = values.size() / counts_.size();
    auto to = values.begin();
    for (std::size_t path = 0; path < counts_.size(); ++path) {
      if (counts_[path] == 0) continue;
      const auto from = values.begin() + static_cast<std::ptrdiff_t>(path * size);
      to = std::copy_n(from, size, to);
    }
    values.erase(to, values.end());
  };
  move_rows(kept_.values);
  move_rows(kept_.met);
  for (std::size_t path = 0; path < counts_.size(); ++path) {
    if (counts_[path] != 0) kept_.numbers.push_back(static_cast<std::int64_t>(path));
  }
  kept_.paths = kept_.numbers.size();
  return std::move(kept_);
}

}  // namespace prospect::app
