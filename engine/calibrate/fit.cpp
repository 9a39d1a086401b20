#include "calibrate/fit.hpp"

#include "base/check.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace prospect::calibrate {
namespace {

// Doubles are enough: the library would go by way of long double, ten times slower.
using Doubles = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

/// Posterior over prior width above which nothing was learned: nearly all of the doubt is left.
constexpr double learned_ratio = 0.9;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

double finite_or_none(double value) { return std::isfinite(value) ? value : none; }

using calibrate::describe;  // of draws

Described describe(const lanes::Distribution& law) {
  return {finite_or_none(law.mean()), finite_or_none(law.sd()), law.quantile(0.05), law.quantile(0.5),
          law.quantile(0.95)};
}

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

/// Both laws side by side. Where the prior has no sd the widths of the 90 % intervals are compared.
Learned compare(const Described& prior, const Described& posterior, int observations) {
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

/// A history of which only the first figure was printed.
model::History first_of(model::History history) {
  if (history.figures.size() > 1) history.figures.resize(1);
  return history;
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

class FamilyEntry {
 public:
  FamilyEntry(const model::Program& program, std::size_t family, Estimate& estimate)
      : program_(program), index_(family), estimate_(estimate) {}

  /// Enters the rows of a family; those that `before` has of the same posterior are taken over.
  void enter(std::shared_ptr<const FamilyPosterior> posterior,
             const std::vector<const model::History*>& members, const Estimate* before) {
    FamilyJoint joint{std::move(posterior), program_.family_parameters[index_], {}};
    for (const auto& state : program_.fitted) {
      const auto at = std::find(members.begin(), members.end(), &program_.histories[state.history]);
      if (at == members.end()) continue;
      joint.states.push_back({static_cast<std::size_t>(at - members.begin()), state.level, state.drift,
                              state.sigma, program_.variables[state.variable.value].name});
    }
    if (before == nullptr || !copy(*before, joint)) work_out(joint, members);
    fit_.members = static_cast<int>(joint.states.size());
    fit_.series = static_cast<int>(members.size());
    fit_.family = program_.families[index_].name;
    fit_.log_evidence = joint.posterior->log_evidence;
    estimate_.families.push_back(fit_);
    estimate_.joints.push_back(std::move(joint));
  }

 private:
  /// The first figure only says where the movement starts.
  static int figures_of(const model::History& history) {
    return history.figures.size() > 1 ? static_cast<int>(history.figures.size()) : 0;
  }

  /// False, with nothing entered, if another fit has not all the rows of this posterior.
  bool copy(const Estimate& before, const FamilyJoint& joint) {
    const auto from = std::find_if(before.joints.begin(), before.joints.end(), [&joint](const auto& other) {
      return other.posterior == joint.posterior;
    });
    if (from == before.joints.end()) return false;
    std::vector<std::pair<model::ParameterId, model::ParameterId>> rows;  // theirs, ours
    for (const auto& state : joint.states) {
      const auto at = std::find_if(from->states.begin(), from->states.end(),
                                   [&state](const auto& other) { return other.member == state.member; });
      if (at == from->states.end()) return false;
      rows.insert(rows.end(), {{at->sigma, state.sigma}, {at->level, state.level}, {at->drift, state.drift}});
    }
    // The same keys leave the same numbers free.
    using Shared = model::FamilyParameters;
    for (const auto id : {&Shared::scale, &Shared::damping, &Shared::drift_change, &Shared::drift_sd,
                          &Shared::estimate_error, &Shared::df}) {
      if (joint.shared.*id) rows.emplace_back(*(from->shared.*id), *(joint.shared.*id));
    }
    for (const auto& [theirs, ours] : rows) row(ours, before.learned[theirs.value]);
    fit_ = before.families[static_cast<std::size_t>(from - before.joints.begin())];
    return true;
  }

  void work_out(const FamilyJoint& joint, const std::vector<const model::History*>& members) {
    const FamilyPosterior before = unmoved(*joint.posterior, members);
    int figures = 0;
    for (const model::History* member : members) figures += figures_of(*member);
    shared(before, *joint.posterior, figures);
    for (const auto& state : joint.states) {
      enter_state(state, before, *joint.posterior, *members[state.member]);
    }
  }

  void row(model::ParameterId id, const Learned& learned) {
    estimate_.laws[id.value].kind = Law::Kind::joint;
    estimate_.learned[id.value] = learned;
  }

  void shared(const FamilyPosterior& before, const FamilyPosterior& after, int figures) {
    const model::FamilyParameters& ids = program_.family_parameters[index_];
    const auto one = [&](const std::optional<model::ParameterId>& id, auto of) {
      const auto values = over_nodes(before, after, of);
      const Described posterior = describe(values, &Listed::weight);
      if (id) row(*id, compare(describe(values, &Listed::prior), posterior, figures));
      return posterior;
    };
    const auto of_rule = [](double Rule::*entry) {
      return [entry](const FamilyPosterior& of, const FamilyNode& node) {
        return of.rules[node.rule].*entry;
      };
    };
    using Posterior = const FamilyPosterior&;
    using Node = const FamilyNode&;
    fit_.sigma = one(ids.scale, [](Posterior, Node node) { return node.scale; }).median;
    fit_.df = one(ids.df, [](Posterior, Node node) { return node.df; }).mean;
    fit_.damping = one(ids.damping, of_rule(&Rule::damping)).mean;
    fit_.drift_change = one(ids.drift_change, of_rule(&Rule::drift_change)).mean;
    fit_.estimate_error = one(ids.estimate_error, of_rule(&Rule::estimate_error)).mean;
    one(ids.drift_sd, of_rule(&Rule::drift_sd));
  }

  void enter_state(const FamilyJoint::State& state, const FamilyPosterior& before,
                   const FamilyPosterior& after, const model::History& history) {
    const std::size_t m = state.member;
    const int figures = figures_of(history);
    row(state.sigma, compare(describe(condensed(volatility_of(before, m))),
                             describe(condensed(volatility_of(after, m))), figures));
    row(state.drift, compare(describe(drift_of(before, m)), describe(drift_of(after, m)), figures));
    // Without a figure there is no level to speak of.
    const bool has_level = !history.figures.empty();
    row(state.level, compare({}, has_level ? describe(level_of(after, m)) : Described{}, figures));
  }

  const model::Program& program_;
  std::size_t index_;
  Estimate& estimate_;
  FamilyFit fit_;
};

bool same_figures(const model::History& a, const model::History& b) {
  return a.series == b.series && a.link == b.link && a.low == b.low && a.high == b.high &&
         a.figures == b.figures;
}

/// The posterior of another program's family if it has the same keys, members and figures.
std::shared_ptr<const FamilyPosterior> taken_over(const model::Family& family, int year,
                                                  const std::vector<const model::History*>& members,
                                                  const Estimate* before) {
  if (before == nullptr) return nullptr;
  for (const auto& joint : before->joints) {
    const FamilyPosterior& posterior = *joint.posterior;
    if (!posterior.family.same_rule(family) || posterior.year != year) continue;
    if (!std::equal(members.begin(), members.end(), posterior.histories.begin(),
                    posterior.histories.end(),
                    [](const auto* a, const auto& b) { return same_figures(*a, b); })) {
      continue;
    }
    return joint.posterior;
  }
  return nullptr;
}

/// The posterior of a block: another scenario's, a kept one, or drawn now and kept.
std::shared_ptr<const BlockPosterior> posterior_of(const model::LearnBlock& block, const model::Program& program,
                                                   const FitOptions& options) {
  const std::string key = key_of(block, program, options.seed);
  if (options.before != nullptr) {
    for (const auto& other : options.before->blocks) {
      if (other.posterior->key == key) return other.posterior;
    }
  }
  auto posterior = options.kept == nullptr ? nullptr : options.kept->find(key);
  if (posterior) return posterior;
  posterior = std::make_shared<const BlockPosterior>(learn(block, program, options.seed, options.threads));
  if (options.kept != nullptr && !posterior->impossible) options.kept->keep(posterior);
  return posterior;
}

void enter_block(const model::Program& program, const model::LearnBlock& block,
                 const FitOptions& options, Estimate& estimate) {
  const auto posterior = posterior_of(block, program, options);
  BlockJoint joint{posterior, {}};
  for (const auto& part : block.parts) {
    const auto at = std::find(posterior->names.begin(), posterior->names.end(),
                              program.parameters[part.parameter.value].name);
    if (at == posterior->names.end()) continue;
    const auto k = static_cast<std::size_t>(at - posterior->names.begin());
    joint.parts.emplace_back(part.parameter, k);
    Learned row = compare(posterior->prior[k], describe(posterior->draws[k]), static_cast<int>(posterior->figures));
    row.effective = posterior->effective;
    estimate.laws[part.parameter.value].kind = Law::Kind::joint;
    estimate.learned[part.parameter.value] = row;
  }
  estimate.blocks.push_back(std::move(joint));
}

}  // namespace

std::vector<const model::History*> members_of(const model::Program& program, const std::string& family) {
  std::vector<const model::History*> members;
  for (const auto& history : program.histories) {
    if (history.family == family) members.push_back(&history);
  }
  return members;
}

Estimate fit(const model::Program& program, const FitOptions& options) {
  PROSPECT_EXPECT(program.family_parameters.size() == program.families.size());
  Estimate estimate;
  for (const auto& parameter : program.parameters) {
    using Role = model::Parameter::Role;
    const bool given = parameter.role == Role::given || parameter.role == Role::lever ||
                       parameter.role == Role::block;
    estimate.laws.push_back({Law::Kind::marginal, parameter.prior});
    const Described law = given ? describe(parameter.prior) : Described{};
    estimate.learned.push_back(compare(law, law, 0));
  }
  for (std::size_t f = 0; f < program.families.size(); ++f) {
    const auto members = members_of(program, program.families[f].name);
    auto posterior = taken_over(program.families[f], program.base_year, members, options.before);
    if (!posterior) {
      posterior = std::make_shared<const FamilyPosterior>(
          fit_family(program.families[f], members, program.base_year, program.end_year));
    }
    FamilyEntry(program, f, estimate).enter(std::move(posterior), members, options.before);
  }
  for (const auto& block : program.blocks) enter_block(program, *block, options, estimate);
  return estimate;
}

model::Program before_the_figures(const model::Program& program) {
  model::Program prior = program;
  prior.blocks.clear();
  for (auto& history : prior.histories) history = first_of(std::move(history));
  return prior;
}

}  // namespace prospect::calibrate
