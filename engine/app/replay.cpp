#include "app/replay.hpp"

#include <fmt/format.h>

#include <limits>

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

/// Events are not indicators of a run; for a story they are shown as if they were. Their draws have
/// addresses of their own, so that nothing else changes.
void show_events(model::Equations& equations) {
  for (std::size_t v = 0; v < equations.program.variables.size(); ++v) {
    auto& variable = equations.program.variables[v];
    if (variable.kind == model::Variable::Kind::event && equations.available[v]) {
      variable.indicator = true;
    }
  }
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

}  // namespace

report::Story replay(const store::RunRecord& record, const std::string& scenario,
                     std::uint64_t world) {
  const auto& stored = find_scenario(record, scenario);
  const read::Memory files(record.texts);
  auto equations = model::equations(read::load(stored.file, files, record.observed), record.as_of);
  show_events(equations);
  const auto program = model::compile(std::move(equations));
  const auto estimate = calibrate::fit(program, {record.seed, lanes::hardware_threads(), nullptr});
  const model::Draws draws(program, record.seed);
  const simulate::ParameterDraws parameters(program, estimate, record.seed);
  simulate::PathRunner runner(program, estimate, draws, parameters);
  // A path is the same in any lane; it is run in the one it had.
  const std::uint64_t lane = world % lanes::lane_count;
  const auto& block = runner.run(world - lane, lanes::lane_count);
  compare_with_kept(stored, program, block, lane, world);
  auto story = tell(program, block, lane);
  story.seed = record.seed;
  story.path = world;
  return story;
}

int replay_command(const ReplayRequest& request) {
  const auto record = load_result(request.file);
  report::VerdictOptions options;
  options.language = request.language;
  fmt::print("{}", report::story(replay(record, request.scenario, request.world), options));
  return done;
}

}  // namespace prospect::app
