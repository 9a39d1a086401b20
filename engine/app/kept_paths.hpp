#pragma once
/// Keeps the first paths of a run as they are drawn; of them those that count.

#include <memory>

#include "lanes/block.hpp"
#include "simulate/path_block.hpp"
#include "store/path_stream.hpp"
#include "store/run_record.hpp"
#include "summarise/target_test.hpp"

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

/// Puts the first paths of a run into a stream to the result file while they are made.
/// Threads  `take` and `close` as a receiver's (simulate.hpp), each thread with its own number from 0.
class StreamedPaths {
 public:
  StreamedPaths(const model::Program& program, store::PathSink& sink, std::uint64_t paths, int threads);
  void take(const simulate::PathBlock& block, int thread);
  void close(std::uint64_t chunk, int thread);
  /// What the record says of them, once all are written.
  [[nodiscard]] store::KeptPaths finish();

 private:
  model::Program const* program_;
  std::vector<model::VariableId> indicators_;
  std::vector<summarise::TargetTest> tests_;
  std::unique_ptr<store::PathStream> stream_;
  std::vector<std::unique_ptr<store::PathBuffer>> filling_;  ///< by thread
  std::vector<lanes::Rows> scratch_;                         ///< by thread
  std::vector<std::vector<float>> floats_;                   ///< by thread: an indicator's rows
};

/// What the kept paths of a scenario come to.
[[nodiscard]] store::PathShape shape_of_kept(const model::Program& program, std::uint64_t paths);

/// Throws base::Rejected if the disk of the result file has not the room that kept paths of these shapes take.
void expect_room(const std::string& output, const std::vector<store::PathShape>& shapes);

}  // namespace prospect::app
