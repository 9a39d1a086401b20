#pragma once
/// What the fit knows of each parameter: a law to draw it from, path by path, and words for people.
///
/// Contract  one law a parameter of the program, in its order; constant after the fit.

#include <memory>
#include <string>
#include <vector>

#include "calibrate/block_posterior.hpp"
#include "calibrate/family_posterior.hpp"
#include "calibrate/learned.hpp"
#include "lanes/distribution.hpp"
#include "model/program.hpp"

namespace prospect::calibrate {

/// How a parameter is drawn on a path.
struct Law {
  enum class Kind {
    marginal,  ///< from `distribution`, by its own word
    joint,     ///< with others, by what stands in `Estimate::joints`
  };
  Kind kind = Kind::marginal;
  lanes::Distribution distribution;
};

/// A family's posterior and the parameters that are drawn from it together: a node for the family, then
/// for each state a set of breaks, sigma, level and drift.
struct FamilyJoint {
  struct State {
    std::size_t member = 0;                 ///< of the posterior
    model::ParameterId level{}, drift{}, sigma{};
    std::string name;                       ///< of the indicator; names its streams of words
  };
  std::shared_ptr<const FamilyPosterior> posterior;
  model::FamilyParameters shared;
  std::vector<State> states;
};

/// A block's draws and the parameters that take them together: one particle a path.
struct BlockJoint {
  std::shared_ptr<const BlockPosterior> posterior;
  std::vector<std::pair<model::ParameterId, std::size_t>> parts;  ///< parameter, index into draws
};

struct Estimate {
  std::vector<Law> laws;        ///< one a parameter
  std::vector<Learned> learned; ///< one a parameter
  std::vector<FamilyFit> families;
  std::vector<FamilyJoint> joints;
  std::vector<BlockJoint> blocks;
};

}  // namespace prospect::calibrate
