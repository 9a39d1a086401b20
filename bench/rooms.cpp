/// Times each room's work by itself, in some twenty seconds; figures of one thing (a lane, a path)
/// are processor time. Takes Google Benchmark's options, such as --benchmark_filter=counts.

#include "rooms.hpp"

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "machine.hpp"

int main(int argc, char** argv) {
  // Short by default; what the caller says comes later and counts.
  std::string short_time = "--benchmark_min_time=0.1";
  std::vector<char*> words{argv[0], short_time.data()};
  words.insert(words.end(), argv + 1, argv + argc);
  int count = static_cast<int>(words.size());
  words.push_back(nullptr);
  try {
    prospect::bench::register_lanes();
    prospect::bench::register_model();
    prospect::bench::register_results();
    benchmark::Initialize(&count, words.data());
    if (benchmark::ReportUnrecognizedArguments(count, words.data())) return 2;
    std::fprintf(stderr, "%s\n", prospect::bench::describe_machine().c_str());
    benchmark::RunSpecifiedBenchmarks();
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_rooms: %s\n", problem.what());
    return 1;
  }
  return 0;
}
