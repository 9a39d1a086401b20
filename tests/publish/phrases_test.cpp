#include "publish/phrases.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace prospect::publish {
namespace {

std::set<std::string> gaps(std::string_view text) {
  std::set<std::string> found;
  for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
    found.insert(std::string(text.substr(open, text.find('}', open) - open + 1)));
  }
  return found;
}

TEST(Phrases, NoneIsMissingInEitherLanguageAndGapsAgree) {
  for (std::size_t k = 0; k < static_cast<std::size_t>(Phrase::count_); ++k) {
    const auto key = static_cast<Phrase>(k);
    const auto en = phrase(key, base::Language::english);
    const auto vi = phrase(key, base::Language::vietnamese);
    EXPECT_FALSE(en.empty()) << k;
    EXPECT_FALSE(vi.empty()) << en;
    EXPECT_EQ(gaps(en), gaps(vi)) << en;
  }
}

}  // namespace
}  // namespace prospect::publish
