#include "base/sha256.hpp"

#include <gtest/gtest.h>

namespace prospect::base {
namespace {

// Published: NIST, "Descriptions of SHA-256", and FIPS 180-2, appendix B.
TEST(Sha256, KnowsTheAnswersOfNist) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// Published: FIPS 180-4 test vectors of NIST's Cryptographic Standards and Guidelines, SHA256.pdf
// additional vectors: 0xbd; 55, 56, 57 and 64 zero bytes, which end on each side of a block's edge.
TEST(Sha256, KnowsTheLengthsAtTheEdgeOfABlock) {
  EXPECT_EQ(sha256("\xbd"), "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b");
  EXPECT_EQ(sha256(std::string(55, '\0')),
            "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7");
  EXPECT_EQ(sha256(std::string(56, '\0')),
            "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb");
  EXPECT_EQ(sha256(std::string(57, '\0')),
            "65a16cb7861335d5ace3c60718b5052e44660726da4cd13bb745381b235a1785");
  EXPECT_EQ(sha256(std::string(64, '\0')),
            "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
}

TEST(Sha256, DoesNotDependOnThePortions) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += static_cast<char>(i % 251);
  const std::string whole = sha256(text);
  for (const std::size_t portion : {1U, 7U, 63U, 64U, 65U, 128U}) {
    Sha256 sum;
    for (std::size_t i = 0; i < text.size(); i += portion) {
      sum.add(std::string_view(text).substr(i, portion));
    }
    EXPECT_EQ(sum.hex(), whole) << portion;
  }
}

TEST(Sha256, IsTheSameByInstructionsAndWithout) {
  std::string text;
  for (int i = 0; i < 1000; ++i) {
    Sha256 plain(Sha256::Rounds::plain);
    EXPECT_EQ(plain.add(text).hex(), sha256(text)) << i;
    text += static_cast<char>(i * i % 253);
  }
}

}  // namespace
}  // namespace prospect::base
