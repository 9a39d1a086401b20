#pragma once
/// The machine's own vectors, for loops that the compiler would leave scalar.
///
/// Why      a loop that carries sums along, or stops when all lanes are done, becomes vector code only if
///          its values are vectors themselves; g++ 12 turns some such loops into scalar code, at four
///          times the time. Vectors wider than the machine's are lowered badly, hence its own width.
/// Contract element-wise, one rounding an operation: the same bits for every width.

#if defined(__AVX__)
#include <immintrin.h>
#endif

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "lanes/bits.hpp"

namespace prospect::lanes {

#if defined(__AVX512F__)
inline constexpr std::size_t vector_bytes = 64;
#elif defined(__AVX__)
inline constexpr std::size_t vector_bytes = 32;
#else
inline constexpr std::size_t vector_bytes = 16;
#endif

using Vector [[gnu::vector_size(vector_bytes)]] = double;
/// What a comparison of vectors gives: all bits of an element, or none.
using Mask [[gnu::vector_size(vector_bytes)]] = std::int64_t;

/// Words, an element each.
using WordVector [[gnu::vector_size(vector_bytes)]] = std::uint64_t;

/// Elements of a vector.
inline constexpr std::size_t vector_width = vector_bytes / sizeof(double);

[[gnu::always_inline]] inline Vector load(const double* from) {
  Vector vector;
  std::memcpy(&vector, from, vector_bytes);
  return vector;
}

[[gnu::always_inline]] inline void store(const Vector& vector, double* to) {
  std::memcpy(to, &vector, vector_bytes);
}

[[gnu::always_inline]] inline Vector all(double x) { return Vector{} + x; }

/// Returns a * b + c, rounded once. One instruction where there is one: a loop over elements becomes it in optimised
/// builds only, and takes most of the time of a sanitised one.
[[gnu::always_inline]] inline Vector multiply_add(Vector a, Vector b, Vector c) {
#if defined(__AVX512F__)
  return _mm512_fmadd_pd(a, b, c);
#elif defined(__AVX__) && defined(__FMA__)
  return _mm256_fmadd_pd(a, b, c);
#else
  Vector result = c;
  for (std::size_t i = 0; i < vector_width; ++i) {
    result[i] = std::fma(a[i], b[i], c[i]);
  }
  return result;
#endif
}

/// The bits of a vector, and back.
[[gnu::always_inline]] inline WordVector words_of(Vector x) {
  WordVector words;
  std::memcpy(&words, &x, vector_bytes);
  return words;
}
[[gnu::always_inline]] inline Vector from_words(WordVector words) {
  Vector x;
  std::memcpy(&x, &words, vector_bytes);
  return x;
}

/// The smaller; the second where one is NaN.
[[gnu::always_inline]] inline Vector smaller(Vector a, Vector b) { return a < b ? a : b; }
/// The greater; the second where one is NaN.
[[gnu::always_inline]] inline Vector greater(Vector a, Vector b) { return a > b ? a : b; }

/// One or the other by a mask; both are computed.
[[gnu::always_inline]] inline Vector choose(Mask mask, Vector yes, Vector no) { return mask ? yes : no; }

/// |x|, element by element.
[[gnu::always_inline]] inline Vector magnitude(Vector x) {
  return from_words(words_of(x) & ~sign_bit);
}

/// Whether any element of a mask is set.
[[gnu::always_inline]] inline bool any_of(Mask mask) {
  std::int64_t any = 0;
  for (std::size_t i = 0; i < vector_width; ++i) {
    any |= mask[i];
  }
  return any != 0;
}

}  // namespace prospect::lanes
