#pragma once
/// The trend as one joint normal distribution, conditioned by dense matrices: the slow twin of
/// filter_trend and predict_levels.
///
/// Every level and every drift is a linear function of independent standard normals (the first
/// drift, then eta and eps of each year), with sigma 1. Conditioning is the textbook formula.

// Ten rows need no packets, and g++ 12 warns falsely of those for AVX-512 (maybe-uninitialized).
#define EIGEN_DONT_VECTORIZE
#include <Eigen/Dense>

#include <vector>

#include "model/program.hpp"

namespace prospect::calibrate {

struct DenseTrend {
  Eigen::Vector2d mean;        ///< of level and drift in the year asked for, given the figures
  Eigen::Matrix2d covariance;
  double quadratic = 0;        ///< (y - mean)' V^-1 (y - mean) of the figures after the first
};

inline DenseTrend dense_trend(const model::Family& family,
                              const std::vector<model::Observation>& figures, int year) {
  using Eigen::Index;
  const Index years = year - figures.front().year;
  const Index sources = 1 + 2 * years;
  Eigen::MatrixXd level = Eigen::MatrixXd::Zero(years + 1, sources), drift = level;
  Eigen::VectorXd level_mean(years + 1), drift_mean(years + 1);
  level_mean(0) = figures.front().linked;
  drift_mean(0) = family.drift_mean;
  drift(0, 0) = family.drift_sd[0];
  for (Index t = 1; t <= years; ++t) {
    drift.row(t) = family.damping[0] * drift.row(t - 1);
    drift(t, t) += family.drift_change[0];
    drift_mean(t) = family.damping[0] * drift_mean(t - 1);
    level.row(t) = level.row(t - 1) + drift.row(t);
    level(t, years + t) += 1;
    level_mean(t) = level_mean(t - 1) + drift_mean(t);
  }
  const auto seen = static_cast<Index>(figures.size()) - 1;
  Eigen::MatrixXd rows(seen, sources);
  Eigen::VectorXd surprise(seen);
  for (Index k = 0; k < seen; ++k) {
    const auto& figure = figures[static_cast<std::size_t>(k) + 1];
    const Index t = figure.year - figures.front().year;
    rows.row(k) = level.row(t);
    surprise(k) = figure.linked - level_mean(t);
  }
  Eigen::MatrixXd wanted(2, sources);
  wanted << level.row(years), drift.row(years);
  const Eigen::Vector2d mean(level_mean(years), drift_mean(years));
  if (seen == 0) return {mean, wanted * wanted.transpose(), 0};
  const Eigen::FullPivLU<Eigen::MatrixXd> solver(rows * rows.transpose());
  const Eigen::MatrixXd cross = wanted * rows.transpose();
  const Eigen::VectorXd weights = solver.solve(surprise);
  return {mean + cross * weights,
          wanted * wanted.transpose() - cross * solver.solve(cross.transpose()),
          surprise.dot(weights)};
}

}  // namespace prospect::calibrate
