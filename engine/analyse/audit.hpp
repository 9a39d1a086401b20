#pragma once
/// The source audit: figures that should agree, held against one another as far as rounding allows.

#include <vector>

#include "analyse/finding.hpp"
#include "model/ledger.hpp"

namespace prospect::analyse {

/// Findings in the order of the file: the audit equations year by year, then figures printed twice.
/// The allowance of an equation is the sum, over its figures, of what half a unit of the figure's last
/// printed digit moves the difference of its sides (first-order worst case).
[[nodiscard]] std::vector<Finding> audit(const model::Ledger& ledger);

}  // namespace prospect::analyse
