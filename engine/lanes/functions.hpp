#pragma once
/// The elementary functions of the house, to be called inside a loop over lanes.
///
/// Contract  `each_lane([=](std::size_t l) { out[l] = exp_lane(a[l]); });` is vector code where it
///           stands: every function is inlined and branch-free, and gives the same bits in any
///           lane, at any width and alone. A loop that calls `normal_quantile_lane`, `spike` or
///           `std::sqrt` also needs -fno-math-errno, or it stays scalar; its values are the same.
/// NaN       in, NaN out, but for pow(1, NaN) = pow(NaN, 0) = 1.
///
/// Accuracy in ulp, largest seen over the grids of the tests, and behaviour at the edges:
///
///   exp_lane              1    subnormal results come out rounded twice (1 ulp); inf above 709.78
///   log_lane              1    subnormal arguments exact; log(0) = -inf, NaN below
///   logistic_lane         3    down to the smallest number; 1 from x = 37 on
///   logit_lane            1    -inf at 0, inf at 1, NaN outside [0, 1]
///   pow_lane              2    for |b log a| < 200, 9 up to overflow; edges as C's pow
///   floor_lane            0
///   normal_pdf_lane       3    0 beyond 38.6
///   normal_cdf_lane       7    in the lower tail to -37.5; 1 from 8.3 on
///   normal_quantile_lane  5    for p from 2^-60 to 1 - 2^-53

#include "lanes/elementary.hpp"
#include "lanes/normal.hpp"
