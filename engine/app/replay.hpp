#pragma once
/// The command `replay`: the year-by-year story of one path, recomputed from what a result file holds.

#include "app/question.hpp"
#include "report/story.hpp"
#include "store/run_record.hpp"

namespace prospect::app {

struct ReplayRequest : QuestionRequest {
  std::optional<std::uint64_t> world;
  std::string typical;                  ///< "miss" or "met"; empty: the world is given
};

/// Recomputes a path of a scenario of `record` from its seed and stored inputs: the world of the request, or the
/// typical one; and what moved the target asked about or the first one missed. Throws base::Rejected if the record
/// has no such scenario.
[[nodiscard]] report::Story replay(const store::RunRecord& record, const ReplayRequest& request);

int replay_command(const ReplayRequest& request);

}  // namespace prospect::app
