#pragma once
/// What a fit depends on, written down so that a digest of it can stand for the fit.

#include <bit>
#include <concepts>
#include <cstdint>
#include <string>

#include "lanes/distribution.hpp"

namespace prospect::calibrate {

/// What a fit depends on as one text: lengths keep its pieces apart, numbers stand with all their bits.
class KeyText {
 public:
  void words(const std::string& text) { text_ += std::to_string(text.size()) + ":" + text; }
  void number(double value) { number(std::bit_cast<std::uint64_t>(value)); }
  template <std::integral Whole>
  void number(Whole value) {
    text_ += std::to_string(value) + ",";
  }
  template <class... Numbers>
  void all(Numbers... values) {
    (number(values), ...);
  }
  void distribution(const lanes::Distribution& law) {
    words(std::string(lanes::kind_name(law.kind)));
    all(law.a, law.b, law.c);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace prospect::calibrate
