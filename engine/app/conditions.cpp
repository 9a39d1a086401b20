#include "app/conditions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/simulate_scenario.hpp"
#include "base/problem.hpp"
#include "calibrate/fit.hpp"
#include "model/model.hpp"
#include "read/read.hpp"
#include "simulate/simulate.hpp"

namespace prospect::app {
namespace {

/// Standard deviations of the figures' indicators over the sound paths of the first chunk.
std::vector<double> pilot_sds(const model::Program& program, const calibrate::Estimate& estimate,
                              std::uint64_t seed) {
  std::vector<std::vector<double>> values(program.observed.size());
  simulate::Plan pilot;
  pilot.seed = seed;
  pilot.paths = simulate::chunk_paths;
  const auto take = [&](const simulate::PathBlock& block, int) {
    for (std::size_t k = 0; k < values.size(); ++k) {
      const auto& figure = program.observed[k];
      const double* row = block.row(figure.variable, figure.year);
      for (std::size_t l = 0; l < block.lanes_used(); ++l) {
        if (block.faults()[l] == simulate::Fault::none) values[k].push_back(row[l]);
      }
    }
  };
  simulate::run(program, estimate, pilot, {take, [](auto, int) {}});
  std::vector<double> sds;
  for (const auto& sample : values) sds.push_back(sd_of(sample));
  return sds;
}

/// The inputs with the first rows of their new figures only.
read::Inputs first_rows(read::Inputs inputs, std::size_t rows) {
  if (rows == 0) {
    inputs.observed = {};
  } else {
    inputs.observed.rows.resize(rows);
  }
  return inputs;
}

}  // namespace

double sd_of(const std::vector<double>& sample) {
  if (sample.size() < 2) return 0;
  double mean = 0, squares = 0;
  for (const double x : sample) mean += x;
  mean /= static_cast<double>(sample.size());
  for (const double x : sample) squares += (x - mean) * (x - mean);
  return std::sqrt(squares / static_cast<double>(sample.size() - 1));
}

double error_of(const model::ObservedFigure& figure, double sd) {
  return std::isnan(figure.error) ? std::max(figure.rounding, error_share * sd) : figure.error;
}

std::vector<simulate::Condition> conditions_of(const model::Program& program,
                                               const calibrate::Estimate& estimate, std::uint64_t seed) {
  std::vector<simulate::Condition> conditions;
  if (std::all_of(program.observed.begin(), program.observed.end(),
                  [](const auto& figure) { return figure.fitted; })) {
    return conditions;
  }
  const auto sds = pilot_sds(program, estimate, seed);
  for (std::size_t k = 0; k < program.observed.size(); ++k) {
    const auto& figure = program.observed[k];
    if (figure.fitted) continue;
    conditions.push_back(
        {figure.series, figure.variable, figure.year, figure.value, error_of(figure, sds[k])});
  }
  return conditions;
}

void reject_impossible(const model::Program& program, const summarise::Summary& summary) {
  if (summary.paths > 0 || summary.simulated == 0) return;
  const auto rarest = std::min_element(
      summary.observed.begin(), summary.observed.end(),
      [](const auto& a, const auto& b) { return a.agreeing < b.agreeing; });
  const auto k = static_cast<std::size_t>(rarest - summary.observed.begin());
  const auto& figure = program.observed[k];
  base::Problems problems;
  problems.add("impossible-figure", figure.place,
               fmt::format("none of the {} paths of scenario '{}' agrees with the new figures; fewest, {}, "
                           "agree with '{}' {} {} in {}",
                           summary.simulated, program.scenario, rarest->agreeing, figure.series,
                           figure.value, figure.unit, figure.year),
               "look at its value and unit; if it holds, the model needs more doubt there, the figure an "
               "'error', or the run more --paths");
  throw base::Rejected(std::move(problems));
}

summarise::Update update_of(const store::ScenarioRecord& scenario, const simulate::Plan& plan,
                            const RunRequest& request, const read::FileSource& files) {
  const auto inputs = read::load(scenario.file, files, request.observe);
  simulate::Plan step_plan = plan;
  step_plan.paths = std::min(plan.paths, most_step_paths);
  const std::size_t figures = scenario.program.observed.size();
  summarise::UpdateSteps steps;
  for (std::size_t known = 0; known <= figures; ++known) {
    if (known == figures && step_plan.paths == plan.paths) {
      steps.add(scenario.program, scenario.summary);
      break;
    }
    const auto program = model::compile(first_rows(inputs, known), request.as_of);
    step_plan.conditions.clear();
    for (std::size_t k = 0, condition = 0; k < known; ++k) {
      if (scenario.program.observed[k].fitted) continue;
      step_plan.conditions.push_back(plan.conditions[condition++]);
    }
    const auto estimate = calibrate::fit(program, {request.seed, plan.threads, &scenario.estimate});
    steps.add(program, simulate_counts(program, estimate, step_plan));
  }
  return steps.finish();
}

}  // namespace prospect::app
