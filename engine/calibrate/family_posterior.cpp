#include "calibrate/family_posterior.hpp"

#include "calibrate/predictive.hpp"

#include <algorithm>
#include <cmath>

namespace prospect::calibrate {

FamilyPosterior fit_family(const model::Family& family,
                           std::span<const model::History* const> members, int last_year) {
  FamilyPosterior posterior{family, {}, last_year};
  std::vector<Residual> residuals;
  for (const model::History* member : members) {
    std::vector<model::Observation> known;
    for (const auto& figure : member->figures) {
      if (figure.year <= last_year) known.push_back(figure);
    }
    StateFit fit{filter_trend(family, known, last_year), {}, {}};
    const auto count = static_cast<int>(fit.trend.innovations.size());
    residuals.push_back({count, fit.trend.sum_of_squares / std::max(count, 1)});
    posterior.members.push_back(std::move(fit));
  }
  const FamilyFit pooled = pool_family(family, residuals);
  for (StateFit& member : posterior.members) {
    member.pool = {static_cast<double>(pooled.df), pooled.sigma};
    member.posterior = volatility_posterior(member.pool, member.trend);
  }
  return posterior;
}

Mixture predict_figure(const FamilyPosterior& posterior, std::size_t m, int year,
                       bool estimate) {
  const StateFit& member = posterior.members[m];
  const auto law =
      predict_levels(posterior.family, member, year - posterior.last_year).back();
  const double error = estimate ? posterior.family.estimate_error[0] * member.posterior.scale : 0;
  return Mixture({{1, law.df, law.location, std::hypot(law.scale, error)}});
}

}  // namespace prospect::calibrate
