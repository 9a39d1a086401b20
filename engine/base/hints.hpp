#pragma once
/// Hints computed from what is visible: nearest names by edit distance.

#include <string>
#include <string_view>
#include <vector>

namespace prospect::base {

/// Optimal string alignment distance (swap of neighbours counts one), over bytes.
[[nodiscard]] int edit_distance(std::string_view a, std::string_view b);

/// Up to `most` candidates within a third of the name's length (at least 2), nearest first, then
/// alphabetical. Never the name itself, nor one that shares nothing; other letter case counts one.
[[nodiscard]] std::vector<std::string> near_names(std::string_view name,
                                                  const std::vector<std::string>& candidates,
                                                  std::size_t most = 3);

/// "did you mean 'a' or 'b'?", or `otherwise` when nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       const std::vector<std::string>& candidates,
                                       std::string_view otherwise = "");

/// Number of code points of UTF-8 text; broken bytes count one each.
[[nodiscard]] int character_count(std::string_view utf8);

}  // namespace prospect::base
