#pragma once
/// Student's t distribution with a location and a scale.
///
/// Contract  a value; `df` positive, not necessarily whole; scale 0 puts all mass on the location.
/// Use       a normal mean and a scaled-inverse-chi-square variance, mixed: if x given sigma is
///           N(m, sigma^2 P) and sigma^2 is df s^2 / chi2_df, x is t_df with location m and scale
///           s sqrt(P) (Gelman et al. 2013, Bayesian Data Analysis, section 3.2).

namespace prospect::calibrate {

struct StudentT {
  double df = 1, location = 0, scale = 1;

  /// NaN up to one degree of freedom, where it does not exist.
  [[nodiscard]] double mean() const;
  /// scale sqrt(df / (df - 2)); NaN up to two degrees of freedom, unless the scale is 0.
  [[nodiscard]] double sd() const;
  /// Returns the probability of a value up to `x`, to 1e-15.
  [[nodiscard]] double cdf(double x) const;
  /// Returns the value with cdf `p`; expects p strictly between 0 and 1.
  [[nodiscard]] double quantile(double p) const;
};

}  // namespace prospect::calibrate
