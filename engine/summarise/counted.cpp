#include "summarise/counted.hpp"

#include <numeric>

#include "base/check.hpp"

namespace prospect::summarise {
namespace {

/// `of` gives the hits of one scrambling.
template <class Of>
Counted split(const Summary& summary, std::uint64_t hits, Of of) {
  Counted counted{hits, summary.paths};
  for (const auto& scrambling : summary.scramblings) {
    counted.hits_by.push_back(of(scrambling));
    counted.paths_by.push_back(scrambling.paths);
  }
  return counted;
}

/// Place of an element of a list, which must be one.
template <class Element>
std::size_t place_in(const std::vector<Element>& list, const Element& element) {
  const auto place = static_cast<std::size_t>(&element - list.data());
  PROSPECT_EXPECT(place < list.size());
  return place;
}

std::uint64_t sum_from(const std::vector<std::uint64_t>& counts, std::size_t first) {
  if (first >= counts.size()) return 0;
  return std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(first), counts.end(), std::uint64_t{0});
}

}  // namespace

Counted counted(const Summary& summary, const TargetCount& target) {
  return split(summary, target.hits, [&](const auto& one) { return one.hits[place_in(summary.targets, target)]; });
}

Counted counted_reported(const Summary& summary, const TargetCount& target) {
  return split(summary, target.reported_hits.value_or(0),
               [&](const auto& one) { return one.reported_hits[place_in(summary.targets, target)]; });
}

Counted counted(const Summary& summary, const GroupCount& group) {
  return split(summary, group.all_met, [&](const auto& one) { return one.groups[place_in(summary.groups, group)]; });
}

Counted counted_all(const Summary& summary) {
  // With nothing to meet, no plan is met.
  if (summary.targets.empty()) return {summary.all_met, summary.paths};
  return split(summary, summary.all_met, [](const auto& one) { return one.met_count.back(); });
}

Counted counted_at_least(const Summary& summary, std::size_t least) {
  return split(summary, sum_from(summary.met_count, least),
               [=](const auto& one) { return sum_from(one.met_count, least); });
}

}  // namespace prospect::summarise
