#pragma once
/// UTF-8 text as characters: decoding, validity, and the columns a terminal gives them.
///
/// Cost  everything is linear in the text and allocates nothing but its result.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace prospect::base {

/// What a broken byte is read as: the replacement character.
inline constexpr char32_t replacement_character = 0xFFFD;

/// The mark some editors put before UTF-8 text.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// One code point of a text.
struct Character {
  char32_t code = replacement_character;
  std::size_t bytes = 1;  ///< a broken byte stands for one character
  bool broken = false;
};

/// Decodes the character at byte `offset`. Expects offset < text.size(). Overlong forms,
/// surrogates and values beyond U+10FFFF are broken.
[[nodiscard]] Character character_at(std::string_view text, std::size_t offset);

/// Offset of the first byte that is not UTF-8, or nothing.
[[nodiscard]] std::optional<std::size_t> first_broken_byte(std::string_view text);

/// Appends a code point as UTF-8.
void append_utf8(std::string& text, char32_t code);

/// Columns of a terminal: 0 for combining marks, 2 for East Asian wide characters, else 1.
/// After the wide (W, F) and nonspacing (Mn, Me) ranges of Unicode 15, in blocks.
[[nodiscard]] int display_width(char32_t code);

/// True for what must not reach a terminal: controls (C0, C1, delete) and marks that turn the
/// direction of writing.
[[nodiscard]] bool is_control(char32_t code);

/// The text with every control as one blank and every broken byte as U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace prospect::base
