#include "calibrate/trend_filter.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospect::calibrate {
namespace {

/// Level and drift on their way. The noise of the level since its last figure is independent of all
/// else, so it is counted apart from the variance that moves with the drift.
class Walk {
 public:
  Walk(const Rule& rule, double level, double error_variance)
      : damping_(rule.damping),
        change_variance_(rule.drift_change * rule.drift_change),
        break_variance_(rule.break_size * rule.break_size),
        level_(level),
        drift_(rule.drift_mean),
        drift_variance_(rule.drift_sd * rule.drift_sd),
        noise_(error_variance) {}

  /// Goes on by one year in which nothing is seen.
  void step(bool breaks) {
    drift_ *= damping_;
    drift_variance_ = damping_ * damping_ * drift_variance_ + change_variance_;
    covariance_ *= damping_;
    level_ += drift_;
    moved_variance_ += 2 * covariance_ + drift_variance_;
    covariance_ += drift_variance_;
    noise_ += breaks ? 1 + break_variance_ : 1;
  }

  /// Learns a figure of this year into `trend`.
  void see(double figure, double error_variance, FilteredTrend& trend) {
    const double variance = moved_variance_ + noise_ + error_variance;
    const double error = figure - level_;
    ++trend.innovations;
    trend.sum_of_squares += error * error / variance;
    trend.log_variances += std::log(variance);
    level_ += (moved_variance_ + noise_) / variance * error;
    drift_ += covariance_ / variance * error;
    // P - C^2 / F with F = M + noise + error, put over F: the bracket is 0 after a single step (M = C = P),
    // where the plain difference would lose all digits of a vague prior.
    const double bracket = drift_variance_ * moved_variance_ - covariance_ * covariance_;
    drift_variance_ =
        (std::max(bracket, 0.0) + (noise_ + error_variance) * drift_variance_) / variance;
    moved_variance_ = (moved_variance_ + noise_) * error_variance / variance;
    covariance_ *= error_variance / variance;
    noise_ = 0;
  }

  [[nodiscard]] TrendState state() const {
    return {level_, drift_, moved_variance_ + noise_, covariance_, drift_variance_};
  }

 private:
  double damping_, change_variance_, break_variance_;
  double level_, drift_;
  double moved_variance_ = 0;  ///< of the level, as far as it may go with the drift
  double covariance_ = 0;      ///< of level and drift
  double drift_variance_;
  double noise_;               ///< of the level, independent of the drift
};

}  // namespace

FilteredTrend filter_trend(const Rule& rule, std::span<const model::Observation> figures, int year,
                           std::span<const int> breaks) {
  FilteredTrend trend;
  if (figures.empty()) {
    trend.state = Walk(rule, std::numeric_limits<double>::quiet_NaN(), 0).state();
    return trend;
  }
  PROSPECT_EXPECT(figures.back().year <= year);
  const double error_variance = rule.estimate_error * rule.estimate_error;
  const auto error_of = [&](const model::Observation& figure) {
    return figure.estimate ? error_variance : 0;
  };
  Walk walk(rule, figures.front().linked, error_of(figures.front()));
  std::size_t next = 1;
  for (int now = figures.front().year + 1; now <= year; ++now) {
    walk.step(std::find(breaks.begin(), breaks.end(), now) != breaks.end());
    if (next == figures.size() || figures[next].year != now) continue;
    walk.see(figures[next].linked, error_of(figures[next]), trend);
    ++next;
  }
  PROSPECT_EXPECT(next == figures.size());
  trend.state = walk.state();
  return trend;
}

}  // namespace prospect::calibrate
