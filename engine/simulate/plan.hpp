#pragma once
/// How many paths, from which seed, cut into which chunks.

#include <cstdint>

namespace prospect::simulate {

/// Paths of one chunk: the unit that threads take and that partial results are merged by, in order.
/// Part of a result's identity: another size gives other last digits of means.
inline constexpr std::uint64_t chunk_paths = 4096;

struct Plan {
  std::uint64_t seed = 2020;
  std::uint64_t first_path = 0;   ///< number of the first path, a multiple of chunk_paths
  std::uint64_t paths = 200'000;
  int threads = 1;

  [[nodiscard]] std::uint64_t chunks() const { return (paths + chunk_paths - 1) / chunk_paths; }
};

}  // namespace prospect::simulate
