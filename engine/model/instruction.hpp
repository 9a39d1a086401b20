#pragma once
/// The instructions of a compiled program and the rows they work on.

#include <compare>
#include <cstdint>
#include <string_view>

namespace prospect::model {

/// What may be done to rows: name and meaning, where i is the instruction's constant.
enum class Opcode : std::uint8_t {
#define PROSPECT_OPCODES(X)                                                                   \
  X(fill, "i") X(year_value, "value of the year, slot i") X(year_number, "the year")          \
  X(copy, "a") X(add, "a + b") X(sub, "a - b") X(mul, "a * b") X(div, "a / b")                \
  X(pow, "a ^ b") X(min, "min(a, b)") X(max, "max(a, b)") X(less, "a < b")                    \
  X(less_equal, "a <= b") X(equal, "a == b") X(both, "a and b") X(either, "a or b")           \
  X(negate, "not a") X(choose, "if(a, b, c)") X(add_i, "a + i") X(mul_i, "a * i")             \
  X(add_scaled, "a + b * i") X(div_i, "a / i") X(from_i, "i - a") X(over_i, "i / a")          \
  X(pow_i, "a ^ i") X(min_i, "min(a, i)") X(max_i, "max(a, i)") X(absolute, "abs(a)")         \
  X(exp, "exp(a)") X(log, "log(a)") X(sqrt, "sqrt(a)") X(floor, "floor(a)")                   \
  X(logit, "logit(a)") X(logistic, "logistic(a)") X(normal_pdf, "normal_pdf(a)")              \
  X(normal_cdf, "normal_cdf(a)")                                                              \
  X(normal_quantile, "normal_quantile(a)") X(parameter, "parameter i")                        \
  X(word, "word of stream i") X(score, "normal score of word a") X(table, "table i of score a") \
  X(bernoulli, "word a < b") X(binomial, "binomial(word a, n b, p c)")                        \
  X(beta_binomial, "beta_binomial(word a, n b, p c, concentration i)")                        \
  X(poisson, "poisson(word a, mean b)") X(spike, "spike(word a, p b, sd c)")
#define PROSPECT_OPCODE_NAME(name, meaning) name,
  PROSPECT_OPCODES(PROSPECT_OPCODE_NAME)
#undef PROSPECT_OPCODE_NAME
};

/// Name of an opcode, as the listing prints it.
[[nodiscard]] std::string_view opcode_name(Opcode op);
/// What it computes, in one phrase.
[[nodiscard]] std::string_view opcode_meaning(Opcode op);

/// Where a row lies. `kept` rows exist for every year (indicators, whatever is read at a lag or in a
/// fixed year); `year` of a kept operand is a lag (0, -1, ...) or, if above 1000, a calendar year.
struct Operand {
  enum class Space : std::uint8_t { none, scratch, path, kept };
  Space space = Space::none;
  std::uint32_t row = 0;
  std::int32_t year = 0;
  auto operator<=>(const Operand&) const = default;
};

struct Instruction {
  Opcode op = Opcode::fill;
  Operand out, a, b, c;
  double i = 0;
};

}  // namespace prospect::model
