#pragma once
/// Some lanes of a row, packed to the front: costly work for the few that need it.
///
/// Shape    `count()` values in `values`, in the order in which they were taken; room for `packed_slack` beyond them.
/// Cost     some instructions a vector with AVX-512 and AVX2, else some steps a lane; no branch depends on a value.
/// Threads  scratch of one call.

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#define PROSPECT_PACKS_VECTORS 1
#include <immintrin.h>
#elif defined(__AVX2__)
#define PROSPECT_PACKS_FOURS 1
#include <immintrin.h>
#endif

#include <bit>
#include <cstdint>

#include "lanes/block.hpp"
#include "lanes/vector.hpp"

namespace prospect::lanes {

/// Elements of a vector, one bit each.
using Elements = std::uint8_t;
static_assert(vector_width <= 8);

/// Elements for which a mask is not set.
[[gnu::always_inline]] inline Elements elements_unless(Mask mask) {
#ifdef PROSPECT_PACKS_VECTORS
  __m512i bits;
  std::memcpy(&bits, &mask, sizeof(bits));
  return static_cast<Elements>(~_mm512_movepi64_mask(bits));
#elif defined(PROSPECT_PACKS_FOURS)
  __m256d bits;
  std::memcpy(&bits, &mask, sizeof(bits));
  return static_cast<Elements>(~_mm256_movemask_pd(bits) & 0xf);
#else
  Elements found = 0;
  for (std::size_t k = 0; k < vector_width; ++k) {
    found = static_cast<Elements>(found | (mask[k] != 0 ? 0U : 1U << k));
  }
  return found;
#endif
}

/// Elements with |x| above a limit, or NaN.
[[gnu::always_inline]] inline Elements elements_beyond(Vector x, double limit) {
#ifdef PROSPECT_PACKS_VECTORS
  __m512d wide;
  std::memcpy(&wide, &x, sizeof(wide));
  // One comparison that ends in a mask register; by way of Mask it would be four instructions.
  return _mm512_cmp_pd_mask(_mm512_abs_pd(wide), _mm512_set1_pd(limit), _CMP_NLE_UQ);
#else
  return elements_unless((x <= limit) & (x >= -limit));
#endif
}

#ifdef PROSPECT_PACKS_FOURS
/// By the elements taken of four: which halves of a vector come first, in order.
struct FourOrders {
  alignas(row_alignment) std::uint32_t halves[16][8] = {};

  constexpr FourOrders() {
    for (std::uint32_t which = 0; which < 16; ++which) {
      std::size_t at = 0;
      for (std::uint32_t k = 0; k < 4; ++k) {
        if ((which >> k & 1U) == 0) continue;
        halves[which][at++] = 2 * k;
        halves[which][at++] = 2 * k + 1;
      }
    }
  }
};
inline constexpr FourOrders four_orders;
#endif

/// Room beyond the values, so that loops may go on to a whole number of vectors.
inline constexpr std::size_t packed_slack = 32;

/// `rows`: how many rows' lanes it has room for.
template <std::size_t rows = 1>
class Packed {
 public:
  alignas(row_alignment) double values[rows * lane_count + packed_slack];

  [[nodiscard]] std::size_t count() const { return count_; }

  /// Takes lanes in. A value by itself, since it stays in registers while a loop writes rows; `close` hands it back.
  struct Taker {
    double* value;
    double** to;
#ifdef PROSPECT_PACKS_VECTORS
    Elements* taken;
#endif
    /// Takes elements of a vector, which `put` writes to where `begin` points.
    [[gnu::always_inline]] void take(Vector x, Elements which, double* begin);
  };
  [[nodiscard]] Taker open();
  void close(const Taker& taker);

  /// Takes the lanes of a row for which `stays(vector)` does not hold; their values go to `to`.
  template <class Stays>
  [[gnu::always_inline]] void take_unless(const double* row, double* to, Stays stays) {
    Taker taker = open();
    for (std::size_t lane = 0; lane < lane_count; lane += vector_width) {
      const Vector x = load(row + lane);
      taker.take(x, elements_unless(stays(x)), to + lane);
    }
    close(taker);
  }

  /// Writes the values to where they belong, leaves the lanes between them alone, and is empty then.
  void put();

 private:
  std::size_t count_ = 0;
#ifdef PROSPECT_PACKS_VECTORS
  std::size_t parts_ = 0;
  Elements taken_[rows * lane_count / vector_width];
  double* to_[rows * lane_count / vector_width];
#else
  double* to_[rows * lane_count + vector_width];
#endif
};

#ifdef PROSPECT_PACKS_VECTORS

template <std::size_t rows>
inline void Packed<rows>::Taker::take(Vector x, Elements which, double* begin) {
  __m512d wide;
  std::memcpy(&wide, &x, sizeof(wide));
  _mm512_storeu_pd(value, _mm512_maskz_compress_pd(which, wide));
  *taken++ = which;
  *to++ = begin;
  value += std::popcount(static_cast<unsigned>(which));
}

template <std::size_t rows>
inline typename Packed<rows>::Taker Packed<rows>::open() {
  return {values + count_, to_ + parts_, taken_ + parts_};
}

template <std::size_t rows>
inline void Packed<rows>::close(const Taker& taker) {
  count_ = static_cast<std::size_t>(taker.value - values);
  parts_ = static_cast<std::size_t>(taker.taken - taken_);
}

template <std::size_t rows>
inline void Packed<rows>::put() {
  const double* from = values;
  for (std::size_t part = 0; part < parts_; ++part) {
    double* to = to_[part];
    _mm512_storeu_pd(to, _mm512_mask_expand_pd(_mm512_loadu_pd(to), taken_[part], _mm512_loadu_pd(from)));
    from += std::popcount(static_cast<unsigned>(taken_[part]));
  }
  count_ = parts_ = 0;
}

#else

template <std::size_t rows>
inline void Packed<rows>::Taker::take(Vector x, Elements which, double* begin) {
#ifdef PROSPECT_PACKS_FOURS
  // Values and places alike: those taken to the front, what is beyond them is written over.
  __m256i order, four;
  std::memcpy(&order, four_orders.halves[which], sizeof(order));
  std::memcpy(&four, &x, sizeof(four));
  four = _mm256_permutevar8x32_epi32(four, order);
  std::memcpy(value, &four, sizeof(four));
  double* const places[] = {begin, begin + 1, begin + 2, begin + 3};
  std::memcpy(&four, places, sizeof(four));
  four = _mm256_permutevar8x32_epi32(four, order);
  std::memcpy(to, &four, sizeof(four));
  const auto taken = std::popcount(static_cast<unsigned>(which));
  value += taken;
  to += taken;
#else
  for (std::size_t k = 0; k < vector_width; ++k) {
    // Every lane is written, only one that is taken is kept: no branch to mispredict.
    *value = x[k];
    *to = begin + k;
    const std::size_t on = static_cast<std::size_t>(which) >> k & 1U;
    value += on;
    to += on;
  }
#endif
}

template <std::size_t rows>
inline typename Packed<rows>::Taker Packed<rows>::open() {
  return {values + count_, to_ + count_};
}

template <std::size_t rows>
inline void Packed<rows>::close(const Taker& taker) {
  count_ = static_cast<std::size_t>(taker.value - values);
}

template <std::size_t rows>
inline void Packed<rows>::put() {
  for (std::size_t i = 0; i < count_; ++i) *to_[i] = values[i];
  count_ = 0;
}

#endif

}  // namespace prospect::lanes
