#pragma once
/// From a definition to equations: variables, parameters and their laws. Private to the room.
///
/// The parts of a model become variables in this order: levers, shocks, events, indicators with what
/// works behind them. A fitted indicator `x` brings `trend.x` (its drift, which changes), `noise.x`
/// (its yearly shock), the parameters `level.x` and `drift.x` (both in the base year, or in the year of its
/// last new figure) and `sigma.x`,
/// `link.x` (the state on its link scale) and, where its family has breaks, `jump.x`. A family `f`
/// brings the parameters `scale.f`, `damping.f`, `drift_change.f`, ... of all that is not fixed.

#include <map>
#include <string>

#include "model/check.hpp"
#include "model/definition.hpp"
#include "model/expression.hpp"

namespace prospect::model {

class Builder {
 public:
  Builder(const Definition& definition, base::Problems& problems)
      : d_(definition), problems_(problems) {}

  /// Builds everything but targets.
  Equations build();

 private:
  // Helpers (build.cpp)
  VariableId add_variable(Variable variable) { return e_.add(std::move(variable)); }
  ParameterId add_parameter(Parameter parameter);
  void name(const std::string& name, Symbol symbol) { symbols_[name] = std::move(symbol); }
  [[nodiscard]] Unit unit_of(const std::string& text) const;
  std::uint32_t add_stream(const std::string& name);
  std::uint32_t add_table(const lanes::Distribution& distribution);
  [[nodiscard]] CheckContext context(const Scope& scope, std::string subject,
                                     std::optional<int> fixed_year = std::nullopt) const;
  Expression& yearly(VariableId id) { return e_.yearly[id.value]; }
  Expression& start(VariableId id) { return e_.start[id.value]; }
  static Variable hidden(const std::string& name, const Named& of);
  void setting(std::string what, const Named& of, std::string value, bool from_default);

  // Families and their members (build_fitted.cpp)
  void families();
  void family_parameters(const FamilyDefinition& definition);
  void taught_histories(const FamilyDefinition& definition);
  /// Whether a series may teach a family: none does yet, and no fitted state follows it. Else a problem.
  bool claim_series(const read::Value& code);
  [[nodiscard]] const FamilyDefinition* family_of(const IndicatorDefinition& indicator);
  [[nodiscard]] std::size_t index_of(const FamilyDefinition& family) const;
  void fit_parts(const IndicatorDefinition& indicator, VariableId id, Scope& scope);
  void trend_law(const IndicatorDefinition& indicator, VariableId id, const FittedState& fitted,
                 Scope& scope);
  /// The history of a state or series on its link scale; figures that are derived teach nothing.
  [[nodiscard]] History history_for(const Variable& variable, const std::string& family);
  /// The jumps of a fitted state, if its family has any.
  std::optional<VariableId> jump_of(const IndicatorDefinition& indicator, const Scope& scope);

  // New figures (build_observed.cpp)
  void observed_figures();
  /// The rows about an indicator, in order of year. Of the indicators with one series as their history
  /// the first fitted one is meant, else the first.
  [[nodiscard]] std::vector<const ObservedRow*> observed_of(const std::string& indicator) const;
  /// Last year with a new figure of a fitted state; nothing without any.
  [[nodiscard]] std::optional<int> observed_until(const IndicatorDefinition& indicator) const;
  /// The figure of a row in the indicator's unit.
  [[nodiscard]] double in_unit_of(const Variable& variable, const ObservedRow& row, double figure) const;
  /// `observed` in the years up to `until`, the law as it was in later ones.
  void hold_until(int until, Expression& law, const Expression& observed);
  /// Appends a number for each simulated year.
  int year_numbers(std::vector<double> values, Expression& law);
  /// Lets the last fitted state hold its new figures: the link state up to the last of them, and the
  /// value itself, which no way to the link scale and back then moves.
  void hold_figures(const IndicatorDefinition& indicator, VariableId id, VariableId link_id);
  void hold_link(const IndicatorDefinition& indicator, int until, VariableId link_id);
  void hold_value(const IndicatorDefinition& indicator, VariableId id);

  // Parts (build_parts.cpp)
  void parameters();
  void declare();
  void correlations();
  void lever_laws();
  void lever_law(const LeverDefinition& lever);
  void lever_years(const LeverDefinition& lever, VariableId id);
  void shock_laws();
  void shock_law(const ShockDefinition& shock);
  void event_laws();
  void event_law(const EventDefinition& event);
  int event_size(const EventDefinition& event, Expression& law);
  std::pair<std::uint32_t, std::uint32_t> size_slots(const std::map<int, double>& given);
  void past_sizes(const EventDefinition& event, Expression& law, Expression& size);
  void drawn_sizes(const EventDefinition& event, const Expression& begins, const Expression& goes_on,
                   Expression& law, Expression& size);
  /// Appends the normal score of a noise: its own word, or the mix of its correlated group.
  int score_of(const std::string& noise, Expression& law);
  /// Appends one of the distributions of shocks: tables of a score, or counts of a word.
  int draw_of(const read::Value& value, const std::string& noise, const Scope& scope,
              Expression& law);

  // Indicators (build_states.cpp)
  void indicator_laws();
  void indicator_law(const IndicatorDefinition& indicator);
  void identity(const IndicatorDefinition& indicator, VariableId id, const Scope& scope);
  void next_state(const IndicatorDefinition& indicator, VariableId id, const Scope& scope);
  void linked_state(const IndicatorDefinition& indicator, VariableId id);
  void link_values(const IndicatorDefinition& indicator, VariableId id, VariableId link_id);
  void start_value(const IndicatorDefinition& indicator, VariableId id);
  void history_of(const IndicatorDefinition& indicator, VariableId id);
  void set_link(const IndicatorDefinition& indicator, Variable& variable);
  /// The link a value names; a problem and nothing if it names none.
  std::optional<Link> link_named(const read::Value& value);
  /// The bounds of a logit link: those given, or of a share; NaN, with a problem, if there are none.
  void set_bounds(const Named& of, const std::optional<std::array<double, 2>>& bounds, double& low,
                  double& high);
  int movement(const IndicatorDefinition& indicator, VariableId id, const Scope& scope,
               Expression& law);
  int noise_term(const IndicatorDefinition& indicator, VariableId id, const Unit& unit,
                 Expression& law);
  /// The figure on the link scale; nothing, with a problem at `place`, where the link cannot take it.
  std::optional<double> fits_link(const Variable& variable, double value, int year,
                                  const base::Place& place);
  /// Appends the link of a value, or the way back.
  static int to_link(const Variable& variable, Expression& law, int term);
  static int from_link(const Variable& variable, Expression& law, int term);
  void shares_laws();

  const Definition& d_;
  base::Problems& problems_;
  Equations e_;
  std::map<std::string, Symbol> symbols_;
  std::map<std::string, std::uint32_t> streams_;
  /// Row of the Cholesky factor for a correlated noise: (other noise, weight).
  std::map<std::string, std::vector<std::pair<std::string, double>>> mixes_;
  std::map<std::string, base::Place> taught_;     ///< series that teach a family, where it names them
  std::map<std::string, VariableId> link_rows_;   ///< indicator, its state on the link scale
};

/// Years before the base year in which a value is looked for.
inline constexpr int longest_past = 60;

/// Whether the start expression gives the value of that year: the base year's, and for a lever, whose
/// past is its default, any earlier one's.
[[nodiscard]] bool starts_at(const Equations& equations, std::uint32_t variable, int year);

/// Orders variables so that each stands after what it reads in the same year; a cycle is a problem.
void order_variables(Equations& equations, base::Problems& problems);

/// Marks what cannot be had because a figure is not known as of the base year. Unless the base year
/// was moved back (`forgive`), each such gap is a problem.
void mark_available(Equations& equations, bool forgive, base::Problems& problems);

/// Warns of what is defined and moves nothing: parameters, shocks, events and levers no law reads, and
/// families without a member.
void warn_unused(const Equations& equations, base::Problems& problems);

/// Adds, for each indicator that is declared (key `reporting`) and has targets at simulated years, the
/// parameter `pull.x` and the figure `reported.x` = x + pull.x (target - x), which those targets are
/// tested on beside the structural one.
void add_reported(const Definition& definition, Equations& equations, base::Problems& problems);

/// Compiles the blocks that are learned by simulating the history, as of their first years.
void add_blocks(const read::Inputs& inputs, const Definition& definition, Equations& equations,
                base::Problems& problems);

/// Leaves out targets whose indicator cannot be had as of the base year, and gathers the joints.
void settle_targets(const Definition& definition, Equations& equations, base::Problems& problems);

/// Problems of new figures whose indicator is not simulated.
void check_observed(const Equations& equations, base::Problems& problems);

/// Reads the target table against the variables.
void read_targets(const read::Table& table, const Definition& definition, Equations& equations,
                  base::Problems& problems);

/// Problems of the charts that the model names: unknown names, units that do not go together, one twice.
void check_charts(const Definition& definition, const Program& program, base::Problems& problems);

/// Puts the rankings whose figures are known and whose indicator can be had into the program.
void read_rankings(const read::Table& table, const Definition& definition, Equations& equations,
                   base::Problems& problems);

}  // namespace prospect::model
