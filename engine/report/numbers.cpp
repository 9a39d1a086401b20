#include "report/numbers.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/whole.hpp"
#include "report/texts.hpp"

namespace prospect::report {
namespace {

constexpr std::string_view minus = "\xE2\x88\x92";
constexpr std::string_view dash = "\xE2\x80\x93";
constexpr int most_decimals = 6;
constexpr double spelled_below = 1e15;  // beyond, doubles no longer hold every whole number

bool is_vietnamese(base::Language language) { return language == base::Language::vietnamese; }

// "1234.5" as "1,234.5" or "1.234,5".
std::string with_marks(std::string_view digits, base::Language language) {
  const char decimal = is_vietnamese(language) ? ',' : '.';
  const char thousands = is_vietnamese(language) ? '.' : ',';
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  std::string marked;
  for (std::size_t i = 0; i < whole; ++i) {
    if (i > 0 && (whole - i) % 3 == 0) marked += thousands;
    marked += digits[i];
  }
  if (whole < digits.size()) marked += decimal + std::string(digits.substr(whole + 1));
  return marked;
}

double rounded(double value, int decimals) {
  if (decimals >= 0) return value;
  const double step = std::pow(10.0, -decimals);
  return std::round(value / step) * step;
}

// Decimals that say the value within a millionth of itself.
int own_decimals(double value) {
  if (!std::isfinite(value)) return 0;
  int decimals = 0;
  for (; decimals < most_decimals; ++decimals) {
    const double scale = std::pow(10.0, decimals);
    if (std::abs(std::round(value * scale) / scale - value) <= 1e-6 * std::abs(value)) break;
  }
  return decimals;
}

// The smallest power of ten (in percentage points) that is not below `points`.
int ceiling_power(double points) {
  constexpr double slack = 1e-9;  // so that 0.01 itself stays 0.01
  return base::whole_within(std::ceil(std::log10(points) - slack), -most_decimals, 2);
}

// A bound near nought as a tidy percentage: 0.01, 1, or whole percents above.
std::string tidy_bound(double points, bool from_top, base::Language language) {
  const int power = std::max(ceiling_power(points), -most_decimals);
  const double bound = power <= 0 ? std::pow(10.0, power) : std::ceil(points);
  const int decimals = power < 0 ? -power : 0;
  return number(from_top ? 100 - bound : bound, decimals, language);
}

// Half the width of an interval in percentage points.
double half_width(summarise::Interval interval) {
  return (interval.high - interval.low) / 2 * 100;
}

// Decimals at which a step of the last digit is at most `size`.
int decimals_within(double size) {
  if (!(size > 0)) return most_decimals;
  constexpr double slack = 1e-9;  // so that 0.1 asks for one decimal
  const double needed = std::ceil(-std::log10(size) - slack);
  return static_cast<int>(std::clamp(needed, 0.0, static_cast<double>(most_decimals)));
}

std::string percent_end(double share, int decimals, base::Language language) {
  if (share <= 0) return "0";
  if (share >= 1) return "100";
  return number(100 * share, decimals, language);
}

}  // namespace

std::string number(double value, int decimals, base::Language language) {
  if (std::isnan(value)) return "-";
  const std::string_view sign = value < 0 ? minus : "";
  if (std::isinf(value)) return std::string(sign) + "∞";
  const double size = std::abs(value);
  if (size >= spelled_below) {
    std::string text = fmt::format("{:.3e}", size);
    if (is_vietnamese(language)) std::replace(text.begin(), text.end(), '.', ',');
    return std::string(sign) + text;
  }
  const std::string digits =
      fmt::format("{:.{}f}", rounded(size, decimals), std::max(decimals, 0));
  const bool is_zero = digits.find_first_not_of("0.") == digits.npos;
  return std::string(is_zero ? "" : sign) + with_marks(digits, language);
}

std::string plain(double value, base::Language language) {
  return number(value, own_decimals(value), language);
}

std::string trimmed(double value, int decimals, base::Language language) {
  return number(value, std::min(decimals, own_decimals(value)), language);
}

std::string count(std::uint64_t value, base::Language language) {
  return with_marks(fmt::format("{}", value), language);
}

int decimals_for(double low, double high) {
  constexpr double steps_in_width = 10;
  constexpr int most_rounding = 12;
  const double width = high - low;
  if (std::isfinite(width) && width > 0) {
    const double power = std::floor(std::log10(width / steps_in_width) + 1e-9);
    return std::clamp(-static_cast<int>(power), -most_rounding, most_decimals);
  }
  constexpr int significant_digits = 4;
  const double size = std::abs(low);
  if (!std::isfinite(size) || size == 0) return 0;
  const int power = static_cast<int>(std::floor(std::log10(size)));
  return std::clamp(significant_digits - 1 - power, 0, most_decimals);
}

std::string range(double low, double high, int decimals, base::Language language) {
  const std::string_view between = low < 0 || high < 0 ? text(Text::to_word, language) : dash;
  return number(low, decimals, language) + std::string(between) +
         number(high, decimals, language);
}

std::string size(double value, int decimals, base::Language language) {
  const double step = std::pow(10.0, -decimals);
  if (std::isnan(value) || value == 0 || std::abs(value) >= step / 2) {
    return number(value, decimals, language);
  }
  return "<" + std::string(firm_blank) + number(step, decimals, language);
}

int probability_decimals(summarise::Interval interval) {
  // Rounding moves a figure by half a step, which must not exceed the half-width.
  return decimals_within(2 * half_width(interval));
}

std::string probability(std::uint64_t hits, std::uint64_t n, summarise::Interval interval,
                        base::Language language) {
  if (n == 0) return "-";
  const std::string blank(firm_blank);
  const std::string unit = blank + "%";
  const int decimals = probability_decimals(interval);
  const double points = 100 * static_cast<double>(hits) / static_cast<double>(n);
  const double half_step = std::pow(10.0, -decimals) / 2;
  if (hits == 0 || points < half_step) {
    return "<" + blank + tidy_bound(100 * interval.high, false, language) + unit;
  }
  if (hits == n || 100 - points < half_step) {
    return ">" + blank + tidy_bound(100 * (1 - interval.low), true, language) + unit;
  }
  return number(points, decimals, language) + unit;
}

std::string probability_range(summarise::Interval interval, base::Language language) {
  const int decimals = decimals_within(half_width(interval));
  return percent_end(interval.low, decimals, language) + std::string(dash) +
         percent_end(interval.high, decimals, language) + std::string(firm_blank) + "%";
}

std::string percent_span(double low, double high, base::Language language) {
  constexpr double small = 0.01, tiny = 0.001, least = 0.0001;
  if (high < least) return "<" + std::string(firm_blank) + percent(least, 2, language);
  const int decimals = high < tiny ? 2 : high < small ? 1 : 0;
  return number(100 * low, decimals, language) + std::string(dash) + number(100 * high, decimals, language) +
         std::string(firm_blank) + "%";
}

std::string percent(double share, int decimals, base::Language language) {
  return size(100 * share, decimals, language) +
         (std::isnan(share) ? "" : std::string(firm_blank) + "%");
}

}  // namespace prospect::report
