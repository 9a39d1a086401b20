#include "lanes/exact_sum.hpp"

#include <bit>
#include <cmath>

#include "lanes/bits.hpp"
#include "lanes/elementary.hpp"

namespace prospect::lanes {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr unsigned digit_bits = 32;
constexpr std::int64_t base = std::int64_t{1} << digit_bits;
/// Digits stay below 2^63.
constexpr std::uint32_t most_uncarried = 1U << 29U;
/// The last digit has no next one to carry to. Terms bring it hardly beyond 1; from bytes no more is taken than many
/// sums may add up.
constexpr std::int64_t most_last = std::int64_t{1} << 40;
/// Binary places of the least number, 2^-1074.
constexpr int places = 1074;
constexpr std::uint64_t fraction_mask = (std::uint64_t{1} << fraction_bits) - 1;
constexpr std::uint64_t exponent_mask = 0x7ff;
constexpr unsigned kept_bits = fraction_bits + 1;

}  // namespace

void ExactSum::add(double x) {
  if (!std::isfinite(x)) {
    nan_ = nan_ || std::isnan(x);
    up_ = up_ || x > 0;
    down_ = down_ || x < 0;
    return;
  }
  const std::uint64_t bits = bits_of(x), exponent = bits >> fraction_bits & exponent_mask;
  const std::uint64_t mantissa = (bits & fraction_mask) | (exponent > 0 ? std::uint64_t{1} << fraction_bits : 0);
  const std::uint64_t place = exponent > 0 ? exponent - 1 : 0;
  const Wide shifted = Wide{mantissa} << place % digit_bits;
  std::int64_t* to = &digits_[place / digit_bits];
  const std::int64_t sign = (bits & sign_bit) != 0 ? -1 : 1;
  for (unsigned k = 0; k < 3; ++k) {
    to[k] += sign * static_cast<std::int64_t>(static_cast<std::uint64_t>(shifted >> k * digit_bits) & (base - 1));
  }
  if (++uncarried_ == most_uncarried) carry();
}

void ExactSum::merge(const ExactSum& other) {
  for (std::size_t k = 0; k < digits; ++k) digits_[k] += other.digits_[k];
  up_ = up_ || other.up_;
  down_ = down_ || other.down_;
  nan_ = nan_ || other.nan_;
  uncarried_ += other.uncarried_ + 1;
  if (uncarried_ >= most_uncarried) carry();
}

void ExactSum::carry() {
  for (std::size_t k = 0; k + 1 < digits; ++k) {
    const std::int64_t over = digits_[k] >> digit_bits;   // rounds down, also below zero
    digits_[k] -= over * base;
    digits_[k + 1] += over;
  }
  uncarried_ = 0;
}

double ExactSum::value() const {
  if (nan_ || (up_ && down_)) return detail::not_a_number;
  if (up_ || down_) return up_ ? detail::infinity : -detail::infinity;
  ExactSum carried = *this;
  carried.carry();
  if (carried.digits_.back() >= 0) return carried.finite_value();
  for (auto& digit : carried.digits_) digit = -digit;
  carried.carry();
  return -carried.finite_value();
}

/// Of a sum that is not negative, with carried digits.
double ExactSum::finite_value() const {
  std::size_t top = digits;
  while (top > 0 && digits_[top - 1] == 0) --top;
  if (top == 0) return 0;
  // The three first digits hold 65 bits or more, the last digit of all up to 63 more; the rest only breaks ties.
  Wide first = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    first = first << digit_bits | static_cast<Wide>(top > k ? digits_[top - 1 - k] : 0);
  }
  bool more = false;
  for (std::size_t k = 0; k + 3 < top; ++k) more = more || digits_[k] != 0;
  const auto high = static_cast<std::uint64_t>(first >> 64U);
  const auto width = static_cast<unsigned>(high != 0 ? 128 - std::countl_zero(high)
                                                     : 64 - std::countl_zero(static_cast<std::uint64_t>(first)));
  const unsigned dropped = width - kept_bits;
  auto kept = static_cast<std::uint64_t>(first >> dropped);
  const Wide rest = first & ((Wide{1} << dropped) - 1), half = Wide{1} << (dropped - 1);
  if (rest > half || (rest == half && (more || (kept & 1U) != 0))) ++kept;
  const int exponent = static_cast<int>(digit_bits) * (static_cast<int>(top) - 3) + static_cast<int>(dropped) - places;
  // Below the least normal number all dropped bits are zeros: the product is exact.
  return std::ldexp(static_cast<double>(kept), exponent);
}

void ExactSum::exchange(base::Archive& archive) {
  carry();
  std::uint64_t first = 0, count = digits;
  if (!archive.reading()) {
    while (count > 0 && digits_[first + count - 1] == 0) --count;
    while (count > 0 && digits_[first] == 0) ++first, --count;
    if (count == 0) first = 0;
  }
  archive.part(first);
  archive.part(count);
  if (archive.reading()) {
    digits_ = {};
    if (first > digits || count > digits - first) count = archive.invalidate();
  }
  for (std::size_t k = 0; k < count; ++k) {
    std::int64_t& digit = digits_[first + k];
    archive.part(digit);
    const bool last = first + k + 1 == digits;
    if (last ? digit > most_last || digit < -most_last : digit < 0 || digit >= base) {
      archive.invalidate();
      digit = 0;
    }
  }
  archive.part(up_);
  archive.part(down_);
  archive.part(nan_);
}

}  // namespace prospect::lanes
