#pragma once
/// The blocks of a report as HTML: paragraphs, lists, tables, and places where charts are drawn.
///
/// Names     both languages stand in one page, and a section, a table and a chart may have the same id: they are
///           written "vi-targets", "vi-table-targets", "vi-chart-targets".

#include <string>
#include <vector>

#include "publish/document.hpp"

namespace prospect::publish {

/// "vi-targets".
[[nodiscard]] std::string anchor(base::Language language, std::string_view id);

/// A table in a box that scrolls sideways; columns for data alone are left out.
[[nodiscard]] std::string table_html(const Table& table, base::Language language);

/// A chart's place with its data, menu and table; the page's program draws it.
[[nodiscard]] std::string chart_html(const Chart& chart, base::Language language);

/// The blocks in their order; charts that follow each other share rows.
[[nodiscard]] std::string blocks_html(const std::vector<Block>& blocks, base::Language language);

}  // namespace prospect::publish
