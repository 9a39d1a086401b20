#include "summarise/update.hpp"

#include "base/check.hpp"
#include "base/whole.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospect::summarise {
namespace {

using Named = std::vector<std::pair<std::string, double>>;

double value_in(const Named& list, const std::string& name) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const auto& x) { return x.first == name; });
  return at == list.end() ? std::numeric_limits<double>::quiet_NaN() : at->second;
}

}  // namespace

std::uint64_t paths_for_enough(const Summary& summary) {
  const double needed = static_cast<double>(enough_paths) * static_cast<double>(summary.simulated) /
                        static_cast<double>(std::max<std::uint64_t>(summary.paths, 1));
  const double unit = std::pow(10.0, std::max(0.0, std::floor(std::log10(needed)) - 1));
  return base::whole(std::ceil(needed / unit) * unit);
}

void UpdateSteps::add(const model::Program& program, const Summary& summary) {
  const auto share = [&](std::uint64_t hits) {
    return summary.paths == 0 ? std::numeric_limits<double>::quiet_NaN()
                              : static_cast<double>(hits) / static_cast<double>(summary.paths);
  };
  Step step{summary.simulated, summary.paths, {}, {}, share(summary.all_met)};
  for (const TargetCount& count : summary.targets) {
    step.targets.emplace_back(program.targets[count.target].code, share(count.hits));
  }
  for (const GroupCount& group : summary.groups) {
    if (!group.targets.empty()) step.groups.emplace_back(group.name, share(group.all_met));
  }
  steps_.push_back(std::move(step));
}

Update UpdateSteps::finish() const {
  PROSPECT_EXPECT(!steps_.empty());
  Update update;
  update.simulated = steps_.back().simulated;
  const auto courses = [this](Named Step::*of) {
    std::vector<Course> all;
    for (const auto& [name, last] : steps_.back().*of) {
      Course course{name, {}};
      for (const Step& step : steps_) course.probability.push_back(value_in(step.*of, name));
      all.push_back(std::move(course));
    }
    return all;
  };
  update.targets = courses(&Step::targets);
  update.groups = courses(&Step::groups);
  for (const Step& step : steps_) {
    update.accepted.push_back(step.accepted);
    update.all.probability.push_back(step.all);
  }
  return update;
}

}  // namespace prospect::summarise
