#pragma once
/// Names a spreadsheet accepts for its sheets.

#include <set>
#include <string>
#include <string_view>

namespace prospect::publish {

/// Gives out names: at most 31 characters, none of []:*?/\ or controls, no apostrophe at either end, unlike each other
/// whatever the case of their ASCII letters.
class SheetNames {
 public:
  [[nodiscard]] std::string take(std::string_view wanted);

 private:
  std::set<std::string> taken_;
};

/// The first characters of a text, `limit` of them as UTF-16 counts.
[[nodiscard]] std::string first_characters(std::string_view text, std::size_t limit);

}  // namespace prospect::publish
