#pragma once
/// Refuses TOML texts that nest too deeply, before the TOML library recurses into them.

#include <optional>
#include <string_view>

#include "read/document.hpp"

namespace prospect::read {

/// Levels a value may stand inside others.
inline constexpr int deepest_nesting = 64;

/// The place of the first bracket or dotted key beyond `deepest_nesting`, or nothing. An upper
/// bound for the library's sake: brackets and dots are counted apart, so what passes here may
/// still be too deep by some levels, never by many.
[[nodiscard]] std::optional<Position> find_deep_nesting(std::string_view text);

}  // namespace prospect::read
