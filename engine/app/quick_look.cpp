#include "app/quick_look.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/run.hpp"
#include "model/moved.hpp"
#include "model/prune.hpp"
#include "report/sentences.hpp"

namespace prospect::app {
namespace {

using model::VariableId;

/// The part of a case's program that hangs on what was moved, if anything does; other targets are not assessed in it.
std::optional<model::Program> part_of(const WhatIfCase& what, const std::vector<bool>& moved) {
  model::Program program = what.one.program;
  std::vector<VariableId> wanted;
  // A path fails where any indicator does, whoever shows it.
  for (const auto id : program.indicators()) {
    if (moved[id.value]) wanted.push_back(id);
  }
  for (auto& target : program.targets) {
    if (!target.variable) continue;
    const bool moves = moved[target.variable->value] || (target.reported && moved[target.reported->value]);
    if (moves) {
      wanted.push_back(*target.variable);
      if (target.reported) wanted.push_back(*target.reported);
    } else {
      target.variable.reset();
      target.reported.reset();
    }
  }
  if (wanted.empty()) return std::nullopt;
  for (auto& joint : program.joints) {
    std::erase_if(joint.targets, [&](std::size_t t) { return !program.targets[t].variable; });
  }
  return model::only(program, wanted);
}

/// What was counted of the part, put in the place of what hung on what was moved.
void take_in(summarise::Summary& all, const summarise::Summary& part, const std::vector<bool>& moved) {
  for (auto& target : all.targets) {
    const auto at = std::find_if(part.targets.begin(), part.targets.end(),
                                 [&](const auto& other) { return other.target == target.target; });
    if (at != part.targets.end()) target = *at;
    target.only_miss = 0;
  }
  for (std::size_t i = 0; i < all.indicators.size(); ++i) {
    if (!moved[all.indicators[i].value]) continue;
    const auto at = std::find(part.indicators.begin(), part.indicators.end(), all.indicators[i]);
    all.spreads[i] = part.spreads[static_cast<std::size_t>(at - part.indicators.begin())];
  }
  all.both_missed.clear();
}

/// Counts of several targets together, from the worlds.
void count_together(store::ScenarioRecord& scenario, const analyse::WorldHits& hits) {
  auto& summary = scenario.summary;
  summary.all_met = hits.all_met(hits.codes());
  summary.met_count = hits.met_count();
  for (auto& group : summary.groups) group.all_met = hits.all_met(report::codes_of(scenario, group.targets));
}

/// Nothing if the whole is to be run.
std::optional<QuickLook> look_at_part(WhatIf& of, const std::shared_ptr<const WhatIfCase>& what, std::uint64_t worlds,
                                      const QuickLook& before) {
  const auto& seen = before.record.scenarios.front().summary;
  auto plan = of.plan_for(*what);
  if (what->scenario != before.what->scenario || seen.paths != worlds || seen.failed > 0 || !plan.conditions.empty()) {
    return std::nullopt;
  }
  const auto moved = model::moved(before.what->equations, what->equations);
  const auto part = part_of(*what, moved);
  QuickLook look{what, record_of(of, *what), before.hits};
  look.record.paths = worlds;
  auto& scenario = look.record.scenarios.front();
  scenario.summary = seen;
  if (!part) return look;
  plan.paths = worlds;
  analyse::WorldHits hits(*part, threads_of(of.request()));
  hits.make_room(worlds);
  ScenarioRun run(*part, what->one.estimate, std::move(plan), of.curves(),
                  [&hits](const simulate::PathBlock& block, int thread) { hits.add(block, thread); });
  static_cast<void>(run.go_on(worlds));
  const auto counted = run.finish();
  if (counted.failed > 0) return std::nullopt;
  take_in(scenario.summary, counted, moved);
  look.hits = before.hits->replaced(hits);
  count_together(scenario, *look.hits);
  return look;
}

}  // namespace

QuickLook look_at(WhatIf& of, LiveCase& live, std::uint64_t worlds, const QuickLook* before) {
  if (before != nullptr && live.done() == 0) {
    if (auto look = look_at_part(of, live.what(), worlds, *before)) return std::move(*look);
  }
  static_cast<void>(live.go_on(worlds));
  return {live.what(), live.record(), live.hits()};
}

}  // namespace prospect::app
