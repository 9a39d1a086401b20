#pragma once
/// Vectors of float or double as wide as the machine's, and the functions the kernel needs of them.
///
/// Why       the kernel is the yardstick: one body of code for both precisions, each at full width. It is
///           compiled with -ffp-contract=fast, so that a product and a sum are one instruction.
/// Domain    what plan-40 needs and no more: no infinities, no NaN, |exp's argument| < 80.
/// Accuracy  double: 1 ulp; float: 2 ulp; normal_tail: the coefficients of AS 241 in each precision.
/// Source    exp and log in float: Cephes, expf.c (Moshier, 1992); fdlibm, e_logf.c (Sun, 1993).
///           Float quantile: Wichura (1988), PPND7 of AS 241, doi:10.2307/2347330.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "lanes/normal.hpp"

namespace prospect::bench {

#if defined(__AVX512F__)
inline constexpr std::size_t pack_bytes = 64;
#elif defined(__AVX__)
inline constexpr std::size_t pack_bytes = 32;
#else
inline constexpr std::size_t pack_bytes = 16;
#endif

template <class Real>
struct PackOf {
  using Integer = std::conditional_t<sizeof(Real) == 8, std::int64_t, std::int32_t>;
  using V [[gnu::vector_size(pack_bytes)]] = Real;
  using I [[gnu::vector_size(pack_bytes)]] = Integer;
};
template <class Real>
using Pack = typename PackOf<Real>::V;
template <class Real>
using IntegerPack = typename PackOf<Real>::I;
template <class Real>
inline constexpr std::size_t pack_width = pack_bytes / sizeof(Real);

template <class Real>
[[gnu::always_inline]] inline Pack<Real> load(const Real* from) {
  Pack<Real> pack;
  std::memcpy(&pack, from, pack_bytes);
  return pack;
}

template <class Real>
[[gnu::always_inline]] inline void store(const Pack<Real>& pack, Real* to) {
  std::memcpy(to, &pack, pack_bytes);
}

template <class Real>
[[gnu::always_inline]] inline Pack<Real> all(Real x) {
  return Pack<Real>{} + x;
}

template <class Real>
[[gnu::always_inline]] inline IntegerPack<Real> bits(const Pack<Real>& x) {
  return std::bit_cast<IntegerPack<Real>>(x);
}

template <class Real>
[[gnu::always_inline]] inline Pack<Real> real(const IntegerPack<Real>& x) {
  return std::bit_cast<Pack<Real>>(x);
}

/// What a format is made of, and the polynomials that fit its precision.
template <class Real>
struct Format;

template <>
struct Format<double> {
  static constexpr int fraction = 52;
  static constexpr std::int64_t sign = std::int64_t{1} << 63, root_half = 0x3fe6a09e667f3bcd;
  static constexpr double shift = 0x1.8p52;
  static constexpr double log_two_high = lanes::detail::log_two_high, log_two_low = lanes::detail::log_two_low;
  static constexpr auto& exp_series = lanes::detail::exp_series;
  static constexpr auto& log_series = lanes::detail::log_series;
  static constexpr auto& centre_top = lanes::detail::quantile_a;
  static constexpr auto& centre_bottom = lanes::detail::quantile_b;
  static constexpr auto& near_top = lanes::detail::quantile_c;
  static constexpr auto& near_bottom = lanes::detail::quantile_d;
  static constexpr auto& far_top = lanes::detail::quantile_e;
  static constexpr auto& far_bottom = lanes::detail::quantile_f;
};

template <>
struct Format<float> {
  static constexpr int fraction = 23;
  static constexpr std::int32_t sign = std::int32_t{1} << 31, root_half = 0x3f3504f3;
  static constexpr float shift = 0x1.8p23F;
  static constexpr float log_two_high = 0.693359375F, log_two_low = -2.12194440e-4F;
  static constexpr float exp_series[] = {1.6666665459e-1F, 4.1665795894e-2F, 8.3334519073e-3F, 1.3981999507e-3F,
                                         1.9875691500e-4F};
  static constexpr float log_series[] = {0.66666662693F, 0.40000972152F, 0.28498786688F, 0.24279078841F};
  static constexpr float centre_top[] = {3.3871327179F, 5.0434271938e1F, 1.5929113202e2F, 5.9109374720e1F};
  static constexpr float centre_bottom[] = {1.0F, 1.7895169469e1F, 7.8757757664e1F, 6.7187563600e1F};
  static constexpr float near_top[] = {1.4234372777F, 2.7568153900F, 1.3067284816F, 1.7023821103e-1F};
  static constexpr float near_bottom[] = {1.0F, 7.3700164250e-1F, 1.2021132975e-1F};
  static constexpr float far_top[] = {6.6579051150F, 3.0812263860F, 4.2868294337e-1F, 1.7337203997e-2F};
  static constexpr float far_bottom[] = {1.0F, 2.4197894225e-1F, 1.2258202635e-2F};
};

/// c[0] + c[1] x + ... by Horner's rule.
template <class Real, std::size_t Index = 0, std::size_t Count>
[[gnu::always_inline]] inline Pack<Real> series(Pack<Real> x, const Real (&c)[Count]) {
  if constexpr (Index + 1 == Count) {
    return all<Real>(c[Index]);
  } else {
    return series<Real, Index + 1>(x, c) * x + c[Index];
  }
}

template <class Real>
[[gnu::always_inline]] inline Pack<Real> magnitude(Pack<Real> x) {
  return real<Real>(bits<Real>(x) & ~Format<Real>::sign);
}

/// A non-negative pack with the signs of another.
template <class Real>
[[gnu::always_inline]] inline Pack<Real> with_sign(Pack<Real> x, Pack<Real> signs) {
  return real<Real>(bits<Real>(x) | (bits<Real>(signs) & Format<Real>::sign));
}

template <class Real>
[[gnu::always_inline]] inline Pack<Real> exponential(Pack<Real> x) {
  using F = Format<Real>;
  const Pack<Real> shifted = x * static_cast<Real>(lanes::detail::log_two_inverse) + F::shift;
  const Pack<Real> n = shifted - F::shift;
  const Pack<Real> r = (x - n * F::log_two_high) - n * F::log_two_low;
  const Pack<Real> curve = series<Real>(r, F::exp_series) * r + static_cast<Real>(0.5);
  const Pack<Real> value = ((r * r) * curve + r) + static_cast<Real>(1);
  // The shift's own low bits are zero: what is left of `shifted` up there is the exponent.
  return real<Real>(bits<Real>(value) + (bits<Real>(shifted) << F::fraction));
}

/// Of a normal positive number.
template <class Real>
[[gnu::always_inline]] inline Pack<Real> logarithm(Pack<Real> x) {
  using F = Format<Real>;
  const IntegerPack<Real> k = (bits<Real>(x) - F::root_half) >> F::fraction;
  const Pack<Real> f = real<Real>(bits<Real>(x) - (k << F::fraction)) - static_cast<Real>(1);
  const Pack<Real> whole = real<Real>(k + std::bit_cast<typename PackOf<Real>::Integer>(F::shift)) - F::shift;
  const Pack<Real> s = f / (f + static_cast<Real>(2));
  const Pack<Real> z = s * s;
  const Pack<Real> half_square = (f * static_cast<Real>(0.5)) * f;
  const Pack<Real> rest = s * (half_square + z * series<Real>(z, F::log_series));
  return whole * F::log_two_high - ((half_square - (whole * F::log_two_low + rest)) - f);
}

/// `series` of some packs side by side: each step waits for the one before, the others fill the time.
template <class Real, std::size_t Index = 0, std::size_t Packs, std::size_t Count>
[[gnu::always_inline]] inline void series_of(Pack<Real> (&sum)[Packs], const Pack<Real> (&x)[Packs],
                                             const Real (&c)[Count]) {
  if constexpr (Index + 1 == Count) {
#pragma GCC unroll 4
    for (std::size_t k = 0; k < Packs; ++k) sum[k] = all<Real>(c[Index]);
  } else {
    series_of<Real, Index + 1>(sum, x, c);
#pragma GCC unroll 4
    for (std::size_t k = 0; k < Packs; ++k) sum[k] = sum[k] * x[k] + c[Index];
  }
}

/// The normal quantiles of 1/2 + q, |q| <= 0.425, some packs side by side.
template <class Real, std::size_t Packs>
[[gnu::always_inline]] inline void normal_centre(const Pack<Real> (&q)[Packs], Pack<Real> (&out)[Packs]) {
  Pack<Real> inner[Packs], bottom[Packs];
#pragma GCC unroll 4
  for (std::size_t k = 0; k < Packs; ++k) inner[k] = static_cast<Real>(lanes::detail::central_square) - q[k] * q[k];
  series_of<Real>(out, inner, Format<Real>::centre_top);
  series_of<Real>(bottom, inner, Format<Real>::centre_bottom);
#pragma GCC unroll 4
  for (std::size_t k = 0; k < Packs; ++k) out[k] = q[k] * out[k] / bottom[k];
}

/// The normal quantile beyond: `least` is the smaller of p and 1 - p, with the sign of the score.
template <class Real>
[[gnu::always_inline]] inline Pack<Real> normal_tail(Pack<Real> least) {
  using F = Format<Real>;
  const Pack<Real> minus_log = -logarithm<Real>(magnitude<Real>(least));
  Pack<Real> r = minus_log;
  for (std::size_t i = 0; i < pack_width<Real>; ++i) r[i] = std::sqrt(r[i]);
  const Pack<Real> near = r - static_cast<Real>(lanes::detail::near_centre);
  Pack<Real> size = series<Real>(near, F::near_top) / series<Real>(near, F::near_bottom);
  const IntegerPack<Real> is_far = r > static_cast<Real>(lanes::detail::far_begin);
  typename PackOf<Real>::Integer any = 0;
  for (std::size_t i = 0; i < pack_width<Real>; ++i) any |= is_far[i];
  if (any != 0) [[unlikely]] {  // one score in 3.6e10
    const Pack<Real> far = r - static_cast<Real>(lanes::detail::far_begin);
    size = is_far ? series<Real>(far, F::far_top) / series<Real>(far, F::far_bottom) : size;
  }
  return with_sign<Real>(size, least);
}

}  // namespace prospect::bench
