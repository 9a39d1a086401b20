#include "report/json.hpp"

#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "base/unicode.hpp"

namespace prospect::report::json {

std::string quoted(std::string_view utf8) {
  std::string json = "\"";
  for (std::size_t offset = 0; offset < utf8.size();) {
    const base::Character character = base::character_at(utf8, offset);
    offset += character.bytes;
    if (character.code == U'"' || character.code == U'\\') {
      json += '\\';
      json += static_cast<char>(character.code);
    } else if (base::is_control(character.code)) {
      fmt::format_to(std::back_inserter(json), "\\u{:04x}",
                     static_cast<unsigned>(character.code));
    } else {
      base::append_utf8(json, character.code);
    }
  }
  return json + '"';
}

std::string real(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "null";
}

std::string label(const base::Label& label) {
  return object({{"en", quoted(label.en)}, {"vi", quoted(label.in(base::Language::vietnamese))}});
}

std::string array(const std::vector<std::string>& values) {
  return fmt::format("[{}]", fmt::join(values, ", "));
}

std::string object(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string json = "{";
  for (const auto& [name, value] : fields) {
    json += json.size() > 1 ? ", " : "";
    json += quoted(name) + ": " + value;
  }
  return json + "}";
}

}  // namespace prospect::report::json
