#pragma once
/// How many paths, from which seed, cut into which chunks.

#include <cstdint>
#include <string>
#include <vector>

#include "model/program.hpp"
#include "simulate/sampling.hpp"

namespace prospect::simulate {

/// Paths of one chunk: the unit that threads take and that partial results are merged by, in order.
/// Part of a result's identity: another size gives other last digits of means.
inline constexpr std::uint64_t chunk_paths = 4096;

/// A figure that paths are held against (acceptance.hpp), in the unit of its indicator.
struct Condition {
  std::string series;             ///< names its stream of words
  model::VariableId variable{};   ///< an indicator
  int year = 0;
  double figure = 0, error = 1;   ///< error: its standard deviation
};

struct Plan {
  std::uint64_t seed = 2020;
  std::uint64_t first_path = 0;   ///< number of the first path, a multiple of chunk_paths
  std::uint64_t paths = 200'000;
  int threads = 1;
  std::vector<Condition> conditions{};  ///< paths that do not agree with all of them count nowhere
  Sampling sampling = Sampling::plain;  ///< what `words` makes: whether paths are counted by scrambling
  WordsFactory words = plain_words();

  [[nodiscard]] std::uint64_t chunks() const { return (paths + chunk_paths - 1) / chunk_paths; }
};

}  // namespace prospect::simulate
