#include "lanes/normal.hpp"

#include "lanes/block.hpp"

namespace prospect::lanes {
namespace {

/// The lanes of a row that lie in the tails, packed to the front.
struct Tails {
  std::size_t count = 0;
  alignas(row_alignment) double p[lane_count];
  alignas(row_alignment) double score[lane_count];
  std::uint32_t lane[lane_count];
};

void gather(const double* p, Tails& tails) {
  std::size_t count = 0;
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    // Every lane is written, only a lane of the tails is kept: no branch to mispredict.
    tails.p[count] = p[lane];
    tails.lane[count] = static_cast<std::uint32_t>(lane);
    const bool central = magnitude(p[lane] - 0.5) <= detail::central_half_width;
    count += central ? 0U : 1U;
  }
  tails.count = count;
}

void evaluate(Tails& tails) {
#ifndef __clang__
#pragma GCC ivdep
#endif
  for (std::size_t i = 0; i < tails.count; ++i) {
    const double q = tails.p[i] - 0.5;
    const double least = select(q < 0.0, tails.p[i], 1.0 - tails.p[i]);
    const detail::Ratio tail = detail::quantile_tail(least);
    tails.score[i] = detail::quantile_edges(least, q, tail.numerator / tail.denominator);
  }
}

}  // namespace

void normal_quantile_row(const double* p, double* out) {
  Tails tails;
  gather(p, tails);
  evaluate(tails);
  each_lane([=](std::size_t lane) {
    const double q = p[lane] - 0.5;
    const detail::Ratio centre = detail::quantile_centre(q);
    out[lane] = with_sign(magnitude(centre.numerator / centre.denominator), q);
  });
  for (std::size_t i = 0; i < tails.count; ++i) {
    out[tails.lane[i]] = tails.score[i];
  }
}

}  // namespace prospect::lanes
