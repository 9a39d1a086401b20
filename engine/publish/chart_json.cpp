#include "publish/chart_json.hpp"

#include "report/json.hpp"

namespace prospect::publish {
namespace {

namespace json = report::json;
using Fields = std::vector<std::pair<std::string, std::string>>;

std::size_t length(const analyse::AnswerColumn& column) {
  return std::visit([](const auto& values) { return values.size(); }, column.values);
}

std::string value_at(const analyse::AnswerColumn& column, std::size_t row) {
  if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) return json::real((*numbers)[row]);
  return json::quoted(std::get<std::vector<std::string>>(column.values)[row]);
}

std::string rows(const analyse::AnswerTable& table) {
  std::vector<std::string> written;
  const std::size_t count = table.columns.empty() ? 0 : length(table.columns.front());
  for (std::size_t row = 0; row < count; ++row) {
    Fields fields;
    for (const auto& column : table.columns) fields.emplace_back(column.name, value_at(column, row));
    written.push_back(json::object(fields));
  }
  return json::array(written);
}

}  // namespace

std::string chart_json(const Chart& chart, base::Language language) {
  const bool vietnamese = language == base::Language::vietnamese;
  Fields words, data;
  for (const auto& [name, text] : chart.words) words.emplace_back(name, json::quoted(text));
  for (const auto& table : chart.data) data.emplace_back(table.name, rows(table));
  return json::object({{"id", json::quoted(chart.id)},
                       {"kind", json::quoted(chart.kind)},
                       {"title", json::quoted(chart.title)},
                       {"description", json::quoted(chart.description)},
                       {"language", json::quoted(vietnamese ? "vi" : "en")},
                       {"decimal", json::quoted(vietnamese ? "," : ".")},
                       {"dataset", json::quoted(chart.dataset)},
                       {"words", json::object(words)},
                       {"data", json::object(data)}});
}

}  // namespace prospect::publish
