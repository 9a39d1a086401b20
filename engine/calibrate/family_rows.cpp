#include "calibrate/family_rows.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "base/sha256.hpp"
#include "calibrate/key_text.hpp"

namespace prospect::calibrate {
namespace {

// Doubles are enough: the library would go by way of long double, ten times slower.
using Doubles = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

/// Posterior over prior width above which nothing was learned: nearly all of the doubt is left.
constexpr double learned_ratio = 0.9;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

Described describe(const Mixture& law) {
  return {finite_or_none(law.mean()), finite_or_none(law.sd()), law.quantile(0.05), law.quantile(0.5),
          law.quantile(0.95)};
}

/// sigma^2 = s^2 df / chi2_df: P(sigma <= x) = Q(df/2, df s^2 / (2 x^2)), Q the upper incomplete gamma
/// ratio; the mean of sigma is s sqrt(df/2) Gamma((df-1)/2) / Gamma(df/2), of sigma^2 s^2 df / (df-2).
Described describe(const std::vector<VolatilityPart>& parts) {
  double low = std::numeric_limits<double>::infinity(), high = 0, mean = 0, square = 0;
  for (const auto& part : parts) {
    low = std::min(low, part.scale);
    high = std::max(high, part.scale);
    const bool has_mean = part.df > 1, has_square = part.df > 2;
    mean += has_mean ? part.weight * part.scale * std::sqrt(part.df / 2) *
                           boost::math::tgamma_delta_ratio((part.df - 1) / 2, 0.5)
                     : none;
    square += has_square ? part.weight * part.scale * part.scale * part.df / (part.df - 2) : none;
  }
  const auto quantile = [&](double p) {
    const auto beyond = [&](double log_x) {
      double sum = 0;
      for (const auto& part : parts) {
        const double ratio = part.scale * std::exp(-log_x);
        sum += part.weight * boost::math::gamma_q(part.df / 2, part.df * ratio * ratio / 2, Doubles());
      }
      return sum - p;
    };
    constexpr double reach = 10;  // e^10 beyond the smallest and largest scale
    std::uintmax_t steps = 100;
    const auto [a, b] = boost::math::tools::toms748_solve(
        beyond, std::log(low) - reach, std::log(high) + reach,
        [](double from, double to) { return to - from < 1e-7; }, steps);
    return std::exp((a + b) / 2);
  };
  return {mean, std::sqrt(square - mean * mean), quantile(0.05), quantile(0.5), quantile(0.95)};
}

/// Parts of the same df and nearly the same scale (within a twentieth) as one.
std::vector<VolatilityPart> condensed(const std::vector<VolatilityPart>& parts) {
  constexpr double step = 0.05;
  std::map<std::pair<double, long>, VolatilityPart> cells;
  for (const auto& part : parts) {
    const std::pair cell(part.df, std::lround(std::log(part.scale) / step));
    VolatilityPart& sum = cells.try_emplace(cell, VolatilityPart{0, part.df, 0}).first->second;
    sum.weight += part.weight;
    sum.scale += part.weight * part.scale * part.scale;
  }
  std::vector<VolatilityPart> few;
  for (const auto& [cell, sum] : cells) {
    few.push_back({sum.weight, sum.df, std::sqrt(sum.scale / sum.weight)});
  }
  return few;
}

/// A number that takes few values, with their weights before and after.
struct Listed {
  double value, prior, weight;
};

Described describe(std::vector<Listed> values, double Listed::*weight) {
  std::stable_sort(values.begin(), values.end(),
                   [](const Listed& a, const Listed& b) { return a.value < b.value; });
  Described law{0, 0, none, none, none};
  for (const Listed& v : values) law.mean += v.*weight * v.value;
  double sum = 0;
  for (const Listed& v : values) {
    law.sd += v.*weight * (v.value - law.mean) * (v.value - law.mean);
    sum += v.*weight;
    if (std::isnan(law.q05) && sum >= 0.05) law.q05 = v.value;
    if (std::isnan(law.median) && sum >= 0.5) law.median = v.value;
    if (std::isnan(law.q95) && sum >= 0.95) law.q95 = v.value;
  }
  law.sd = std::sqrt(law.sd);
  return law;
}

/// What a family would say, of the same years, had only the first figures been printed.
FamilyPosterior unmoved(const FamilyPosterior& posterior, const std::vector<const model::History*>& members) {
  std::vector<int> origins;
  for (const auto& member : posterior.members) origins.push_back(member.origin);
  std::vector<model::History> firsts;
  for (const model::History* member : members) firsts.push_back(first_of(*member));
  std::vector<const model::History*> views;
  for (const auto& first : firsts) views.push_back(&first);
  return fit_family(posterior.family, views, posterior.year, origins);
}

/// Values of one entry of the rule or node over the nodes, with prior and posterior weights.
template <class Of>
std::vector<Listed> over_nodes(const FamilyPosterior& prior, const FamilyPosterior& posterior, Of of) {
  std::vector<Listed> values;
  const auto add = [&](double value, double before, double after) {
    for (Listed& v : values) {
      if (v.value != value) continue;
      v.prior += before;
      v.weight += after;
      return;
    }
    values.push_back({value, before, after});
  };
  for (const auto& node : prior.nodes) add(of(prior, node), node.weight, 0);
  for (const auto& node : posterior.nodes) add(of(posterior, node), 0, node.weight);
  return values;
}

/// The first figure only says where the movement starts.
int figures_of(const model::History& history) {
  return history.figures.size() > 1 ? static_cast<int>(history.figures.size()) : 0;
}

void fill_shared(const FamilyPosterior& before, const FamilyPosterior& after, int figures, FamilyRows& rows) {
  using Posterior = const FamilyPosterior&;
  using Node = const FamilyNode&;
  const auto one = [&](FamilyRows::Shared place, auto of) {
    const auto values = over_nodes(before, after, of);
    const Described posterior = describe(values, &Listed::weight);
    rows.shared[place] = side_by_side(describe(values, &Listed::prior), posterior, figures);
    return posterior;
  };
  const auto of_rule = [](double Rule::*entry) {
    return [entry](Posterior of, Node node) { return of.rules[node.rule].*entry; };
  };
  rows.fit.sigma = one(FamilyRows::scale, [](Posterior, Node node) { return node.scale; }).median;
  rows.fit.df = one(FamilyRows::df, [](Posterior, Node node) { return node.df; }).mean;
  rows.fit.damping = one(FamilyRows::damping, of_rule(&Rule::damping)).mean;
  rows.fit.drift_change = one(FamilyRows::drift_change, of_rule(&Rule::drift_change)).mean;
  rows.fit.estimate_error = one(FamilyRows::estimate_error, of_rule(&Rule::estimate_error)).mean;
  one(FamilyRows::drift_sd, of_rule(&Rule::drift_sd));
}

FamilyRows::State state_rows(const FamilyPosterior& before, const FamilyPosterior& after, std::size_t member,
                             const model::History& history) {
  const int figures = figures_of(history);
  FamilyRows::State rows;
  rows.sigma = side_by_side(describe(condensed(volatility_of(before, member))),
                            describe(condensed(volatility_of(after, member))), figures);
  rows.drift = side_by_side(describe(drift_of(before, member)), describe(drift_of(after, member)), figures);
  // Without a figure there is no level to speak of.
  const bool has_level = !history.figures.empty();
  rows.level = side_by_side({}, has_level ? describe(level_of(after, member)) : Described{}, figures);
  return rows;
}

}  // namespace

double finite_or_none(double value) { return std::isfinite(value) ? value : none; }

Learned side_by_side(const Described& prior, const Described& posterior, int observations) {
  Learned row;
  row.prior_mean = prior.mean;
  row.prior_sd = prior.sd;
  row.prior_q05 = prior.q05;
  row.prior_q95 = prior.q95;
  row.posterior_mean = posterior.mean;
  row.posterior_sd = posterior.sd;
  row.q05 = posterior.q05;
  row.median = posterior.median;
  row.q95 = posterior.q95;
  row.observations = observations;
  const bool by_width = !std::isfinite(prior.sd) || !std::isfinite(posterior.sd);
  const double before = by_width ? prior.q95 - prior.q05 : prior.sd;
  const double after = by_width ? posterior.q95 - posterior.q05 : posterior.sd;
  row.doubt_left = before > 0 ? after / before : none;
  row.not_learned = after > learned_ratio * before;
  return row;
}

model::History first_of(model::History history) {
  if (history.figures.size() > 1) history.figures.resize(1);
  return history;
}

std::string key_of(const model::Family& family, std::span<const model::History* const> members, int year, int last,
                   std::span<const std::size_t> states) {
  KeyText key;
  key.words("family, first form");
  key.words(family.name);
  for (const auto* list : {&family.damping, &family.drift_change, &family.drift_sd, &family.estimate_error,
                           &family.df}) {
    key.number(list->size());
    for (const double value : *list) key.number(value);
  }
  key.all(family.drift_mean, family.sigma, family.sigma_spread, family.break_probability, family.break_size);
  key.all(year, last, members.size());
  for (const model::History* history : members) {
    key.words(history->series);
    key.all(static_cast<int>(history->link), history->low, history->high, history->figures.size());
    for (const auto& figure : history->figures) {
      key.all(figure.year, figure.value, figure.linked, static_cast<int>(figure.estimate));
    }
  }
  for (const std::size_t state : states) key.number(state);
  return base::sha256(key.text());
}

FamilyRows rows_of(const FamilyPosterior& posterior, const std::vector<const model::History*>& members,
                   std::span<const std::size_t> states) {
  const FamilyPosterior before = unmoved(posterior, members);
  int figures = 0;
  for (const model::History* member : members) figures += figures_of(*member);
  FamilyRows rows;
  fill_shared(before, posterior, figures, rows);
  for (const std::size_t state : states) {
    rows.states.push_back(state_rows(before, posterior, state, *members[state]));
  }
  return rows;
}

}  // namespace prospect::calibrate
