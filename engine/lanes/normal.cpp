#include "lanes/normal.hpp"

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

#include <bit>

#include "lanes/block.hpp"

namespace prospect::lanes {
namespace {

/// The lanes of a row that lie in the tails, packed to the front.
#if defined(__AVX512F__)
/// Packing eight lanes by a mask is one instruction here.
struct Tails {
  static constexpr std::size_t width = 8;

  std::size_t count = 0;
  alignas(row_alignment) double p[lane_count + width];
  alignas(row_alignment) double score[lane_count + width];
  __mmask8 lanes[lane_count / width];
};

void gather(const double* p, Tails& tails) {
  const __m512d half = _mm512_set1_pd(0.5), width = _mm512_set1_pd(detail::central_half_width);
  std::size_t count = 0;
  for (std::size_t part = 0; part < lane_count / Tails::width; ++part) {
    const __m512d word = _mm512_loadu_pd(p + part * Tails::width);
    // "Not at most": a NaN is in the tails.
    const __mmask8 outside =
        _mm512_cmp_pd_mask(_mm512_abs_pd(_mm512_sub_pd(word, half)), width, _CMP_NLE_UQ);
    _mm512_storeu_pd(tails.p + count, _mm512_maskz_compress_pd(outside, word));
    tails.lanes[part] = outside;
    count += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(outside)));
  }
  tails.count = count;
}

void scatter(const Tails& tails, double* out) {
  std::size_t at = 0;
  for (std::size_t part = 0; part < lane_count / Tails::width; ++part) {
    const __mmask8 outside = tails.lanes[part];
    double* to = out + part * Tails::width;
    const __m512d scores = _mm512_loadu_pd(tails.score + at);
    _mm512_storeu_pd(to, _mm512_mask_expand_pd(_mm512_loadu_pd(to), outside, scores));
    at += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(outside)));
  }
}
#else
struct Tails {
  std::size_t count = 0;
  alignas(row_alignment) double p[lane_count];
  alignas(row_alignment) double score[lane_count];
  std::uint32_t lane[lane_count];
};

void gather(const double* p, Tails& tails) {
  std::size_t count = 0;
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    // Every lane is written, only a lane of the tails is kept: no branch to mispredict.
    tails.p[count] = p[lane];
    tails.lane[count] = static_cast<std::uint32_t>(lane);
    const bool central = magnitude(p[lane] - 0.5) <= detail::central_half_width;
    count += central ? 0U : 1U;
  }
  tails.count = count;
}

void scatter(const Tails& tails, double* out) {
  for (std::size_t i = 0; i < tails.count; ++i) {
    out[tails.lane[i]] = tails.score[i];
  }
}
#endif

/// Below this a score is evaluated as a far one in all but rounding: exp(-25) = 1.4e-11, on the safe side.
constexpr double maybe_far = 0x1p-35;

/// The scores of the tails; `all_near` skips what only the far ones need.
template <bool all_near>
[[gnu::always_inline]] inline void evaluate_tails(Tails& tails) {
#ifndef __clang__
#pragma GCC ivdep
#endif
  for (std::size_t i = 0; i < tails.count; ++i) {
    const double q = tails.p[i] - 0.5;
    const double least = select(q < 0.0, tails.p[i], 1.0 - tails.p[i]);
    const detail::Ratio tail = detail::quantile_tail<all_near>(least);
    tails.score[i] = detail::quantile_edges(least, q, tail.numerator / tail.denominator);
  }
}

void evaluate(Tails& tails) {
  std::uint64_t far = 0;
  for (std::size_t i = 0; i < tails.count; ++i) {
    // A NaN is no matter: near or far, it stays one.
    far |= (tails.p[i] < maybe_far) | (1.0 - tails.p[i] < maybe_far) ? 1U : 0U;
  }
  far != 0 ? evaluate_tails<false>(tails) : evaluate_tails<true>(tails);
}

}  // namespace

void normal_quantile_row(const double* p, double* out) {
  Tails tails;
  gather(p, tails);
  evaluate(tails);
  each_lane([=](std::size_t lane) {
    const double q = p[lane] - 0.5;
    const detail::Ratio centre = detail::quantile_centre(q);
    out[lane] = with_sign(magnitude(centre.numerator / centre.denominator), q);
  });
  scatter(tails, out);
}

}  // namespace prospect::lanes
