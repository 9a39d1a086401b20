#pragma once
/// Units of measure: what may be added to what, and by which factor.
///
/// A unit is a scale times a product of powers of base words: "million VND/person" is 1e6 VND person^-1.
/// The numbers in rows stay in the unit a file declares; the checker compares dimensions and the
/// compiler puts the factor in. `%` is a hundredth; `pp` (percentage point) is a word of its own,
/// so that a share and a change of a share do not mix by accident. `year` counts as 1: a step is a year.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace prospect::model {

class Unit {
 public:
  /// The pure number 1.
  Unit() = default;

  /// Parses "billion VND", "doctor/10000 person", "pp/year", "1". `words` are the base words a model
  /// declares. On failure returns nothing and puts the offending word into `bad_word`.
  [[nodiscard]] static std::optional<Unit> parse(std::string_view text,
                                                 const std::set<std::string>& words,
                                                 std::string& bad_word);

  /// Words every model knows without declaring them.
  [[nodiscard]] static const std::set<std::string>& built_in_words();

  [[nodiscard]] Unit operator*(const Unit& other) const;
  [[nodiscard]] Unit operator/(const Unit& other) const;
  [[nodiscard]] Unit power(int exponent) const;

  /// Same dimensions, whatever the scale.
  [[nodiscard]] bool fits(const Unit& other) const { return powers_ == other.powers_; }
  /// Same dimensions and same scale.
  bool operator==(const Unit& other) const = default;
  [[nodiscard]] bool is_number() const { return powers_.empty(); }

  /// Multiply a figure in this unit by 10^exponent * factor to have it in `other`. Expects fits(other).
  struct Factor {
    double mantissa = 1;  ///< usually 1
    int exponent = 0;     ///< power of ten, so that the compiler may divide exactly
    [[nodiscard]] bool is_one() const { return mantissa == 1 && exponent == 0; }
    [[nodiscard]] double value() const;
  };
  [[nodiscard]] Factor to(const Unit& other) const;

  /// Words for messages: the text it was parsed from, or one built from the powers.
  [[nodiscard]] std::string text() const;

  /// Percent and percentage points, for the two functions that lead from one to the other.
  [[nodiscard]] static Unit percent();
  [[nodiscard]] static Unit points();

 private:
  std::map<std::string, int> powers_;
  double mantissa_ = 1;
  int exponent_ = 0;
};

}  // namespace prospect::model
