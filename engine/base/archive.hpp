#pragma once
/// Numbers and texts as bytes and back, by one description of both ways.
///
/// Use       a value hands its parts to an archive in some order: one that was made for writing takes them, one that
///           was made of bytes gives them back in the same order.
/// Bytes     whole numbers as LEB128 (seven bits a byte, lowest first; DWARF 5, section 7.6), others as they lie in
///           memory, little-endian. Equal values make equal bytes.
/// Trust     bytes that end too early or do not fit leave the archive unsound; parts read then are zero or empty,
///           and no size is believed that the bytes left could not hold.

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prospect::base {

class Archive {
 public:
  /// For writing.
  Archive() = default;
  /// For reading; the bytes must outlive it.
  explicit Archive(std::string_view bytes) : left_(bytes), reading_(true) {}

  void part(std::uint64_t& value);
  void part(std::int64_t& value);   ///< as unsigned, with the sign in the lowest bit
  void part(double& value);
  void part(bool& value);
  void part(std::string& text);
  /// Of a length that both sides know; long runs of zeros take a few bytes.
  void counts(std::vector<std::uint64_t>& values);
  /// A number that both sides must hold alike, a size or a width: reading another one makes the archive unsound.
  void agreed(std::uint64_t value);
  void agreed(double value);
  void agreed(std::string_view text);

  /// Says that what was read does not fit; returns 0, the only size to go on with.
  std::uint64_t invalidate() {
    sound_ = false;
    return 0;
  }

  [[nodiscard]] bool reading() const { return reading_; }
  /// What was read so far was there.
  [[nodiscard]] bool sound() const { return sound_; }
  /// And nothing is left.
  [[nodiscard]] bool whole() const { return sound_ && left_.empty(); }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  /// What is left to be read.
  [[nodiscard]] std::string_view left() const { return left_; }

 private:
  void raw(void* value, std::size_t size);

  std::string bytes_;
  std::string_view left_;
  bool reading_ = false, sound_ = true;
};

static_assert(std::endian::native == std::endian::little, "numbers are written as they lie");

/// Whether digests are held against what they are of. Not in fuzzers: whoever forges bytes seals them too, and what
/// comes after is what is fuzzed.
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
inline constexpr bool seals_are_checked = false;
#else
inline constexpr bool seals_are_checked = true;
#endif

/// The bytes with their SHA-256 behind them (64 hexadecimal digits).
[[nodiscard]] std::string sealed(std::string bytes);
/// What stands before the digest, if it is its own; empty if not.
[[nodiscard]] std::string_view unsealed(std::string_view bytes);

}  // namespace prospect::base
