#include "model/check.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/hints.hpp"
#include "model/keys.hpp"

namespace prospect::model {
namespace {

/// Left by throw at the first fault of an equation; the problem is added already.
struct Stop {};

struct Typed {
  int term = -1;
  Unit unit;
  bool literal = false;
};

const std::map<std::string, Opcode, std::less<>>& plain_functions() {
  static const std::map<std::string, Opcode, std::less<>> functions = {
      {"exp", Opcode::exp},         {"log", Opcode::log},
      {"sqrt", Opcode::sqrt},       {"logit", Opcode::logit},
      {"logistic", Opcode::logistic}, {"normal_pdf", Opcode::normal_pdf},
      {"normal_cdf", Opcode::normal_cdf}, {"normal_quantile", Opcode::normal_quantile}};
  return functions;
}

class Checker {
 public:
  Checker(const read::Value& value, const Tree& tree, const CheckContext& context,
          base::Problems& problems)
      : value_(value), tree_(tree), context_(context), problems_(problems) {}

  Typed check(int index) {
    const Node& node = tree_.nodes[static_cast<std::size_t>(index)];
    switch (node.kind) {
      case Node::Kind::number:
        if (node.name == "%") return {expression.constant(node.number), Unit::percent(), false};
        return {expression.constant(node.number), Unit(), true};
      case Node::Kind::text:
        fail("bad-expression", node, "a quoted word may only stand where a function takes a unit");
      case Node::Kind::name: return name(node, context_.fixed_year.value_or(0));
      case Node::Kind::lagged: return name(node, node.year);
      case Node::Kind::dated:
        return name(node, node.year == base_year_index ? context_.definition->base_year : node.year);
      case Node::Kind::call: break;
    }
    return call(node);
  }

  /// Brings a figure to another scale of the same dimensions.
  int convert(const Typed& from, const Unit& to) {
    const auto factor = from.unit.to(to);
    if (factor.is_one()) return from.term;
    int term = from.term;
    if (factor.mantissa != 1) term = expression.apply(Opcode::mul_i, term, -1, -1, factor.mantissa);
    if (factor.exponent > 0) {
      term = expression.apply(Opcode::mul_i, term, -1, -1, std::pow(10.0, factor.exponent));
    } else if (factor.exponent < 0) {
      term = expression.apply(Opcode::div_i, term, -1, -1, std::pow(10.0, -factor.exponent));
    }
    return term;
  }

  [[noreturn]] void fail(std::string kind, const Node& node, std::string message,
                         std::string hint = "") {
    problems_.add(std::move(kind), place(node), std::move(message), std::move(hint));
    throw Stop{};
  }

  Expression expression;

 private:
  [[nodiscard]] base::Place place(const Node& node) const {
    if (value_.kind != read::Value::Kind::string) return value_.place;
    const auto text = std::string_view(value_.text)
                          .substr(static_cast<std::size_t>(node.offset),
                                  static_cast<std::size_t>(node.length));
    return value_.place_at(static_cast<std::size_t>(node.offset), base::character_count(text));
  }

  const Node& child(const Node& node, std::size_t which) {
    return tree_.nodes[static_cast<std::size_t>(node.children[which])];
  }

  Typed name(const Node& node, int year) {
    if (node.name == "year" || node.name == "base_year") {
      if (year != context_.fixed_year.value_or(0)) {
        fail("bad-lag", node, fmt::format("'{}' has no lags", node.name));
      }
      if (node.name == "base_year") {
        return {expression.constant(context_.definition->base_year), Unit(), false};
      }
      if (context_.fixed_year) return {expression.constant(*context_.fixed_year), Unit(), false};
      Term term;
      term.kind = Term::Kind::year;
      expression.terms.push_back(term);
      return {static_cast<int>(expression.terms.size()) - 1, Unit(), false};
    }
    const Symbol* symbol = context_.scope->find(node.name);
    if (symbol == nullptr) {
      fail("unknown-name", node,
           fmt::format("unknown name '{}' in {}", node.name, context_.subject),
           base::did_you_mean(node.name, context_.scope->names()));
    }
    if (symbol->kind == Symbol::Kind::group) {
      fail("unknown-name", node, fmt::format("'{}' is a group, not a value", node.name),
           fmt::format("write sum({})", node.name));
    }
    if (symbol->kind == Symbol::Kind::parameter) {
      if (year != context_.fixed_year.value_or(0)) {
        fail("bad-lag", node,
             fmt::format("'{}' is a parameter, the same in every year: it has no lags", node.name),
             "leave the index out");
      }
      return {expression.parameter(ParameterId(symbol->index)), symbol->unit, false};
    }
    const int last = context_.fixed_year.value_or(context_.definition->end_year);
    if (year > last) {
      const std::string_view until = context_.fixed_year ? "the base year is" : "the simulation ends in";
      fail("bad-year", node, fmt::format("'{}' is read in {}, {} {}", node.name, year, until, last));
    }
    if (context_.fixed_year && year < 0) year += *context_.fixed_year;
    const int term = expression.variable(VariableId(symbol->index), year);
    expression.terms.back().place = place(node);
    return {term, symbol->unit, false};
  }

  Typed call(const Node& node) {
    if (node.name == "neg") {
      const Typed a = check(node.children[0]);
      Term& inner = expression.terms[static_cast<std::size_t>(a.term)];
      if (inner.kind == Term::Kind::constant) {  // a number with its sign, as in x^-2
        inner.i = 0.0 - inner.i;
        return a;
      }
      return {expression.apply(Opcode::from_i, a.term, -1, -1, 0.0), a.unit, a.literal};
    }
    if (node.name == "+" || node.name == "-") return additive(node);
    if (node.name == "*" || node.name == "/") return product(node);
    if (node.name == "^") return power(node);
    if (node.name == "<" || node.name == "<=" || node.name == ">" || node.name == ">=" ||
        node.name == "==" || node.name == "!=") {
      return comparison(node);
    }
    if (node.name == "and" || node.name == "or" || node.name == "not") return logical(node);
    return function(node);
  }

  /// Brings two operands to one unit; bare numbers take the unit of the other side.
  Unit agree(const Node& node, Typed& a, Typed& b, std::string_view verb) {
    if (a.literal != b.literal) {
      Typed& number = a.literal ? a : b;
      const Unit& unit = a.literal ? b.unit : a.unit;
      // Beside a share a bare 1 may mean 1 or 1 %: only 0 and 1 are taken, as pure numbers.
      if (unit.is_number() && !(unit == Unit())) {
        const Term& term = expression.terms[static_cast<std::size_t>(number.term)];
        if (term.kind != Term::Kind::constant || (term.i != 0 && term.i != 1)) {
          fail("unit-mismatch", node,
               fmt::format("a bare number beside '{}' in {} may mean a share or a percentage",
                           unit.text(), context_.subject),
               "write '5%' for five percent, '500%' for five");
        }
        number.term = convert(number, unit);
      }
      return unit;
    }
    if (b.literal) return a.unit;
    if (!a.unit.fits(b.unit)) {
      std::string hint;
      const bool shares = a.unit.fits(Unit::percent()) || b.unit.fits(Unit::percent());
      const bool points = a.unit.fits(Unit::points()) || b.unit.fits(Unit::points());
      if (shares && points) {
        hint = "say which is meant: points(x) turns a difference of shares into points, share(x) "
               "turns points into a share";
      } else {
        hint = "divide or multiply by what leads from one to the other, or use number(x, 'unit')";
      }
      fail("unit-mismatch", node,
           fmt::format("cannot {} '{}' and '{}' in {}", verb, a.unit.text(), b.unit.text(),
                       context_.subject),
           hint);
    }
    b.term = convert(b, a.unit);
    return a.unit;
  }

  Typed additive(const Node& node) {
    Typed a = check(node.children[0]);
    Typed b = check(node.children[1]);
    const bool literal = a.literal && b.literal;
    const Unit unit = agree(node, a, b, node.name == "+" ? "add" : "subtract");
    return {expression.apply(node.name == "+" ? Opcode::add : Opcode::sub, a.term, b.term), unit,
            literal};
  }

  Typed product(const Node& node) {
    const Typed a = check(node.children[0]);
    const Typed b = check(node.children[1]);
    const bool times = node.name == "*";
    return {expression.apply(times ? Opcode::mul : Opcode::div, a.term, b.term),
            times ? a.unit * b.unit : a.unit / b.unit, a.literal && b.literal};
  }

  /// Pure number with scale one, as the functions of analysis want it.
  int pure(const Node& node, const Typed& x, std::string_view what) {
    if (!x.unit.is_number()) {
      std::string hint = fmt::format("divide by a quantity of the same unit, or use number(x, '{}')",
                                     x.unit.text());
      if (x.unit.fits(Unit::points())) hint = "share(x) turns points into a share";
      fail("unit-mismatch", node,
           fmt::format("{} takes a pure number, found '{}' in {}", what, x.unit.text(),
                       context_.subject),
           hint);
    }
    return convert(x, Unit());
  }

  Typed power(const Node& node) {
    const Typed a = check(node.children[0]);
    const Typed b = check(node.children[1]);
    const int exponent = pure(child(node, 1), b, "an exponent");
    const Term& e = expression.terms[static_cast<std::size_t>(exponent)];
    const bool whole = e.kind == Term::Kind::constant && e.i == std::floor(e.i) && std::abs(e.i) <= 9;
    if (whole) {
      const int n = static_cast<int>(e.i);
      return {expression.apply(Opcode::pow, a.term, exponent), a.unit.power(n), a.literal};
    }
    const int base = pure(child(node, 0), a, "the base of a power that is not a small whole number");
    return {expression.apply(Opcode::pow, base, exponent), Unit(), a.literal && b.literal};
  }

  Typed comparison(const Node& node) {
    Typed a = check(node.children[0]);
    Typed b = check(node.children[1]);
    agree(node, a, b, "compare");
    if (node.name[0] == '>') std::swap(a, b);
    if (node.name[0] == '<' || node.name[0] == '>') {
      const Opcode op = node.name.size() == 1 ? Opcode::less : Opcode::less_equal;
      return {expression.apply(op, a.term, b.term), Unit(), false};
    }
    int equal = expression.apply(Opcode::equal, a.term, b.term);
    if (node.name == "!=") equal = expression.apply(Opcode::negate, equal);
    return {equal, Unit(), false};
  }

  Typed logical(const Node& node) {
    const int a = pure(child(node, 0), check(node.children[0]), fmt::format("'{}'", node.name));
    if (node.name == "not") return {expression.apply(Opcode::negate, a), Unit(), false};
    const int b = pure(child(node, 1), check(node.children[1]), fmt::format("'{}'", node.name));
    return {expression.apply(node.name == "and" ? Opcode::both : Opcode::either, a, b), Unit(),
            false};
  }

  void check_arity(const Node& node) {
    std::vector<std::string> names;
    for (const auto& info : language_functions()) {
      names.emplace_back(info.name);
      if (info.name != node.name) continue;
      const int count = static_cast<int>(node.children.size());
      if (count < info.least || (info.most >= 0 && count > info.most)) {
        fail("bad-expression", node,
             fmt::format("'{}' takes {} argument{}, found {}", node.name,
                         info.most < 0 ? fmt::format("at least {}", info.least)
                                       : fmt::format("{}", info.least),
                         info.least == 1 ? "" : "s", count),
             std::string(info.meaning));
      }
      return;
    }
    for (const auto& info : language_distributions()) {
      if (info.name == node.name) {
        fail("bad-expression", node,
             fmt::format("'{}' is a distribution and cannot stand inside an equation", node.name),
             "define a [shock.NAME] or [parameter.NAME] with it and use that name");
      }
    }
    fail("unknown-name", node, fmt::format("there is no function '{}'", node.name),
         base::did_you_mean(node.name, names));
  }

  Unit unit_argument(const Node& node) {
    const Node& text = child(node, 1);
    if (text.kind != Node::Kind::text) {
      fail("bad-expression", text, fmt::format("the second argument of '{}' is a unit in quotes",
                                               node.name),
           fmt::format("as in {}(x, '%')", node.name));
    }
    std::string bad;
    const auto unit = Unit::parse(text.name, context_.definition->unit_words, bad);
    if (!unit) {
      const auto& words = context_.definition->unit_words;
      fail("bad-unit", text, fmt::format("unit '{}' holds the unknown word '{}'", text.name, bad),
           base::did_you_mean(bad, {words.begin(), words.end()}));
    }
    return *unit;
  }

  Typed function(const Node& node) {
    check_arity(node);
    if (const auto plain = plain_functions().find(node.name); plain != plain_functions().end()) {
      const int a = pure(child(node, 0), check(node.children[0]), fmt::format("'{}'", node.name));
      return {expression.apply(plain->second, a), Unit(), false};
    }
    if (node.name == "abs" || node.name == "floor") {
      const Typed a = check(node.children[0]);
      return {expression.apply(node.name == "abs" ? Opcode::absolute : Opcode::floor, a.term),
              a.unit, a.literal};
    }
    if (node.name == "min" || node.name == "max") return extreme(node);
    if (node.name == "clamp") return clamp(node);
    if (node.name == "if") return choose(node);
    if (node.name == "growth") return growth(node);
    if (node.name == "sum") return sum(node);
    if (node.name == "points" || node.name == "share") return points(node);
    return conversion(node);
  }

  Typed extreme(const Node& node) {
    Typed result = check(node.children[0]);
    const Opcode op = node.name == "min" ? Opcode::min : Opcode::max;
    for (std::size_t k = 1; k < node.children.size(); ++k) {
      Typed next = check(node.children[k]);
      const bool literal = result.literal && next.literal;
      const Unit unit = agree(node, result, next, "compare");
      result = {expression.apply(op, result.term, next.term), unit, literal};
    }
    return result;
  }

  Typed clamp(const Node& node) {
    Typed x = check(node.children[0]);
    Typed low = check(node.children[1]);
    Unit unit = agree(node, x, low, "compare");
    Typed held = {expression.apply(Opcode::max, x.term, low.term), unit, x.literal && low.literal};
    Typed high = check(node.children[2]);
    unit = agree(node, held, high, "compare");
    return {expression.apply(Opcode::min, held.term, high.term), unit, held.literal && high.literal};
  }

  Typed choose(const Node& node) {
    const int condition = pure(child(node, 0), check(node.children[0]), "a condition");
    Typed a = check(node.children[1]);
    Typed b = check(node.children[2]);
    const bool literal = a.literal && b.literal;
    const Unit unit = agree(node, a, b, "choose between");
    return {expression.apply(Opcode::choose, condition, a.term, b.term), unit, literal};
  }

  Typed growth(const Node& node) {
    const Node& of = child(node, 0);
    if (of.kind != Node::Kind::name) {
      fail("bad-expression", of, "'growth' takes the name of an indicator",
           "give the inner expression a name of its own");
    }
    const int year = context_.fixed_year.value_or(0);
    const Typed now = name(of, year);
    Node before = of;
    const Typed past = name(before, context_.fixed_year ? year - 1 : -1);
    const int ratio = expression.apply(Opcode::div, now.term, past.term);
    const int change = expression.apply(Opcode::add_i, ratio, -1, -1, -1.0);
    return {expression.apply(Opcode::mul_i, change, -1, -1, 100.0), Unit::percent(), false};
  }

  Typed sum(const Node& node) {
    const Node& of = child(node, 0);
    const Symbol* group = of.kind == Node::Kind::name ? context_.scope->find(of.name) : nullptr;
    if (group == nullptr || group->kind != Symbol::Kind::group || group->members.empty()) {
      fail("unknown-name", of, "'sum' takes the name of a group", "groups are [group.NAME]");
    }
    const int year = context_.fixed_year.value_or(0);
    int total = -1;
    for (const auto member : group->members) {
      const int term = expression.variable(VariableId(member), year);
      expression.terms.back().place = place(of);
      total = total < 0 ? term : expression.apply(Opcode::add, total, term);
    }
    return {total, group->unit, false};
  }

  Typed points(const Node& node) {
    const Typed a = check(node.children[0]);
    const Unit from = node.name == "points" ? Unit::percent() : Unit::points();
    const Unit to = node.name == "points" ? Unit::points() : Unit::percent();
    if (!a.unit.fits(from)) {
      fail("unit-mismatch", child(node, 0),
           fmt::format("'{}' takes {}, found '{}'", node.name,
                       node.name == "points" ? "a share" : "percentage points", a.unit.text()));
    }
    return {a.literal ? a.term : convert(a, from), to, false};
  }

  Typed conversion(const Node& node) {
    const Typed a = check(node.children[0]);
    const Unit unit = unit_argument(node);
    if (node.name == "quantity") {
      return {pure(child(node, 0), a, "'quantity'"), unit, false};
    }
    if (!a.literal && !a.unit.fits(unit)) {
      fail("unit-mismatch", child(node, 0),
           fmt::format("'{}' cannot be had in '{}' in {}", a.unit.text(), child(node, 1).name,
                       context_.subject));
    }
    const int term = a.literal ? a.term : convert(a, unit);
    return {term, node.name == "number" ? Unit() : unit, false};
  }

  const read::Value& value_;
  const Tree& tree_;
  const CheckContext& context_;
  base::Problems& problems_;
};

}  // namespace

const Symbol* Scope::find(const std::string& name) const {
  if (const auto at = local_.find(name); at != local_.end()) return &at->second;
  const auto at = all_->find(name);
  return at == all_->end() ? nullptr : &at->second;
}

std::vector<std::string> Scope::names() const {
  std::vector<std::string> names;
  for (const auto& [name, symbol] : local_) names.push_back(name);
  for (const auto& [name, symbol] : *all_) names.push_back(name);
  return names;
}

std::optional<Checked> check_expression(const read::Value& value, const CheckContext& context,
                                        base::Problems& problems) {
  const Tree tree = parse_expression(value, problems);
  if (tree.empty()) return std::nullopt;
  Checker checker(value, tree, context, problems);
  try {
    const Typed root = checker.check(tree.root());
    Checked checked{std::move(checker.expression), root.unit, root.literal};
    if (root.term + 1 != static_cast<int>(checked.expression.terms.size())) {
      checked.expression.apply(Opcode::copy, root.term);
    }
    return checked;
  } catch (const Stop&) {
    return std::nullopt;
  }
}

std::optional<Expression> check_expression_as(const read::Value& value, const Unit& wanted,
                                              const std::string& wanted_text,
                                              const CheckContext& context,
                                              base::Problems& problems) {
  const Tree tree = parse_expression(value, problems);
  if (tree.empty()) return std::nullopt;
  Checker checker(value, tree, context, problems);
  try {
    const Typed root = checker.check(tree.root());
    if (!root.literal && !root.unit.fits(wanted)) {
      std::string hint;
      if (root.unit.fits(Unit::percent()) && wanted.fits(Unit::points())) hint = "use points(x)";
      if (root.unit.fits(Unit::points()) && wanted.fits(Unit::percent())) hint = "use share(x)";
      const Node& node = tree.nodes[static_cast<std::size_t>(tree.root())];
      checker.fail("unit-mismatch", node,
                   fmt::format("{} comes out in '{}' but should be in '{}'", context.subject,
                               root.unit.text(), wanted_text),
                   hint);
    }
    const int term = root.literal ? root.term : checker.convert(root, wanted);
    if (term + 1 != static_cast<int>(checker.expression.terms.size())) {
      checker.expression.apply(Opcode::copy, term);
    }
    simplify(checker.expression);
    return std::move(checker.expression);
  } catch (const Stop&) {
    return std::nullopt;
  }
}

int check_argument(Expression& into, const read::Value& value, const Tree& tree, int argument,
                   const CheckContext& context, base::Problems& problems) {
  Checker checker(value, tree, context, problems);
  checker.expression = std::move(into);
  int term = -1;
  try {
    const Typed typed = checker.check(argument);
    if (!typed.literal && !typed.unit.is_number()) {
      checker.fail("unit-mismatch", tree.nodes[static_cast<std::size_t>(argument)],
                   fmt::format("an argument of a distribution is a pure number, found '{}' in {}",
                               typed.unit.text(), context.subject),
                   "use number(x, 'unit')");
    }
    term = typed.literal ? typed.term : checker.convert(typed, Unit());
  } catch (const Stop&) {
    term = -1;
  }
  into = std::move(checker.expression);
  return term;
}

}  // namespace prospect::model
