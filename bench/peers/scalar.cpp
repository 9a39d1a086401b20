/// plan-40 as an ordinary engineer writes it: the standard library's distributions, a loop over paths, all paths
/// stored, quantiles by nth_element, OpenMP. Prints one line of JSON. Usage: peer_scalar FOLDER PATHS THREADS

#include <omp.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <random>
#include <vector>

#include "../stopwatch.hpp"
#include "../workload.hpp"

namespace {

using namespace prospect::bench;

constexpr std::size_t chunk = 4096, series_count = indicator_count * year_count;
constexpr double levels[] = {0.05, 0.25, 0.5, 0.75, 0.95};

struct Results {
  std::vector<std::uint64_t> hits = std::vector<std::uint64_t>(indicator_count);
  std::uint64_t joint = 0;
  std::vector<double> means = std::vector<double>(series_count), sds = means;
  std::vector<double> quantiles = std::vector<double>(series_count * std::size(levels));
};

/// One path; `values` takes [indicator][year], each a column of `paths` numbers.
void one_path(const Workload& workload, std::mt19937_64& words, std::size_t path, std::size_t paths,
              std::vector<double>& values) {
  std::normal_distribution<double> normal;
  std::student_t_distribution<double> student(drift_degrees);
  double drift[indicator_count], level[indicator_count], z[indicator_count];
  for (std::size_t i = 0; i < indicator_count; ++i) {
    const auto& one = workload.indicators[i];
    drift[i] = one.drift + one.drift_scale * student(words);
    level[i] = one.link;
  }
  double output = workload.indicators[0].start;
  for (std::size_t t = 0; t < year_count; ++t) {
    for (double& x : z) x = normal(words);
    double growth = 0;
    for (std::size_t i = 0; i < indicator_count; ++i) {
      const auto& one = workload.indicators[i];
      double noise = 0;
      for (std::size_t j = 0; j <= i; ++j) noise += workload.factor[i][j] * z[j];
      level[i] += drift[i] - (i == poverty ? fall_per_growth * growth : 0) + one.volatility * noise;
      const double x = one.log ? std::exp(level[i]) : 100 / (1 + std::exp(-level[i]));
      if (i == 0) {
        growth = x / output - 1;
        output = x;
      }
      values[(i * year_count + t) * paths + path] = x;
    }
  }
}

void count_hits(const Workload& workload, const std::vector<double>& values, std::size_t paths, Results& results) {
  std::uint64_t joint = 0;
  std::vector<std::uint64_t> hits(indicator_count);
#pragma omp parallel
  {
    std::vector<std::uint64_t> own(indicator_count);
#pragma omp for reduction(+ : joint)
    for (std::size_t path = 0; path < paths; ++path) {
      bool all = true;
      for (std::size_t i = 0; i < indicator_count; ++i) {
        const double x = values[(i * year_count + year_count - 1) * paths + path];
        const auto& one = workload.indicators[i];
        const bool met = one.at_least ? x >= one.target : x <= one.target;
        own[i] += met ? 1 : 0;
        all = all && met;
      }
      joint += all ? 1 : 0;
    }
#pragma omp critical
    for (std::size_t i = 0; i < indicator_count; ++i) hits[i] += own[i];
  }
  results.hits = hits;
  results.joint = joint;
}

void summarise(std::vector<double>& values, std::size_t paths, Results& results) {
#pragma omp parallel for schedule(dynamic, 1)
  for (std::size_t s = 0; s < series_count; ++s) {
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(s * paths);
    const auto end = begin + static_cast<std::ptrdiff_t>(paths);
    double sum = 0, squares = 0;
    for (auto x = begin; x != end; ++x) sum += *x;
    const double mean = sum / static_cast<double>(paths);
    for (auto x = begin; x != end; ++x) squares += (*x - mean) * (*x - mean);
    results.means[s] = mean;
    results.sds[s] = std::sqrt(squares / static_cast<double>(paths - 1));
    auto from = begin;
    for (std::size_t q = 0; q < std::size(levels); ++q) {
      const auto at = begin + static_cast<std::ptrdiff_t>(levels[q] * static_cast<double>(paths));
      std::nth_element(from, at, end);
      results.quantiles[s * std::size(levels) + q] = *at;
      from = at;
    }
  }
}

Results simulate(const Workload& workload, std::size_t paths) {
  std::vector<double> values(series_count * paths);
#pragma omp parallel for schedule(dynamic, 1)
  for (std::size_t begin = 0; begin < paths; begin += chunk) {
    std::seed_seq seed{std::size_t{2020}, begin / chunk};
    std::mt19937_64 words(seed);
    for (std::size_t path = begin; path < std::min(paths, begin + chunk); ++path) {
      one_path(workload, words, path, paths, values);
    }
  }
  Results results;
  count_hits(workload, values, paths, results);
  summarise(values, paths, results);
  return results;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4 || std::atol(argv[2]) < 2 || std::atoi(argv[3]) < 1) {
    std::fprintf(stderr, "usage: peer_scalar FOLDER PATHS THREADS\n");
    return 2;
  }
  try {
    const auto workload = read_workload(argv[1], false);
    const auto paths = static_cast<std::size_t>(std::atol(argv[2]));
    omp_set_num_threads(std::atoi(argv[3]));
    Results results;
    const Taken taken = take([&] { results = simulate(workload, paths); });
    std::printf(
        "{\"name\": \"scalar\", \"threads\": %s, \"paths\": %zu, \"wall\": %.6f, \"processor\": %.6f, \"joint\": "
        "%llu, ",
        argv[3], paths, taken.wall, taken.processor, static_cast<unsigned long long>(results.joint));
    std::printf("\"hits\": [");
    for (std::size_t i = 0; i < indicator_count; ++i) {
      std::printf("%s%llu", i > 0 ? ", " : "", static_cast<unsigned long long>(results.hits[i]));
    }
    std::printf("], \"means\": [");
    for (std::size_t i = 0; i < indicator_count; ++i) {
      std::printf("%s%.10g", i > 0 ? ", " : "", results.means[i * year_count + year_count - 1]);
    }
    std::printf("], \"medians\": [");
    for (std::size_t i = 0; i < indicator_count; ++i) {
      std::printf("%s%.10g", i > 0 ? ", " : "",
                  results.quantiles[(i * year_count + year_count - 1) * std::size(levels) + 2]);
    }
    std::printf("]}\n");
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "peer_scalar: %s\n", problem.what());
    return 1;
  }
  return 0;
}
