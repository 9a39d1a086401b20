#include "lanes/distribution.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "lanes/distribution_tails.hpp"
#include "lanes/functions.hpp"

namespace prospect::lanes {
namespace {

using Kind = Distribution::Kind;
using detail::infinity;
using detail::not_a_number;

enum class Rule { any, positive, inside_unit, at_least_fifth };

struct Argument {
  const char* name = nullptr;
  Rule rule = Rule::any;
};

struct KindInfo {
  Kind kind;
  const char* name;
  std::array<Argument, 3> arguments;
};

constexpr KindInfo kinds[] = {
    {Kind::fixed, "fixed", {{{"value"}}}},
    {Kind::normal, "normal", {{{"mean"}, {"sd", Rule::positive}}}},
    {Kind::lognormal, "lognormal", {{{"median", Rule::positive}, {"sd", Rule::positive}}}},
    {Kind::uniform, "uniform", {{{"low"}, {"high"}}}},
    {Kind::triangular, "triangular", {{{"low"}, {"mode"}, {"high"}}}},
    {Kind::student_t, "student_t",
     // Below df 0.2 the beta quantile behind a score of 8 underflows.
     {{{"df", Rule::at_least_fifth}, {"location"}, {"scale", Rule::positive}}}},
    {Kind::beta, "beta", {{{"a", Rule::positive}, {"b", Rule::positive}}}},
    {Kind::gamma, "gamma", {{{"shape", Rule::positive}, {"scale", Rule::positive}}}},
    {Kind::exponential, "exponential", {{{"mean", Rule::positive}}}},
    {Kind::chi, "chi", {{{"df", Rule::positive}}}},
    {Kind::inverse_chi, "inverse_chi", {{{"df", Rule::positive}, {"scale", Rule::positive}}}},
    {Kind::logit_normal, "logit_normal",
     {{{"median", Rule::inside_unit}, {"sd", Rule::positive}}}},
};

const KindInfo& info(Kind kind) {
  return kinds[static_cast<std::size_t>(kind)];
}

std::string number(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

std::string broken_rule(const Argument& argument, double value) {
  const std::string found = ", found " + number(value);
  if (!std::isfinite(value)) {
    return std::string(argument.name) + " must be finite" + found;
  }
  switch (argument.rule) {
    case Rule::any: return {};
    case Rule::positive:
      return value > 0 ? std::string() : std::string(argument.name) + " must be positive" + found;
    case Rule::inside_unit:
      return value > 0 && value < 1
                 ? std::string()
                 : std::string(argument.name) + " must lie between 0 and 1" + found;
    case Rule::at_least_fifth:
      return value >= 0.2 ? std::string()
                          : std::string(argument.name) + " must be at least 0.2" + found;
  }
  return {};
}

}  // namespace

Distribution Distribution::fixed(double value) { return {Kind::fixed, value, 0, 0}; }
Distribution Distribution::normal(double mean, double sd) { return {Kind::normal, mean, sd, 0}; }
Distribution Distribution::lognormal(double median, double sd_of_log) {
  return {Kind::lognormal, median, sd_of_log, 0};
}
Distribution Distribution::uniform(double low, double high) {
  return {Kind::uniform, low, high, 0};
}
Distribution Distribution::triangular(double low, double mode, double high) {
  return {Kind::triangular, low, mode, high};
}
Distribution Distribution::student_t(double df, double location, double scale) {
  return {Kind::student_t, df, location, scale};
}
Distribution Distribution::beta(double a, double b) { return {Kind::beta, a, b, 0}; }
Distribution Distribution::gamma(double shape, double scale) {
  return {Kind::gamma, shape, scale, 0};
}
Distribution Distribution::exponential(double mean) { return {Kind::exponential, mean, 0, 0}; }
Distribution Distribution::chi(double df) { return {Kind::chi, df, 0, 0}; }
Distribution Distribution::inverse_chi(double df, double scale) {
  return {Kind::inverse_chi, df, scale, 0};
}
Distribution Distribution::logit_normal(double median, double sd_of_logit) {
  return {Kind::logit_normal, median, sd_of_logit, 0};
}

std::string_view kind_name(Distribution::Kind kind) { return info(kind).name; }

std::string Distribution::validate() const {
  const double values[] = {a, b, c};
  const auto& arguments = info(kind).arguments;
  for (std::size_t i = 0; i < arguments.size() && arguments[i].name != nullptr; ++i) {
    if (std::string wrong = broken_rule(arguments[i], values[i]); !wrong.empty()) {
      return wrong;
    }
  }
  const double high = kind == Kind::triangular ? c : b;
  const bool ranged = kind == Kind::uniform || kind == Kind::triangular;
  if (ranged && !(a < high)) {
    return "low must be below high, found " + number(a) + " and " + number(high);
  }
  if (kind == Kind::triangular && !(a <= b && b <= c)) {
    return "mode must lie between low and high, found " + number(b) + " outside " + number(a) +
           " to " + number(c);
  }
  return {};
}

std::string Distribution::describe() const {
  const double values[] = {a, b, c};
  const auto& arguments = info(kind).arguments;
  std::string text = std::string(kind_name(kind)) + "(";
  for (std::size_t i = 0; i < arguments.size() && arguments[i].name != nullptr; ++i) {
    text += (i == 0 ? "" : ", ") + number(values[i]);
  }
  return text + ")";
}

double Distribution::quantile(double p) const {
  if (!(p >= 0 && p <= 1)) {
    return not_a_number;
  }
  if (p == 0 || p == 1) {
    return p == 0 ? lower() : upper();
  }
  return tail_quantile(*this, {p, 1 - p, normal_quantile_lane(p)});
}

double Distribution::quantile_of_score(double z) const {
  return tail_quantile(*this, {normal_cdf_lane(z), normal_cdf_lane(-z), z});
}

double Distribution::lower() const {
  switch (kind) {
    case Kind::fixed:
    case Kind::uniform:
    case Kind::triangular: return a;
    case Kind::normal:
    case Kind::student_t: return -infinity;
    case Kind::lognormal:
    case Kind::beta:
    case Kind::gamma:
    case Kind::exponential:
    case Kind::chi:
    case Kind::inverse_chi:
    case Kind::logit_normal: return 0;
  }
  return not_a_number;
}

double Distribution::upper() const {
  switch (kind) {
    case Kind::fixed: return a;
    case Kind::uniform: return b;
    case Kind::triangular: return c;
    case Kind::beta:
    case Kind::logit_normal: return 1;
    case Kind::normal:
    case Kind::lognormal:
    case Kind::student_t:
    case Kind::gamma:
    case Kind::exponential:
    case Kind::chi:
    case Kind::inverse_chi: return infinity;
  }
  return not_a_number;
}

}  // namespace prospect::lanes
