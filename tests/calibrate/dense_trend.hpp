#pragma once
/// The trend as one joint normal distribution, conditioned by dense matrices: the slow twin of
/// filter_trend and predict_figure.
///
/// Every level, drift and figure is a linear function of independent standard normals (the error of the
/// first figure, the first drift, eta and eps of each year, a jump for each break, the errors of the later
/// estimates), with sigma 1. Conditioning is the textbook formula.

// Ten rows need no packets, and g++ 12 warns falsely of those for AVX-512 (maybe-uninitialized).
#define EIGEN_DONT_VECTORIZE
#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <vector>

#include "calibrate/trend_filter.hpp"

namespace prospect::calibrate {

struct DenseTrend {
  Eigen::Vector2d mean;        ///< of level and drift in the year asked for, given the figures
  Eigen::Matrix2d covariance;
  double quadratic = 0;        ///< (y - mean)' V^-1 (y - mean) of the figures after the first
  double log_determinant = 0;  ///< of V
};

/// Levels and drifts of the years after the first figure, as rows of coefficients and their means.
struct DenseRows {
  Eigen::MatrixXd level, drift;
  Eigen::VectorXd level_mean, drift_mean;
};

inline DenseRows dense_rows(const Rule& rule, const model::Observation& first, int year,
                            const std::vector<int>& breaks, Eigen::Index figures) {
  using Eigen::Index;
  const Index years = year - first.year;
  // The first error, the first drift, then eta, eps and the jump of each year, then errors of figures.
  const Index sources = 2 + 3 * years + figures;
  DenseRows rows{Eigen::MatrixXd::Zero(years + 1, sources), Eigen::MatrixXd::Zero(years + 1, sources),
                 Eigen::VectorXd(years + 1), Eigen::VectorXd(years + 1)};
  rows.level_mean(0) = first.linked;
  rows.drift_mean(0) = rule.drift_mean;
  rows.level(0, 0) = first.estimate ? rule.estimate_error : 0;
  rows.drift(0, 1) = rule.drift_sd;
  for (Index t = 1; t <= years; ++t) {
    rows.drift.row(t) = rule.damping * rows.drift.row(t - 1);
    rows.drift(t, 1 + t) += rule.drift_change;
    rows.drift_mean(t) = rule.damping * rows.drift_mean(t - 1);
    rows.level.row(t) = rows.level.row(t - 1) + rows.drift.row(t);
    rows.level(t, 1 + years + t) += 1;
    const bool jumps = std::count(breaks.begin(), breaks.end(), first.year + t) > 0;
    if (jumps) rows.level(t, 1 + 2 * years + t) += rule.break_size;
    rows.level_mean(t) = rows.level_mean(t - 1) + rows.drift_mean(t);
  }
  return rows;
}

inline DenseTrend dense_trend(const Rule& rule, const std::vector<model::Observation>& figures, int year,
                              const std::vector<int>& breaks = {}) {
  using Eigen::Index;
  const auto seen = static_cast<Index>(figures.size()) - 1;
  const auto trend = dense_rows(rule, figures.front(), year, breaks, seen);
  const Index years = year - figures.front().year, sources = trend.level.cols();
  Eigen::MatrixXd rows(seen, sources);
  Eigen::VectorXd surprise(seen);
  for (Index k = 0; k < seen; ++k) {
    const auto& figure = figures[static_cast<std::size_t>(k) + 1];
    const Index t = figure.year - figures.front().year;
    rows.row(k) = trend.level.row(t);
    rows(k, 2 + 3 * years + k) = figure.estimate ? rule.estimate_error : 0;
    surprise(k) = figure.linked - trend.level_mean(t);
  }
  Eigen::MatrixXd wanted(2, sources);
  wanted << trend.level.row(years), trend.drift.row(years);
  const Eigen::Vector2d mean(trend.level_mean(years), trend.drift_mean(years));
  if (seen == 0) return {mean, wanted * wanted.transpose(), 0, 0};
  const Eigen::MatrixXd variance = rows * rows.transpose();
  const Eigen::FullPivLU<Eigen::MatrixXd> solver(variance);
  const Eigen::MatrixXd cross = wanted * rows.transpose();
  const Eigen::VectorXd weights = solver.solve(surprise);
  return {mean + cross * weights,
          wanted * wanted.transpose() - cross * solver.solve(cross.transpose()),
          surprise.dot(weights), std::log(variance.determinant())};
}

}  // namespace prospect::calibrate
