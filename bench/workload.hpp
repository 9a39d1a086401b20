#pragma once
/// The numbers of plan-40 (plan40/make.py), for programs that do not read the model's language.
///
/// Contract  nothing but the standard library, so that the ordinary program in peers/ can share it.
/// Errors    std::runtime_error if a file cannot be read or is not what make.py writes.

#include <array>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace prospect::bench {

inline constexpr std::size_t indicator_count = 40;
inline constexpr int year_count = 5, base_year = 2020, drift_degrees = 5;
inline constexpr double common_correlation = 0.3;
/// The share that growth of indicator 0 lowers, and by how much on the logit scale.
inline constexpr std::size_t poverty = 10;
inline constexpr double fall_per_growth = 1.5;

/// Shares are in %, movements on the link scale.
struct WorkloadIndicator {
  std::string name;
  bool log = false;            ///< else logit, between 0 and 100
  double start = 0, link = 0;  ///< in the base year; link: on its scale
  double drift = 0, drift_scale = 0, volatility = 0;
  bool at_least = true;
  double target = 0;
};

struct Workload {
  std::vector<WorkloadIndicator> indicators;
  /// Lower Cholesky factor of the correlations, row by row.
  std::array<std::array<double, indicator_count>, indicator_count> factor{};

  /// True if each column below the diagonal is one number, as with one correlation for all.
  [[nodiscard]] bool has_common_sums() const;
};

namespace detail {

inline std::vector<std::vector<std::string>> read_csv(const std::string& file) {
  std::ifstream lines(file);
  if (!lines) throw std::runtime_error("cannot read " + file);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(lines, line);) {
    rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) rows.back().push_back(cell);
  }
  return rows;
}

/// The factor as the engine computes it (Golub and Van Loan 2013, section 4.2).
inline void factorise(const std::array<std::array<double, indicator_count>, indicator_count>& a, Workload& workload) {
  auto& l = workload.factor;
  for (std::size_t i = 0; i < indicator_count; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= l[i][k] * l[j][k];
      l[i][j] = i == j ? std::sqrt(sum) : sum / l[j][j];
    }
  }
}

}  // namespace detail

/// Reads plan-40 from its folder; with `matrix` the one whose pairs have correlations of their own.
[[nodiscard]] inline Workload read_workload(const std::string& folder, bool matrix) {
  Workload workload;
  const auto rows = detail::read_csv(folder + "/indicators.csv");
  for (std::size_t r = 1; r < rows.size(); ++r) {
    const auto& row = rows[r];
    if (row.size() != 9) throw std::runtime_error("indicators.csv: a row has not 9 cells");
    WorkloadIndicator one{.name = row[0], .log = row[1] == "log", .start = std::stod(row[3])};
    one.link = one.log ? std::log(one.start) : std::log(one.start / (100 - one.start));
    one.drift = std::stod(row[4]);
    one.drift_scale = std::stod(row[5]);
    one.volatility = std::stod(row[6]);
    one.at_least = row[7] == ">=";
    one.target = std::stod(row[8]);
    workload.indicators.push_back(one);
  }
  if (workload.indicators.size() != indicator_count) throw std::runtime_error("indicators.csv has not 40 indicators");
  std::array<std::array<double, indicator_count>, indicator_count> correlations{};
  const auto cells =
      matrix ? detail::read_csv(folder + "/matrix/correlations.csv") : std::vector<std::vector<std::string>>{};
  for (std::size_t i = 0; i < indicator_count; ++i) {
    for (std::size_t j = 0; j < indicator_count; ++j) {
      correlations[i][j] = matrix ? std::stod(cells.at(i).at(j)) : i == j ? 1 : common_correlation;
    }
  }
  detail::factorise(correlations, workload);
  return workload;
}

inline bool Workload::has_common_sums() const {
  for (std::size_t j = 0; j < indicator_count; ++j) {
    for (std::size_t i = j + 2; i < indicator_count; ++i) {
      if (factor[i][j] != factor[j + 1][j]) return false;
    }
  }
  return true;
}

}  // namespace prospect::bench
