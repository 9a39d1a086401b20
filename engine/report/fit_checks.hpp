#pragma once
/// What there is to say of a fit beside its table: how it was drawn, and what priors and posterior let happen.

#include <string>

#include "report/options.hpp"
#include "store/run_record.hpp"
#include "summarise/summary.hpp"

namespace prospect::report {

/// Counts of paths drawn from the priors alone, and from the fit.
struct FitChecks {
  summarise::Summary prior, posterior;
};

/// The text below the table of parameters, for the first scenario of `record`.
[[nodiscard]] std::string fit_checks(const store::RunRecord& record, const FitChecks& checks,
                                     const VerdictOptions& options);

/// The fit for machines:
///   scenario, seed, as_of, parameters: [{ name, label, unit, role, prior, prior_mean, prior_sd, prior_range,
///     mean, sd, median, range, observations, doubt_left, not_learned, effective_draws }],
///   families: [{ family, states, series, scale, damping, drift_change, estimate_error, df, log_evidence }],
///   blocks: [{ block, figures, unknowns, draws, effective, log_evidence }],
///   prior_failed, posterior_failed (shares of paths outside the limits).
[[nodiscard]] std::string fit_json(const store::RunRecord& record, const FitChecks& checks);

}  // namespace prospect::report
