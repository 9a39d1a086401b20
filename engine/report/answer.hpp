#pragma once
/// Answers for machines, and small helpers to make their tables.

#include <string>
#include <vector>

#include "analyse/answer.hpp"
#include "report/options.hpp"

namespace prospect::report {

/// One JSON object: { question, asked, text: { en, vi }, tables: { NAME: [{ COLUMN: value }] }, units:
/// { NAME: { COLUMN: unit } } }. NaN and infinities are null.
[[nodiscard]] std::string to_json(const analyse::Answer& answer);

/// The name of an answer: question, scenario, goals. Another one to the same takes its place in a file.
[[nodiscard]] std::string answer_name(const std::string& question, const std::string& scenario,
                                      const std::vector<std::string>& goals);

/// A column of texts, one of numbers in a unit ("1" for shares and counts).
[[nodiscard]] analyse::AnswerColumn texts(std::string name, std::vector<std::string> values);
[[nodiscard]] analyse::AnswerColumn numbers(std::string name, std::string unit, std::vector<double> values);

/// What is said under an answer from plain paths to a question about a result of Sobol' points.
[[nodiscard]] std::string plain_answer_note(const VerdictOptions& options);

}  // namespace prospect::report
