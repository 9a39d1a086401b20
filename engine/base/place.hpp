#pragma once
/// Where something stands in a user's file.

#include <compare>
#include <string>

namespace prospect::base {

/// Lines and columns start at 1; a column counts characters (code points), not bytes.
/// Line 0 means the file as a whole; an empty file name means the command line.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
  int length = 1;  ///< characters the caret underlines

  auto operator<=>(const Place&) const = default;
};

}  // namespace prospect::base
