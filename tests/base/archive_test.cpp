#include "base/archive.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace prospect::base {
namespace {

struct Parts {
  std::uint64_t count = 0;
  std::int64_t whole = 0;
  double real = 0;
  bool yes = false;
  std::string text;
  std::vector<std::uint64_t> counts = std::vector<std::uint64_t>(10);

  void exchange(Archive& archive) {
    archive.agreed(std::uint64_t{7});
    archive.part(count);
    archive.part(whole);
    archive.part(real);
    archive.part(yes);
    archive.part(text);
    archive.counts(counts);
    archive.agreed("end");
  }
};

Parts full() {
  return {std::numeric_limits<std::uint64_t>::max(), std::numeric_limits<std::int64_t>::min(), -0.1, true,
          std::string("Sơn\0La", 7), {0, 0, 0, 5, 0, 300, 1, 0, 0, 0}};
}

std::string bytes_of(Parts parts) {
  Archive archive;
  parts.exchange(archive);
  return archive.bytes();
}

TEST(Archive, GivesBackWhatItTook) {
  const std::string bytes = bytes_of(full());
  Archive in(bytes);
  Parts back;
  back.exchange(in);
  EXPECT_TRUE(in.whole());
  EXPECT_EQ(bytes_of(back), bytes);
  EXPECT_EQ(back.count, full().count);
  EXPECT_EQ(back.whole, full().whole);
  EXPECT_EQ(back.real, -0.1);
  EXPECT_EQ(back.text, full().text);
  EXPECT_EQ(back.counts, full().counts);
}

TEST(Archive, SmallNumbersAreShort) {
  Archive archive;
  for (std::uint64_t x : {0U, 127U}) archive.part(x);
  EXPECT_EQ(archive.bytes().size(), 2U);
  std::vector<std::uint64_t> zeros(100000);
  archive.counts(zeros);
  EXPECT_LT(archive.bytes().size(), 8U);
}

/// Catches: a part read beyond the end, a size believed, a loop without an end. Every cut and every changed byte.
TEST(Archive, BelievesNoBytes) {
  const std::string bytes = bytes_of(full());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    Archive in(std::string_view(bytes).substr(0, size));
    Parts back;
    back.exchange(in);
    EXPECT_FALSE(in.whole()) << size;
  }
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (unsigned change = 1; change < 256; ++change) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ change);
      Archive in(damaged);
      Parts back;
      back.exchange(in);
      if (in.whole()) EXPECT_EQ(bytes_of(back).size(), damaged.size());
    }
  }
}

TEST(Archive, NumbersThatDisagree) {
  Archive out;
  out.agreed(1.5);
  Archive in(out.bytes());
  in.agreed(1.5);
  EXPECT_TRUE(in.whole());
  Archive other(out.bytes());
  other.agreed(1.25);
  EXPECT_FALSE(other.sound());
}

TEST(Archive, Seals) {
  const std::string bytes = sealed("words");
  EXPECT_EQ(unsealed(bytes), "words");
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_EQ(unsealed(damaged), "");
  }
  EXPECT_EQ(unsealed("short"), "");
}

}  // namespace
}  // namespace prospect::base
