#pragma once
/// A checked equation: every name resolved, every unit agreed, conversions spelled out.
///
/// Shape   terms lie in one vector, children before parents; the last one is the root. The compiler
///         and the slow reference evaluator of the tests both walk it.

#include <array>
#include <string>
#include <vector>

#include "base/place.hpp"
#include "model/program.hpp"

namespace prospect::model {

struct Term {
  enum class Kind {
    constant,    ///< i
    year,        ///< the calendar year
    year_value,  ///< slot `index` of Program::year_values
    parameter,   ///< parameter `index`
    variable,    ///< variable `index` at `year`: a lag (0, -1, ...) or a calendar year
    apply,       ///< `op` over the children; for word `index` is the stream, for table the table
  };
  Kind kind = Kind::constant;
  Opcode op = Opcode::fill;
  double i = 0;
  std::uint32_t index = 0;
  int year = 0;
  std::array<int, 3> children = {-1, -1, -1};
  base::Place place;   ///< where the reader should look; may be empty
};

struct Expression {
  std::vector<Term> terms;

  [[nodiscard]] bool empty() const { return terms.empty(); }
  [[nodiscard]] const Term& root() const { return terms.back(); }

  // Makers: append a term and return its index.
  int constant(double value);
  int parameter(ParameterId id);
  int variable(VariableId id, int year = 0);
  int year_value(std::uint32_t slot);
  /// Appends all terms of another, which is not empty.
  int append(const Expression& other);
  int apply(Opcode op, int a, int b = -1, int c = -1, double i = 0);
  int draw(Opcode op, std::uint32_t index, int a = -1, int b = -1, int c = -1, double i = 0);
};

/// The value of one operation on numbers: what evaluate does lane by lane. Not for word, table and
/// the operands that only rows have.
[[nodiscard]] double apply_once(Opcode op, double a, double b, double c, double i);

/// Folds operations on constants, with the very functions evaluate uses, and drops factors of one.
/// Never reassociates: the result has the same bits with and without it.
void simplify(Expression& expression);

/// Prints a checked expression with names of the program: "(exp (add drift.x trend.x[-1]))".
[[nodiscard]] std::string to_text(const Expression& expression, const Program& program);

/// The laws of a program before compilation. Index: variable.
struct Equations {
  Program program;                     ///< all but code
  std::vector<Expression> yearly;      ///< value in a simulated year
  std::vector<Expression> start;       ///< value in the base year; empty: history or the yearly law
  std::vector<std::vector<std::pair<int, double>>> history;  ///< known values up to the base year
  std::vector<bool> available;         ///< false: its figures are not known as of this base year
  std::vector<std::uint32_t> order;    ///< of evaluation within a year

  /// Adds a variable that has no law yet.
  VariableId add(Variable variable);
};

}  // namespace prospect::model
