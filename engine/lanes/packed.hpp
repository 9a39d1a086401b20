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

struct Packed {
  std::size_t count = 0;
  alignas(row_alignment) double values[lane_count + row_alignment / sizeof(double)];

#ifdef PROSPECT_PACKS_VECTORS
  /// Takes the lanes for which `stays` does not hold; it is asked of vectors or of numbers.
  template <class Stays>
  [[gnu::always_inline]] void take_unless(const double* row, Stays stays) {
    count = 0;
    for (std::size_t part = 0; part < parts; ++part) {
      const Vector x = load(row + part * vector_width);
      const Mask stay = stays(x);
      __m512i bits;
      std::memcpy(&bits, &stay, sizeof(bits));
      const auto taken = static_cast<__mmask8>(~_mm512_movepi64_mask(bits));
      __m512d wide;
      std::memcpy(&wide, &x, sizeof(wide));
      _mm512_storeu_pd(values + count, _mm512_maskz_compress_pd(taken, wide));
      taken_[part] = taken;
      count += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(taken)));
    }
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

 private:
  static constexpr std::size_t parts = lane_count / vector_width;
  __mmask8 taken_[parts];
#else
  template <class Stays>
  [[gnu::always_inline]] void take_unless(const double* row, Stays stays) {
    count = 0;
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      // Every lane is written, only one that is taken is kept: no branch to mispredict.
      values[count] = row[lane];
      lane_[count] = static_cast<std::uint32_t>(lane);
      count += stays(row[lane]) ? 0U : 1U;
    }
  }

  void put(double* row) const {
    for (std::size_t i = 0; i < count; ++i) {
      row[lane_[i]] = values[i];
    }
  }

 private:
  std::uint32_t lane_[lane_count + 1];
#endif
};

}  // namespace prospect::lanes
