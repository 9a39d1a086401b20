/// Times the whole job on the full model of Sơn La, split by room. See RESULTS.md.
///
/// Rounds   every kind of run once, on one thread and on two in turn; what is compared ran within
///          the same minute. Ratios and differences are taken inside a round, then their median.
/// Memory   peak of a process of its own, at N and at N/10 paths.

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "app/run.hpp"
#include "base/problem.hpp"
#include "ladder.hpp"
#include "machine.hpp"
#include "simulate/simulate.hpp"
#include "sonla.hpp"
#include "stopwatch.hpp"
#include "store/store.hpp"

namespace prospect::bench {
namespace {

struct Options {
  std::uint64_t paths = 1'000'000;
  int rounds = 5;
};

/// All rounds of one kind of work; one value a round.
struct Row {
  std::string what;
  int threads = 1;
  double paths = 0;
  std::vector<Taken> rounds = {};

  [[nodiscard]] std::vector<double> wall() const {
    std::vector<double> values;
    for (const Taken& taken : rounds) values.push_back(taken.wall);
    return values;
  }
  [[nodiscard]] std::vector<double> processor() const {
    std::vector<double> values;
    for (const Taken& taken : rounds) values.push_back(taken.processor);
    return values;
  }
};

/// Quotients round by round.
std::vector<double> over(std::vector<double> values, const std::vector<double>& base) {
  for (std::size_t r = 0; r < values.size(); ++r) values[r] /= base[r];
  return values;
}

app::RunRequest request(std::uint64_t paths, int threads) {
  app::RunRequest request;
  request.scenarios = {sonla_baseline()};
  request.paths = paths;
  request.threads = threads;
  request.output = fmt::format("{}/prospect-bench-{}.h5",
                               std::filesystem::temp_directory_path().string(), getpid());
  return request;
}

void simulate_only(const model::Program& program, const calibrate::Estimate& estimate,
                   std::uint64_t paths, int threads) {
  simulate::Plan plan;
  plan.paths = paths;
  plan.threads = threads;
  simulate::run(program, estimate, plan,
                {[](const simulate::PathBlock&, int) {}, [](std::uint64_t, int) {}});
}

/// Runs the whole job in a process of its own; returns its peak memory in MiB.
double peak_memory(std::uint64_t paths, int threads) {
  const pid_t child = fork();
  if (child == 0) {
    const read::Disk disk;
    app::Split split;
    const auto job = request(paths, threads);
    store::write(app::run(job, disk, split), job.output);
    std::filesystem::remove(job.output);
    _exit(0);
  }
  rusage usage{};
  int status = 0;
  if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
    throw base::Failure("the run for peak memory did not end well");
  }
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// The rows of the job at one number of threads.
struct Job {
  int threads;
  Row whole, read, fit, both, simulate, summarise, store;

  Job(int of_threads, std::uint64_t paths_asked) : threads(of_threads) {
    const double paths = static_cast<double>(paths_asked);
    whole = {"whole job", threads, paths};
    read = {"  read, compile, audit", threads, paths};
    fit = {"  fit", threads, paths};
    both = {"  simulate and summarise", threads, paths};
    simulate = {"    simulate alone", threads, paths};
    summarise = {"    summarise (difference)", threads, paths};
    store = {"  store: write and read back", threads, paths};
  }

  void round(const SonLa& sonla, std::uint64_t paths) {
    const read::Disk disk;
    const auto job = request(paths, threads);
    app::Split split;
    store::RunRecord record;
    const Taken run = take([&] { record = app::run(job, disk, split); });
    const Taken stored = take([&] { store::write(record, job.output); });
    std::filesystem::remove(job.output);
    const Taken alone = take([&] { simulate_only(sonla.program, sonla.estimate, paths, threads); });
    // The job tells wall time of its parts; all but the paths run on one thread.
    const Taken reading{split.read_and_compile, split.read_and_compile};
    const Taken fitting{split.calibrate, split.calibrate};
    const Taken paths_took{split.simulate, (run - reading - fitting).processor};
    whole.rounds.push_back({run.wall + stored.wall, run.processor + stored.processor});
    read.rounds.push_back(reading);
    fit.rounds.push_back(fitting);
    both.rounds.push_back(paths_took);
    simulate.rounds.push_back(alone);
    summarise.rounds.push_back(paths_took - alone);
    store.rounds.push_back(stored);
  }

  [[nodiscard]] std::vector<const Row*> rows() const {
    return {&whole, &read, &fit, &both, &simulate, &summarise, &store};
  }
};

/// Wall time first; then processor time of all threads, which other programs disturb less.
void print_head() {
  fmt::print(
      "| {:<33} | threads | s min | s median | ns a path | M paths/s | processor ns a path min "
      "| median | to simulate |\n",
      "part");
  fmt::print(
      "|{:-<35}|--------:|------:|---------:|----------:|----------:|------------------------:"
      "|-------:|------------:|\n",
      "");
}

void print_row(const Row& row, const Row& base) {
  const double middle = median(row.wall());
  const auto processor = row.processor();
  fmt::print(
      "| {:<33} | {:>7} | {:>5.3f} | {:>8.3f} | {:>9.1f} | {:>9.3f} | {:>23.1f} | {:>6.1f} | "
      "{:>11.3f} |\n",
      row.what, row.threads, least(row.wall()), middle, 1e9 * middle / row.paths,
      1e-6 * row.paths / middle, 1e9 * least(processor) / row.paths,
      1e9 * median(processor) / row.paths, median(over(processor, base.processor())));
}

/// Rows of the ladder, on one thread.
struct Inside {
  std::vector<Rung> rungs;
  Row once, whole;
  std::vector<Row> rows;
  std::uint64_t paths;

  Inside(const SonLa& sonla, std::uint64_t of_paths)
      : rungs(ladder(sonla.program)), paths(of_paths) {
    const double count = static_cast<double>(paths);
    once = {"once a run: tables, rows", 1, count};
    for (const Rung& rung : rungs) rows.push_back({rung.adds, 1, count});
    whole = {"simulate alone", 1, count};
  }

  void round(const SonLa& sonla) {
    Taken before = take([&] { simulate_only(rungs[0].program, sonla.estimate, 1, 1); });
    once.rounds.push_back(before);
    for (std::size_t k = 0; k < rungs.size(); ++k) {
      const Taken taken = take([&] { simulate_only(rungs[k].program, sonla.estimate, paths, 1); });
      rows[k].rounds.push_back(taken - before);
      before = taken;
    }
    whole.rounds.push_back(before);
  }
};

void print_speed_up(const char* what, const Row& one, const Row& two) {
  const auto ratios = over(one.wall(), two.wall());
  fmt::print("- {}: median {:.2f}, best {:.2f}\n", what, median(ratios),
             *std::max_element(ratios.begin(), ratios.end()));
}

void run(const Options& options) {
  // First, while no thread of ours has been started: a fork keeps only the thread that calls it.
  const double few = peak_memory(options.paths / 10, 2), many = peak_memory(options.paths, 2);
  const SonLa sonla = load_sonla();
  Job one(1, options.paths), two(2, options.paths);
  Inside inside(sonla, std::max<std::uint64_t>(options.paths / 10, 1));
  for (int round = 0; round < options.rounds; ++round) {
    std::fprintf(stderr, "round %d of %d\n", round + 1, options.rounds);
    one.round(sonla, options.paths);
    two.round(sonla, options.paths);
    inside.round(sonla);
  }
  const auto& program = sonla.program;
  fmt::print("{}\n", describe_machine());
  fmt::print(
      "{} paths of the full model: {} indicators, {} parameters, {} years, {} + {} x {} "
      "instructions; {} rounds.\n\n",
      options.paths, program.indicators().size(), program.parameters.size(), program.horizon(),
      program.path_code.size(), program.horizon(), program.year_code.size(), options.rounds);
  print_head();
  for (const Job* job : {&one, &two}) {
    for (const Row* row : job->rows()) print_row(*row, job->simulate);
  }
  fmt::print("\nTwo threads against one:\n\n");
  print_speed_up("whole job", one.whole, two.whole);
  print_speed_up("simulate and summarise", one.both, two.both);
  print_speed_up("simulate alone", one.simulate, two.simulate);
  fmt::print("\nInside simulate, {} paths, differences of programs that do a little more each:\n\n",
             inside.paths);
  print_head();
  print_row(inside.once, inside.whole);
  for (const Row& row : inside.rows) print_row(row, inside.whole);
  print_row(inside.whole, inside.whole);
  fmt::print(
      "\nPeak memory of the whole job on two threads: {:.1f} MiB at {} paths, {:.1f} MiB at "
      "{} paths.\n",
      few, options.paths / 10, many, options.paths);
}

}  // namespace
}  // namespace prospect::bench

int main(int argc, char** argv) {
  prospect::bench::Options options;
  CLI::App app("Times the whole job on the full model, split by room");
  app.add_option("--paths", options.paths, "paths of each run")
      ->check(CLI::Range(std::uint64_t{10}, std::uint64_t{1'000'000'000}));
  app.add_option("--rounds", options.rounds, "rounds")->check(CLI::Range(1, 1000));
  CLI11_PARSE(app, argc, argv);
  try {
    prospect::bench::run(options);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_job: %s\n", problem.what());
    return 1;
  }
  return 0;
}
