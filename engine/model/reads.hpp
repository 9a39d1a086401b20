#pragma once
/// What reads what among a program's yearly instructions, whatever the year.

#include <array>
#include <limits>
#include <set>
#include <vector>

#include "model/program.hpp"

namespace prospect::model {

struct Reads {
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  /// By instruction: who writes the scratch row of a, b and c; none where it is no scratch row.
  std::vector<std::array<std::size_t, 3>> scratch;
  /// By instruction: those whose values of this year or another it reads, and those that read its own.
  std::vector<std::set<std::size_t>> needs, needed_by;

  /// By kept row: who writes it; none if only its history is written.
  std::vector<std::size_t> keeper;

  explicit Reads(const Program& program);
};

}  // namespace prospect::model
