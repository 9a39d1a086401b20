/// Checked equations to a program: stages, common parts once, rows shared when free.

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <tuple>

#include "base/check.hpp"
#include "model/builder.hpp"
#include "model/model.hpp"
#include "model/observed.hpp"

namespace prospect::model {
namespace {

using Space = Operand::Space;

/// Emits code. A value computed from parameters and constants alone is path code, run once; all else
/// runs in each year. Equal instructions of a stage are emitted once.
class Compiler {
 public:
  explicit Compiler(Equations equations) : e_(std::move(equations)) {}

  Program compile() {
    find_kept();
    for (const std::uint32_t v : e_.order) {
      if (!e_.available[v] || e_.yearly[v].empty()) continue;
      emit_variable(v);
    }
    fill_history();
    join_products();
    share_scratch();
    return std::move(e_.program);
  }

 private:
  using Key = std::tuple<Opcode, Operand, Operand, Operand, std::uint64_t>;
  struct Use {
    bool read_back = false;   ///< read at a lag or in a calendar year
    int deepest = 0;          ///< largest lag
    bool dated = false;       ///< read in a year after the base year
  };

  Program& p() { return e_.program; }

  /// Decides which variables keep a row for each year, and for how many years.
  void find_kept() {
    std::vector<Use> uses(e_.yearly.size());
    int back = 0;
    for (std::size_t v = 0; v < e_.yearly.size(); ++v) {
      if (!e_.available[v]) continue;
      for (const Term& term : e_.yearly[v].terms) {
        if (term.kind != Term::Kind::variable || term.year == 0) continue;
        if (term.year < 0) {
          uses[term.index].read_back = true;
          uses[term.index].deepest = std::max(uses[term.index].deepest, -term.year);
          back = std::max(back, -term.year - 1);
        } else if (term.year > p().base_year) {
          uses[term.index].dated = true;
        }
      }
    }
    p().years_back = back;
    const auto all_years = static_cast<std::uint32_t>(p().horizon() + 1 + back);
    for (std::size_t v = 0; v < uses.size(); ++v) {
      Variable& variable = p().variables[v];
      if (!e_.available[v]) {
        variable.indicator = false;
        continue;
      }
      if (!variable.indicator && !variable.tested && !uses[v].read_back && !uses[v].dated) continue;
      variable.kept_row = static_cast<std::uint32_t>(p().kept_depth.size());
      const bool all = variable.indicator || variable.tested || uses[v].dated;
      p().kept_depth.push_back(all ? all_years
                                   : static_cast<std::uint32_t>(uses[v].deepest) + 1);
    }
    deepest_.resize(uses.size());
    for (std::size_t v = 0; v < uses.size(); ++v) deepest_[v] = uses[v].deepest;
  }

  void emit_variable(std::uint32_t v) {
    Operand value = emit(e_.yearly[v], std::nullopt);
    const auto& variable = p().variables[v];
    if (variable.kept_row) {
      const Operand row{Space::kept, *variable.kept_row, 0};
      if (!retarget(value, row)) push(p().year_code, {Opcode::copy, row, value, {}, {}, 0});
      value = row;
    }
    now_[v] = value;
  }

  /// Writes the last instruction straight into a kept row when it made exactly that value.
  bool retarget(const Operand& value, const Operand& row) {
    if (value.space != Space::scratch || p().year_code.empty()) return false;
    Instruction& last = p().year_code.back();
    if (last.out != value) return false;
    const Key key = key_of(last);
    last.out = row;
    year_seen_[key] = row;
    for (auto& [v, operand] : now_) {  // another name of the same value
      if (operand == value) operand = row;
    }
    return true;
  }

  static void push(std::vector<Instruction>& code, Instruction instruction) {
    code.push_back(instruction);
  }

  static Key key_of(const Instruction& instruction) {
    return {instruction.op, instruction.a, instruction.b, instruction.c,
            std::bit_cast<std::uint64_t>(instruction.i)};
  }

  /// Whether a value is the same in every year of a path.
  static bool constant_over_years(const Operand& operand) {
    return operand.space == Space::none || operand.space == Space::path;
  }

  Operand instruction(Opcode op, Operand a, Operand b, Operand c, double i, bool yearly) {
    if ((op == Opcode::mul_i || op == Opcode::div_i) && i == 1) return a;  // the same bits
    Instruction made{op, {}, a, b, c, i};
    const bool path_stage = !yearly && constant_over_years(a) && constant_over_years(b) &&
                            constant_over_years(c);
    auto& seen = path_stage ? path_seen_ : year_seen_;
    const Key key = key_of(made);
    if (const auto at = seen.find(key); at != seen.end()) return at->second;
    made.out = path_stage ? Operand{Space::path, p().path_rows++, 0}
                          : Operand{Space::scratch, p().scratch_rows++, 0};
    push(path_stage ? p().path_code : p().year_code, made);
    seen.emplace(key, made.out);
    return made.out;
  }

  Operand constant(double value) { return instruction(Opcode::fill, {}, {}, {}, value, false); }

  /// Emits an expression; `at` set: as of that calendar year up to the base year, in path code.
  Operand emit(const Expression& law, std::optional<int> at) {
    std::vector<Operand> values(law.terms.size());
    const std::vector<bool> wanted = needed(law);
    for (std::size_t k = 0; k < law.terms.size(); ++k) {
      if (wanted[k]) values[k] = emit_term(law, k, values, at);
    }
    return values.back();
  }

  /// Terms that reach the root; others (operands of folded operations) are left out. A constant that
  /// an instruction takes as its own number needs no row.
  static std::vector<bool> needed(const Expression& law) {
    std::vector<bool> wanted(law.terms.size(), false);
    wanted.back() = true;
    for (std::size_t k = law.terms.size(); k-- > 0;) {
      if (!wanted[k] || law.terms[k].kind != Term::Kind::apply) continue;
      const auto immediate = immediate_form(law, law.terms[k]);
      for (std::size_t c = 0; c < 3; ++c) {
        const int child = law.terms[k].children[c];
        if (child < 0 || (immediate && static_cast<int>(c) == immediate->second)) continue;
        wanted[static_cast<std::size_t>(child)] = true;
      }
    }
    return wanted;
  }

  /// The form of an operation that holds a constant operand in the instruction: the opcode and which
  /// child the constant is.
  static std::optional<std::pair<Opcode, int>> immediate_form(const Expression& law,
                                                              const Term& term) {
    const auto is_constant = [&](int child) {
      return child >= 0 &&
             law.terms[static_cast<std::size_t>(child)].kind == Term::Kind::constant;
    };
    // min and max choose their second operand on a tie or NaN: only the right one may be folded.
    struct Form {
      Opcode op;
      std::optional<Opcode> left, right;
    };
    static const Form forms[] = {{Opcode::add, Opcode::add_i, Opcode::add_i},
                                 {Opcode::mul, Opcode::mul_i, Opcode::mul_i},
                                 {Opcode::sub, Opcode::from_i, std::nullopt},
                                 {Opcode::div, Opcode::over_i, Opcode::div_i},
                                 {Opcode::pow, std::nullopt, Opcode::pow_i},
                                 {Opcode::min, std::nullopt, Opcode::min_i},
                                 {Opcode::max, std::nullopt, Opcode::max_i}};
    const bool left = is_constant(term.children[0]);
    const bool right = is_constant(term.children[1]);
    if (left == right) return std::nullopt;
    for (const auto& form : forms) {
      if (form.op != term.op) continue;
      const auto& found = left ? form.left : form.right;
      if (found) return std::pair{*found, left ? 0 : 1};
    }
    return std::nullopt;
  }

  Operand emit_term(const Expression& law, std::size_t k, const std::vector<Operand>& values,
                    std::optional<int> at) {
    const Term& term = law.terms[k];
    switch (term.kind) {
      case Term::Kind::constant: return constant(term.i);
      case Term::Kind::year:
        if (at) return constant(*at);
        return instruction(Opcode::year_number, {}, {}, {}, 0, true);
      case Term::Kind::year_value:
        return instruction(Opcode::year_value, {}, {}, {}, term.index, true);
      case Term::Kind::parameter:
        return instruction(Opcode::parameter, {}, {}, {}, term.index, false);
      case Term::Kind::variable: return read_variable(term, at);
      case Term::Kind::apply: break;
    }
    const auto child = [&](std::size_t c) {
      return term.children[c] < 0 ? Operand{} : values[static_cast<std::size_t>(term.children[c])];
    };
    if (term.op == Opcode::copy) return child(0);
    if (term.op == Opcode::word) {
      return instruction(Opcode::word, {}, {}, {}, term.index, true);
    }
    if (term.op == Opcode::table) {
      return instruction(Opcode::table, child(0), {}, {}, term.index, false);
    }
    if (const auto immediate = immediate_form(law, term)) {
      const auto number = static_cast<std::size_t>(immediate->second);
      const double i = law.terms[static_cast<std::size_t>(term.children[number])].i;
      return instruction(immediate->first, child(1 - number), {}, {}, i, false);
    }
    return instruction(term.op, child(0), child(1), child(2), term.i, false);
  }

  Operand read_variable(const Term& term, std::optional<int> at) {
    if (at) return past(term.index, term.year > 0 ? term.year : *at + term.year);
    if (term.year > 0 && term.year <= p().base_year) return past(term.index, term.year);
    if (term.year == 0) return now_.at(term.index);
    return {Space::kept, *p().variables[term.index].kept_row, term.year};
  }

  /// A value up to the base year, as a path row.
  Operand past(std::uint32_t v, int year) {
    const auto key = std::make_pair(v, year);
    if (const auto at = past_.find(key); at != past_.end()) return at->second;
    Operand value;
    if (starts_at(e_, v, year)) {
      value = emit(e_.start[v], year);
    } else {
      const auto& history = e_.history[v];
      const auto figure = std::find_if(history.begin(), history.end(),
                                       [&](const auto& f) { return f.first == year; });
      value = figure != history.end() ? constant(figure->second) : emit(e_.yearly[v], year);
    }
    past_[key] = value;
    return value;
  }

  /// Whether `past` can be had; mirrors mark_available.
  bool has_past(std::uint32_t v, int year) {
    const auto [at, fresh] = has_past_.emplace(std::pair{v, year}, false);
    if (!fresh) return at->second;  // asked for in between: a value must not need itself
    return at->second = find_past(v, year);
  }

  bool find_past(std::uint32_t v, int year) {
    if (starts_at(e_, v, year)) return expression_has_past(e_.start[v], year);
    const auto& history = e_.history[v];
    if (std::any_of(history.begin(), history.end(), [&](const auto& f) { return f.first == year; })) {
      return true;
    }
    const auto kind = p().variables[v].kind;
    if (kind != Variable::Kind::identity && kind != Variable::Kind::lever) return false;
    return expression_has_past(e_.yearly[v], year);
  }

  bool expression_has_past(const Expression& law, int year) {
    if (law.empty() || year < p().base_year - longest_past) return false;
    return std::all_of(law.terms.begin(), law.terms.end(), [&](const Term& term) {
      if (term.kind == Term::Kind::year_value) return false;
      if (term.kind == Term::Kind::parameter && p().parameters[term.index].too_late) return false;
      if (term.kind == Term::Kind::apply && term.op == Opcode::word) return false;
      if (term.kind != Term::Kind::variable) return true;
      const int of = term.year > 0 ? term.year : year + term.year;
      return of <= p().base_year && has_past(term.index, of);
    });
  }

  /// Writes the years up to the base year into kept rows: what lags read, and for indicators the base
  /// year itself (NaN where it cannot be had).
  void fill_history() {
    for (std::uint32_t v = 0; v < e_.yearly.size(); ++v) {
      const auto& variable = p().variables[v];
      if (!variable.kept_row) continue;
      const int lags = deepest_[v];
      const int oldest = p().base_year + 1 - std::max(lags, variable.indicator ? 1 : 0);
      for (int year = oldest; year <= p().base_year; ++year) {
        const Operand value = has_past(v, year)
                                  ? past(v, year)
                                  : constant(std::numeric_limits<double>::quiet_NaN());
        push(p().path_code,
             {Opcode::copy, {Space::kept, *variable.kept_row, year}, value, {}, {}, 0});
      }
    }
  }

  /// Takes a product with a constant that only a sum reads into the sum. Scratch rows are written once each
  /// by now, so that the factor still stands where the sum is.
  void join_products() {
    auto& code = p().year_code;
    std::vector<std::size_t> made(p().scratch_rows, code.size()), reads(p().scratch_rows, 0);
    for (std::size_t k = 0; k < code.size(); ++k) {
      for (const Operand* operand : {&code[k].a, &code[k].b, &code[k].c}) {
        if (operand->space == Space::scratch) ++reads[operand->row];
      }
      if (code[k].out.space == Space::scratch) made[code[k].out.row] = k;
    }
    std::vector<bool> taken_in(code.size(), false);
    for (Instruction& x : code) {
      if (x.op != Opcode::add) continue;
      const auto product = [&](const Operand& operand) -> const Instruction* {
        if (operand.space != Space::scratch || reads[operand.row] != 1) return nullptr;
        const std::size_t k = made[operand.row];
        return k < code.size() && code[k].op == Opcode::mul_i ? &code[k] : nullptr;
      };
      const Instruction* second = product(x.b);
      const Instruction* found = second != nullptr ? second : product(x.a);
      if (found == nullptr) continue;
      taken_in[static_cast<std::size_t>(found - code.data())] = true;
      x = {Opcode::add_scaled, x.out, second != nullptr ? x.a : x.b, found->a, {}, found->i};
    }
    std::size_t k = 0;
    std::erase_if(code, [&](const Instruction&) { return taken_in[k++]; });
  }

  /// Gives scratch rows back after their last use, so that a year's work stays in the first caches.
  void share_scratch() {
    auto& code = p().year_code;
    std::vector<std::size_t> last(p().scratch_rows, 0);
    const auto each_read = [](Instruction& x, const auto& visit) {
      visit(x.a);
      visit(x.b);
      visit(x.c);
    };
    for (std::size_t k = 0; k < code.size(); ++k) {
      each_read(code[k], [&](Operand& o) {
        if (o.space == Space::scratch) last[o.row] = k;
      });
    }
    std::vector<std::uint32_t> now(p().scratch_rows, 0), free;
    std::uint32_t rows = 0;
    for (std::size_t k = 0; k < code.size(); ++k) {
      std::vector<std::uint32_t> ended;
      each_read(code[k], [&](Operand& o) {
        if (o.space != Space::scratch) return;
        const std::uint32_t old = o.row;
        o.row = now[old];
        if (last[old] == k) ended.push_back(o.row);
      });
      std::sort(ended.begin(), ended.end());
      ended.erase(std::unique(ended.begin(), ended.end()), ended.end());
      free.insert(free.end(), ended.begin(), ended.end());
      Operand& out = code[k].out;
      if (out.space != Space::scratch) continue;
      const std::uint32_t old = out.row;
      if (free.empty()) {
        now[old] = rows++;
      } else {
        now[old] = free.back();
        free.pop_back();
      }
      out.row = now[old];
      if (last[old] == 0) free.push_back(out.row);  // never read
    }
    p().scratch_rows = rows;
  }

  Equations e_;
  std::map<Key, Operand> path_seen_, year_seen_;
  std::map<std::uint32_t, Operand> now_;
  std::map<std::pair<std::uint32_t, int>, Operand> past_;
  std::map<std::pair<std::uint32_t, int>, bool> has_past_;
  std::vector<int> deepest_;
};

}  // namespace

Equations equations(const read::Inputs& inputs, int as_of) {
  base::Problems problems = inputs.notes;
  Definition definition = define(inputs, as_of, problems);
  definition.observed = read_observed(inputs.observed, definition, problems);
  base::reject_if_errors(problems);
  Equations equations = Builder(definition, problems).build();
  base::reject_if_errors(problems);
  read_targets(inputs.targets, definition, equations, problems);
  add_reported(definition, equations, problems);
  base::reject_if_errors(problems);
  order_variables(equations, problems);
  // A scenario that sets a lever or an event leaves what its default read without use: no fault.
  const bool plain = inputs.scenarios.empty() ||
                     (std::none_of(definition.levers.begin(), definition.levers.end(),
                                   [](const auto& lever) { return lever.set != nullptr; }) &&
                      std::none_of(definition.events.begin(), definition.events.end(),
                                   [](const auto& event) { return event.overridden; }));
  if (plain) warn_unused(equations, problems);
  mark_available(equations, definition.earlier, problems);
  check_observed(equations, problems);
  settle_targets(definition, equations, problems);
  read_rankings(inputs.regions, definition, equations, problems);
  check_charts(definition, equations.program, problems);
  add_blocks(inputs, definition, equations, problems);
  base::reject_if_errors(problems);
  equations.program.notes = problems;
  return equations;
}

Program compile(Equations equations) { return Compiler(std::move(equations)).compile(); }

Program compile(const read::Inputs& inputs, int as_of) { return compile(equations(inputs, as_of)); }

}  // namespace prospect::model
