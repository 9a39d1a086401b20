#pragma once
/// What the sections of a report are made with: the record seen in one language, columns, cells.

#include <string>
#include <string_view>
#include <vector>

#include "publish/document.hpp"
#include "publish/phrases.hpp"
#include "report/options.hpp"
#include "report/sentences.hpp"
#include "store/run_record.hpp"

namespace prospect::publish {

/// A record in one language. The first scenario is the one told in full.
struct View {
  const store::RunRecord& record;
  report::VerdictOptions options;   ///< language and rule of intervals

  [[nodiscard]] base::Language language() const { return options.language; }
  [[nodiscard]] const store::ScenarioRecord& scenario() const { return record.scenarios.front(); }
  [[nodiscard]] const model::Program& program() const { return scenario().program; }
  [[nodiscard]] std::string words(Phrase key, std::initializer_list<report::Filling> fillings = {}) const {
    return say(key, language(), fillings);
  }
  [[nodiscard]] std::string words(report::Text key) const { return std::string(report::text(key, language())); }
};

/// Path of something of a scenario in the result file: "/scenario/baseline/probability".
[[nodiscard]] std::string dataset_of(const store::ScenarioRecord& scenario, std::string_view what);
/// Where an answer's table stands: "/answers/cell_value, cell_answer 1, cell_table 'drivers'". Expects an answer of the
/// view's record.
[[nodiscard]] std::string dataset_of(const View& view, const analyse::Answer& answer, std::string_view table);

// Columns: of words, of equations, of words of the user's files, of numbers that stand in a dataset.
[[nodiscard]] Column words(std::string name, std::string head);
[[nodiscard]] Column code(std::string name, std::string head);
[[nodiscard]] Column quotes(std::string name, std::string head);
[[nodiscard]] Column shares(std::string name, std::string head, std::string dataset);
[[nodiscard]] Column numbers(std::string name, std::string head, std::string unit, std::string dataset);
[[nodiscard]] Column counts(std::string name, std::string head, std::string dataset);
/// The same, for the page alone or for data alone.
[[nodiscard]] Column on_page(Column column);
[[nodiscard]] Column in_data(Column column);

/// A cell of words; one of a number and its text.
[[nodiscard]] Cell cell(std::string text);
[[nodiscard]] Cell cell(std::string text, double value);
[[nodiscard]] Cell cell(std::string text, Signal signal);
/// The light of a likelihood: good above 66 %, bad below 10 %; of a terminal's colour its meaning.
[[nodiscard]] Signal signal_of(report::Likelihood likelihood);
[[nodiscard]] Signal signal_of(report::Tone tone);

/// A number with decimals fit for a spread from `low` to `high`; "-" for none.
[[nodiscard]] Cell fitted(double value, double low, double high, base::Language language);
/// A share as a percentage of the digits given; "-" for none.
[[nodiscard]] Cell share(double value, int decimals, base::Language language);

/// Table with nothing in it yet.
[[nodiscard]] Table table(std::string id, std::string caption, std::vector<Column> columns);

/// Columns of an answer's table by name; throws base::Failure when it lacks one, for a file made by another program.
[[nodiscard]] const std::vector<double>& numbers_in(const analyse::AnswerTable& table, std::string_view column);
[[nodiscard]] const std::vector<std::string>& texts_in(const analyse::AnswerTable& table, std::string_view column);
/// The table of that name, or none.
[[nodiscard]] const analyse::AnswerTable* table_in(const analyse::Answer& answer, std::string_view name);
/// Answers to a question, in the order they were kept.
[[nodiscard]] std::vector<const analyse::Answer*> answers_to(const store::RunRecord& record, std::string_view question);

/// "(1) Mean GRDP growth", for a code of a target; of a joint its label; otherwise the code.
[[nodiscard]] std::string goal_label(const View& view, const std::string& code);
/// Label of a scenario by its name.
[[nodiscard]] std::string scenario_label(const View& view, const std::string& name);

}  // namespace prospect::publish
