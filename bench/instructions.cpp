/// Fixed small jobs of the hot rooms, for counting instructions: bench/instructions runs this under callgrind,
/// which counts between the marks alone. Run by itself it only does the jobs and names them.

#include <valgrind/callgrind.h>

#include <cmath>
#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "calibrate/fit.hpp"
#include "kernel.hpp"
#include "ladder.hpp"
#include "lanes/counts.hpp"
#include "lanes/distribution.hpp"
#include "lanes/functions.hpp"
#include "lanes/word_source.hpp"
#include "model/evaluate.hpp"
#include "model/model.hpp"
#include "simulate/simulate.hpp"
#include "summarise/gather.hpp"

namespace prospect::bench {
namespace {

/// Rows of 4096 lanes in all, whatever the number of lanes of a row is.
constexpr std::size_t rows_a_job = 4096 / lanes::lane_count;

/// Does the job once to settle what is allocated late, then again between the marks.
void measure(const char* room, const char* job, const std::function<void()>& work) {
  work();
  CALLGRIND_START_INSTRUMENTATION;
  CALLGRIND_ZERO_STATS;
  work();
  CALLGRIND_STOP_INSTRUMENTATION;
  const std::string name = std::string(room) + "," + job;
  CALLGRIND_DUMP_STATS_AT(name.c_str());
  std::printf("%s\n", name.c_str());
}

/// A job of one lane function or row function, over 4096 lanes.
template <class Row>
void measure_rows(const char* job, double low, double high, Row row) {
  lanes::Rows in(1), out(1);
  lanes::uniforms(lanes::Stream(1, "instructions"), 0, 0, in.row(0));
  lanes::each_lane([a = in.row(0), low, high](std::size_t l) { a[l] = low + (high - low) * a[l]; });
  measure("lanes", job, [&] {
    for (std::size_t r = 0; r < rows_a_job; ++r) row(in.row(0), out.row(0));
  });
}

template <class Function>
void measure_function(const char* job, double low, double high, Function function) {
  measure_rows(job, low, high, [=](const double* a, double* out) {
    lanes::each_lane([=](std::size_t l) { out[l] = function(a[l]); });
  });
}

void lane_jobs() {
  const lanes::Stream stream(1, "instructions");
  lanes::Rows pair(2);
  measure("lanes", "words of two years", [&] {
    for (std::size_t r = 0; r < rows_a_job; ++r) {
      lanes::uniform_pair(stream, r * lanes::lane_count, 2022, pair.row(0), pair.row(1));
    }
  });
  lanes::Rows five(5);
  double* const years[] = {five.row(0), five.row(1), five.row(2), five.row(3), five.row(4)};
  measure("lanes", "words and scores of five years", [&] {
    for (std::size_t r = 0; r < rows_a_job; ++r) lanes::score_rows(stream, r * lanes::lane_count, 2021, years);
  });
  measure_rows("normal scores", 0, 1, [](const double* a, double* out) { lanes::normal_quantile_row(a, out); });
  const auto student = lanes::Distribution::student_t(5).table();
  measure_rows("Student t of a score", -3, 3, [&](const double* a, double* out) { student.evaluate(a, out); });
  measure_function("exp", -3, 3, [](double x) { return lanes::exp_lane(x); });
  measure_function("log", 0.1, 9, [](double x) { return lanes::log_lane(x); });
  measure_function("pow", 0.1, 9, [](double x) { return lanes::pow_lane(x, 0.7); });
  measure_function("logistic", -3, 3, [](double x) { return lanes::logistic_lane(x); });
  measure_function("logit", 0.01, 0.99, [](double x) { return lanes::logit_lane(x); });
  measure_function("normal_cdf", -3, 3, [](double x) { return lanes::normal_cdf_lane(x); });
  lanes::Rows number(2);
  lanes::each_lane([n = number.row(0), p = number.row(1)](std::size_t l) {
    n[l] = 140;
    p[l] = 0.05;
  });
  measure_rows("binomial", 0, 1,
               [&](const double* a, double* out) { lanes::binomial_row(a, number.row(0), number.row(1), out); });
  measure_rows("beta-binomial", 0, 1, [&](const double* a, double* out) {
    lanes::beta_binomial_row(a, number.row(0), number.row(1), 60, out);
  });
}

/// Paths and statistics of a model: a chunk's work, block by block.
void path_jobs(const std::string& name, const std::string& scenario) {
  const auto program = model::compile(read::load(scenario, read::Disk()));
  const auto estimate = calibrate::fit(program);
  const model::Draws draws(program, 1);
  const simulate::ParameterDraws parameters(program, estimate, 1);
  simulate::PathRunner runner(program, estimate, draws, parameters);
  measure("simulate", (name + ": 4096 paths").c_str(), [&] {
    for (std::size_t b = 0; b < rows_a_job; ++b) (void)runner.run(b * lanes::lane_count, lanes::lane_count);
  });
  const model::Program equations = without_draws(program);
  model::Evaluator evaluator(equations, draws);
  lanes::Threefry words;
  measure("model", (name + ": equations of 4096 paths").c_str(), [&] {
    for (std::size_t b = 0; b < rows_a_job; ++b) evaluator.run(words, b * lanes::lane_count);
  });
  summarise::Gatherer gatherer(program, {}, 1);
  gatherer.pilot(runner.run(0, lanes::lane_count));
  gatherer.fix_ranges();
  const auto& block = runner.run(0, lanes::lane_count);
  measure("summarise", (name + ": 4096 paths").c_str(), [&] {
    for (std::size_t b = 0; b < rows_a_job; ++b) gatherer.add(block, 0);
    gatherer.close_chunk(0);
  });
}

void run() {
  lane_jobs();
  const std::string source = PROSPECT_SOURCE_DIR;
  path_jobs("plan-40", source + "/bench/plan40/scenario.toml");
  path_jobs("plan-40 matrix", source + "/bench/plan40/matrix/scenario.toml");
  measure("model", "the full model: read and compile",
          [&] { (void)model::compile(read::load(source + "/scenarios/baseline.toml", read::Disk())); });
  const Workload workload = read_workload(source + "/bench/plan40", false);
  measure("kernel", "plan-40: 16384 paths and set up", [&] { (void)run_kernel<double>(workload, {.paths = 16384}); });
}

}  // namespace
}  // namespace prospect::bench

int main() {
  try {
    prospect::bench::run();
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_instructions: %s\n", problem.what());
    return 1;
  }
  return 0;
}
