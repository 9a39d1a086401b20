#pragma once
/// Eight numbers side by side, in as many of the machine's vectors as they fill.
///
/// Contract lane l of a row belongs to stripe l % 8 on every machine and for every `lane_count`,
///          so sums have the same bits everywhere.

#include <cstddef>

#include "lanes/block.hpp"
#include "lanes/vector.hpp"

namespace prospect::summarise {

inline constexpr std::size_t stripe_count = 8;
static_assert(lanes::lane_count % stripe_count == 0);

using lanes::all;
using lanes::greater;
using lanes::load;
using lanes::Mask;
using lanes::multiply_add;
using lanes::smaller;
using lanes::store;
using lanes::Vector;
using lanes::vector_width;

/// Vectors of eight stripes.
inline constexpr std::size_t vector_count = stripe_count / vector_width;

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
