#pragma once
/// The part of the track record that tells of targets of plans that are over.

#include <string>
#include <vector>

#include "analyse/track_record.hpp"
#include "model/program.hpp"
#include "report/options.hpp"

namespace prospect::report {

/// From its headline to the targets that are not scored.
[[nodiscard]] std::string past_targets(const analyse::TrackRecord& record,
                                       const model::Program& program,
                                       const VerdictOptions& options);

/// How its probabilities of those targets stand to simpler ones, and how many of them it expected to be met.
[[nodiscard]] std::vector<std::string> past_target_sentences(const analyse::PastTargets& targets,
                                                             base::Language language);

/// "−0.21", over "−0.34 to −0.08" if there is an interval.
[[nodiscard]] std::string difference_cell(const analyse::Difference& difference,
                                          base::Language language);

}  // namespace prospect::report
