#include "read/cursor.hpp"

#include <fmt/format.h>

namespace prospect::read {

base::Problem not_utf8(std::string_view text, std::size_t offset, const std::string& file) {
  Cursor cursor(text);
  while (cursor.offset() < offset) cursor.take();
  const Position at = cursor.position();
  return {
      "encoding",
      {file, at.line, at.column, 1},
      fmt::format("byte 0x{:02x} is not UTF-8 text", static_cast<unsigned char>(text[offset])),
      "save the file as UTF-8"};
}

}  // namespace prospect::read
