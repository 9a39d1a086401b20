#pragma once
/// Files that the program carries inside: what a page and its charts need, made when Prospect is built (embed.cmake).

#include <string_view>

namespace prospect::publish {

/// The bytes of the file called `name`: `charts_page.js` and `charts_svg.js`, the bundles for a browser and for drawing
/// without one, and the files page.* of page/ as they are. Empty if there is none of that name.
[[nodiscard]] std::string_view embedded(std::string_view name);

}  // namespace prospect::publish
