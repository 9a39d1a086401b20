#pragma once
/// Moves between a double and its bits that the compiler turns into vector code.
///
/// Contract  branch-free; defined for every bit pattern; the same bits on every machine.
/// Format    IEEE 754 binary64: one sign bit, 11 of exponent (bias 1023), 52 of fraction.

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace prospect::lanes {

inline constexpr int fraction_bits = 52;
inline constexpr std::int64_t exponent_bias = 1023;
inline constexpr std::uint64_t sign_bit = 0x8000000000000000U;

/// 1.5 * 2^52: added to a small number it leaves the rounded integer in the low fraction bits
/// (Hacker's Delight, 2nd ed., section 17-3).
inline constexpr double rounding_shift = 0x1.8p52;

[[gnu::always_inline]] inline std::uint64_t bits_of(double x) {
  return std::bit_cast<std::uint64_t>(x);
}

[[gnu::always_inline]] inline double from_bits(std::uint64_t bits) {
  return std::bit_cast<double>(bits);
}

/// Returns `yes` where the condition holds, else `no`; both are computed. Written with masks, since
/// the compiler may push the work of one side behind a branch, and such a loop stays scalar.
[[gnu::always_inline]] inline double select(bool condition, double yes, double no) {
  const std::uint64_t mask = condition ? ~std::uint64_t{0} : std::uint64_t{0};
  return from_bits((bits_of(yes) & mask) | (bits_of(no) & ~mask));
}

[[gnu::always_inline]] inline double magnitude(double x) {
  return from_bits(bits_of(x) & ~sign_bit);
}

/// Returns a non-negative number with the sign of `sign_source`.
[[gnu::always_inline]] inline double with_sign(double x, double sign_source) {
  return from_bits(bits_of(x) | (bits_of(sign_source) & sign_bit));
}

/// Returns the integer kept by `shifted = x + rounding_shift`, for |x| < 2^51.
[[gnu::always_inline]] inline std::int64_t shifted_integer(double shifted) {
  return static_cast<std::int64_t>(bits_of(shifted) - bits_of(rounding_shift));
}

/// Returns an integer below 2^51 in magnitude as a double, without a conversion instruction.
[[gnu::always_inline]] inline double to_double(std::int64_t integer) {
  return from_bits(static_cast<std::uint64_t>(integer) + bits_of(rounding_shift)) - rounding_shift;
}

/// Returns 2^exponent; expects -1022 <= exponent <= 1023.
[[gnu::always_inline]] inline double power_of_two(std::int64_t exponent) {
  return from_bits(static_cast<std::uint64_t>(exponent + exponent_bias) << fraction_bits);
}

/// Evaluates c[0] + c[1] x + ... by Horner's rule, one rounding a step.
template <std::size_t Index = 0, std::size_t Count>
[[gnu::always_inline]] inline double polynomial(double x, const double (&c)[Count]) {
  if constexpr (Index + 1 == Count) {
    return c[Index];
  } else {
    return std::fma(polynomial<Index + 1>(x, c), x, c[Index]);
  }
}

}  // namespace prospect::lanes
