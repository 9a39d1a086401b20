#pragma once
/// Word sources for tests: one that says what it is told, one that counts.

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "lanes/word_source.hpp"

namespace prospect::tests {

/// Gives every lane of the first call the first word, of the second call the second, and so on.
/// Fails the test, and gives 1/2, when asked for more.
class ScriptedWords final : public lanes::WordSource {
 public:
  explicit ScriptedWords(std::vector<double> words) : words_(std::move(words)) {}

  void uniforms(const lanes::Stream&, std::uint64_t, std::int64_t step, double* out) override {
    if (used_ == words_.size()) {
      ADD_FAILURE() << "asked for word " << used_ + 1 << " of " << words_.size() << " at step "
                    << step;
    }
    const double word = used_ < words_.size() ? words_[used_++] : 0.5;
    for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
      out[lane] = word;
    }
  }

  [[nodiscard]] std::size_t left() const { return words_.size() - used_; }

 private:
  std::vector<double> words_;
  std::size_t used_ = 0;
};

/// Passes calls on to Threefry and counts them: one call is one word a lane.
class CountingWords final : public lanes::WordSource {
 public:
  void uniforms(const lanes::Stream& stream, std::uint64_t first_path, std::int64_t step,
                double* out) override {
    ++count_;
    lanes::uniforms(stream, first_path, step, out);
  }

  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  std::size_t count_ = 0;
};

}  // namespace prospect::tests
