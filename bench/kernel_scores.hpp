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

/// Packs of words that are made side by side.
inline constexpr std::size_t word_packs = 4;

template <std::size_t Round>
[[gnu::always_inline]] inline void rounds(const std::uint64_t (&keys)[3], WordPack (&a)[word_packs],
                                          WordPack (&b)[word_packs]) {
  if constexpr (Round < lanes::detail::round_count) {
    constexpr int turn = lanes::detail::rotations[Round % 8];
#pragma GCC unroll 4
    for (std::size_t k = 0; k < word_packs; ++k) {
      a[k] += b[k];
      b[k] = ((b[k] << turn) | (b[k] >> (64 - turn))) ^ a[k];
    }
    if constexpr (Round % 4 == 3) {
      constexpr std::uint64_t injection = Round / 4 + 1;
#pragma GCC unroll 4
      for (std::size_t k = 0; k < word_packs; ++k) {
        a[k] += keys[injection % 3];
        b[k] += keys[(injection + 1) % 3] + injection;
      }
    }
    rounds<Round + 1>(keys, a, b);
  }
}

/// Threefry-2x64 with 20 rounds of counters in `a`, packs of them side by side (lanes/threefry.hpp has one).
[[gnu::always_inline]] inline void threefry(WordPack (&a)[word_packs], WordPack (&b)[word_packs], std::uint64_t second,
                                            lanes::Words key) {
  const std::uint64_t keys[3] = {key.first, key.second, lanes::detail::key_parity ^ key.first ^ key.second};
#pragma GCC unroll 4
  for (std::size_t k = 0; k < word_packs; ++k) {
    a[k] += keys[0];
    b[k] = WordPack{} + (second + keys[1]);
  }
  rounds<0>(keys, a, b);
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

  /// Gathers the lanes of one row, or of two that come in turn, some packs of each; `close` when all have come.
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
      constexpr std::size_t step = word_packs * word_width;
      for (std::size_t l = 0; l < block_lanes; l += step) {
        for (Real* row : rows_[call]) {
          for (std::size_t k = 0; k < step && row != nullptr; k += pack_width<Real>) {
            from = spread(from, *marks++, row + l + k);
          }
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

/// Takes words through to scores; those in the tails are left to `gathered`.
template <class Real, class Gatherer>
[[gnu::always_inline]] inline void add_scores(const WordPack (&words)[word_packs], Real* row, Gatherer& gathered) {
  constexpr std::size_t groups = pack_width<Real> / word_width, packs = word_packs / groups;
  Pack<Real> q[packs], least[packs], score[packs];
#pragma GCC unroll 4
  for (std::size_t k = 0; k < packs; ++k) {
    if constexpr (sizeof(Real) == 8) {
      q[k] = centred(words[k]);
      least[k] = with_sign<Real>(0.5 - magnitude<double>(q[k]), q[k]);
    } else {
      // Narrowed after 1/2 is taken off, so that small probabilities keep their digits.
      for (std::size_t g = 0; g < groups; ++g) {
        const Pack<double> wide = centred(words[groups * k + g]);
        const Pack<double> beyond = with_sign<double>(0.5 - magnitude<double>(wide), wide);
        for (std::size_t e = 0; e < word_width; ++e) {
          q[k][g * word_width + e] = static_cast<float>(wide[e]);
          least[k][g * word_width + e] = static_cast<float>(beyond[e]);
        }
      }
    }
  }
  normal_centre<Real>(q, score);
#pragma GCC unroll 4
  for (std::size_t k = 0; k < packs; ++k) {
    store(score[k], row + k * pack_width<Real>);
    gathered.add(q[k], least[k]);
  }
}

/// The scores of `step_pair` of one stream: of its even step, its odd step or both. Scores in the tails are left to
/// `tails`. Not inlined: several of them in one function would share its registers.
template <class Real, bool even, bool odd>
[[gnu::noinline]] void words_to_scores(lanes::Words key, std::uint64_t first_path, std::uint64_t step_pair,
                                       Real* even_row, Real* odd_row, TailScores<Real>& tails) {
  constexpr std::size_t step = word_packs * word_width;
  static_assert(block_lanes % step == 0);
  WordPack paths[word_packs];
  for (std::size_t k = 0; k < step; ++k) paths[k / word_width][k % word_width] = first_path + k;
  typename TailScores<Real>::Gatherer gatherer(tails, even ? even_row : nullptr, odd ? odd_row : nullptr);
  for (std::size_t l = 0; l < block_lanes; l += step) {
    WordPack a[word_packs], b[word_packs];
#pragma GCC unroll 4
    for (std::size_t k = 0; k < word_packs; ++k) a[k] = paths[k] + l;
    threefry(a, b, step_pair, key);
    if constexpr (even) add_scores<Real>(a, even_row + l, gatherer);
    if constexpr (odd) add_scores<Real>(b, odd_row + l, gatherer);
  }
  gatherer.close();
}

}  // namespace prospect::bench
