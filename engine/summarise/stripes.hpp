#pragma once
/// Eight numbers side by side, in as many of the machine's vectors as they fill.
///
/// Why      a loop over lanes that carries sums along becomes vector code only if the sums are
///          vectors themselves; g++ 12 turns some such loops into scalar code, at four times the
///          time. Vectors wider than the machine's are lowered badly, hence its own width.
/// Contract lane l of a row belongs to stripe l % 8 on every machine and for every `lane_count`,
///          so sums have the same bits everywhere.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "lanes/block.hpp"

namespace prospect::summarise {

inline constexpr std::size_t stripe_count = 8;
static_assert(lanes::lane_count % stripe_count == 0);

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

/// Elements of a vector, and vectors of eight stripes.
inline constexpr std::size_t vector_width = vector_bytes / sizeof(double);
inline constexpr std::size_t vector_count = stripe_count / vector_width;

[[gnu::always_inline]] inline Vector load(const double* from) {
  Vector vector;
  std::memcpy(&vector, from, vector_bytes);
  return vector;
}

[[gnu::always_inline]] inline void store(const Vector& vector, double* to) {
  std::memcpy(to, &vector, vector_bytes);
}

[[gnu::always_inline]] inline Vector all(double x) { return Vector{} + x; }

/// Returns a * b + c, rounded once.
[[gnu::always_inline]] inline Vector multiply_add(Vector a, Vector b, Vector c) {
  Vector result = c;
  for (std::size_t i = 0; i < vector_width; ++i) {
    result[i] = std::fma(a[i], b[i], c[i]);
  }
  return result;
}

/// The smaller; the second where one is NaN.
[[gnu::always_inline]] inline Vector smaller(Vector a, Vector b) { return a < b ? a : b; }
/// The greater; the second where one is NaN.
[[gnu::always_inline]] inline Vector greater(Vector a, Vector b) { return a > b ? a : b; }

/// Eight numbers kept between rows.
struct alignas(lanes::row_alignment) Stripes {
  double values[stripe_count] = {};

  /// Sums in one fixed order: halves onto halves.
  [[nodiscard]] double sum() const {
    const double* v = values;
    return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
  }
};

/// A set of stripes held in registers while a row is read.
struct Held {
  Vector part[vector_count];

  [[gnu::always_inline]] explicit Held(const Stripes& from) {
    for (std::size_t i = 0; i < vector_count; ++i) {
      part[i] = load(from.values + i * vector_width);
    }
  }
  [[gnu::always_inline]] void keep(Stripes& to) const {
    for (std::size_t i = 0; i < vector_count; ++i) {
      store(part[i], to.values + i * vector_width);
    }
  }
};

}  // namespace prospect::summarise
