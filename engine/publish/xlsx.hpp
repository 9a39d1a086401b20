#pragma once
/// The report as a workbook: real numbers with formats, heads that stay, charts of its own.
///
/// Sheets    one a section in the order of the document, then one of facts and of the datasets the columns come from.
///           The same document gives the same bytes: the workbook bears no time of writing.

#include <string>

#include "publish/document.hpp"

namespace prospect::publish {

/// The bytes of an .xlsx file. Throws base::Failure when they cannot be made.
[[nodiscard]] std::string xlsx(const Document& document);

}  // namespace prospect::publish
