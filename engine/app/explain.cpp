#include "app/explain.hpp"

#include "analyse/explain.hpp"
#include "app/run.hpp"
#include "base/problem.hpp"
#include "report/explain.hpp"

namespace prospect::app {

int explain_command(const ExplainRequest& request) {
  QuestionRequest asked = request;
  asked.show_events = true;
  auto about = questioned(asked, 1);
  const Case one = std::move(about.cases.front());
  const auto goals = analyse::find_goals(one.program, request.targets);
  if (!plan_of(request, about, one).conditions.empty()) {
    // Paths that are held against figures are no longer made of independent words: redrawing one input
    // alone would leave their law.
    base::Problems problems;
    problems.add("bad-argument", {}, "explain cannot redraw the inputs of a result that starts from new figures",
                 "ask the scenario file itself, or use discover, which takes the paths as they are");
    base::reject_if_errors(problems);
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
