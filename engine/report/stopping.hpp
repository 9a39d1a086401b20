#pragma once
/// How a run that stops when it is clear came to its end: in words, as answers, and what it means for the
/// intervals of everything else the run says.

#include <string>
#include <vector>

#include "analyse/answer.hpp"
#include "analyse/stopped.hpp"
#include "report/options.hpp"
#include "store/run_record.hpp"

namespace prospect::report {

/// "precision" and "decide", those that were asked. Tables: `rule` (paths, most, look, looks, level: of the
/// intervals of a look that hold at 95 % together, asked, reached: 1 if all is clear) and `figures` (scenario,
/// goal, hits, paths, probability, low, high; of "decide" at 99 %, and the decision).
[[nodiscard]] std::vector<analyse::Answer> answers(const analyse::Stopped& stopped, const std::string& asked);

[[nodiscard]] bool says_how_it_stopped(const analyse::Answer& answer);
/// How intervals of the record's probabilities are made.
[[nodiscard]] summarise::IntervalRule interval_rule(const store::RunRecord& record);
/// Whether all that the run waited for was reached; true of a run that waited for nothing.
[[nodiscard]] bool is_clear(const store::RunRecord& record);
/// The texts of those answers; empty without any.
[[nodiscard]] std::string how_it_stopped(const store::RunRecord& record, const VerdictOptions& options);

}  // namespace prospect::report
