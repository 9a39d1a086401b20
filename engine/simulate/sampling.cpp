#include "simulate/sampling.hpp"

#include <algorithm>
#include <bit>
#include <set>
#include <utility>

namespace prospect::simulate {
namespace {

using Role = model::Parameter::Role;

/// Adds streams to a list, each name once.
class List {
 public:
  void add(std::string name, std::int64_t first_step, std::size_t steps) {
    if (names_.insert(name).second) streams_.push_back({std::move(name), first_step, steps});
  }
  [[nodiscard]] std::vector<lanes::SobolStream> take() { return std::move(streams_); }

 private:
  std::set<std::string> names_;
  std::vector<lanes::SobolStream> streams_;
};

/// What is drawn once a path stands at step 0 (simulate.cpp, family_draws.cpp). Parameters of a family's rule and
/// of a learned block are read off one word each family or block.
void add_assumptions(const model::Program& program, List& list) {
  const auto once = [&](std::string name) { list.add(std::move(name), 0, 1); };
  for (const auto& parameter : program.parameters) {
    const bool own = parameter.role != Role::family && parameter.role != Role::block;
    if (own) once("parameter." + parameter.name);
  }
  for (const auto& family : program.families) once("family." + family.name);
  for (const auto& state : program.fitted) once("breaks." + program.variables[state.variable.value].name);
  for (const auto& block : program.blocks) once("block." + block->name);
}

}  // namespace

WordsFactory plain_words() {
  return [] { return std::make_unique<lanes::Threefry>(); };
}

WordsFactory sobol_words(std::shared_ptr<const lanes::SobolPoints> points) {
  return [points = std::move(points)] { return std::make_unique<lanes::SobolWords>(points); };
}

std::vector<lanes::SobolStream> sobol_streams(const std::vector<const model::Program*>& programs) {
  List list;
  for (const auto* program : programs) {
    add_assumptions(*program, list);
    const auto years = static_cast<std::size_t>(program->horizon());
    for (const auto& stream : program->streams) list.add(stream.name, program->base_year + 1, years);
  }
  return list.take();
}

bool are_nets(std::uint64_t paths) {
  return paths % lanes::sobol_round == 0 && std::has_single_bit(paths / lanes::sobol_round);
}

NetSizes nets_about(std::uint64_t paths) {
  const std::uint64_t rounds = std::max<std::uint64_t>(paths / lanes::sobol_round, 1);
  const std::uint64_t below = std::bit_floor(rounds) * lanes::sobol_round;
  return {below, 2 * below};
}

}  // namespace prospect::simulate
