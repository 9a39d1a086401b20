/// The whole room. What a test would catch is said at its head.

#include "summarise/gather.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <memory>

#include "made_world.hpp"

namespace prospect::summarise {
namespace {

using Kind = model::Target::Test;
using Fault = simulate::Fault;
using Counts = std::vector<std::uint64_t>;

/// All numbers of a summary as bits, in one list.
struct Bits {
  std::vector<std::uint64_t> list;

  void add(std::uint64_t x) { list.push_back(x); }
  void add(double x) { list.push_back(std::bit_cast<std::uint64_t>(x)); }
  void add(const Counts& counts) { list.insert(list.end(), counts.begin(), counts.end()); }
  void add(const Spread& spread) {
    for (const double x : {spread.mean, spread.sd, spread.minimum, spread.maximum,
                           spread.quantile_error}) {
      add(x);
    }
    for (const double x : spread.quantiles) add(x);
  }
  explicit Bits(const Summary& summary) {
    for (const std::uint64_t x : {summary.seed, summary.first_path, summary.paths, summary.failed,
                                  summary.all_met}) {
      add(x);
    }
    for (const FaultCount& fault : summary.faults) {
      add(static_cast<std::uint64_t>(fault.year));
      add(fault.paths);
      add(fault.first_path);
    }
    for (const auto& years : summary.spreads) {
      for (const Spread& spread : years) add(spread);
    }
    for (const TargetCount& target : summary.targets) {
      add(target.hits);
      add(target.shortfall);
      add(target.only_miss);
      add(target.first_met);
      add(target.figure);
    }
    add(summary.met_count);
    add(summary.both_missed);
    for (const GroupCount& group : summary.groups) add(group.all_met);
  }
};

/// Catches: a wrong field, sd over n, a hit at the bound lost, a distance of the wrong sign.
TEST(gatherer, four_paths_by_hand) {
  World world = world_of({1, 2, 3, 6});
  world.target(3, infinity);
  const Summary summary = run(world);
  EXPECT_EQ(summary.paths, 4U);
  EXPECT_EQ(summary.failed, 0U);
  EXPECT_EQ(summary.years, std::vector<int>{2021});
  const Spread& spread = summary.spreads.at(0).at(0);
  EXPECT_EQ(spread.mean, 3.0);
  EXPECT_EQ(spread.sd, std::sqrt(14.0 / 3));
  EXPECT_EQ(spread.minimum, 1.0);
  EXPECT_EQ(spread.maximum, 6.0);
  EXPECT_EQ(spread.quantiles, (std::array<double, 7>{1, 1, 1, 2, 3, 6, 6}));
  EXPECT_EQ(spread.quantile_error, 0.0);
  const TargetCount& target = summary.targets.at(0);
  EXPECT_EQ(target.hits, 2U);
  EXPECT_EQ(target.shortfall, 1.5);  // (2 + 1) / 2
  EXPECT_EQ(target.only_miss, 2U);
  EXPECT_EQ(target.first_met, Counts{2});
  EXPECT_EQ(summary.met_count, (Counts{2, 2}));
  EXPECT_EQ(summary.both_missed, Counts{2});
  EXPECT_EQ(summary.all_met, 2U);
}

World busy_world(std::uint64_t paths) {
  World world(5, 2025);
  world.paths = paths;
  world.value = [](std::size_t variable, int year, std::uint64_t path) {
    const double u = noise(variable, static_cast<std::uint64_t>(year), path);
    switch (variable) {
      case 0: return u;
      case 1: return std::exp(3 * std::log(u / (1 - u)));  // heavy tails
      case 2: return std::floor(10 * u);                   // whole
      case 3: return 1e8 + u;
      default: return u < 0.97 ? 0.0 : -0.0;
    }
  };
  world.fault = [](std::uint64_t path) {
    const double u = noise(77, path);
    return u < 0.01 ? Fault::not_finite : u < 0.015 ? Fault::outside_limits : Fault::none;
  };
  for (std::size_t i = 0; i < 12; ++i) {
    model::Target& target = world.target(0.1 * static_cast<double>(i), infinity, i % 4);
    target.test = std::array{Kind::at, Kind::every, Kind::ever, Kind::mean, Kind::sum}[i % 5];
    target.from = 2021;
    target.theme = i % 3 == 0 ? "economy" : "society";
  }
  world.program.joints.push_back({"core", {"Core", ""}, {0, 2, 5}});
  return world;
}

/// Catches: sums joined in order of arrival, extremes of -0 and 0, a counter shared by two threads.
TEST(gatherer, same_bits_for_any_number_of_threads) {
  const World world = busy_world(9 * simulate::chunk_paths + 1234);
  const Bits one(run(world, 1));
  for (const int threads : {2, 3, 8}) {
    EXPECT_EQ(one.list, Bits(run(world, threads)).list) << threads;
  }
}

/// A gatherer of the world's plan that has seen the pilot, and the chunks from `first` to before `last`.
std::unique_ptr<Gatherer> gathered(const World& world, std::uint64_t first, std::uint64_t last) {
  simulate::Plan plan;
  plan.paths = world.paths;
  auto gatherer = std::make_unique<Gatherer>(world.program, plan, 2);
  show_paths(world, 0, simulate::chunk_paths, [&](const simulate::PathBlock& block) { gatherer->pilot(block); });
  gatherer->fix_ranges();
  for (std::uint64_t chunk = first; chunk < last; ++chunk) {
    const int thread = static_cast<int>(chunk % 2);
    show_paths(world, chunk * simulate::chunk_paths, (chunk + 1) * simulate::chunk_paths,
               [&](const simulate::PathBlock& block) { gatherer->add(block, thread); });
    gatherer->close_chunk(thread);
  }
  return gatherer;
}

/// Law: parts of a run, made anywhere and added in any order, are the run, bit by bit; in the state too.
TEST(gatherer, parts_make_the_whole) {
  const World world = busy_world(9 * simulate::chunk_paths + 1234);
  const auto whole = gathered(world, 0, 10);
  const std::string first = gathered(world, 0, 3)->state(), second = gathered(world, 3, 4)->state();
  for (const bool turned : {false, true}) {
    auto rest = gathered(world, 4, 10);
    ASSERT_TRUE(rest->add_state(turned ? second : first, (turned ? 1 : 3) * simulate::chunk_paths));
    ASSERT_TRUE(rest->add_state(turned ? first : second, (turned ? 3 : 1) * simulate::chunk_paths));
    EXPECT_EQ(Bits(rest->finish()).list, Bits(run(world, 1)).list);
    EXPECT_EQ(rest->state(), whole->state());
  }
}

/// Catches: counts taken over twice when a summary is asked for on the way.
TEST(gatherer, goes_on_after_a_summary) {
  const World world = busy_world(5 * simulate::chunk_paths);
  auto gatherer = gathered(world, 0, 2);
  static_cast<void>(gatherer->finish());
  static_cast<void>(gatherer->state());
  EXPECT_EQ(gatherer->finish().paths, 2 * simulate::chunk_paths);
  ASSERT_TRUE(gatherer->add_state(gathered(world, 2, 5)->state(), 3 * simulate::chunk_paths));
  EXPECT_EQ(Bits(gatherer->finish()).list, Bits(run(world, 1)).list);
}

/// Catches: bytes of another run, or damaged ones, believed or half believed.
TEST(gatherer, takes_no_state_that_is_not_its_own) {
  const World world = busy_world(2 * simulate::chunk_paths);
  auto gatherer = gathered(world, 0, 1);
  const auto before = gatherer->state();
  World other = busy_world(2 * simulate::chunk_paths);
  other.value = [](std::size_t, int, std::uint64_t path) { return static_cast<double>(path); };
  EXPECT_FALSE(gatherer->add_state(gathered(other, 1, 2)->state(), simulate::chunk_paths));
  World fewer = busy_world(2 * simulate::chunk_paths);
  fewer.program.targets.pop_back();
  EXPECT_FALSE(gatherer->add_state(gathered(fewer, 1, 2)->state(), simulate::chunk_paths));
  const auto state = gathered(world, 1, 2)->state();
  for (std::size_t size = 0; size < state.size(); size += 1 + state.size() / 97) {
    EXPECT_FALSE(gatherer->add_state(std::string_view(state).substr(0, size), simulate::chunk_paths));
  }
  EXPECT_FALSE(gatherer->add_state(state + "x", simulate::chunk_paths));
  EXPECT_FALSE(gatherer->add_state(state, 2 * simulate::chunk_paths));   // of fewer paths than it is said to be
  EXPECT_EQ(gatherer->state(), before);
}

/// Catches: ranges that depend on how many paths are run (their bins would be other ones).
TEST(gatherer, a_longer_run_keeps_the_bins) {
  World world = busy_world(simulate::chunk_paths);
  const double error = run(world).spreads[0][0].quantile_error;
  world.paths *= 3;
  EXPECT_NEAR(run(world).spreads[0][0].quantile_error, error, 1e-12);
}

/// Catches: bins of 16 bits that run over (65536 paths in one bin), or are emptied twice.
TEST(gatherer, many_paths_in_one_bin) {
  World world;
  world.paths = 40 * simulate::chunk_paths;
  world.value = [](std::size_t, int, std::uint64_t path) { return path % 4 == 0 ? 2.0 : 1.0; };
  const Spread spread = run(world).spreads[0][0];
  EXPECT_EQ(spread.quantiles, (std::array<double, 7>{1, 1, 1, 1, 1, 2, 2}));
  EXPECT_EQ(spread.mean, 1.25);
  // Values that change on the way weigh alike only if each path is counted once.
  world.value = [](std::size_t, int, std::uint64_t path) {
    return path < simulate::chunk_paths ? static_cast<double>(path % 3)
           : path < 22 * simulate::chunk_paths ? 1.0 : 2.0;
  };
  EXPECT_EQ(run(world).spreads[0][0].quantiles, (std::array<double, 7>{1, 1, 1, 1, 2, 2, 2}));
}

/// Catches: a failed path that counts as a hit, is left out of a count, or gives its value away.
TEST(gatherer, failed_paths_miss_everything_and_say_nothing) {
  World world = world_of({5, not_a_number, 7, 1, infinity});
  world.fault = [](std::uint64_t path) {
    return path == 1 ? Fault::not_finite : path == 4 ? Fault::outside_limits : Fault::none;
  };
  world.target(4, infinity).theme = "economy";
  world.target(-infinity, 6).theme = "economy";
  const Summary summary = run(world);
  EXPECT_EQ(summary.paths, 5U);
  EXPECT_EQ(summary.failed, 2U);
  EXPECT_EQ(summary.spreads[0][0].mean, 13.0 / 3);
  EXPECT_EQ(summary.spreads[0][0].maximum, 7.0);
  EXPECT_EQ(summary.targets[0].hits, 2U);
  EXPECT_EQ(summary.targets[0].shortfall, 3.0);
  EXPECT_EQ(summary.targets[1].hits, 2U);
  EXPECT_EQ(summary.targets[1].shortfall, 1.0);
  EXPECT_EQ(summary.targets[0].only_miss, 1U);
  EXPECT_EQ(summary.met_count, (Counts{2, 2, 1}));
  EXPECT_EQ(summary.both_missed, (Counts{3, 2, 2, 3}));
  EXPECT_EQ(summary.groups.at(0).all_met, 1U);
  ASSERT_EQ(summary.faults.size(), 2U);
  EXPECT_EQ(summary.faults[0].fault, "not finite");
  EXPECT_EQ(summary.faults[0].first_path, 1U);
  EXPECT_EQ(summary.faults[1].fault, "outside limits");
  EXPECT_EQ(summary.faults[1].first_path, 4U);
}

/// Catches: a division by no path at all, a range of nothing.
TEST(gatherer, no_sound_path) {
  World world = world_of({1, 2, 3});
  world.fault = [](std::uint64_t) { return Fault::not_finite; };
  world.target(0, infinity);
  const Summary summary = run(world);
  EXPECT_EQ(summary.failed, 3U);
  EXPECT_TRUE(std::isnan(summary.spreads[0][0].mean));
  EXPECT_TRUE(std::isnan(summary.spreads[0][0].quantiles[3]));
  EXPECT_EQ(summary.targets[0].hits, 0U);
  EXPECT_TRUE(std::isnan(summary.targets[0].shortfall));
  EXPECT_EQ(summary.met_count, (Counts{3, 0}));
}

/// Catches: a pilot without a sound path that spoils the run after it.
TEST(gatherer, failed_pilot_leaves_valid_bounds) {
  World world;
  world.paths = 2 * simulate::chunk_paths;
  world.fault = [](std::uint64_t path) {
    return path < simulate::chunk_paths ? Fault::not_finite : Fault::none;
  };
  world.value = [](std::size_t, int, std::uint64_t path) { return noise(1, path); };
  const Spread spread = run(world).spreads[0][0];
  EXPECT_NEAR(spread.mean, 0.5, 0.02);
  EXPECT_NEAR(spread.quantiles[3], 0.5, spread.quantile_error);
  EXPECT_LE(spread.quantile_error, 1.0 + 1e-9);
}

/// Catches: a hit lost or won at the very ends.
TEST(gatherer, all_hit_and_none_hit) {
  World world = world_of({1, 2, 3, 4});
  world.target(1, infinity);
  world.target(4.5, infinity);
  const Summary summary = run(world);
  EXPECT_EQ(summary.targets[0].hits, 4U);
  EXPECT_TRUE(std::isnan(summary.targets[0].shortfall));
  EXPECT_EQ(summary.targets[1].hits, 0U);
  EXPECT_EQ(summary.targets[1].shortfall, 2.0);
  EXPECT_EQ(summary.targets[1].only_miss, 4U);
}

/// Catches: a target that is not assessed being counted, and indices that slip because of it.
TEST(gatherer, only_assessed_targets) {
  World world = world_of({1, 2, 3, 4});
  world.program.targets.emplace_back();
  world.target(3, infinity);
  const Summary summary = run(world);
  ASSERT_EQ(summary.targets.size(), 1U);
  EXPECT_EQ(summary.targets[0].target, 1U);
  EXPECT_EQ(summary.targets[0].hits, 2U);
}

/// Catches: hidden variables shown, a plan of no targets that is always met.
TEST(gatherer, no_targets_and_a_hidden_variable) {
  World world(2);
  world.program.variables[0].indicator = false;
  world.paths = 3;
  world.value = [](std::size_t variable, int, std::uint64_t) {
    return static_cast<double>(variable);
  };
  const Summary summary = run(world);
  ASSERT_EQ(summary.indicators.size(), 1U);
  EXPECT_EQ(summary.indicators[0].value, 1U);
  EXPECT_EQ(summary.spreads[0][0].mean, 1.0);
  EXPECT_EQ(summary.met_count, Counts{3});
  EXPECT_EQ(summary.all_met, 0U);
}

/// Catches: the spread of a figure taken from another year or another target.
TEST(gatherer, spread_of_figures) {
  World world(1, 2023);
  world.paths = 4;
  world.value = [](std::size_t, int year, std::uint64_t path) {
    return static_cast<double>(year - 2020) * static_cast<double>(path);
  };
  world.target(0, infinity);  // at 2023: 0 3 6 9
  model::Target& sum = world.target(0, infinity);
  sum.test = Kind::sum;  // of 2022 and 2023: 0 5 10 15
  sum.from = 2022;
  const Summary summary = run(world);
  EXPECT_EQ(summary.targets[0].figure.mean, 4.5);
  EXPECT_EQ(summary.targets[1].figure.mean, 7.5);
  EXPECT_EQ(summary.targets[1].figure.quantiles[6], 15.0);
}

/// Catches: padding lanes that are counted (they hold 1e9), at every size of a last block.
TEST(gatherer, any_number_of_paths) {
  for (std::uint64_t paths = 1; paths < 2 * lanes::lane_count + 3; paths += 7) {
    World world;
    world.paths = paths;
    world.value = [](std::size_t, int, std::uint64_t path) { return static_cast<double>(path); };
    world.target(1, infinity);
    const Summary summary = run(world);
    EXPECT_EQ(summary.paths, paths);
    EXPECT_EQ(summary.spreads[0][0].maximum, static_cast<double>(paths - 1));
    EXPECT_EQ(summary.spreads[0][0].mean, static_cast<double>(paths - 1) / 2);
    EXPECT_EQ(summary.targets[0].hits, paths - 1);
  }
}

/// Catches: another path looked at, a failed one looked at, another order of the values.
TEST(gatherer, a_pilot_of_the_chosen_paths_is_the_whole_pilot) {
  World world;
  world.paths = 2 * simulate::chunk_paths;
  world.value = [](std::size_t variable, int year, std::uint64_t path) {
    return noise(variable, static_cast<std::uint64_t>(year), path);
  };
  world.fault = [](std::uint64_t path) { return path % 24 == 0 ? Fault::not_finite : Fault::none; };
  World chosen = world;   // its path k stands for one of the world's
  const auto path_of = [](std::uint64_t k) { return k < pilot_dense ? k : pilot_dense + (k - pilot_dense) * pilot_stride; };
  chosen.paths = pilot_dense + (simulate::chunk_paths - pilot_dense) / pilot_stride;
  chosen.value = [&](std::size_t variable, int year, std::uint64_t k) { return world.value(variable, year, path_of(k)); };
  chosen.fault = [&](std::uint64_t k) { return world.fault(path_of(k)); };
  simulate::Plan plan;
  plan.paths = world.paths;
  Gatherer gatherer(world.program, plan, 1);
  show_paths(chosen, 0, chosen.paths, [&](const simulate::PathBlock& block) { gatherer.pilot_chosen(block); });
  gatherer.fix_ranges();
  for (std::uint64_t chunk = 0; chunk < plan.chunks(); ++chunk) {
    show_paths(world, chunk * simulate::chunk_paths, (chunk + 1) * simulate::chunk_paths,
               [&](const simulate::PathBlock& block) { gatherer.add(block, 0); });
    gatherer.close_chunk(0);
  }
  EXPECT_EQ(Bits(gatherer.finish()).list, Bits(run(world)).list);
}

}  // namespace
}  // namespace prospect::summarise
