#pragma once
/// A distribution as a function of a standard normal score: x = Q(Phi(z)), fast and by the row.
///
/// Method   x = finish(g(z)): `finish` is one of a few elementary forms and g is a straight line or
///          a smooth curve, tabulated in cubic pieces (Hermite, from its values and slopes). The
///          form takes away what a cubic cannot follow, such as the tails of a Student-t.
/// Grid     `cells` equal steps over z in [-8.3, 8.3]; a tabulated curve stands still beyond, where
///          no random word leads (a score has magnitude 8.21 at most). Straight lines go on.
/// Exact    `at` and `evaluate` give the same bits, in any lane.
/// Cost     32 KiB a tabulated curve; constant once built and safe to share between threads.

#include <functional>
#include <memory>
#include <vector>

#include "lanes/block.hpp"

namespace prospect::lanes {

class QuantileTable {
 public:
  /// How x follows from g(z), with the constants a, b, c of `Finish`.
  enum class Form {
    plain,        ///< g
    exponential,  ///< a exp(g)
    logistic,     ///< 1 / (1 + exp(-g))
    stretched,    ///< a + b z exp(g)
    uniform,      ///< a + (b - a) Phi(z)
    triangular,   ///< from a over the mode b to c
  };

  struct Finish {
    Form form = Form::plain;
    double a = 0, b = 0, c = 0;
  };

  /// Value and slope of a curve at one z.
  struct Knot {
    double value, slope;
  };

  static constexpr double score_limit = 8.3;
  static constexpr std::size_t cells = 1024;

  /// g(z) = intercept + slope z.
  QuantileTable(Finish finish, double intercept, double slope);
  /// g tabulated; `curve` is asked once for each of the `cells + 1` edges.
  QuantileTable(Finish finish, const std::function<Knot(double z)>& curve);
  /// The curve of another table, shared with it.
  QuantileTable(Finish finish, const QuantileTable& other);

  /// Fills a row with x at the scores of another, or of itself.
  void evaluate(const double* z, double* out) const;
  /// Fills a row with x at the scores of another, or of itself, each lane by a table of its own; expects
  /// tabulated ones of the form `exponential`.
  static void evaluate_each(const QuantileTable* const* tables, const double* z, double* out);
  /// Returns x at one score.
  [[nodiscard]] double at(double z) const;

 private:
  template <class Visit>
  void visit(Visit visit) const;

  Finish finish_;
  double intercept_ = 0, slope_ = 0;
  /// Four coefficients a cell, side by side; none if g is a line.
  std::shared_ptr<const std::vector<double>> pieces_;
};

}  // namespace prospect::lanes
