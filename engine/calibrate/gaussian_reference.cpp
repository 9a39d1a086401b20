#include "calibrate/gaussian_reference.hpp"

#include "base/check.hpp"
#include "calibrate/particle_weights.hpp"
#include "lanes/ordered_for.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace prospect::calibrate {
namespace {

constexpr std::size_t stripes = 8;

/// Sum of products in stripes, which the compiler keeps in one vector.
double dot(const double* a, const double* b, std::size_t count) {
  double sums[stripes] = {};
  for (std::size_t p = 0; p < count; p += stripes) {
    for (std::size_t s = 0; s < stripes; ++s) sums[s] += a[p + s] * b[p + s];
  }
  for (std::size_t half = stripes / 2; half > 0; half /= 2) {
    for (std::size_t s = 0; s < half; ++s) sums[s] += sums[s + half];
  }
  return sums[0];
}

void no_merge(std::uint64_t /*chunk*/, int /*thread*/) {}

}  // namespace

GaussianReference::GaussianReference(std::size_t dimension)
    : mean_(dimension, 0.0), covariance_(dimension * dimension, 0.0), factor_(covariance_) {
  for (std::size_t i = 0; i < dimension; ++i) covariance_[i * dimension + i] = 1;
  factorise();
}

void GaussianReference::fit(const Swarm& swarm, std::span<const double> weights,
                            std::size_t first, int threads) {
  const std::size_t d = dimension(), count = weights.size();
  PROSPECT_EXPECT(first + count <= swarm.count && count % stripes == 0);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (!(sum > 0)) return;
  // Rows of sqrt(W) (z - m): their products are the covariance.
  std::vector<double> rows(d * count);
  const auto centre = [&](std::uint64_t i, int /*thread*/) {
    const double* z = &swarm.scores[i * swarm.count + first];
    mean_[i] = dot(z, weights.data(), count) / sum;
    for (std::size_t p = 0; p < count; ++p) {
      rows[i * count + p] = std::sqrt(weights[p] / sum) * (z[p] - mean_[i]);
    }
  };
  lanes::ordered_for(d, threads, centre, no_merge);
  const auto size = static_cast<double>(d);
  const double before = size / (size + sum * sum * effective_size(weights));
  const auto multiply = [&](std::uint64_t i, int /*thread*/) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double seen = dot(&rows[i * count], &rows[j * count], count);
      double& kept = covariance_[i * d + j];
      kept = (1 - before) * seen + before * kept;
    }
  };
  lanes::ordered_for(d, threads, multiply, no_merge);
  factorise();
}

void GaussianReference::factorise() {
  // A pivot lost to rounding is put back: any L serves, moves are exact for N(m, L L').
  constexpr double least_share = 1e-12;
  const std::size_t d = dimension();
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = covariance_[i * d + j];
      for (std::size_t k = 0; k < j; ++k) rest -= factor_[i * d + k] * factor_[j * d + k];
      factor_[i * d + j] =
          j < i ? rest / factor_[j * d + j]
                : std::sqrt(std::max(rest, least_share * covariance_[i * d + i]));
    }
  }
}

void GaussianReference::whiten(const Swarm& swarm, std::size_t first,
                               std::span<double> whitened) const {
  const std::size_t d = dimension(), count = swarm.count;
  for (std::size_t i = 0; i < d; ++i) {
    const double* z = &swarm.scores[i * count + first];
    double* out = &whitened[i * count + first];
    lanes::each_lane([=, mean = mean_[i]](std::size_t l) { out[l] = z[l] - mean; });
    for (std::size_t j = 0; j < i; ++j) {
      const double* known = &whitened[j * count + first];
      lanes::each_lane([=, factor = factor_[i * d + j]](std::size_t l) {
        out[l] -= factor * known[l];
      });
    }
    lanes::each_lane([=, pivot = factor_[i * d + i]](std::size_t l) { out[l] /= pivot; });
  }
}

void GaussianReference::colour(const lanes::Rows& whitened, lanes::Rows& scores) const {
  const std::size_t d = dimension();
  for (std::size_t i = 0; i < d; ++i) {
    double* out = scores.row(i);
    std::fill_n(out, lanes::lane_count, mean_[i]);
    // Four rows at once, added in their order: the same bits with a quarter of the traffic.
    const double* factor = &factor_[i * d];
    std::size_t j = 0;
    for (; j + 3 <= i; j += 4) {
      const double f0 = factor[j], f1 = factor[j + 1], f2 = factor[j + 2], f3 = factor[j + 3];
      const double* w0 = whitened.row(j);
      const double* w1 = whitened.row(j + 1);
      const double* w2 = whitened.row(j + 2);
      const double* w3 = whitened.row(j + 3);
      lanes::each_lane([=](std::size_t l) {
        out[l] = (((out[l] + f0 * w0[l]) + f1 * w1[l]) + f2 * w2[l]) + f3 * w3[l];
      });
    }
    for (; j <= i; ++j) {
      const double* w = whitened.row(j);
      lanes::each_lane([=, f = factor[j]](std::size_t l) { out[l] += f * w[l]; });
    }
  }
}

}  // namespace prospect::calibrate
