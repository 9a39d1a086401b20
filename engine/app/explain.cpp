#include "app/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "analyse/explain.hpp"
#include "analyse/gap.hpp"
#include "app/mixture.hpp"
#include "app/refuse.hpp"
#include "app/run.hpp"
#include "base/problem.hpp"
#include "read/read.hpp"
#include "report/explain.hpp"
#include "report/gap.hpp"

namespace prospect::app {
namespace {

/// What holds where a scenario sets nothing, as the model writes it.
std::string own_value(const model::Program& program, const Differing& setting) {
  for (const auto& row : program.settings) {
    if (row.what == setting.table && row.name == setting.name) return row.value;
  }
  for (const auto& parameter : program.parameters) {
    if (setting.table == "parameter" && parameter.name == setting.name) return parameter.prior_text;
  }
  return "";
}

int explain_gap(const ExplainRequest& request) {
  QuestionRequest asked = request;
  // Beside a result file --against names one of its scenarios, as --scenario does the first.
  (request.scenarios.empty() ? asked.files : asked.scenarios).push_back(request.against);
  auto about = questioned(asked, 2);
  if (about.cases.size() != 2) {
    refuse("--against compares two scenarios", "name the first with --scenario when FILE is a result file");
  }
  const Case first = std::move(about.cases[0]), second = std::move(about.cases[1]);
  auto plan = plan_of(request, about, first);
  if (!plan.conditions.empty()) refuse("--against cannot compare results that start from new figures", "");
  const auto inputs = read::load(first.file, *about.files), other = read::load(second.file, *about.files);
  if (inputs.model.file != other.model.file) {
    refuse(fmt::format("'{}' and '{}' are scenarios of different models", first.file, second.file),
           "compare scenarios of one model");
  }
  report::GapAnswer said;
  said.first = &first.program;
  said.second = &second.program;
  said.goals = analyse::find_goals(first.program, request.targets);
  const auto differing = differing_settings(inputs, other, second.program);
  for (const auto& one : differing) {
    said.settings.push_back({one.table, one.name, one.label,
                             one.first.empty() ? own_value(first.program, one) : one.first,
                             one.second.empty() ? own_value(second.program, one) : one.second});
  }
  const auto mixtures = analyse::mixtures_of(differing.size(), about.seed);
  // The paths asked for are spent on all mixtures together, but no fewer than a chunk on each.
  const std::uint64_t chunks = request.paths / mixtures.size() / simulate::chunk_paths;
  plan.paths = std::max<std::uint64_t>(1, chunks) * simulate::chunk_paths;
  const auto beside = std::filesystem::path(inputs.model.file).parent_path();
  std::vector<analyse::Misses> counted;
  for (const auto& from_second : mixtures) {
    const auto file = (beside / "mixture of scenarios.toml").generic_string();
    const auto made = case_of(about, file, mixture(inputs, differing, from_second), first, plan.threads);
    counted.push_back(analyse::count_misses(made.program, made.estimate, said.goals, plan));
  }
  const auto of_first = analyse::count_misses(first.program, first.estimate, said.goals, plan);
  const auto of_second = analyse::count_misses(second.program, second.estimate, said.goals, plan);
  said.gaps = analyse::share_gap(differing.size(), about.seed, plan.paths, counted, of_first, of_second);
  return finish(request, std::move(about), report::gap_answer(said),
                [&](const report::VerdictOptions& how) { return report::gap(said, how); });
}

}  // namespace

int explain_command(const ExplainRequest& request) {
  if (!request.against.empty()) return explain_gap(request);
  if (request.paths > most_kept_worlds) refuse("explain takes 4,000,000 --paths at the most", "give fewer");
  QuestionRequest asked = request;
  asked.show_events = true;
  auto about = questioned(asked, 1);
  const Case one = std::move(about.cases.front());
  const auto goals = analyse::find_goals(one.program, request.targets);
  if (!plan_of(request, about, one).conditions.empty()) {
    // Paths that are held against figures are no longer made of independent words: redrawing one input
    // alone would leave their law.
    refuse("explain cannot redraw the inputs of a result that starts from new figures",
           "ask the scenario file itself, or use discover, which takes the paths as they are");
  }
  analyse::ExplainOptions options;
  options.seed = about.seed;
  options.worlds = request.paths;
  options.threads = threads_of(request);
  options.by_kind = request.by == "kind";
  std::vector<analyse::Explained> explained;
  for (const auto& goal : goals) explained.push_back(analyse::explain(one.program, one.estimate, goal, options));
  return finish(request, std::move(about), report::explain_answer(one.program, explained),
                [&](const report::VerdictOptions& how) { return report::explain(one.program, explained, how); });
}

}  // namespace prospect::app
