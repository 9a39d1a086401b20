#include "analyse/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "base/check.hpp"
#include "base/problem.hpp"
#include "lanes/ordered_for.hpp"
#include "model/prune.hpp"
#include "simulate/simulate.hpp"

namespace prospect::analyse {
namespace {

using summarise::LaneSet;

/// Targets of a goal by code: how scenarios know that they speak of the same.
std::set<std::string> codes_of(const model::Program& program, const Goal& goal) {
  std::set<std::string> codes;
  for (const auto t : goal.targets) codes.insert(program.targets[t].code);
  return codes;
}

/// Says which target one scenario assesses and another does not.
void check_same(const model::Program& first, const std::vector<Goal>& goals, const model::Program& other,
                const std::vector<Goal>& others, base::Problems& problems) {
  const auto all_codes = [](const model::Program& program, const std::vector<Goal>& of) {
    std::set<std::string> codes;
    for (const auto& goal : of) codes.merge(codes_of(program, goal));
    return codes;
  };
  const auto a = all_codes(first, goals), b = all_codes(other, others);
  std::vector<std::string> apart;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(apart));
  bool same = apart.empty() && goals.size() == others.size();
  for (std::size_t g = 0; same && g < goals.size(); ++g) {
    same = goals[g].name == others[g].name && codes_of(first, goals[g]) == codes_of(other, others[g]);
  }
  if (same) return;
  const auto what = apart.empty() ? std::string("their joint targets differ")
                                  : fmt::format("only one of them assesses '{}'", apart.front());
  problems.add("bad-argument", {},
               fmt::format("'{}' and '{}' cannot be compared: {}", first.scenario, other.scenario, what),
               "name targets that both assess with --target");
}

/// Each target that some goal names as a goal of its own.
std::vector<Goal> singles_of(const model::Program& program, const std::vector<Goal>& goals) {
  std::vector<Goal> singles;
  std::set<std::size_t> seen;
  for (const auto& goal : goals) {
    for (const auto t : goal.targets) {
      if (seen.insert(t).second) singles.push_back({program.targets[t].code, program.targets[t].label, {t}});
    }
  }
  return singles;
}

std::uint64_t size_of_both(const LaneSet& a, const LaneSet& b) {
  std::uint64_t size = 0;
  for (std::size_t w = 0; w < summarise::block_words; ++w) {
    size += static_cast<std::uint64_t>(std::popcount(a[w] & b[w]));
  }
  return size;
}

/// A scenario cut to the goals, and what all threads share of it.
struct Cut {
  model::Program program;
  const calibrate::Estimate* estimate;
  simulate::Plan plan;
  std::vector<Goal> tested;       ///< the goals, then each of their targets for itself
  model::Draws draws;
  simulate::ParameterDraws parameters;

  Cut(const Contender& of, std::vector<Goal> goals)
      : program(model::only(*of.program, wanted(of, goals))),
        estimate(of.estimate),
        plan(of.plan),
        tested(std::move(goals)),
        draws(program, plan.seed),
        parameters(program, *estimate, plan.seed) {
    for (auto& single : singles_of(program, tested)) tested.push_back(std::move(single));
  }

  static std::vector<model::VariableId> wanted(const Contender& of, const std::vector<Goal>& goals) {
    auto variables = variables_of(*of.program, goals);
    for (const auto& condition : of.plan.conditions) variables.push_back(condition.variable);
    return variables;
  }
};

}  // namespace

void Comparison::Counts::add(const Counts& other) {
  const auto join = [](std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& from) {
    to.resize(from.size());
    for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
  };
  worlds += other.worlds;
  left_out += other.left_out;
  join(both, other.both);
  join(met_products, other.met_products);
  join(met_sums, other.met_sums);
  join(met_differs, other.met_differs);
}

/// Runs blocks of every scenario and counts them; one a thread.
struct Comparison::Worker {
  Worker(const std::vector<std::unique_ptr<Cut>>& cuts, std::size_t goals) : goals_(goals), of_(cuts.size()) {
    const std::size_t pairs = of_ * of_;
    counts.both.resize(goals * pairs);
    counts.met_products.resize(pairs);
    counts.met_differs.resize(pairs);
    counts.met_sums.resize(of_);
    for (const auto& cut : cuts) {
      runners_.push_back(std::make_unique<simulate::PathRunner>(cut->program, *cut->estimate, cut->draws,
                                                                cut->parameters, cut->plan.conditions,
                                                                cut->plan.seed, cut->plan.words()));
      tests_.emplace_back(cut->program, cut->tested);
    }
    met_.resize(of_);
    numbers_.resize(of_);
  }

  void run(std::uint64_t first, std::size_t used) {
    LaneSet common{}, some{};
    for (std::size_t s = 0; s < of_; ++s) {
      const auto& block = runners_[s]->run(first, used);
      const LaneSet counted = summarise::counted_lanes(block);
      for (std::size_t w = 0; w < summarise::block_words; ++w) {
        common[w] = s == 0 ? counted[w] : common[w] & counted[w];
        some[w] |= counted[w];
      }
      met_[s] = tests_[s].met(block);
    }
    counts.worlds += summarise::size_of(common);
    counts.left_out += summarise::size_of(some) - summarise::size_of(common);
    for (auto& sets : met_) {
      for (auto& set : sets) {
        for (std::size_t w = 0; w < summarise::block_words; ++w) set[w] &= common[w];
      }
    }
    count_goals();
    count_numbers();
  }

  Counts counts;

 private:
  void count_goals() {
    for (std::size_t g = 0; g < goals_; ++g) {
      for (std::size_t a = 0; a < of_; ++a) {
        for (std::size_t b = a; b < of_; ++b) {
          counts.both[(g * of_ + a) * of_ + b] += size_of_both(met_[a][g], met_[b][g]);
        }
      }
    }
  }

  void count_numbers() {
    for (std::size_t s = 0; s < of_; ++s) {
      numbers_[s].fill(0);
      for (std::size_t k = goals_; k < met_[s].size(); ++k) {
        for (std::size_t l = 0; l < lanes::lane_count; ++l) {
          const std::uint64_t word = met_[s][k][l / summarise::word_lanes];
          numbers_[s][l] += static_cast<std::uint32_t>(word >> (l % summarise::word_lanes)) & 1U;
        }
      }
      for (const auto number : numbers_[s]) counts.met_sums[s] += number;
    }
    for (std::size_t a = 0; a < of_; ++a) {
      for (std::size_t b = a; b < of_; ++b) {
        std::uint64_t products = 0, differs = 0;
        for (std::size_t l = 0; l < lanes::lane_count; ++l) {
          products += numbers_[a][l] * numbers_[b][l];
          differs += numbers_[a][l] != numbers_[b][l] ? 1U : 0U;
        }
        counts.met_products[a * of_ + b] += products;
        counts.met_differs[a * of_ + b] += differs;
      }
    }
  }

  std::size_t goals_, of_;
  std::vector<std::unique_ptr<simulate::PathRunner>> runners_;
  std::vector<GoalTest> tests_;
  std::vector<std::vector<LaneSet>> met_;   ///< [scenario][goal, then target]
  std::vector<std::array<std::uint32_t, lanes::lane_count>> numbers_;   ///< [scenario]: targets met, a lane
};

Comparison::Comparison(const std::vector<Contender>& contenders, const std::vector<std::string>& words, int threads) {
  PROSPECT_EXPECT(contenders.size() > 1);
  base::Problems problems;
  std::vector<std::unique_ptr<Cut>> cuts;
  for (const auto& contender : contenders) {
    programs_.push_back(contender.program);
    auto goals = find_goals(*contender.program, words);
    if (words.empty()) {
      auto all = find_goals(*contender.program, {"all"});
      if (goals.back().name != "all") goals.push_back(std::move(all.front()));
    }
    if (variables_of(*contender.program, goals).empty()) {
      problems.add("unknown-target", {}, fmt::format("'{}' assesses no target", contender.program->scenario),
                   "there is nothing to compare it by");
      continue;
    }
    if (goals_.empty()) {
      goals_ = goals;
    } else {
      check_same(*programs_.front(), goals_, *contender.program, goals, problems);
    }
    cuts.push_back(std::make_unique<Cut>(contender, std::move(goals)));
  }
  base::reject_if_errors(problems);
  targets_ = cuts.front()->tested.size() - goals_.size();

  const simulate::Plan& plan = contenders.front().plan;
  std::vector<std::unique_ptr<Worker>> workers(static_cast<std::size_t>(threads));
  const auto work = [&](std::uint64_t chunk, int thread) {
    auto& worker = workers[static_cast<std::size_t>(thread)];
    if (!worker) worker = std::make_unique<Worker>(cuts, goals_.size());
    const std::uint64_t begin = chunk * simulate::chunk_paths;
    const std::uint64_t end = std::min(begin + simulate::chunk_paths, plan.paths);
    for (std::uint64_t at = begin; at < end; at += lanes::lane_count) {
      const auto used = static_cast<std::size_t>(std::min<std::uint64_t>(lanes::lane_count, end - at));
      worker->run(plan.first_path + at, used);
    }
  };
  lanes::ordered_for(plan.chunks(), threads, work, [](std::uint64_t, int) {});
  for (const auto& worker : workers) {
    if (worker) counts_.add(worker->counts);
  }
}

std::uint64_t Comparison::hits(std::size_t goal, std::size_t scenario) const {
  return counts_.both[place(goal, scenario, scenario)];
}

GoalDifference Comparison::difference(std::size_t goal, std::size_t a, std::size_t b) const {
  const std::uint64_t both = counts_.both[place(goal, std::min(a, b), std::max(a, b))];
  GoalDifference found;
  found.only_a = hits(goal, a) - both;
  found.only_b = hits(goal, b) - both;
  const auto more = static_cast<double>(found.only_a) - static_cast<double>(found.only_b);
  found.value = worlds() == 0 ? 0 : more / static_cast<double>(worlds());
  found.interval = summarise::difference_interval(found.only_a, found.only_b, worlds());
  return found;
}

Best Comparison::best(std::size_t goal) const {
  constexpr double told_apart = 0.05;
  Best best;
  std::vector<double> chances;
  for (std::size_t a = 0; a < scenarios(); ++a) {
    if (hits(goal, a) > hits(goal, best.scenario)) best.scenario = a;
    for (std::size_t b = 0; b < scenarios(); ++b) {
      if (a == b) continue;
      const auto apart = difference(goal, a, b);
      chances.push_back(summarise::chance_if_no_better(apart.only_a, apart.only_b));
    }
  }
  chances = summarise::holm(chances);
  best.chance.resize(scenarios());
  double largest = 0;
  for (std::size_t b = 0; b < scenarios(); ++b) {
    if (b == best.scenario) continue;
    const std::size_t row = best.scenario * (scenarios() - 1);
    best.chance[b] = chances[row + b - (b > best.scenario ? 1 : 0)];
    largest = std::max(largest, best.chance[b]);
    if (best.chance[b] > told_apart) best.not_told_apart.push_back(b);
  }
  best.confidence = 1 - largest;
  return best;
}

double Comparison::met(std::size_t scenario) const {
  return static_cast<double>(counts_.met_sums[scenario]) / static_cast<double>(std::max<std::uint64_t>(worlds(), 1));
}

MetDifference Comparison::met_difference(std::size_t a, std::size_t b) const {
  const auto at = [&](const std::vector<std::uint64_t>& of, std::size_t i, std::size_t j) {
    return of[std::min(i, j) * scenarios() + std::max(i, j)];
  };
  summarise::DifferenceSums sums;
  sums.n = worlds();
  sums.differs = at(counts_.met_differs, a, b);
  sums.sum = static_cast<std::int64_t>(counts_.met_sums[a]) - static_cast<std::int64_t>(counts_.met_sums[b]);
  // The sum of (x - y)^2 is that of x^2 + y^2 - 2 x y, all whole numbers.
  sums.squares = at(counts_.met_products, a, a) + at(counts_.met_products, b, b) - 2 * at(counts_.met_products, a, b);
  const double mean = static_cast<double>(sums.sum) / static_cast<double>(std::max<std::uint64_t>(sums.n, 1));
  return {mean, summarise::mean_interval(sums, static_cast<double>(targets_))};
}

}  // namespace prospect::analyse
