#include "store/checksum.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <thread>

#include "store/columns.hpp"

namespace prospect::store {
namespace {

using Narrow [[gnu::vector_size(32)]] = std::uint16_t;
using Wide [[gnu::vector_size(64)]] = std::uint32_t;
constexpr std::size_t width = sizeof(Wide) / sizeof(std::uint32_t), vectors = 2;
constexpr std::size_t lanes = vectors * width, most_rounds = 256;
constexpr std::uint64_t modulus = 65535;

/// Sums of words that were taken as they lie, little-endian.
struct Sums {
  std::uint64_t first = 0, second = 0;

  /// Adds words of which `plain` is the sum and `weighted` the sum of each times the words from it to the end.
  void add(std::uint64_t plain, std::uint64_t weighted, std::uint64_t words) {
    second = (second + first * (words % modulus) + weighted) % modulus;
    first = (first + plain) % modulus;
  }
};

/// Adds `rounds` times `lanes` words. No sum of 32 bits overflows: 256 * 257 / 2 * 65535 < 2^32.
void add_rounds(const char* data, std::size_t rounds, Sums& sums) {
  Wide plain[vectors] = {}, weighted[vectors] = {};
  for (std::size_t k = 0; k < rounds; ++k) {
    for (std::size_t v = 0; v < vectors; ++v) {
      Narrow words;
      std::memcpy(&words, data + (k * vectors + v) * sizeof words, sizeof words);
      plain[v] += __builtin_convertvector(words, Wide);
      weighted[v] += plain[v];
    }
  }
  // Word k of lane j has rounds - k words of its lane from it on, and so lanes (rounds - k) - j of all.
  std::uint64_t all = 0, all_weighted = 0;
  for (std::size_t j = 0; j < lanes; ++j) {
    const std::uint64_t sum = plain[j / width][j % width];
    all += sum;
    all_weighted += lanes * std::uint64_t{weighted[j / width][j % width]} - j * sum;
  }
  sums.add(all, all_weighted, rounds * lanes);
}

/// As the filter leaves it: 65535 stands for its multiples, and 0 for a sum of nothing but zeros.
std::uint32_t reduced(std::uint64_t sum, bool all_zero) {
  const auto rest = static_cast<std::uint32_t>(sum * 256 % modulus);
  return rest == 0 && !all_zero ? static_cast<std::uint32_t>(modulus) : rest;
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& file) : fd_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  /// Whether all the bytes could be read.
  [[nodiscard]] bool read(std::uint64_t at, std::vector<char>& bytes) const {
    for (std::size_t done = 0; done < bytes.size();) {
      const ssize_t got = ::pread(fd_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(at + done));
      if (got <= 0) return false;
      done += static_cast<std::size_t>(got);
    }
    return true;
  }

 private:
  int fd_;
};

bool is_whole(const Descriptor& file, const StoredChunk& chunk, std::vector<char>& bytes) {
  if (chunk.bytes < checksum_bytes) return false;
  bytes.resize(chunk.bytes);
  if (!file.read(chunk.at, bytes)) return false;
  std::uint32_t stored = 0;
  std::memcpy(&stored, bytes.data() + bytes.size() - checksum_bytes, checksum_bytes);
  return stored == fletcher32(bytes.data(), bytes.size() - checksum_bytes);
}

}  // namespace

std::uint32_t fletcher32(const char* data, std::size_t size) {
  constexpr std::size_t word = sizeof(std::uint16_t), round = lanes * word;
  Sums sums;
  std::size_t at = 0;
  while (size - at >= round) {
    const std::size_t rounds = std::min((size - at) / round, most_rounds);
    add_rounds(data + at, rounds, sums);
    at += rounds * round;
  }
  for (; at < size; at += word) {
    std::uint16_t one = 0;   // of an odd last byte the other is 0
    std::memcpy(&one, data + at, std::min(word, size - at));
    sums.add(one, one, 1);
  }
  const bool all_zero = sums.first == 0 && std::all_of(data, data + size, [](char byte) { return byte == 0; });
  return reduced(sums.second, all_zero) << 16U | reduced(sums.first, all_zero);
}

void check_chunks(const std::string& file, const std::vector<StoredChunk>& chunks) {
  constexpr std::size_t most_threads = 4;
  const Descriptor from(file);
  std::atomic<std::size_t> next{0};
  std::atomic<bool> whole{true};
  const auto work = [&] {
    std::vector<char> bytes;
    for (std::size_t k = next++; k < chunks.size() && whole; k = next++) {
      if (!is_whole(from, chunks[k], bytes)) whole = false;
    }
  };
  const std::size_t threads = std::min<std::size_t>(
      {most_threads, std::max(std::thread::hardware_concurrency(), 1U), std::max<std::size_t>(chunks.size(), 1)});
  std::vector<std::thread> beside;
  for (std::size_t k = 1; k < threads; ++k) beside.emplace_back(work);
  work();
  for (auto& thread : beside) thread.join();
  if (!whole) throw Unfit("a chunk of kept paths is not what its checksum says");
}

}  // namespace prospect::store
