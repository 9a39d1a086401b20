#pragma once
/// Streams of successes with a known probability, 64 at a time, for tests that repeat thousands of runs.

#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

namespace prospect::summarise {

class Bernoulli {
 public:
  /// `p` is taken to 62 binary digits.
  Bernoulli(double p, std::uint64_t seed) : digits_(static_cast<std::uint64_t>(std::ldexp(p, places))), words_(seed) {}

  /// Successes of the next `n` trials, a multiple of 64.
  std::uint64_t count(std::uint64_t n) {
    std::uint64_t hits = 0;
    for (std::uint64_t k = 0; k < n; k += 64) hits += static_cast<std::uint64_t>(std::popcount(word()));
    return hits;
  }

 private:
  static constexpr int places = 62;

  /// Each bit is 1 with probability p: 64 uniforms are compared with p digit by digit, the highest first,
  /// until all of them are told from it.
  std::uint64_t word() {
    std::uint64_t open = ~std::uint64_t{0}, below = 0;
    for (int place = places - 1; place >= 0 && open != 0; --place) {
      const std::uint64_t digit = words_();
      if ((digits_ >> place & 1) != 0) {
        below |= open & ~digit;
        open &= digit;
      } else {
        open &= ~digit;
      }
    }
    return below;
  }

  std::uint64_t digits_;
  std::mt19937_64 words_;
};

}  // namespace prospect::summarise
