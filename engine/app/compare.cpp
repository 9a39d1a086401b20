#include "app/compare.hpp"

#include <fmt/format.h>

#include <limits>

#include "analyse/compare.hpp"
#include "app/run.hpp"
#include "base/hints.hpp"
#include "base/problem.hpp"
#include "report/compare.hpp"

namespace prospect::app {
namespace {

/// The place of the scenario the others are held against.
std::size_t reference_of(const CompareRequest& request, const Questioned& about) {
  base::Problems problems;
  if (about.cases.size() < 2) {
    problems.add("bad-argument", {}, "one scenario is given, and there is none to compare it with",
                 "give two or more scenario files, or a result file that holds several");
  }
  base::reject_if_errors(problems);
  if (request.against.empty()) return 0;
  std::vector<std::string> names;
  for (const auto& one : about.cases) {
    if (one.program.scenario == request.against) return names.size();
    names.push_back(one.program.scenario);
  }
  problems.add("unknown-scenario", {}, fmt::format("--against names '{}', which is not compared", request.against),
               base::did_you_mean(request.against, names, fmt::format("one of {}", fmt::join(names, ", "))));
  throw base::Rejected(std::move(problems));
}

}  // namespace

int compare_command(const CompareRequest& request) {
  auto about = questioned(request, std::numeric_limits<std::size_t>::max());
  const std::size_t reference = reference_of(request, about);
  // The cases must outlive the comparison, and `about` is given away before it is read last.
  const auto cases = std::move(about.cases);
  std::vector<analyse::Contender> contenders;
  for (const auto& one : cases) contenders.push_back({&one.program, &one.estimate, plan_of(request, about, one)});
  const analyse::Comparison found(contenders, request.targets, threads_of(request));
  const std::uint64_t seed = about.seed;
  return finish(request, std::move(about), report::comparison_answer(found, reference),
                [&](const report::VerdictOptions& options) {
                  return report::comparison(found, reference, seed, options);
                });
}

}  // namespace prospect::app
