#pragma once
/// The policy by which a page allows only its own programs and nothing from elsewhere.
///
/// Source  W3C Content Security Policy Level 3: sections 6.7.3.3 (hashes of scripts and styles), 6.7.2 (directives).

#include <string>
#include <string_view>
#include <vector>

namespace prospect::publish {

/// "'sha256-…'" of a script or style as it stands between its tags.
[[nodiscard]] std::string source_hash(std::string_view text);

/// The value of a Content-Security-Policy: these scripts and styles run, pictures come from the page itself, nothing
/// is fetched or sent.
[[nodiscard]] std::string content_policy(const std::vector<std::string_view>& scripts,
                                         const std::vector<std::string_view>& styles);

}  // namespace prospect::publish
