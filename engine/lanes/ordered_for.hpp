#pragma once
/// The one parallel loop of the house: work in any order, results in one.
///
/// Contract  chunks are taken in order by whichever thread is free; `merge` runs for one chunk at a
///           time, strictly in chunk order, on the thread that worked on it. So per-thread memory
///           is enough, results do not depend on the number of threads, and memory not on chunks.
/// Errors    what `work` or `merge` throws ends the loop: the exception of the lowest such chunk is
///           rethrown when all threads have come home; chunks below it are merged, none above.
/// Stopping  once `stop` is true no chunk is begun; those begun are finished and merged, so what
///           was merged is always a first part of the chunks.

#include <atomic>
#include <cstdint>
#include <functional>

namespace prospect::lanes {

/// What is done with a chunk, on a thread numbered from 0.
using ChunkTask = std::function<void(std::uint64_t chunk, int thread)>;

/// Runs chunks 0 .. chunks-1 on `threads` threads (as many as the machine has, if not positive).
/// Returns the number of chunks merged: all, unless stopped.
std::uint64_t ordered_for(std::uint64_t chunks, int threads, const ChunkTask& work,
                          const ChunkTask& merge, const std::atomic<bool>* stop = nullptr);

/// Returns the number of processors this process may use, at least 1.
[[nodiscard]] int hardware_threads();

}  // namespace prospect::lanes
