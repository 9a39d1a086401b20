/// plan-40 by the engine and by the kernel: one contestant a call, one line of JSON as the answer, so that
/// compare.py can run contestants in turn with programs of other languages. `equal` holds the two against each
/// other and fails when they differ; `split` says where the time of both goes.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/simulate_scenario.hpp"
#include "calibrate/fit.hpp"
#include "kernel.hpp"
#include "ladder.hpp"
#include "machine.hpp"
#include "model/model.hpp"
#include "simulate/simulate.hpp"
#include "stopwatch.hpp"

namespace prospect::bench {
namespace {

struct Options {
  std::string contestant;
  bool matrix = false;
  std::uint64_t paths = 0;
  int threads = 1;
};

/// The model, compiled and ready, and the same numbers for the kernel.
struct Both {
  model::Program program;
  calibrate::Estimate estimate;
  Workload workload;

  explicit Both(bool matrix) {
    const std::string folder = PROSPECT_SOURCE_DIR "/bench/plan40";
    const read::Disk disk;
    program = model::compile(read::load(folder + (matrix ? "/matrix" : "") + "/scenario.toml", disk));
    estimate = calibrate::fit(program);
    workload = read_workload(folder, matrix);
  }
};

simulate::Plan plan_of(const Options& options) {
  simulate::Plan plan;
  plan.paths = options.paths;
  plan.threads = options.threads;
  return plan;
}

summarise::Summary engine(const Both& both, const Options& options) {
  app::ScenarioRun run(both.program, both.estimate, plan_of(options));
  run.go_on(options.paths);
  return run.finish();
}

void engine_simulation(const Both& both, const model::Program& program, const Options& options) {
  simulate::run(program, both.estimate, plan_of(options),
                {[](const simulate::PathBlock&, int) {}, [](std::uint64_t, int) {}});
}

template <class Real>
KernelCounts kernel(const Both& both, const Options& options, Extent extent = Extent::all, bool split = false) {
  return run_kernel<Real>(both.workload,
                          {.paths = options.paths, .threads = options.threads, .extent = extent, .split = split});
}

void print(const Options& options, const Taken& taken, const std::string& counts = "") {
  fmt::print(R"({{"name": "{}", "threads": {}, "paths": {}, "wall": {:.6f}, "processor": {:.6f}{}}})"
             "\n",
             options.contestant, options.threads, options.paths, taken.wall, taken.processor, counts);
}

void print_engine(const Both& both, const Options& options) {
  summarise::Summary summary;
  const Taken taken = take([&] { summary = engine(both, options); });
  std::vector<std::uint64_t> hits;
  std::vector<double> means;
  for (const auto& target : summary.targets) hits.push_back(target.hits);
  for (const auto& spreads : summary.spreads) means.push_back(spreads.back().mean);
  print(options, taken,
        fmt::format(R"(, "joint": {}, "hits": [{}], "means": [{}])", summary.all_met, fmt::join(hits, ", "),
                    fmt::join(means, ", ")));
}

template <class Real>
void print_kernel(const Both& both, const Options& options) {
  KernelCounts counts;
  const Taken taken = take([&] { counts = kernel<Real>(both, options); });
  std::vector<double> means;
  for (const auto& years : counts.mean) means.push_back(years.back());
  print(options, taken,
        fmt::format(R"(, "joint": {}, "hits": [{}], "means": [{}])", counts.joint, fmt::join(counts.hits, ", "),
                    fmt::join(means, ", ")));
}

std::uint64_t apart(std::uint64_t a, std::uint64_t b) { return a > b ? a - b : b - a; }

/// The engine's counts against a kernel's: the most and the sum over targets that hits differ by.
struct Difference {
  std::uint64_t most = 0, sum = 0, joint = 0;
  double moments = 0, medians = 0;  ///< relative

  Difference(const summarise::Summary& summary, const KernelCounts& counts)
      : joint(apart(summary.all_met, counts.joint)) {
    for (std::size_t i = 0; i < indicator_count; ++i) {
      const std::uint64_t hits = apart(summary.targets[i].hits, counts.hits[i]);
      most = std::max(most, hits);
      sum += hits;
      for (std::size_t t = 0; t < year_count; ++t) {
        const auto& spread = summary.spreads[i][t];
        moments = std::max(
            {moments, std::abs(counts.mean[i][t] / spread.mean - 1), std::abs(counts.sd[i][t] / spread.sd - 1)});
        medians = std::max(medians, std::abs(counts.median[i][t] / spread.quantiles[3] - 1));
      }
    }
  }
};

/// Fails where the kernel does not do the engine's arithmetic. Rounding may move a path in a million.
void hold_equal(const Both& both, const Options& options) {
  const auto summary = engine(both, options);
  const Difference exact(summary, kernel<double>(both, options)), single(summary, kernel<float>(both, options));
  fmt::print(
      "{} paths: hits of engine and kernel differ by {} in all over 40 targets, joint by {}; moments by {:.1e}, "
      "medians by {:.1e}\n",
      options.paths, exact.sum, exact.joint, exact.moments, exact.medians);
  fmt::print("kernel in single precision: {} in all, {} at most for a target, joint by {}; moments by {:.1e}\n",
             single.sum, single.most, single.joint, single.moments);
  if (exact.most > 1 + options.paths / 1'000'000 || exact.joint > 1 + options.paths / 1'000'000 ||
      !(exact.moments < 1e-9) || !(exact.medians < 2e-3)) {
    throw std::runtime_error("the kernel does not count what the engine counts");
  }
}

/// Processor time of the engine by ladder, and of the kernel by its own clock; one thread, ns a path.
void print_split(const Both& both, Options options) {
  options.threads = 1;
  const auto rungs = ladder(both.program);
  constexpr int rounds = 5;
  std::vector<std::vector<double>> steps(rungs.size() + 1), kernels(6);
  const double ns = 1e9 / static_cast<double>(options.paths);
  for (int round = 0; round < rounds; ++round) {
    double before = 0;
    for (std::size_t k = 0; k < rungs.size(); ++k) {
      const double now = take([&] { engine_simulation(both, rungs[k].program, options); }).processor * ns;
      steps[k].push_back(now - before);
      before = now;
    }
    steps.back().push_back(take([&] { (void)engine(both, options); }).processor * ns - before);
    const KernelSplit s = kernel<double>(both, options, Extent::all, true).split;
    const double parts[] = {s.words_and_centres, s.tails, s.drifts, s.mixing, s.years, s.targets};
    for (std::size_t k = 0; k < 6; ++k) kernels[k].push_back(parts[k] * ns);
  }
  fmt::print("Engine, ns a path, medians of {} rounds (a rung less the one before):\n", rounds);
  for (std::size_t k = 0; k < rungs.size(); ++k) fmt::print("  {:<36}{:8.0f}\n", rungs[k].adds, median(steps[k]));
  fmt::print("  {:<36}{:8.0f}\n", "statistics", median(steps.back()));
  fmt::print("Kernel, ns a path by wall time:\n");
  const char* names[] = {
      "words, scores in the centre",       "scores in the tails", "Student t", "correlation matrix",
      "mixing, links, states, statistics", "joint hits"};
  for (std::size_t k = 0; k < 6; ++k) fmt::print("  {:<36}{:8.0f}\n", names[k], median(kernels[k]));
}

void run(const Options& options) {
  const Both both(options.matrix);
  Options warm = options;
  warm.paths = 8 * simulate::chunk_paths;
  const auto timed = [&](auto work) {
    work(warm);
    print(options, take([&] { work(options); }));
  };
  const std::string& name = options.contestant;
  if (name == "engine") {
    (void)engine(both, warm);
    print_engine(both, options);
  } else if (name == "kernel") {
    (void)kernel<double>(both, warm);
    print_kernel<double>(both, options);
  } else if (name == "kernel-single") {
    (void)kernel<float>(both, warm);
    print_kernel<float>(both, options);
  } else if (name == "engine-simulation") {
    timed([&](const Options& o) { engine_simulation(both, both.program, o); });
  } else if (name == "kernel-simulation") {
    timed([&](const Options& o) { (void)kernel<double>(both, o, Extent::simulation); });
  } else if (name == "exchanged") {
    timed([&](const Options& o) { (void)kernel<double>(both, o, Extent::exchanged); });
  } else if (name == "machine") {
    fmt::print("{}", describe_machine());
  } else if (name == "equal") {
    hold_equal(both, options);
  } else {
    print_split(both, options);
  }
}

}  // namespace
}  // namespace prospect::bench

int main(int argc, char** argv) {
  prospect::bench::Options options;
  std::uint64_t chunks = 64;
  CLI::App app("plan-40 by one contestant");
  app.add_option("CONTESTANT", options.contestant, "who runs, or what is asked")
      ->required()
      ->check(CLI::IsMember({"engine", "engine-simulation", "kernel", "kernel-simulation", "kernel-single", "exchanged",
                             "equal", "split", "machine"}));
  app.add_flag("--matrix", options.matrix, "each pair of shocks with a correlation of its own");
  app.add_option("--chunks", chunks, "chunks of 4096 paths")->check(CLI::Range(1, 1'000'000));
  app.add_option("--threads", options.threads, "threads")->check(CLI::Range(1, 1024));
  CLI11_PARSE(app, argc, argv);
  options.paths = chunks * prospect::simulate::chunk_paths;
  try {
    prospect::bench::run(options);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_plan40: %s\n", problem.what());
    return 1;
  }
  return 0;
}
