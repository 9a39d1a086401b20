#include "calibrate/trend_filter.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <limits>

namespace prospect::calibrate {
namespace {

/// Level and drift on their way. The noise of the level since its last figure is independent of all
/// else and has variance 1 a year, so it is counted in years and kept out of the other variances.
class Walk {
 public:
  Walk(const model::Family& family, double level)
      : damping_(family.damping[0]),
        change_variance_(family.drift_change[0] * family.drift_change[0]),
        level_(level),
        drift_(family.drift_mean),
        drift_variance_(family.drift_sd[0] * family.drift_sd[0]) {}

  /// Goes on by one year in which nothing is seen.
  void step() {
    drift_ *= damping_;
    drift_variance_ = damping_ * damping_ * drift_variance_ + change_variance_;
    covariance_ *= damping_;
    level_ += drift_;
    moved_variance_ += 2 * covariance_ + drift_variance_;
    covariance_ += drift_variance_;
    ++years_;
  }

  /// Learns the level of this year. Expects a step since the last figure.
  Innovation see(int year, double level) {
    const double variance = moved_variance_ + years_;
    const Innovation innovation{year, level - level_, variance};
    drift_ += covariance_ / variance * innovation.error;
    // P - C^2 / F with F = M + years, put over F: the bracket is 0 after a single step (M = C = P),
    // where the plain difference would lose all digits of a vague prior.
    const double bracket = drift_variance_ * moved_variance_ - covariance_ * covariance_;
    drift_variance_ = (std::max(bracket, 0.0) + years_ * drift_variance_) / variance;
    level_ = level;
    moved_variance_ = covariance_ = 0;
    years_ = 0;
    return innovation;
  }

  [[nodiscard]] TrendState state() const {
    return {level_, drift_, moved_variance_ + years_, covariance_, drift_variance_};
  }

 private:
  double damping_, change_variance_;
  double level_, drift_;
  double moved_variance_ = 0;  ///< of the drifts added since the last figure
  double covariance_ = 0;      ///< of them with the drift
  double drift_variance_;
  int years_ = 0;              ///< since the last figure
};

}  // namespace

FilteredTrend filter_trend(const model::Family& family,
                           std::span<const model::Observation> figures, int base_year) {
  FilteredTrend trend;
  if (figures.empty()) {
    const Walk nowhere(family, std::numeric_limits<double>::quiet_NaN());
    trend.prior = trend.posterior = nowhere.state();
    return trend;
  }
  PROSPECT_EXPECT(figures.back().year <= base_year);
  Walk blind(family, figures.front().linked);
  Walk walk = blind;
  std::size_t next = 1;
  for (int year = figures.front().year + 1; year <= base_year; ++year) {
    blind.step();
    walk.step();
    if (next == figures.size() || figures[next].year != year) continue;
    const Innovation innovation = walk.see(year, figures[next].linked);
    trend.innovations.push_back(innovation);
    trend.sum_of_squares += innovation.error * innovation.error / innovation.variance;
    ++next;
  }
  PROSPECT_EXPECT(next == figures.size());
  trend.prior = blind.state();
  trend.posterior = walk.state();
  return trend;
}

}  // namespace prospect::calibrate
