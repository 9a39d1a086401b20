#pragma once
/// Worlds made by hand, and runs of them: the simulator's part played in thirty lines.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "lanes/ordered_for.hpp"
#include "summarise/gather.hpp"

namespace prospect::summarise {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Base year 2020, years from 2021. Values are asked for by variable, year and path.
struct World {
  model::Program program;
  std::uint64_t paths = 0;
  std::function<double(std::size_t variable, int year, std::uint64_t path)> value;
  std::function<simulate::Fault(std::uint64_t path)> fault = [](std::uint64_t) {
    return simulate::Fault::none;
  };

  explicit World(std::size_t variables = 1, int end_year = 2021) {
    program.base_year = 2020;
    program.end_year = end_year;
    for (std::size_t v = 0; v < variables; ++v) {
      model::Variable variable;
      variable.name = std::string("v").append(std::to_string(v));
      variable.indicator = true;
      program.variables.push_back(variable);
    }
  }

  /// Adds a target `low <= figure <= high` on variable 0, tested in the end year.
  model::Target& target(double low, double high, std::size_t variable = 0) {
    model::Target& added = program.targets.emplace_back();
    added.code = std::string("t").append(std::to_string(program.targets.size()));
    added.variable = model::VariableId(variable);
    added.direction = low == -infinity   ? model::Target::Direction::at_most
                      : high == infinity ? model::Target::Direction::at_least
                                         : model::Target::Direction::between;
    added.from = added.year = program.end_year;
    added.low_bound = low;
    added.high_bound = high;
    return added;
  }
};

/// Shows the block that begins at `first` to `receive`. Padding holds what would be noticed.
inline void show_block(const World& world, std::uint64_t first,
                       const std::function<void(const simulate::PathBlock&)>& receive) {
  const std::size_t years = static_cast<std::size_t>(world.program.horizon()) + 1;
  const std::size_t used = std::min<std::uint64_t>(lanes::lane_count, world.paths - first);
  lanes::Rows rows(world.program.variables.size() * years);
  std::vector<simulate::Fault> faults(lanes::lane_count);
  const std::vector<model::VariableId> fault_variables(lanes::lane_count);
  const std::vector<int> fault_years(lanes::lane_count, 2021);
  simulate::PathBlock block(world.program, first, used);
  for (std::size_t row = 0; row < rows.count(); ++row) {
    for (std::size_t lane = 0; lane < lanes::lane_count; ++lane) {
      const int year = world.program.base_year + static_cast<int>(row % years);
      rows.row(row)[lane] = lane < used ? world.value(row / years, year, first + lane) : 1e9;
    }
    block.rows_.push_back(rows.row(row));
  }
  for (std::size_t lane = 0; lane < used; ++lane) {
    faults[lane] = world.fault(first + lane);
  }
  block.years_ = years;
  block.faults_ = faults.data();
  block.fault_variables_ = fault_variables.data();
  block.fault_years_ = fault_years.data();
  receive(block);
}

/// Shows paths `begin` up to `end`.
inline void show_paths(const World& world, std::uint64_t begin, std::uint64_t end,
                       const std::function<void(const simulate::PathBlock&)>& receive) {
  for (std::uint64_t first = begin; first < std::min(end, world.paths);
       first += lanes::lane_count) {
    show_block(world, first, receive);
  }
}

/// Runs a world as the simulator would; the pilot is the world's first chunk.
inline Summary run(const World& world, int threads = 1) {
  simulate::Plan plan;
  plan.paths = world.paths;
  Gatherer gatherer(world.program, plan, threads);
  show_paths(world, 0, simulate::chunk_paths,
             [&](const simulate::PathBlock& block) { gatherer.pilot(block); });
  gatherer.fix_ranges();
  lanes::ordered_for(
      plan.chunks(), threads,
      [&](std::uint64_t chunk, int thread) {
        show_paths(world, chunk * simulate::chunk_paths, (chunk + 1) * simulate::chunk_paths,
                   [&](const simulate::PathBlock& block) { gatherer.add(block, thread); });
      },
      [&](std::uint64_t, int thread) { gatherer.close_chunk(thread); });
  return gatherer.finish();
}

/// A world of one variable in one year whose paths hold these values.
inline World world_of(std::vector<double> values) {
  World world;
  world.paths = values.size();
  world.value = [values = std::move(values)](std::size_t, int, std::uint64_t path) {
    return values[path];
  };
  return world;
}

/// A number in (0, 1) that depends on its address alone; splitmix64's finaliser.
inline double noise(std::uint64_t a, std::uint64_t b, std::uint64_t c = 0) {
  std::uint64_t z = a * 0x9E3779B97F4A7C15U + b * 0xD1B54A32D192ED03U + c * 0x8CB92BA72F3D8DD7U;
  for (int round = 0; round < 2; ++round) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    z ^= z >> 31;
  }
  return (static_cast<double>(z >> 12) + 0.5) * 0x1p-52;
}

}  // namespace prospect::summarise
