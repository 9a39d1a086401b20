#pragma once
/// Names that the answers to "explain" and "discover" share.

#include <string>

#include "analyse/explain.hpp"
#include "model/program.hpp"

namespace prospect::report {

/// What people call a group of inputs.
[[nodiscard]] std::string driver_name(const analyse::Driver& driver, base::Language language);

/// A value with its unit, with exactly `decimals`.
[[nodiscard]] std::string value_with_unit(const model::Program& program, double value, int decimals,
                                          const std::string& unit, base::Language language);

/// Whole percentages of shares that add up to 1 (none if they do not): they add up to 100, by largest
/// remainders.
[[nodiscard]] std::vector<int> whole_percentages(const std::vector<double>& shares);

}  // namespace prospect::report
