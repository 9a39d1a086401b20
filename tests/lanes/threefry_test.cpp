#include "lanes/threefry.hpp"

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <Random123/threefry.h>
#undef threefry2x64  // theirs is a macro
#include <boost/math/distributions/chi_squared.hpp>
#include <gtest/gtest.h>

#include "lanes/functions.hpp"

namespace prospect::lanes {
namespace {

/// Chance that a sound generator fails one of the statistical tests below; seeds are fixed, so a
/// test that passes once passes always.
constexpr double false_alarm = 1e-6;
/// Two-sided normal score of that chance.
const double alarm_score = -normal_quantile_lane(false_alarm / 2);

std::vector<double> draws(const Stream& stream, std::uint64_t first_path, std::int64_t step,
                          std::size_t count) {
  Rows row(1);
  std::vector<double> all;
  while (all.size() < count) {
    uniforms(stream, first_path + all.size(), step, row.row(0));
    all.insert(all.end(), row.row(0), row.row(0) + lane_count);
  }
  all.resize(count);
  return all;
}

TEST(Threefry, MeetsThePublishedVectors) {
  const auto file = std::filesystem::path(__FILE__).parent_path() / "../known/threefry2x64.txt";
  std::ifstream in(file);
  ASSERT_TRUE(in) << file;
  int vectors = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') {
      continue;
    }
    std::istringstream words(line);
    std::array<std::uint64_t, 6> w{};
    for (auto& word : w) {
      words >> std::hex >> word;
    }
    const Words result = threefry2x64({w[0], w[1]}, {w[2], w[3]});
    EXPECT_EQ(result.first, w[4]) << line;
    EXPECT_EQ(result.second, w[5]) << line;
    ++vectors;
  }
  EXPECT_EQ(vectors, 3);
}

TEST(Threefry, AgreesWithRandom123) {
  std::uint64_t x = 88172645463325252U;
  const auto next = [&x] { return x = x * 6364136223846793005U + 1442695040888963407U; };
  for (int i = 0; i < 10000; ++i) {
    const Words counter{next(), next()}, key{next(), next()};
    const threefry2x64_ctr_t theirs = ::threefry2x64_R(
        20, {{counter.first, counter.second}}, {{key.first, key.second}});
    const Words ours = threefry2x64(counter, key);
    ASSERT_EQ(ours.first, theirs.v[0]);
    ASSERT_EQ(ours.second, theirs.v[1]);
  }
}

TEST(UnitNumber, IsExactMirroredAndInsideTheInterval) {
  EXPECT_EQ(unit_number(0), 0x1p-53);
  EXPECT_EQ(unit_number(~std::uint64_t{0}), 1 - 0x1p-53);
  EXPECT_EQ(unit_number(std::uint64_t{1} << 63), 0.5 + 0x1p-53);
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const std::uint64_t word = threefry2x64({i, 0}, {0, 0}).first;
    EXPECT_EQ(unit_number(~word), 1 - unit_number(word));
    EXPECT_EQ(unit_number(word), (std::ldexp(static_cast<double>(word >> 12), -52) + 0x1p-53));
  }
}

/// FNV-1a of "" and "a" from draft-eastlake-fnv: cbf29ce484222325 and af63dc4c8601ec8c.
TEST(NameKey, IsFnvThenSplitmix) {
  const auto finish = [](std::uint64_t h) {
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9U;
    h = (h ^ (h >> 27)) * 0x94d049bb133111ebU;
    return h ^ (h >> 31);
  };
  EXPECT_EQ(name_key(""), finish(0xcbf29ce484222325U));
  EXPECT_EQ(name_key("a"), finish(0xaf63dc4c8601ec8cU));
  std::set<std::uint64_t> keys;
  for (int i = 0; i < 10000; ++i) {
    keys.insert(name_key("shock " + std::to_string(i)));
  }
  EXPECT_EQ(keys.size(), 10000U);
}

TEST(Uniforms, HaveTheDocumentedAddress) {
  const Stream stream(42, "rainfall");
  Rows rows(2);
  for (const std::int64_t step : {-3, -2, -1, 0, 1, 2, 2024, 2025}) {
    uniforms(stream, 1000, step, rows.row(0));
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      const std::int64_t half = step >= 0 ? step / 2 : -((-step + 1) / 2);
      const Words w = threefry2x64({1000 + lane, static_cast<std::uint64_t>(half)},
                                   {42, name_key("rainfall")});
      EXPECT_EQ(rows.row(0)[lane], unit_number(step % 2 == 0 ? w.first : w.second)) << step;
    }
  }
}

TEST(Uniforms, PairIsTwoSteps) {
  const Stream stream(7, "pair");
  Rows rows(4);
  for (const std::int64_t step : {-4, 0, 2026}) {
    uniform_pair(stream, 3, step, rows.row(0), rows.row(1));
    uniforms(stream, 3, step, rows.row(2));
    uniforms(stream, 3, step + 1, rows.row(3));
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      EXPECT_EQ(rows.row(0)[lane], rows.row(2)[lane]);
      EXPECT_EQ(rows.row(1)[lane], rows.row(3)[lane]);
    }
  }
}

TEST(Uniforms, DoNotDependOnTheLaneTheyStandIn) {
  const Stream stream(7, "lane");
  const std::vector<double> all = draws(stream, 0, 2030, 3 * lane_count);
  Rows row(1);
  for (std::size_t shift = 1; shift <= lane_count; ++shift) {
    uniforms(stream, shift, 2030, row.row(0));
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      ASSERT_EQ(row.row(0)[lane], all[lane + shift]);
    }
  }
}

/// Pinned: guards the identity of every stored result, at any lane count.
TEST(Uniforms, KeepTheirBits) {
  std::uint64_t sum = 0;
  for (std::int64_t step = 2020; step < 2030; ++step) {
    for (const double u : draws(Stream(2024, "pinned"), 5, step, 4096)) {
      sum = std::rotl(sum, 7) ^ bits_of(u);
    }
  }
  EXPECT_EQ(sum, 5486600952210918425U);
}

TEST(Uniforms, HaveTheMomentsOfUniforms) {
  const auto u = draws(Stream(1, "moments"), 0, 0, 1 << 20);
  const double n = static_cast<double>(u.size());
  for (int power = 1; power <= 6; ++power) {
    double sum = 0;
    for (const double x : u) {
      sum += std::pow(x, power);
    }
    // E u^k = 1/(k+1), var u^k = 1/(2k+1) - 1/(k+1)^2.
    const double mean = 1.0 / (power + 1);
    const double error = std::sqrt((1.0 / (2 * power + 1) - mean * mean) / n);
    EXPECT_LT(std::fabs(sum / n - mean), alarm_score * error) << power;
  }
}

/// Correlation and a 16 x 16 table of pairs against independence.
void expect_independent(const std::vector<double>& x, const std::vector<double>& y) {
  constexpr std::size_t bins = 16;
  const double n = static_cast<double>(x.size());
  std::array<double, bins * bins> table{};
  double product = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    product += (x[i] - 0.5) * (y[i] - 0.5) * 12;
    const auto row = static_cast<std::size_t>(x[i] * bins);
    table[row * bins + static_cast<std::size_t>(y[i] * bins)] += 1;
  }
  EXPECT_LT(std::fabs(product / std::sqrt(n)), alarm_score);
  double chi_square = 0;
  for (const double cell : table) {
    const double expected = n / (bins * bins);
    chi_square += (cell - expected) * (cell - expected) / expected;
  }
  const boost::math::chi_squared reference(bins * bins - 1);
  EXPECT_GT(boost::math::cdf(boost::math::complement(reference, chi_square)), false_alarm / 2);
  EXPECT_GT(boost::math::cdf(reference, chi_square), false_alarm / 2);
}

TEST(Uniforms, AreIndependentBetweenNeighbours) {
  constexpr std::size_t n = 1 << 18;
  const Stream stream(11, "population");
  const auto base = draws(stream, 0, 2025, n);
  expect_independent(base, draws(stream, 1, 2025, n));               // next path
  expect_independent(base, draws(stream, lane_count, 2025, n));      // next block
  expect_independent(base, draws(stream, 0, 2024, n));               // other word of the counter
  expect_independent(base, draws(stream, 0, 2026, n));               // next counter
  expect_independent(base, draws(Stream(11, "populatioo"), 0, 2025, n));
  expect_independent(base, draws(Stream(12, "population"), 0, 2025, n));
}

TEST(Uniforms, AreIndependentAlongThePath) {
  std::vector<double> now, next;
  for (std::uint64_t path = 0; path < 64; ++path) {
    for (std::int64_t step = -512; step < 512; ++step) {
      const auto at = [&](std::int64_t s) {
        const Words w = threefry2x64({path, static_cast<std::uint64_t>(s >> 1)}, {3, 4});
        return unit_number((s & 1) == 0 ? w.first : w.second);
      };
      now.push_back(at(step));
      next.push_back(at(step + 1));
    }
  }
  expect_independent(now, next);
}

}  // namespace
}  // namespace prospect::lanes
