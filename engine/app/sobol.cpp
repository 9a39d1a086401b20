#include "app/sobol.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/stop_early.hpp"
#include "base/problem.hpp"
#include "model/model.hpp"
#include "read/files.hpp"
#include "read/read.hpp"

namespace prospect::app {

void check_sampling(const RunRequest& request) {
  if (request.sampling == simulate::Sampling::plain) return;
  base::Problems problems;
  if (stops_early(request)) {
    problems.add("bad-argument", {},
                 "--sampling sobol does not go with --precision or --decide: its paths are a net only in full, and "
                 "the intervals of a look count independent paths",
                 "say how many paths with --paths, or leave --sampling sobol out");
  } else if (!simulate::are_nets(request.paths)) {
    const auto near = simulate::nets_about(request.paths);
    problems.add(
        "bad-argument", {},
        fmt::format("--paths {} makes no nets of the {} scrambled Sobol' sequences: that takes {} paths times "
                    "a power of two",
                    request.paths, lanes::sobol_scramblings, lanes::sobol_round),
        near.below > request.paths ? fmt::format("the least is --paths {}", near.below)
                                   : fmt::format("--paths {} or --paths {}", near.below, near.above));
  }
  base::reject_if_errors(problems);
}

std::shared_ptr<const lanes::SobolPoints> points_of(const std::vector<const model::Program*>& programs,
                                                    std::uint64_t seed) {
  return std::make_shared<const lanes::SobolPoints>(seed, simulate::sobol_streams(programs));
}

bool is_of_points(const store::RunRecord& record) {
  return std::any_of(record.scenarios.begin(), record.scenarios.end(),
                     [](const auto& scenario) { return !scenario.summary.scramblings.empty(); });
}

simulate::WordsFactory words_of(const store::RunRecord& record) {
  if (!is_of_points(record)) return simulate::plain_words();
  const read::Memory files(record.texts);
  std::vector<model::Program> programs;
  for (const auto& scenario : record.scenarios) {
    programs.push_back(model::compile(read::load(scenario.file, files, record.observed), record.as_of));
  }
  std::vector<const model::Program*> in_order;
  for (const auto& program : programs) in_order.push_back(&program);
  return simulate::sobol_words(points_of(in_order, record.seed));
}

}  // namespace prospect::app
