#pragma once
/// One small chart of every kind, in both languages.

#include <string>
#include <vector>

#include "publish/document.hpp"

namespace prospect::publish {

/// Kinds in the order of the samples.
[[nodiscard]] const std::vector<std::string>& chart_kinds();

/// The chart of `kind`; its numbers are the same in both languages.
[[nodiscard]] Chart sample_chart(const std::string& kind, base::Language language);

/// A document of one section with `charts`.
[[nodiscard]] Document document_of(std::vector<Chart> charts, base::Language language);

}  // namespace prospect::publish
