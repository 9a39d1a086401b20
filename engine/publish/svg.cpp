#include "publish/svg.hpp"

#include <fmt/format.h>

#include <variant>

#include "base/problem.hpp"
#include "publish/chart_json.hpp"
#include "publish/embedded.hpp"
#include "publish/javascript.hpp"

namespace prospect::publish {
namespace {

std::vector<const Chart*> charts(const Document& document) {
  std::vector<const Chart*> found;
  for (const auto& section : document.sections) {
    for (const auto& block : section.blocks) {
      if (const auto* chart = std::get_if<Chart>(&block)) found.push_back(chart);
    }
  }
  return found;
}

Drawing drawn(JavaScript& engine, const Chart& chart, base::Language language) {
  try {
    return {chart.id, engine.promised("prospectCharts.draw", chart_json(chart, language)) + "\n"};
  } catch (const base::Failure& failure) {
    throw base::Failure(fmt::format("cannot draw the chart '{}': {}", chart.id, failure.what()));
  }
}

}  // namespace

std::vector<Drawing> drawings(const Document& document) {
  const auto shown = charts(document);
  if (shown.empty()) return {};
  JavaScript engine;
  engine.run(embedded("charts_svg.js"));
  std::vector<Drawing> made;
  made.reserve(shown.size());
  for (const Chart* chart : shown) made.push_back(drawn(engine, *chart, document.language));
  return made;
}

}  // namespace prospect::publish
