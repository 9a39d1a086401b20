#include "summarise/groups.hpp"

#include <algorithm>

namespace prospect::summarise {
namespace {

struct Theme {
  const char* name;
  const char* en;
  const char* vi;
};

/// The parts of a Vietnamese socio-economic development plan, as its reports name them.
constexpr Theme themes[] = {{"economy", "Economy", "Kinh tế"},
                            {"society", "Society", "Xã hội"},
                            {"environment", "Environment", "Môi trường"},
                            {"party", "Party building", "Xây dựng Đảng"}};

base::Label label_of(const std::string& theme) {
  const auto known = std::find_if(std::begin(themes), std::end(themes),
                                  [&](const Theme& t) { return theme == t.name; });
  return known == std::end(themes) ? base::Label{theme, ""} : base::Label{known->en, known->vi};
}

}  // namespace

std::vector<GroupCount> find_groups(const model::Program& program,
                                    const std::vector<std::size_t>& assessed) {
  std::vector<GroupCount> groups;
  for (std::size_t i = 0; i < assessed.size(); ++i) {
    const std::string& theme = program.targets[assessed[i]].theme;
    if (theme.empty()) {
      continue;
    }
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const GroupCount& g) { return g.name == theme; });
    if (group == groups.end()) {
      group = groups.insert(group, {theme, label_of(theme), {}, 0});
    }
    group->targets.push_back(i);
  }
  for (const model::Joint& joint : program.joints) {
    GroupCount group{joint.name, joint.label, {}, 0};
    for (const std::size_t target : joint.targets) {
      const auto place = std::find(assessed.begin(), assessed.end(), target);
      if (place != assessed.end()) {
        group.targets.push_back(static_cast<std::size_t>(place - assessed.begin()));
      }
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace prospect::summarise
