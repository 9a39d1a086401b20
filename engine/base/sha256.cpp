#include "base/sha256.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace prospect::base {
namespace {

// FIPS 180-4, 4.2.2: first 32 bits of the fractional parts of the cube roots of the first primes.
constexpr std::array<std::uint32_t, 64> round_constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

constexpr std::size_t block_size = 64;
constexpr std::size_t length_size = 8;

std::uint32_t big_endian(const unsigned char* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
         std::uint32_t{bytes[2]} << 8 | std::uint32_t{bytes[3]};
}

// Fills the message schedule of a block (6.2.2, step 1).
std::array<std::uint32_t, 64> schedule(const unsigned char* block) {
  std::array<std::uint32_t, 64> w{};
  for (std::size_t i = 0; i < 16; ++i) w[i] = big_endian(block + 4 * i);
  for (std::size_t i = 16; i < 64; ++i) {
    const std::uint32_t a = w[i - 15];
    const std::uint32_t b = w[i - 2];
    const std::uint32_t small0 = std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3);
    const std::uint32_t small1 = std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10);
    w[i] = w[i - 16] + small0 + w[i - 7] + small1;
  }
  return w;
}

#if defined(__x86_64__)

/// Whether the processor has instructions for the rounds (and what comes with them).
bool has_instructions() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  constexpr unsigned sha = 1U << 29;  // leaf 7, EBX: Intel 64 and IA-32 manual, volume 2A, CPUID
  return __builtin_cpu_supports("sse4.1") != 0 && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & sha) != 0;
}

/// The same as the loop below, by four rounds at a time on the state as (A, B, E, F) and (C, D, G, H).
[[gnu::target("sha,sse4.1")]] void mix_by_instructions(std::array<std::uint32_t, 8>& state,
                                                       const unsigned char* block) {
  const auto* from = reinterpret_cast<const __m128i*>(block);
  auto* whole = reinterpret_cast<__m128i*>(state.data());
  const __m128i first = _mm_shuffle_epi32(_mm_loadu_si128(whole), 0xB1);
  const __m128i last = _mm_shuffle_epi32(_mm_loadu_si128(whole + 1), 0x1B);
  const __m128i abef_before = _mm_alignr_epi8(first, last, 8), cdgh_before = _mm_blend_epi16(last, first, 0xF0);
  __m128i abef = abef_before, cdgh = cdgh_before;
  const __m128i swapped = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i w[4];
  for (std::size_t i = 0; i < 16; ++i) {
    __m128i& now = w[i % 4];
    if (i < 4) {
      now = _mm_shuffle_epi8(_mm_loadu_si128(from + i), swapped);
    } else {
      const __m128i before = w[(i + 3) % 4];
      const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(now, w[(i + 1) % 4]),
                                        _mm_alignr_epi8(before, w[(i + 2) % 4], 4));
      now = _mm_sha256msg2_epu32(sum, before);
    }
    const auto* constants = reinterpret_cast<const __m128i*>(round_constants.data() + 4 * i);
    const __m128i message = _mm_add_epi32(now, _mm_loadu_si128(constants));
    cdgh = _mm_sha256rnds2_epu32(cdgh, abef, message);
    abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(message, 0x0E));
  }
  const __m128i feba = _mm_shuffle_epi32(_mm_add_epi32(abef, abef_before), 0x1B);
  const __m128i dchg = _mm_shuffle_epi32(_mm_add_epi32(cdgh, cdgh_before), 0xB1);
  _mm_storeu_si128(whole, _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128(whole + 1, _mm_alignr_epi8(dchg, feba, 8));
}

#endif

}  // namespace

void Sha256::mix(const unsigned char* block) {
#if defined(__x86_64__)
  static const bool by_instructions = has_instructions();
  if (by_instructions && rounds_ == Rounds::fastest) return mix_by_instructions(state_, block);
#endif
  mix_plainly(block);
}

void Sha256::mix_plainly(const unsigned char* block) {
  const auto w = schedule(block);
  auto [a, b, c, d, e, f, g, h] = state_;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint32_t big1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const std::uint32_t choice = (e & f) ^ (~e & g);
    const std::uint32_t t1 = h + big1 + choice + round_constants[i] + w[i];
    const std::uint32_t big0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const std::uint32_t majority = (a & b) ^ (a & c) ^ (b & c);
    h = g, g = f, f = e, e = d + t1;
    d = c, c = b, b = a, a = t1 + big0 + majority;
  }
  const std::array<std::uint32_t, 8> mixed = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < 8; ++i) state_[i] += mixed[i];
}

Sha256& Sha256::add(std::string_view bytes) { return add(bytes.data(), bytes.size()); }

Sha256& Sha256::add(const void* bytes, std::size_t size) {
  const auto* next = static_cast<const unsigned char*>(bytes);
  while (size > 0) {
    const std::size_t filled = length_ % block_size;
    const std::size_t taken = std::min(size, block_size - filled);
    if (taken == block_size) {
      mix(next);
    } else {
      std::memcpy(waiting_.data() + filled, next, taken);
      if (filled + taken == block_size) mix(waiting_.data());
    }
    next += taken;
    length_ += taken;
    size -= taken;
  }
  return *this;
}

std::array<unsigned char, 32> Sha256::bytes() {
  // 5.1.1: a one bit, zeros, and the length in bits as a big-endian number end the last block.
  const std::uint64_t bits = length_ * 8;
  std::array<unsigned char, 2 * block_size> tail{0x80};
  const std::size_t filled = length_ % block_size;
  const std::size_t room = block_size - length_size;
  const std::size_t zeros_end = (filled < room ? room : room + block_size) - filled;
  for (std::size_t i = 0; i < length_size; ++i) {
    tail[zeros_end + i] = static_cast<unsigned char>(bits >> (56 - 8 * i));
  }
  add(tail.data(), zeros_end + length_size);

  std::array<unsigned char, 32> digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<unsigned char>(state_[i / 4] >> (24 - 8 * (i % 4)));
  }
  return digest;
}

std::string Sha256::hex() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes()) {
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

std::string sha256(std::string_view text) { return Sha256().add(text).hex(); }

}  // namespace prospect::base
