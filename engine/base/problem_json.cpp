#include <iterator>

#include <fmt/format.h>

#include "base/problem.hpp"
#include "base/unicode.hpp"

namespace prospect::base {
namespace {

// A JSON string. Broken bytes become U+FFFD, so that the result is always valid UTF-8.
std::string quoted(std::string_view text) {
  std::string json = "\"";
  for (std::size_t offset = 0; offset < text.size();) {
    const Character character = character_at(text, offset);
    offset += character.bytes;
    if (character.code == U'"' || character.code == U'\\') {
      json += '\\';
      json += static_cast<char>(character.code);
    } else if (is_control(character.code)) {
      fmt::format_to(std::back_inserter(json), "\\u{:04x}",
                     static_cast<unsigned>(character.code));
    } else {
      append_utf8(json, character.code);
    }
  }
  return json + '"';
}

std::string place_fields(const Place& place) {
  return fmt::format(R"("file":{},"line":{},"column":{},"length":{})", quoted(place.file),
                     place.line, place.column, place.length);
}

std::string object(const Problem& problem) {
  const std::string_view severity = problem.severity() == Severity::error ? "error" : "warning";
  const std::string other = problem.other
                                ? fmt::format(R"({{{},"note":{}}})", place_fields(*problem.other),
                                              quoted(problem.other_note))
                                : "null";
  return fmt::format(R"({{"kind":{},"severity":"{}",{},"message":{},"hint":{},"other":{}}})",
                     quoted(problem.kind), severity, place_fields(problem.place),
                     quoted(problem.message), quoted(problem.hint), other);
}

}  // namespace

std::string to_json(const Problems& problems) {
  std::string json = "[";
  for (const Problem& problem : problems.sorted()) {
    json += json.size() > 1 ? ",\n " : "";
    json += object(problem);
  }
  return json + "]";
}

}  // namespace prospect::base
