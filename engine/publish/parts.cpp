#include "publish/parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/problem.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "store/contents.hpp"

namespace prospect::publish {
namespace {

template <class Value>
const std::vector<Value>& values_in(const analyse::AnswerTable& table, std::string_view column) {
  for (const auto& one : table.columns) {
    if (one.name != column) continue;
    if (const auto* values = std::get_if<std::vector<Value>>(&one.values)) return *values;
  }
  throw base::Failure(fmt::format("an answer in the result file lacks the column '{}' of its table '{}': ask it again "
                                  "with --store",
                                  column, table.name));
}

}  // namespace

std::string dataset_of(const store::ScenarioRecord& scenario, std::string_view what) {
  return fmt::format("/scenario/{}/{}", store::group_name(scenario.program.scenario, {}), what);
}

std::string dataset_of(const View& view, const analyse::Answer& answer, std::string_view table) {
  return fmt::format("/answers/cell_value, cell_answer {}, cell_table '{}'", &answer - view.record.answers.data(),
                     table);
}

Column words(std::string name, std::string head) {
  Column column;
  column.name = std::move(name);
  column.head = std::move(head);
  return column;
}

Column code(std::string name, std::string head) {
  Column column = words(std::move(name), std::move(head));
  column.kind = Column::Kind::code;
  return column;
}

Column quotes(std::string name, std::string head) {
  Column column = words(std::move(name), std::move(head));
  column.kind = Column::Kind::quote;
  return column;
}

Column numbers(std::string name, std::string head, std::string unit, std::string dataset) {
  Column column = words(std::move(name), std::move(head));
  column.kind = Column::Kind::number;
  column.unit = std::move(unit);
  column.dataset = std::move(dataset);
  return column;
}

Column shares(std::string name, std::string head, std::string dataset) {
  Column column = numbers(std::move(name), std::move(head), "1", std::move(dataset));
  column.kind = Column::Kind::share;
  return column;
}

Column counts(std::string name, std::string head, std::string dataset) {
  Column column = numbers(std::move(name), std::move(head), "1", std::move(dataset));
  column.kind = Column::Kind::count;
  column.decimals = 0;
  return column;
}

Column on_page(Column column) {
  column.where = Column::Where::page;
  return column;
}

Column in_data(Column column) {
  column.where = Column::Where::data;
  return column;
}

Cell cell(std::string text) { return {std::move(text)}; }
Cell cell(std::string text, double value) { return {std::move(text), value}; }
Cell cell(std::string text, Signal signal) {
  Cell made{std::move(text)};
  made.signal = signal;
  return made;
}

Signal signal_of(report::Likelihood likelihood) {
  if (likelihood < report::Likelihood::unlikely) return Signal::bad;
  return likelihood >= report::Likelihood::likely ? Signal::good : Signal::doubtful;
}

Signal signal_of(report::Tone tone) {
  switch (tone) {
    case report::Tone::good: return Signal::good;
    case report::Tone::doubtful: return Signal::doubtful;
    case report::Tone::bad: return Signal::bad;
    case report::Tone::plain:
    case report::Tone::strong:
    case report::Tone::faint: break;
  }
  return Signal::none;
}

Cell fitted(double value, double low, double high, base::Language language) {
  if (std::isnan(value)) return {"-"};
  return {report::trimmed(value, report::decimals_for(low, high), language), value};
}

Cell share(double value, int decimals, base::Language language) {
  if (std::isnan(value)) return {"-"};
  return {report::percent(value, decimals, language), value};
}

Table table(std::string id, std::string caption, std::vector<Column> columns) {
  return {std::move(id), std::move(caption), std::move(columns), {}, {}};
}

const std::vector<double>& numbers_in(const analyse::AnswerTable& table, std::string_view column) {
  return values_in<double>(table, column);
}

const std::vector<std::string>& texts_in(const analyse::AnswerTable& table, std::string_view column) {
  return values_in<std::string>(table, column);
}

const analyse::AnswerTable* table_in(const analyse::Answer& answer, std::string_view name) {
  const auto found = std::find_if(answer.tables.begin(), answer.tables.end(),
                                  [&](const auto& one) { return one.name == name; });
  return found == answer.tables.end() ? nullptr : &*found;
}

std::vector<const analyse::Answer*> answers_to(const store::RunRecord& record, std::string_view question) {
  std::vector<const analyse::Answer*> found;
  for (const auto& answer : record.answers) {
    if (answer.question == question) found.push_back(&answer);
  }
  return found;
}

std::string goal_label(const View& view, const std::string& code) {
  for (const auto& scenario : view.record.scenarios) {
    for (const auto& target : scenario.program.targets) {
      if (target.code == code) return report::target_name(target, view.language());
    }
    for (const auto& joint : scenario.program.joints) {
      if (joint.name == code) return report::shown(joint.label, view.language(), code);
    }
  }
  return code == "all" ? view.words(report::Text::matrix_all) : code;
}

std::string scenario_label(const View& view, const std::string& name) {
  for (const auto& scenario : view.record.scenarios) {
    if (scenario.program.scenario == name) return report::scenario_name(scenario.program, view.language());
  }
  return name;
}

}  // namespace prospect::publish
