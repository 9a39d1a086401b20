#include "app/first_worlds.hpp"

#include <fmt/format.h>

#include "app/refuse.hpp"
#include "model/model.hpp"
#include "model/prune.hpp"
#include "simulate/simulate.hpp"

namespace prospect::app {

std::vector<std::vector<std::vector<double>>> first_worlds(model::Equations equations,
                                                           const calibrate::Estimate& estimate, std::uint64_t seed,
                                                           const std::vector<model::VariableId>& wanted,
                                                           int threads) {
  for (const auto id : wanted) equations.program.variables[id.value].tested = true;  // keeps its rows
  const model::Program whole = model::compile(std::move(equations));
  for (const auto id : wanted) {
    const auto& variable = whole.variables[id.value];
    if (variable.kept_row) continue;
    refuse(fmt::format("lever '{}' is not part of this run", variable.name), "use a later --as-of");
  }
  const model::Program program = model::only(whole, wanted);
  std::vector<std::vector<std::vector<double>>> values(
      wanted.size(), std::vector<std::vector<double>>(static_cast<std::size_t>(program.horizon())));
  simulate::Plan plan;
  plan.seed = seed;
  plan.paths = simulate::chunk_paths;  // one chunk: one thread takes its blocks, in order
  plan.threads = threads;
  const simulate::Receiver receiver{
      [&](const simulate::PathBlock& block, int) {
        for (std::size_t k = 0; k < wanted.size(); ++k) {
          for (std::size_t t = 0; t < values[k].size(); ++t) {
            const double* row = block.row(wanted[k], program.base_year + 1 + static_cast<int>(t));
            values[k][t].insert(values[k][t].end(), row, row + block.lanes_used());
          }
        }
      },
      [](std::uint64_t, int) {}};
  simulate::run(program, estimate, plan, receiver);
  return values;
}

}  // namespace prospect::app
