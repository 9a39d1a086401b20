/// The numbers of a family's rule, from a model or a scenario.

#include <fmt/format.h>

#include "model/fields.hpp"
#include "model/program.hpp"

namespace prospect::model {
namespace {

constexpr std::size_t most_rules = 1000;

void check(const Fields& fields, const Family& family, std::string_view key, double value, double low,
           double high, base::Problems& problems) {
  if (value >= low && value <= high) return;
  problems.add("out-of-bounds", fields.find(key)->place,
               fmt::format("'{}' of family '{}' is {}, allowed are {} to {}", key, family.name, value, low,
                           high));
}

}  // namespace

void read_rule(const Fields& fields, Family& family, base::Problems& problems) {
  const auto list = [&](std::string_view key, std::vector<double>& values, double low, double high) {
    const auto given = fields.numbers(key);
    if (!given) return;
    values = *given;
    for (const double value : values) check(fields, family, key, value, low, high, problems);
  };
  const auto one = [&](std::string_view key, double& value, double low, double high) {
    const auto given = fields.number(key);
    if (!given) return;
    value = *given;
    check(fields, family, key, value, low, high, problems);
  };
  list("damping", family.damping, 0, 1);
  list("drift_change", family.drift_change, 0, 10);
  list("drift_sd", family.drift_sd, 0, 1000);
  list("estimate_error", family.estimate_error, 0, 10);
  list("df", family.df, 1, 1000);
  const std::size_t rules = family.damping.size() * family.drift_change.size() * family.drift_sd.size() *
                            family.estimate_error.size() * family.df.size();
  if (rules > most_rules) {
    problems.add("limit-exceeded", family.place,
                 fmt::format("the lists of family '{}' make {} rules, allowed are {}", family.name, rules,
                             most_rules));
  }
  one("drift_mean", family.drift_mean, -1e6, 1e6);
  one("sigma", family.sigma, 1e-9, 1e6);
  one("sigma_spread", family.sigma_spread, 0, 5);
  one("break_probability", family.break_probability, 0, 0.5);
  one("break_size", family.break_size, 0, 1000);
}

}  // namespace prospect::model
