#pragma once
/// Keeps the first paths of a run as they are drawn.

#include "simulate/path_block.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

/// Threads  `take` may be called at once for different blocks: each writes its own paths' places.
class KeptPathsReceiver {
 public:
  KeptPathsReceiver(const model::Program& program, std::uint64_t paths);
  void take(const simulate::PathBlock& block);
  [[nodiscard]] store::KeptPaths finish() { return std::move(kept_); }

 private:
  const model::Program* program_;
  std::vector<model::VariableId> indicators_;
  std::vector<std::size_t> targets_;
  store::KeptPaths kept_;
};

}  // namespace prospect::app
