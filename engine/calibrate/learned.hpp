#pragma once
/// The fit in numbers: a row a parameter, and one a family.

#include <string>

#include "calibrate/described.hpp"

namespace prospect::calibrate {

struct Learned {
  double prior_mean = 0, prior_sd = 0;          ///< marginal; NaN where it has none
  double prior_q05 = 0, prior_q95 = 0;
  double posterior_mean = 0, posterior_sd = 0;
  double q05 = 0, median = 0, q95 = 0;          ///< of the posterior
  int observations = 0;                         ///< figures that spoke about it
  double effective = 0;                         ///< independent draws behind it; 0: exact
  double doubt_left = 0;                        ///< width of the posterior over that of the prior; NaN unknown
  bool not_learned = false;                     ///< posterior about as wide as the prior: above 0.9 of it
};

struct FamilyFit {
  std::string family;
  int members = 0;              ///< fitted states in it
  int series = 0;               ///< histories that taught it, those of the states included
  double sigma = 0;             ///< posterior median of the scale of its volatility, link scale
  double damping = 0, drift_change = 0, estimate_error = 0, df = 0;  ///< posterior means
  double log_evidence = 0;      ///< of its figures, after each history's first
};

}  // namespace prospect::calibrate
