#pragma once
/// The report as a workbook: real numbers with formats, heads that stay, charts of its own.

#include <string>

#include "publish/document.hpp"

namespace prospect::publish {

/// The bytes of an .xlsx file. Throws base::Failure when they cannot be made.
[[nodiscard]] std::string xlsx(const Document& document);

}  // namespace prospect::publish
