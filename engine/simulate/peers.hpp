#pragma once
/// Other regions of a ranking, drawn beside the paths.
///
/// Address   the common movement is the word ("rank.NAME", path), a region's own ("rank.NAME.REGION", path), at the
///           last year's step: independent of everything the model draws.

#include <cstdint>
#include <vector>

#include "lanes/block.hpp"
#include "lanes/word_source.hpp"
#include "model/program.hpp"

namespace prospect::simulate {

/// One a thread. `program` must outlive it.
class PeerDraws {
 public:
  PeerDraws(const model::Program& program, const model::Ranking& ranking, std::uint64_t seed);

  /// Draws the last year's figures of the paths that start at `first_path`, in the unit of the ranking's table.
  void draw(std::uint64_t first_path);
  /// lane_count figures of the ranking's region number `region`.
  [[nodiscard]] const double* row(std::size_t region) const { return rows_.row(region); }

 private:
  const model::Ranking* ranking_;
  int end_year_;
  double years_;
  lanes::Threefry words_;
  lanes::Stream common_;
  std::vector<lanes::Stream> own_;
  std::vector<double> starts_;   ///< figures on the link scale
  lanes::Rows rows_, shift_{1};
};

}  // namespace prospect::simulate
