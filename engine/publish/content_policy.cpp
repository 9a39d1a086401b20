#include "publish/content_policy.hpp"

#include <algorithm>
#include <array>
#include <boost/archive/iterators/base64_from_binary.hpp>
#include <boost/archive/iterators/transform_width.hpp>

#include "base/sha256.hpp"

namespace prospect::publish {
namespace {

std::string base64(const std::array<unsigned char, 32>& digest) {
  using Digits = boost::archive::iterators::base64_from_binary<
      boost::archive::iterators::transform_width<const unsigned char*, 6, 8>>;
  // Three bytes give four digits: filled up to 33 bytes, whose 44th digit says nothing and is written "=".
  std::array<unsigned char, 33> filled{};
  std::copy(digest.begin(), digest.end(), filled.begin());
  std::string text(Digits(filled.data()), Digits(filled.data() + filled.size()));
  text.back() = '=';
  return text;
}

std::string hashes(const std::vector<std::string_view>& texts) {
  std::string list;
  for (const auto text : texts) list += " " + source_hash(text);
  return list;
}

}  // namespace

std::string source_hash(std::string_view text) {
  return "'sha256-" + base64(base::Sha256().add(text).bytes()) + "'";
}

std::string content_policy(const std::vector<std::string_view>& scripts,
                           const std::vector<std::string_view>& styles) {
  // Charts set the style of single elements as they draw, which no hash can allow; sheets need theirs.
  return "default-src 'none'; script-src" + hashes(scripts) + "; style-src-elem" + hashes(styles) +
         "; style-src-attr 'unsafe-inline'; img-src data: blob:; connect-src 'none'; base-uri 'none'; "
         "form-action 'none'";
}

}  // namespace prospect::publish
