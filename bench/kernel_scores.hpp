#pragma once
/// Of the kernel: random words and their normal scores.

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "lanes/block.hpp"
#include "lanes/threefry.hpp"
#include "pack.hpp"
#include "workload.hpp"

namespace prospect::bench {

/// Flat from 128 to 512; as many as the engine has.
inline constexpr std::size_t block_lanes = lanes::lane_count;

using WordPack [[gnu::vector_size(pack_bytes)]] = std::uint64_t;
inline constexpr std::size_t word_width = pack_bytes / sizeof(std::uint64_t);

struct WordPacks {
  WordPack first, second;
};

/// Threefry-2x64 with 20 rounds, a pack of counters side by side (lanes/threefry.hpp has one).
[[gnu::always_inline]] inline WordPacks threefry(WordPack first, std::uint64_t second, lanes::Words key) {
  const std::uint64_t keys[3] = {key.first, key.second, lanes::detail::key_parity ^ key.first ^ key.second};
  WordPack a = first + keys[0], b = WordPack{} + (second + keys[1]);
#pragma GCC unroll 20
  for (int round = 0; round < lanes::detail::round_count; ++round) {
    const int turn = lanes::detail::rotations[round % 8];
    a += b;
    b = ((b << turn) | (b >> (64 - turn))) ^ a;
    if (round % 4 == 3) {
      const auto k = static_cast<std::size_t>(round / 4 + 1);
      a += keys[k % 3];
      b += keys[(k + 1) % 3] + k;
    }
  }
  return {a, b};
}

/// The uniform of a word (lanes::unit_number) less 1/2, exactly.
[[gnu::always_inline]] inline Pack<double> centred(WordPack words) {
  return std::bit_cast<Pack<double>>((words >> 12) | std::uint64_t{0x3ff0000000000000}) - 0x1.7ffffffffffffp0;
}

/// Scores beyond the centre, gathered over the rows of an indicator and done together.
template <class Real>
class TailScores {
 public:
  /// Forgets what was gathered.
  void begin() { count_ = calls_ = marked_ = 0; }

  /// Gathers the lanes of one row, or of two whose packs come in turn; `close` when all have come.
  class Gatherer {
   public:
    Gatherer(TailScores& of, Real* first, Real* second)
        : to_(of.least_ + of.count_), marks_(of.marks_ + of.marked_), of_(of) {
      of.rows_[of.calls_][0] = first;
      of.rows_[of.calls_++][1] = second;
    }

    /// Gathers the lanes of a pack with |q| > 0.425; `least`: min(p, 1-p) with the sign of q.
    [[gnu::always_inline]] void add(Pack<Real> q, Pack<Real> least) {
#if defined(__AVX512F__)
      std::uint32_t tail = 0;
      if constexpr (sizeof(Real) == 8) {
        tail = _mm512_cmp_pd_mask(magnitude<Real>(q), _mm512_set1_pd(half_width), _CMP_GT_OQ);
        _mm512_storeu_pd(to_, _mm512_maskz_compress_pd(static_cast<__mmask8>(tail), least));
      } else {
        tail = _mm512_cmp_ps_mask(magnitude<Real>(q), _mm512_set1_ps(half_width), _CMP_GT_OQ);
        _mm512_storeu_ps(to_, _mm512_maskz_compress_ps(static_cast<__mmask16>(tail), least));
      }
      to_ += __builtin_popcount(tail);
#else
      std::uint32_t tail = 0;
      for (std::size_t k = 0; k < pack_width<Real>; ++k) {
        const bool beyond = (q[k] < 0 ? -q[k] : q[k]) > half_width;
        *to_ = least[k];
        to_ += beyond ? 1 : 0;
        tail |= std::uint32_t{beyond} << k;
      }
#endif
      *marks_++ = static_cast<std::uint16_t>(tail);
    }

    void close() {
      of_.count_ = static_cast<std::size_t>(to_ - of_.least_);
      of_.marked_ = static_cast<std::size_t>(marks_ - of_.marks_);
    }

   private:
    Real* to_;
    std::uint16_t* marks_;
    TailScores& of_;
  };

  /// Writes the scores of all lanes gathered to their places.
  void finish() {
    // The last pack may reach past what was gathered: any number in (0, 1/2) does there.
    for (std::size_t k = 0; k < pack_width<Real>; ++k) least_[count_ + k] = static_cast<Real>(0.01);
    for (std::size_t at = 0; at < count_; at += pack_width<Real>) {
      store(normal_tail<Real>(load(least_ + at)), least_ + at);
    }
    const Real* from = least_;
    const std::uint16_t* marks = marks_;
    for (std::size_t call = 0; call < calls_; ++call) {
      for (std::size_t l = 0; l < block_lanes; l += pack_width<Real>) {
        for (Real* row : rows_[call]) {
          if (row != nullptr) from = spread(from, *marks++, row + l);
        }
      }
    }
  }

 private:
  static constexpr Real half_width = static_cast<Real>(lanes::detail::central_half_width);
  static constexpr std::size_t most_rows = year_count + 1, packs_a_row = block_lanes / pack_width<Real>;

  /// Puts the next scores into the marked lanes; returns where the rest begin.
  [[gnu::always_inline]] static const Real* spread(const Real* from, std::uint16_t tail, Real* to) {
#if defined(__AVX512F__)
    if constexpr (sizeof(Real) == 8) {
      _mm512_storeu_pd(to, _mm512_mask_expand_pd(load(to), static_cast<__mmask8>(tail), _mm512_loadu_pd(from)));
    } else {
      _mm512_storeu_ps(to, _mm512_mask_expand_ps(load(to), tail, _mm512_loadu_ps(from)));
    }
    return from + __builtin_popcount(tail);
#else
    for (std::uint32_t left = tail; left != 0; left &= left - 1) to[__builtin_ctz(left)] = *from++;
    return from;
#endif
  }

  std::size_t count_ = 0, calls_ = 0, marked_ = 0;
  Real* rows_[most_rows][2];  ///< of each gatherer
  std::uint16_t marks_[most_rows * packs_a_row];
  alignas(64) Real least_[most_rows * block_lanes + 64];
};

/// The scores of `step_pair` of one stream: of its even step, its odd step or both. Scores in the
/// tails are left to `tails`.
template <class Real, bool even, bool odd>
void words_to_scores(lanes::Words key, std::uint64_t first_path, std::uint64_t step_pair, Real* even_row,
                     Real* odd_row, TailScores<Real>& tails) {
  constexpr std::size_t width = pack_width<Real>, groups = width / word_width;
  WordPack lane{};
  for (std::size_t k = 0; k < word_width; ++k) lane[k] = k;
  const auto finish = [&](const Pack<double>* q, Real* row, auto& gathered) {
    Pack<Real> centre, least;
    if constexpr (sizeof(Real) == 8) {
      centre = q[0];
      least = with_sign<Real>(0.5 - magnitude<double>(q[0]), q[0]);
    } else {
      // Narrowed after 1/2 is taken off, so that small probabilities keep their digits.
      for (std::size_t g = 0; g < groups; ++g) {
        const Pack<double> beyond = with_sign<double>(0.5 - magnitude<double>(q[g]), q[g]);
        for (std::size_t k = 0; k < word_width; ++k) {
          centre[g * word_width + k] = static_cast<float>(q[g][k]);
          least[g * word_width + k] = static_cast<float>(beyond[k]);
        }
      }
    }
    store(normal_centre<Real>(centre), row);
    gathered.add(centre, least);
  };
  typename TailScores<Real>::Gatherer gatherer(tails, even ? even_row : nullptr, odd ? odd_row : nullptr);
  for (std::size_t l = 0; l < block_lanes; l += width) {
    Pack<double> q[2][groups];
    for (std::size_t g = 0; g < groups; ++g) {
      const WordPacks words = threefry(lane + (first_path + l + g * word_width), step_pair, key);
      if constexpr (even) q[0][g] = centred(words.first);
      if constexpr (odd) q[1][g] = centred(words.second);
    }
    if constexpr (even) finish(q[0], even_row + l, gatherer);
    if constexpr (odd) finish(q[1], odd_row + l, gatherer);
  }
  gatherer.close();
}

}  // namespace prospect::bench
