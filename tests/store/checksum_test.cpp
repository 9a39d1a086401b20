#include "store/checksum.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "sample_record.hpp"
#include "store/columns.hpp"

namespace prospect::store {
namespace {

/// As the library does it: word by word, both sums reduced after 360 words.
std::uint32_t word_by_word(const std::string& bytes) {
  const auto byte = [&bytes](std::size_t at) {
    return at < bytes.size() ? std::uint32_t{static_cast<unsigned char>(bytes[at])} : 0U;
  };
  const auto reduced = [](std::uint32_t sum) { return (sum & 0xffffU) + (sum >> 16U); };
  std::uint32_t first = 0, second = 0;
  for (std::size_t at = 0, words = 0; at < bytes.size(); at += 2) {
    first += byte(at) << 8U | byte(at + 1);
    second += first;
    if (++words % 360 != 0 && at + 2 < bytes.size()) continue;
    first = reduced(first);
    second = reduced(second);
  }
  return reduced(second) << 16U | reduced(first);
}

std::string made_bytes(std::size_t size, unsigned seed) {
  std::string bytes;
  std::uint32_t state = seed;
  for (std::size_t k = 0; k < size; ++k) {
    state = state * 1664525U + 1013904223U;
    bytes += static_cast<char>(state >> 24U);
  }
  return bytes;
}

std::uint32_t sum_of(const std::string& bytes) { return fletcher32(bytes.data(), bytes.size()); }

// By hand: words 1 and 2 have the sums 3 and 1 + 3.
TEST(Checksum, OfTwoWords) { EXPECT_EQ(sum_of(std::string("\0\1\0\2", 4)), 4U << 16U | 3U); }

TEST(Checksum, IsThatOfTheLibrary) {
  for (std::size_t size = 0; size < 300; ++size) EXPECT_EQ(sum_of(made_bytes(size, 1)), word_by_word(made_bytes(size, 1)));
  for (const std::size_t size : {16383U, 16384U, 16385U, 16448U, 81920U, 100001U}) {
    for (unsigned seed = 1; seed < 5; ++seed) {
      EXPECT_EQ(sum_of(made_bytes(size, seed)), word_by_word(made_bytes(size, seed))) << size;
    }
    // Sums as large as can be, and none.
    EXPECT_EQ(sum_of(std::string(size, '\xff')), word_by_word(std::string(size, '\xff'))) << size;
    EXPECT_EQ(sum_of(std::string(size, '\0')), 0U);
  }
  // Multiples of 65535 that are not zero.
  EXPECT_EQ(sum_of("\xff\xff"), word_by_word("\xff\xff"));
  EXPECT_EQ(sum_of("\xff\xfe\x00\x01"), word_by_word("\xff\xfe\x00\x01"));
}

TEST(Checksum, FindsTheChunkThatIsNotWhole) {
  const Folder folder;
  std::string file;
  std::vector<StoredChunk> chunks;
  for (unsigned k = 0; k < 20; ++k) {
    const auto bytes = made_bytes(1000 + k, k);
    const std::uint32_t sum = sum_of(bytes);
    chunks.push_back({file.size(), bytes.size() + checksum_bytes});
    file += bytes + std::string(reinterpret_cast<const char*>(&sum), sizeof sum);
  }
  const auto check = [&](const std::string& bytes) {
    std::ofstream(folder.file("chunks"), std::ios::binary) << bytes;
    check_chunks(folder.file("chunks"), chunks);
  };
  EXPECT_NO_THROW(check(file));
  for (std::size_t at = 5; at < file.size(); at += 997) {
    std::string damaged = file;
    damaged[at] = static_cast<char>(damaged[at] ^ 16);
    EXPECT_THROW(check(damaged), Unfit) << at;
  }
  EXPECT_THROW(check(file.substr(0, file.size() - 1)), Unfit);
  EXPECT_THROW(check_chunks(folder.file("not there"), chunks), Unfit);
  EXPECT_NO_THROW(check_chunks(folder.file("not there"), {}));
}

}  // namespace
}  // namespace prospect::store
