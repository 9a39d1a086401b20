#pragma once
/// Sums and moments whose bits do not depend on how the numbers were cut into rows.
///
/// Contract  values: default is empty, `add` takes samples in order, `merge` takes a whole
///           accumulator. Merging in a fixed order (see ordered_for.hpp) gives the same bits for
///           any number of threads, and adding in one row or many the same bits at any lane count.
/// Threads   one accumulator a thread.

#include <cstddef>
#include <cstdint>
#include <limits>

namespace prospect::lanes {

/// Sum with a running compensation: the error does not grow with the number of terms.
/// Neumaier (1974), doi:10.1002/zamm.19740540106.
class FixedSum {
 public:
  void add(double x);
  void add(const double* row, std::size_t count);
  void merge(const FixedSum& other);

  /// Returns the sum rounded once; infinite or NaN as the plain sum would be.
  [[nodiscard]] double value() const;

 private:
  double sum_ = 0, lost_ = 0;
};

/// Count, mean, sum of squared deviations and extremes.
///
/// Method   differences from the first sample, in eight stripes that take samples in turn (Chan,
///          Golub and LeVeque 1983, doi:10.1080/00031305.1983.10483115, shifted data); `merge`
///          after Chan et al. (1982). Shifting by 1e8 costs no digits of the deviations.
class Moments {
 public:
  void add(const double* row, std::size_t count);
  void merge(const Moments& other);

  [[nodiscard]] std::uint64_t count() const { return count_ + pending_; }
  /// NaN if empty.
  [[nodiscard]] double mean() const { return settled().mean; }
  /// Sum of squared deviations from the mean, 0 if empty.
  [[nodiscard]] double m2() const { return settled().m2; }
  /// With n - 1; NaN below two samples.
  [[nodiscard]] double variance() const;
  /// Infinite (and the wrong way round) if empty. A NaN sample is passed over here, not in `mean`.
  [[nodiscard]] double minimum() const { return minimum_; }
  [[nodiscard]] double maximum() const { return maximum_; }

 private:
  static constexpr std::size_t stripes = 8;

  struct Settled {
    double count = 0, mean = std::numeric_limits<double>::quiet_NaN(), m2 = 0;
  };

  /// Joins two sets of samples.
  [[nodiscard]] static Settled join(const Settled& left, const Settled& right);
  /// Moments of all samples, the pending ones included.
  [[nodiscard]] Settled settled() const;
  void add_one(double x);
  void add_stripes(const double* row, std::size_t count);

  // What was merged, and the samples added since: pending_, shifted by the first of them.
  std::uint64_t count_ = 0, pending_ = 0;
  Settled merged_;
  double shift_ = 0;
  alignas(64) double sums_[stripes] = {};
  alignas(64) double squares_[stripes] = {};
  double minimum_ = std::numeric_limits<double>::infinity();
  double maximum_ = -std::numeric_limits<double>::infinity();
};

}  // namespace prospect::lanes
