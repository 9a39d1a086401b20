#pragma once
/// A finished block of paths: every indicator, every year, every lane.
///
/// Contract  a view; valid only while its receiver runs. Lanes from `lanes_used` on are padding.

#include <cstdint>
#include <vector>

#include "lanes/block.hpp"
#include "model/program.hpp"

namespace prospect::simulate {

/// Why a path counts as failed: the first thing that went wrong on it.
enum class Fault : std::uint8_t { none, not_finite, outside_limits };

class PathBlock {
 public:
  PathBlock(const model::Program& program, std::uint64_t first_path, std::size_t lanes_used)
      : program_(&program), first_path_(first_path), lanes_used_(lanes_used) {}

  [[nodiscard]] const model::Program& program() const { return *program_; }
  [[nodiscard]] std::uint64_t first_path() const { return first_path_; }
  [[nodiscard]] std::size_t lanes_used() const { return lanes_used_; }

  /// Values of an indicator, or of what a target is tested on, in a calendar year, base_year .. end_year;
  /// lane_count of them.
  /// The base year's row is NaN for an identity that nothing reads at a lag.
  [[nodiscard]] const double* row(model::VariableId variable, int year) const {
    return rows_[variable.value * years_ + static_cast<std::size_t>(year - program_->base_year)];
  }
  /// Whether a lane holds a path that counts: in use, and not turned down by an observed figure.
  [[nodiscard]] bool counts(std::size_t lane) const {
    return lane < lanes_used_ && (accepted_ == nullptr || accepted_[lane] != 0);
  }
  /// Whether paths are held against figures at all.
  [[nodiscard]] bool is_conditional() const { return accepted_ != nullptr; }
  /// Whether the lane's path agrees with a figure, by the plan's order of conditions.
  [[nodiscard]] bool agrees(std::size_t condition, std::size_t lane) const {
    return agrees_[condition][lane] != 0;
  }
  /// One a lane.
  [[nodiscard]] const Fault* faults() const { return faults_; }
  /// Where the first fault of a lane stands; meaningful where faults() is not none.
  [[nodiscard]] model::VariableId fault_variable(std::size_t lane) const { return fault_variables_[lane]; }
  [[nodiscard]] int fault_year(std::size_t lane) const { return fault_years_[lane]; }

  /// Says which paths the rows now hold; for the simulator.
  void place(std::uint64_t first_path, std::size_t lanes_used) {
    first_path_ = first_path;
    lanes_used_ = lanes_used;
  }
  /// Filled by the simulator: rows in [variable][year] order, faults a lane.
  std::vector<const double*> rows_;
  std::size_t years_ = 0;
  const Fault* faults_ = nullptr;
  const model::VariableId* fault_variables_ = nullptr;
  const int* fault_years_ = nullptr;
  const std::uint8_t* accepted_ = nullptr;      ///< a lane; none: every path counts
  std::vector<const std::uint8_t*> agrees_;     ///< [condition], a lane

 private:
  const model::Program* program_;
  std::uint64_t first_path_;
  std::size_t lanes_used_;
};

}  // namespace prospect::simulate
