#pragma once
/// The command `replay`: the year-by-year story of one path, recomputed from what a result file holds.

#include "app/request.hpp"
#include "report/story.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

/// Recomputes path `world` of a scenario of `record` from its seed and stored inputs. Throws
/// base::Rejected if the record has no such scenario.
[[nodiscard]] report::Story replay(const store::RunRecord& record, const std::string& scenario,
                                   std::uint64_t world);

int replay_command(const ReplayRequest& request);

}  // namespace prospect::app
