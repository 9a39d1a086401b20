#include "app/rank.hpp"

#include "analyse/rank.hpp"
#include "base/problem.hpp"
#include "report/rank.hpp"

namespace prospect::app {

int rank_command(const QuestionRequest& request) {
  base::Problems problems;
  if (!request.targets.empty()) {
    problems.add("bad-argument", {}, "rank is about the rankings of the model, not about targets",
                 "leave --target out");
  }
  base::reject_if_errors(problems);
  auto about = questioned(request, 1);
  const Case one = about.cases.front();
  if (one.program.rankings.empty()) {
    problems.add("bad-argument", {}, 
                 "there is nothing to rank: the model has no [ranking] with figures known in this run",
                 "engine/model/REFERENCE.md says how to write one");
  }
  base::reject_if_errors(problems);
  report::RankAnswer answer{&one.program, analyse::rank(one.program, one.estimate, plan_of(request, about, one)),
                            request.paths, about.seed};
  return finish(request, std::move(about), report::to_answer(answer),
                [&](const report::VerdictOptions& options) { return report::rank_text(answer, options); });
}

}  // namespace prospect::app
