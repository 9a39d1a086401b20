#pragma once
/// Distributions with constant arguments, as a model file names them.
///
/// Contract  a plain value; ask `validate` before anything else. Quantiles come from Boost.Math and
///           are meant for tables, reports and tests; paths are drawn through `table()`.
/// Draws     one word: z = normal_quantile(word), x = table().at(z). x grows with the word.
/// Accuracy  `table()` is within 1e-9 of the quantile, relative, for |z| < 6 (1e-7 beyond), while
///           shapes, a, b are at least 0.1 and the df of a t at least 1; 1e-5 below that.

#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "lanes/quantile_table.hpp"

namespace prospect::lanes {

struct Distribution {
  /// The arguments stand in a, b, c in the order given here.
  enum class Kind {
    fixed,         ///< value
    normal,        ///< mean, sd
    lognormal,     ///< median, sd of the logarithm
    uniform,       ///< low, high
    triangular,    ///< low, mode, high
    student_t,     ///< df, location, scale; the sd is scale sqrt(df/(df-2))
    beta,          ///< a, b
    gamma,         ///< shape, scale
    exponential,   ///< mean
    chi,           ///< df: the root of a chi-square
    inverse_chi,   ///< df, scale: scale sqrt(df / X), X chi-square: an sd known from df figures
    logit_normal,  ///< median, sd on the logit scale
  };

  Kind kind = Kind::fixed;
  double a = 0, b = 0, c = 0;

  [[nodiscard]] static Distribution fixed(double value);
  [[nodiscard]] static Distribution normal(double mean, double sd);
  [[nodiscard]] static Distribution lognormal(double median, double sd_of_log);
  [[nodiscard]] static Distribution uniform(double low, double high);
  [[nodiscard]] static Distribution triangular(double low, double mode, double high);
  [[nodiscard]] static Distribution student_t(double df, double location = 0, double scale = 1);
  [[nodiscard]] static Distribution beta(double a, double b);
  [[nodiscard]] static Distribution gamma(double shape, double scale);
  [[nodiscard]] static Distribution exponential(double mean);
  [[nodiscard]] static Distribution chi(double df);
  [[nodiscard]] static Distribution inverse_chi(double df, double scale);
  [[nodiscard]] static Distribution logit_normal(double median, double sd_of_logit);

  /// Returns what is wrong with the arguments, in words, or nothing.
  [[nodiscard]] std::string validate() const;

  /// Returns Q(p); the ends of the support at 0 and 1, NaN outside.
  [[nodiscard]] double quantile(double p) const;
  /// Returns Q(Phi(z)), through the nearer tail, so that the upper one is as exact as the lower.
  [[nodiscard]] double quantile_of_score(double z) const;

  /// Mean and standard deviation; infinite or NaN where the distribution has none.
  [[nodiscard]] double mean() const;
  [[nodiscard]] double sd() const;

  /// Ends of the support, infinite if it has none.
  [[nodiscard]] double lower() const;
  [[nodiscard]] double upper() const;

  /// Returns the fast form; some milliseconds for a tabulated kind.
  [[nodiscard]] QuantileTable table() const;

  /// Returns the text a model file would hold: "normal(3, 1)".
  [[nodiscard]] std::string describe() const;

  bool operator==(const Distribution&) const = default;
};

/// Tables of many distributions. Those that differ in location and scale alone share the curve of their table
/// (32 KiB), so that it stays in the near caches while one after the other is drawn.
class Tables {
 public:
  /// The same bits as `distribution.table()`.
  [[nodiscard]] QuantileTable make(const Distribution& distribution);

 private:
  std::map<std::tuple<Distribution::Kind, double, double>, QuantileTable> curves_;
};

/// Returns the name a model file uses.
[[nodiscard]] std::string_view kind_name(Distribution::Kind kind);

}  // namespace prospect::lanes
