#pragma once
/// Names by the rules of the format of the Integrated Assessment Modeling Consortium.
///
/// Rules     the IAMC's guide to variable names (nomenclature, "Variable naming conventions"): a bar parts levels with
///           no blanks beside it, words begin with capitals except small ones, statistics are spelt out.

#include <string>
#include <string_view>
#include <vector>

#include "base/label.hpp"

namespace prospect::publish::iamc_names {

/// A text fit for a cell: one blank between words, none at its ends, and none of the characters that part levels, stand
/// for any text in a filter, or make a spreadsheet see a formula.
[[nodiscard]] std::string plain(std::string_view text);

/// One level of a variable: `plain`, with capitals.
[[nodiscard]] std::string level(std::string_view text);

struct Named {
  std::string code;
  base::Label label;
};
/// English labels, each unlike the others: two that are alike bear their codes in brackets. A code stands for a label
/// that is missing.
[[nodiscard]] std::vector<std::string> distinct(const std::vector<Named>& all);

}  // namespace prospect::publish::iamc_names
