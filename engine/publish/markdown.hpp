#pragma once
/// The report as Markdown: short tables to paste.
///
/// Contents  title, the first screen, scenarios, what is met together, drivers, targets not assessed; of tables the
///           columns people read, of charts the names of their drawings. Texts are escaped: nothing in them is a mark.

#include <string>

#include "publish/document.hpp"

namespace prospect::publish {

/// CommonMark with the tables of GitHub's, in the document's language.
[[nodiscard]] std::string markdown(const Document& document);

}  // namespace prospect::publish
