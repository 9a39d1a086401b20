/// Reading, compiling and fitting; the evaluator operation by operation; the paths of the real
/// model.

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "calibrate/fit.hpp"
#include "model/evaluate.hpp"
#include "model/model.hpp"
#include "rooms.hpp"
#include "simulate/simulate.hpp"
#include "sonla.hpp"

namespace prospect::bench {
namespace {

using model::Opcode;
using model::Operand;

constexpr int years_of_one = 4;

/// A program that does one thing 32 times a year, from three rows drawn once to 32 rows of the
/// year. Made by hand: `compile` would do the same expression once only, and once a path at that.
model::Program program_of(Opcode op) {
  constexpr std::uint32_t inputs = 3, outputs = 32;
  model::Program program;
  program.base_year = 2020;
  program.end_year = 2020 + years_of_one;
  program.path_rows = inputs;
  program.parameters.resize(inputs);
  for (std::uint32_t k = 0; k < inputs; ++k) {
    model::Instruction draw;
    draw.op = Opcode::parameter;
    draw.out = {Operand::Space::path, k};
    draw.i = k;
    program.path_code.push_back(draw);
  }
  program.kept_depth.assign(outputs, years_of_one + 1);
  for (std::uint32_t k = 0; k < outputs; ++k) {
    program.year_code.push_back({op,
                                 {Operand::Space::kept, k},
                                 {Operand::Space::path, 0},
                                 {Operand::Space::path, 1},
                                 {Operand::Space::path, 2},
                                 0.7});
  }
  return program;
}

void add_operation(Opcode op) {
  const auto name = fmt::format("operation/{}", model::opcode_name(op));
  benchmark::RegisterBenchmark(name.c_str(), [op](benchmark::State& state) {
    const auto program = program_of(op);
    state.SetLabel(std::string(model::opcode_meaning(op)));
    const model::Draws draws(program, 1);
    model::Evaluator evaluator(program, draws);
    for (std::size_t p = 0; p < program.parameters.size(); ++p) {
      const auto row = uniform_row(0.1, 0.9, static_cast<std::int64_t>(p));
      std::copy_n(row.row(0), lanes::lane_count, evaluator.parameter_row(model::ParameterId(p)));
    }
    lanes::Threefry source;
    const double rows = years_of_one * static_cast<double>(program.year_code.size());
    time_lanes(
        state, [&] { evaluator.run(source, 0); }, rows);
  });
}

void read_and_compile(benchmark::State& state) {
  const read::Disk disk;
  for (auto _ : state) {
    benchmark::DoNotOptimize(model::compile(read::load(sonla_baseline(), disk)));
  }
}

void fit(benchmark::State& state) {
  const auto sonla = load_sonla();
  for (auto _ : state) benchmark::DoNotOptimize(calibrate::fit(sonla.program));
}

/// What a run makes once: streams, and tables of all distributions.
void make_tables(benchmark::State& state) {
  const auto sonla = load_sonla();
  for (auto _ : state) {
    benchmark::DoNotOptimize(simulate::ParameterDraws(sonla.program, sonla.estimate, 1));
    benchmark::DoNotOptimize(model::Draws(sonla.program, 1));
  }
}

/// The real model by the block, nothing done with it.
void paths(benchmark::State& state) {
  const auto sonla = load_sonla();
  const model::Draws draws(sonla.program, 1);
  const simulate::ParameterDraws parameters(sonla.program, sonla.estimate, 1);
  simulate::PathRunner runner(sonla.program, sonla.estimate, draws, parameters);
  std::uint64_t path = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(&runner.run(path, lanes::lane_count));
    path += lanes::lane_count;
  }
  tell_time_of(state, "path", static_cast<double>(lanes::lane_count));
}

}  // namespace

void register_model() {
  benchmark::RegisterBenchmark("model/read_and_compile", read_and_compile)
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("calibrate/fit", fit)->Unit(benchmark::kMillisecond);
  for (const Opcode op : {
           Opcode::fill,       Opcode::copy,       Opcode::add,    Opcode::sub,      Opcode::mul,
           Opcode::div,        Opcode::pow,        Opcode::min,    Opcode::max,      Opcode::less,
           Opcode::less_equal, Opcode::equal,      Opcode::both,   Opcode::either,   Opcode::negate,
           Opcode::choose,     Opcode::add_i,      Opcode::mul_i,  Opcode::div_i,    Opcode::from_i,
           Opcode::over_i,     Opcode::pow_i,      Opcode::min_i,  Opcode::max_i,    Opcode::absolute,
           Opcode::exp,        Opcode::log,        Opcode::sqrt,   Opcode::floor,    Opcode::logit,
           Opcode::logistic,   Opcode::normal_pdf, Opcode::normal_cdf, Opcode::normal_quantile,
           Opcode::bernoulli,  Opcode::spike,
       }) {
    add_operation(op);
  }
  benchmark::RegisterBenchmark("simulate/make_tables", make_tables)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("simulate/paths", paths);
}

}  // namespace prospect::bench
