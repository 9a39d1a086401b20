#include "app/replay.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analyse/one_world.hpp"
#include "app/conditions.hpp"
#include "app/kept_fits.hpp"
#include "app/refuse.hpp"
#include "app/sobol.hpp"
#include "app/stored.hpp"
#include "calibrate/fit.hpp"
#include "model/model.hpp"
#include "report/names.hpp"
#include "simulate/simulate.hpp"
#include "summarise/target_test.hpp"

namespace prospect::app {
namespace {

base::Label unit_label(const model::Program& program, const std::string& unit) {
  if (unit == "1") return {};
  return {program.unit_text(unit, base::Language::english),
          program.unit_text(unit, base::Language::vietnamese)};
}

report::Story tell(const model::Program& program, const simulate::PathBlock& block,
                   std::size_t lane) {
  report::Story story;
  story.scenario = program.label;
  for (int year = program.base_year; year <= program.end_year; ++year) story.years.push_back(year);
  for (std::size_t v = 0; v < program.variables.size(); ++v) {
    const auto& variable = program.variables[v];
    if (!variable.indicator) continue;
    std::vector<double> values;
    for (const int year : story.years) {
      values.push_back(block.row(model::VariableId(v), year)[lane]);
    }
    // Events carry a row of their own so that the story can name what happened.
    if (variable.kind == model::Variable::Kind::event) {
      story.events.push_back({variable.label, unit_label(program, variable.unit), values});
    } else {
      story.rows.push_back({variable.label, unit_label(program, variable.unit), variable.theme,
                            values});
    }
  }
  lanes::Rows scratch(1);
  for (std::size_t t = 0; t < program.targets.size(); ++t) {
    const auto& target = program.targets[t];
    if (!target.variable) continue;
    const summarise::TargetTest test(program, t);
    const double figure = test.figure(block, scratch.row(0))[lane];
    story.targets.push_back({report::target_number(target), target.label,
                             unit_label(program, program.variables[target.variable->value].unit),
                             figure,
                             {report::target_wanted(program, target, base::Language::english),
                              report::target_wanted(program, target, base::Language::vietnamese)},
                             figure >= test.low() && figure <= test.high()});
  }
  return story;
}

/// A path of the file itself must come out the same: else the program is not the one that made it.
void compare_with_kept(const store::ScenarioRecord& stored, const model::Program& program,
                       const simulate::PathBlock& block, std::size_t lane, std::uint64_t world) {
  const auto kept_at = place_of(stored.kept, world);
  if (!kept_at || stored.kept.values.empty()) return;
  const auto years = static_cast<std::size_t>(program.horizon());
  std::size_t k = 0;
  const auto count = stored.kept.values.size() / (stored.kept.paths * years);
  for (std::size_t v = 0; v < program.variables.size(); ++v) {
    const auto& variable = program.variables[v];
    if (!variable.indicator || variable.kind == model::Variable::Kind::event) continue;
    for (std::size_t y = 0; y < years && k < count; ++y) {
      const double now = block.row(model::VariableId(v),
                                   program.base_year + 1 + static_cast<int>(y))[lane];
      const float kept = stored.kept.values[(*kept_at * count + k) * years + y];
      if (static_cast<float>(now) != kept) {
        throw base::Failure(fmt::format(
            "world {} comes out otherwise than in the file ('{}' in {}: {} now, {} kept): this "
            "program or machine is not of the class that made it",
            world, variable.name, program.base_year + 1 + static_cast<int>(y), now, kept));
      }
    }
    ++k;
  }
}

/// A scenario of a record, compiled from its stored texts and fitted anew.
struct Replayed {
  const store::ScenarioRecord& stored;
  model::Program program;               ///< with events shown
  calibrate::Estimate estimate;
  simulate::WordsFactory words;         ///< that the record's paths were drawn from
};

Replayed prepare(const store::RunRecord& record, const std::string& scenario, bool refit) {
  const auto& stored = find_scenario(record, scenario);
  const read::Memory files(record.texts);
  auto equations = model::equations(read::load(stored.file, files, record.observed), record.as_of);
  show_events(equations);
  Replayed made{stored, model::compile(std::move(equations)), {}, words_of(record)};
  KeptFits fits(refit);
  fits.offer(record);
  made.estimate = calibrate::fit(made.program, {record.seed, lanes::hardware_threads(), nullptr, &fits});
  return made;
}

report::Story run_one(const Replayed& about, std::uint64_t seed, std::uint64_t world) {
  const model::Draws draws(about.program, seed);
  const simulate::ParameterDraws parameters(about.program, about.estimate, seed);
  simulate::PathRunner runner(about.program, about.estimate, draws, parameters,
                              simulate::PathRunner::no_conditions(), seed, about.words());
  // A path is the same in any lane; it is run in the one it had.
  const std::uint64_t lane = world % lanes::lane_count;
  const auto& block = runner.run(world - lane, lanes::lane_count);
  compare_with_kept(about.stored, about.program, block, lane, world);
  auto story = tell(about.program, block, lane);
  story.seed = seed;
  story.path = world;
  return story;
}

/// Assessed targets in the order of the story's.
std::vector<std::size_t> assessed(const model::Program& program) {
  std::vector<std::size_t> targets;
  for (std::size_t t = 0; t < program.targets.size(); ++t) {
    if (program.targets[t].variable) targets.push_back(t);
  }
  return targets;
}

/// Place in the story of the target it is about: of those asked for the first that is missed, else the first; if
/// none is asked for the first missed by its year, of one year the one missed by most spreads.
std::optional<std::size_t> subject(const Replayed& about, const report::Story& story,
                                   const std::vector<std::size_t>& asked) {
  const auto targets = assessed(about.program);
  const auto& counts = about.stored.summary.targets;
  std::optional<std::size_t> best;
  int year = 0;
  double off = 0;
  for (std::size_t k = 0; k < targets.size(); ++k) {
    const bool meant = asked.empty() || std::find(asked.begin(), asked.end(), targets[k]) != asked.end();
    if (!meant) continue;
    if (!asked.empty() && !best) best = k;
    if (story.targets[k].met) continue;
    if (!asked.empty()) return k;
    const auto& target = about.program.targets[targets[k]];
    const double sd = k < counts.size() && counts[k].figure.sd > 0 ? counts[k].figure.sd : 1;
    const double away = std::max(target.low_bound - story.targets[k].figure,
                                 story.targets[k].figure - target.high_bound) / sd;
    if (best && (target.year > year || (target.year == year && away <= off))) continue;
    best = k;
    year = target.year;
    off = away;
  }
  return best;
}

void add_moves(const Replayed& about, const std::vector<std::size_t>& asked, report::Story& story) {
  const auto at = subject(about, story, asked);
  if (!at) return;
  report::Story::Moved moved{story.targets[*at], asked.empty(), {}};
  const auto target = assessed(about.program)[*at];
  for (const auto& push : analyse::pushes(about.program, about.estimate, target, story.path, story.seed, about.words)) {
    moved.inputs.push_back({push.input.kind, push.input.name, push.input.label, push.without});
  }
  story.moved = std::move(moved);
}

}  // namespace

report::Story replay(const store::RunRecord& record, const ReplayRequest& request) {
  if (request.world.has_value() == !request.typical.empty()) {
    refuse("say which world: its number, or which it should stand for",
           "as in --world 183204, or --typical miss --target 1");
  }
  const auto about = prepare(record, request.scenarios.empty() ? "" : request.scenarios.front(), request.refit);
  std::vector<std::size_t> asked;
  const bool joint_asked = !request.typical.empty() || !request.targets.empty();
  const auto goals = joint_asked ? analyse::find_goals(about.program, request.targets) : std::vector<analyse::Goal>();
  if (goals.size() > 1 && !request.targets.empty()) {
    refuse("the story is about one target, or one joint", "give one --target");
  }
  std::uint64_t world = request.world.value_or(0);
  const bool met = request.typical == "met";
  if (!request.typical.empty()) {
    simulate::Plan plan;
    plan.seed = record.seed;
    plan.words = about.words;
    plan.conditions = conditions_of(about.program, about.estimate, record.seed);
    const auto found = analyse::typical_world(about.program, about.estimate, goals.back(), met, plan);
    if (!found) {
      refuse(fmt::format("none of the first {} worlds {} '{}'", analyse::typical_paths, met ? "meets" : "misses",
                         goals.back().name), met ? "ask for --typical miss" : "ask for --typical met");
    }
    world = *found;
  }
  if (!goals.empty()) asked = goals.back().targets;
  auto story = run_one(about, record.seed, world);
  if (!request.typical.empty()) {
    story.typical = met;
    story.typical_of = goals.back().label;
  }
  add_moves(about, asked, story);
  return story;
}

int replay_command(const ReplayRequest& request) {
  Questioned about;
  open_record(request, about);
  const auto told = replay(*about.record, request);
  const auto answer = report::story_answer(told, request.scenarios.empty() ? "" : request.scenarios.front());
  return finish(request, std::move(about), answer,
                [&](const report::VerdictOptions& options) { return report::story(told, options); });
}

}  // namespace prospect::app
