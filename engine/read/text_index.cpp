#include "read/text_index.hpp"

#include "read/cursor.hpp"

namespace prospect::read {
namespace {

constexpr std::size_t mark_distance = 256;

}  // namespace

TextIndex::TextIndex(std::string_view text) : text_(text) {
  Cursor cursor(text);
  line_starts_.push_back(0);
  for (std::uint32_t character = 0; !cursor.at_end(); ++character) {
    if (character % mark_distance == 0) {
      marks_.push_back(static_cast<std::uint32_t>(cursor.offset()));
    }
    if (cursor.take() == "\n") line_starts_.push_back(character + 1);
  }
}

std::size_t TextIndex::offset(std::size_t line, std::size_t column) const {
  if (line == 0 || column == 0 || line > line_starts_.size()) return text_.size();
  const std::size_t character = line_starts_[line - 1] + (column - 1);
  if (character / mark_distance >= marks_.size()) return text_.size();
  Cursor cursor(text_, marks_[character / mark_distance], {1, 1});
  cursor.skip(character % mark_distance);
  return cursor.offset();
}

}  // namespace prospect::read
