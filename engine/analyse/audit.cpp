#include "analyse/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

namespace prospect::analyse {
namespace {

using model::Expression;
using model::Term;

/// A figure an equation reads, or the difference it makes when it is moved.
struct Reading {
  std::uint32_t line = 0;
  int year = 0;
  auto operator<=>(const Reading&) const = default;
};

class Auditor {
 public:
  explicit Auditor(const model::Ledger& ledger) : ledger_(ledger) {}

  std::vector<Finding> run() {
    for (const auto& equation : ledger_.equations) {
      for (const int year : years_of(equation)) check(equation, year);
    }
    for (const auto& twice : ledger_.twice) report(twice);
    return std::move(findings_);
  }

 private:
  /// A target or a figure of a period is the same whatever year an equation is checked for.
  [[nodiscard]] int year_read(const Term& term, int year) const {
    if (term.year > 0) return term.year;
    const auto& line = ledger_.lines[term.index];
    return line.single ? line.years.begin()->first : year + term.year;
  }

  /// Years in which every name without one has a figure; one year if all are fixed.
  [[nodiscard]] std::vector<int> years_of(const model::AuditEquation& equation) const {
    std::set<int> candidates;
    bool free = false;
    for (const Expression* side : {&equation.left, &equation.right}) {
      for (const Term& term : side->terms) {
        if (term.kind != Term::Kind::variable || term.year > 0) continue;
        const auto& line = ledger_.lines[term.index];
        if (line.single) continue;
        free = true;
        for (const auto& [year, figure] : line.years) candidates.insert(year - term.year);
      }
    }
    if (!free) {
      int last = 0;
      for (const Expression* side : {&equation.left, &equation.right}) {
        for (const Term& term : side->terms) {
          if (term.kind == Term::Kind::variable) last = std::max(last, year_read(term, 0));
        }
      }
      return {last};
    }
    std::vector<int> years;
    for (const int year : candidates) {
      if (std::isfinite(difference(equation, year, std::nullopt))) years.push_back(year);
    }
    return years;
  }

  [[nodiscard]] double side(const Expression& expression, int year,
                            std::optional<Reading> moved) const {
    return model::value_of(expression, year, [&](std::uint32_t line, int at) {
      const auto& of = ledger_.lines[line];
      const int read = of.single ? of.years.begin()->first : at;
      const auto figure = of.years.find(read);
      if (figure == of.years.end()) return std::numeric_limits<double>::quiet_NaN();
      const bool is_moved = moved && moved->line == line && moved->year == read;
      return figure->second.value + (is_moved ? figure->second.rounding : 0);
    });
  }
  [[nodiscard]] double difference(const model::AuditEquation& equation, int year,
                                  std::optional<Reading> moved) const {
    return side(equation.left, year, moved) - side(equation.right, year, moved);
  }

  [[nodiscard]] double allowance(const model::AuditEquation& equation, int year) const {
    std::set<Reading> readings;
    for (const Expression* expression : {&equation.left, &equation.right}) {
      for (const Term& term : expression->terms) {
        if (term.kind == Term::Kind::variable) readings.insert({term.index, year_read(term, year)});
      }
    }
    const double base = difference(equation, year, std::nullopt);
    double total = 0;
    for (const auto& reading : readings) {
      total += std::abs(difference(equation, year, reading) - base);
    }
    return total;
  }

  void check(const model::AuditEquation& equation, int year) {
    Finding finding;
    finding.kind = equation.about == "plan"      ? Finding::Kind::plan_arithmetic
                   : equation.about == "targets" ? Finding::Kind::identity_on_targets
                                                 : Finding::Kind::identity_on_history;
    finding.subject = equation.name;
    finding.year = year;
    finding.expected = side(equation.left, year, std::nullopt);
    finding.printed = side(equation.right, year, std::nullopt);
    finding.allowance = allowance(equation, year);
    finding.unit = equation.unit;
    const double gap = finding.expected - finding.printed;
    // Sums of decimals are not exact: the last bits are no disagreement.
    const double noise = 1e-12 * (std::abs(finding.expected) + std::abs(finding.printed));
    finding.agrees = std::abs(gap) <= finding.allowance + noise;
    if (!std::isfinite(gap)) return;
    finding.words = {fmt::format("{} ({}): {}, against {}", equation.label.en, year,
                                 equation.left_label.en, equation.right_label.en),
                     fmt::format("{} ({}): {}, so với {}", equation.label.vi, year,
                                 equation.left_label.vi, equation.right_label.vi)};
    findings_.push_back(std::move(finding));
  }

  void report(const model::TwoFigures& twice) {
    Finding finding;
    finding.kind = Finding::Kind::two_figures;
    finding.subject = twice.series;
    finding.year = twice.year;
    finding.expected = twice.used;
    finding.printed = twice.other;
    finding.unit = twice.unit;
    finding.words = {fmt::format("{} {} ({})", twice.label.en, twice.year, twice.place),
                     fmt::format("{} {} ({})", twice.label.vi, twice.year, twice.place)};
    findings_.push_back(std::move(finding));
  }

  const model::Ledger& ledger_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> audit(const model::Ledger& ledger) { return Auditor(ledger).run(); }

}  // namespace prospect::analyse
