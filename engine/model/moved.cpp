#include "model/moved.hpp"

#include <algorithm>
#include <bit>

namespace prospect::model {
namespace {

/// Two sets of equations side by side: indices of parameters, streams and tables may differ where a scenario adds one.
class Comparison {
 public:
  Comparison(const Equations& a, const Equations& b) : a_(a), b_(b) {}

  [[nodiscard]] bool same_variables() const {
    const auto &x = a_.program.correlations, &y = b_.program.correlations;
    const bool alike = std::equal(x.begin(), x.end(), y.begin(), y.end(), [](const auto& one, const auto& other) {
      return one.streams == other.streams && one.factor == other.factor;
    });
    return alike && std::equal(a_.program.variables.begin(), a_.program.variables.end(), b_.program.variables.begin(),
                      b_.program.variables.end(), [](const Variable& v, const Variable& w) {
                        return v.name == w.name && v.kind == w.kind && v.link == w.link;
                      });
  }

  /// Whether variable v has the same law, of whatever it reads.
  [[nodiscard]] bool same_law(std::size_t v) const {
    return a_.available[v] == b_.available[v] && a_.history[v] == b_.history[v] &&
           same(a_.yearly[v], b_.yearly[v]) && same(a_.start[v], b_.start[v]);
  }

 private:
  [[nodiscard]] bool same(const Expression& x, const Expression& y) const {
    return std::equal(x.terms.begin(), x.terms.end(), y.terms.begin(), y.terms.end(),
                      [this](const Term& s, const Term& t) { return same(s, t); });
  }

  [[nodiscard]] bool same(const Term& x, const Term& y) const {
    if (x.kind != y.kind || x.op != y.op || x.year != y.year || x.children != y.children ||
        std::bit_cast<std::uint64_t>(x.i) != std::bit_cast<std::uint64_t>(y.i)) {
      return false;
    }
    const Program &p = a_.program, &q = b_.program;
    switch (x.kind) {
      case Term::Kind::constant:
      case Term::Kind::year: return true;
      case Term::Kind::variable: return x.index == y.index;
      case Term::Kind::year_value: return p.year_values[x.index] == q.year_values[y.index];
      case Term::Kind::parameter: return p.parameters[x.index].name == q.parameters[y.index].name;
      case Term::Kind::apply: break;
    }
    if (x.op == Opcode::word) return p.streams[x.index].name == q.streams[y.index].name;
    if (x.op == Opcode::table) return p.tables[x.index].distribution == q.tables[y.index].distribution;
    return x.index == y.index;
  }

  const Equations& a_;
  const Equations& b_;
};

bool reads_moved(const Expression& law, const std::vector<bool>& moved) {
  return std::any_of(law.terms.begin(), law.terms.end(), [&](const Term& term) {
    return term.kind == Term::Kind::variable && moved[term.index];
  });
}

}  // namespace

std::vector<bool> moved(const Equations& a, const Equations& b) {
  const Comparison compared(a, b);
  std::vector<bool> moved(b.yearly.size(), true);
  if (a.yearly.size() != b.yearly.size() || !compared.same_variables()) return moved;
  for (std::size_t v = 0; v < moved.size(); ++v) moved[v] = !compared.same_law(v);
  // What reads what moved, in whatever year, moves too: until nothing is added.
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t v = 0; v < moved.size(); ++v) {
      if (moved[v] || !(reads_moved(b.yearly[v], moved) || reads_moved(b.start[v], moved))) continue;
      moved[v] = grown = true;
    }
  }
  return moved;
}

}  // namespace prospect::model
