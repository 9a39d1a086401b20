#pragma once
/// A weighted mixture of Student-t laws: what is known of a level or a drift once the rules of a family
/// are averaged over.
///
/// Contract  constant when made; weights are positive and sum to 1.

#include <vector>

#include "calibrate/student_t.hpp"

namespace prospect::calibrate {

class Mixture {
 public:
  struct Part {
    double weight = 1, df = 1, location = 0, scale = 1;
  };

  /// Weights are taken relative to their sum; parts without weight are left out.
  explicit Mixture(std::vector<Part> parts);

  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
  [[nodiscard]] double cdf(double x) const;
  /// Returns the x with cdf p, 0 < p < 1, to 1e-8 of the distance between the parts' own quantiles.
  [[nodiscard]] double quantile(double p) const;
  /// Natural logarithm of the density; expects positive scales.
  [[nodiscard]] double log_density(double x) const;
  /// NaN where a part has none.
  [[nodiscard]] double mean() const;
  [[nodiscard]] double sd() const;

  /// Nearly the same with fewer parts: those of the same df whose scales lie within a twentieth of each
  /// other, and whose locations within a twentieth of the scale, become one with their mean location and
  /// root mean square scale. No cdf moves by more than 3e-4: two parts in opposite corners of such a cell,
  /// by half each, are the worst. Of many parts it is far less.
  [[nodiscard]] Mixture condensed() const;

 private:
  std::vector<Part> parts_;
};

}  // namespace prospect::calibrate
