#pragma once
/// A mixture of Student-t laws.

#include <vector>

namespace prospect::calibrate {

class Mixture {
 public:
  struct Part {
    double weight, df, location, scale;
  };
  /// Weights sum to 1.
  explicit Mixture(std::vector<Part> parts);
  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
  [[nodiscard]] double cdf(double x) const;
  [[nodiscard]] double quantile(double p) const;
  [[nodiscard]] double log_density(double x) const;
  [[nodiscard]] double mean() const;
  [[nodiscard]] double sd() const;

 private:
  std::vector<Part> parts_;
};

}  // namespace prospect::calibrate
