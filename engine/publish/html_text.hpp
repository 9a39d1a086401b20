#pragma once
/// Text inside HTML: escapes, and the elements the page is written with.

#include <string>
#include <string_view>

#include "publish/document.hpp"

namespace prospect::publish {

/// For text between tags and in attributes with double quotes.
[[nodiscard]] std::string escaped(std::string_view text);
/// As `escaped`, with line breaks of their own.
[[nodiscard]] std::string escaped_lines(std::string_view text);
/// JSON that can stand in a script element: no "<" ends or opens anything there.
[[nodiscard]] std::string json_in_script(std::string_view json);
/// The language's code of BCP 47: "en", "vi".
[[nodiscard]] std::string_view code_of(base::Language language);

/// Words with the shape and the colour of what they mean; the words alone say it too.
[[nodiscard]] std::string with_signal(Signal signal, const std::string& html);

}  // namespace prospect::publish
