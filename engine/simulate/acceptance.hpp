#pragma once
/// Holds paths against observed figures: which of them may count.
///
/// Law       given its value x a path agrees with a figure f of error e with probability
///           exp(-((x - f) / e)^2 / 2), by a word of its own; it is accepted if it agrees with every
///           figure. The accepted paths are draws of the law of all paths given that each f was seen with a
///           normal error of sd e (rejection sampling, Robert and Casella 2004, Monte Carlo Statistical
///           Methods, section 2.3; Wilkinson 2013, doi:10.1515/sagmb-2013-0010). A value that is no number
///           agrees with nothing.
/// Words     stream "observe.SERIES", step = year: another figure, scenario or thread moves none of them.
/// Threads   one Acceptance a thread.

#include <cstdint>
#include <string>
#include <vector>

#include "lanes/block.hpp"
#include "lanes/threefry.hpp"
#include "lanes/word_source.hpp"
#include "model/program.hpp"
#include "simulate/path_block.hpp"
#include "simulate/plan.hpp"

namespace prospect::simulate {

class Acceptance {
 public:
  Acceptance(const std::vector<Condition>& conditions, std::uint64_t seed);

  /// Decides on the lanes of a finished block and tells it; a block without conditions stays as it is.
  void judge(lanes::WordSource& words, PathBlock& block);

 private:
  const std::vector<Condition>* conditions_;
  std::vector<lanes::Stream> streams_;
  std::vector<std::vector<std::uint8_t>> agrees_;   ///< [condition][lane]
  std::vector<std::uint8_t> accepted_;              ///< [lane]
  lanes::Rows word_{1};
};

}  // namespace prospect::simulate
