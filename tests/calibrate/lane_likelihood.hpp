#pragma once
/// A likelihood from a plain function of one particle's scores.

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include "calibrate/likelihood.hpp"

namespace prospect::calibrate {

using LaneFunction = std::function<double(const std::vector<double>& scores)>;

class LaneLikelihood final : public Likelihood {
 public:
  LaneLikelihood(std::size_t dimension, LaneFunction function)
      : lane_(dimension), function_(std::move(function)) {}

  void log_likelihood(const lanes::Rows& scores, double* out) override {
    for (std::size_t l = 0; l < lanes::lane_count; ++l) {
      for (std::size_t k = 0; k < lane_.size(); ++k) lane_[k] = scores.row(k)[l];
      out[l] = function_(lane_);
    }
  }

 private:
  std::vector<double> lane_;
  LaneFunction function_;
};

inline LikelihoodMaker each_lane_by(std::size_t dimension, const LaneFunction& function) {
  return [=] { return std::make_unique<LaneLikelihood>(dimension, function); };
}

}  // namespace prospect::calibrate
