#include "calibrate/family_posterior.hpp"

#include "base/check.hpp"
#include "lanes/elementary.hpp"
#include "lanes/log_gamma.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace prospect::calibrate {
namespace {

constexpr double least_weight = 1e-8;   // of a node, and of a part of a law
constexpr int most_breaks_ahead = 3;
constexpr int most_years_of_pairs = 12;

std::vector<Rule> rules_of(const model::Family& family) {
  std::vector<Rule> rules;
  for (const double damping : family.damping) {
    for (const double change : family.drift_change) {
      for (const double sd : family.drift_sd) {
        for (const double error : family.estimate_error) {
          rules.push_back({damping, change, sd, error, family.drift_mean, family.break_size});
        }
      }
    }
  }
  return rules;
}

/// The nodes with their prior weights, which sum to 1.
std::vector<FamilyNode> nodes_of(const model::Family& family, std::size_t rules) {
  std::vector<std::pair<double, double>> scales;  // value, weight
  if (family.sigma_spread == 0) {
    scales.emplace_back(family.sigma, 1);
  } else {
    double sum = 0;
    for (int k = 0; k < scale_nodes; ++k) {
      const double z = scale_reach * (2.0 * k / (scale_nodes - 1) - 1);
      scales.emplace_back(family.sigma * std::exp(family.sigma_spread * z), std::exp(-z * z / 2));
      sum += scales.back().second;
    }
    for (auto& [value, weight] : scales) weight /= sum;
  }
  std::vector<FamilyNode> nodes;
  nodes.reserve(rules * family.df.size() * scales.size());
  const double each = 1.0 / static_cast<double>(rules * family.df.size());
  for (std::uint32_t rule = 0; rule < rules; ++rule) {
    for (const double df : family.df) {
      for (const auto& [value, weight] : scales) nodes.push_back({rule, df, value, each * weight, 0});
    }
  }
  return nodes;
}

/// Sets of at most `most_breaks` years, the empty one first; only it if breaks do not happen. Pairs grow
/// with the square of the years: a long history, which can afford it, has sets of one only.
std::vector<std::vector<int>> break_sets(const model::Family& family, int first, int last) {
  std::vector<std::vector<int>> sets = {{}};
  if (family.break_probability == 0 || family.break_size == 0) return sets;
  static_assert(most_breaks == 2);
  for (int year = first; year <= last; ++year) sets.push_back({year});
  if (last - first >= most_years_of_pairs) return sets;
  for (int year = first; year <= last; ++year) {
    for (int later = year + 1; later <= last; ++later) sets.push_back({year, later});
  }
  return sets;
}

std::span<const model::Observation> until(const model::History& history, int year) {
  const auto end = std::find_if(history.figures.begin(), history.figures.end(),
                                [year](const auto& figure) { return figure.year > year; });
  return {history.figures.begin(), end};
}

/// Log probabilities of sets of breaks, given that it is one of them.
std::vector<double> log_priors_of(const std::vector<std::vector<int>>& sets, double p, int years) {
  std::vector<double> logs;
  double sum = 0;
  for (const auto& set : sets) {
    const auto breaks = static_cast<double>(set.size());
    logs.push_back(sets.size() == 1 ? 0 : breaks * std::log(p) + (years - breaks) * std::log1p(-p));
    sum += std::exp(logs.back());
  }
  for (double& log : logs) log -= std::log(sum);
  return logs;
}

MemberPosterior filter_member(const model::Family& family, const std::vector<Rule>& rules,
                              const model::History& history, int year) {
  const auto figures = until(history, year);
  // Breaks before the first figure are in it; those after the last are told from no figure.
  const int first = figures.empty() ? year + 1 : figures.front().year + 1;
  const auto sets = break_sets(family, first, year);
  const auto log_priors = log_priors_of(sets, family.break_probability, year - first + 1);
  MemberPosterior member;
  member.origin = year;
  member.sets = sets.size();
  member.trends.reserve(rules.size() * sets.size());
  for (const Rule& rule : rules) {
    for (std::size_t k = 0; k < sets.size(); ++k) {
      member.trends.push_back({filter_trend(rule, figures, year, sets[k]), log_priors[k]});
    }
  }
  member.innovations = member.trends.front().filtered.innovations;
  return member;
}

/// What the evidence takes of a member's trends, [rule][set], side by side as loops over sets want it.
struct Sums {
  std::vector<double> bases;     ///< log prior of the set less half the log variances
  std::vector<double> squares;   ///< sums of squares

  explicit Sums(const MemberPosterior& member) {
    for (const auto& trend : member.trends) {
      bases.push_back(trend.log_prior - trend.filtered.log_variances / 2);
      squares.push_back(trend.filtered.sum_of_squares);
    }
  }
};

/// Weighs the sets of breaks under a node into `weights`; returns the log evidence summed over them. The evidence is
/// the header's; what does not depend on the set is worked out once.
double weigh_sets(const FamilyNode& node, const MemberPosterior& member, const Sums& sums, double* weights) {
  const double squares = node.df * node.scale * node.scale, power = (node.df + member.innovations) / 2;
  const double constant = lanes::log_gamma(power) - lanes::log_gamma(node.df / 2) -
                          member.innovations / 2.0 * std::log(std::numbers::pi * squares);
  const double* bases = &sums.bases[node.rule * member.sets];
  const double* of_sets = &sums.squares[node.rule * member.sets];
  // 1 + S / squares loses what S / squares has below 2^-53: no more than the rounding of the evidence itself.
  for (std::size_t set = 0; set < member.sets; ++set) {
    weights[set] = bases[set] + constant - power * lanes::log_lane(1 + of_sets[set] / squares);
  }
  const double most = *std::max_element(weights, weights + member.sets);
  for (std::size_t set = 0; set < member.sets; ++set) weights[set] = lanes::exp_lane(weights[set] - most);
  double sum = 0;
  for (std::size_t set = 0; set < member.sets; ++set) sum += weights[set];
  for (std::size_t set = 0; set < member.sets; ++set) weights[set] /= sum;
  return most + std::log(sum);
}

/// Turns log weights into weights, drops the nodes that have none, and with them their sets' weights.
void keep_likely(FamilyPosterior& posterior, const std::vector<double>& logs) {
  const double most = *std::max_element(logs.begin(), logs.end());
  double sum = 0;
  for (const double log : logs) sum += std::exp(log - most);
  posterior.log_evidence = most + std::log(sum);
  double total = 0;
  std::size_t kept = 0;
  for (std::size_t k = 0; k < logs.size(); ++k) {
    FamilyNode node = posterior.nodes[k];
    node.weight = std::exp(logs[k] - most) / sum;
    if (node.weight < least_weight) continue;
    total += node.weight;
    for (MemberPosterior& member : posterior.members) {
      const auto from = member.weights.begin() + static_cast<std::ptrdiff_t>(k * member.sets);
      const auto to = member.weights.begin() + static_cast<std::ptrdiff_t>(kept * member.sets);
      if (from != to) std::copy_n(from, member.sets, to);
    }
    posterior.nodes[kept++] = node;
  }
  posterior.nodes.resize(kept);
  for (FamilyNode& node : posterior.nodes) node.weight /= total;
  for (MemberPosterior& member : posterior.members) member.weights.resize(kept * member.sets);
}

/// Visits every node and set of breaks of a member that has weight: (weight, node, filtered trend, scale
/// of sigma afterwards).
template <class Visit>
void each_part(const FamilyPosterior& posterior, std::size_t m, Visit visit) {
  const MemberPosterior& member = posterior.members[m];
  for (std::size_t k = 0; k < posterior.nodes.size(); ++k) {
    const FamilyNode& node = posterior.nodes[k];
    for (std::size_t set = 0; set < member.sets; ++set) {
      const double weight = node.weight * member.weights[k * member.sets + set];
      if (weight < least_weight) continue;
      const FilteredTrend& trend = member.trend(node.rule, set);
      const double df = node.df + member.innovations;
      const double squares = node.df * node.scale * node.scale + trend.sum_of_squares;
      visit(weight, node, trend, df, std::sqrt(squares / df));
    }
  }
}

}  // namespace

FamilyPosterior fit_family(const model::Family& family,
                           std::span<const model::History* const> members, int year, int last) {
  std::vector<int> origins;
  for (const model::History* history : members) {
    const auto figures = until(*history, last);
    origins.push_back(figures.empty() ? year : std::max(year, figures.back().year));
  }
  return fit_family(family, members, year, origins);
}

FamilyPosterior fit_family(const model::Family& family,
                           std::span<const model::History* const> members, int year) {
  return fit_family(family, members, year, year);
}

FamilyPosterior fit_family(const model::Family& family,
                           std::span<const model::History* const> members, int year,
                           std::span<const int> origins) {
  PROSPECT_EXPECT(origins.size() == members.size());
  FamilyPosterior posterior;
  posterior.family = family;
  posterior.year = year;
  posterior.rules = rules_of(family);
  posterior.nodes = nodes_of(family, posterior.rules.size());
  std::vector<double> logs;
  for (const FamilyNode& node : posterior.nodes) logs.push_back(std::log(node.prior));
  for (std::size_t m = 0; m < members.size(); ++m) {
    MemberPosterior member = filter_member(family, posterior.rules, *members[m], origins[m]);
    const Sums sums(member);
    member.weights.resize(posterior.nodes.size() * member.sets);
    for (std::size_t k = 0; k < logs.size(); ++k) {
      logs[k] += weigh_sets(posterior.nodes[k], member, sums, &member.weights[k * member.sets]);
    }
    posterior.members.push_back(std::move(member));
    posterior.histories.push_back(*members[m]);
  }
  keep_likely(posterior, logs);
  return posterior;
}

std::vector<VolatilityPart> volatility_of(const FamilyPosterior& posterior, std::size_t member) {
  std::vector<VolatilityPart> parts;
  each_part(posterior, member, [&](double weight, const FamilyNode&, const FilteredTrend&, double df,
                                   double scale) { parts.push_back({weight, df, scale}); });
  return parts;
}

Mixture drift_of(const FamilyPosterior& posterior, std::size_t member) {
  std::vector<Mixture::Part> parts;
  each_part(posterior, member, [&](double weight, const FamilyNode&, const FilteredTrend& trend,
                                   double df, double scale) {
    parts.push_back({weight, df, trend.state.drift, scale * std::sqrt(trend.state.drift_variance)});
  });
  return Mixture(std::move(parts)).condensed();
}

Mixture level_of(const FamilyPosterior& posterior, std::size_t member) {
  std::vector<Mixture::Part> parts;
  each_part(posterior, member, [&](double weight, const FamilyNode&, const FilteredTrend& trend,
                                   double df, double scale) {
    parts.push_back({weight, df, trend.state.level, scale * std::sqrt(trend.state.level_variance)});
  });
  return Mixture(std::move(parts)).condensed();
}

Mixture predict_figure(const FamilyPosterior& posterior, std::size_t member, int year, bool estimate) {
  const int ahead = year - posterior.members[member].origin;
  PROSPECT_EXPECT(ahead > 0);
  const model::Family& family = posterior.family;
  const double p = family.break_size == 0 ? 0 : family.break_probability;
  std::vector<double> breaks = {std::pow(1 - p, ahead)};
  for (int k = 1; k <= std::min(ahead, p > 0 ? most_breaks_ahead : 0); ++k) {
    breaks.push_back(breaks.back() * p / (1 - p) * (ahead - k + 1) / k);
  }
  std::vector<Mixture::Part> parts;
  each_part(posterior, member, [&](double weight, const FamilyNode& node, const FilteredTrend& trend,
                                   double df, double scale) {
    const Rule& rule = posterior.rules[node.rule];
    double reach = 0, squares = 0;  // S_k, sum of S_k^2
    for (int k = 1; k <= ahead; ++k) {
      reach = 1 + rule.damping * reach;
      squares += reach * reach;
    }
    const double carried = rule.damping * reach;
    const TrendState& now = trend.state;
    const double variance = now.level_variance + 2 * carried * now.covariance +
                            carried * carried * now.drift_variance +
                            rule.drift_change * rule.drift_change * squares + ahead +
                            (estimate ? rule.estimate_error * rule.estimate_error : 0);
    for (std::size_t k = 0; k < breaks.size(); ++k) {
      const double jumped = variance + static_cast<double>(k) * rule.break_size * rule.break_size;
      parts.push_back({weight * breaks[k], df, now.level + carried * now.drift,
                       scale * std::sqrt(jumped)});
    }
  });
  return Mixture(std::move(parts)).condensed();
}

}  // namespace prospect::calibrate
