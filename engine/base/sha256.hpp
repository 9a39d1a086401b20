#pragma once
/// SHA-256, to notice that bytes have changed.
///
/// Source  FIPS 180-4, sections 4.1.2, 5.1.1, 6.2.
/// Cost    one pass, 0.3 GB/s, or 1.5 where the processor has instructions for it; no allocation before `hex`.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace prospect::base {

/// Takes bytes in any portions, then gives the digest once.
class Sha256 {
 public:
  /// `plain` leaves the processor's instructions unused; the digest is the same.
  enum class Rounds { fastest, plain };
  explicit Sha256(Rounds rounds = Rounds::fastest) : rounds_(rounds) {}

  Sha256& add(std::string_view bytes);
  Sha256& add(const void* bytes, std::size_t size);

  /// The 32 bytes of the digest. Nothing may be added afterwards.
  [[nodiscard]] std::array<unsigned char, 32> bytes();

  /// Returns 64 lower-case hexadecimal digits. Nothing may be added afterwards.
  [[nodiscard]] std::string hex();

 private:
  void mix(const unsigned char* block);
  void mix_plainly(const unsigned char* block);

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> waiting_{};  ///< bytes of a block not yet full
  std::uint64_t length_ = 0;                 ///< bytes taken so far
  Rounds rounds_;
};

/// Digest of one text.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace prospect::base
