#include "publish/content_policy.hpp"

#include <gtest/gtest.h>

namespace prospect::publish {
namespace {

// Published: W3C Content Security Policy Level 3, section 6.7.3.3's example and MDN, "CSP: script-src", hash of
// `var inline = 1;`; the digest of "abc" of FIPS 180-2, written in base64.
TEST(ContentPolicy, WritesHashesAsBrowsersCompareThem) {
  EXPECT_EQ(source_hash("var inline = 1;"), "'sha256-B2yPHKaXnvFWtRChIbabYmUBFZdVfKKXHbWtWidDVF8='");
  EXPECT_EQ(source_hash("abc"), "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
  EXPECT_EQ(source_hash(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
}

TEST(ContentPolicy, AllowsTheTextsGivenAndNothingElse) {
  const std::string policy = content_policy({"a", "b"}, {"c"});
  EXPECT_EQ(policy, "default-src 'none'; script-src " + source_hash("a") + " " + source_hash("b") +
                        "; style-src-elem " + source_hash("c") +
                        "; style-src-attr 'unsafe-inline'; img-src data: blob:; connect-src 'none'; base-uri 'none'; "
                        "form-action 'none'");
  EXPECT_EQ(policy.find("unsafe-eval"), policy.npos);
}

}  // namespace
}  // namespace prospect::publish
