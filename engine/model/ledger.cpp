#include "model/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/hints.hpp"
#include "model/check.hpp"
#include "model/fields.hpp"
#include "model/observed.hpp"

namespace prospect::model {
namespace {

class LedgerReader {
 public:
  LedgerReader(const read::Inputs& inputs, base::Problems& problems)
      : inputs_(inputs), problems_(problems) {}

  Ledger read() {
    definition_ = define(inputs_, 0, problems_);
    history();
    targets();
    equations();
    return std::move(ledger_);
  }

 private:
  static const std::string& text(const read::Table& table, const std::vector<read::Cell>& row,
                                 std::string_view column) {
    static const std::string none;
    const auto at = table.column(column);
    return at ? row[*at].text : none;
  }

  static double number(const std::string& text) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    return text.empty() || *end != '\0' ? std::numeric_limits<double>::quiet_NaN() : value;
  }

  LedgerLine& line(const std::string& name, bool single, const std::string& unit,
                   const base::Label& label) {
    const auto [at, fresh] = index_.emplace(name, ledger_.lines.size());
    if (fresh) ledger_.lines.push_back({name, unit, label, single, {}});
    return ledger_.lines[at->second];
  }

  void history() {
    const auto& table = inputs_.history;
    for (const auto& row : table.rows) {
      const auto series = definition_.series.find(text(table, row, "series"));
      if (series == definition_.series.end() || text(table, row, "use") != "yes") continue;
      const bool period = !text(table, row, "from").empty();
      LedgerLine& to = line((period ? "period." : "") + series->first, period, series->second.unit,
                            series->second.label);
      const auto& value = text(table, row, "value");
      to.years[static_cast<int>(number(text(table, row, "year")))] = {number(value),
                                                                      rounding_of(value)};
    }
    for (const auto& row : table.rows) twice(table, row);
  }

  void twice(const read::Table& table, const std::vector<read::Cell>& row) {
    if (text(table, row, "use") != "no") return;
    // A bound, such as ">80" or "trên 2 triệu", contradicts no figure within it.
    const auto& printed = text(table, row, "printed");
    if (printed.starts_with(">") || printed.starts_with("<") ||
        printed.find("trên") != std::string::npos || printed.find("Giảm") != std::string::npos) {
      return;
    }
    const auto& code = text(table, row, "series");
    const auto series = definition_.series.find(code);
    const std::string name = (text(table, row, "from").empty() ? "" : "period.") + code;
    const auto at = index_.find(name);
    if (series == definition_.series.end() || at == index_.end()) return;
    const int year = static_cast<int>(number(text(table, row, "year")));
    const auto used = ledger_.lines[at->second].years.find(year);
    const double other = number(text(table, row, "value"));
    if (used == ledger_.lines[at->second].years.end() || used->second.value == other) return;
    ledger_.twice.push_back({code, series->second.label, series->second.unit, year,
                             used->second.value, other, text(table, row, "place"),
                             text(table, row, "note")});
  }

  void targets() {
    const auto& table = inputs_.targets;
    for (const auto& row : table.rows) {
      const double value = number(text(table, row, "value"));
      const auto& code = text(table, row, "code");
      if (!std::isfinite(value) || code.empty()) continue;
      const double year = number(text(table, row, "year"));
      LedgerLine& to = line(code, true, text(table, row, "unit"),
                            {text(table, row, "label_en"), text(table, row, "label_vi")});
      to.years[std::isfinite(year) ? static_cast<int>(year) : definition_.end_year] = {
          value, rounding_of(text(table, row, "value"))};
    }
  }

  void equations() {
    const auto* audit = inputs_.model.root.find("audit");
    if (audit == nullptr || audit->value.kind != read::Value::Kind::table) return;
    std::map<std::string, Symbol> symbols;
    for (std::size_t k = 0; k < ledger_.lines.size(); ++k) {
      std::string bad;
      const auto& of = ledger_.lines[k];
      const auto unit = Unit::parse(of.unit, definition_.unit_words, bad);
      symbols[of.name] = {Symbol::Kind::variable, static_cast<std::uint32_t>(k), {},
                          unit.value_or(Unit()), of.unit};
    }
    const Scope scope(symbols);
    for (const auto& entry : audit->value.entries) equation(entry, scope);
  }

  void equation(const read::Entry& entry, const Scope& scope) {
    if (entry.value.kind != read::Value::Kind::table) return;
    const Fields fields(entry.value, fmt::format("audit '{}'", entry.key), problems_);
    fields.check_keys(keys_of("audit.NAME"));
    AuditEquation made;
    made.name = entry.key;
    made.label = fields.label("label");
    made.left_label = fields.label("left_label");
    made.right_label = fields.label("right_label");
    made.about = fields.text("about").value_or("history");
    static const std::vector<std::string> abouts = {"history", "plan", "targets"};
    if (std::find(abouts.begin(), abouts.end(), made.about) == abouts.end()) {
      problems_.add("bad-value", fields.find("about")->place,
                    fmt::format("'about' of audit '{}' is '{}', allowed are history, targets and plan",
                                entry.key, made.about),
                    base::did_you_mean(made.about, abouts));
    }
    const auto* left = fields.find("left");
    const auto* right = fields.find("right");
    if (left == nullptr || right == nullptr) return;
    const auto context = [&](std::string_view side) {
      return CheckContext{&definition_, &scope, fmt::format("the {} of audit '{}'", side, entry.key),
                          std::nullopt};
    };
    auto checked_right = check_expression(*right, context("right side"), problems_);
    if (!checked_right) return;
    const auto checked_left = check_expression_as(*left, checked_right->unit,
                                                  checked_right->unit.text(), context("left side"),
                                                  problems_);
    if (!checked_left) return;
    made.unit = checked_right->unit.text();
    made.left = *checked_left;
    made.right = std::move(checked_right->expression);
    ledger_.equations.push_back(std::move(made));
  }

  const read::Inputs& inputs_;
  base::Problems& problems_;
  Definition definition_;
  Ledger ledger_;
  std::map<std::string, std::size_t> index_;
};

}  // namespace

Ledger ledger(const read::Inputs& inputs) {
  base::Problems problems;
  Ledger ledger = LedgerReader(inputs, problems).read();
  base::reject_if_errors(problems);
  return ledger;
}

double value_of(const Expression& side, int year,
                const std::function<double(std::uint32_t line, int year)>& figure) {
  std::vector<double> values;
  for (const Term& term : side.terms) {
    const auto child = [&](std::size_t c) {
      return term.children[c] < 0 ? 0.0 : values[static_cast<std::size_t>(term.children[c])];
    };
    switch (term.kind) {
      case Term::Kind::constant: values.push_back(term.i); break;
      case Term::Kind::year: values.push_back(year); break;
      case Term::Kind::variable:
        values.push_back(figure(term.index, term.year > 0 ? term.year : year + term.year));
        break;
      case Term::Kind::apply:
        values.push_back(apply_once(term.op, child(0), child(1), child(2), term.i));
        break;
      case Term::Kind::year_value:
      case Term::Kind::parameter: values.push_back(std::numeric_limits<double>::quiet_NaN()); break;
    }
  }
  return values.back();
}

}  // namespace prospect::model
