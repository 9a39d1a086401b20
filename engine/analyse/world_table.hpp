#pragma once
/// Worlds in a few numbers each, counted into bins: what was drawn, what happened, and who missed.
///
/// Features  of every input of a program: the parameters it draws; of an event the number of years in which
///           it is on (where its variable is an indicator of the program); of a shock or a yearly noise the
///           mean of its normal scores over the years, correlations included: below 0 in bad years or good
///           ones, as the sign has it.
/// Bins      at most 64 a feature. Their edges come from the first 4096 paths: quantiles, rounded to a step
///           that people would write; values that are few get a bin each.
/// Contract  the same table for any number of threads and lanes. Memory: a byte a feature and path.

#include <cstdint>
#include <string>
#include <vector>

#include "analyse/goals.hpp"
#include "calibrate/estimate.hpp"
#include "model/program.hpp"
#include "simulate/inputs.hpp"
#include "simulate/plan.hpp"

namespace prospect::analyse {

struct Feature {
  enum class Kind { parameter, event, chance };

  Kind kind = Kind::parameter;
  std::size_t input = 0;               ///< whose it is
  std::string name;                    ///< of the parameter, else of the input
  base::Label label;
  std::string unit;                    ///< of a parameter
  model::ParameterId parameter{};
  model::VariableId variable{};        ///< of an event
  std::vector<double> edges;           ///< ascending; bin b holds edges[b-1] <= value < edges[b]
  int decimals = 0;                    ///< that write the edges exactly

  [[nodiscard]] std::size_t bins() const { return edges.size() + 1; }
};

/// What a path was for a goal.
enum class Fate : std::uint8_t { met, missed, not_counted };

struct WorldTable {
  std::vector<Feature> features;
  std::vector<std::vector<std::uint8_t>> bins;   ///< [feature][path]
  std::vector<std::vector<Fate>> fates;          ///< [goal][path]

  [[nodiscard]] std::size_t paths() const { return fates.empty() ? 0 : fates.front().size(); }
};

/// The events among `inputs` as variables that a program cut to a target should keep.
[[nodiscard]] std::vector<model::VariableId> events_of(const model::Program& program,
                                                       const std::vector<simulate::Input>& inputs);

/// Runs the paths of `plan` (its words are not used: all are the paths' own) and tests `goals`. `inputs` are
/// those of `program`.
[[nodiscard]] WorldTable world_table(const model::Program& program, const calibrate::Estimate& estimate,
                                     const std::vector<simulate::Input>& inputs,
                                     const std::vector<Goal>& goals, const simulate::Plan& plan);

/// Edges for a sample of values, ascending, at most 63, and the decimals that write them. For the tests.
[[nodiscard]] std::vector<double> edges_of(std::vector<double> values, int& decimals);

}  // namespace prospect::analyse
