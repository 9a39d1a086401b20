#pragma once
/// Counts failed paths by what went wrong on them.
///
/// Exact    counts and lowest path numbers: no order of adding or merging can be told from another.

#include <vector>

#include "base/archive.hpp"
#include "simulate/path_block.hpp"
#include "summarise/summary.hpp"

namespace prospect::summarise {

class FaultTally {
 public:
  explicit FaultTally(const model::Program& program);

  void add(const simulate::PathBlock& block);
  void merge(const FaultTally& other);
  void exchange(base::Archive& archive);

  [[nodiscard]] std::uint64_t failed() const { return failed_; }
  /// Those that happened, by variable in the order of the program, then year, then fault.
  [[nodiscard]] std::vector<FaultCount> finish(const model::Program& program) const;

 private:
  /// What happened to a variable in a year, one of two kinds.
  struct One {
    std::uint64_t paths = 0, first_path = 0;
  };

  static constexpr std::size_t kinds = 2;

  static void join(One& to, const One& from);

  int base_year_;
  std::size_t years_;
  std::uint64_t failed_ = 0;
  std::vector<One> counts_;  ///< [variable][year from the base year][fault]
};

}  // namespace prospect::summarise
