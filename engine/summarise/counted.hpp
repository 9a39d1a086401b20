#pragma once
/// Counts of a summary with all that their sampling intervals are made of.

#include <cstdint>
#include <vector>

#include "summarise/summary.hpp"

namespace prospect::summarise {

/// Hits among the paths that count; where they come of scrambled Sobol' points also those of each scrambling.
struct Counted {
  std::uint64_t hits = 0, paths = 0;
  std::vector<std::uint64_t> hits_by{}, paths_by{};  ///< [scrambling]; empty for plain paths
};

/// Of a target that stands in the summary: as it is, and as it will be reported (none if it is not declared).
[[nodiscard]] Counted counted(const Summary& summary, const TargetCount& target);
[[nodiscard]] Counted counted_reported(const Summary& summary, const TargetCount& target);
/// Of a group that stands in the summary: all of its targets met.
[[nodiscard]] Counted counted(const Summary& summary, const GroupCount& group);
/// Every assessed target met; at least `least` of them met.
[[nodiscard]] Counted counted_all(const Summary& summary);
[[nodiscard]] Counted counted_at_least(const Summary& summary, std::size_t least);

}  // namespace prospect::summarise
