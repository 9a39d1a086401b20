#pragma once
/// Sums of doubles that round once, when they are read: neither the order of the terms nor how they were grouped can be
/// told from them, so parts of a run may be summed anywhere and merged in any order.
///
/// Method   a whole number in base 2^32 with a digit for every place a double may have; digits are wider than their
///          base and carry seldom. Neal (2015), Fast exact summation using small and large superaccumulators,
///          arXiv:1505.05571, section 2.
/// Range    2^60 terms.
/// Cost     some instructions a term.

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/archive.hpp"

namespace prospect::lanes {

class ExactSum {
 public:
  void add(double x);
  void merge(const ExactSum& other);

  /// Returns the double next to the sum, of two the even one; infinite or NaN as a sum of such terms is.
  [[nodiscard]] double value() const;

  /// Hands all it holds to an archive.
  void exchange(base::Archive& archive);

 private:
  /// From 2^-1074, the least number, to 2^1024 and as far again as 2^60 terms reach.
  static constexpr std::size_t digits = 68;

  /// Brings every digit but the last into 0 .. 2^32 - 1: then equal sums have equal digits.
  void carry();
  [[nodiscard]] double finite_value() const;

  std::array<std::int64_t, digits> digits_{};
  std::uint32_t uncarried_ = 0;   ///< terms since digits were carried: no digit is beyond (this + 1) 2^32
  bool up_ = false, down_ = false, nan_ = false;   ///< infinite terms were added, or NaN
};

}  // namespace prospect::lanes
