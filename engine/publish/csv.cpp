#include "publish/csv.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/unicode.hpp"

namespace prospect::publish {

std::string shortest(double value) {
  if (!std::isfinite(value)) return "";
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

CsvText::CsvText(const CsvForm& form) : form_(form) {
  if (form_.mark) all_ = base::byte_order_mark;
}

void CsvText::part() {
  if (!first_) all_ += form_.separator;
  first_ = false;
}

void CsvText::text(std::string_view words) {
  part();
  const auto quoted = [&](char c) { return c == '"' || c == '\r' || c == '\n' || c == form_.separator; };
  if (std::none_of(words.begin(), words.end(), quoted)) {
    all_ += words;
    return;
  }
  all_ += '"';
  for (const char c : words) all_.append(c == '"' ? 2 : 1, c);
  all_ += '"';
}

void CsvText::guarded(std::string_view words) {
  constexpr std::string_view formula = "=+-@'\t\r\n";
  const bool guard = !words.empty() && formula.find(words.front()) != formula.npos;
  text(guard ? "'" + std::string(words) : std::string(words));
}

void CsvText::number(double value) {
  std::string digits = shortest(value);
  std::replace(digits.begin(), digits.end(), '.', form_.decimal);
  text(digits);
}

void CsvText::whole(std::uint64_t value) { text(std::to_string(value)); }

void CsvText::end_row() {
  all_ += "\r\n";
  first_ = true;
}

}  // namespace prospect::publish
