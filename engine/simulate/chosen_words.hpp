#pragma once
/// Plain random words of paths that do not follow each other: all of the first ones, then one in so many.
///
/// Numbers   path k stands for path k while k is below `dense`, then for every `stride`-th from there on, so that
///           the paths chosen of a run fill whole blocks. The words are those the run's own paths have.
/// Threads   one a thread.

#include <cstdint>

#include "lanes/word_source.hpp"

namespace prospect::simulate {

class ChosenWords final : public lanes::WordSource {
 public:
  ChosenWords(std::uint64_t dense, std::uint64_t stride) : dense_(dense), stride_(stride) {}

  /// How many of the first `paths` paths are chosen.
  [[nodiscard]] static std::uint64_t count(std::uint64_t paths, std::uint64_t dense, std::uint64_t stride);

  void uniforms(const lanes::Stream& stream, std::uint64_t first_path, std::int64_t step, double* out) override;

 private:
  std::uint64_t dense_, stride_;
};

}  // namespace prospect::simulate
