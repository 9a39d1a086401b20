#pragma once
/// JSON as text, piece by piece: values first, then arrays and objects of finished values.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/label.hpp"

namespace prospect::report::json {

/// A string; controls are escaped, broken bytes become U+FFFD.
[[nodiscard]] std::string quoted(std::string_view utf8);

/// A number that reads back to the same double; null if it is not finite.
[[nodiscard]] std::string real(double value);

/// {"en": ..., "vi": ...}
[[nodiscard]] std::string label(const base::Label& label);

/// An array of finished values.
[[nodiscard]] std::string array(const std::vector<std::string>& values);

/// An object of names and finished values, in their order.
[[nodiscard]] std::string object(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace prospect::report::json
