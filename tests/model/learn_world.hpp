#pragma once
/// Small worlds with a block that is learned by simulating their history.

#include "calibrate/block_posterior.hpp"
#include "model/small_world.hpp"

namespace prospect::model {

/// Rows "code,from,year,value" of the history: means over the years `from` to `year`.
inline read::Inputs inputs_with_means(const SmallWorld& world, const std::string& means) {
  auto texts = texts_of(world);
  for (const auto& row : rows_of(means)) texts["history.csv"] += row + ",actual,yes\n";
  return read::load(world.scenario.empty() ? "model.toml" : "s.toml", read::Memory(texts));
}

inline const LearnBlock& only_block(const Program& program) {
  if (program.blocks.size() != 1) throw std::runtime_error("not one block");
  return *program.blocks.front();
}

inline const std::vector<double>& draws_of(const calibrate::BlockPosterior& posterior,
                                           const std::string& name) {
  for (std::size_t k = 0; k < posterior.names.size(); ++k) {
    if (posterior.names[k] == name) return posterior.draws[k];
  }
  throw std::runtime_error("nothing learned of " + name);
}

inline ParameterId parameter_named(const Program& program, const std::string& name) {
  for (std::size_t p = 0; p < program.parameters.size(); ++p) {
    if (program.parameters[p].name == name) return ParameterId(p);
  }
  throw std::runtime_error("no parameter " + name);
}

}  // namespace prospect::model
