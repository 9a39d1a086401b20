#pragma once
/// Programs that hold nothing but fitted states, for the tests of this room.

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "model/program.hpp"

namespace prospect::calibrate {

/// Ratios of a family; sigma and df are set apart by those tests that need them.
inline model::Family family_with(double damping, double drift_change, double drift_sd) {
  model::Family family;
  family.name = "family";
  family.damping = {damping};
  family.drift_change = {drift_change};
  family.drift_sd = {drift_sd};
  return family;
}

/// Figures in consecutive years.
inline std::vector<model::Observation> yearly(int first_year, const std::vector<double>& levels) {
  std::vector<model::Observation> figures;
  for (const double level : levels) figures.push_back({first_year++, level, level, false});
  return figures;
}

/// A program of states, with sigma and drift of each as parameters in that order.
class ProgramOf {
 public:
  explicit ProgramOf(model::Family family, int base_year = 2020) {
    program_.base_year = base_year;
    program_.families.push_back(std::move(family));
  }

  /// Adds a state of the family added last.
  ProgramOf& state(std::vector<model::Observation> figures) {
    model::FittedState state;
    state.variable = model::VariableId(program_.fitted.size());
    state.sigma = parameter(model::Parameter::Role::sigma);
    state.drift = parameter(model::Parameter::Role::drift);
    state.family = program_.families.back().name;
    state.observations = std::move(figures);
    program_.fitted.push_back(std::move(state));
    return *this;
  }

  ProgramOf& family(model::Family family) {
    program_.families.push_back(std::move(family));
    return *this;
  }

  ProgramOf& given(const lanes::Distribution& prior,
                   model::Parameter::Role role = model::Parameter::Role::given) {
    const auto id = parameter(role);
    program_.parameters[id.value].prior = prior;
    return *this;
  }

  [[nodiscard]] const model::Program& get() const { return program_; }

 private:
  model::ParameterId parameter(model::Parameter::Role role) {
    model::Parameter made;
    made.role = role;
    program_.parameters.push_back(std::move(made));
    return model::ParameterId(program_.parameters.size() - 1);
  }

  model::Program program_;
};

}  // namespace prospect::calibrate
