/// Simulation-based calibration of blocks (Talts et al. 2018, arXiv:1804.06788): truths are drawn from
/// the priors by the block's own program, figures from the truths; the rank of a truth among draws from
/// its posterior is then uniform.

#include <gtest/gtest.h>

#include <boost/math/distributions/chi_squared.hpp>

#include <array>
#include <chrono>
#include <cstdio>

#include "calibrate/words.hpp"
#include "lanes/ordered_for.hpp"
#include "model/evaluate.hpp"
#include "model/learn_world.hpp"

namespace prospect::model {
namespace {

constexpr int fits = 768;
constexpr std::size_t particles = 512;
constexpr int picks = 19;      // ranks 0 to 19
constexpr double level = 1e-4;
constexpr int threads = 2;

const std::array names = {"rate", "swing", "end"};
using Values = std::array<double, names.size()>;
using Ranks = std::array<int, names.size()>;

/// Six years of a product whose rate and swings are unknown: figures of two years and a mean.
Program world() {
  return compile(inputs_with_means(
      {.body = "[parameter.rate]\nprior = 'lognormal(3, 0.5)'\n"
               "[parameter.swing]\nprior = 'gamma(3, 1)'\n"
               "[parameter.end]\nprior = 1\n"
               "[shock.e]\ndistribution = 'student_t(4)'\n"
               "[indicator.x]\nhistory = 'x'\nnext = 'x[-1] * exp(1% * (rate + swing * e))'\n"
               "[indicator.keeps]\nstart = 'end'\nnext = 'keeps[-1] + rate + swing'\n"
               "[learn.b]\nfrom = 2014\nparameters = ['rate', 'swing']\ncarry = { end = 'x' }\n"
               "figures = [{ of = 'x', error = 3 }]",
       .series = "x,1",
       .history = "x,2014,100\nx,2016,1\nx,2017,1\nx,2020,1"},
      "x,2015,2019,1"));
}

/// A truth drawn from the priors, and the figures printed of it.
struct Truth {
  Values values{};
  std::vector<double> figures;
};

class Truths {
 public:
  Truths(const LearnBlock& block, std::uint64_t seed)
      : block_(block), draws_(block.program, seed), evaluator_(block.program, draws_), seed_(seed) {}

  /// Those of lane_count replicates from `first` on.
  std::vector<Truth> draw(std::uint64_t first) {
    std::vector<Truth> truths(lanes::lane_count);
    std::vector<calibrate::WordsOf> words;
    for (std::size_t l = 0; l < truths.size(); ++l) words.emplace_back(seed_, first + l);
    for (std::size_t p = 0; p < block_.program.parameters.size(); ++p) {
      double* row = evaluator_.parameter_row(ParameterId(p));
      for (std::size_t l = 0; l < truths.size(); ++l) {
        row[l] = words[l].draw(block_.program.parameters[p].prior);
      }
    }
    lanes::Threefry source;
    evaluator_.run(source, first);
    for (std::size_t l = 0; l < truths.size(); ++l) {
      for (std::size_t q = 0; q < names.size(); ++q) truths[l].values[q] = value(q, l);
      for (const auto& figure : block_.figures) {
        double mean = 0;
        for (int year = figure.from; year <= figure.year; ++year) {
          mean += evaluator_.row(figure.variable, year)[l] / (figure.year - figure.from + 1);
        }
        truths[l].figures.push_back(mean + figure.error * words[l].normal());
      }
    }
    return truths;
  }

 private:
  double value(std::size_t quantity, std::size_t lane) {
    if (names[quantity] == std::string("end")) {
      return evaluator_.row(variable_named(block_.program, "x"), block_.program.end_year)[lane];
    }
    return evaluator_.parameter_row(parameter_named(block_.program, names[quantity]))[lane];
  }

  const LearnBlock& block_;
  Draws draws_;
  Evaluator evaluator_;
  std::uint64_t seed_;
};

/// Ranks of a truth among draws of its posterior, picked at random; `belief` is what the fit takes an
/// error for.
Ranks ranks_of(const Program& program, const LearnBlock& given, const Truth& truth, int replicate,
               double belief) {
  LearnBlock block = given;
  for (std::size_t f = 0; f < block.figures.size(); ++f) {
    block.figures[f].value = truth.figures[f];
    block.figures[f].error *= belief;
  }
  const auto seed = static_cast<std::uint64_t>(replicate) + 1;
  const auto posterior = calibrate::learn(block, program, seed, 1, particles);
  calibrate::WordsOf words(9, seed);
  Ranks below{};
  for (int k = 0; k < picks; ++k) {
    const auto pick = static_cast<std::size_t>(words.uniform() * static_cast<double>(particles));
    for (std::size_t q = 0; q < names.size(); ++q) {
      below[q] += draws_of(posterior, names[q])[pick] < truth.values[q];
    }
  }
  return below;
}

std::vector<Ranks> calibrate_block(double belief, std::uint64_t seed) {
  const auto program = world();
  const LearnBlock& block = only_block(program);
  Truths source(block, seed);
  std::vector<Truth> truths;
  for (std::uint64_t first = 0; first < fits; first += lanes::lane_count) {
    const auto more = source.draw(first);
    truths.insert(truths.end(), more.begin(), more.end());
  }
  std::vector<Ranks> ranks(fits);
  lanes::ordered_for(
      ranks.size(), threads,
      [&](std::uint64_t k, int) {
        ranks[k] = ranks_of(program, block, truths[k], static_cast<int>(k), belief);
      },
      [](std::uint64_t, int) {});
  return ranks;
}

/// Chi-square of the histogram of ranks of one quantity, and the probability of one as large.
std::pair<double, double> chi_square(const std::vector<Ranks>& all, std::size_t quantity) {
  std::array<double, picks + 1> seen{};
  for (const Ranks& ranks : all) ++seen[static_cast<std::size_t>(ranks[quantity])];
  const double expected = static_cast<double>(all.size()) / (picks + 1);
  double sum = 0;
  for (const double n : seen) sum += (n - expected) * (n - expected) / expected;
  return {sum, boost::math::cdf(complement(boost::math::chi_squared(picks), sum))};
}

void print(const char* what, const std::vector<Ranks>& all) {
  std::printf("%s, %zu fits of %zu particles\n", what, all.size(), particles);
  for (std::size_t q = 0; q < names.size(); ++q) {
    const auto [sum, p] = chi_square(all, q);
    std::printf("  %-6s chi-square %6.1f of %d, p %.2g\n", names[q], sum, picks, p);
  }
}

TEST(learn_calibration, ranks_are_uniform) {
  const auto all = calibrate_block(1, 11);
  print("block of six years", all);
  for (std::size_t q = 0; q < names.size(); ++q) EXPECT_GT(chi_square(all, q).second, level) << names[q];
}

TEST(learn_calibration, would_notice_errors_taken_for_half) {
  const auto all = calibrate_block(0.5, 11);
  print("errors halved", all);
  EXPECT_LT(chi_square(all, 2).second, level);
}

}  // namespace
}  // namespace prospect::model
