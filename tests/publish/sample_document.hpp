#pragma once
/// A made-up report with every kind of block and of chart, the same in both languages.

#include "publish/document.hpp"

namespace prospect::publish::sample {

/// How many scenarios stand side by side in its tables and charts.
inline constexpr int scenarios = 9;
/// How many targets.
inline constexpr int targets = 14;
/// Years of a fan: the base year and those of the plan.
inline constexpr int first_year = 2020, last_year = 2025;

/// The report. Its figures have no meaning; texts hold what HTML must escape.
[[nodiscard]] Document document(base::Language language);

/// The charts of all kinds, in the order of the contract.
[[nodiscard]] std::vector<Chart> charts(base::Language language);

}  // namespace prospect::publish::sample
