#pragma once
/// Random words with an address: Threefry-2x64 with 20 rounds.
///
/// Contract  a draw is a pure function of (seed, name, path, step); nothing is kept between calls,
///           so any path can be replayed alone and a new name changes no other draw.
/// Address   key = {seed, name_key(name)}, counter = {path, step >> 1}, word number step & 1.
///           A step is a signed year; its half is taken by arithmetic shift and wraps to unsigned,
///           so steps -2, -1, 0, 1 are the words (2^64-1; 0, 1) and (0; 0, 1). One word a variate.
/// Source    Salmon, Moraes, Dror and Shaw (2011), doi:10.1145/2063384.2063405.
/// Cost      both words of a counter come from one call: `uniform_pair` costs what `uniforms` does.

#include <cstdint>
#include <string_view>

#include "lanes/bits.hpp"
#include "lanes/block.hpp"

namespace prospect::lanes {

struct Words {
  std::uint64_t first, second;
};

/// Returns the 20-round bijection of `counter` under `key`.
[[nodiscard]] [[gnu::always_inline]] inline Words threefry2x64(Words counter, Words key);

/// Returns the 64-bit key of a name: FNV-1a over its bytes, then the finaliser of splitmix64. Part
/// of every result's identity; it never changes.
[[nodiscard]] std::uint64_t name_key(std::string_view name);

/// Returns the number (k + 1/2) 2^-52, k the top 52 bits of the word. It is exact, and so is
/// 1 minus it: the least is 2^-53, the greatest 1 - 2^-53, and both halves are mirror images.
[[nodiscard]] [[gnu::always_inline]] inline double unit_number(std::uint64_t word);

/// The words of one name under one seed.
class Stream {
 public:
  Stream(std::uint64_t seed, std::string_view name) : key_{seed, name_key(name)} {}

  [[nodiscard]] Words key() const { return key_; }

 private:
  Words key_;
};

/// Fills `out` with the uniforms of one step for paths first_path + lane.
void uniforms(const Stream& stream, std::uint64_t first_path, std::int64_t step, double* out);

/// Fills two rows: `even_step`, which must be even, and the step after it.
void uniform_pair(const Stream& stream, std::uint64_t first_path, std::int64_t even_step,
                  double* even, double* odd);

namespace detail {

/// The rotations of Threefry-2x64, repeating after eight rounds (Salmon et al., table 2).
inline constexpr int rotations[] = {16, 42, 12, 31, 16, 32, 24, 21};
/// C240 of the Threefish key schedule (Skein 1.3, section 3.3.2).
inline constexpr std::uint64_t key_parity = 0x1BD11BDAA9FC1A22U;
inline constexpr int round_count = 20;
inline constexpr int rounds_a_key = 4;

template <int Round>
[[gnu::always_inline]] inline Words threefry_rounds(Words x, const std::uint64_t (&keys)[3]) {
  if constexpr (Round == round_count) {
    return x;
  } else {
    x.first += x.second;
    x.second = std::rotl(x.second, rotations[Round % 8]) ^ x.first;
    if constexpr ((Round + 1) % rounds_a_key == 0) {
      constexpr std::uint64_t turn = (Round + 1) / rounds_a_key;
      x.first += keys[turn % 3];
      x.second += keys[(turn + 1) % 3] + turn;
    }
    return threefry_rounds<Round + 1>(x, keys);
  }
}

}  // namespace detail

inline Words threefry2x64(Words counter, Words key) {
  const std::uint64_t keys[3] = {key.first, key.second,
                                 detail::key_parity ^ key.first ^ key.second};
  return detail::threefry_rounds<0>({counter.first + keys[0], counter.second + keys[1]}, keys);
}

inline double unit_number(std::uint64_t word) {
  // The fraction bits of a number in [1, 2); what is taken off is 1 less the half step.
  constexpr double one_less_half_step = 0x1.fffffffffffffp-1;
  constexpr int dropped_bits = 64 - fraction_bits;
  return from_bits((word >> dropped_bits) | bits_of(1.0)) - one_less_half_step;
}

}  // namespace prospect::lanes
