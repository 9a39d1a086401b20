#pragma once
/// The figures of the source as printed, and the equations that hold them against one another.
///
/// An [audit.NAME] of a model has two sides over series (`share_services`, `share_services[2020]`),
/// figures of a period (`period.investment`: the row with a `from`) and targets by code. Sides without
/// a fixed year are checked in each year for which all of their figures stand in the history.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/label.hpp"
#include "base/problem.hpp"
#include "model/expression.hpp"
#include "read/read.hpp"

namespace prospect::model {

/// A printed figure and how far rounding may have moved it: half a unit of its last digit.
struct LedgerFigure {
  double value = 0;
  double rounding = 0;
};

/// One name of the audit's equations.
struct LedgerLine {
  std::string name;                      ///< as equations write it
  std::string unit;
  base::Label label;
  bool single = false;                   ///< a target or a period: one figure whatever the year asked
  std::map<int, LedgerFigure> years;     ///< that one stands under its last year
};

/// A figure that the source prints twice, differently.
struct TwoFigures {
  std::string series;
  base::Label label;
  std::string unit;
  int year = 0;
  double used = 0, other = 0;
  std::string place, note;               ///< of the one not used
};

struct AuditEquation {
  std::string name;
  base::Label label, left_label, right_label;
  std::string about;                     ///< history, targets or plan
  std::string unit;                      ///< both sides come out in it
  Expression left, right;                ///< a variable term's index is a line of the ledger
};

struct Ledger {
  std::vector<LedgerLine> lines;
  std::vector<TwoFigures> twice;
  std::vector<AuditEquation> equations;
};

/// Reads the ledger of a model's data. Throws base::Rejected with the problems of its equations.
[[nodiscard]] Ledger ledger(const read::Inputs& inputs);

/// Value of one side in `year` (for names without a fixed year), reading figures through `figure`,
/// which gives NaN for one that is not known.
[[nodiscard]] double value_of(const Expression& side, int year,
                              const std::function<double(std::uint32_t line, int year)>& figure);

}  // namespace prospect::model
