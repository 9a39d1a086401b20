#pragma once
/// Where the region stands among others, in words and as tables.

#include <string>
#include <vector>

#include "analyse/answer.hpp"
#include "analyse/rank.hpp"
#include "report/options.hpp"

namespace prospect::report {

struct RankAnswer {
  const model::Program* program = nullptr;
  std::vector<analyse::RankCount> counts;
  std::uint64_t paths = 0, seed = 0;
};

[[nodiscard]] std::string rank_text(const RankAnswer& answer, const VerdictOptions& options);

/// Tables: `rankings`, and `ranks` (the share of paths of every rank).
[[nodiscard]] analyse::Answer to_answer(const RankAnswer& answer);

}  // namespace prospect::report
