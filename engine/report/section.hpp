#pragma once
/// The parts of one scenario's section, in the order they are read.

#include <string>

#include "report/layout.hpp"
#include "report/options.hpp"
#include "report/wording.hpp"
#include "store/run_record.hpp"

namespace prospect::report {

/// Everything about one scenario, from its heading to its failed draws.
[[nodiscard]] std::string section(const store::ScenarioRecord& scenario,
                                  const VerdictOptions& options);

/// The label of a group: its own, else the theme it stands for.
[[nodiscard]] std::string group_name(const summarise::GroupCount& group, base::Language language);

/// A line in bold, with an empty one before it.
[[nodiscard]] std::string headline(const std::string& text, const VerdictOptions& options);

/// The colour of a likelihood.
[[nodiscard]] Tone tone_of(Likelihood likelihood);

/// Which targets bind and which pairs and groups stand together (together.cpp).
[[nodiscard]] std::string together(const store::ScenarioRecord& scenario,
                                   const VerdictOptions& options);

/// Failed draws: how many, where, and the bounds they leave; empty without any (together.cpp).
[[nodiscard]] std::string failed_draws(const store::ScenarioRecord& scenario,
                                       const VerdictOptions& options);

}  // namespace prospect::report
