#pragma once
/// A digest of a group's contents, so that a changed bit is noticed when the file is read.
///
/// Takes  in the order of the layout, each attribute and each dataset that is there: its name, its
///        number of values as eight bytes, its values; a text as its length and its bytes, numbers
///        little-endian. The attributes `sha256` and `_NCProperties` stay out, and so do
///        `paths` and `path_met` where `kept_checked` is "fletcher32".

#include <string>

#include "store/columns.hpp"
#include "store/layout.hpp"

namespace prospect::store {

/// SHA-256 as 64 hexadecimal digits.
[[nodiscard]] std::string digest(Section section, const Group& group);

}  // namespace prospect::store
