#include "calibrate/fit.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace prospect::calibrate {
namespace {

/// Posterior over prior sd above which nothing was learned: what is left of the doubt is nearly all of it.
constexpr double learned_ratio = 0.9;

StudentT drift_law(const Volatility& sigma, const TrendState& state) {
  return {sigma.df, state.drift, sigma.scale * std::sqrt(state.drift_variance)};
}

lanes::Distribution sigma_law(const Volatility& sigma) {
  return lanes::Distribution::inverse_chi(sigma.df, sigma.scale);
}

double finite_or_none(double value) {
  return std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
}

/// Both laws in numbers. Where the prior has no sd the widths of the 90 % intervals are compared.
template <class Distribution>
Learned describe(const Distribution& prior, const Distribution& posterior, int observations) {
  Learned row;
  row.prior_mean = finite_or_none(prior.mean());
  row.prior_sd = finite_or_none(prior.sd());
  row.posterior_mean = finite_or_none(posterior.mean());
  row.posterior_sd = finite_or_none(posterior.sd());
  row.q05 = posterior.quantile(0.05);
  row.median = posterior.quantile(0.5);
  row.q95 = posterior.quantile(0.95);
  row.observations = observations;
  const bool by_width = std::isnan(row.prior_sd);
  const double before = by_width ? prior.quantile(0.95) - prior.quantile(0.05) : row.prior_sd;
  const double after = by_width ? row.q95 - row.q05 : row.posterior_sd;
  row.not_learned = after > learned_ratio * before;
  return row;
}

struct Fitted {
  std::vector<StateFit> states;
  std::vector<FamilyFit> families;
};

/// Pools one family over the filtered states and finishes its members.
FamilyFit finish_family(const model::Program& program, const model::Family& family,
                        std::vector<StateFit>& states) {
  std::vector<Residual> residuals;
  std::vector<StateFit*> members;
  for (std::size_t k = 0; k < states.size(); ++k) {
    if (program.fitted[k].family != family.name) continue;
    const auto count = static_cast<int>(states[k].trend.innovations.size());
    members.push_back(&states[k]);
    residuals.push_back({count, states[k].trend.sum_of_squares / std::max(count, 1)});
  }
  FamilyFit pooled = pool_family(family, residuals);
  for (StateFit* member : members) {
    member->pool = {static_cast<double>(pooled.df), pooled.sigma};
    member->posterior = volatility_posterior(member->pool, member->trend);
  }
  return pooled;
}

const model::Family& family_of(const model::Program& program, const model::FittedState& state) {
  const auto at = std::find_if(program.families.begin(), program.families.end(),
                               [&](const auto& family) { return family.name == state.family; });
  PROSPECT_EXPECT(at != program.families.end());
  return *at;
}

Fitted fit_all(const model::Program& program) {
  Fitted fitted;
  for (const auto& state : program.fitted) {
    const auto& family = family_of(program, state);
    fitted.states.push_back(
        {filter_trend(family, state.observations, program.base_year), {}, {}});
  }
  for (const auto& family : program.families) {
    fitted.families.push_back(finish_family(program, family, fitted.states));
  }
  return fitted;
}

/// Writes laws and rows of a state's two parameters.
void enter_state(const model::FittedState& state, const StateFit& fit, Estimate& estimate) {
  // The first figure only says where the movement starts.
  const int figures =
      fit.trend.innovations.empty() ? 0 : static_cast<int>(state.observations.size());
  Law& sigma = estimate.laws[state.sigma.value];
  sigma.distribution = sigma_law(fit.posterior);
  estimate.learned[state.sigma.value] =
      describe(sigma_law(fit.pool), sigma.distribution, figures);
  Law& drift = estimate.laws[state.drift.value];
  drift.kind = Law::Kind::conditional;
  drift.mean = fit.trend.posterior.drift;
  drift.scale = std::sqrt(fit.trend.posterior.drift_variance);
  drift.given = state.sigma;
  estimate.learned[state.drift.value] =
      describe(fit.drift_prior(), fit.drift_posterior(), figures);
}

}  // namespace

StudentT StateFit::drift_prior() const { return drift_law(pool, trend.prior); }

StudentT StateFit::drift_posterior() const { return drift_law(posterior, trend.posterior); }

Volatility volatility_posterior(const Volatility& pool, const FilteredTrend& trend) {
  const double df = pool.df + static_cast<double>(trend.innovations.size());
  PROSPECT_EXPECT(df > 0);
  const double sum = pool.df * pool.scale * pool.scale + trend.sum_of_squares;
  return {df, std::sqrt(sum / df)};
}

std::vector<StateFit> fit_states(const model::Program& program) {
  return fit_all(program).states;
}

Estimate fit(const model::Program& program) {
  Fitted fitted = fit_all(program);
  Estimate estimate;
  estimate.families = std::move(fitted.families);
  for (const auto& parameter : program.parameters) {
    using Role = model::Parameter::Role;
    const bool fits = parameter.role == Role::drift || parameter.role == Role::sigma;
    estimate.laws.push_back({Law::Kind::marginal, parameter.prior, 0, 0, {}});
    estimate.learned.push_back(fits ? Learned{} : describe(parameter.prior, parameter.prior, 0));
  }
  for (std::size_t k = 0; k < fitted.states.size(); ++k) {
    enter_state(program.fitted[k], fitted.states[k], estimate);
  }
  return estimate;
}

}  // namespace prospect::calibrate
