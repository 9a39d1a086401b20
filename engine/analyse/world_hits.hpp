#pragma once
/// Which targets are met on which worlds, a bit each: what a case leaves behind to be compared with another on the same
/// worlds without running either again.
///
/// Worlds    the first paths, as many as there is room for, block by block; a path with a fault misses all, one that
///           does not count is in neither case's count.
/// Memory    (targets + 1) / 8 bytes a world.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "analyse/goals.hpp"
#include "analyse/compare.hpp"
#include "summarise/lane_set.hpp"

namespace prospect::analyse {

class WorldHits {
 public:
  /// Targets are the assessed ones of `program`, in its order, which must outlive calls of `add`.
  WorldHits(const model::Program& program, int threads);

  /// Makes room for the paths below `paths`; between calls of `add`.
  void make_room(std::uint64_t paths);
  /// Takes a block for which there is room. From several threads at once, each with its own number.
  void add(const simulate::PathBlock& block, int thread);

  /// The worlds of `by`, for which there is room here: the targets it has as they are there, the others as here. For
  /// reading only. Expects the same worlds to count in both.
  [[nodiscard]] std::shared_ptr<WorldHits> replaced(const WorldHits& by) const;

  /// Worlds that count on which all of these targets (codes) are met.
  [[nodiscard]] std::uint64_t all_met(const std::vector<std::string>& codes) const;
  /// [k]: worlds that count on which exactly k of all targets are met.
  [[nodiscard]] std::vector<std::uint64_t> met_count() const;

  /// Codes of the targets.
  [[nodiscard]] const std::vector<std::string>& codes() const { return codes_; }

 private:
  friend class WorldDifferences;

  WorldHits() = default;
  [[nodiscard]] std::size_t place(const std::string& code) const;

  std::vector<std::string> codes_;
  std::size_t blocks_ = 0;
  /// [block][target, then which lanes count]
  std::vector<summarise::LaneSet> sets_;
  std::vector<Goal> goals_;
  const model::Program* program_ = nullptr;
  std::vector<std::unique_ptr<GoalTest>> tests_;   ///< a thread
};

/// One case less another, on the first worlds of both.
class WorldDifferences {
 public:
  /// Of targets that both have, on the worlds below `worlds`, for which both must have room.
  WorldDifferences(const WorldHits& a, const WorldHits& b, std::uint64_t worlds);

  /// A difference, and the share of the worlds compared on which the second case meets the goal.
  struct Difference : GoalDifference {
    double share_of_b = 0;
  };
  /// Probability that all of these targets are met (codes); nothing is known of one that is not in both: no worlds.
  [[nodiscard]] Difference difference(const std::vector<std::string>& codes) const;
  /// Number of these targets met.
  [[nodiscard]] MetDifference met_difference(const std::vector<std::string>& codes) const;

 private:
  [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> places(const std::vector<std::string>& codes) const;

  const WorldHits& a_;
  const WorldHits& b_;
  std::size_t blocks_;
};

}  // namespace prospect::analyse
