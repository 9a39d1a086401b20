#pragma once
/// Scenario files that the program writes: what `seek` finds and what is set in the what-if page.

#include <string>
#include <string_view>

#include "base/label.hpp"

namespace prospect::app {

/// A text between quotes of TOML.
[[nodiscard]] std::string toml_string(std::string_view text);

/// The line by which a scenario beside `file` names it: it extends a scenario, or is one of a model.
[[nodiscard]] std::string line_below(const std::string& file, bool is_scenario);

/// The top of a scenario file. `marker` is its first line: a comment that says who wrote it and may replace it.
[[nodiscard]] std::string scenario_head(std::string_view marker, const base::Label& label,
                                        const base::Label& description, std::string_view below);

/// Whether `file` is there and does not begin with the line `marker`: a user's own, not to be replaced.
[[nodiscard]] bool is_of_others(const std::string& file, std::string_view marker);

}  // namespace prospect::app
