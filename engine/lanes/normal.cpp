#include "lanes/normal.hpp"

#include "lanes/packed.hpp"

namespace prospect::lanes {
namespace {

/// Below this a score is evaluated as a far one in all but rounding: exp(-25) = 1.4e-11, on the safe side.
constexpr double maybe_far = 0x1p-35;

/// The scores of the tails; `all_near` skips what only the far ones need.
template <bool all_near>
[[gnu::always_inline]] inline void evaluate_tails(Packed& tails) {
#ifndef __clang__
#pragma GCC ivdep
#endif
  for (std::size_t i = 0; i < tails.count; ++i) {
    const double q = tails.values[i] - 0.5;
    const double least = select(q < 0.0, tails.values[i], 1.0 - tails.values[i]);
    const detail::Ratio tail = detail::quantile_tail<all_near>(least);
    tails.values[i] = detail::quantile_edges(least, q, tail.numerator / tail.denominator);
  }
}

void evaluate(Packed& tails) {
  std::uint64_t far = 0;
  for (std::size_t i = 0; i < tails.count; ++i) {
    // A NaN is no matter: near or far, it stays one.
    far |= (tails.values[i] < maybe_far) | (1.0 - tails.values[i] < maybe_far) ? 1U : 0U;
  }
  far != 0 ? evaluate_tails<false>(tails) : evaluate_tails<true>(tails);
}

}  // namespace

void normal_quantile_row(const double* p, double* out) {
  Packed tails;
  tails.take_unless(p, [](auto x) {
    const auto q = x - 0.5;
    return (q <= detail::central_half_width) & (q >= -detail::central_half_width);
  });
  evaluate(tails);
  each_lane([=](std::size_t lane) {
    const double q = p[lane] - 0.5;
    const detail::Ratio centre = detail::quantile_centre(q);
    out[lane] = with_sign(magnitude(centre.numerator / centre.denominator), q);
  });
  tails.put(out);
}

}  // namespace prospect::lanes
