#pragma once
/// Names and units: from the tree of an equation to a checked expression.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/definition.hpp"
#include "model/expression.hpp"
#include "model/syntax.hpp"
#include "model/unit.hpp"

namespace prospect::model {

/// What a name stands for.
struct Symbol {
  enum class Kind { variable, parameter, group };
  Kind kind = Kind::variable;
  std::uint32_t index = 0;              ///< of the variable or parameter
  std::vector<std::uint32_t> members;   ///< of a group
  Unit unit;
  std::string unit_text;
};

/// Names visible in an equation, innermost scope first.
class Scope {
 public:
  explicit Scope(const std::map<std::string, Symbol>& all) : all_(&all) {}
  /// `trend` and `sigma` inside an indicator's own equations.
  void add_local(std::string name, Symbol symbol) { local_[std::move(name)] = std::move(symbol); }
  [[nodiscard]] const Symbol* find(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  const std::map<std::string, Symbol>* all_;
  std::map<std::string, Symbol> local_;
};

struct CheckContext {
  const Definition* definition = nullptr;
  const Scope* scope = nullptr;
  std::string subject;              ///< for messages: "the drift of 'forest_cover'"
  std::optional<int> fixed_year;    ///< set: plain names mean that calendar year (a start value)
};

/// An expression with its unit.
struct Checked {
  Expression expression;
  Unit unit;
  bool literal = false;   ///< made of bare numbers only: takes whatever unit is wanted
};

/// Checks the equation in `value`. On a problem (unknown-name, unit-mismatch, bad-expression,
/// wrong-kind) returns nothing.
[[nodiscard]] std::optional<Checked> check_expression(const read::Value& value,
                                                      const CheckContext& context,
                                                      base::Problems& problems);

/// The same, and converts the result to `wanted` (problem unit-mismatch if it does not fit).
[[nodiscard]] std::optional<Expression> check_expression_as(const read::Value& value,
                                                            const Unit& wanted,
                                                            const std::string& wanted_text,
                                                            const CheckContext& context,
                                                            base::Problems& problems);

/// A distribution as written: its name and its arguments as values are left to the caller.
struct WrittenDistribution {
  std::string name;
  Tree tree;           ///< of the whole text; the root is the call
};

/// The distribution in `value`, if its text is a call of one; else nothing (and no problem).
[[nodiscard]] std::optional<WrittenDistribution> written_distribution(const read::Value& value);

/// A distribution whose arguments are all numbers, checked; `value` may be a plain number (fixed).
[[nodiscard]] std::optional<lanes::Distribution> constant_distribution(const read::Value& value,
                                                                       const std::string& subject,
                                                                       base::Problems& problems);

/// Checks one argument of a shock's distribution as an expression of a pure number.
[[nodiscard]] int check_argument(Expression& into, const read::Value& value, const Tree& tree,
                                 int argument, const CheckContext& context,
                                 base::Problems& problems);

}  // namespace prospect::model
