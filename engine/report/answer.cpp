#include "report/answer.hpp"

#include "report/json.hpp"
#include "report/layout.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::size_t rows_of(const analyse::AnswerTable& table) {
  if (table.columns.empty()) return 0;
  return std::visit([](const auto& values) { return values.size(); }, table.columns.front().values);
}

std::string cell(const analyse::AnswerColumn& column, std::size_t row) {
  if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) return json::real((*numbers)[row]);
  return json::quoted(std::get<std::vector<std::string>>(column.values)[row]);
}

std::string table_json(const analyse::AnswerTable& table) {
  std::vector<std::string> rows;
  for (std::size_t row = 0; row < rows_of(table); ++row) {
    Fields fields;
    for (const auto& column : table.columns) fields.emplace_back(column.name, cell(column, row));
    rows.push_back(json::object(fields));
  }
  return json::array(rows);
}

std::string units_json(const analyse::AnswerTable& table) {
  Fields fields;
  for (const auto& column : table.columns) {
    if (!column.unit.empty()) fields.emplace_back(column.name, json::quoted(column.unit));
  }
  return json::object(fields);
}

}  // namespace

std::string to_json(const analyse::Answer& answer) {
  Fields tables, units;
  for (const auto& table : answer.tables) {
    tables.emplace_back(table.name, table_json(table));
    units.emplace_back(table.name, units_json(table));
  }
  return json::object({{"question", json::quoted(answer.question)},
                       {"asked", json::quoted(answer.asked)},
                       {"text", json::label(answer.text)},
                       {"tables", json::object(tables)},
                       {"units", json::object(units)}});
}

std::string answer_name(const std::string& question, const std::string& scenario,
                        const std::vector<std::string>& goals) {
  std::string name = question + " " + scenario;
  for (const auto& goal : goals) name += " " + goal;
  return name;
}

analyse::AnswerColumn texts(std::string name, std::vector<std::string> values) {
  return {std::move(name), "", std::move(values)};
}

analyse::AnswerColumn numbers(std::string name, std::string unit, std::vector<double> values) {
  return {std::move(name), std::move(unit), std::move(values)};
}

std::string plain_answer_note(const VerdictOptions& options) {
  return finished("\n" + paragraph("", text(Text::plain_answer, options.language), options.columns()));
}

}  // namespace prospect::report
