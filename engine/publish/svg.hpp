#pragma once
/// The charts of a report as SVG, drawn without a browser by the same specifications as in the page.

#include <string>
#include <vector>

#include "publish/document.hpp"

namespace prospect::publish {

struct Drawing {
  std::string id;    ///< of the chart
  std::string svg;   ///< a whole file
};

/// One drawing for each chart, in the order of the document. Throws base::Failure when the engine that draws is missing
/// or fails.
[[nodiscard]] std::vector<Drawing> drawings(const Document& document);

}  // namespace prospect::publish
