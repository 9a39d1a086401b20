#pragma once
/// The slow twin of model::Evaluator: one path, one number at a time, by plain recursion.
///
/// Shares   the elementary functions (apply_once), the count quantiles, QuantileTable::at and the
///          words of Threefry by their address; nothing of stages, rows, order or lanes. So
///          equality is exact, bit by bit.
/// Use      tests only; never linked into the product.

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "lanes/quantile_table.hpp"
#include "model/expression.hpp"

namespace prospect::reference {

class TreeWalker {
 public:
  /// `equations` must outlive it.
  TreeWalker(const model::Equations& equations, std::uint64_t seed);

  /// Turns to a path with these parameters, one each.
  void begin(std::uint64_t path, std::vector<double> parameters);

  /// Value of a variable in a calendar year up to the end; NaN where a past cannot be had.
  [[nodiscard]] double value(std::uint32_t variable, int year);

  /// Value of an expression in a year of the path.
  [[nodiscard]] double value(const model::Expression& law, int year);

 private:
  using When = std::pair<std::uint32_t, int>;

  double simulated(std::uint32_t variable, int year);
  std::optional<double> past(std::uint32_t variable, int year);
  std::optional<double> past(const model::Expression& law, int year);
  double term(const model::Expression& law, int index, int year);
  double apply(const model::Term& term, const model::Expression& law, int year);
  double word(std::uint32_t stream, int year);

  const model::Equations& equations_;
  std::uint64_t seed_;
  std::vector<lanes::QuantileTable> tables_;
  std::uint64_t path_ = 0;
  std::vector<double> parameters_;
  std::map<When, double> simulated_;
  std::map<When, std::optional<double>> past_;
};

}  // namespace prospect::reference
