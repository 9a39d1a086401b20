#include "model/expression.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/check.hpp"
#include "lanes/counts.hpp"
#include "lanes/functions.hpp"

namespace prospect::model {
namespace {

std::string term_text(const Expression& e, const Program& program, int index) {
  const Term& term = e.terms[static_cast<std::size_t>(index)];
  switch (term.kind) {
    case Term::Kind::constant: return fmt::format("{}", term.i);
    case Term::Kind::year: return "year";
    case Term::Kind::year_value: return fmt::format("year_value#{}", term.index);
    case Term::Kind::parameter: return program.parameters[term.index].name;
    case Term::Kind::variable: {
      const auto& name = program.variables[term.index].name;
      return term.year == 0 ? name : fmt::format("{}[{}]", name, term.year);
    }
    case Term::Kind::apply: break;
  }
  std::string text = fmt::format("({}", opcode_name(term.op));
  if (term.op == Opcode::word) text += " " + program.streams[term.index].name;
  if (term.op == Opcode::table) text += fmt::format(" #{}", term.index);
  for (const int child : term.children) {
    if (child >= 0) text += " " + term_text(e, program, child);
  }
  if (term.i != 0) text += fmt::format(" {}", term.i);
  return text + ")";
}

}  // namespace

int Expression::constant(double value) {
  Term term;
  term.i = value;
  terms.push_back(term);
  return static_cast<int>(terms.size()) - 1;
}

int Expression::parameter(ParameterId id) {
  Term term;
  term.kind = Term::Kind::parameter;
  term.index = id.value;
  terms.push_back(term);
  return static_cast<int>(terms.size()) - 1;
}

int Expression::variable(VariableId id, int year) {
  Term term;
  term.kind = Term::Kind::variable;
  term.index = id.value;
  term.year = year;
  terms.push_back(term);
  return static_cast<int>(terms.size()) - 1;
}

int Expression::append(const Expression& other) {
  const int shift = static_cast<int>(terms.size());
  for (Term term : other.terms) {
    for (int& child : term.children) child = child < 0 ? child : child + shift;
    terms.push_back(term);
  }
  return static_cast<int>(terms.size()) - 1;
}

int Expression::year_value(std::uint32_t slot) {
  Term term;
  term.kind = Term::Kind::year_value;
  term.index = slot;
  terms.push_back(term);
  return static_cast<int>(terms.size()) - 1;
}

int Expression::apply(Opcode op, int a, int b, int c, double i) {
  return draw(op, 0, a, b, c, i);
}

int Expression::draw(Opcode op, std::uint32_t index, int a, int b, int c, double i) {
  Term term;
  term.kind = Term::Kind::apply;
  term.op = op;
  term.index = index;
  term.children = {a, b, c};
  term.i = i;
  terms.push_back(term);
  return static_cast<int>(terms.size()) - 1;
}

double apply_once(Opcode op, double a, double b, double c, double i) {
  switch (op) {
    case Opcode::fill: return i;
    case Opcode::copy: return a;
    case Opcode::add: return a + b;
    case Opcode::sub: return a - b;
    case Opcode::mul: return a * b;
    case Opcode::div: return a / b;
    case Opcode::pow: return lanes::pow_lane(a, b);
    case Opcode::min: return a < b ? a : b;
    case Opcode::max: return a > b ? a : b;
    case Opcode::less: return a < b ? 1.0 : 0.0;
    case Opcode::less_equal: return a <= b ? 1.0 : 0.0;
    case Opcode::equal: return a == b ? 1.0 : 0.0;
    case Opcode::both: return a != 0 && b != 0 ? 1.0 : 0.0;
    case Opcode::either: return a != 0 || b != 0 ? 1.0 : 0.0;
    case Opcode::negate: return a == 0 ? 1.0 : 0.0;
    case Opcode::choose: return a != 0 ? b : c;
    case Opcode::add_i: return a + i;
    case Opcode::mul_i: return a * i;
    case Opcode::add_scaled: return a + b * i;
    case Opcode::div_i: return a / i;
    case Opcode::from_i: return i - a;
    case Opcode::over_i: return i / a;
    case Opcode::pow_i: return lanes::pow_lane(a, i);
    case Opcode::min_i: return a < i ? a : i;
    case Opcode::max_i: return a > i ? a : i;
    case Opcode::absolute: return std::abs(a);
    case Opcode::exp: return lanes::exp_lane(a);
    case Opcode::log: return lanes::log_lane(a);
    case Opcode::sqrt: return std::sqrt(a);
    case Opcode::floor: return lanes::floor_lane(a);
    case Opcode::logit: return lanes::logit_lane(a);
    case Opcode::logistic: return lanes::logistic_lane(a);
    case Opcode::normal_pdf: return lanes::normal_pdf_lane(a);
    case Opcode::normal_cdf: return lanes::normal_cdf_lane(a);
    case Opcode::score:
    case Opcode::normal_quantile: return lanes::normal_quantile_lane(a);
    case Opcode::bernoulli: return lanes::bernoulli(a, b);
    case Opcode::year_value:
    case Opcode::year_number:
    case Opcode::parameter:
    case Opcode::word:
    case Opcode::table:
    case Opcode::binomial:
    case Opcode::beta_binomial:
    case Opcode::poisson:
    case Opcode::spike: break;
  }
  base::broken_contract("an operation on numbers alone", __FILE__, __LINE__);
}

void simplify(Expression& expression) {
  auto& terms = expression.terms;
  const auto is_constant = [&](int child) {
    return child < 0 || terms[static_cast<std::size_t>(child)].kind == Term::Kind::constant;
  };
  const auto value = [&](int child) {
    return child < 0 ? 0.0 : terms[static_cast<std::size_t>(child)].i;
  };
  for (auto& term : terms) {
    if (term.kind != Term::Kind::apply) continue;
    const bool pure = term.op <= Opcode::normal_quantile && term.op != Opcode::fill &&
                      term.op != Opcode::year_value && term.op != Opcode::year_number;
    if (!pure) continue;
    const auto [a, b, c] = term.children;
    if (is_constant(a) && is_constant(b) && is_constant(c)) {
      const double folded = apply_once(term.op, value(a), value(b), value(c), term.i);
      term.kind = Term::Kind::constant;
      term.i = folded;
      term.children = {-1, -1, -1};
    } else if ((term.op == Opcode::mul || term.op == Opcode::div) && b >= 0 && is_constant(b) &&
               value(b) == 1) {
      term.op = Opcode::copy;
      term.children = {a, -1, -1};
    } else if (term.op == Opcode::mul && is_constant(a) && value(a) == 1) {
      term.op = Opcode::copy;
      term.children = {b, -1, -1};
    }
  }
}

std::string to_text(const Expression& expression, const Program& program) {
  if (expression.empty()) return "";
  return term_text(expression, program, static_cast<int>(expression.terms.size()) - 1);
}

VariableId Equations::add(Variable variable) {
  program.variables.push_back(std::move(variable));
  yearly.emplace_back();
  start.emplace_back();
  history.emplace_back();
  available.push_back(true);
  return VariableId(program.variables.size() - 1);
}

}  // namespace prospect::model
