#pragma once
/// The black box of a posterior: how likely figures are, seen from a block of particles.
///
/// Scores   a particle is a point of d standard normal scores. A prior distribution and a shock are
///          monotone functions of one score each, so the prior is N(0, I_d) whatever the model.
/// Threads  one evaluator a thread; it owns its memory and allocates nothing while it runs.
/// Contract a lane's answer depends on the scores of that lane alone, bit by bit.

#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "base/check.hpp"
#include "lanes/block.hpp"
#include "lanes/ordered_for.hpp"

namespace prospect::calibrate {

class Likelihood {
 public:
  virtual ~Likelihood() = default;

  /// Fills `out` with the log likelihood of `lane_count` particles; row k of `scores` is score k.
  /// Minus infinity and NaN both say that a particle is impossible; plus infinity is a bug.
  virtual void log_likelihood(const lanes::Rows& scores, double* out) = 0;
};

/// Makes one evaluator; called on the thread that asks for the posterior, once for every thread.
using LikelihoodMaker = std::function<std::unique_ptr<Likelihood>()>;

/// The evaluators of all threads.
class Team {
 public:
  /// As many as the machine has processors, if `threads` is not positive.
  Team(const LikelihoodMaker& make, int threads);

  [[nodiscard]] int threads() const { return static_cast<int>(evaluators_.size()); }

  /// Evaluates a block on a thread; what is impossible comes out as minus infinity.
  void evaluate(int thread, const lanes::Rows& scores, double* out);

 private:
  std::vector<std::unique_ptr<Likelihood>> evaluators_;
};

inline Team::Team(const LikelihoodMaker& make, int threads) {
  const int wanted = threads > 0 ? threads : lanes::hardware_threads();
  for (int k = 0; k < wanted; ++k) evaluators_.push_back(make());
}

inline void Team::evaluate(int thread, const lanes::Rows& scores, double* out) {
  evaluators_[static_cast<std::size_t>(thread)]->log_likelihood(scores, out);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (std::size_t l = 0; l < lanes::lane_count; ++l) {
    PROSPECT_EXPECT(!(out[l] == infinity));
    if (std::isnan(out[l])) out[l] = -infinity;
  }
}

}  // namespace prospect::calibrate
