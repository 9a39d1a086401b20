#include "read/toml_string.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

#include "base/check.hpp"

namespace prospect::read {
namespace {

// Receives nothing: for passing over a string.
struct NoContent {
  void add(std::string_view, Position) {}
  void end(Position) {}
};

struct KeptContent {
  StringContent kept;

  void add(std::string_view bytes, Position at) {
    kept.text += bytes;
    kept.bytes.insert(kept.bytes.end(), bytes.size(), at);
  }
  void end(Position at) { kept.bytes.push_back(at); }
};

int hexadecimal_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Reads the digits of \u or \U.
std::optional<char32_t> read_code_point(Cursor& cursor, int digits) {
  char32_t code = 0;
  for (int i = 0; i < digits; ++i) {
    const int digit = hexadecimal_digit(cursor.byte());
    if (digit < 0) return std::nullopt;
    code = code * 16 + static_cast<char32_t>(digit);
    cursor.take();
  }
  return code;
}

// Reads what follows a backslash, save a line's end.
std::optional<std::string> read_escape(Cursor& cursor) {
  if (cursor.at_end()) return std::nullopt;
  const char sign = cursor.byte();
  cursor.take();
  if (sign == 'u' || sign == 'U') {
    const std::optional<char32_t> code = read_code_point(cursor, sign == 'u' ? 4 : 8);
    if (!code) return std::nullopt;
    std::string bytes;
    base::append_utf8(bytes, *code);
    return bytes;
  }
  constexpr std::string_view signs = "btnfr\"\\";
  constexpr std::string_view meanings = "\b\t\n\f\r\"\\";
  const std::size_t found = signs.find(sign);
  if (found == std::string_view::npos) return std::nullopt;
  return std::string(1, meanings[found]);
}

bool at_line_end(const Cursor& cursor) {
  return cursor.sees("\n") || cursor.sees("\r\n");
}

void take_line_end(Cursor& cursor) {
  if (cursor.byte() == '\r') cursor.take();
  cursor.take();
}

// A backslash that ends its line joins it with the next text: blanks and line ends between are
// dropped. Returns false, moving nothing, when the backslash is no such one.
bool take_continuation(Cursor& cursor) {
  Cursor ahead = cursor;
  ahead.take();
  ahead.skip_blanks();
  if (!at_line_end(ahead)) return false;
  while (at_line_end(ahead)) {
    take_line_end(ahead);
    ahead.skip_blanks();
  }
  cursor = ahead;
  return true;
}

template <class Content>
class StringReader {
 public:
  StringReader(Cursor& cursor, Content& content)
      : cursor_(cursor), content_(content), quote_(cursor.byte()) {
    PROSPECT_EXPECT(quote_ == '"' || quote_ == '\'');
    const std::string three(3, quote_);
    is_multi_line_ = cursor_.sees(three);
    cursor_.skip(is_multi_line_ ? 3 : 1);
    if (is_multi_line_ && at_line_end(cursor_)) take_line_end(cursor_);
  }

  // True when the string is closed.
  bool read() {
    while (!cursor_.at_end()) {
      if (cursor_.byte() == quote_) {
        if (take_quotes()) return true;
      } else if (cursor_.byte() == '\\' && quote_ == '"') {
        if (!take_backslash()) return false;
      } else if (at_line_end(cursor_)) {
        if (!is_multi_line_) return false;
        const Position at = cursor_.position();
        take_line_end(cursor_);
        content_.add("\n", at);  // whatever the file's line ends are
      } else {
        const Position at = cursor_.position();
        content_.add(cursor_.take(), at);
      }
    }
    return false;
  }

 private:
  // Takes the quotes that stand here; true when they close the string. Up to two quotes may stand
  // inside a multi-line string, also just before the closing three.
  bool take_quotes() {
    std::size_t count = 0;
    const std::size_t most = is_multi_line_ ? 5 : 1;
    for (Cursor ahead = cursor_; count < most && ahead.byte() == quote_; ++count) ahead.take();
    const std::size_t closing = is_multi_line_ ? 3 : 1;
    const std::size_t inside = count >= closing ? count - closing : count;
    for (std::size_t i = 0; i < inside; ++i) {
      const Position at = cursor_.position();
      content_.add(cursor_.take(), at);
    }
    if (count < closing) return false;
    content_.end(cursor_.position());
    cursor_.skip(closing);
    return true;
  }

  bool take_backslash() {
    if (is_multi_line_ && take_continuation(cursor_)) return true;
    const Position at = cursor_.position();
    cursor_.take();
    const std::optional<std::string> meaning = read_escape(cursor_);
    if (!meaning) return false;
    content_.add(*meaning, at);
    return true;
  }

  Cursor& cursor_;
  Content& content_;
  char quote_;
  bool is_multi_line_ = false;
};

}  // namespace

std::optional<StringContent> read_toml_string(Cursor& cursor) {
  KeptContent content;
  if (!StringReader(cursor, content).read()) return std::nullopt;
  return std::move(content.kept);
}

bool skip_toml_string(Cursor& cursor) {
  NoContent content;
  return StringReader(cursor, content).read();
}

}  // namespace prospect::read
