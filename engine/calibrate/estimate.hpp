#pragma once
/// What the fit knows of each parameter: a law to draw it from, path by path, and words for people.
///
/// Contract  one law a parameter of the program, in its order; constant after the fit.

#include <string>
#include <vector>

#include "lanes/distribution.hpp"
#include "model/program.hpp"

namespace prospect::calibrate {

/// How a parameter is drawn on a path. Each takes one random word.
struct Law {
  enum class Kind {
    marginal,     ///< from `distribution`
    conditional,  ///< mean + scale * sigma * z, where sigma is the parameter `given` on the same path
  };
  Kind kind = Kind::marginal;
  lanes::Distribution distribution;
  double mean = 0, scale = 0;
  model::ParameterId given{};
};

/// The fit in numbers, a row a parameter.
struct Learned {
  double prior_mean = 0, prior_sd = 0;          ///< marginal; NaN where it has none
  double posterior_mean = 0, posterior_sd = 0;
  double q05 = 0, median = 0, q95 = 0;          ///< of the posterior
  int observations = 0;                         ///< figures that spoke about it
  bool not_learned = false;                     ///< posterior sd above 0.9 of the prior's
};

struct FamilyFit {
  std::string family;
  int members = 0;              ///< fitted states in it
  double sigma = 0;             ///< pooled volatility, link scale
  int df = 0;                   ///< weight of the pool, in observations
  bool from_data = false;       ///< false: the file's own prior stood in for too few members
};

struct Estimate {
  std::vector<Law> laws;        ///< one a parameter
  std::vector<Learned> learned; ///< one a parameter
  std::vector<FamilyFit> families;
};

}  // namespace prospect::calibrate
