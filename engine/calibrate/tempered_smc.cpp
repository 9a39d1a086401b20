#include "calibrate/tempered_smc.hpp"

#include "base/check.hpp"
#include "calibrate/particle_weights.hpp"
#include "calibrate/pcn_moves.hpp"
#include "lanes/threefry.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace prospect::calibrate {
namespace {

/// Acceptance the step is steered to: between 0.23 and 0.44, the best of random walks in many
/// dimensions and in one (Roberts and Rosenthal 2001, doi:10.1214/ss/1015346320).
constexpr double wanted_acceptance = 0.3;
/// The logarithm of the step follows this much of acceptance less the wanted one.
constexpr double steering = 1.5;
constexpr double least_step = 1e-4;

class TemperedSmc {
 public:
  TemperedSmc(std::size_t dimension, const LikelihoodMaker& make, const SmcOptions& options)
      : options_(options),
        team_(make, options.threads),
        moves_(dimension, options.particles, {options.seed, "smc." + options.name + ".move"},
               team_),
        resampling_(options.seed, "smc." + options.name + ".resample"),
        weights_(options.particles),
        ancestors_(options.particles) {
    std::iota(ancestors_.begin(), ancestors_.end(), 0U);
    result_.particles = draw_prior(dimension, options.particles, options.seed,
                                   "smc." + options.name + ".start", team_);
  }

  Posterior run() {
    const double possible = drop_impossible(result_.particles.log_likelihood, weights_);
    if (possible == 0) return impossible();
    result_.log_evidence = std::log(possible);
    if (possible < 1) visit(0);
    while (temperature_ < 1) {
      const auto& log_likelihood = result_.particles.log_likelihood;
      const double most = 1 - temperature_;
      const double rise = longest_step(weights_, log_likelihood, options_.ess_share, most);
      result_.log_evidence += reweight(weights_, log_likelihood, rise);
      visit(rise < most ? temperature_ + rise : 1);
    }
    describe_end();
    return std::move(result_);
  }

 private:
  /// Lets weighted particles settle at a temperature.
  void visit(double temperature) {
    temperature_ = temperature;
    SmcStep step{.temperature = temperature, .ess = effective_size(weights_)};
    moves_.fit(result_.particles, weights_);
    resample();
    move(step);
    result_.steps.push_back(step);
  }

  void resample() {
    const std::uint64_t address = result_.steps.size();
    const auto key = resampling_.key();
    const double uniform = lanes::unit_number(lanes::threefry2x64({address, 0}, key).first);
    const auto chosen = resample_systematically(weights_, uniform);
    Swarm& swarm = result_.particles;
    for (std::size_t k = 0; k < swarm.dimension; ++k) {
      gather(&swarm.scores[k * swarm.count], chosen);
    }
    gather(swarm.log_likelihood.data(), chosen);
    gather(ancestors_.data(), chosen);
    std::fill(weights_.begin(), weights_.end(), 1 / static_cast<double>(swarm.count));
  }

  template <class Value>
  static void gather(Value* row, const std::vector<std::uint32_t>& chosen) {
    std::vector<Value> gathered(chosen.size());
    for (std::size_t p = 0; p < chosen.size(); ++p) gathered[p] = row[chosen[p]];
    std::copy(gathered.begin(), gathered.end(), row);
  }

  void move(SmcStep& step) {
    moves_.begin(result_.particles);
    step.correlation = 1;
    while (step.moves < options_.most_moves &&
           (step.moves < options_.least_moves || step.correlation > options_.forgotten)) {
      if (options_.watch) options_.watch();
      step.step = size_;
      const double accepted = moves_.move(result_.particles, temperature_, size_);
      step.acceptance += accepted;
      ++step.moves;
      const double change = std::exp(steering * (accepted - wanted_acceptance));
      size_ = std::clamp(size_ * change, least_step, 1.0);
      step.correlation = moves_.correlation(result_.particles);
    }
    step.acceptance /= step.moves;
  }

  Posterior impossible() {
    result_.status = SmcStatus::impossible;
    result_.particles = {};
    result_.log_evidence = -std::numeric_limits<double>::infinity();
    return std::move(result_);
  }

  void describe_end() {
    const Swarm& swarm = result_.particles;
    for (std::size_t k = 0; k < swarm.dimension; ++k) {
      result_.effective.push_back(effective_draws(swarm.row(k), ancestors_));
    }
    // Proposals are continuous: particles that share their first score are copies.
    result_.distinct = count_distinct(std::vector(swarm.row(0).begin(), swarm.row(0).end()));
    result_.ancestors = count_distinct(ancestors_);
  }

  template <class Value>
  static std::size_t count_distinct(std::vector<Value> values) {
    std::sort(values.begin(), values.end());
    return static_cast<std::size_t>(
        std::distance(values.begin(), std::unique(values.begin(), values.end())));
  }

  SmcOptions options_;
  Team team_;
  PcnMoves moves_;
  lanes::Stream resampling_;
  Posterior result_;
  std::vector<double> weights_;
  std::vector<std::uint32_t> ancestors_;  ///< the draw from the prior each particle comes from
  double temperature_ = 0;
  double size_ = 1;                       ///< of the next move: the b of pcn_moves.hpp
};

}  // namespace

Posterior sample_posterior(std::size_t dimension, const LikelihoodMaker& make,
                           const SmcOptions& options) {
  PROSPECT_EXPECT(dimension > 0 && options.particles > 0 &&
                  options.particles % (2 * lanes::lane_count) == 0);
  PROSPECT_EXPECT(options.ess_share > 0 && options.ess_share < 1);
  PROSPECT_EXPECT(options.least_moves > 0 && options.most_moves >= options.least_moves);
  return TemperedSmc(dimension, make, options).run();
}

}  // namespace prospect::calibrate
