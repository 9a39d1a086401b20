#include "model/unit.hpp"

#include <cctype>
#include <cmath>
#include <vector>

namespace prospect::model {
namespace {

/// Scale words: power of ten each.
const std::map<std::string, int, std::less<>>& scale_words() {
  static const std::map<std::string, int, std::less<>> words = {
      {"hundred", 2}, {"thousand", 3}, {"million", 6}, {"billion", 9}, {"trillion", 12}};
  return words;
}

bool is_positive_integer(std::string_view word) {
  if (word.empty() || word.front() == '0' || word.size() > 9) return false;
  for (const char c : word) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) return false;
  }
  return true;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

}  // namespace

const std::set<std::string>& Unit::built_in_words() {
  static const std::set<std::string> words = {"1",       "%",       "pp",      "year",    "hundred",
                                              "thousand", "million", "billion", "trillion"};
  return words;
}

std::optional<Unit> Unit::parse(std::string_view text, const std::set<std::string>& words,
                                std::string& bad_word) {
  Unit unit;
  const auto factors = split(text, '/');
  for (std::size_t f = 0; f < factors.size(); ++f) {
    const int sign = f == 0 ? 1 : -1;
    bool any = false;
    for (std::string word : split(factors[f], ' ')) {
      if (word.empty()) continue;
      any = true;
      if (word == "1" || word == "year") continue;
      if (word == "%") {
        unit.exponent_ -= 2 * sign;
      } else if (const auto scale = scale_words().find(word); scale != scale_words().end()) {
        unit.exponent_ += sign * scale->second;
      } else if (is_positive_integer(word)) {
        int zeros = 0;
        while (word.size() > 1 && word.back() == '0') {
          word.pop_back();
          ++zeros;
        }
        unit.exponent_ += sign * zeros;
        unit.mantissa_ *= sign > 0 ? std::stod(word) : 1 / std::stod(word);
      } else if (word == "pp" || words.contains(word)) {
        unit.powers_[word] += sign;
        if (unit.powers_[word] == 0) unit.powers_.erase(word);
      } else {
        bad_word = word;
        return std::nullopt;
      }
    }
    if (!any) {
      bad_word = "";
      return std::nullopt;
    }
  }
  return unit;
}

Unit Unit::operator*(const Unit& other) const {
  Unit product = *this;
  product.mantissa_ *= other.mantissa_;
  product.exponent_ += other.exponent_;
  for (const auto& [word, power] : other.powers_) {
    product.powers_[word] += power;
    if (product.powers_[word] == 0) product.powers_.erase(word);
  }
  return product;
}

Unit Unit::operator/(const Unit& other) const { return *this * other.power(-1); }

Unit Unit::power(int exponent) const {
  Unit result;
  result.mantissa_ = std::pow(mantissa_, exponent);
  result.exponent_ = exponent_ * exponent;
  for (const auto& [word, power] : powers_) {
    if (power * exponent != 0) result.powers_[word] = power * exponent;
  }
  return result;
}

double Unit::Factor::value() const { return mantissa * std::pow(10.0, exponent); }

Unit::Factor Unit::to(const Unit& other) const {
  return {mantissa_ / other.mantissa_, exponent_ - other.exponent_};
}

std::string Unit::text() const {
  std::string over, under;
  if (mantissa_ != 1 || (exponent_ != 0 && !(powers_.empty() && exponent_ == -2))) {
    std::string number = mantissa_ == 1 ? "" : std::to_string(mantissa_);
    static const std::map<int, std::string> names = {
        {2, "hundred"}, {3, "thousand"}, {6, "million"}, {9, "billion"}, {12, "trillion"}};
    const auto name = names.find(exponent_);
    if (name != names.end()) {
      number += (number.empty() ? "" : " ") + name->second;
    } else if (exponent_ != 0) {
      number += (number.empty() ? "10^" : " 10^") + std::to_string(exponent_);
    }
    over = number;
  }
  for (const auto& [word, power] : powers_) {
    std::string& side = power > 0 ? over : under;
    side += (side.empty() ? "" : " ") + word;
    if (power != 1 && power != -1) side += "^" + std::to_string(power > 0 ? power : -power);
  }
  if (powers_.empty() && exponent_ == -2 && mantissa_ == 1) return "%";
  if (over.empty()) over = "1";
  return under.empty() ? over : over + "/" + under;
}

Unit Unit::percent() {
  Unit unit;
  unit.exponent_ = -2;
  return unit;
}

Unit Unit::points() {
  Unit unit;
  unit.powers_["pp"] = 1;
  return unit;
}

}  // namespace prospect::model
