#include "analyse/goals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/hints.hpp"
#include "base/problem.hpp"

namespace prospect::analyse {
namespace {

Goal single(const model::Program& program, std::size_t t) {
  return {program.targets[t].code, program.targets[t].label, {t}};
}

Goal joint_goal(const model::Joint& joint) { return {joint.name, joint.label, joint.targets}; }

std::vector<std::size_t> assessed(const model::Program& program) {
  std::vector<std::size_t> targets;
  for (std::size_t t = 0; t < program.targets.size(); ++t) {
    if (program.targets[t].variable) targets.push_back(t);
  }
  return targets;
}

Goal everything(const model::Program& program) {
  return {"all", {"All assessed targets together", "Tất cả chỉ tiêu được đánh giá"}, assessed(program)};
}

std::string bare(const std::string& word) {
  return word.size() > 2 && word.front() == '(' && word.back() == ')' ? word.substr(1, word.size() - 2) : word;
}

/// The plan whose assessed targets reach furthest: numbers are its own. As of an earlier year an older plan's
/// targets are assessed too.
std::string plan_of_numbers(const model::Program& program, const std::vector<std::size_t>& targets) {
  const model::Target* last = nullptr;
  for (const auto t : targets) {
    const auto& target = program.targets[t];
    if (last == nullptr || target.year > last->year) last = &target;
  }
  return last == nullptr ? "" : last->plan;
}

/// The goals of one word; none if it names nothing.
std::vector<Goal> named(const model::Program& program, const std::string& word) {
  const auto targets = assessed(program);
  if (word == "all") return {everything(program)};
  const auto plan = plan_of_numbers(program, targets);
  std::vector<Goal> found;
  for (const auto t : targets) {
    const auto& target = program.targets[t];
    const std::string number = target.number > 0 && target.plan == plan ? fmt::format("{}", target.number) : "";
    const bool by_number = !number.empty() && (word == number || word == number + target.part);
    if (word == "each" || word == target.code || by_number) {
      found.push_back(single(program, t));
    }
  }
  if (!found.empty()) return found;
  for (const auto& joint : program.joints) {
    if (joint.name == word && !joint.targets.empty()) return {joint_goal(joint)};
  }
  return {};
}

void refuse(const model::Program& program, const std::string& word, base::Problems& problems) {
  for (const auto& target : program.targets) {
    const bool meant = word == target.code ||
                       (target.number > 0 && word == fmt::format("{}{}", target.number, target.part));
    if (!meant || target.variable) continue;
    problems.add("unknown-target", {}, fmt::format("target '{}' is not assessed: {}", word, target.reason.en),
                 "prospect run lists the targets that are");
    return;
  }
  std::vector<std::string> words = {"all", "each"};
  for (const auto t : assessed(program)) {
    const auto& target = program.targets[t];
    words.push_back(target.code);
    if (target.number > 0) words.push_back(fmt::format("{}{}", target.number, target.part));
  }
  for (const auto& joint : program.joints) words.push_back(joint.name);
  problems.add("unknown-target", {}, fmt::format("there is no target '{}'", word),
               base::did_you_mean(word, words, "give its number, as 1 or 10a, its code, a joint's name, or all"));
}

}  // namespace

std::vector<Goal> find_goals(const model::Program& program, const std::vector<std::string>& words) {
  std::vector<Goal> goals;
  const auto add = [&](Goal goal) {
    const bool there = std::any_of(goals.begin(), goals.end(), [&](const Goal& g) { return g.name == goal.name; });
    if (!there) goals.push_back(std::move(goal));
  };
  if (words.empty()) {
    const auto joint = std::find_if(program.joints.begin(), program.joints.end(),
                                    [](const auto& j) { return !j.targets.empty(); });
    if (joint != program.joints.end()) {
      for (const auto t : joint->targets) add(single(program, t));
      add(joint_goal(*joint));
    } else {
      add(everything(program));
    }
  }
  base::Problems problems;
  for (const auto& word : words) {
    auto found = named(program, bare(word));
    if (found.empty()) refuse(program, bare(word), problems);
    for (auto& goal : found) add(std::move(goal));
  }
  base::reject_if_errors(problems);
  return goals;
}

std::vector<model::VariableId> variables_of(const model::Program& program,
                                            const std::vector<Goal>& goals) {
  std::vector<model::VariableId> variables;
  for (const auto& goal : goals) {
    for (const auto t : goal.targets) variables.push_back(*program.targets[t].variable);
  }
  return variables;
}

GoalTest::GoalTest(const model::Program& program, const std::vector<Goal>& goals)
    : of_(goals.size()), met_(goals.size()) {
  std::map<std::size_t, std::size_t> place;
  for (std::size_t g = 0; g < goals.size(); ++g) {
    for (const auto t : goals[g].targets) {
      const auto [at, fresh] = place.emplace(t, tests_.size());
      if (fresh) tests_.emplace_back(program, t);
      of_[g].push_back(at->second);
    }
  }
  test_met_.resize(tests_.size());
}

const std::vector<summarise::LaneSet>& GoalTest::met(const simulate::PathBlock& block) {
  const summarise::SoundLanes sound(block);
  for (std::size_t k = 0; k < tests_.size(); ++k) {
    const double* figure = tests_[k].figure(block, scratch_.row(0));
    summarise::LaneSet set{};
    for (std::size_t l = 0; l < lanes::lane_count; ++l) {
      const bool met = figure[l] >= tests_[k].low() && figure[l] <= tests_[k].high();
      set[l / summarise::word_lanes] |= std::uint64_t{met} << (l % summarise::word_lanes);
    }
    test_met_[k] = set;
  }
  for (std::size_t g = 0; g < of_.size(); ++g) {
    met_[g] = sound.set();
    for (const auto k : of_[g]) {
      for (std::size_t w = 0; w < summarise::block_words; ++w) met_[g][w] &= test_met_[k][w];
    }
  }
  return met_;
}

const double* GoalTest::figure(std::size_t goal, const simulate::PathBlock& block,
                               double* scratch) const {
  return tests_[of_[goal].front()].figure(block, scratch);
}

}  // namespace prospect::analyse
