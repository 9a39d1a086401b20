#pragma once
/// What `seek` found, in words and as tables.

#include <string>
#include <vector>

#include "analyse/answer.hpp"
#include "analyse/lever_answer.hpp"
#include "model/program.hpp"
#include "report/options.hpp"

namespace prospect::report {

/// `program` is that of the scenario asked about.
[[nodiscard]] std::string seek_text(const analyse::SeekAnswer& answer, const model::Program& program,
                                    const VerdictOptions& options);

/// The same without tables: what the levers must be, then what that gives and what to think of it.
[[nodiscard]] std::vector<std::string> seek_sentences(const analyse::SeekAnswer& answer, const model::Program& program,
                                                      base::Language language);

/// "met_already", "found", "out_of_reach" or "no_effect".
[[nodiscard]] std::string outcome_word(analyse::SeekAnswer::Outcome outcome);

/// Tables: `result` (one row), `levers`, `trials` (a column a lever). Named "seek LEVERS for GOALS".
[[nodiscard]] analyse::Answer to_answer(const analyse::SeekAnswer& answer);

}  // namespace prospect::report
