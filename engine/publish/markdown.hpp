#pragma once
/// The report as Markdown: short tables to paste.

#include <string>

#include "publish/document.hpp"

namespace prospect::publish {

[[nodiscard]] std::string markdown(const Document& document);

}  // namespace prospect::publish
