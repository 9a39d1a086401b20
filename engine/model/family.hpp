#pragma once
/// Families of series that move alike, what teaches them, and the states they move.
///
/// Contract  plain values; figures are in order of year and end with the base year, new ones that are given
///           as observed apart.

#include <optional>
#include <string>
#include <vector>

#include "base/label.hpp"
#include "base/place.hpp"
#include "base/typed_index.hpp"

namespace prospect::model {

using VariableId = base::Index<struct VariableTag>;
using ParameterId = base::Index<struct ParameterTag>;

/// The scale on which a state moves.
enum class Link { identity, log, logit, log_ratio };

/// Series that move alike: they share the scale of their volatility and the rule of their drift. What a
/// list holds is averaged over: its values are equally likely before the figures speak.
struct Family {
  std::string name;
  base::Label label;
  Link link = Link::identity;              ///< of members that name none
  /// Share of the drift that lives on into the next year.
  std::vector<double> damping = {0.5, 0.7, 0.85, 1.0};
  /// Sd of the yearly change of the drift over the volatility.
  std::vector<double> drift_change = {0.0, 0.3, 1.0, 2.0};
  std::vector<double> drift_sd = {2.0};    ///< prior sd of the first drift over the volatility
  double drift_mean = 0.0;                 ///< prior mean of the first drift, link scale a year
  /// Sd of the error of a figure marked as an estimate over the volatility.
  std::vector<double> estimate_error = {0.0, 0.5};
  /// How alike the members' volatilities are: sigma^2 ~ df scale^2 / chi2(df).
  std::vector<double> df = {2, 4, 8};
  double sigma = 0.1;                      ///< prior median of the scale, link scale
  double sigma_spread = 1.5;               ///< prior sd of its logarithm; 0: the scale is known
  double break_probability = 0.04;         ///< of a lasting jump of the level, a member and year
  double break_size = 5.0;                 ///< sd of such a jump over the volatility
  std::string source;
  base::Place place;

  /// Whether all numbers agree, whatever the words.
  [[nodiscard]] bool same_rule(const Family& other) const;
};

/// One observed figure, on the link scale too.
struct Observation {
  int year = 0;
  double value = 0;      ///< in the history's unit
  double linked = 0;     ///< on the link scale
  bool estimate = false; ///< status "estimate"
  bool operator==(const Observation&) const = default;
};

/// A series that teaches its family: that of a fitted state, or one that no state follows.
struct History {
  std::string series;
  base::Label label;
  std::string unit, family;
  Link link = Link::identity;
  double low = 0, high = 1;               ///< bounds of a logit link, in `unit`
  std::vector<Observation> figures;       ///< up to the base year, in order of year; none is derived
  std::optional<VariableId> variable;     ///< the state that follows it
};

/// A figure of a year after the base year, which the run starts from or holds its paths against.
struct ObservedFigure {
  std::string series;
  base::Label label;                      ///< of the indicator
  std::string unit;                       ///< of the indicator
  VariableId variable{};
  int year = 0;
  double value = 0, error = 0;            ///< in `unit`; error: its sd as given, NaN if none is
  double rounding = 0;                    ///< half a unit of its last printed digit, in `unit`
  bool estimate = false;                  ///< provisional
  bool fitted = false;                    ///< it stands in the history of its state, which starts from it
  base::Place place;
};

/// A state whose level, drift and volatility come from its history.
struct FittedState {
  VariableId variable{};
  ParameterId level{}, drift{}, sigma{};
  std::size_t history = 0;                ///< index into Program::histories
};

/// The parameters that the states of a family share; those that the family's lists fix have none.
struct FamilyParameters {
  std::optional<ParameterId> scale, damping, drift_change, drift_sd, estimate_error, df;
};

}  // namespace prospect::model
