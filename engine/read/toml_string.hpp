#pragma once
/// The four kinds of TOML string, read again from the source for the place of every byte.
///
/// The TOML library says where a string starts, not where its characters stand; an equation
/// inside a string needs them. After TOML 1.0.0, section "String".

#include <optional>
#include <string>
#include <vector>

#include "read/cursor.hpp"
#include "read/document.hpp"

namespace prospect::read {

/// A string's content, and where each byte of it stands, plus one past the end.
struct StringContent {
  std::string text;
  std::vector<Position> bytes;
};

/// Reads the string that opens at `cursor` and leaves the cursor after it; nothing when it is not
/// closed or an escape is not one of TOML's. Expects a quote at the cursor.
[[nodiscard]] std::optional<StringContent> read_toml_string(Cursor& cursor);

/// Passes the string that opens at `cursor`; false when it is not closed.
bool skip_toml_string(Cursor& cursor);

}  // namespace prospect::read
