/// Order of evaluation within a year, and what can be had at all.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "model/builder.hpp"

namespace prospect::model {
namespace {

/// Depth-first visit of what each variable reads in the same year. A calendar year still to come, as in
/// x[2023], is the same year when it arrives.
class Orderer {
 public:
  Orderer(Equations& equations, base::Problems& problems) : e_(equations), problems_(problems) {
    state_.resize(e_.yearly.size(), State::fresh);
  }

  void run() {
    for (std::uint32_t v = 0; v < e_.yearly.size(); ++v) visit(v);
  }

 private:
  enum class State : std::uint8_t { fresh, open, done };

  void visit(std::uint32_t first) {
    if (state_[first] != State::fresh) return;
    // An explicit stack: the depth of a user's file must not become the depth of ours.
    std::vector<std::pair<std::uint32_t, std::size_t>> stack = {{first, 0}};
    state_[first] = State::open;
    while (!stack.empty()) {
      auto& [variable, next] = stack.back();
      const auto& terms = e_.yearly[variable].terms;
      if (next == terms.size()) {
        state_[variable] = State::done;
        e_.order.push_back(variable);
        stack.pop_back();
        continue;
      }
      const Term& term = terms[next++];
      const bool same_year = term.year == 0 || term.year > e_.program.base_year;
      if (term.kind != Term::Kind::variable || !same_year) continue;
      if (state_[term.index] == State::fresh) {
        state_[term.index] = State::open;
        stack.emplace_back(term.index, 0);
      } else if (state_[term.index] == State::open) {
        report(stack, term);
      }
    }
  }

  void report(const std::vector<std::pair<std::uint32_t, std::size_t>>& stack, const Term& term) {
    std::string path;
    bool inside = false;
    for (const auto& [variable, next] : stack) {
      inside = inside || variable == term.index;
      if (inside) path += e_.program.variables[variable].name + " -> ";
    }
    path += e_.program.variables[term.index].name;
    const auto& by = e_.program.variables[stack.back().first];
    problems_.add("cycle", term.place.file.empty() ? by.place : term.place,
                  fmt::format("within one year each of these needs the next: {}", path),
                  "let one of them read the year before, as in x[-1]");
  }

  Equations& e_;
  base::Problems& problems_;
  std::vector<State> state_;
};

/// Follows what a base-year value needs.
class Availability {
 public:
  Availability(Equations& equations, bool forgive, base::Problems& problems)
      : e_(equations), forgive_(forgive), problems_(problems) {}

  void run() {
    bool changed = true;
    while (changed) {
      changed = false;
      for (std::uint32_t v = 0; v < e_.yearly.size(); ++v) {
        if (!e_.available[v] || readable(v)) continue;
        e_.available[v] = false;
        changed = true;
      }
    }
  }

 private:
  [[nodiscard]] int base_year() const { return e_.program.base_year; }

  bool readable(std::uint32_t v) {
    for (const Term& term : e_.yearly[v].terms) {
      if (too_late(term)) return false;
      if (term.kind != Term::Kind::variable) continue;
      if (!e_.available[term.index]) return false;
      if (term.year == 0 || term.year > base_year()) continue;
      // In the first simulated year a lag of k reads base_year + 1 - k and the years after it.
      const int oldest = term.year < 0 ? base_year() + 1 + term.year : term.year;
      const int newest = term.year < 0 ? base_year() : term.year;
      for (int year = oldest; year <= newest; ++year) {
        if (!known(term.index, year)) return missing(v, term, year);
      }
    }
    return true;
  }

  /// Whether a value up to the base year can be had: by start, history, or the yearly law over such.
  bool known(std::uint32_t v, int year) {
    const auto key = std::make_pair(v, year);
    if (const auto at = known_.find(key); at != known_.end()) return at->second;
    known_[key] = false;  // a value must not need itself
    bool result = false;
    if (starts_at(e_, v, year)) {
      result = terms_known(e_.start[v], year);
    } else if (has_history(v, year)) {
      result = true;
    } else if (e_.program.variables[v].kind == Variable::Kind::identity ||
               e_.program.variables[v].kind == Variable::Kind::lever) {
      result = terms_known(e_.yearly[v], year);
    }
    known_[key] = result;
    return result;
  }

  bool terms_known(const Expression& law, int year) {
    if (law.empty() || year < base_year() - longest_past) return false;
    return std::all_of(law.terms.begin(), law.terms.end(), [&](const Term& term) {
      if (term.kind == Term::Kind::year_value || too_late(term)) return false;
      if (term.kind == Term::Kind::apply && term.op == Opcode::word) return false;
      if (term.kind != Term::Kind::variable) return true;
      const int of = term.year > 0 ? term.year : year + term.year;
      return of <= base_year() && known(term.index, of);
    });
  }

  /// A prior set with figures later than the base year may not enter.
  [[nodiscard]] bool too_late(const Term& term) const {
    return term.kind == Term::Kind::parameter && e_.program.parameters[term.index].too_late;
  }

  [[nodiscard]] bool has_history(std::uint32_t v, int year) const {
    const auto& history = e_.history[v];
    return std::any_of(history.begin(), history.end(),
                       [&](const auto& figure) { return figure.first == year; });
  }

  bool missing(std::uint32_t v, const Term& term, int year) {
    if (forgive_) return false;
    const auto& of = e_.program.variables[term.index];
    const auto& by = e_.program.variables[v];
    const auto plain = [](const std::string& name) {
      return name.starts_with("link.") ? name.substr(5) : name;
    };
    const std::string name = plain(of.name);
    std::string hint = "history must reach back to that year";
    if (of.kind == Variable::Kind::shock) {
      hint = fmt::format("a shock has no past; a state with next = \"{}\" and a 'start' keeps it", name);
    } else if (year == base_year()) {
      hint = fmt::format("give '{}' a series with a figure for {} or a 'start'", name, year);
    }
    problems_.add("lag-before-history", term.place.file.empty() ? by.place : term.place,
                  fmt::format("'{}' needs '{}' in {}, which has no figure", plain(by.name), name,
                              year),
                  std::move(hint));
    return false;
  }

  Equations& e_;
  bool forgive_;
  base::Problems& problems_;
  std::map<std::pair<std::uint32_t, int>, bool> known_;
};

}  // namespace

void warn_unused(const Equations& equations, base::Problems& problems) {
  const Program& p = equations.program;
  std::vector<bool> variables(p.variables.size(), false), parameters(p.parameters.size(), false);
  const auto read = [&](std::uint32_t by, const Expression& law) {
    for (const Term& term : law.terms) {
      if (term.kind == Term::Kind::parameter) parameters[term.index] = true;
      // That an event's size reads whether it is on is no use of it.
      const bool use = term.kind == Term::Kind::variable && term.index != by &&
                       p.variables[term.index].name != "active." + p.variables[by].name;
      if (use) variables[term.index] = true;
    }
  };
  for (std::uint32_t v = 0; v < p.variables.size(); ++v) {
    read(v, equations.yearly[v]);
    read(v, equations.start[v]);
  }
  const auto warn = [&](const base::Place& place, std::string_view what, const std::string& name) {
    problems.add("unused-name", place, fmt::format("{} '{}' moves nothing", what, name),
                 "use it in an equation or leave it out");
  };
  for (std::uint32_t v = 0; v < p.variables.size(); ++v) {
    const auto& variable = p.variables[v];
    if (variables[v]) continue;
    if (variable.kind == Variable::Kind::shock) warn(variable.place, "shock", variable.name);
    if (variable.kind == Variable::Kind::lever) warn(variable.place, "lever", variable.name);
    const auto active = std::find_if(p.variables.begin(), p.variables.end(), [&](const auto& x) {
      return x.name == "active." + variable.name;
    });
    if (variable.kind == Variable::Kind::event &&
        !variables[static_cast<std::size_t>(active - p.variables.begin())]) {
      warn(variable.place, "event", variable.name);
    }
  }
  for (std::size_t k = 0; k < p.parameters.size(); ++k) {
    const bool drawn = p.parameters[k].role == Parameter::Role::given;
    if (drawn && !parameters[k]) warn(p.parameters[k].place, "parameter", p.parameters[k].name);
  }
  for (const auto& family : p.families) {
    const bool has_member = std::any_of(p.histories.begin(), p.histories.end(),
                                        [&](const auto& h) { return h.family == family.name; });
    if (!has_member) warn(family.place, "family", family.name);
  }
}

bool starts_at(const Equations& equations, std::uint32_t v, int year) {
  if (equations.start[v].empty()) return false;
  return year == equations.program.base_year ||
         (year < equations.program.base_year &&
          equations.program.variables[v].kind == Variable::Kind::lever);
}

void order_variables(Equations& equations, base::Problems& problems) {
  Orderer(equations, problems).run();
}

void mark_available(Equations& equations, bool forgive, base::Problems& problems) {
  Availability(equations, forgive, problems).run();
}

}  // namespace prospect::model
