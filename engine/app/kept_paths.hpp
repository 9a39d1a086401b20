#pragma once
/// Keeps the first paths of a run as they are drawn; of them those that count.

#include "simulate/path_block.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

/// Threads  `take` may be called at once for different blocks: each writes its own paths' places.
class KeptPathsReceiver {
 public:
  KeptPathsReceiver(const model::Program& program, std::uint64_t paths);
  void take(const simulate::PathBlock& block);
  /// What was kept of a run of so many paths; once.
  [[nodiscard]] store::KeptPaths finish(std::uint64_t paths_run);

 private:
  const model::Program* program_;
  std::vector<model::VariableId> indicators_;
  std::vector<std::size_t> targets_;
  store::KeptPaths kept_;
  std::vector<std::uint8_t> counts_;  ///< by path
};

}  // namespace prospect::app
