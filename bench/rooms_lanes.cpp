/// Words, normal scores, lane functions, quantile tables, counts.

#include <cmath>
#include <string>

#include "lanes/counts.hpp"
#include "lanes/distribution.hpp"
#include "lanes/functions.hpp"
#include "lanes/sobol_points.hpp"
#include "lanes/word_source.hpp"
#include "rooms.hpp"

namespace prospect::bench {
namespace {

using lanes::Distribution;

/// Times a function of one lane on arguments between two ends.
template <class Function>
void add_function(const char* name, double low, double high, Function function) {
  benchmark::RegisterBenchmark(name, [=](benchmark::State& state) {
    const auto in = uniform_row(low, high);
    lanes::Rows result(1);
    const double* a = in.row(0);
    double* out = result.row(0);
    time_lanes(state, [=] { lanes::each_lane([=](std::size_t l) { out[l] = function(a[l]); }); });
  });
}

void words(benchmark::State& state) {
  const lanes::Stream stream(1, "bench");
  lanes::Rows rows(1);
  std::uint64_t path = 0;
  time_lanes(state, [&] { lanes::uniforms(stream, path += lanes::lane_count, 0, rows.row(0)); });
}

/// As the years of a plan ask: one generation for two.
void words_of_years(benchmark::State& state) {
  const lanes::Stream stream(1, "bench");
  lanes::Threefry source;
  lanes::Rows rows(1);
  std::uint64_t path = 0;
  time_lanes(
      state,
      [&] {
        path += lanes::lane_count;
        source.uniforms(stream, path, 2022, rows.row(0));
        source.uniforms(stream, path, 2023, rows.row(0));
      },
      2);
}

/// Coordinates of scrambled Sobol' points instead: two years of as many streams as a plan has, block after block.
void words_of_points(benchmark::State& state) {
  std::vector<lanes::SobolStream> list;
  std::vector<lanes::Stream> streams;
  for (int k = 0; k < 100; ++k) {
    list.push_back({"bench." + std::to_string(k), 2022, 2});
    streams.emplace_back(1, list.back().name);
  }
  lanes::SobolWords source(std::make_shared<const lanes::SobolPoints>(1, list));
  lanes::Rows rows(1);
  std::uint64_t path = 0;
  time_lanes(
      state,
      [&] {
        path = (path + lanes::lane_count) % lanes::sobol_paths;
        for (const auto& stream : streams) {
          source.uniforms(stream, path, 2022, rows.row(0));
          source.uniforms(stream, path, 2023, rows.row(0));
        }
      },
      2 * static_cast<double>(streams.size()));
}

/// As parameters ask: one word of a counter's two.
void words_of_parameters(benchmark::State& state) {
  const lanes::Stream stream(1, "bench");
  lanes::Threefry source;
  lanes::Rows rows(1);
  std::uint64_t path = 0;
  time_lanes(state, [&] { source.uniforms(stream, path += lanes::lane_count, 0, rows.row(0)); });
}

/// Words of five years and their scores together: what a normal draw costs.
void normals(benchmark::State& state) {
  const lanes::Stream stream(1, "bench");
  lanes::Threefry source;
  lanes::Rows rows(5);
  double* const years[] = {rows.row(0), rows.row(1), rows.row(2), rows.row(3), rows.row(4)};
  std::uint64_t path = 0;
  time_lanes(
      state, [&] { source.scores_in_turn(stream, path += lanes::lane_count, 2021, years); }, 5);
}

void scores(benchmark::State& state) {
  const auto in = uniform_row(0, 1);
  lanes::Rows out(1);
  time_lanes(state, [&] { lanes::normal_quantile_row(in.row(0), out.row(0)); });
}

void add_table(const Distribution& distribution) {
  benchmark::RegisterBenchmark(
      ("table/" + distribution.describe()).c_str(), [distribution](benchmark::State& state) {
        const auto table = distribution.table();
        const auto word = uniform_row(0, 1);
        lanes::Rows score(1), out(1);
        lanes::normal_quantile_row(word.row(0), score.row(0));
        time_lanes(state, [&] { table.evaluate(score.row(0), out.row(0)); });
      });
}

/// Numbers of trials and chances vary over lanes by a tenth about `n` and `p`, as on real paths.
template <class Row>
void add_counts(const std::string& name, double n, double p, Row row) {
  benchmark::RegisterBenchmark(("counts/" + name).c_str(), [=](benchmark::State& state) {
    const auto u = uniform_row(0, 1), trials = uniform_row(0.9 * n, 1.1 * n, 2);
    const auto chance = uniform_row(0.9 * p, 1.1 * p, 4);
    lanes::Rows out(1);
    time_lanes(state, [&] { row(u.row(0), trials.row(0), chance.row(0), out.row(0)); });
  });
}

void register_functions() {
  // Lambdas, since an always-inline function has no address worth calling.
  add_function("function/add", 0, 1, [](double x) { return x + 1.5; });
  add_function("function/divide", 1, 2, [](double x) { return 1.5 / x; });
  add_function("function/sqrt", 0, 9, [](double x) { return std::sqrt(x); });
  add_function("function/floor", -9, 9, [](double x) { return lanes::floor_lane(x); });
  add_function("function/exp", -3, 3, [](double x) { return lanes::exp_lane(x); });
  add_function("function/log", 0.1, 9, [](double x) { return lanes::log_lane(x); });
  add_function("function/pow", 0.1, 9, [](double x) { return lanes::pow_lane(x, 0.7); });
  add_function("function/logistic", -3, 3, [](double x) { return lanes::logistic_lane(x); });
  add_function("function/logit", 0.01, 0.99, [](double x) { return lanes::logit_lane(x); });
  add_function("function/normal_pdf", -3, 3, [](double x) { return lanes::normal_pdf_lane(x); });
  add_function("function/normal_cdf", -3, 3, [](double x) { return lanes::normal_cdf_lane(x); });
  add_function("function/normal_quantile", 0, 1,
               [](double x) { return lanes::normal_quantile_lane(x); });
  add_function("function/bernoulli", 0, 1, [](double x) { return lanes::bernoulli(x, 0.2); });
  add_function("function/spike", 0, 1, [](double x) { return lanes::spike(x, 0.04, 0.45); });
}

}  // namespace

void register_lanes() {
  benchmark::RegisterBenchmark("words/one_step", words);
  benchmark::RegisterBenchmark("words/two_years", words_of_years);
  benchmark::RegisterBenchmark("words/sobol_points", words_of_points);
  benchmark::RegisterBenchmark("words/parameter", words_of_parameters);
  benchmark::RegisterBenchmark("scores", scores);
  benchmark::RegisterBenchmark("normals", normals);
  register_functions();
  add_table(Distribution::normal(3, 2));
  add_table(Distribution::lognormal(3, 0.2));
  add_table(Distribution::student_t(5));
  add_table(Distribution::beta(4, 16));
  add_table(Distribution::triangular(0.5, 1, 2));
  add_table(Distribution::inverse_chi(6, 0.02));
  add_counts("binomial/n=140,p=0.05", 140, 0.05, lanes::binomial_row);
  const auto beta_binomial = [](const double* u, const double* n, const double* p, double* out) {
    lanes::beta_binomial_row(u, n, p, 60, out);
  };
  add_counts("beta_binomial/n=140,p=0.05", 140, 0.05, beta_binomial);
  add_counts("beta_binomial/n=400,p=0.1", 400, 0.1, beta_binomial);
  add_counts("poisson/mean=7", 7, 0.5,
             [](const double* u, const double* mean, const double*, double* out) {
               lanes::poisson_row(u, mean, out);
             });
}

}  // namespace prospect::bench
