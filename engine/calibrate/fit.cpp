#include "calibrate/fit.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.hpp"
#include "calibrate/family_rows.hpp"
#include "lanes/ordered_for.hpp"

namespace prospect::calibrate {
namespace {

using calibrate::describe;  // of draws

Described describe(const lanes::Distribution& law) {
  return {finite_or_none(law.mean()), finite_or_none(law.sd()), law.quantile(0.05), law.quantile(0.5),
          law.quantile(0.95)};
}

/// A family on its way through the fit.
struct FamilyWork {
  std::size_t family = 0;
  std::vector<const model::History*> members;
  FamilyJoint joint;                         ///< its posterior may be still to be found
  std::shared_ptr<const FamilyRows> rows;    ///< so may its rows
  std::string key;                           ///< of rows that are to be kept

  [[nodiscard]] std::vector<std::size_t> states() const {
    std::vector<std::size_t> members_of_states;
    for (const auto& state : joint.states) members_of_states.push_back(state.member);
    return members_of_states;
  }
};

struct SharedNumber {
  std::optional<model::ParameterId> model::FamilyParameters::*id;
  FamilyRows::Shared place;
};
constexpr SharedNumber shared_numbers[] = {
    {&model::FamilyParameters::scale, FamilyRows::scale},
    {&model::FamilyParameters::damping, FamilyRows::damping},
    {&model::FamilyParameters::drift_change, FamilyRows::drift_change},
    {&model::FamilyParameters::drift_sd, FamilyRows::drift_sd},
    {&model::FamilyParameters::estimate_error, FamilyRows::estimate_error},
    {&model::FamilyParameters::df, FamilyRows::df}};

/// The rows of the same posterior in another fit, if it has them all.
std::shared_ptr<const FamilyRows> rows_in(const Estimate& before, const FamilyJoint& joint) {
  const auto from = std::find_if(before.joints.begin(), before.joints.end(), [&joint](const auto& other) {
    return other.posterior == joint.posterior;
  });
  if (from == before.joints.end()) return nullptr;
  auto rows = std::make_shared<FamilyRows>();
  const auto learned = [&before](model::ParameterId id) { return before.learned[id.value]; };
  for (const auto& state : joint.states) {
    const auto at = std::find_if(from->states.begin(), from->states.end(),
                                 [&state](const auto& other) { return other.member == state.member; });
    if (at == from->states.end()) return nullptr;
    rows->states.push_back({learned(at->sigma), learned(at->level), learned(at->drift)});
  }
  // The same keys leave the same numbers free.
  for (const auto& number : shared_numbers) {
    if (joint.shared.*number.id) rows->shared[number.place] = learned(*(from->shared.*number.id));
  }
  rows->fit = before.families[static_cast<std::size_t>(from - before.joints.begin())];
  return rows;
}

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

/// Finds what is at hand of a family: states, and of another scenario's fit or a kept one posterior and rows.
FamilyWork begin_family(const model::Program& program, std::size_t family, const FitOptions& options) {
  FamilyWork work;
  work.family = family;
  work.members = members_of(program, program.families[family].name);
  work.joint.shared = program.family_parameters[family];
  for (const auto& state : program.fitted) {
    const auto at = std::find(work.members.begin(), work.members.end(), &program.histories[state.history]);
    if (at == work.members.end()) continue;
    work.joint.states.push_back({static_cast<std::size_t>(at - work.members.begin()), state.level, state.drift,
                                 state.sigma, program.variables[state.variable.value].name});
  }
  work.joint.posterior = taken_over(program.families[family], program.base_year, work.members, options.before);
  if (work.joint.posterior) work.rows = rows_in(*options.before, work.joint);
  if (work.rows || options.kept == nullptr) return work;
  work.key = key_of(program.families[family], work.members, program.base_year, program.end_year, work.states());
  work.rows = options.kept->find_family(work.key);
  return work;
}

/// Works out what is not at hand; returns whether the rows were worked out.
bool complete(const model::Program& program, FamilyWork& work) {
  if (!work.joint.posterior) {
    work.joint.posterior = std::make_shared<const FamilyPosterior>(
        fit_family(program.families[work.family], work.members, program.base_year, program.end_year));
  }
  const auto states = work.states();
  if (work.rows && work.rows->states.size() == states.size()) return false;
  auto rows = std::make_shared<FamilyRows>(rows_of(*work.joint.posterior, work.members, states));
  rows->key = work.key;
  work.rows = std::move(rows);
  return true;
}

void enter_family(const model::Program& program, FamilyWork work, Estimate& estimate) {
  const auto row = [&estimate](model::ParameterId id, const Learned& learned) {
    estimate.laws[id.value].kind = Law::Kind::joint;
    estimate.learned[id.value] = learned;
  };
  for (const auto& number : shared_numbers) {
    if (const auto& id = work.joint.shared.*number.id) row(*id, work.rows->shared[number.place]);
  }
  for (std::size_t s = 0; s < work.joint.states.size(); ++s) {
    row(work.joint.states[s].sigma, work.rows->states[s].sigma);
    row(work.joint.states[s].level, work.rows->states[s].level);
    row(work.joint.states[s].drift, work.rows->states[s].drift);
  }
  FamilyFit fit = work.rows->fit;
  fit.members = static_cast<int>(work.joint.states.size());
  fit.series = static_cast<int>(work.members.size());
  fit.family = program.families[work.family].name;
  fit.log_evidence = work.joint.posterior->log_evidence;
  estimate.families.push_back(std::move(fit));
  estimate.joints.push_back(std::move(work.joint));
}

/// All families, on all threads: each is a matter of its own.
void fit_families(const model::Program& program, const FitOptions& options, Estimate& estimate) {
  std::vector<FamilyWork> works;
  for (std::size_t f = 0; f < program.families.size(); ++f) works.push_back(begin_family(program, f, options));
  std::vector<char> fresh(works.size());
  lanes::ordered_for(
      works.size(), options.threads,
      [&](std::uint64_t f, int) { fresh[f] = complete(program, works[f]) ? 1 : 0; }, [](auto, int) {});
  for (std::size_t f = 0; f < works.size(); ++f) {
    if (fresh[f] != 0 && options.kept != nullptr) options.kept->keep_family(*works[f].rows);
    enter_family(program, std::move(works[f]), estimate);
  }
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
  posterior = std::make_shared<const BlockPosterior>(
      learn(block, program, options.seed, options.threads, block_particles, options.watch));
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
    Learned row =
        side_by_side(posterior->prior[k], describe(posterior->draws[k]), static_cast<int>(posterior->figures));
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
    estimate.learned.push_back(side_by_side(law, law, 0));
  }
  fit_families(program, options, estimate);
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
