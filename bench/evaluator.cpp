/// The engine's evaluator against loops fused by hand, on one thread: within a simulation, where words, scores and
/// tables are made by the same functions and only the equations are exchanged, and the equations of the years alone.
/// Neither has statistics. Built with -DPROSPECT_LANES=512 for the comparison at 512 lanes.

#include <cstdio>
#include <cstdlib>
#include <exception>

#include "calibrate/fit.hpp"
#include "kernel.hpp"
#include "kernel_scores.hpp"
#include "ladder.hpp"
#include "model/evaluate.hpp"
#include "model/model.hpp"
#include "simulate/simulate.hpp"
#include "stopwatch.hpp"

namespace prospect::bench {
namespace {

constexpr std::uint64_t chunk = 4096;

/// Runs the evaluator on blocks of one and the same draw; words and scores are cut out of the program, a row each is
/// left.
class Equations {
 public:
  explicit Equations(const std::string& scenario)
      : program_(without_draws(model::compile(read::load(scenario, read::Disk())))),
        draws_(program_, 1),
        evaluator_(program_, draws_) {
    for (std::size_t p = 0; p < program_.parameters.size(); ++p) {
      double* row = evaluator_.parameter_row(model::ParameterId(p));
      lanes::uniforms(lanes::Stream(1, program_.parameters[p].name), 0, 0, row);
      lanes::each_lane([=](std::size_t l) { row[l] *= 0.1; });
    }
  }

  void run(std::uint64_t paths) {
    for (std::uint64_t at = 0; at < paths; at += lanes::lane_count) evaluator_.run(words_, at);
  }

 private:
  model::Program program_;
  model::Draws draws_;
  model::Evaluator evaluator_;
  lanes::Threefry words_;
};

/// Times the engine's work and the kernel's of an extent in turn, and prints a row.
template <class Work>
void compare(const std::string& name, const Workload& workload, Extent extent, int rounds, Work work) {
  constexpr std::uint64_t paths = 32 * chunk;
  std::vector<double> engine, loops, ratio;
  for (int round = 0; round <= rounds; ++round) {
    const double ns = 1e9 / static_cast<double>(paths);
    const double a = take([&] { work(paths); }).processor * ns;
    const double b =
        take([&] { (void)run_kernel<double>(workload, {.paths = paths, .extent = extent}); }).processor * ns;
    if (round == 0) continue;  // the first warms up
    engine.push_back(a);
    loops.push_back(b);
    ratio.push_back(a / b);
  }
  std::printf("| %-52s | %zu | %.0f / %.0f | %.0f / %.0f | %.2f |\n", name.c_str(), lanes::lane_count, least(engine),
              median(engine), least(loops), median(loops), median(ratio));
}

void compare(bool matrix, int rounds) {
  const std::string folder = PROSPECT_SOURCE_DIR "/bench/plan40";
  const std::string scenario = folder + (matrix ? "/matrix" : "") + "/scenario.toml";
  const std::string name = matrix ? "plan-40, a matrix of correlations" : "plan-40";
  const Workload workload = read_workload(folder, matrix);
  auto program = model::compile(read::load(scenario, read::Disk()));
  const auto estimate = calibrate::fit(program);
  // The kernel does not look for faults; without indicators the engine has none to look for.
  for (auto& variable : program.variables) variable.indicator = false;
  compare(name + ", simulation", workload, Extent::exchanged, rounds, [&](std::uint64_t paths) {
    simulate::Plan plan;
    plan.paths = paths;
    simulate::run(program, estimate, plan, {[](const simulate::PathBlock&, int) {}, [](std::uint64_t, int) {}});
  });
  Equations equations(scenario);
  compare(name + ", equations", workload, Extent::equations, rounds,
          [&](std::uint64_t paths) { equations.run(paths); });
}

}  // namespace
}  // namespace prospect::bench

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 9;
  if (rounds < 1) {
    std::fprintf(stderr, "bench_evaluator: the argument is a number of rounds\n");
    return 2;
  }
  try {
    for (const bool matrix : {false, true}) prospect::bench::compare(matrix, rounds);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_evaluator: %s\n", problem.what());
    return 1;
  }
  return 0;
}
