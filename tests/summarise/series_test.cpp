/// One series: moments, and quantiles against exact order statistics.

#include "summarise/series.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "made_world.hpp"

namespace prospect::summarise {
namespace {

Spread spread_of(const std::vector<double>& values) {
  return run(world_of(values)).spreads.at(0).at(0);
}

/// The value of rank ceil(p n).
double order_statistic(const std::vector<double>& sorted, double level) {
  const auto percent = static_cast<std::size_t>(std::lround(100 * level));
  return sorted[(percent * sorted.size() + 99) / 100 - 1];
}

/// Holds each quantile against the exact one, and the bound against `allowed`.
void expect_bound_holds(std::vector<double> values, double allowed, const char* what) {
  const Spread spread = spread_of(values);
  std::sort(values.begin(), values.end());
  for (std::size_t i = 0; i < quantile_levels.size(); ++i) {
    const double exact = order_statistic(values, quantile_levels[i]);
    EXPECT_LE(std::fabs(spread.quantiles[i] - exact), spread.quantile_error)
        << what << " at " << quantile_levels[i] << ": " << exact;
    EXPECT_LE(spread.quantiles[i == 0 ? 0 : i - 1], spread.quantiles[i]) << what;
  }
  EXPECT_LE(spread.quantile_error, allowed) << what;
  EXPECT_EQ(spread.minimum, values.front()) << what;
  EXPECT_EQ(spread.maximum, values.back()) << what;
}

std::vector<double> draw(std::size_t count, const std::function<double(double, std::size_t)>& law) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(law(noise(5, i), i));
  return values;
}

double logistic(double u) { return std::log(u / (1 - u)); }

/// Catches: a bin taken for its neighbour, edges off by half a bin, a bound of half a width.
TEST(quantiles, bound_holds_on_smooth_samples) {
  std::mt19937_64 words(20);
  std::normal_distribution<double> normal;
  const auto score = [&](double, std::size_t) { return normal(words); };
  expect_bound_holds(draw(20000, score), 0.01, "normal");
  expect_bound_holds(draw(20000, [](double u, std::size_t) { return u; }), 0.002, "uniform");
  expect_bound_holds(draw(20000, [](double u, std::size_t) { return 1e8 + u; }), 0.002, "far");
  expect_bound_holds(draw(20000, [](double u, std::size_t) { return 1e-200 * u; }), 2e-203, "tiny");
  expect_bound_holds(draw(20000, [](double u, std::size_t) { return 1e300 * u; }), 2e297, "huge");
}

/// Catches: limits at the extremes of a heavy tail, which would leave all values in one bin.
TEST(quantiles, bound_is_narrow_on_heavy_tails) {
  const auto lognormal = [](double u, std::size_t) { return std::exp(3 * logistic(u)); };
  const auto cauchy = [](double u, std::size_t) { return std::tan(3.14159265358979 * (u - 0.5)); };
  // 1st to 99th percentile: to 1e6 and to +-32.
  expect_bound_holds(draw(20000, lognormal), 2600, "log-logistic");
  expect_bound_holds(draw(20000, cauchy), 0.2, "cauchy");
}

/// Catches: a quantile put between two values that exist.
TEST(quantiles, whole_numbers_are_exact) {
  const auto die = [](double u, std::size_t) { return std::floor(6 * u) - 2; };
  expect_bound_holds(draw(20000, die), 0, "die");
  expect_bound_holds(draw(20000, [](double u, std::size_t) { return std::floor(300 * u); }), 0,
                     "a few hundred");
  expect_bound_holds(draw(20000, [](double u, std::size_t) { return u < 0.3 ? 0.0 : 1.0; }), 0,
                     "yes or no");
  expect_bound_holds(draw(20000, [](double u, std::size_t) { return std::floor(1e5 * u); }), 200,
                     "many");
}

/// Catches: bins of width 1 called exact although fractions came after the pilot.
TEST(quantiles, fractions_after_a_whole_pilot) {
  expect_bound_holds(draw(20000, [](double u, std::size_t i) {
                       return i < simulate::chunk_paths ? std::floor(6 * u) : 6 * u;
                     }),
                     1.01, "fractions later");
}

/// Catches: an empty bin's share of 0 / 0, an atom's bin that gives something near the atom.
TEST(quantiles, atoms) {
  expect_bound_holds(draw(20000, [](double u, std::size_t) { return u < 0.997 ? 4.2 : 9 * u; }),
                     1e-13, "rare jumps");
  EXPECT_EQ(spread_of(draw(20000, [](double u, std::size_t) {
              return u < 0.997 ? 4.2 : 9 * u;
            })).quantiles[3], 4.2);
  expect_bound_holds(draw(20000, [](double u, std::size_t) { return u < 0.5 ? 0.0 : u; }), 0.002,
                     "half an atom");
  expect_bound_holds(draw(20000, [](double u, std::size_t) {
                       return (u < 0.5 ? -100 : 100) + std::fmod(10 * u, 1);
                     }),
                     0.4, "two humps");
}

/// Catches: end bins thought to be as wide as the others. The run leaves the pilot's limits.
TEST(quantiles, end_bins_say_how_wide_they_are) {
  expect_bound_holds(draw(40000, [](double u, std::size_t i) {
                       return i < simulate::chunk_paths ? u : 40 * u - 20;
                     }),
                     21, "both ends");
  // One end alone: the bound of the other cannot cover for it.
  expect_bound_holds(draw(40000, [](double u, std::size_t i) {
                       return i < simulate::chunk_paths ? u : 20 * u - 19;
                     }),
                     20, "below");
  expect_bound_holds(draw(40000, [](double u, std::size_t i) {
                       return i < simulate::chunk_paths ? u : 20 * u;
                     }),
                     20, "above");
  expect_bound_holds(draw(40000, [](double u, std::size_t i) {
                       return i < simulate::chunk_paths ? 3.0 : 3 + u;
                     }),
                     1.01, "atom left");
}

/// Catches: rounding left over in a constant (0.1 has no exact sum), sd of 1e-17 instead of 0.
TEST(moments, constants_are_exact) {
  for (const double value : {0.1, -7.3e-9, 1e300, 0.0, -5e-324}) {
    const Spread spread = spread_of(std::vector<double>(5000, value));
    EXPECT_EQ(spread.mean, value);
    EXPECT_EQ(spread.sd, 0.0);
    EXPECT_EQ(spread.quantile_error, 0.0);
    for (const double quantile : spread.quantiles) EXPECT_EQ(quantile, value);
  }
}

/// Catches: the sign of a zero, which would tell the order of threads.
TEST(moments, zero_has_no_sign) {
  const Spread spread = spread_of({-0.0, -0.0, -0.0});
  EXPECT_FALSE(std::signbit(spread.minimum));
  EXPECT_FALSE(std::signbit(spread.maximum));
  EXPECT_FALSE(std::signbit(spread.mean));
}

TEST(moments, one_path) {
  const Spread spread = spread_of({2.5});
  EXPECT_EQ(spread.mean, 2.5);
  EXPECT_TRUE(std::isnan(spread.sd));
  EXPECT_EQ(spread.quantiles[6], 2.5);
}

/// Catches: squares summed about 0, which lose all digits here.
TEST(moments, shifted_by_a_hundred_million) {
  const Spread spread = spread_of({1e8 + 1, 1e8 + 2, 1e8 + 3, 1e8 + 6});
  EXPECT_EQ(spread.mean, 1e8 + 3);
  EXPECT_NEAR(spread.sd, std::sqrt(14.0 / 3), 1e-14);
}

/// Catches: a joint mean weighed by the wrong part, the square of the distance left out.
TEST(moments, chunks_with_different_means) {
  std::vector<double> values;
  for (std::size_t i = 0; i < 3 * simulate::chunk_paths + 500; ++i) {
    values.push_back(static_cast<double>(i / simulate::chunk_paths) * 10 + noise(3, i));
  }
  long double sum = 0, squares = 0;
  for (const double x : values) sum += x;
  const long double mean = sum / static_cast<long double>(values.size());
  for (const double x : values) squares += (x - mean) * (x - mean);
  const Spread spread = spread_of(values);
  EXPECT_NEAR(spread.mean, static_cast<double>(mean), 1e-13);
  const auto n = static_cast<long double>(values.size());
  const auto sd = static_cast<double>(std::sqrt(squares / (n - 1)));
  EXPECT_NEAR(spread.sd, sd, 1e-12);
}

/// Law: parts closed one after the other by two tallies equal the whole closed by one, bit by bit.
TEST(series, parts_equal_the_whole) {
  World world;
  world.paths = 4 * simulate::chunk_paths;
  world.value = [](std::size_t, int, std::uint64_t path) { return logistic(noise(8, path)); };
  const std::vector<Range> ranges = {fit_range({-4, 4, 1, 0.5})};
  SeriesTotals whole(ranges), parts(ranges);
  SeriesTally alone(whole.ranges()), left(parts.ranges()), right(parts.ranges());
  for (std::uint64_t chunk = 0; chunk < 4; ++chunk) {
    SeriesTally& part = chunk % 2 == 0 ? left : right;
    show_paths(world, chunk * simulate::chunk_paths, (chunk + 1) * simulate::chunk_paths,
               [&](const simulate::PathBlock& block) {
                 const SoundLanes sound(block);
                 for (SeriesTally* tally : {&alone, &part}) {
                   tally->begin(sound);
                   tally->add(0, block.row(model::VariableId(0), 2021));
                 }
               });
    whole.close(alone);
    parts.close(part);
  }
  whole.finish(alone);
  parts.finish(left);
  parts.finish(right);
  const Spread a = whole.spread(0), b = parts.spread(0);
  EXPECT_EQ(a.mean, b.mean);
  EXPECT_EQ(a.sd, b.sd);
  EXPECT_EQ(a.minimum, b.minimum);
  EXPECT_EQ(a.quantiles, b.quantiles);
}

/// Law: a tally without a path changes nothing, first or last.
TEST(series, closing_an_empty_chunk_changes_nothing) {
  const std::vector<Range> ranges = {fit_range({1, 2})};
  SeriesTotals totals(ranges);
  SeriesTally tally(totals.ranges());
  totals.close(tally);
  show_block(world_of({1, 2, 4}), 0, [&](const simulate::PathBlock& block) {
    const SoundLanes sound(block);
    tally.begin(sound);
    tally.add(0, block.row(model::VariableId(0), 2021));
  });
  totals.close(tally);
  totals.close(tally);
  totals.finish(tally);
  EXPECT_EQ(totals.spread(0).mean, 7.0 / 3);
  EXPECT_EQ(totals.spread(0).sd, std::sqrt(7.0 / 3));
  EXPECT_EQ(totals.spread(0).quantiles, (std::array<double, 7>{1, 1, 1, 2, 4, 4, 4}));
}

}  // namespace
}  // namespace prospect::summarise
