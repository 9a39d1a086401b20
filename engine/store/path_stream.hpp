#pragma once
/// Kept paths on their way into a result file while they are being simulated.
///
/// Flow      workers fill buffers of one chunk of paths each and put them in the order of the chunks; one thread
///           writes them. There are few buffers: workers wait when the disk is behind, and memory does not
///           grow with the paths.
/// Layout    as LAYOUT.md has it; each buffer becomes one chunk of `paths` an indicator, and one of `path_met`, with
///           the checksums HDF5 asks for, made by the workers.
/// Errors    what the disk refuses comes out of the next `empty`, `put` or `finish` as LibraryError.
/// Bits      a function of what is put, whatever the threads.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "store/run_record.hpp"

namespace prospect::store {

/// Paths of one buffer: one HDF5 chunk.
inline constexpr std::size_t paths_in_buffer = 4096;

struct PathShape {
  std::uint64_t paths = 0;  ///< that will be put
  std::size_t indicators = 0, years = 0, targets = 0;

  /// Bytes they take in the file, whole chunks.
  [[nodiscard]] std::uint64_t bytes() const;
  /// Paths of one chunk.
  [[nodiscard]] std::size_t chunk() const;
};

/// One chunk of paths in memory, as it will lie in the file.
class PathBuffer {
 public:
  explicit PathBuffer(const PathShape& shape);

  /// Values of an indicator: [path of the chunk][year].
  [[nodiscard]] float* values(std::size_t indicator);
  /// Which targets are met: [path of the chunk][target].
  [[nodiscard]] std::int8_t* met() { return met_.data(); }
  /// Adds the checksums; nothing may be changed after it. `used` paths were filled, the others read as none.
  void seal(std::size_t used);

 private:
  friend class PathStream;
  PathShape shape_;
  std::size_t stride_;  ///< bytes of an indicator, checksum included
  std::vector<char> values_;
  std::vector<std::int8_t> met_;  ///< and its checksum
};

/// The stream of one scenario. Members may be called from several threads at once, `put` in chunk order.
class PathStream {
 public:
  /// Makes the datasets in the group, an identifier of the library; `buffers` of them, more than there are workers.
  PathStream(std::int64_t file, std::int64_t group, const PathShape& shape, std::size_t buffers);
  /// Ends the thread; what was not written yet is dropped.
  ~PathStream();
  PathStream(const PathStream&) = delete;
  PathStream& operator=(const PathStream&) = delete;

  [[nodiscard]] const PathShape& shape() const;
  /// A buffer to fill, once there is one.
  [[nodiscard]] std::unique_ptr<PathBuffer> empty();
  void put(std::uint64_t chunk, std::unique_ptr<PathBuffer> buffer);
  /// Waits until all is written and closes the datasets.
  void finish();

 private:
  class Writer;
  std::unique_ptr<Writer> writer_;
};

/// Opens the stream of the next scenario, in the order of the record. A stream is finished before the next is opened.
class PathSink {
 public:
  PathSink(std::int64_t file, std::int64_t scenarios) : file_(file), scenarios_(scenarios) {}
  [[nodiscard]] std::unique_ptr<PathStream> open(const std::string& scenario, const PathShape& shape,
                                                 std::size_t buffers);

 private:
  std::int64_t file_, scenarios_;
  std::vector<std::string> taken_;
};

/// As `write` (store.hpp), of a record that is still to be made: `run` puts the kept paths into the sink while it
/// simulates, and leaves `values` and `met` of `kept` empty, `paths` as many as were put. The file stands in its
/// place only when all of it is on the disk and every chunk has been read back against its checksum. What `run`
/// throws comes through, and nothing is left.
[[nodiscard]] RunRecord write_while(const std::string& file, const std::function<RunRecord(PathSink&)>& run);

}  // namespace prospect::store
