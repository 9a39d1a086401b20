#pragma once
/// Walks a text character by character and knows the line and column of each.
///
/// A line ends with a line feed; a carriage return before it is a character of the line.

#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "base/unicode.hpp"
#include "read/document.hpp"

namespace prospect::read {

class Cursor {
 public:
  /// Starts at byte `offset` of `text`, which stands at `at`. `text` must outlive the cursor.
  Cursor(std::string_view text, std::size_t offset, Position at)
      : text_(text), offset_(offset), at_(at) {}

  /// Starts at the first character, after a byte order mark if there is one.
  explicit Cursor(std::string_view text)
      : Cursor(text, text.starts_with(base::byte_order_mark) ? base::byte_order_mark.size() : 0,
               {1, 1}) {}

  [[nodiscard]] bool at_end() const { return offset_ >= text_.size(); }
  [[nodiscard]] std::size_t offset() const { return offset_; }
  [[nodiscard]] Position position() const { return at_; }
  /// The byte here; zero at the end.
  [[nodiscard]] char byte() const { return at_end() ? '\0' : text_[offset_]; }
  [[nodiscard]] bool sees(std::string_view word) const {
    return text_.substr(offset_).starts_with(word);
  }

  /// Passes one character and returns its bytes. Expects not to be at the end.
  std::string_view take() {
    const std::size_t start = offset_;
    offset_ += base::character_at(text_, start).bytes;
    if (text_[start] == '\n') {
      at_ = {at_.line + 1, 1};
    } else {
      ++at_.column;
    }
    return text_.substr(start, offset_ - start);
  }

  /// Passes `count` characters, or as many as there are.
  void skip(std::size_t count) {
    for (; count > 0 && !at_end(); --count) take();
  }

  /// Passes blanks: spaces and tabs.
  void skip_blanks() {
    while (byte() == ' ' || byte() == '\t') take();
  }

 private:
  std::string_view text_;
  std::size_t offset_;
  Position at_;
};

/// The problem of a text whose byte at `offset` is not UTF-8.
[[nodiscard]] base::Problem not_utf8(std::string_view text, std::size_t offset,
                                     const std::string& file);

}  // namespace prospect::read
