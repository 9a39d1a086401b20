#pragma once
/// Families and programs that hold nothing but fitted states, for the tests of the fit.

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "calibrate/trend_filter.hpp"
#include "model/program.hpp"

namespace prospect::calibrate {

/// A family of one rule, a known scale and no breaks; tests free what they are about.
inline model::Family family_with(double damping, double drift_change, double drift_sd) {
  model::Family family;
  family.name = "family";
  family.damping = {damping};
  family.drift_change = {drift_change};
  family.drift_sd = {drift_sd};
  family.estimate_error = {0};
  family.df = {4};
  family.sigma_spread = 0;
  family.break_probability = 0;
  return family;
}

inline Rule rule_with(double damping, double drift_change, double drift_sd) {
  return {damping, drift_change, drift_sd, 0, 0, 0};
}

/// Figures in consecutive years.
inline std::vector<model::Observation> yearly(int first_year, const std::vector<double>& levels) {
  std::vector<model::Observation> figures;
  for (const double level : levels) figures.push_back({first_year++, level, level, false});
  return figures;
}

inline std::vector<model::Observation> with_last_estimates(std::vector<model::Observation> figures,
                                                           std::size_t count) {
  for (std::size_t k = figures.size() - count; k < figures.size(); ++k) figures[k].estimate = true;
  return figures;
}

inline model::History history_of(std::vector<model::Observation> figures,
                                 const std::string& series = "series") {
  model::History history;
  history.series = series;
  history.family = "family";
  history.figures = std::move(figures);
  return history;
}

/// Views of histories, as fit_family takes them.
inline std::vector<const model::History*> views_of(const std::vector<model::History>& histories) {
  std::vector<const model::History*> views;
  for (const auto& history : histories) views.push_back(&history);
  return views;
}

/// A program of families and states. Parameters: of each family the free ones of scale, damping,
/// drift_change, drift_sd, estimate_error, df, then sigma, level and drift of each state.
class ProgramOf {
 public:
  explicit ProgramOf(model::Family family, int base_year = 2020) {
    program_.base_year = base_year;
    this->family(std::move(family));
  }

  ProgramOf& family(model::Family family) {
    const auto free = [this](bool is_free) -> std::optional<model::ParameterId> {
      if (!is_free) return std::nullopt;
      return parameter(model::Parameter::Role::family);
    };
    model::FamilyParameters ids;
    ids.scale = free(family.sigma_spread > 0);
    ids.damping = free(family.damping.size() > 1);
    ids.drift_change = free(family.drift_change.size() > 1);
    ids.drift_sd = free(family.drift_sd.size() > 1);
    ids.estimate_error = free(family.estimate_error.size() > 1);
    ids.df = free(family.df.size() > 1);
    program_.family_parameters.push_back(ids);
    program_.families.push_back(std::move(family));
    return *this;
  }

  /// Adds a state of the family added last.
  ProgramOf& state(std::vector<model::Observation> figures) {
    model::Variable variable{};
    variable.name = "x" + std::to_string(program_.fitted.size());
    model::FittedState state;
    state.variable = model::VariableId(program_.variables.size());
    program_.variables.push_back(variable);
    state.sigma = parameter(model::Parameter::Role::sigma);
    state.level = parameter(model::Parameter::Role::level);
    state.drift = parameter(model::Parameter::Role::drift);
    state.history = program_.histories.size();
    series(variable.name, std::move(figures));
    program_.histories.back().variable = state.variable;
    program_.fitted.push_back(state);
    return *this;
  }

  /// Adds a history that no state follows to the family added last.
  ProgramOf& series(const std::string& code, std::vector<model::Observation> figures) {
    program_.histories.push_back(history_of(std::move(figures), code));
    program_.histories.back().family = program_.families.back().name;
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
