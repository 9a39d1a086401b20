#pragma once
/// A chart as JSON, as the programs that draw it (page/charts.js) take it.

#include <string>

#include "publish/document.hpp"

namespace prospect::publish {

/// {id, kind, title, description, language: "en"|"vi", decimal: "."|",", dataset, words: {name: text},
/// data: {table: [{column: value}]}}. Numbers read back to the same double; what is not finite is null. Not escaped for
/// HTML: a script element needs its `</` broken up.
[[nodiscard]] std::string chart_json(const Chart& chart, base::Language language);

}  // namespace prospect::publish
