#pragma once
/// Wall and processor time of a piece of work, and the figures told of several rounds.

#include <algorithm>
#include <chrono>
#include <ctime>
#include <vector>

namespace prospect::bench {

struct Taken {
  double wall = 0;       ///< seconds
  double processor = 0;  ///< seconds of all threads of the process

  Taken operator-(const Taken& other) const {
    return {wall - other.wall, processor - other.processor};
  }
};

/// Returns what `work()` takes.
template <class Work>
[[nodiscard]] Taken take(Work work) {
  const auto processor_seconds = [] {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
  };
  const double processor = processor_seconds();
  const auto begin = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  return {wall.count(), processor_seconds() - processor};
}

/// Returns the middle of the values, the mean of the two middle ones of an even number.
[[nodiscard]] inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

[[nodiscard]] inline double least(const std::vector<double>& values) {
  return *std::min_element(values.begin(), values.end());
}

}  // namespace prospect::bench
