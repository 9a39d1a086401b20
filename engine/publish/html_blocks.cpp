#include "publish/html_blocks.hpp"

#include "publish/chart_json.hpp"
#include "publish/html_text.hpp"
#include "publish/phrases.hpp"

namespace prospect::publish {
namespace {

std::string button(std::string_view action, const std::string& words) {
  return "<button type=\"button\" data-action=\"" + std::string(action) + "\">" + escaped(words) + "</button>";
}

std::string menu(const Chart& chart, base::Language language) {
  const std::string name = escaped(say(Phrase::page_menu, language, {{"title", chart.title}}));
  std::string html = "<details class=\"menu\"><summary aria-label=\"" + name + "\" title=\"" + name +
                     "\"><span aria-hidden=\"true\">⋯</span></summary><div>" +
                     button("svg", say(Phrase::page_save_svg, language)) +
                     button("png", say(Phrase::page_save_png, language));
  if (!chart.table.rows.empty()) html += button("table", say(Phrase::page_show_table, language));
  return html + "</div></details>";
}

/// What is to be seen, for those who see it too.
std::string about(const Chart& chart) {
  return chart.description.empty() ? "" : "<p class=\"about\">" + escaped(chart.description) + "</p>";
}

std::string origin(const Chart& chart, base::Language language) {
  if (chart.dataset.empty()) return "";
  return "<p class=\"origin\">" + escaped(phrase(Phrase::page_dataset, language)) + " <code>" +
         escaped(chart.dataset) + "</code></p>";
}

/// Open until the page's program runs: without it the numbers are there to be read.
std::string numbers_of(const Chart& chart, base::Language language) {
  if (chart.table.rows.empty()) return "";
  return "<details class=\"numbers\" open><summary>" + escaped(phrase(Phrase::page_table_of, language)) +
         "</summary>" + table_html(chart.table, language) + "</details>";
}

struct BlockWriter {
  base::Language language;

  std::string operator()(const Paragraph& block) const {
    return "<p>" + with_signal(block.signal, escaped_lines(block.text)) + "</p>\n";
  }
  std::string operator()(const Points& block) const {
    std::string html = "<ul>";
    for (const auto& item : block.items) html += "<li>" + escaped_lines(item) + "</li>";
    return html + "</ul>\n";
  }
  std::string operator()(const Printed& block) const { return "<pre>" + escaped(block.text) + "</pre>\n"; }
  std::string operator()(const Subheading& block) const { return "<h3>" + escaped(block.text) + "</h3>\n"; }
  std::string operator()(const Table& block) const { return table_html(block, language); }
  std::string operator()(const Chart& block) const { return chart_html(block, language); }
};

}  // namespace

std::string anchor(base::Language language, std::string_view id) {
  return std::string(code_of(language)) + "-" + std::string(id);
}

std::string chart_html(const Chart& chart, base::Language language) {
  const std::string id = escaped(anchor(language, "chart-" + chart.id));
  return "<figure class=\"chart\" id=\"" + id + "\" data-kind=\"" + escaped(chart.kind) + "\" data-name=\"" +
         escaped(chart.id) + "\"><figcaption>" + escaped(chart.title) + "</figcaption>" + menu(chart, language) +
         about(chart) +
         "<div class=\"drawing\" role=\"img\" aria-label=\"" + escaped(chart.description) +
         "\"></div><script type=\"application/json\">" + json_in_script(chart_json(chart, language)) + "</script>" +
         origin(chart, language) + numbers_of(chart, language) + "</figure>\n";
}

std::string blocks_html(const std::vector<Block>& blocks, base::Language language) {
  std::string html;
  bool in_charts = false;
  for (const auto& block : blocks) {
    const bool is_chart = std::holds_alternative<Chart>(block);
    if (is_chart != in_charts) html += is_chart ? "<div class=\"charts\">\n" : "</div>\n";
    in_charts = is_chart;
    html += std::visit(BlockWriter{language}, block);
  }
  return in_charts ? html + "</div>\n" : html;
}

}  // namespace prospect::publish
