#include "reference/tree_walker.hpp"

#include <limits>

#include "lanes/counts.hpp"
#include "lanes/threefry.hpp"

namespace prospect::reference {

using model::Expression;
using model::Opcode;
using model::Term;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
/// How many years before the base year are looked at.
constexpr int reach = 60;

}  // namespace

TreeWalker::TreeWalker(const model::Equations& equations, std::uint64_t seed)
    : equations_(equations), seed_(seed) {
  for (const auto& table : equations.program.tables) {
    tables_.push_back(table.distribution.table());
  }
}

void TreeWalker::begin(std::uint64_t path, std::vector<double> parameters) {
  path_ = path;
  parameters_ = std::move(parameters);
  simulated_.clear();
  past_.clear();
}

double TreeWalker::value(std::uint32_t variable, int year) {
  if (year > equations_.program.base_year) return simulated(variable, year);
  return past(variable, year).value_or(nothing);
}

double TreeWalker::value(const Expression& law, int year) {
  return term(law, static_cast<int>(law.terms.size()) - 1, year);
}

double TreeWalker::simulated(std::uint32_t variable, int year) {
  if (const auto at = simulated_.find({variable, year}); at != simulated_.end()) return at->second;
  const double found = value(equations_.yearly[variable], year);
  simulated_[{variable, year}] = found;
  return found;
}

// A start, else a figure, else what the law gives over the past.
std::optional<double> TreeWalker::past(std::uint32_t variable, int year) {
  if (const auto at = past_.find({variable, year}); at != past_.end()) return at->second;
  past_[{variable, year}] = std::nullopt;  // what needs itself cannot be had
  const auto kind = equations_.program.variables[variable].kind;
  const bool lever = kind == model::Variable::Kind::lever;
  const bool starts =
      !equations_.start[variable].empty() && (year == equations_.program.base_year || lever);
  std::optional<double> found;
  if (starts) {
    found = past(equations_.start[variable], year);
  } else {
    for (const auto& [known_year, figure] : equations_.history[variable]) {
      if (known_year == year) found = figure;
    }
    if (!found && (lever || kind == model::Variable::Kind::identity)) {
      found = past(equations_.yearly[variable], year);
    }
  }
  past_[{variable, year}] = found;
  return found;
}

std::optional<double> TreeWalker::past(const Expression& law, int year) {
  if (law.empty() || year < equations_.program.base_year - reach) return std::nullopt;
  for (const Term& term : law.terms) {
    if (term.kind == Term::Kind::year_value) return std::nullopt;
    if (term.kind == Term::Kind::apply && term.op == Opcode::word) return std::nullopt;
    if (term.kind != Term::Kind::variable) continue;
    const int of = term.year > 0 ? term.year : year + term.year;
    if (of > equations_.program.base_year || !past(term.index, of)) return std::nullopt;
  }
  return value(law, year);
}

double TreeWalker::term(const Expression& law, int index, int year) {
  if (index < 0) return 0;
  const Term& t = law.terms[static_cast<std::size_t>(index)];
  switch (t.kind) {
    case Term::Kind::constant:
      return t.i;
    case Term::Kind::year:
      return year;
    case Term::Kind::year_value:
      return equations_.program
          .year_values[t.index][static_cast<std::size_t>(year - equations_.program.base_year - 1)];
    case Term::Kind::parameter:
      return parameters_[t.index];
    case Term::Kind::variable:
      if (t.year <= 0) return value(t.index, year + t.year);
      // In a simulated year a year still to come reads as zero.
      return t.year > year && t.year > equations_.program.base_year ? 0 : value(t.index, t.year);
    case Term::Kind::apply:
      break;
  }
  return apply(t, law, year);
}

double TreeWalker::apply(const Term& t, const Expression& law, int year) {
  const double a = term(law, t.children[0], year);
  const double b = term(law, t.children[1], year);
  const double c = term(law, t.children[2], year);
  if (t.op == Opcode::word) return word(t.index, year);
  if (t.op == Opcode::table) return tables_[t.index].at(a);
  if (t.op == Opcode::binomial) return lanes::binomial_quantile(a, b, c);
  if (t.op == Opcode::beta_binomial) return lanes::beta_binomial_quantile(a, b, c, t.i);
  if (t.op == Opcode::poisson) return lanes::poisson_quantile(a, b);
  if (t.op == Opcode::spike) return lanes::spike(a, b, c);
  return model::apply_once(t.op, a, b, c, t.i);
}

double TreeWalker::word(std::uint32_t stream, int year) {
  const auto& name = equations_.program.streams[stream].name;
  const lanes::Words words = lanes::threefry2x64({path_, static_cast<std::uint64_t>(year) >> 1U},
                                                 {seed_, lanes::name_key(name)});
  return lanes::unit_number(year % 2 == 0 ? words.first : words.second);
}

}  // namespace prospect::reference
