#pragma once
/// The tested figure of a target on each path of a block.
///
/// Figure   at: the value in that year; every: the value furthest from being met in `from..year`;
///          ever: the value nearest to it, or furthest within; mean, sum: over `from..year`. Of
///          equal values the earliest year's. A path meets the target if low <= figure <= high.
/// Years    from the base year on; the base year's row may be NaN, and a NaN is a miss.

#include <vector>

#include "model/program.hpp"
#include "simulate/path_block.hpp"

namespace prospect::summarise {

class TargetTest {
 public:
  /// Expects an assessed target whose years the paths cover.
  TargetTest(const model::Program& program, std::size_t target);
  /// The same test of another variable, in the same unit.
  TargetTest(const model::Program& program, std::size_t target, model::VariableId variable);

  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return high_; }
  [[nodiscard]] model::VariableId variable() const { return variable_; }
  [[nodiscard]] model::Target::Test test() const { return test_; }
  [[nodiscard]] int from() const { return from_; }
  [[nodiscard]] int year() const { return year_; }

  /// Returns `lane_count` figures: a row of the block, or `scratch` once it is filled.
  [[nodiscard]] const double* figure(const simulate::PathBlock& block, double* scratch) const;

 private:
  void pick(const simulate::PathBlock& block, double* out) const;
  void add_up(const simulate::PathBlock& block, double* out) const;

  model::VariableId variable_;
  model::Target::Test test_;
  model::Target::Direction direction_;
  int from_, year_;
  double low_, high_;
};

}  // namespace prospect::summarise
