#pragma once
/// Rows of lanes: the memory every vectorised loop runs over.
///
/// Shape    a lane is one path; a row holds `lane_count` doubles, one for each lane of a block.
/// Cost     rows are allocated together, once; `row` is one multiplication.
/// Threads  as a plain array: one writer at a time.

#include <cstddef>
#include <memory>
#include <new>
#include <utility>

#include "base/check.hpp"

#ifndef PROSPECT_LANES
#define PROSPECT_LANES 256
#endif

namespace prospect::lanes {

/// Paths evaluated together. Whole rows are always evaluated; results do not depend on the number.
inline constexpr std::size_t lane_count = PROSPECT_LANES;
static_assert(lane_count > 0 && lane_count % 8 == 0, "rows are made of whole 512-bit vectors");

/// Bytes in a cache line and in the widest vector.
inline constexpr std::size_t row_alignment = 64;

/// Rows of zeros, aligned to 64 bytes. Neighbours lie one vector more than `lane_count` apart, so
/// that equal lanes of two rows do not meet in the same cache set.
class Rows {
 public:
  /// Holds no rows.
  Rows() = default;
  explicit Rows(std::size_t count);
  Rows(Rows&& other) noexcept;
  Rows& operator=(Rows&& other) noexcept;
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows() = default;

  /// Returns the first lane of a row; expects `index` below `count()`.
  [[nodiscard]] double* row(std::size_t index);
  [[nodiscard]] const double* row(std::size_t index) const;
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  static constexpr std::size_t stride = lane_count + row_alignment / sizeof(double);

  struct Release {
    void operator()(double* values) const {
      ::operator delete[](values, std::align_val_t{row_alignment});
    }
  };

  std::size_t count_ = 0;
  std::unique_ptr<double[], Release> values_;
};

/// Calls `work(lane)` for every lane, and tells the compiler that lanes do not meet: `work` may
/// write a row it also reads, lane by lane, and the loop still becomes vector code.
template <class Work>
[[gnu::always_inline]] inline void each_lane(Work work) {
#ifdef __clang__
#pragma clang loop vectorize(assume_safety)
#else
#pragma GCC ivdep
#endif
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    work(lane);
  }
}

inline Rows::Rows(std::size_t count)
    : count_(count),
      values_(new (std::align_val_t{row_alignment}) double[count * stride]()) {}

inline Rows::Rows(Rows&& other) noexcept
    : count_(other.count_), values_(std::move(other.values_)) {
  other.count_ = 0;
}

inline Rows& Rows::operator=(Rows&& other) noexcept {
  values_ = std::move(other.values_);
  count_ = other.count_;
  other.count_ = 0;
  return *this;
}

inline double* Rows::row(std::size_t index) {
  PROSPECT_EXPECT(index < count_);
  return values_.get() + index * stride;
}

inline const double* Rows::row(std::size_t index) const {
  PROSPECT_EXPECT(index < count_);
  return values_.get() + index * stride;
}

}  // namespace prospect::lanes
