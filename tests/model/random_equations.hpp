#pragma once
/// Random equations for the twin: a DAG of levers, shocks, counts, events, states and identities.

#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "model/builder.hpp"

namespace prospect::model {

class RandomEquations {
 public:
  explicit RandomEquations(std::uint64_t seed) : engine_(seed) {}

  /// A whole program, ordered and with what can be had marked.
  Equations make();

  /// Only parameters, years and tables.
  Equations frame(std::size_t parameters);
  std::uint32_t add(Equations& e, Expression law, Variable::Kind kind, bool indicator);
  std::uint32_t word_variable(Equations& e, const std::string& name);

 private:
  /// A number from 0 to below - 1; not from <random>'s distributions, which differ by library.
  std::size_t below(std::size_t count) { return engine_() % count; }
  double number() { return static_cast<double>(below(4001)) / 1000 - 2; }
  bool coin(std::size_t of = 2) { return below(of) == 0; }

  int leaf(Equations& e, Expression& law, const std::vector<std::uint32_t>& same_year);
  int tree(Equations& e, Expression& law, const std::vector<std::uint32_t>& same_year, int depth);
  void event(Equations& e);
  void count(Equations& e);
  std::uint32_t stream(Equations& e);

  std::mt19937_64 engine_;
  std::vector<std::uint32_t> ready_;  ///< what a same-year reading may name
};

inline Equations RandomEquations::frame(std::size_t parameters) {
  Equations e;
  e.program.base_year = 2020;
  e.program.end_year = 2022 + static_cast<int>(below(4));
  for (std::size_t p = 0; p < parameters; ++p) {
    Parameter parameter;
    parameter.name = "p" + std::to_string(p);
    e.program.parameters.push_back(parameter);
  }
  e.program.tables.push_back({lanes::Distribution::uniform(-1, 3)});
  e.program.tables.push_back({lanes::Distribution::lognormal(1, 0.5)});
  for (int slot = 0; slot < 2; ++slot) {
    std::vector<double> values;
    for (int year = 2021; year <= e.program.end_year; ++year) values.push_back(number());
    e.program.year_values.push_back(values);
  }
  return e;
}

inline std::uint32_t RandomEquations::add(Equations& e, Expression law, Variable::Kind kind,
                                          bool indicator) {
  Variable variable;
  variable.name = "v" + std::to_string(e.program.variables.size());
  variable.kind = kind;
  variable.indicator = indicator;
  variable.limit_low = variable.limit_high = 0;
  e.program.variables.push_back(variable);
  e.yearly.push_back(std::move(law));
  e.start.emplace_back();
  e.history.emplace_back();
  e.available.push_back(true);
  return static_cast<std::uint32_t>(e.yearly.size() - 1);
}

inline std::uint32_t RandomEquations::stream(Equations& e) {
  // Now and then two variables share a stream.
  if (!e.program.streams.empty() && coin(4)) {
    return static_cast<std::uint32_t>(below(e.program.streams.size()));
  }
  e.program.streams.push_back({"s" + std::to_string(e.program.streams.size())});
  return static_cast<std::uint32_t>(e.program.streams.size() - 1);
}

inline std::uint32_t RandomEquations::word_variable(Equations& e, const std::string& name) {
  e.program.streams.push_back({name});
  Expression law;
  law.draw(Opcode::word, static_cast<std::uint32_t>(e.program.streams.size() - 1));
  const auto v = add(e, std::move(law), Variable::Kind::shock, true);
  e.history[v] = {{2020, 0.25}};
  return v;
}

inline int RandomEquations::leaf(Equations& e, Expression& law,
                                 const std::vector<std::uint32_t>& same_year) {
  const std::size_t all = e.yearly.size();
  switch (below(9)) {
    case 0:
      return law.constant(number());
    case 1:
      return law.constant(static_cast<double>(below(3)) - 1);
    case 2:
      return law.parameter(ParameterId(below(e.program.parameters.size())));
    case 3: {
      Term year;
      year.kind = coin() ? Term::Kind::year : Term::Kind::year_value;
      year.index = static_cast<std::uint32_t>(below(2));
      law.terms.push_back(year);
      return static_cast<int>(law.terms.size()) - 1;
    }
    case 4:
      // A dated year: one of the past, or one to come of what stands ready before.
      if (coin() && !same_year.empty()) {
        return law.variable(VariableId(same_year[below(same_year.size())]),
                            2021 + static_cast<int>(below(3)));
      }
      if (all > 0) return law.variable(VariableId(below(all)), 2019 + static_cast<int>(below(2)));
      return law.constant(3);
    case 5:
      if (all > 0) return law.variable(VariableId(below(all)), -1 - static_cast<int>(below(3)));
      return law.constant(2);
    default:
      if (same_year.empty()) return law.constant(0.5);
      return law.variable(VariableId(same_year[below(same_year.size())]));
  }
}

inline int RandomEquations::tree(Equations& e, Expression& law,
                                 const std::vector<std::uint32_t>& same_year, int depth) {
  if (depth == 0 || coin(5)) return leaf(e, law, same_year);
  static const Opcode ones[] = {
      Opcode::exp,        Opcode::log,        Opcode::sqrt,           Opcode::absolute,
      Opcode::floor,      Opcode::negate,     Opcode::logistic,       Opcode::logit,
      Opcode::normal_cdf, Opcode::normal_pdf, Opcode::normal_quantile};
  static const Opcode with_number[] = {Opcode::add_i,  Opcode::mul_i, Opcode::div_i, Opcode::from_i,
                                       Opcode::over_i, Opcode::pow_i, Opcode::min_i, Opcode::max_i};
  static const Opcode twos[] = {Opcode::add,        Opcode::sub,   Opcode::mul,  Opcode::div,
                                Opcode::pow,        Opcode::min,   Opcode::max,  Opcode::less,
                                Opcode::less_equal, Opcode::equal, Opcode::both, Opcode::either};
  const int a = tree(e, law, same_year, depth - 1);
  switch (below(7)) {
    case 0:
      return law.apply(ones[below(std::size(ones))], a);
    case 1:
      return law.apply(with_number[below(std::size(with_number))], a, -1, -1, number());
    case 2: {
      const int b = tree(e, law, same_year, depth - 1);
      return law.apply(Opcode::choose, a, b, leaf(e, law, same_year));
    }
    default: {
      const int b = tree(e, law, same_year, depth - 1);
      return law.apply(twos[below(std::size(twos))], a, b);
    }
  }
}

/// On with a chance, goes on with another; then its size.
inline void RandomEquations::event(Equations& e) {
  Expression law;
  const auto self = static_cast<std::uint32_t>(e.yearly.size());
  const int before = law.variable(VariableId(self), -1);
  const int go_on = law.constant(0.7), begin = law.constant(0.4);
  const int chance = law.apply(Opcode::choose, before, go_on, begin);
  const int word = law.draw(Opcode::word, stream(e));
  law.apply(Opcode::bernoulli, word, chance);
  const auto active = add(e, std::move(law), Variable::Kind::hidden, coin());
  e.start[active].constant(coin() ? 1 : 0);
  Expression size;
  const int score = size.apply(Opcode::score, size.draw(Opcode::word, stream(e)));
  const int drawn = size.draw(Opcode::table, static_cast<std::uint32_t>(below(2)), score);
  size.apply(Opcode::mul, size.variable(VariableId(active)), drawn);
  const auto id = add(e, std::move(size), Variable::Kind::event, false);
  e.start[id].constant(1);
  ready_.insert(ready_.end(), {active, id});
}

inline void RandomEquations::count(Equations& e) {
  Expression law;
  const int word = law.draw(Opcode::word, stream(e));
  const int p = law.apply(Opcode::logistic, leaf(e, law, ready_));
  switch (below(4)) {
    case 0:
      law.apply(Opcode::binomial, word, law.constant(7), p);
      break;
    case 1:
      law.apply(Opcode::beta_binomial, word, law.constant(5), p, 2.5);
      break;
    case 2:
      law.apply(Opcode::poisson, word, p);
      break;
    default:
      law.apply(Opcode::spike, word, p, law.constant(1.5));
      break;
  }
  ready_.push_back(add(e, std::move(law), Variable::Kind::shock, coin()));
}

inline Equations RandomEquations::make() {
  Equations e = frame(1 + below(3));
  const std::size_t parts = 4 + below(12);
  for (std::size_t k = 0; k < parts; ++k) {
    const std::size_t what = below(8);
    if (what == 0) {
      event(e);
    } else if (what == 1) {
      count(e);
    } else if (what == 2) {
      Expression law;
      law.apply(Opcode::score, law.draw(Opcode::word, stream(e)));
      ready_.push_back(add(e, std::move(law), Variable::Kind::shock, coin()));
    } else {
      Expression law;
      tree(e, law, ready_, 1 + static_cast<int>(below(4)));
      static const Variable::Kind kinds[] = {Variable::Kind::identity, Variable::Kind::state,
                                             Variable::Kind::lever, Variable::Kind::hidden};
      const auto v = add(e, std::move(law), kinds[below(4)], !coin(4));
      if (coin()) e.start[v].apply(Opcode::mul_i, e.start[v].parameter(ParameterId(0)), -1, -1, 2);
      if (coin()) e.history[v] = {{2018, number()}, {2019, number()}, {2020, number()}};
      ready_.push_back(v);
    }
  }
  base::Problems problems;
  order_variables(e, problems);
  mark_available(e, true, problems);
  return e;
}

}  // namespace prospect::model
