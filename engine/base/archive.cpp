#include "base/archive.hpp"

#include <algorithm>
#include <cstring>

#include "base/sha256.hpp"

namespace prospect::base {
namespace {

constexpr std::size_t digest_digits = 64;
constexpr unsigned digit_bits = 7;
constexpr std::uint64_t more = 0x80;

}  // namespace

void Archive::raw(void* value, std::size_t size) {
  if (!reading_) {
    bytes_.append(static_cast<const char*>(value), size);
    return;
  }
  if (left_.size() < size) {
    sound_ = false;
    left_ = {};
    std::memset(value, 0, size);
    return;
  }
  std::memcpy(value, left_.data(), size);
  left_.remove_prefix(size);
}

void Archive::part(std::uint64_t& value) {
  if (!reading_) {
    for (std::uint64_t rest = value; ; rest >>= digit_bits) {
      const bool last = rest < more;
      bytes_ += static_cast<char>(last ? rest : (rest & (more - 1)) | more);
      if (last) return;
    }
  }
  value = 0;
  for (unsigned shift = 0; shift < 64; shift += digit_bits) {
    std::uint8_t digit = 0;
    raw(&digit, 1);
    value |= (digit & (more - 1)) << shift;
    // The tenth digit holds one bit of the 64; a zero at the end would be a longer way to say the same.
    if (digit < more) {
      if ((shift == 63 && digit > 1) || (shift > 0 && digit == 0)) break;
      return;
    }
  }
  sound_ = false;
  value = 0;
}

void Archive::part(std::int64_t& value) {
  const auto bits = static_cast<std::uint64_t>(value);
  std::uint64_t folded = bits << 1U ^ (value < 0 ? ~std::uint64_t{0} : 0);
  part(folded);
  value = static_cast<std::int64_t>(folded >> 1U ^ ((folded & 1U) != 0 ? ~std::uint64_t{0} : 0));
}

void Archive::part(double& value) { raw(&value, sizeof value); }

void Archive::part(bool& value) {
  std::uint64_t one = value ? 1 : 0;
  part(one);
  if (one > 1) sound_ = false;
  value = one == 1;
}

void Archive::part(std::string& text) {
  std::uint64_t size = text.size();
  part(size);
  if (reading_) {
    if (size > left_.size()) {
      sound_ = false;
      size = 0;
    }
    text.assign(left_.data(), size);
    left_.remove_prefix(size);
  } else {
    bytes_ += text;
  }
}

void Archive::counts(std::vector<std::uint64_t>& values) {
  for (std::size_t at = 0; at < values.size();) {
    // A zero stands before the number of zeros.
    std::uint64_t run = 0;
    while (!reading_ && at + run < values.size() && values[at + run] == 0) ++run;
    std::uint64_t value = run > 0 ? 0 : values[at];
    part(value);
    if (value != 0) {
      values[at++] = value;
      continue;
    }
    part(run);
    if (run == 0 || run > values.size() - at) sound_ = false;
    if (!sound_) run = values.size() - at;
    std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(at), run, 0);
    at += run;
  }
}

void Archive::agreed(std::uint64_t value) {
  std::uint64_t found = value;
  part(found);
  sound_ = sound_ && found == value;
}

void Archive::agreed(double value) { agreed(std::bit_cast<std::uint64_t>(value)); }

void Archive::agreed(std::string_view text) {
  std::string found(text);
  part(found);
  sound_ = sound_ && found == text;
}

std::string sealed(std::string bytes) {
  bytes += sha256(bytes);
  return bytes;
}

std::string_view unsealed(std::string_view bytes) {
  if (bytes.size() < digest_digits) return {};
  const auto body = bytes.substr(0, bytes.size() - digest_digits);
  return !seals_are_checked || bytes.ends_with(sha256(body)) ? body : std::string_view();
}

}  // namespace prospect::base
