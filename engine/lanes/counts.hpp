#pragma once
/// Counts drawn from one random word each, by inversion.
///
/// Contract  a draw uses one uniform u, strictly inside (0, 1), and never falls when u rises; the
///           arguments may differ from lane to lane. `bernoulli` and `spike` happen where u < p,
///           so the same word with a greater p keeps every event it had.
/// Domain    n from 0 to `most_trials`, a fraction is dropped (1e-9 below a whole number counts as
///           it); p in [0, 1]; mean from 0 to `most_mean`; concentration above 0. NaN outside.
/// Exact     to the rounding of sums of weights, about 1e-13 of the probability in either tail.
/// Cost      some 30 standard deviations of short steps a draw, rows sixteen lanes at a time; for a
///           beta-binomial with both a and b below 1, n steps.

#include "lanes/functions.hpp"

namespace prospect::lanes {

inline constexpr double most_trials = 10000;
inline constexpr double most_mean = 10000;

/// Returns the least k with P(K <= k) >= u, K binomial.
[[nodiscard]] double binomial_quantile(double u, double n, double p);

/// Likewise, with a p that is itself beta with mean `p` and a + b = `concentration`.
[[nodiscard]] double beta_binomial_quantile(double u, double n, double p, double concentration);

/// Likewise, K Poisson.
[[nodiscard]] double poisson_quantile(double u, double mean);

/// Returns 1 if u < p, else 0.
[[gnu::always_inline]] inline double bernoulli(double u, double p);

/// Returns 0 with probability 1 - p, else a normal of mean 0: where u < p, u / p is again uniform
/// in (0, 1) and gives the score. Of the word's 52 bits, log2(1/p) are spent on the event.
[[gnu::always_inline]] inline double spike(double u, double p, double sd);

/// Whole rows of the same, each lane with its own arguments; `out` may be one of the inputs.
void binomial_row(const double* u, const double* n, const double* p, double* out);
void beta_binomial_row(const double* u, const double* n, const double* p, double concentration,
                       double* out);
void poisson_row(const double* u, const double* mean, double* out);
void spike_row(const double* u, const double* p, const double* sd, double* out);

inline double bernoulli(double u, double p) {
  const double happens = select(u < p, 1.0, 0.0);
  const bool sound = (p >= 0.0) & (p <= 1.0) & (u == u);
  return select(sound, happens, detail::not_a_number);
}

inline double spike(double u, double p, double sd) {
  const double happens = bernoulli(u, p);
  // The quotient stays below 1: u is at most the number before p.
  const double score = normal_quantile_lane(select(happens == 1.0, u / p, 0.5));
  return select(happens == happens, select(happens == 1.0, sd * score, 0.0), happens);
}

}  // namespace prospect::lanes
