#pragma once
/// Programs that hold nothing but histories, for the tests of the track record.

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "model/program.hpp"

namespace prospect::analyse {

/// A family held to one rule, cheap to fit; estimates are exact, nothing breaks.
inline model::Family one_rule(std::string name, double damping, double drift_change, double drift_sd) {
  model::Family family;
  family.name = std::move(name);
  family.damping = {damping};
  family.drift_change = {drift_change};
  family.drift_sd = {drift_sd};
  family.estimate_error = {0};
  family.df = {4};
  family.break_probability = 0;
  return family;
}

/// Figures of consecutive years on a scale without a link.
inline model::History history_of(std::string series, std::string family, int first_year,
                                 const std::vector<double>& values) {
  model::History history;
  history.series = std::move(series);
  history.label = {history.series, history.series};
  history.unit = "ton";
  history.family = std::move(family);
  for (const double value : values) history.figures.push_back({first_year++, value, value, false});
  return history;
}

/// A target of 2020, tested in that year, in tons.
inline model::Target target_of(std::string code, std::string indicator, double value,
                               double tolerance = 0) {
  model::Target target;
  target.code = std::move(code);
  target.label = {target.code, target.code};
  target.indicator = std::move(indicator);
  target.from = target.year = 2020;
  target.value = value;
  target.high = std::numeric_limits<double>::quiet_NaN();
  target.tolerance = tolerance;
  target.unit = "ton";
  return target;
}

}  // namespace prospect::analyse
