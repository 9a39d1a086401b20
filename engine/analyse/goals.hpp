#pragma once
/// What a question is about: one target, or several that must be met together.

#include <string>
#include <vector>

#include "base/label.hpp"
#include "model/program.hpp"
#include "simulate/path_block.hpp"
#include "summarise/lane_set.hpp"
#include "summarise/target_test.hpp"

namespace prospect::analyse {

struct Goal {
  std::string name;                    ///< code of the target, name of the joint, "all"
  base::Label label;
  std::vector<std::size_t> targets;    ///< indices into Program::targets, assessed ones
};

/// The goals that `words` name, in their order: a target by its code or its number ("10a", "(10a)", or "10"
/// for all its parts, each for itself), a joint of the model by its name, "all" for every assessed target
/// together, "each" for every assessed one for itself. No words: the targets of the model's first joint and
/// the joint itself; without joints, "all". Throws base::Rejected (kind "unknown-target") with near names.
[[nodiscard]] std::vector<Goal> find_goals(const model::Program& program,
                                           const std::vector<std::string>& words);

/// The variables the goals are tested on.
[[nodiscard]] std::vector<model::VariableId> variables_of(const model::Program& program,
                                                          const std::vector<Goal>& goals);

/// Tests goals on blocks of paths. A path with a fault, or one that does not count, misses all. One a thread.
class GoalTest {
 public:
  GoalTest(const model::Program& program, const std::vector<Goal>& goals);

  /// Which lanes meet each goal, in the order of the goals; valid until the next call.
  const std::vector<summarise::LaneSet>& met(const simulate::PathBlock& block);

  /// The tested figure of a goal's first target, lane_count of them; `scratch` holds them if need be.
  [[nodiscard]] const double* figure(std::size_t goal, const simulate::PathBlock& block,
                                     double* scratch) const;

 private:
  std::vector<summarise::TargetTest> tests_;      ///< each target once
  std::vector<std::vector<std::size_t>> of_;      ///< [goal]: indices into tests_
  std::vector<summarise::LaneSet> test_met_, met_;
  lanes::Rows scratch_{1};
};

}  // namespace prospect::analyse
