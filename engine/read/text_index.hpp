#pragma once
/// Finds the byte that stands at a line and column.
///
/// Cost  one walk over the text; then a look-up passes at most 256 characters, however long a
/// line is.

#include <cstdint>
#include <string_view>
#include <vector>

namespace prospect::read {

class TextIndex {
 public:
  /// `text` must outlive the index and hold fewer than 2^32 characters. A byte order mark counts
  /// no column.
  explicit TextIndex(std::string_view text);

  /// Offset of the character at a line and column (from 1), or the end of the text.
  [[nodiscard]] std::size_t offset(std::size_t line, std::size_t column) const;

  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  std::vector<std::uint32_t> line_starts_;  // in characters
  std::vector<std::uint32_t> marks_;        // the byte of every 256th character
};

}  // namespace prospect::read
