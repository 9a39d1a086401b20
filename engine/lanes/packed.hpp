#pragma once
/// Some lanes of a row, packed to the front: costly work for the few that need it.
///
/// Shape    `count` values in `values`, in the order of lanes; room for a whole vector beyond them.
/// Cost     eight lanes an instruction with AVX-512, else some steps a lane; no branch depends on a value.
/// Threads  scratch of one call.

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#define PROSPECT_PACKS_VECTORS 1
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

struct Packed {
  std::size_t count = 0;
  alignas(row_alignment) double values[lane_count + row_alignment / sizeof(double)];

  /// Takes the lanes of a row for which `stays(vector)` does not hold.
  template <class Stays>
  [[gnu::always_inline]] void take_unless(const double* row, Stays stays) {
    count = 0;
    for (std::size_t part = 0; part < parts; ++part) {
      const Vector x = load(row + part * vector_width);
      take(part, x, elements_unless(stays(x)));
    }
  }

#ifdef PROSPECT_PACKS_VECTORS
  /// Takes elements of a row's vector number `part`. Parts come in order, from a count of 0 on.
  [[gnu::always_inline]] void take(std::size_t part, Vector x, Elements taken) {
    __m512d wide;
    std::memcpy(&wide, &x, sizeof(wide));
    _mm512_storeu_pd(values + count, _mm512_maskz_compress_pd(taken, wide));
    taken_[part] = taken;
    count += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(taken)));
  }

  /// Writes the values back to the lanes they came from; the others keep what they have.
  void put(double* row) const {
    std::size_t at = 0;
    for (std::size_t part = 0; part < parts; ++part) {
      double* to = row + part * vector_width;
      const __m512d packed = _mm512_loadu_pd(values + at);
      _mm512_storeu_pd(to, _mm512_mask_expand_pd(_mm512_loadu_pd(to), taken_[part], packed));
      at += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(taken_[part])));
    }
  }
#else
  [[gnu::always_inline]] void take(std::size_t part, Vector x, Elements taken) {
    for (std::size_t k = 0; k < vector_width; ++k) {
      // Every lane is written, only one that is taken is kept: no branch to mispredict.
      values[count] = x[k];
      lane_[count] = static_cast<std::uint32_t>(part * vector_width + k);
      count += (taken >> k) & 1U;
    }
  }

  void put(double* row) const {
    for (std::size_t i = 0; i < count; ++i) {
      row[lane_[i]] = values[i];
    }
  }
#endif

 private:
  static constexpr std::size_t parts = lane_count / vector_width;
#ifdef PROSPECT_PACKS_VECTORS
  Elements taken_[parts];
#else
  std::uint32_t lane_[lane_count + 1];
#endif
};

}  // namespace prospect::lanes
