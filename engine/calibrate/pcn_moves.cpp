#include "calibrate/pcn_moves.hpp"

#include "base/check.hpp"
#include "lanes/functions.hpp"
#include "lanes/ordered_for.hpp"

#include <algorithm>
#include <cmath>

namespace prospect::calibrate {
namespace {

using lanes::lane_count;

/// Pearson's correlation of two rows.
double correlation_of(const double* a, const double* b, std::size_t count) {
  const auto n = static_cast<double>(count);
  double mean_a = 0, mean_b = 0;
  for (std::size_t p = 0; p < count; ++p) {
    mean_a += a[p];
    mean_b += b[p];
  }
  mean_a /= n;
  mean_b /= n;
  double aa = 0, bb = 0, ab = 0;
  for (std::size_t p = 0; p < count; ++p) {
    aa += (a[p] - mean_a) * (a[p] - mean_a);
    bb += (b[p] - mean_b) * (b[p] - mean_b);
    ab += (a[p] - mean_a) * (b[p] - mean_b);
  }
  // A likelihood without information does not vary, and has nothing to forget.
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

}  // namespace

/// What a thread needs for one block.
struct PcnMoves::Desk {
  Desk(std::size_t dimension, std::size_t words)
      : whitened(words), scores(dimension), log_likelihood(1), gain(1) {}

  lanes::Rows whitened;  ///< words of a move: d normals, which become proposals, coin, share
  lanes::Rows scores;    ///< of the proposals
  lanes::Rows log_likelihood;
  lanes::Rows gain;      ///< sqrt(1 - b^2), then log of the ratio, then whether the lane accepts
  std::size_t accepted = 0;
};

PcnMoves::PcnMoves(std::size_t dimension, std::size_t count, const lanes::Stream& stream,
                   Team& team)
    : stream_(stream),
      team_(team),
      words_((dimension + 3) / 2 * 2),
      references_{GaussianReference(dimension), GaussianReference(dimension)},
      whitened_(dimension * count),
      start_(dimension * count) {
  PROSPECT_EXPECT(count > 0 && count % (2 * lane_count) == 0);
  for (int k = 0; k < team.threads(); ++k) desks_.emplace_back(dimension, words_);
}

PcnMoves::~PcnMoves() = default;

void PcnMoves::fit(const Swarm& swarm, std::span<const double> weights) {
  const std::size_t half = swarm.count / 2;
  references_[0].fit(swarm, weights.last(half), half, team_.threads());
  references_[1].fit(swarm, weights.first(half), 0, team_.threads());
}

const GaussianReference& PcnMoves::reference(std::size_t first) const {
  return references_[first < start_log_likelihood_.size() / 2 ? 0 : 1];
}

void PcnMoves::begin(const Swarm& swarm) {
  start_log_likelihood_ = swarm.log_likelihood;
  const auto whiten = [&](std::uint64_t block, int /*thread*/) {
    const std::size_t first = block * lane_count;
    reference(first).whiten(swarm, first, whitened_);
  };
  const auto no_merge = [](std::uint64_t /*block*/, int /*thread*/) {};
  lanes::ordered_for(swarm.count / lane_count, team_.threads(), whiten, no_merge);
  start_ = whitened_;
}

void PcnMoves::propose(std::size_t first, double step, Desk& desk) const {
  const std::size_t d = references_[0].dimension(), count = start_log_likelihood_.size();
  const auto address = moves_ * static_cast<std::int64_t>(words_);
  for (std::size_t k = 0; k < words_; k += 2) {
    lanes::uniform_pair(stream_, first, address + static_cast<std::int64_t>(k),
                        desk.whitened.row(k), desk.whitened.row(k + 1));
  }
  const double* share = desk.whitened.row(d + 1);
  double* keep = desk.gain.row(0);
  lanes::each_lane([=](std::size_t l) {
    const double b = step * share[l];
    keep[l] = std::sqrt(1 - b * b);
  });
  for (std::size_t k = 0; k < d; ++k) {
    double* next = desk.whitened.row(k);
    const double* now = &whitened_[k * count + first];
    lanes::normal_quantile_row(next, next);
    lanes::each_lane([=](std::size_t l) {
      next[l] = keep[l] * now[l] + step * share[l] * next[l];
    });
  }
  reference(first).colour(desk.whitened, desk.scores);
}

void PcnMoves::weigh(const Swarm& swarm, std::size_t first, double temperature, Desk& desk) const {
  const std::size_t d = swarm.dimension;
  double* gain = desk.gain.row(0);
  std::fill_n(gain, lane_count, 0.0);
  for (std::size_t k = 0; k < d; ++k) {
    const double* w_next = desk.whitened.row(k);
    const double* z_next = desk.scores.row(k);
    const double* w = &whitened_[k * swarm.count + first];
    const double* z = &swarm.scores[k * swarm.count + first];
    lanes::each_lane([=](std::size_t l) {
      gain[l] += 0.5 * ((w_next[l] * w_next[l] - z_next[l] * z_next[l]) -
                        (w[l] * w[l] - z[l] * z[l]));
    });
  }
  const double* next = desk.log_likelihood.row(0);
  const double* now = &swarm.log_likelihood[first];
  const double* coin = desk.whitened.row(d);
  lanes::each_lane([=](std::size_t l) {
    // An impossible proposal makes the right side -inf, or NaN at temperature 0: never accepted.
    const bool accepts = lanes::log_lane(coin[l]) < temperature * (next[l] - now[l]) + gain[l];
    gain[l] = lanes::select(accepts, 1.0, 0.0);
  });
}

void PcnMoves::settle(Swarm& swarm, std::size_t first, Desk& desk) {
  const double* accepts = desk.gain.row(0);
  const auto take = [accepts](const double* next, double* now) {
    lanes::each_lane([=](std::size_t l) { now[l] = accepts[l] > 0 ? next[l] : now[l]; });
  };
  for (std::size_t k = 0; k < swarm.dimension; ++k) {
    take(desk.whitened.row(k), &whitened_[k * swarm.count + first]);
    take(desk.scores.row(k), &swarm.scores[k * swarm.count + first]);
  }
  take(desk.log_likelihood.row(0), &swarm.log_likelihood[first]);
  desk.accepted = static_cast<std::size_t>(std::count(accepts, accepts + lane_count, 1.0));
}

double PcnMoves::move(Swarm& swarm, double temperature, double step) {
  std::size_t accepted = 0;
  const auto work = [&](std::uint64_t block, int thread) {
    const std::size_t first = block * lane_count;
    Desk& desk = desks_[static_cast<std::size_t>(thread)];
    propose(first, step, desk);
    team_.evaluate(thread, desk.scores, desk.log_likelihood.row(0));
    weigh(swarm, first, temperature, desk);
    settle(swarm, first, desk);
  };
  const auto count = [&](std::uint64_t /*block*/, int thread) {
    accepted += desks_[static_cast<std::size_t>(thread)].accepted;
  };
  lanes::ordered_for(swarm.count / lane_count, team_.threads(), work, count);
  ++moves_;
  return static_cast<double>(accepted) / static_cast<double>(swarm.count);
}

double PcnMoves::correlation(const Swarm& swarm) const {
  const std::size_t count = swarm.count;
  double largest =
      correlation_of(start_log_likelihood_.data(), swarm.log_likelihood.data(), count);
  std::vector<double> each(swarm.dimension);
  const auto correlate = [&](std::uint64_t k, int /*thread*/) {
    each[k] = correlation_of(&start_[k * count], &whitened_[k * count], count);
  };
  const auto join = [&](std::uint64_t k, int /*thread*/) { largest = std::max(largest, each[k]); };
  lanes::ordered_for(swarm.dimension, team_.threads(), correlate, join);
  return largest;
}

}  // namespace prospect::calibrate
