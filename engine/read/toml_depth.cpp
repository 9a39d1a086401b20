#include "read/toml_depth.hpp"

#include <algorithm>

#include "read/cursor.hpp"
#include "read/toml_string.hpp"

namespace prospect::read {

std::optional<Position> find_deep_nesting(std::string_view text) {
  int brackets = 0;
  int dots = 0;
  Cursor cursor(text);
  while (!cursor.at_end()) {
    const Position at = cursor.position();
    const char sign = cursor.byte();
    if (sign == '"' || sign == '\'') {
      // The library stops at a broken string, so nothing after it can be deep.
      if (!skip_toml_string(cursor)) return std::nullopt;
      continue;
    }
    cursor.take();
    if (sign == '#') {
      while (!cursor.at_end() && cursor.byte() != '\n') cursor.take();
    } else if (sign == '[' || sign == '{') {
      ++brackets;
      dots = 0;
    } else if (sign == ']' || sign == '}') {
      brackets = std::max(brackets - 1, 0);
      dots = 0;
    } else if (sign == '=' || sign == ',' || sign == '\n') {
      dots = 0;
    } else if (sign == '.') {
      ++dots;
    }
    if (brackets > deepest_nesting || dots > deepest_nesting) return at;
  }
  return std::nullopt;
}

}  // namespace prospect::read
