#pragma once
/// What the benchmarks of the rooms share: how a figure is told, and blocks to feed.

#include <benchmark/benchmark.h>

#include <cstdint>

#include "lanes/block.hpp"
#include "lanes/threefry.hpp"

namespace prospect::bench {

/// Tells the processor time of one of the `of_one_turn` things done in each turn of the loop.
inline void tell_time_of(benchmark::State& state, const char* thing, double of_one_turn) {
  const double things = static_cast<double>(state.iterations()) * of_one_turn;
  state.counters[thing] =
      benchmark::Counter(things, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// Runs `work()` as the benchmark's loop and tells the time of a lane; `work` fills `rows` rows a
/// turn.
template <class Work>
void time_lanes(benchmark::State& state, Work work, double rows = 1) {
  for (auto _ : state) {
    work();
    benchmark::ClobberMemory();
  }
  tell_time_of(state, "lane", rows * static_cast<double>(lanes::lane_count));
}

/// Returns a row of uniforms between two ends.
[[nodiscard]] inline lanes::Rows uniform_row(double low, double high, std::int64_t step = 0) {
  lanes::Rows rows(1);
  double* row = rows.row(0);
  lanes::uniforms(lanes::Stream(1, "bench"), 0, step, row);
  for (std::size_t l = 0; l < lanes::lane_count; ++l) row[l] = low + (high - low) * row[l];
  return rows;
}

void register_lanes();
void register_model();
void register_results();

}  // namespace prospect::bench
